//! The documented roles against a chart: which of them it calls for, who holds each, how the line above each holder stands,
//! and what is missing.
//!
//! Nothing is judged here a second time: what is missing is what the rules of scale find, and lines stand as the reporting
//! patterns have it.

use crate::facts::Facts;
use crate::finding::{Finding, Record};
use crate::pattern::{self, Pattern};
use crate::profile::{Card, Need};
use crate::rules::{RULES, Rule, Settings};

/// One documented role in a chart.
#[derive(Debug)]
pub struct Staffing<'a> {
    /// The role.
    pub card: &'a Card,
    /// The circumstance that decides whether the chart calls for it.
    pub need: Option<&'a Need>,
    /// Who holds it, from the top down.
    pub holders: Vec<Holder<'a>>,
    /// Who does for it without being it, from the top down.
    pub stand_ins: Vec<Holder<'a>>,
    /// What rules say is missing.
    pub missing: Vec<Missing>,
}

/// A position that holds a role.
#[derive(Debug)]
pub struct Holder<'a> {
    /// The position.
    pub position: Record,
    /// Whether nobody is in it.
    pub is_vacant: bool,
    /// How the line above it stands; `None` where its manager is not in the chart, or no pattern is about it.
    pub line: Option<Standing<'a>>,
}

/// How a line of reporting stands.
#[derive(Debug)]
pub enum Standing<'a> {
    /// Every pattern that is about it prefers it.
    Preferred,
    /// A document names it beside the preferred ones.
    Documented,
    /// A pattern finds that no document names it.
    Undocumented(&'a Pattern, Finding),
}

impl Standing<'_> {
    /// The name in every output.
    pub const fn name(&self) -> &'static str {
        match self {
            Standing::Preferred => "preferred",
            Standing::Documented => "documented",
            Standing::Undocumented(..) => "undocumented",
        }
    }
}

/// What a rule says is missing.
#[derive(Debug)]
pub struct Missing {
    /// The rule.
    pub rule: &'static Rule,
    /// What it finds.
    pub finding: Finding,
}

/// The roles of `cards`, in their order, in the chart that `facts` are about.
pub fn assess<'a>(cards: &'a [Card], patterns: &[&'a Pattern], facts: &Facts<'_>) -> Vec<Staffing<'a>> {
    let lines = Lines::of(patterns, facts);
    let assess = |card: &'a Card| {
        let missing = missing(card, facts);
        let is_met = |need: &&Need| {
            let found = |name: &String| missing.iter().any(|missing| missing.rule.name == name);
            need.holds(facts) && need.found.as_ref().is_none_or(found)
        };
        Staffing {
            card,
            need: card.needs.iter().find(is_met),
            holders: lines.holders(facts.holders(|role| card.is_about(role))),
            stand_ins: lines.holders(facts.holders(|role| card.stands_in(role))),
            missing,
        }
    };
    cards.iter().map(assess).collect()
}

fn missing(card: &Card, facts: &Facts<'_>) -> Vec<Missing> {
    let rules = card.missed_by.iter().filter_map(|name| RULES.iter().find(|rule| rule.name == name));
    let findings = rules.flat_map(|rule| {
        let mut found = Vec::new();
        (rule.check)(facts, &Settings::default(), &mut found);
        found.into_iter().map(|finding| Missing { rule, finding })
    });
    findings.collect()
}

/// What patterns say of the lines of a chart.
struct Lines<'p, 'f, 'c> {
    facts: &'f Facts<'c>,
    patterns: &'f [&'p Pattern],
    faults: Vec<(&'p Pattern, Finding)>,
}

impl<'p, 'f, 'c> Lines<'p, 'f, 'c> {
    fn of(patterns: &'f [&'p Pattern], facts: &'f Facts<'c>) -> Lines<'p, 'f, 'c> {
        let found = pattern::evaluate(patterns, facts).into_iter();
        let mut faults: Vec<_> = found.map(|(number, finding)| (patterns[number], finding)).collect();
        // By position, and of several patterns the first that was given.
        faults.sort_by_key(|(_, finding)| finding.subjects.first().copied());
        Lines { facts, patterns, faults }
    }

    /// The positions from the top down, of one layer by id: the order of the rows in the file does not matter.
    fn holders(&self, mut positions: Vec<Record>) -> Vec<Holder<'p>> {
        let chart = self.facts.chart();
        positions.sort_by_cached_key(|position| {
            let id = chart.true_id(*position).into_owned();
            (chart.layer(*position).unwrap_or(u32::MAX), id.chars().count(), id)
        });
        // Whether each pattern that is about a position prefers its line.
        let mut is_preferred: Vec<Option<bool>> = vec![None; positions.len()];
        for pattern in self.patterns {
            for (all, one) in is_preferred.iter_mut().zip(pattern::preferences(pattern, self.facts, &positions)) {
                *all = [*all, one].into_iter().flatten().reduce(|one, other| one && other);
            }
        }
        let holder = |(position, is_preferred): (Record, Option<bool>)| {
            let fault = self.faults.partition_point(|(_, finding)| finding.subjects.first() < Some(&position));
            let fault = self.faults.get(fault).filter(|(_, finding)| finding.subjects.first() == Some(&position));
            let line = match (fault, is_preferred) {
                (Some((pattern, finding)), _) => Some(Standing::Undocumented(pattern, finding.clone())),
                (None, Some(true)) => Some(Standing::Preferred),
                (None, Some(false)) => Some(Standing::Documented),
                (None, None) => None,
            };
            Holder { position, is_vacant: self.facts.is_vacant(position), line }
        };
        positions.into_iter().zip(is_preferred).map(holder).collect()
    }
}
