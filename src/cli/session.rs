//! What another front end than the command line takes from it: which configuration applies to a chart, the files that
//! are opened, and options that read and mean the same.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

pub use super::config::Setup;
use super::config::{Configuration, load};
use super::input::{self, Reading};
use super::policy::Judging;
use super::{Result, baseline};
use crate::chart::Chart;
use crate::error::Error;
use crate::input::Options;
use crate::policy::Baseline;

/// What the user says of a check beyond what its configuration does; see the options of `orglint check`.
#[derive(Debug, Default)]
pub struct Session {
    configuration: Configuration,
    judging: Judging,
    reading: Reading,
}

impl Session {
    /// `--config`
    pub fn config(&mut self, path: Option<PathBuf>) {
        self.configuration.config = path;
    }

    /// `--select`
    pub fn select(&mut self, rules: Vec<String>) {
        self.judging.select = rules;
    }

    /// `--ignore`
    pub fn ignore(&mut self, rules: Vec<String>) {
        self.judging.ignore = rules;
    }

    /// `--severity`, once for each rule
    pub fn severity(&mut self, rule: &str, level: &str) {
        self.judging.severity.push(format!("{rule}={level}"));
    }

    /// `--map`, once for each field
    pub fn map(&mut self, field: &str, column: String) -> Result<()> {
        self.reading.layout.map.push((input::field(field).map_err(Error::new)?, column));
        Ok(())
    }

    /// `--input-format`
    pub fn input_format(&mut self, name: &str) -> Result<()> {
        self.reading.layout.input_format = Some(told("format", name, input::format(name))?);
        Ok(())
    }

    /// `--encoding`
    pub fn encoding(&mut self, name: &str) -> Result<()> {
        self.reading.layout.encoding = Some(told("encoding", name, input::encoding(name))?);
        Ok(())
    }

    /// `--sheet`
    pub fn sheet(&mut self, name: String) {
        self.reading.layout.sheet = Some(name);
    }

    /// `--as-of`
    pub fn as_of(&mut self, day: &str) -> Result<()> {
        self.reading.as_of = Some(told("day", day, input::date(day))?);
        Ok(())
    }

    /// The day of the check.
    pub fn day(&self) -> Date {
        self.reading.day()
    }

    /// What holds for a chart in a file: the configuration that is named, or else the one that lies nearest.
    pub fn setup_of_file(&self, chart: &Path) -> Result<Setup> {
        self.configuration.setup(chart, &self.judging)
    }

    /// What holds for a chart that is in no file: the configuration that is named, if one is.
    pub fn setup(&self) -> Result<Setup> {
        Setup::new(load(self.configuration.config.as_deref())?, &self.judging)
    }

    /// How to read, with what the configuration says of it.
    pub fn options(&self, setup: &Setup) -> Options {
        self.reading.options(&setup.input)
    }

    /// Reads the chart in a file.
    pub fn chart(&self, file: &Path, setup: &Setup) -> Result<Chart> {
        self.reading.chart(file, &setup.input)
    }
}

/// Reads what `orglint baseline` wrote.
pub fn baseline(path: &Path) -> Result<Baseline> {
    baseline::read(path)
}

/// An option that cannot be read as an error, as arguments are told apart by clap.
fn told<T>(what: &str, value: &str, read: std::result::Result<T, String>) -> Result<T> {
    read.map_err(|help| Error::new(format!("there is no {what} '{value}'")).help(help))
}
