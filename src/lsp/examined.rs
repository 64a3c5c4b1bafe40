//! A chart, read and checked, with what is kept of that for questions about it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use jiff::civil::Date;

use super::configurations::{Setup, source};
use super::documents::{Document, Kind};
use crate::chart::Chart;
use crate::check::{Outcome, Remarks, Reported, check};
use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::input::{self, Field, Roster};
use crate::policy::{Exception, Policy};
use crate::rules::config::unused_exception;
use crate::source::Span;

/// A chart, read and checked.
pub(super) struct Examined {
    pub(super) setup: Rc<Setup>,
    pub(super) chart: Chart,
    /// By place and rule.
    pub(super) findings: Vec<Kept>,
    /// For each exception of the policy how many findings it covered.
    pub(super) excepted: Vec<usize>,
    /// What is to be said of the configuration.
    pub(super) remarks: Vec<Remark>,
}

/// A finding in a configuration.
pub(super) struct Remark {
    /// The name of the file.
    pub(super) file: String,
    pub(super) kept: Kept,
}

/// A finding, by the name of its rule.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) rule: String,
    pub(super) severity: Severity,
    pub(super) finding: Finding,
}

impl Kept {
    fn new(reported: &Reported<'_>) -> Kept {
        let Reported { rule, severity, finding } = reported;
        Kept { rule: rule.name().to_owned(), severity: *severity, finding: finding.clone() }
    }

    /// Whether it is at a place of the text.
    pub(super) fn is_at(&self, offset: usize) -> bool {
        let Span { start, end } = self.finding.at;
        (start as usize..=end as usize).contains(&offset)
    }
}

impl Remark {
    fn of(remarks: &Remarks<'_>) -> Vec<Remark> {
        let remark = |reported| Remark { file: remarks.source.name().to_owned(), kept: Kept::new(reported) };
        remarks.findings.iter().map(remark).collect()
    }
}

impl Examined {
    /// An exception whose position is not in this chart may be for another one: that it is not needed here says nothing.
    fn leave_out_exceptions_of_others(&mut self) {
        let policy = &self.setup.policy;
        let is_unused = |remark: &Remark| remark.kept.rule == unused_exception::RULE.name;
        let id_of = |remark: &Remark| {
            let exception = policy
                .exceptions
                .iter()
                .find(|exception| is_at(policy, exception, &remark.file, remark.kept.finding.at));
            exception.and_then(|exception| exception.id.as_deref())
        };
        let wanted: HashSet<&str> = self.remarks.iter().filter(|remark| is_unused(remark)).filter_map(id_of).collect();
        if wanted.is_empty() {
            self.remarks.retain(|remark| !is_unused(remark));
            return;
        }
        let ids = self.chart.positions().map(|position| self.chart.id(position));
        let known: HashSet<String> = ids.filter(|id| wanted.contains(&**id)).map(Cow::into_owned).collect();
        self.remarks.retain(|remark| !is_unused(remark) || id_of(remark).is_some_and(|id| known.contains(id)));
    }

    /// Whether the exception that stands there covers a finding of this chart.
    pub(super) fn uses_exception(&self, file: &str, at: Span) -> bool {
        let policy = &self.setup.policy;
        let mut exceptions = policy.exceptions.iter().zip(&self.excepted);
        exceptions.any(|(exception, used)| *used > 0 && is_at(policy, exception, file, at))
    }
}

fn is_at(policy: &Policy, exception: &Exception, file: &str, at: Span) -> bool {
    exception.at == at && policy.files[exception.file].name() == file
}

/// Why a document is no chart.
pub(super) enum Unread {
    /// It is meant as one, and cannot be read.
    Fault(Error),
    /// It is something else.
    Other,
}

/// Reads and checks a document as it is.
pub(super) fn examine(document: &Document, setup: &Rc<Setup>, day: Date) -> Result<Examined, Unread> {
    let text = source(document.name(), document.text.as_str()).map_err(Unread::Fault)?;
    let roster = match input::read(text, &setup.input) {
        Ok(roster) => roster,
        Err(error) if is_meant_as_chart(document, setup) => return Err(Unread::Fault(error)),
        Err(_) => return Err(Unread::Other),
    };
    if document.configuration.is_none() && !is_surely_chart(document.kind, &roster) {
        return Err(Unread::Other);
    }
    let chart = Chart::new(roster, day);
    let report = check(&chart, &setup.rulebook, &setup.policy, &setup.reader);
    let outcome = Outcome::new(vec![report]);
    let remarks = outcome.remarks.iter().flat_map(Remark::of).collect();
    let report = &outcome.reports[0];
    let findings = report.findings.iter().map(Kept::new).collect();
    let excepted = report.excepted.clone();
    drop(outcome);
    let mut examined = Examined { setup: Rc::clone(setup), chart, findings, excepted, remarks };
    examined.leave_out_exceptions_of_others();
    Ok(examined)
}

/// Whether records tell of people: whatever has ids and parents, as menus, folders and categories do, reads as a chart.
/// People have titles, or managers who are called so; in nested values both.
fn is_surely_chart(kind: Kind, roster: &Roster) -> bool {
    const LOOKED_AT: usize = 1000;
    let heading = roster.columns().heading(Field::Manager).unwrap_or_default().to_lowercase();
    let has_manager = !heading.contains("parent") && !heading.contains("pid");
    let is_named = |record| roster.place(record, Field::Manager) != roster.place(record, Field::Id);
    let are_named = || roster.records().take(LOOKED_AT).any(is_named);
    match kind {
        Kind::Nested => roster.has(Field::Title) && has_manager && are_named(),
        _ => roster.has(Field::Title) || has_manager,
    }
}

/// Whether what cannot be read is a chart, as far as can be told.
fn is_meant_as_chart(document: &Document, setup: &Setup) -> bool {
    let is_headed = || {
        source(document.name(), document.text.as_str())
            .is_ok_and(|source| input::is_headed_as_chart(&source, &setup.input))
    };
    document.was_chart || document.kind == Kind::Records && is_headed()
}
