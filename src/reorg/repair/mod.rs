//! Repairs: the fewest changes of managers after which a chart is sound, the most plausible ones among these.
//!
//! What is sound stays as it is, and counts as one node below whoever is at fault above it. For each position at fault
//! the managers that could be meant are weighed by what is known of them, and the lines that let everybody reach the top
//! with the fewest changes are a minimum-cost arborescence. The chart is then checked with the changes in it: where a
//! change brings a fault elsewhere, there is another round.

mod arborescence;
mod candidate;
mod columns;
mod evidence;
mod fault;
mod forest;
mod lesson;
mod logit;
mod reason;
mod solve;
mod team;
mod written;

use crate::chart::Chart;
use crate::check::{Entry, Rulebook, check};
use crate::facts::Facts;
use crate::finding::{Record, Severity};
use crate::pattern::{Judge, Pattern};
use crate::policy::Policy;
use crate::title::Reader;
use candidate::Search;
use evidence::Evidence;
use fault::Faults;
use forest::Forest;
use team::{Classes, Teams};

type Map<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;

/// The changes that are proposed, and what is left.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Repair {
    /// By the id of the position.
    pub changes: Vec<Change>,
    /// What no plausible change mends.
    pub left_out: Vec<LeftOut>,
}

/// Another manager for a position.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The position.
    pub position: Record,
    /// The manager so far, where it is somebody in the chart.
    pub from: Option<Record>,
    /// The new manager; none for who is to be the top.
    pub to: Option<Record>,
    /// The probability that this is what was meant, from 0 to 1.
    pub confidence: f64,
    /// Why, in plain words.
    pub reason: String,
    /// The rules that found something about the line, by name.
    pub rules: Vec<String>,
}

/// A fault that is left as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// The position, where it is about one.
    pub position: Option<Record>,
    /// The rule that found it.
    pub rule: String,
    /// Why.
    pub reason: String,
}

impl Repair {
    /// Leaves out changes that are less sure than that.
    pub fn leave_out_below(&mut self, confidence: f64) {
        let (kept, unsure) =
            std::mem::take(&mut self.changes).into_iter().partition(|change| change.confidence >= confidence);
        self.changes = kept;
        self.left_out.extend(unsure.into_iter().map(Change::unsure));
    }
}

impl Change {
    /// Of a change that is not sure enough.
    fn unsure(self) -> LeftOut {
        let rule = self.rules.into_iter().next().unwrap_or_default();
        let reason = format!("the confidence is only {:.2}: {}", self.confidence, self.reason);
        LeftOut { position: Some(self.position), rule, reason }
    }

    /// Of a change that only brings another fault.
    fn given_up(self) -> LeftOut {
        let rule = self.rules.into_iter().next().unwrap_or_default();
        let reason = "no plausible manager: whoever it is, another line is at fault".to_owned();
        LeftOut { position: Some(self.position), rule, reason }
    }
}

/// Whether a rule is one whose errors are mended.
pub fn is_mended(rule: &str) -> bool {
    rule.starts_with("integrity/") || rule.starts_with("pattern/")
}

/// A change can bring a fault elsewhere, which another one mends; chains of them end here.
const ROUNDS: usize = 4;

/// Finds the changes that mend a chart, and makes them in it. Of the rulebook only the rules that are mended should be
/// there: the chart is checked several times.
pub fn repair(chart: &mut Chart, rulebook: &Rulebook, policy: &Policy, reader: &Reader) -> Repair {
    let mut repair = Repair::default();
    for round in 0..ROUNDS {
        let found = proposals(chart, rulebook, policy, reader);
        let moves: Vec<(Record, Option<Record>)> =
            found.changes.iter().map(|change| (change.position, change.to)).collect();
        let is_last = moves.is_empty() || round + 1 == ROUNDS;
        if is_last {
            repair.left_out = found.left_out;
            repair.left_out.extend(found.changes.into_iter().map(Change::given_up));
            break;
        }
        chart.relink(&moves);
        repair.changes.retain(|change| !moves.iter().any(|(position, _)| *position == change.position));
        repair.changes.extend(found.changes);
        let spare = spare(chart, &repair.changes, rulebook, policy, reader);
        chart.relink(&spare);
        repair.changes.retain(|change| !spare.iter().any(|(position, _)| *position == change.position));
    }
    repair.changes.sort_by_cached_key(|change| fault::id_order(chart, change.position));
    repair.left_out.sort_by_cached_key(|left| left.position.map(|position| fault::id_order(chart, position)));
    repair
}

/// The former lines of those that a pattern was against, and is no longer once others have changed.
fn spare(
    chart: &Chart,
    changes: &[Change],
    rulebook: &Rulebook,
    policy: &Policy,
    reader: &Reader,
) -> Vec<(Record, Option<Record>)> {
    let is_about_whom = |change: &&Change| change.rules.iter().all(|rule| rule.starts_with("pattern/"));
    let undocumented: Vec<&Change> = changes.iter().filter(is_about_whom).collect();
    if undocumented.is_empty() || changes.len() < 2 {
        return Vec::new();
    }
    let facts = Facts::new(chart, &policy.organisation, reader);
    let judge = Judge::new(&patterns(rulebook, policy), &facts);
    let is_spare = |change: &Change, manager: Record| {
        judge.allows(&facts, change.position, manager) && !chart.chain(manager).contains(&change.position)
    };
    let former = |change: &Change| Some((change.position, Some(change.from.filter(|from| is_spare(change, *from))?)));
    undocumented.into_iter().filter_map(former).collect()
}

/// The changes that mend what the check finds now.
fn proposals(chart: &Chart, rulebook: &Rulebook, policy: &Policy, reader: &Reader) -> Repair {
    let report = check(chart, rulebook, policy, reader);
    let faults = Faults::of(&report);
    if faults.open.is_empty() {
        return Repair { changes: Vec::new(), left_out: faults.left_out };
    }
    let facts: &Facts<'_> = &report.facts;
    let forest = Forest::new(chart, &faults);
    let mut is_at_fault = vec![false; chart.roster().len()];
    faults.open.iter().for_each(|fault| is_at_fault[fault.position.index()] = true);
    let teams = Teams::new(facts, |position| !is_at_fault[position.index()]);
    let classes = Classes::new(facts, &teams);
    let judge = Judge::new(&patterns(rulebook, policy), facts);
    let mut evidence = Evidence::learned(facts, &teams, &classes);
    let search =
        Search { facts, faults: &faults, forest: &forest, classes: &classes, judge: &judge, evidence: &mut evidence };
    let candidates = search.all();
    let choices = solve::choices(chart, &faults, &forest, &candidates);
    reason::told(faults, &candidates, &choices, &mut evidence)
}

/// The patterns whose findings are errors here.
fn patterns<'a>(rulebook: &'a Rulebook, policy: &Policy) -> Vec<&'a Pattern> {
    let entries = rulebook.entries().iter();
    let is_error =
        |entry: &Entry| policy.severity(entry.name(), entry.severity(), entry.is_opt_in()) == Some(Severity::Error);
    let pattern = |entry: &'a Entry| match entry {
        Entry::Pattern(pattern) if is_error(entry) => Some(&**pattern),
        _ => None,
    };
    entries.filter_map(pattern).collect()
}
