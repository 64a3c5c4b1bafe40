//! Keeping people out of what is shown.

use clap::Args;

use super::Result;
use crate::chart::Chart;
use crate::error::Error;
use crate::reorg::plan::Draft;

/// What of a chart may be shown.
#[derive(Debug, Args)]
pub(super) struct Privacy {
    /// Keep names, addresses, pay and all else about people out of whatever is shown; ids, titles and departments stay.
    /// What is found, and the exit status, are the same.
    #[arg(long)]
    redact: bool,
}

impl Privacy {
    /// A chart between two steps as it may be shown.
    pub(super) fn keep_draft(&self, draft: Draft) -> Draft {
        if self.redact { draft.redacted() } else { draft }
    }

    /// What is said of an input that cannot be read may quote it.
    pub(super) fn told<T>(&self, read: Result<T>) -> Result<T> {
        if self.redact { read.map_err(Error::redacted) } else { read }
    }

    /// A chart as it may be shown.
    pub(super) fn keep(&self, read: Result<Chart>) -> Result<Chart> {
        self.told(read).map(|chart| if self.redact { chart.redacted() } else { chart })
    }
}
