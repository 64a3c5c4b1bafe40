//! `json`: everything that a program may want to know of the findings. The shape is a contract; see docs/json.md.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use crate::check::{Report, Reported};
use crate::finding::{Record, Severity};
use crate::source::Span;
use crate::stats;

/// Writes the reports as one JSON object. Findings are written as they are met, so that a million of them need no more
/// memory than one.
pub fn write(reports: &[Report<'_>], out: &mut dyn Write) -> io::Result<()> {
    let count = |severity| reports.iter().map(|report| report.count(severity)).sum();
    let output = Output {
        version: 1,
        charts: reports.iter().map(chart).collect(),
        findings: Findings(reports),
        summary: Summary {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
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
struct ChartOf<'a> {
    path: &'a str,
    people: u32,
    roots: Vec<String>,
    layers: u32,
}

#[derive(Serialize)]
struct Summary {
    error: usize,
    warning: usize,
    info: usize,
}

fn chart<'a>(report: &'a Report<'_>) -> ChartOf<'a> {
    let chart = report.chart();
    ChartOf {
        path: chart.source().name(),
        people: report.facts.people(),
        roots: chart.roots().into_iter().map(|root| chart.id(root).into_owned()).collect(),
        layers: stats::layers(chart),
    }
}

struct Findings<'a>(&'a [Report<'a>]);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.iter().map(|report| report.findings.len()).sum()))?;
        for report in self.0 {
            for reported in &report.findings {
                list.serialize_element(&FindingOf::new(report, reported))?;
            }
        }
        list.end()
    }
}

#[derive(Serialize)]
struct FindingOf<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    sources: Vec<&'a str>,
    subjects: Vec<Subject<'a>>,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Subject<'a> {
    id: Cow<'a, str>,
    name: Cow<'a, str>,
    title: Cow<'a, str>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl<'a> FindingOf<'a> {
    fn new(report: &'a Report<'_>, reported: &'a Reported<'_>) -> FindingOf<'a> {
        let chart = report.chart();
        let subject =
            |record: &Record| Subject { id: chart.id(*record), name: chart.name(*record), title: chart.title(*record) };
        FindingOf {
            rule: reported.rule.name(),
            severity: reported.severity.name(),
            message: &reported.finding.message,
            help: reported.finding.help.as_deref(),
            sources: reported.rule.sources(),
            subjects: reported.finding.subjects.iter().map(subject).collect(),
            location: Location::new(report, reported.finding.at),
        }
    }
}

impl<'a> Location<'a> {
    fn new(report: &'a Report<'_>, span: Span) -> Location<'a> {
        let source = report.chart().source();
        let (start, end) = (source.place(span.start as usize), source.place(span.end as usize));
        Location {
            path: source.name(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
