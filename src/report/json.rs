//! `json`: everything that a program may want to know of the findings. The shape is a contract; see docs/json.md.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use crate::chart::Chart;
use crate::check::{Outcome, Part, Report, Reported};
use crate::finding::{Record, Severity};
use crate::source::{Cell, Place, Source, Span};

/// Writes the reports as one JSON object. Findings are written as they are met, so that a million of them need no more
/// memory than one.
pub fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let output = Output {
        version: 1,
        charts: outcome.reports.iter().map(ChartOf::new).collect(),
        findings: Findings(&outcome.parts()),
        summary: Summary {
            error: outcome.count(Severity::Error),
            warning: outcome.count(Severity::Warning),
            info: outcome.count(Severity::Info),
        },
    };
    serde_json::to_writer(&mut *out, &output)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    charts: Vec<ChartOf<'a>>,
    findings: Findings<'a>,
    summary: Summary,
}

#[derive(Serialize)]
pub(super) struct ChartOf<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    people: u32,
    roots: Vec<String>,
    layers: u32,
    /// Of one chart out of a table of many.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Summary>,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize)]
pub(super) struct Summary {
    pub(super) error: usize,
    pub(super) warning: usize,
    pub(super) info: usize,
}

impl<'a> ChartOf<'a> {
    pub(super) fn new(report: &'a Report<'_>) -> ChartOf<'a> {
        let chart = report.chart();
        let group = chart.source().group();
        let count = |severity| report.count(severity);
        ChartOf {
            path: chart.source().name(),
            group,
            people: report.facts.people(),
            roots: chart.roots().into_iter().map(|root| chart.id(root).into_owned()).collect(),
            layers: report.facts.layers(),
            summary: group.map(|_| Summary {
                error: count(Severity::Error),
                warning: count(Severity::Warning),
                info: count(Severity::Info),
            }),
        }
    }
}

/// The findings of several files, one after the other.
pub(super) struct Findings<'a>(pub(super) &'a [Part<'a>]);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.iter().map(|part| part.findings.len()).sum()))?;
        for part in self.0 {
            for reported in part.findings {
                let chart = part.report.map(Report::chart);
                list.serialize_element(&FindingOf::new(reported, chart, part.locate(reported.finding.at)))?;
            }
        }
        list.end()
    }
}

/// A finding, wherever it is placed.
#[derive(Serialize)]
pub(super) struct FindingOf<'a> {
    rule: &'a str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
    sources: Vec<&'a str>,
    subjects: Vec<Subject<'a>>,
    location: Location<'a>,
}

/// A position, as all JSON names it.
#[derive(Serialize)]
pub(super) struct Subject<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    pub(super) title: Cow<'a, str>,
}

impl<'a> Subject<'a> {
    /// A position of a chart.
    pub(super) fn of(chart: &'a Chart, position: Record) -> Subject<'a> {
        Subject { id: chart.id(position), name: chart.name(position), title: chart.title(position) }
    }
}

/// A place in a file.
#[derive(Serialize)]
pub(super) struct Location<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    #[serde(flatten)]
    cell: Option<Cell<'a>>,
}

impl<'a> FindingOf<'a> {
    /// A finding at a place; its subjects are positions of `chart`.
    pub(super) fn new(
        reported: &'a Reported<'_>,
        chart: Option<&'a Chart>,
        place: (&'a Source, Span),
    ) -> FindingOf<'a> {
        let subject = |record: &Record| Some(Subject::of(chart?, *record));
        let subjects = reported.finding.subjects.iter().filter_map(subject).collect();
        let group = chart.and_then(|chart| chart.source().group());
        FindingOf { group, ..FindingOf::about(reported, subjects, Location::new(place)) }
    }

    /// A finding about positions of a chart that need not be there any more.
    pub(super) fn about(
        reported: &'a Reported<'_>,
        subjects: Vec<Subject<'a>>,
        location: Location<'a>,
    ) -> FindingOf<'a> {
        FindingOf {
            rule: reported.rule.name(),
            severity: reported.severity.name(),
            group: None,
            message: &reported.finding.message,
            help: reported.finding.help.as_deref(),
            sources: reported.rule.sources(),
            subjects,
            location,
        }
    }
}

impl<'a> Location<'a> {
    pub(super) fn new((source, span): (&'a Source, Span)) -> Location<'a> {
        let start = source.place(span.start as usize);
        let cell = source.cell_at(span.start as usize);
        let end = match cell {
            None => source.place(span.end as usize),
            // In a sheet, what is behind a cell is the next one.
            Some(_) => Place { line: start.line, column: start.column + 1 },
        };
        Location {
            cell,
            path: source.name(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
