//! `orglint baseline`, and the reading of what it wrote.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;

use super::config::{Configuration, Setup};
use super::input::{self, Reading};
use super::policy::Judging;
use super::{Outcome, Result, output};
use crate::chart::Chart;
use crate::check::{Outcome as Checked, check};
use crate::error::Error;
use crate::policy::Baseline;
use crate::source::Span;

/// Record the findings of charts, so that `check --baseline` reports only new ones.
#[derive(Debug, Args)]
pub(super) struct BaselineOf {
    /// The charts, each one of its own; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
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
        let setups = self.configuration.setups(&self.files, &self.judging)?;
        let read = |(file, setup): (&PathBuf, &Rc<Setup>)| self.reading.chart(file, &setup.input);
        let charts = self.files.iter().zip(&setups).map(read).collect::<Result<Vec<Chart>>>()?;
        let checked = charts.iter().zip(&setups);
        let reports = checked.map(|(chart, setup)| check(chart, &setup.rulebook, &setup.policy, &setup.reader));
        let baseline = Checked::new(reports.collect()).baseline();
        output::write(self.output.as_deref(), &self.files, |out| out.write_all(baseline.text().as_bytes()))?;
        Ok(Outcome::Clean)
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
