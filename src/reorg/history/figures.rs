//! The figures of one day.

use jiff::civil::Date;

use crate::check::Report;
use crate::finding::Severity;
use crate::stats::{Stats, WidestSpan};

/// What a chart comes to on its day.
#[derive(Clone, PartialEq, Debug)]
pub struct Figures {
    /// The day.
    pub day: Date,
    /// The file.
    pub path: String,
    /// Positions in the chart.
    pub people: usize,
    /// Positions that nobody holds.
    pub vacant: usize,
    /// Layers, from the top down.
    pub layers: u32,
    /// Positions with direct reports.
    pub managers: usize,
    /// Direct reports of a manager on average, to two digits behind the point; `None` where nobody has any.
    pub mean_span: Option<f64>,
    /// The position with the most direct reports.
    pub widest_span: Option<WidestSpan>,
    /// Findings of each severity, in the order of [`Severity::ALL`].
    pub findings: [usize; 3],
    /// What is different from the day before; `None` on the first day.
    pub change: Option<Change>,
}

/// How a day differs from the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// Ids that were not in the chart before.
    pub joined: usize,
    /// Ids that are in the chart no more.
    pub left: usize,
    /// Findings that were not there before.
    pub introduced: usize,
    /// Findings that are there no more.
    pub resolved: usize,
}

impl Figures {
    pub(super) fn of(report: &Report<'_>, change: Option<Change>) -> Figures {
        let stats = Stats::of(&report.facts);
        let reports: u64 = stats.spans.iter().map(|(span, managers)| u64::from(*span) * u64::from(*managers)).sum();
        Figures {
            day: report.chart().day(),
            path: report.chart().source().name().to_owned(),
            people: stats.people,
            vacant: stats.vacant,
            layers: stats.layers,
            managers: stats.managers,
            mean_span: (stats.managers > 0).then(|| (reports as f64 / stats.managers as f64 * 100.0).round() / 100.0),
            widest_span: stats.widest_span,
            findings: Severity::ALL.map(|severity| report.count(severity)),
            change,
        }
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        Severity::ALL.iter().zip(self.findings).filter(|(one, _)| **one == severity).map(|(_, count)| count).sum()
    }
}
