//! The line that closes a report for people: how many findings, in what.

use crate::check::{Outcome, Report};
use crate::finding::Severity;
use crate::wording::counted;

use super::text::safe;

/// One line, without its end.
pub(super) fn line(outcome: &Outcome<'_>) -> String {
    let reports = &outcome.reports[..];
    let found = found(Severity::ALL.map(|severity| outcome.count(severity)));
    let (subject, size) = match reports {
        [report] => {
            let layers = report.facts.layers() as usize;
            let size = format!("{}, {}", people(reports), counted(layers, "layer", "layers"));
            (safe(report.chart().source().name()).into_owned(), size)
        }
        _ => (counted(reports.len(), "chart", "charts"), people(reports)),
    };
    match found[..] {
        [] => format!("{subject}: no findings ({size})"),
        _ => format!("{} in {subject} ({size})", found.join(", ")),
    }
}

/// How many findings there are of each severity, as [`Severity::ALL`] has them; nothing of those of which there is none.
pub(super) fn found(counts: [usize; Severity::ALL.len()]) -> Vec<String> {
    let some = Severity::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let said = some.map(|(severity, count)| {
        let (one, many) = noun(severity);
        counted(count, one, many)
    });
    said.collect()
}

fn people(reports: &[Report<'_>]) -> String {
    counted(reports.iter().map(|report| report.facts.people() as usize).sum(), "person", "people")
}

/// What findings of a severity are called: one, and several.
pub(super) fn noun(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "errors"),
        Severity::Warning => ("warning", "warnings"),
        Severity::Info => ("note", "notes"),
    }
}
