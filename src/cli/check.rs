//! `orglint check`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::Configuration;
use super::input::Reading;
use super::policy::Judging;
use super::{Outcome, Result, output};
use crate::chart::Chart;
use crate::check::{Report, check};
use crate::error::Error;
use crate::finding::Severity;
use crate::report::{json, pretty, short};

/// Check charts.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The charts, each one of its own; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Pretty)]
    format: ReportFormat,
    /// Write the report to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with status 1 where there is a finding of this severity or a graver one.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Show at most so many findings; all are counted.
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// Say nothing where there is nothing to say.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum ReportFormat {
    /// For people: each finding with the cell that is wrong.
    Pretty,
    /// One line a finding.
    Short,
    /// For programs.
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl Check {
    pub(super) fn run(&self) -> Result<Outcome> {
        if self.files.iter().filter(|file| super::input::is_standard_input(file)).count() > 1 {
            return Err(Error::new("standard input can be read only once").help("give '-' once"));
        }
        let setups = self.configuration.setups(&self.files, &self.judging)?;
        let charts = self.files.iter().map(|file| self.reading.chart(file)).collect::<Result<Vec<Chart>>>()?;
        let checked = charts.iter().zip(&setups);
        let mut reports: Vec<Report<'_>> =
            checked.map(|(chart, setup)| check(chart, &setup.rulebook, &setup.policy, &setup.reader)).collect();
        // By path, then by place: the same output whatever the order of the arguments.
        reports.sort_by(|one, other| one.chart().source().name().cmp(other.chart().source().name()));
        self.write(&reports)?;
        let limit = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return Ok(Outcome::Clean),
        };
        let fails = reports.iter().flat_map(|report| &report.findings).any(|finding| finding.severity >= limit);
        Ok(if fails { Outcome::Findings } else { Outcome::Clean })
    }

    fn write(&self, reports: &[Report<'_>]) -> Result<()> {
        output::write(self.output.as_deref(), &self.files, |out| match self.format {
            ReportFormat::Json => json::write(reports, out),
            ReportFormat::Short => short::write(reports, self.max_findings.unwrap_or(usize::MAX), out),
            ReportFormat::Pretty => {
                let style = pretty::Style {
                    color: self.output.is_none() && output::is_colored(),
                    width: output::width(),
                    max_findings: self.max_findings,
                    quiet: self.quiet,
                };
                pretty::write(reports, &style, out)
            }
        })
    }
}
