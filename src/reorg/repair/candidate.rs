//! Who could be the manager of a position at fault, and how likely it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::evidence::Evidence;
use super::fault::{Fault, Faults, Kind, id_order};
use super::forest::Forest;
use super::team::{Class, Classes};
use crate::chart::{Chart, Near};
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::Field;
use crate::pattern::Judge;

/// A manager who could be meant.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Candidate {
    pub(super) manager: Record,
    /// The probability, among all who could be.
    pub(super) likelihood: f64,
    /// How many slips the id that was written is away.
    pub(super) slips: Option<usize>,
}

/// Who could be the manager of a position at fault: the likeliest first, of equals by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    /// How likely the line is that is there, on the same scale; `None` where it cannot stay.
    pub(super) current: Option<f64>,
}

/// So many comparisons of ids are made: at a million ids, forty references are looked for.
const COMPARISONS: usize = 40_000_000;
/// So many managers are weighed, for all positions at fault together.
const WEIGHED: usize = 5_000_000;
/// The share of lines that go to managers of usual classes.
const USUAL: f64 = 0.998;
/// Classes that are less likely than that are passed over.
const UNLIKELY: f64 = -14.0;
/// The least likelihood of a manager who is still a candidate.
const LEAST: f64 = 1e-6;
/// How many candidates of a position are kept, and of all together where many are at fault.
const KEPT: usize = 64;
const KEPT_OF_ALL: usize = 2_000_000;

/// What the search needs.
pub(super) struct Search<'a, 'f> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) faults: &'f Faults,
    pub(super) forest: &'f Forest,
    pub(super) classes: &'a Classes,
    pub(super) judge: &'f Judge<'a>,
    pub(super) evidence: &'f mut Evidence<'a>,
}

/// One who is weighed: the logarithm of the likelihood.
#[derive(Clone, Copy)]
struct Weighed {
    manager: Record,
    score: f64,
    slips: Option<usize>,
}

impl Search<'_, '_> {
    /// The candidates of every position at fault, in the order of the faults.
    pub(super) fn all(mut self) -> Vec<Candidates> {
        let faults = self.faults;
        let is_lost = |fault: &&Fault| matches!(fault.kind, Kind::Lost);
        let lost: BTreeSet<String> = faults.open.iter().filter(is_lost).map(|fault| self.reference(fault)).collect();
        let mut near = Near::new(self.facts.chart(), lost.iter().map(String::as_str), COMPARISONS);
        let mut meant: HashMap<String, Vec<(usize, Record)>> = HashMap::new();
        let mut weighed = Vec::with_capacity(faults.open.len());
        for (node, fault) in (1..).zip(&faults.open) {
            let nearby: &[(usize, Record)] = match fault.kind {
                Kind::Lost => {
                    let reference = self.reference(fault);
                    meant.entry(reference.clone()).or_insert_with(|| near.to(&reference, usize::MAX))
                }
                _ => &[],
            };
            weighed.push(self.weighed(node, fault, nearby));
        }
        self.agree(&mut weighed);
        faults.open.iter().zip(weighed).map(|(fault, weighed)| self.ranked(fault, weighed)).collect()
    }

    fn reference(&self, fault: &Fault) -> String {
        self.facts.chart().roster().text(fault.position, Field::Manager).into_owned()
    }

    /// Everybody who could be meant, weighed; of the less usual classes only where nobody of the usual ones could.
    fn weighed(&mut self, node: u32, fault: &Fault, nearby: &[(usize, Record)]) -> Vec<Weighed> {
        let slips: HashMap<Record, usize> = nearby.iter().map(|(slips, manager)| (*manager, *slips)).collect();
        for share in [USUAL, 1.0] {
            let mut weighed = Vec::new();
            for manager in self.who(fault, nearby, share) {
                if self.could_lead(node, fault, manager) {
                    let slips = slips.get(&manager).copied();
                    let score = self.score(fault.position, manager) + self.hint(fault, manager, slips, nearby);
                    weighed.push(Weighed { manager, score, slips });
                }
            }
            if !weighed.is_empty() {
                return weighed;
            }
        }
        Vec::new()
    }

    /// What the fault itself says for a manager.
    fn hint(&self, fault: &Fault, manager: Record, slips: Option<usize>, nearby: &[(usize, Record)]) -> f64 {
        let chart = self.facts.chart();
        if let Kind::Gone(gone) = fault.kind
            && chart.manager(gone) == Some(manager)
        {
            return ROLLED_UP.ln();
        }
        let Some(slips) = slips else { return 0.0 };
        // So many ids are as near by chance; one that is near at all is mostly what was meant.
        let as_near = nearby.iter().filter(|(other, _)| *other <= slips).count() as f64;
        (ODDS[slips.min(2)] * chart.roster().len() as f64 / as_near).ln()
    }

    /// Whom to weigh: those of the classes that lead such positions, the usual ones up to that share, and those whose id is
    /// near what was written.
    fn who(&self, fault: &Fault, nearby: &[(usize, Record)], share: f64) -> Vec<Record> {
        if let Kind::Several(named) = &fault.kind {
            let mut named = named.clone();
            named.sort_unstable();
            named.dedup();
            return named;
        }
        let below = self.classes.of(self.facts, fault.position);
        let mut classes: Vec<(f64, Class)> = self
            .classes
            .all()
            .filter(|above| !self.classes.managers(*above).is_empty() && self.classes.may_lead(*above, below))
            .map(|above| (self.classes.likelihood(below, above), above))
            .filter(|(likelihood, _)| *likelihood > UNLIKELY)
            .collect();
        classes.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| self.classes.order(one.1, other.1)));
        let all: f64 = classes.iter().map(|(likelihood, _)| likelihood.exp()).sum();
        let mut left = all * share;
        classes.retain(|(likelihood, _)| {
            let is_wanted = left > 0.0;
            left -= likelihood.exp();
            is_wanted
        });
        let most = (WEIGHED / self.faults.open.len().max(1)).max(16);
        let managers = classes.iter().flat_map(|(_, class)| self.classes.managers(*class)).copied();
        let mut who: Vec<Record> = managers.take(most).chain(nearby.iter().map(|(_, manager)| *manager)).collect();
        who.sort_unstable();
        who.dedup();
        who
    }

    fn could_lead(&self, node: u32, fault: &Fault, manager: Record) -> bool {
        let (facts, position) = (self.facts, fault.position);
        let class = |position: Record| self.classes.of(facts, position);
        manager != position
            && fault.kind != Kind::Gone(manager)
            && facts.chart().presence(manager).counts()
            && !self.forest.is_below(manager, node)
            && self.classes.may_lead(class(manager), class(position))
            && self.judge.allows(facts, position, manager)
    }

    fn score(&mut self, position: Record, manager: Record) -> f64 {
        let (below, above) = (self.classes.of(self.facts, position), self.classes.of(self.facts, manager));
        let among = self.classes.managers(above).len().max(1) as f64;
        self.classes.likelihood(below, above) - among.ln() + self.evidence.weigh(position, manager)
    }

    /// Those who name the same lost manager, or whose manager has left, mostly go to one: each is weighed for all.
    fn agree(&self, weighed: &mut [Vec<Weighed>]) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, fault) in self.faults.open.iter().enumerate() {
            if matches!(fault.kind, Kind::Lost | Kind::Gone(_)) {
                groups.entry(self.reference(fault)).or_default().push(at);
            }
        }
        for members in groups.into_values().filter(|members| members.len() > 1) {
            let mut sums: HashMap<Record, f64> = HashMap::new();
            for at in &members {
                let likelihood = likelihoods(&weighed[*at]);
                for one in &weighed[*at] {
                    // Who is no candidate of some member is as unlikely for it as can be.
                    *sums.entry(one.manager).or_insert(members.len() as f64 * LEAST.ln()) +=
                        likelihood(one.score).max(LEAST).ln() - LEAST.ln();
                }
            }
            for at in &members {
                for one in &mut weighed[*at] {
                    one.score = sums[&one.manager];
                }
            }
        }
    }

    /// As probabilities, the likeliest first.
    fn ranked(&mut self, fault: &Fault, weighed: Vec<Weighed>) -> Candidates {
        let chart = self.facts.chart();
        let current = fault.current(chart);
        let likelihood = likelihoods(&weighed);
        let mut all: Vec<Candidate> = weighed
            .iter()
            .map(|one| Candidate { manager: one.manager, likelihood: likelihood(one.score), slips: one.slips })
            .filter(|one| one.likelihood > LEAST)
            .collect();
        let likelier = |one: &Candidate, other: &Candidate| other.likelihood.total_cmp(&one.likelihood);
        all.sort_by(|one, other| likelier(one, other).then_with(|| by_id(chart, one.manager, other.manager)));
        all.truncate((KEPT_OF_ALL / self.faults.open.len().max(1)).clamp(4, KEPT));
        let current = current.map(|manager| likelihood(self.score(fault.position, manager)));
        Candidates { all, current }
    }
}

/// How much likelier it is that an id which is no slip, one, or two away was meant, than anybody else.
const ODDS: [f64; 3] = [99.0, 9.0, 0.5];
/// How much likelier than others the manager of somebody who has left is to take over who is left behind.
const ROLLED_UP: f64 = 20.0;

/// How a score reads as a probability among those who are weighed.
fn likelihoods(weighed: &[Weighed]) -> impl Fn(f64) -> f64 + use<> {
    let mut scores: Vec<f64> = weighed.iter().map(|one| one.score).collect();
    // Added up in an order that rows in another order leave as it is.
    scores.sort_by(f64::total_cmp);
    let most = scores.last().copied().unwrap_or(0.0);
    let sum = scores.iter().map(|score| (score - most).exp()).sum::<f64>().max(f64::MIN_POSITIVE);
    move |score| (score - most).exp() / sum
}

fn by_id(chart: &Chart, one: Record, other: Record) -> std::cmp::Ordering {
    id_order(chart, one).cmp(&id_order(chart, other))
}
