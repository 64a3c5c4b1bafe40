//! A repair as a PLAN in TOML, and as JSON.
//!
//! Ids, names and titles are written by somebody else: in TOML they stand in quotes, and in comments without anything that
//! ends a line.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use toml_writer::{ToTomlValue, TomlStringBuilder};

use super::reason::named;
use super::{Change, LeftOut, Repair};
use crate::chart::Chart;
use crate::input::Field;

impl Repair {
    /// Writes the PLAN.
    pub fn write_plan(&self, chart: &Chart, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "# Changes that mend {}, proposed by orglint repair.", comment(chart.source().name()))?;
        writeln!(out, "# Look at each, and apply them with: orglint plan FILE PLAN")?;
        for left in &self.left_out {
            let who = left.position.map(|position| format!("{}: ", named(chart, position))).unwrap_or_default();
            writeln!(out, "# left out: {}{} ({})", comment(&who), comment(&left.reason), comment(&left.rule))?;
        }
        for change in &self.changes {
            writeln!(out, "\n# {}", comment(&named(chart, change.position)))?;
            writeln!(out, "[[step]]")?;
            writeln!(out, "move = {}", quoted(&chart.id(change.position)))?;
            writeln!(out, "to = {}", quoted(&change.to_id(chart)))?;
            writeln!(out, "confidence = {:.2}", change.confidence)?;
            writeln!(out, "note = {}", quoted(&change.reason))?;
        }
        Ok(())
    }

    /// Writes the same for programs.
    pub fn write_json(&self, chart: &Chart, out: &mut dyn Write) -> io::Result<()> {
        let change = |change| Written::new(change, chart);
        let left_out = |left| Unmended::new(left, chart);
        let whole = Document {
            version: 1,
            changes: self.changes.iter().map(change).collect(),
            left_out: self.left_out.iter().map(left_out).collect(),
        };
        serde_json::to_writer(&mut *out, &whole)?;
        writeln!(out)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    changes: Vec<Written<'a>>,
    left_out: Vec<Unmended<'a>>,
}

#[derive(Serialize)]
struct Written<'a> {
    id: Cow<'a, str>,
    name: Cow<'a, str>,
    title: Cow<'a, str>,
    /// As the cell has it.
    from: Cow<'a, str>,
    to: Cow<'a, str>,
    confidence: f64,
    reason: &'a str,
    rules: &'a [String],
}

impl<'a> Written<'a> {
    fn new(change: &'a Change, chart: &'a Chart) -> Written<'a> {
        Written {
            id: chart.id(change.position),
            name: chart.name(change.position),
            title: chart.title(change.position),
            from: chart.quoted(change.position, Field::Manager),
            to: change.to_id(chart),
            confidence: (change.confidence * 100.0).round() / 100.0,
            reason: &change.reason,
            rules: &change.rules,
        }
    }
}

#[derive(Serialize)]
struct Unmended<'a> {
    /// None where the fault is about the chart as a whole.
    id: Option<Cow<'a, str>>,
    rule: &'a str,
    reason: &'a str,
}

impl<'a> Unmended<'a> {
    fn new(left: &'a LeftOut, chart: &'a Chart) -> Unmended<'a> {
        let id = left.position.map(|position| chart.id(position));
        Unmended { id, rule: &left.rule, reason: &left.reason }
    }
}

impl Change {
    /// The id of the new manager; of nobody, an empty text.
    fn to_id<'c>(&self, chart: &'c Chart) -> Cow<'c, str> {
        self.to.map(|manager| chart.id(manager)).unwrap_or_default()
    }
}

fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_default().to_toml_value()
}

/// Text in a comment: a control character would end the line, or is not allowed there.
fn comment(text: &str) -> String {
    let plain = |character: char| match character {
        character if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => {
            character.escape_default().to_string()
        }
        character => character.to_string(),
    };
    text.chars().map(plain).collect()
}
