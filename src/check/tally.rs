//! What checks under one policy tell of its exceptions: which were needed, and which rules ran.

use jiff::civil::Date;

use super::{Entry, Report, Reported, Rulebook};
use crate::policy::{Exception, Policy};
use crate::rules::Accepted;

/// What is kept of checks under one policy once their charts are gone.
#[derive(Clone, Debug)]
pub struct Tally<'a> {
    rulebook: &'a Rulebook,
    pub(super) policy: &'a Policy,
    day: Date,
    /// For each exception of the policy how many findings it covered.
    excepted: Vec<usize>,
    /// The rules that ran, by name.
    ran: Vec<&'a str>,
}

impl<'a> Report<'a> {
    /// What it tells of the exceptions of its policy.
    pub fn tally(&self) -> Tally<'a> {
        Tally {
            rulebook: self.rulebook,
            policy: self.policy,
            day: self.chart().day(),
            excepted: self.excepted.clone(),
            ran: self.ran.iter().map(|rule| rule.name()).collect(),
        }
    }
}

impl<'a> Tally<'a> {
    /// Adds the tally of a further check under the same policy.
    pub fn add(&mut self, other: &Tally<'a>) {
        self.excepted.iter_mut().zip(&other.excepted).for_each(|(count, more)| *count += more);
        let more = other.ran.iter().filter(|rule| !self.ran.contains(rule)).copied();
        let more: Vec<&'a str> = more.collect();
        self.ran.extend(more);
    }

    /// What the rules about exceptions find in one of the policy, after all checks.
    pub(super) fn judge(&self, exception: &Exception, all: &[Tally<'_>]) -> Vec<Reported<'a>> {
        let policy = self.policy;
        let file = policy.files[exception.file].name();
        let (mut is_used, mut was_tried) = (false, false);
        for other in all {
            let is_same = |same: &Exception| same.at == exception.at && other.policy.files[same.file].name() == file;
            if let Some(number) = other.policy.exceptions.iter().position(is_same) {
                is_used |= other.excepted[number] > 0;
                was_tried |= other.ran.iter().any(|rule| exception.rule.covers(rule));
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
}
