//! What checks under one policy tell of its exceptions: which were needed, and which rules ran.

use jiff::civil::Date;

use super::{Entry, Report, Reported, Rulebook};
use crate::policy::{Exception, Policy};
use crate::rules::Accepted;

/// What is kept of checks under one policy once their charts are gone.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// For each exception of the policy how many findings it covered.
    pub excepted: Vec<usize>,
    /// For each rule of the rulebook whether it ran.
    ran: Vec<bool>,
}

impl Tally {
    /// Adds what further checks under the same policy told.
    pub fn add(&mut self, other: &Tally) {
        self.excepted.resize(other.excepted.len(), 0);
        self.excepted.iter_mut().zip(&other.excepted).for_each(|(count, more)| *count += more);
        self.ran.resize(other.ran.len(), false);
        self.ran.iter_mut().zip(&other.ran).for_each(|(ran, also)| *ran |= also);
    }
}

impl Report<'_> {
    /// What it tells of the exceptions of its policy.
    pub fn tally(&self) -> Tally {
        // Rules run in the order of the rulebook.
        let mut ran = self.ran.iter().peekable();
        let has_run = |rule: &Entry| ran.next_if(|ran| std::ptr::eq(**ran, rule)).is_some();
        Tally { excepted: self.excepted.clone(), ran: self.rulebook.entries().iter().map(has_run).collect() }
    }
}

/// All checks under one policy on one day.
#[derive(Clone, Debug)]
pub struct Checks<'a> {
    /// The rules.
    pub rulebook: &'a Rulebook,
    /// The policy.
    pub policy: &'a Policy,
    /// The day of the checks.
    pub day: Date,
    /// What they told.
    pub tally: Tally,
}

impl<'a> Checks<'a> {
    pub(super) fn of(report: &Report<'a>) -> Checks<'a> {
        let (rulebook, policy) = (report.rulebook, report.policy);
        Checks { rulebook, policy, day: report.chart().day(), tally: report.tally() }
    }

    /// What the rules about exceptions find in one of the policy, after all checks.
    pub(super) fn judge(&self, exception: &Exception, all: &[Checks<'_>]) -> Vec<Reported<'a>> {
        let policy = self.policy;
        let file = policy.files[exception.file].name();
        let (mut is_used, mut was_tried) = (false, false);
        for other in all {
            let is_same = |same: &Exception| same.at == exception.at && other.policy.files[same.file].name() == file;
            if let Some(number) = other.policy.exceptions.iter().position(is_same) {
                is_used |= other.tally.excepted.get(number).is_some_and(|count| *count > 0);
                was_tried |= other.ran().any(|rule| exception.rule.covers(rule.name()));
            }
        }
        let accepted = Accepted {
            rule: &exception.rule_text,
            id: exception.id.as_deref(),
            reason: &exception.reason,
            until: exception.until,
            day: self.day,
            is_used,
            was_tried,
            at: exception.at,
        };
        let coded = self.rulebook.entries().iter().filter_map(|rule| match rule {
            Entry::Coded(coded) => Some((rule, coded)),
            _ => None,
        });
        let found = coded.filter_map(|(rule, coded)| {
            let severity = policy.severity(coded.name, coded.severity, coded.is_opt_in)?;
            let finding = (coded.check_exception)(&accepted)?;
            Some(Reported { rule, severity, finding })
        });
        found.collect()
    }

    fn ran(&self) -> impl Iterator<Item = &'a Entry> + '_ {
        let ran = self.rulebook.entries().iter().zip(&self.tally.ran);
        ran.filter(|(_, ran)| **ran).map(|(rule, _)| rule)
    }
}
