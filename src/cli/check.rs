//! `orglint check`

use std::path::PathBuf;
use std::rc::Rc;

use clap::{Args, ValueEnum};

use super::baseline;
use super::config::{Configuration, Setup};
use super::fail_on::FailOn;
use super::input::Reading;
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, output};
use crate::chart::Chart;
use crate::check::{Outcome as Checked, check};
use crate::error::Error;
use crate::input::Options;
use crate::report::{html, json, markdown, pretty, short, statistics, xlsx};

/// Check charts.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The charts, each one of its own; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Take the files for one chart: positions in several files, groups of posts below them, positions and persons.
    #[arg(long)]
    merge: bool,
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
    /// Report only what this baseline does not know; `orglint baseline` makes one.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Say on standard error how often each rule fired, and which could not run.
    #[arg(long)]
    statistics: bool,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    privacy: Privacy,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum ReportFormat {
    /// For people: each finding with the cell that is wrong.
    Pretty,
    /// One line a finding.
    Short,
    /// For programs.
    Json,
    /// For a comment on a pull request or the summary of a job: tables, and a diagram of where the findings are.
    Markdown,
    /// One page for a browser: the chart to walk in, the findings and the figures.
    Html,
    /// A workbook: the chart with what is wrong marked in its cells, the findings, each leading to its cell, and the figures.
    Xlsx,
}

impl Check {
    pub(super) fn run(&self) -> Result<Outcome> {
        if self.files.iter().filter(|file| super::input::is_standard_input(file)).count() > 1 {
            return Err(Error::new("standard input can be read only once").help("give '-' once"));
        }
        let setups = self.configuration.setups(&self.files, &self.judging)?;
        // A workbook shows the whole table.
        let options = |setup: &Setup| Options { all_columns: self.format == ReportFormat::Xlsx, ..setup.input.clone() };
        let charts = match setups.first().filter(|_| self.merge) {
            Some(setup) => vec![self.privacy.keep(self.reading.merged(&self.files, &options(setup)))?],
            None => {
                let read = |(file, setup): (&PathBuf, &Rc<Setup>)| {
                    self.privacy.keep(self.reading.chart(file, &options(setup)))
                };
                self.files.iter().zip(&setups).map(read).collect::<Result<Vec<Chart>>>()?
            }
        };
        let checked = charts.iter().zip(&setups);
        let reports = checked.map(|(chart, setup)| check(chart, &setup.rulebook, &setup.policy, &setup.reader));
        let mut outcome = Checked::new(reports.collect());
        if let Some(mut baseline) = self.baseline.as_deref().map(baseline::read).transpose()? {
            outcome.leave_out_known(&mut baseline);
        }
        self.write(&outcome)?;
        if self.statistics {
            output::tell(&statistics::text(&outcome));
        }
        Ok(self.fail_on.outcome(outcome.findings().map(|finding| finding.severity)))
    }

    fn write(&self, outcome: &Checked<'_>) -> Result<()> {
        if self.format == ReportFormat::Xlsx {
            output::refuse_terminal("a workbook", self.output.as_deref())?;
            return output::write_bytes(self.output.as_deref(), &self.files, &xlsx::workbook(outcome)?);
        }
        output::write(self.output.as_deref(), &self.files, |out| match self.format {
            ReportFormat::Json => json::write(outcome, out),
            ReportFormat::Html => html::write(outcome, out),
            // Written above, as it is no text.
            ReportFormat::Xlsx => Ok(()),
            ReportFormat::Short => short::write(outcome, self.max_findings.unwrap_or(usize::MAX), out),
            ReportFormat::Markdown => {
                markdown::write(outcome, markdown::Style { max_findings: self.max_findings, quiet: self.quiet }, out)
            }
            ReportFormat::Pretty => {
                let style = pretty::Style {
                    color: self.output.is_none() && output::is_colored(),
                    width: output::width(),
                    max_findings: self.max_findings,
                    quiet: self.quiet,
                };
                pretty::write(outcome, &style, out)
            }
        })
    }
}
