//! Two checked charts side by side: what changed between them, and which findings are new.

use super::{Entry, Part, Report, Reported, Rulebook, sort};
use crate::change::{Change, MatchBy, Side};
use crate::finding::{Finding, Record};
use crate::policy::{Baseline, Key, Policy};

/// The comparison of two charts that were checked under one policy.
pub struct Comparison<'r> {
    /// The earlier chart.
    pub before: &'r Report<'r>,
    /// The later chart.
    pub after: &'r Report<'r>,
    /// What changed.
    pub change: Change<'r>,
    /// How many findings both charts have.
    pub unchanged: usize,
    introduced: Vec<Reported<'r>>,
    /// Findings that are new and whose place is in the earlier chart: they are about who left.
    introduced_by_leaving: Vec<Reported<'r>>,
    resolved: Vec<Reported<'r>>,
}

impl<'r> Comparison<'r> {
    /// Compares two reports. A finding is the same where its rule and the positions at fault are, wherever they stand and
    /// whatever their ids are now. What the rules about changes find is new.
    pub fn new(before: &'r Report<'r>, after: &'r Report<'r>, by: MatchBy) -> Comparison<'r> {
        let change = Change::between(&before.facts, &after.facts, by);
        let key = |side, reported: &Reported<'_>| key(&change, side, reported);
        let mut known = Baseline::default();
        before.findings.iter().for_each(|reported| known.add(key(Side::Before, reported)));
        let is_new = |reported: &&Reported<'r>| !known.take(&key(Side::After, reported));
        let introduced: Vec<Reported<'r>> = after.findings.iter().filter(is_new).cloned().collect();
        // What is known still is not in the later chart; of several under one key the last are gone.
        let is_gone = |reported: &&Reported<'r>| known.take(&key(Side::Before, reported));
        let mut resolved: Vec<Reported<'r>> = before.findings.iter().rev().filter(is_gone).cloned().collect();
        resolved.reverse();
        let unchanged = after.findings.len() - introduced.len();
        let introduced_by_leaving = Vec::new();
        let mut comparison =
            Comparison { before, after, change, unchanged, introduced, introduced_by_leaving, resolved };
        for (side, reported) in judge(&comparison.change, after.rulebook, after.policy) {
            match side {
                Side::Before => comparison.introduced_by_leaving.push(reported),
                Side::After => comparison.introduced.push(reported),
            }
        }
        sort(&mut comparison.introduced);
        sort(&mut comparison.introduced_by_leaving);
        comparison
    }

    /// The findings that are new, with the charts that their places are in.
    pub fn introduced(&self) -> [Part<'_>; 2] {
        [part(self.after, &self.introduced), part(self.before, &self.introduced_by_leaving)]
    }

    /// The findings that are gone; their places are in the earlier chart.
    pub fn resolved(&self) -> Part<'_> {
        part(self.before, &self.resolved)
    }
}

/// What the rules about changes find, each with the chart that its place is in; on the day of the later one.
pub fn judge<'r>(change: &Change<'_>, rulebook: &'r Rulebook, policy: &Policy) -> Vec<(Side, Reported<'r>)> {
    let mut found = Vec::new();
    for rule in rulebook.entries() {
        let Entry::Coded(coded) = rule else { continue };
        let Some(check) = coded.check_change else { continue };
        let Some(severity) = policy.severity(coded.name, coded.severity, coded.is_opt_in) else { continue };
        let told = check(change)
            .into_iter()
            .filter(|(side, finding)| !is_accepted(change, policy, coded.name, *side, finding));
        found.extend(told.map(|(side, finding)| (side, Reported { rule, severity, finding })));
    }
    found
}

fn is_accepted(change: &Change<'_>, policy: &Policy, rule: &str, side: Side, finding: &Finding) -> bool {
    let ids = || finding.at_fault().iter().map(|position| change.chart(side).true_id(*position));
    let day = change.chart(Side::After).day();
    policy.exceptions.iter().any(|exception| exception.holds_on(day) && exception.covers(rule, ids()))
}

fn part<'p>(report: &'p Report<'p>, findings: &'p [Reported<'p>]) -> Part<'p> {
    Part { source: report.chart().source(), report: Some(report), findings }
}

/// What a finding is known by in both charts: by the ids that positions have in the later one.
fn key(change: &Change<'_>, side: Side, reported: &Reported<'_>) -> Key {
    let later = |position: Record| match side {
        Side::Before => change.after(position),
        Side::After => None,
    };
    let id = |position: &Record| match later(*position) {
        Some(after) => change.chart(Side::After).true_id(after).into_owned(),
        None => change.chart(side).true_id(*position).into_owned(),
    };
    Key::new(reported.rule.name(), reported.finding.at_fault().iter().map(id))
}
