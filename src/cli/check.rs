//! `orglint check`

use std::path::PathBuf;
use std::rc::Rc;

use clap::Args;

use super::baseline;
use super::config::{Configuration, Setup};
use super::fail_on::FailOn;
use super::input::Reading;
use super::policy::Judging;
use super::privacy::Privacy;
use super::report_to::Reporting;
use super::{Outcome, Result, output, progress, watch};
use crate::chart::Chart;
use crate::check::{Outcome as Checked, check};
use crate::error::Error;
use crate::input::Options;
use crate::report::statistics;

/// Check charts.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The charts, each one of its own; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Take the files for one chart: positions in several files, groups of posts below them, positions and persons.
    #[arg(long)]
    merge: bool,
    /// Take the file for a table of many charts, told apart by what this column says; each is checked as its own.
    #[arg(long, value_name = "COLUMN", conflicts_with = "merge")]
    group_by: Option<String>,
    #[command(flatten)]
    pub(super) reporting: Reporting,
    /// Exit with status 1 where there is a finding of this severity or a graver one.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub(super) fail_on: FailOn,
    /// Report only what this baseline does not know; `orglint baseline` makes one.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Check again whenever a chart or a configuration changes, until Ctrl-C.
    #[arg(long)]
    watch: bool,
    /// Say on standard error how often each rule fired, and which could not run.
    #[arg(long)]
    pub(super) statistics: bool,
    #[command(flatten)]
    pub(super) configuration: Configuration,
    #[command(flatten)]
    pub(super) judging: Judging,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) privacy: Privacy,
}

impl Check {
    pub(super) fn run(&self) -> Result<Outcome> {
        if self.files.iter().filter(|file| super::input::is_standard_input(file)).count() > 1 {
            return Err(Error::new("standard input can be read only once").help("give '-' once"));
        }
        self.reporting.verify()?;
        if self.reporting.is_quiet() {
            progress::forgo();
        }
        if self.watch {
            if self.files.iter().any(|file| super::input::is_standard_input(file)) {
                return Err(Error::new("standard input cannot be watched").help("give the file of a chart"));
            }
            watch::watch(|| self.run_once(), || self.watched());
        }
        self.run_once()
    }

    /// The files whose changes call for another check: charts, the baseline, and configurations, also those that are not
    /// there yet.
    fn watched(&self) -> Vec<PathBuf> {
        let mut watched = self.files.clone();
        watched.extend(self.baseline.clone());
        watched.extend(self.files.iter().flat_map(|file| self.configuration.watched(file)));
        if let Ok(setups) = self.configuration.setups(&self.files, &self.judging) {
            let files = setups.iter().flat_map(|setup| &setup.policy.files);
            watched.extend(files.map(|file| PathBuf::from(file.name())));
        }
        watched.sort();
        watched.dedup();
        watched
    }

    fn run_once(&self) -> Result<Outcome> {
        if let Some(column) = &self.group_by {
            return self.run_groups(column);
        }
        let setups = self.configuration.setups(&self.files, &self.judging)?;
        let options =
            |setup: &Setup| Options { all_columns: self.reporting.shows_all_columns(), ..setup.input.clone() };
        let charts = match setups.first().filter(|_| self.merge) {
            Some(setup) => vec![self.privacy.keep(self.reading.merged(&self.files, &options(setup)))?],
            None => {
                let read = |(file, setup): (&PathBuf, &Rc<Setup>)| {
                    self.privacy.keep(self.reading.chart_on_disk(file, &options(setup)))
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
        self.reporting.write(&outcome, &self.files)?;
        if self.statistics {
            output::tell(&statistics::text(&outcome));
        }
        Ok(self.fail_on.outcome(outcome.findings().map(|finding| finding.severity)))
    }
}
