//! `orglint history`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::Configuration;
use super::dated::{self, Dated};
use super::fail_on::FailOn;
use super::input::Layout;
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, output};
use crate::chart::Chart;
use crate::check::check;
use crate::reorg::history::{History, Recorder};
use crate::report::history::{csv, html, json, text};

/// Show a chart over dated files.
#[derive(Debug, Args)]
pub(super) struct HistoryOf {
    /// The charts, each of the day in its name, such as org-2026-03-31.csv; of a folder the charts in it, but not those
    /// in folders below.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The day of a chart, where its name does not tell; may be given several times.
    #[arg(long, value_name = "FILE=DATE", value_parser = dated::named_day, allow_hyphen_values = true)]
    as_of: Vec<(PathBuf, jiff::civil::Date)>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t = HistoryFormat::Text)]
    format: HistoryFormat,
    /// Write to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with status 1 where a finding of this severity or a graver one came on the last day.
    #[arg(long, value_enum, default_value_t = FailOn::Never)]
    fail_on: FailOn,
    /// Show at most so many of the findings that came on a day, and of those that went; all are counted.
    #[arg(long, value_name = "N", default_value_t = 20)]
    max_findings: usize,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    layout: Layout,
    #[command(flatten)]
    privacy: Privacy,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum HistoryFormat {
    /// Tables, and what came and went.
    Text,
    /// For programs.
    Json,
    /// A row a day.
    Csv,
    /// One page for a browser, with plots.
    Html,
}

impl HistoryOf {
    pub(super) fn run(&self) -> Result<Outcome> {
        let charts = dated::charts(&self.files, &self.as_of)?;
        let (paths, history) = self.record(charts)?;
        output::write(self.output.as_deref(), &paths, |out| match self.format {
            HistoryFormat::Text => text::write(&history, self.max_findings, out),
            HistoryFormat::Json => json::write(&history, out),
            HistoryFormat::Csv => csv::write(&history, out),
            HistoryFormat::Html => html::write(&history, self.max_findings, out),
        })?;
        let gravest = history.gravest_of_the_last_change();
        let fails = self.fail_on.limit().is_some_and(|limit| gravest.is_some_and(|gravest| gravest >= limit));
        Ok(if fails { Outcome::Findings } else { Outcome::Clean })
    }

    /// Checks each chart on its day; only one of them is in memory at a time.
    fn record(&self, charts: Vec<Dated>) -> Result<(Vec<PathBuf>, History)> {
        let days: Vec<_> = charts.iter().map(|chart| chart.day).collect();
        let paths: Vec<PathBuf> = charts.into_iter().map(|chart| chart.path).collect();
        let setups = self.configuration.setups(&paths, &self.judging)?;
        let mut recorder = Recorder::default();
        for ((path, day), setup) in paths.iter().zip(days).zip(&setups) {
            let read = self.layout.roster(path, &setup.input).map(|roster| Chart::new(roster, day));
            let chart = self.privacy.keep(read)?;
            recorder.add(&check(&chart, &setup.rulebook, &setup.policy, &setup.reader));
        }
        Ok((paths, recorder.finish()))
    }
}
