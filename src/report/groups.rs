//! Reports of many charts out of one table, chart by chart: no chart is kept once its piece is written.

use std::io::{self, Write};

use serde::Serialize;

use super::closing::found;
use super::json::{ChartOf, FindingOf, Summary};
use super::text::safe;
use super::{pretty, short};
use crate::check::{Outcome, Part, Report, Reported};
use crate::error::Error;
use crate::finding::Severity;
use crate::wording::counted;

/// How the charts of a table are reported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people: a line for each chart with findings, and the findings.
    Pretty(pretty::Style),
    /// One line a finding.
    Short,
    /// For programs.
    Json,
}

/// What is to be written of one chart, and what is counted.
#[derive(Clone, Default, Debug)]
pub struct Piece {
    people: u64,
    counts: [usize; Severity::ALL.len()],
    is_unread: bool,
    /// What stands before the findings of a chart for people; as JSON, the chart.
    head: Vec<u8>,
    findings: Vec<u8>,
    /// Where each finding ends.
    ends: Vec<usize>,
}

impl Format {
    /// The piece of a chart, of at most so many findings; all are counted.
    pub fn piece(&self, column: &str, report: &Report<'_>, most: usize) -> io::Result<Piece> {
        let part = Part { source: report.chart().source(), report: Some(report), findings: &report.findings };
        let counts = Severity::ALL.map(|severity| report.count(severity));
        let mut piece = Piece { people: report.facts.people().into(), counts, ..Piece::default() };
        match self {
            Format::Json => piece.head = serde_json::to_vec(&ChartOf::new(report))?,
            Format::Pretty(_) if !report.findings.is_empty() => {
                let group = part.source.group().unwrap_or_default();
                let people = counted(report.facts.people() as usize, "person", "people");
                writeln!(piece.head, "{} {}: {} ({people})", safe(column), named(group), found(counts).join(", "))?;
                writeln!(piece.head)?;
            }
            Format::Pretty(_) | Format::Short => {}
        }
        piece.add(self, part, most)?;
        Ok(piece)
    }

    /// The piece of a chart that could not be read.
    pub fn unread(&self, group: &str, error: &Error) -> io::Result<Piece> {
        let mut piece = Piece { is_unread: true, ..Piece::default() };
        if *self == Format::Json {
            let unread = Unread { path: error.path().unwrap_or_default(), group, error: error.to_string() };
            piece.head = serde_json::to_vec(&unread)?;
        }
        Ok(piece)
    }
}

impl Piece {
    fn add(&mut self, format: &Format, part: Part<'_>, most: usize) -> io::Result<()> {
        for reported in part.findings.iter().take(most) {
            let out = &mut self.findings;
            let one = Part { findings: std::slice::from_ref(reported), ..part };
            match format {
                Format::Pretty(style) => pretty::write_parts(&[one], style, out)?,
                Format::Short => short::write_parts(&[one], 1, out)?,
                Format::Json => {
                    let chart = part.report.map(Report::chart);
                    serde_json::to_writer(out, &FindingOf::new(reported, chart, part.locate(reported.finding.at)))?;
                }
            }
            self.ends.push(self.findings.len());
        }
        Ok(())
    }

    /// How many findings there are of each severity, as [`Severity::ALL`] has them.
    pub fn counts(&self) -> [usize; Severity::ALL.len()] {
        self.counts
    }
}

/// A chart that could not be read.
#[derive(Serialize)]
struct Unread<'a> {
    path: &'a str,
    group: &'a str,
    error: String,
}

/// The name of a chart, as messages say it.
pub fn named(group: &str) -> String {
    if group.is_empty() { "(blank)".to_owned() } else { safe(group).into_owned() }
}

/// Writes pieces as they come.
pub struct Writer<'w> {
    format: &'w Format,
    column: &'w str,
    out: &'w mut dyn Write,
    /// So many findings more are shown.
    left: usize,
    most: usize,
    charts: Tally,
    counts: [usize; Severity::ALL.len()],
    people: u64,
    /// The charts, as JSON: they follow the findings.
    listed: Vec<u8>,
    is_first: bool,
}

/// Charts that were counted.
#[derive(Default)]
struct Tally {
    all: usize,
    with_findings: usize,
    unread: usize,
}

impl<'w> Writer<'w> {
    /// A report of the charts that `column` tells apart; at most so many findings are shown by the formats for people.
    /// Nothing is written before the first chart.
    pub fn new(format: &'w Format, column: &'w str, most: usize, out: &'w mut dyn Write) -> Writer<'w> {
        Writer {
            format,
            column,
            out,
            left: most,
            most,
            charts: Tally::default(),
            counts: [0; Severity::ALL.len()],
            people: 0,
            listed: Vec::new(),
            is_first: true,
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        if *self.format == Format::Json && self.charts.all == 0 {
            let column = serde_json::to_string(self.column)?;
            write!(self.out, "{{\"version\":1,\"group_by\":{column},\"findings\":[")?;
        }
        Ok(())
    }

    /// Writes the piece of the next chart.
    pub fn add(&mut self, piece: &Piece) -> io::Result<()> {
        self.begin()?;
        self.charts.all += 1;
        self.charts.with_findings += usize::from(piece.counts.iter().any(|count| *count > 0));
        self.charts.unread += usize::from(piece.is_unread);
        self.people += piece.people;
        if *self.format == Format::Json {
            if !self.listed.is_empty() {
                self.listed.push(b',');
            }
            self.listed.extend_from_slice(&piece.head);
        } else if self.left > 0 {
            self.out.write_all(&piece.head)?;
        }
        self.findings(piece)
    }

    fn findings(&mut self, piece: &Piece) -> io::Result<()> {
        self.counts.iter_mut().zip(piece.counts).for_each(|(count, more)| *count += more);
        let mut start = 0;
        for end in &piece.ends {
            if *self.format == Format::Json {
                let between: &[u8] = if std::mem::take(&mut self.is_first) { b"" } else { b"," };
                self.out.write_all(between)?;
            } else if self.left == 0 {
                break;
            } else {
                self.left -= 1;
            }
            self.out.write_all(&piece.findings[start..*end])?;
            start = *end;
        }
        Ok(())
    }

    /// Writes what was found in the configuration, and how much all came to.
    pub fn finish(mut self, remarks: &Outcome<'_>) -> io::Result<()> {
        self.begin()?;
        for part in remarks.parts() {
            let of = |severity| part.findings.iter().filter(|one: &&Reported<'_>| one.severity == severity).count();
            let mut piece = Piece { counts: Severity::ALL.map(of), ..Piece::default() };
            piece.add(self.format, part, usize::MAX)?;
            self.findings(&piece)?;
        }
        match self.format {
            Format::Short => Ok(()),
            Format::Json => {
                let [error, warning, info] = self.counts;
                let summary = serde_json::to_string(&Summary { error, warning, info })?;
                self.out.write_all(b"],\"charts\":[")?;
                self.out.write_all(&self.listed)?;
                writeln!(self.out, "],\"summary\":{summary}}}")
            }
            Format::Pretty(style) => {
                let hidden = self.counts.iter().sum::<usize>().saturating_sub(self.most - self.left);
                if hidden > 0 && self.left == 0 {
                    let hidden = counted(hidden, "more finding is", "more findings are");
                    writeln!(self.out, "{hidden} not shown (--max-findings {})", self.most)?;
                }
                if !style.quiet {
                    writeln!(self.out, "{}", self.closing())?;
                }
                Ok(())
            }
        }
    }

    fn closing(&self) -> String {
        let Tally { all, with_findings, unread } = self.charts;
        let charts = counted(all, "chart", "charts");
        let people = counted(self.people as usize, "person", "people");
        let unread =
            if unread > 0 { format!(", {} not read", counted(unread, "chart", "charts")) } else { String::new() };
        match &found(self.counts)[..] {
            [] => format!("{charts}: no findings ({people}){unread}"),
            found => format!("{} in {with_findings} of {charts} ({people}){unread}", found.join(", ")),
        }
    }
}
