//! Keeping people out of what is shown.

use clap::Args;

use super::Result;
use crate::chart::Chart;

/// What of a chart may be shown.
#[derive(Debug, Args)]
pub(super) struct Privacy {
    /// Keep names, addresses, pay and all else about people out of whatever is shown; ids, titles and departments stay.
    /// What is found, and the exit status, are the same.
    #[arg(long)]
    redact: bool,
}

impl Privacy {
    /// A chart as it may be shown. What is said of one that cannot be read may quote it, and is left out as well.
    pub(super) fn keep(&self, read: Result<Chart>) -> Result<Chart> {
        match read {
            read if !self.redact => read,
            Ok(chart) => Ok(chart.redacted()),
            Err(error) => Err(error.redacted()),
        }
    }
}
