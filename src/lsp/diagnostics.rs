//! Findings and errors as an editor shows them.

use std::cmp::Reverse;

use super::documents::Document;
use super::examined::Kept;
use super::protocol::{Diagnostic, Location, Range, RelatedInformation};
use super::text::{Text, Units};
use crate::error::Error;
use crate::finding::Severity;
use crate::report::text::safe;
use crate::source::Span;
use crate::wording::counted;

/// A document has at most so many; of more, the gravest are shown.
const MOST: usize = 1000;

/// What a client understands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    pub(super) units: Units,
    /// Whether it shows further places.
    pub(super) has_related: bool,
}

/// The findings in a text.
pub(super) fn of_findings<'k>(
    uri: &str,
    text: &Text,
    findings: impl Iterator<Item = &'k Kept>,
    style: Style,
) -> Vec<Diagnostic> {
    let mut shown: Vec<&Kept> = findings.collect();
    let left_out = shown.len().saturating_sub(MOST);
    if left_out > 0 {
        shown.sort_by_key(|kept| Reverse(kept.severity));
        shown.truncate(MOST);
        shown.sort_by_key(|kept| kept.finding.at);
    }
    let mut diagnostics: Vec<Diagnostic> = shown.into_iter().map(|kept| of_finding(uri, text, kept, style)).collect();
    if left_out > 0 {
        let more = counted(left_out, "finding is", "findings are");
        let message = format!("{more} not shown; `orglint check` lists all");
        diagnostics.push(diagnostic(Range::default(), Severity::Info, message));
    }
    diagnostics
}

/// A finding in a text.
pub(super) fn of_finding(uri: &str, text: &Text, kept: &Kept, style: Style) -> Diagnostic {
    let Kept { rule, severity, finding } = kept;
    let range = |span: Span| text.range(span.range(), style.units);
    let labels = finding.labels.iter().filter(|_| style.has_related).map(|label| RelatedInformation {
        location: Location { uri: uri.to_owned(), range: range(label.at) },
        message: safe(&label.text).into_owned(),
    });
    Diagnostic {
        code: Some(rule.clone()),
        related_information: labels.collect(),
        ..diagnostic(range(finding.at), *severity, message(&finding.message, finding.help.as_deref()))
    }
}

/// What keeps a document from being read.
pub(super) fn of_fault(document: &Document, error: &Error, units: Units) -> Diagnostic {
    let range = error.span().map(|span| document.text.range(span.range(), units)).unwrap_or_default();
    diagnostic(range, Severity::Error, message(error.message(), error.mend()))
}

/// What keeps a document from being read that stands in another file, which is named.
pub(super) fn of_fault_elsewhere(error: &Error) -> Diagnostic {
    diagnostic(Range::default(), Severity::Error, message(&error.to_string(), error.mend()))
}

fn diagnostic(range: Range, severity: Severity, message: String) -> Diagnostic {
    let severity = match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    };
    Diagnostic { range, severity, code: None, source: "orglint", message, related_information: Vec::new() }
}

fn message(message: &str, help: Option<&str>) -> String {
    let help = help.map(|help| format!("\nhelp: {}", safe(help))).unwrap_or_default();
    format!("{}{help}", safe(message))
}
