//! `orglint show`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use rapidfuzz::distance::osa;

use super::config::Configuration;
use super::input::Reading;
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, output};
use crate::chart::Chart;
use crate::check::{Report, check};
use crate::error::Error;
use crate::facts::{Evidence, Facts, Origin};
use crate::finding::Record;
use crate::input::Field;
use crate::report::text::safe;
use crate::title::Function;
use crate::wording::counted;

/// Show one position.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The chart; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The id of the position.
    id: String,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    privacy: Privacy,
}

impl Show {
    pub(super) fn run(&self) -> Result<Outcome> {
        let setup = self.configuration.setup(&self.file, &self.judging)?;
        let chart = self.privacy.keep(self.reading.chart(&self.file, &setup.input))?;
        let position = find(&chart, &self.id)?;
        let report = check(&chart, &setup.rulebook, &setup.policy, &setup.reader);
        output::write(None, &[], |out| write(&report, position, out))?;
        Ok(Outcome::Clean)
    }
}

/// The position of an id.
pub(super) fn find(chart: &Chart, id: &str) -> Result<Record> {
    let found = chart
        .roster()
        .records()
        .find(|record| chart.is_position(*record) && (chart.true_id(*record) == id || chart.id(*record) == id));
    found.ok_or_else(|| {
        let near = chart
            .positions()
            .map(|position| chart.id(position))
            .map(|other| (osa::distance(id.chars(), other.chars()), other))
            .min_by(|one, other| one.cmp(other))
            .filter(|(distance, _)| *distance <= 2);
        let error = Error::in_file(chart.source().name(), format!("there is no position with the id '{id}'"));
        match near {
            Some((_, near)) => error.help(format!("did you mean '{near}'?")),
            None => error,
        }
    })
}

/// Where the functions of a position come from.
fn origin(facts: &Facts<'_>, position: Record) -> String {
    let chart = facts.chart();
    match facts.origin(position) {
        Origin::Title if facts.role(position).names_function() => "from the title".to_owned(),
        Origin::Title => "the title names none".to_owned(),
        Origin::Department => {
            format!("the title names none; from the department '{}'", chart.roster().text(position, Field::Department))
        }
        Origin::Chart(office, evidence) => {
            let works = office.functions.iter().map(Function::name).collect::<Vec<_>>().join(", ");
            let why = match evidence {
                Evidence::Reports(people) => {
                    format!("{} in {works}", counted(people as usize, "direct report works", "direct reports work"))
                }
                Evidence::Below(people) => {
                    format!("{} in {works} below", counted(people as usize, "person works", "people work"))
                }
                Evidence::Others => "others hold what else the initials could mean".to_owned(),
                Evidence::Chart(people) => {
                    let people = counted(people as usize, "person works", "people work");
                    format!("{people} in {works} here, and nobody in what else the initials could mean")
                }
            };
            format!("read as {}: {why}", office.title)
        }
    }
}

fn write(report: &Report<'_>, position: Record, out: &mut dyn Write) -> io::Result<()> {
    let chart = report.chart();
    let facts = &report.facts;
    let line = |position: Record| {
        let name = chart.name(position);
        let name = if name.is_empty() { String::new() } else { format!("  {name}") };
        safe(&format!("{}{name}, {}", chart.id(position), chart.title(position))).into_owned()
    };
    let role = facts.role(position);
    writeln!(out, "{}", line(position))?;
    let functions: Vec<&str> = role.functions.iter().map(|function| function.name()).collect();
    writeln!(out, "  level      {}", role.level)?;
    writeln!(out, "  function   {} ({})", functions.join(", "), safe(&origin(facts, position)))?;
    let layer = chart.layer(position).map_or("reaches no top".to_owned(), |layer| layer.to_string());
    writeln!(out, "  layer      {layer}")?;
    let place = chart.source().place(chart.place(position, Field::Id).start as usize);
    writeln!(out, "  line       {}", place.line)?;
    writeln!(out, "\nChain from the top")?;
    for (depth, above) in chart.chain(position).into_iter().enumerate() {
        writeln!(out, "  {}{}", "  ".repeat(depth.min(40)), line(above))?;
    }
    let (direct, total) = (chart.direct_reports(position), chart.total_reports(position));
    writeln!(out, "\nReports: {direct} direct, {total} in all")?;
    for below in chart.reports(position) {
        writeln!(out, "  {}", line(below))?;
    }
    let about: Vec<_> =
        report.findings.iter().filter(|reported| reported.finding.subjects.contains(&position)).collect();
    if !about.is_empty() {
        writeln!(out, "\nFindings")?;
        for reported in about {
            let (severity, rule) = (reported.severity, reported.rule.name());
            writeln!(out, "  {severity}[{rule}] {}", safe(&reported.finding.message))?;
        }
    }
    Ok(())
}
