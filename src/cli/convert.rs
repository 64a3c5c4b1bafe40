//! `orglint convert`

use std::path::PathBuf;

use clap::Args;

use super::config::Configuration;
use super::input::{Files, Layout};
use super::{Outcome, Result, output};
use crate::convert;
use crate::error::Error;
use crate::input::Options;
use crate::table::Format;

/// Write a chart in its canonical form, as CSV or JSON lines: each field under one heading, whatever the input calls it,
/// then all other columns. No record is left out, and no cell is changed.
#[derive(Debug, Args)]
pub(super) struct Convert {
    #[command(flatten)]
    files: Files,
    /// The format [default: by the extension of the output, else csv].
    #[arg(long, value_name = "FORMAT", value_parser = output::table_format)]
    format: Option<Format>,
    /// Write to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    layout: Layout,
}

impl Convert {
    pub(super) fn run(&self) -> Result<Outcome> {
        let config = self.configuration.find(Some(self.files.first()))?;
        // Whom the configuration leaves out is in the file, and stays in it.
        let everybody = Options { filter: None, all_columns: true, ..config.input };
        let roster = self.layout.of_files(&self.files, &everybody)?;
        let format = output::wanted_format(self.format, self.output.as_deref())?;
        if format == Format::Parquet {
            return Err(Error::new("a chart is converted to CSV or JSON lines, and not to Parquet")
                .help("take --format csv; orglint export writes Parquet"));
        }
        output::write_data(self.output.as_deref(), self.files.all(), |out| convert::write(&roster, format, out))?;
        Ok(Outcome::Clean)
    }
}
