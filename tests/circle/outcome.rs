//! What a check says of a chart, in terms that hold whatever format it is in.

use base64::Engine;
use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::finding::Record;
use orglint::input::{Field, Roster};
use orglint::policy::{Config, Policy};
use orglint::source::{Cell, Source, Span};
use orglint::title::Reader;

/// How texts are written in a format, to know what the text at a place says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Written {
    Delimited,
    Json,
    Yaml,
    Ldif,
}

/// One finding.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Debug)]
pub(crate) struct Line {
    pub(crate) rule: String,
    pub(crate) severity: &'static str,
    pub(crate) message: String,
    pub(crate) ids: Vec<String>,
    /// The cells that have its place, each by the number of the record and the field.
    pub(crate) cells: Vec<(u32, &'static str)>,
    /// What the text at the place says.
    pub(crate) text: String,
    /// The name of the cell in a workbook.
    pub(crate) name: Option<String>,
}

/// Who judges.
pub(crate) struct Court {
    rulebook: Rulebook,
    policy: Policy,
    reader: Reader,
}

impl Court {
    pub(crate) fn new(config: Config) -> Court {
        let rulebook = Rulebook::new(config.patterns, config.rules);
        Court { rulebook, policy: config.policy, reader: config.reader }
    }

    /// Every finding, in an order of its own: places are in another order in other formats.
    pub(crate) fn findings(&self, roster: Roster, written: Written) -> Vec<Line> {
        let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
        let report = check(&chart, &self.rulebook, &self.policy, &self.reader);
        let mut lines: Vec<Line> = report
            .findings
            .iter()
            .map(|one| {
                let (source, at) = chart.roster().locate(one.finding.at);
                Line {
                    rule: one.rule.name().to_owned(),
                    severity: one.severity.name(),
                    message: without_headings(chart.roster(), &one.finding.message),
                    ids: one.finding.subjects.iter().map(|subject| chart.id(*subject).into_owned()).collect(),
                    cells: cells_at(chart.roster(), one.finding.at),
                    text: said(source, at, written),
                    name: source.cell_at(at.range().start).and_then(|cell| match cell {
                        Cell::Lettered { cell, .. } => Some(cell),
                        Cell::Named { .. } => None,
                    }),
                }
            })
            .collect();
        lines.sort();
        lines
    }
}

/// A message with fields for headings, which differ between systems.
fn without_headings(roster: &Roster, message: &str) -> String {
    Field::ALL.into_iter().fold(message.to_owned(), |message, field| match roster.columns().heading(field) {
        Some(heading) if !heading.is_empty() => {
            message.replace(&format!("'{heading}'"), &format!("<{}>", field.name()))
        }
        _ => message,
    })
}

fn cells_at(roster: &Roster, at: Span) -> Vec<(u32, &'static str)> {
    let fields = || Field::ALL.into_iter().filter(|field| roster.has(*field));
    let is_it = |record: Record, field: &Field| roster.place(record, *field) == at;
    roster
        .records()
        .flat_map(|record| {
            fields().filter(move |field| is_it(record, field)).map(move |field| (record.0, field.name()))
        })
        .collect()
}

/// What the text at a place says, read here and not by what is tested.
fn said(source: &Source, at: Span, written: Written) -> String {
    let text = source.text(at);
    let unquoted = |quote: char| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    match (written, text.chars().next()) {
        (Written::Delimited, Some('"')) => unquoted('"').unwrap_or(text).replace("\"\"", "\""),
        (Written::Json | Written::Yaml, Some('"')) => serde_json::from_str(text).unwrap_or_else(|_| text.to_owned()),
        (Written::Yaml, Some('\'')) => unquoted('\'').unwrap_or(text).replace("''", "'"),
        (Written::Ldif, Some(_)) if source.bytes()[..at.range().start].ends_with(b":: ") => {
            let bytes = base64::engine::general_purpose::STANDARD.decode(text).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        }
        _ => text.to_owned(),
    }
    .trim()
    .to_owned()
}
