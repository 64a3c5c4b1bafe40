//! The option that says which findings fail a run.

use clap::ValueEnum;

use super::Outcome;
use crate::finding::Severity;

/// The least severity that fails a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum FailOn {
    /// Errors.
    Error,
    /// Warnings, too.
    Warning,
    /// Every finding.
    Info,
    /// No finding.
    Never,
}

impl FailOn {
    /// The least severity, if there is one.
    pub(super) fn limit(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }

    /// How a run ends that found findings of these severities.
    pub(super) fn outcome(self, mut found: impl Iterator<Item = Severity>) -> Outcome {
        let fails = self.limit().is_some_and(|limit| found.any(|severity| severity >= limit));
        if fails { Outcome::Findings } else { Outcome::Clean }
    }
}
