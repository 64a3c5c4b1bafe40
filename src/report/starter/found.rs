//! What a chart shows that a configuration may want to know.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::chart::{Chart, Presence};
use crate::check::Report;
use crate::input::Field;
use crate::stats::{Grasp, titles};
use crate::title::{Level, Qualifier, Reader, Role, Vocabulary};
use crate::wording::counted;

/// Titles, statuses and rules are examples, not lists.
const MOST: usize = 10;

/// A text longer than this is nothing that people hold or say.
const LONGEST: usize = 200;

/// What a chart shows.
#[derive(Debug)]
pub struct Found {
    /// The columns by field, with their headings.
    pub columns: Vec<(Field, String)>,
    /// How many people are in the chart.
    pub people: u32,
    /// How many layers it has.
    pub layers: u32,
    /// How many sell.
    pub sellers: u32,
    /// The statuses that count as being here and how many have them, the usual one first.
    pub statuses: Vec<(String, usize)>,
    /// The titles that are not read, how far they are, and how many hold them, the most usual first.
    pub titles: Vec<(String, Role, usize)>,
    /// The rules that find most, and how much.
    pub rules: Vec<(String, usize)>,
    /// How much all rules find.
    pub findings: usize,
    /// The rule and the id of the first finding of the gravest kind.
    pub finding: Option<(String, String)>,
}

impl Found {
    /// What a checked chart shows.
    pub fn of(report: &Report<'_>, reader: &Reader) -> Found {
        let chart = report.chart();
        let facts = &report.facts;
        let columns = chart.roster().columns();
        let heading = |field: Field| Some((field, columns.heading(field)?.to_owned()));
        let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
        report.findings.iter().for_each(|reported| *by_rule.entry(reported.rule.name()).or_default() += 1);
        let mut rules: Vec<(String, usize)> =
            by_rule.into_iter().map(|(rule, count)| (rule.to_owned(), count)).collect();
        rules.sort_by_key(|(_, count)| Reverse(*count));
        rules.truncate(MOST);
        let of_positions = report.findings.iter().filter(|reported| !reported.finding.at_fault().is_empty());
        let gravest = of_positions.min_by_key(|reported| Reverse(reported.severity));
        let at_fault = gravest.and_then(|reported| Some((reported, *reported.finding.at_fault().first()?)));
        Found {
            columns: Field::ALL.into_iter().filter_map(heading).collect(),
            people: facts.people(),
            layers: facts.layers(),
            sellers: facts.sellers(),
            statuses: statuses(chart),
            titles: unread(chart, reader),
            rules,
            findings: report.findings.len(),
            finding: at_fault.map(|(reported, id)| (reported.rule.name().to_owned(), chart.id(id).into_owned())),
        }
    }

    /// Its size in words.
    pub fn size(&self) -> String {
        [
            counted(self.people as usize, "person", "people"),
            counted(self.layers as usize, "layer", "layers"),
            counted(self.sellers as usize, "seller", "sellers"),
        ]
        .join(", ")
    }
}

/// The statuses of those who are here.
fn statuses(chart: &Chart) -> Vec<(String, usize)> {
    let roster = chart.roster();
    let mut people: BTreeMap<String, usize> = BTreeMap::new();
    if !roster.has(Field::Status) {
        return Vec::new();
    }
    for position in chart.positions() {
        let status = roster.text(position, Field::Status);
        if !status.is_empty() && status.chars().count() <= LONGEST && Presence::of_status(&status) == Presence::Here {
            *people.entry(status.into_owned()).or_default() += 1;
        }
    }
    let mut statuses: Vec<(String, usize)> = people.into_iter().collect();
    statuses.sort_by_key(|(_, people)| Reverse(*people));
    statuses.truncate(MOST);
    statuses
}

/// The titles that are not read. Two that differ in case alone are one.
fn unread(chart: &Chart, reader: &Reader) -> Vec<(String, Role, usize)> {
    let mut seen: Vec<String> = Vec::new();
    let unread = titles(chart, reader).into_iter().filter(|held| held.grasp() == Grasp::Unread);
    unread
        .filter(|held| held.role.level != Level::Unknown || !held.role.qualifiers.contains(Qualifier::Vacant))
        .filter(|held| held.title.chars().count() <= LONGEST && Vocabulary::can_name(&held.title))
        .filter(|held| {
            let key = held.title.to_lowercase();
            let is_new = !seen.contains(&key);
            seen.extend(is_new.then_some(key));
            is_new
        })
        .take(MOST)
        .map(|held| (held.title, held.role, held.people as usize))
        .collect()
}
