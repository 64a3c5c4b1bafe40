//! One chart as the page reads it: its cards in columns, whom each reports to, its colours, findings and figures.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::escape::{Column, shown, write_json};
use super::figures::Figures;
use super::findings::{Findings, Rules};
use crate::chart::Presence;
use crate::check::{Part, Report, Reported};
use crate::diagram::{Card, ColorBy, Colours, Drawing, Kind, LineKind, Swatch};

/// Nobody, in columns of numbers.
const NOBODY: i64 = -1;

/// What is drawn of a chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Extent {
    /// All of it. What was found about somebody who is not drawn, such as one who has left, is told all the same.
    Whole,
    /// What was selected, with what was found there.
    Part,
}

/// Writes a drawing with what was found on it.
pub(super) fn write(
    report: &Report<'_>,
    drawing: &Drawing<'_>,
    extent: Extent,
    by: ColorBy,
    out: &mut dyn Write,
) -> io::Result<()> {
    let parts = [Part { source: report.chart().source(), report: Some(report), findings: &report.findings }];
    let rules = Rules::of(&parts);
    let findings = Findings::new(&parts, &rules, &boxes(drawing));
    let findings = match extent {
        Extent::Whole => findings,
        Extent::Part => findings.drawn_in(drawing),
    };
    write_json(out, &ChartOf { report, drawing, by, rules: &rules, findings })
}

/// Each finding that is on a box, with that box.
fn boxes<'a>(drawing: &Drawing<'a>) -> Vec<(&'a Reported<'a>, u32)> {
    let cards = drawing.cards.iter().zip(0..);
    cards.flat_map(|(card, number)| card.findings.iter().map(move |reported| (*reported, number))).collect()
}

struct ChartOf<'a> {
    report: &'a Report<'a>,
    drawing: &'a Drawing<'a>,
    by: ColorBy,
    rules: &'a Rules<'a>,
    findings: Findings<'a>,
}

impl Serialize for ChartOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cards = &self.drawing.cards;
        let words = Vocabulary {
            titles: Words::of(cards.iter().map(|card| &*card.title)),
            functions: Words::of(cards.iter().map(|card| card.function.name())),
            levels: Words::of(cards.iter().map(|card| card.level.name())),
            departments: Words::of(cards.iter().map(|card| &*card.department)),
        };
        let lines = Lines::of(self.drawing);
        let numbered = || cards.iter().zip(0_u32..);
        let mut chart = serializer.serialize_struct("chart", 13)?;
        chart.serialize_field("day", &self.report.chart().day().to_string())?;
        chart.serialize_field("color_by", name(self.by))?;
        chart.serialize_field("words", &words)?;
        chart.serialize_field("cards", &Cards { report: self.report, cards, words: &words })?;
        chart.serialize_field(
            "teams",
            &Column(|| {
                numbered().filter_map(|(card, number)| match card.kind {
                    Kind::Team { people, vacant } => Some([number, people, vacant]),
                    _ => None,
                })
            }),
        )?;
        chart.serialize_field(
            "highlighted",
            &Column(|| numbered().filter(|(card, _)| card.highlighted).map(|(_, number)| number)),
        )?;
        chart.serialize_field("manager", &lines.manager)?;
        chart.serialize_field("line", &lines.kind)?;
        chart.serialize_field("extra", &lines.extra)?;
        let colours = ColorBy::ALL.into_iter().filter(|(_, by)| *by != ColorBy::None);
        let colours = colours.map(|(by, way)| ColoursOf { by, colours: Colours::new(self.drawing, way) });
        chart.serialize_field("colours", &colours.collect::<Vec<_>>())?;
        chart.serialize_field("rules", self.rules)?;
        chart.serialize_field("findings", &self.findings)?;
        chart.serialize_field("figures", &Figures::of(&self.report.facts))?;
        chart.end()
    }
}

/// What `--color-by` calls a way to colour.
fn name(by: ColorBy) -> &'static str {
    ColorBy::ALL.into_iter().find(|(_, known)| *known == by).map_or("none", |(name, _)| name)
}

/// Words that many cards share, each once, and for each card the number of its word.
struct Words<'a> {
    words: Vec<&'a str>,
    numbers: Vec<usize>,
}

impl<'a> Words<'a> {
    fn of(words: impl Iterator<Item = &'a str>) -> Words<'a> {
        let mut known = HashMap::new();
        let mut all = Words { words: Vec::new(), numbers: Vec::new() };
        for word in words {
            let number = *known.entry(word).or_insert_with(|| {
                all.words.push(word);
                all.words.len() - 1
            });
            all.numbers.push(number);
        }
        all
    }
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.words.iter().map(|word| shown(word)))
    }
}

#[derive(Serialize)]
struct Vocabulary<'a> {
    titles: Words<'a>,
    functions: Words<'a>,
    levels: Words<'a>,
    departments: Words<'a>,
}

/// The columns of the cards.
struct Cards<'a> {
    report: &'a Report<'a>,
    cards: &'a [Card<'a>],
    words: &'a Vocabulary<'a>,
}

impl Serialize for Cards<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cards = || self.cards.iter();
        let direct = |card: &Card<'_>| match card.kind {
            Kind::Position | Kind::Absent(_) => self.report.chart().direct_reports(card.position),
            Kind::Team { .. } | Kind::Unknown => 0,
        };
        let mut table = serializer.serialize_struct("cards", 11)?;
        table.serialize_field("kind", &Column(|| cards().map(|card| kind(card.kind))))?;
        table.serialize_field("id", &Column(|| cards().map(|card| shown(&card.id))))?;
        table.serialize_field("name", &Column(|| cards().map(|card| shown(&card.name))))?;
        table.serialize_field("title", &self.words.titles.numbers)?;
        table.serialize_field("function", &self.words.functions.numbers)?;
        table.serialize_field("level", &self.words.levels.numbers)?;
        table.serialize_field("department", &self.words.departments.numbers)?;
        table.serialize_field("total", &Column(|| cards().map(|card| card.total_reports)))?;
        table.serialize_field("direct", &Column(|| cards().map(direct)))?;
        table.serialize_field("vacant", &Column(|| cards().map(|card| u8::from(card.vacant))))?;
        table.serialize_field("left_out", &Column(|| cards().map(|card| card.reports_left_out)))?;
        table.end()
    }
}

/// The number by which the script knows a kind of box (`KIND` in data.js).
fn kind(kind: Kind) -> u8 {
    match kind {
        Kind::Position => 0,
        Kind::Team { .. } => 1,
        Kind::Absent(Presence::NotBegun) => 3,
        Kind::Absent(_) => 2,
        Kind::Unknown => 4,
    }
}

/// The number by which the script knows a kind of line (`LINE` in data.js).
fn line_kind(kind: LineKind) -> u8 {
    match kind {
        LineKind::Solid => 0,
        LineKind::Dotted => 1,
        LineKind::Loop => 2,
        LineKind::Broken => 3,
        LineKind::Surplus => 4,
    }
}

/// The lines: for each card the one to its manager, and apart from them those beside the tree.
struct Lines {
    manager: Vec<i64>,
    kind: Vec<u8>,
    /// Report, manager, kind.
    extra: Vec<[u32; 3]>,
}

impl Lines {
    fn of(drawing: &Drawing<'_>) -> Lines {
        let count = drawing.cards.len();
        let mut lines = Lines { manager: vec![NOBODY; count], kind: vec![0; count], extra: Vec::new() };
        for line in &drawing.lines {
            match line.kind {
                LineKind::Dotted | LineKind::Surplus => {
                    lines.extra.push([line.report, line.manager, u32::from(line_kind(line.kind))]);
                }
                LineKind::Solid | LineKind::Broken | LineKind::Loop => {
                    lines.manager[line.report as usize] = i64::from(line.manager);
                    lines.kind[line.report as usize] = line_kind(line.kind);
                }
            }
        }
        lines
    }
}

/// One way to colour the cards.
struct ColoursOf {
    by: &'static str,
    colours: Colours,
}

impl Serialize for ColoursOf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let swatch = |swatch: &'_ Swatch| SwatchOf { name: shown(&swatch.name).into_owned(), colour: swatch.colour };
        let mut table = serializer.serialize_struct("colours", 3)?;
        table.serialize_field("by", self.by)?;
        table.serialize_field("swatches", &Column(|| self.colours.swatches.iter().map(swatch)))?;
        table.serialize_field("of", &Column(|| self.colours.of_card.iter().map(|of| of.map_or(NOBODY, i64::from))))?;
        table.end()
    }
}

#[derive(Serialize)]
struct SwatchOf {
    name: String,
    colour: &'static str,
}
