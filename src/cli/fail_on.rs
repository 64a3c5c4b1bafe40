//! The option that says which findings fail a run.

use clap::{Args, ValueEnum};

use super::Outcome;
use crate::finding::Severity;

/// From which severity on a finding makes the exit status 1.
#[derive(Debug, Args)]
pub(super) struct Failing {
    /// Exit with status 1 where there is a finding of this severity or a graver one.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl Failing {
    /// How a run ends that found findings of these severities.
    pub(super) fn outcome(&self, mut found: impl Iterator<Item = Severity>) -> Outcome {
        let limit = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return Outcome::Clean,
        };
        if found.any(|severity| severity >= limit) { Outcome::Findings } else { Outcome::Clean }
    }
}
