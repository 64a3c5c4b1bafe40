//! `orglint baseline`, and the reading of what it wrote.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;

use super::config::{Configuration, Setup};
use super::input::{self, Reading};
use super::policy::Judging;
use super::{Outcome, Result, groups, output};
use crate::chart::Chart;
use crate::check::{Checks, Outcome as Checked, Report, Tally, check};
use crate::error::Error;
use crate::policy::{Baseline, Key};
use crate::source::Span;

/// Record the findings of charts, so that `check --baseline` reports only new ones.
#[derive(Debug, Args)]
pub(super) struct BaselineOf {
    /// The charts, each one of its own; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Take the file for a table of many charts, told apart by what this column says; each is checked as its own.
    #[arg(long, value_name = "COLUMN")]
    group_by: Option<String>,
    /// Write the baseline to a file rather than to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    reading: Reading,
}

impl BaselineOf {
    pub(super) fn run(&self) -> Result<Outcome> {
        let baseline = match &self.group_by {
            Some(column) => self.of_groups(column)?,
            None => self.of_files()?,
        };
        output::write(self.output.as_deref(), &self.files, |out| out.write_all(baseline.text().as_bytes()))?;
        Ok(Outcome::Clean)
    }

    fn of_files(&self) -> Result<Baseline> {
        let setups = self.configuration.setups(&self.files, &self.judging)?;
        let read = |(file, setup): (&PathBuf, &Rc<Setup>)| self.reading.chart(file, &setup.input);
        let charts = self.files.iter().zip(&setups).map(read).collect::<Result<Vec<Chart>>>()?;
        let checked = charts.iter().zip(&setups);
        let reports = checked.map(|(chart, setup)| check(chart, &setup.rulebook, &setup.policy, &setup.reader));
        Ok(Checked::new(reports.collect()).baseline())
    }

    /// The findings of all charts of a table; one that cannot be read is an error, for its findings are not known.
    fn of_groups(&self, column: &str) -> Result<Baseline> {
        let file = groups::only_file(&self.files)?;
        let setup = self.configuration.setup(file, &self.judging)?;
        let (mut baseline, mut tally, mut unread) = (Baseline::default(), Tally::default(), None);
        let keys = |report: Report<'_>| -> (Vec<Key>, Tally) {
            (report.findings.iter().map(|reported| report.key(reported)).collect(), report.tally())
        };
        groups::each(file, column, &self.reading, &setup, &|read| read, &keys, &mut |_, told| match told {
            Ok((keys, more)) => {
                keys.into_iter().for_each(|key| baseline.add(key));
                tally.add(&more);
                true
            }
            Err(error) => {
                unread = Some(error);
                false
            }
        })?;
        let (Setup { rulebook, policy, .. }, day) = (&setup, self.reading.day());
        baseline.append(Checked::of_checks(&Checks { rulebook, policy, day, tally }).baseline());
        unread.map_or(Ok(baseline), Err)
    }
}

/// Reads a baseline.
pub(super) fn read(path: &Path) -> Result<Baseline> {
    let source = input::open_as("a baseline", path)?;
    Baseline::parse(source.text(Span::new(source.text_start()..source.bytes().len()))).map_err(|message| {
        Error::in_file(source.name(), format!("it is no baseline: {message}"))
            .help("make one with `orglint baseline FILE -o baseline.json`")
    })
}
