//! The history for programs. The shape is a contract; see docs/json.md.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::finding::Severity;
use crate::reorg::history::{Figures, History, Story, Stretch};
use crate::stats::WidestSpan;

/// Writes the history as one JSON object.
pub fn write(history: &History, out: &mut dyn Write) -> io::Result<()> {
    let output =
        Output { version: 1, days: history.days().iter().map(DayOf::new).collect(), findings: Findings(history) };
    serde_json::to_writer(&mut *out, &output)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    days: Vec<DayOf<'a>>,
    findings: Findings<'a>,
}

#[derive(Serialize)]
struct DayOf<'a> {
    day: String,
    path: &'a str,
    people: usize,
    joined: Option<usize>,
    left: Option<usize>,
    vacant: usize,
    layers: u32,
    managers: usize,
    mean_span: Option<f64>,
    widest_span: Option<&'a WidestSpan>,
    error: usize,
    warning: usize,
    info: usize,
    introduced: Option<usize>,
    resolved: Option<usize>,
}

impl<'a> DayOf<'a> {
    fn new(day: &'a Figures) -> DayOf<'a> {
        DayOf {
            day: day.day.to_string(),
            path: &day.path,
            people: day.people,
            joined: day.change.map(|change| change.joined),
            left: day.change.map(|change| change.left),
            vacant: day.vacant,
            layers: day.layers,
            managers: day.managers,
            mean_span: day.mean_span,
            widest_span: day.widest_span.as_ref(),
            error: day.count(Severity::Error),
            warning: day.count(Severity::Warning),
            info: day.count(Severity::Info),
            introduced: day.change.map(|change| change.introduced),
            resolved: day.change.map(|change| change.resolved),
        }
    }
}

/// Written as they are met, so that a million of them need no more memory than one.
struct Findings<'a>(&'a History);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.stories().iter().map(|story| FindingOf::new(self.0, story)))
    }
}

#[derive(Serialize)]
struct FindingOf<'a> {
    rule: &'a str,
    ids: &'a [String],
    is_open: bool,
    seen: Vec<SeenOf<'a>>,
}

#[derive(Serialize)]
struct SeenOf<'a> {
    first: String,
    last: String,
    resolved: Option<String>,
    severity: &'static str,
    message: &'a str,
    title: &'a str,
}

impl<'a> FindingOf<'a> {
    fn new(history: &'a History, story: &'a Story) -> FindingOf<'a> {
        let day = |number: usize| history.days().get(number).map(|figures| figures.day);
        let text = |day: Option<Date>| day.map(|day| day.to_string());
        let seen = |stretch: &'a Stretch| SeenOf {
            first: text(day(stretch.first)).unwrap_or_default(),
            last: text(day(stretch.last)).unwrap_or_default(),
            resolved: text(day(stretch.last + 1)),
            severity: stretch.severity.name(),
            message: &stretch.message,
            title: &stretch.title,
        };
        FindingOf {
            rule: story.key.rule(),
            ids: &story.ids,
            is_open: history.is_open(story),
            seen: story.stretches.iter().map(seen).collect(),
        }
    }
}
