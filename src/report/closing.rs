//! The line that closes a report for people: how many findings, in what.

use crate::check::{Outcome, Report};
use crate::finding::Severity;
use crate::wording::counted;

use super::text::safe;

/// One line, without its end.
pub(super) fn line(outcome: &Outcome<'_>) -> String {
    let reports = &outcome.reports[..];
    let found: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (severity, outcome.count(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| {
            let (one, many) = noun(severity);
            counted(count, one, many)
        })
        .collect();
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
