//! `orglint export`

use std::path::PathBuf;

use clap::Args;

use super::baseline;
use super::config::Configuration;
use super::input::{Files, Reading};
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, output};
use crate::check::{Outcome as Checked, check};
use crate::error::Error;
use crate::export::{Export as Table, Key};
use crate::source::Source;
use crate::table::Format;

/// Write the checked chart as a table: for each position its manager, level, function, layer, reports, chain to the top
/// and findings.
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    files: Files,
    /// The format [default: by the extension of the output, else csv].
    #[arg(long, value_name = "FORMAT", value_parser = output::table_format)]
    format: Option<Format>,
    /// Write to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put pseudonyms in the place of ids, names and addresses, also within titles, and keep the chart's shape and faults.
    #[arg(long)]
    anonymise: bool,
    /// What pseudonyms follow from: charts with one key have one pseudonym for one id [default: the content of the input].
    #[arg(long, value_name = "KEY", requires = "anonymise")]
    key: Option<String>,
    /// Leave out the findings that this baseline knows.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    privacy: Privacy,
}

impl Export {
    pub(super) fn run(&self) -> Result<Outcome> {
        if self.key.as_deref().is_some_and(|key| key.trim().is_empty()) {
            return Err(Error::new("the key is empty").help("give a text that nobody guesses, or leave --key away"));
        }
        let setup = self.configuration.setup(self.files.first(), &self.judging)?;
        let chart = self.privacy.keep(self.reading.of_files(&self.files, &setup.input))?;
        let report = check(&chart, &setup.rulebook, &setup.policy, &setup.reader);
        let mut outcome = Checked::new(vec![report]);
        if let Some(mut baseline) = self.baseline.as_deref().map(baseline::read).transpose()? {
            outcome.leave_out_known(&mut baseline);
        }
        let format = output::wanted_format(self.format, self.output.as_deref())?;
        for report in &outcome.reports {
            let table = if self.anonymise {
                let key = match &self.key {
                    Some(key) => Key::secret(key),
                    None => Key::of_input(chart.roster().sources().into_iter().map(Source::bytes)),
                };
                Table::anonymous(report, &key, &setup.reader)
            } else {
                Table::of(report)
            };
            output::write_data(self.output.as_deref(), self.files.all(), |out| table.write(format, out))?;
        }
        Ok(Outcome::Clean)
    }
}
