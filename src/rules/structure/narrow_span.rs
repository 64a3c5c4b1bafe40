//! One direct report only.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use crate::chart::Chart;
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Level, ManagesPeople};
use crate::wording::listed;

/// `structure/narrow-span`
pub static RULE: Rule = Rule {
    name: "structure/narrow-span",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "one direct report only",
    why: "A layer of one above one decides nothing that either of the two could not, and costs a step in every \
          decision. It is right for a while: a team that is being built, a succession. Assistants do not count, \
          vacant posts do. Several such positions one above the other are reported once, at the highest. A chart \
          that stops above the teams tells no spans, and the rule is quiet there.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let narrow = narrow(facts);
    if narrow.is_empty() || facts.ends_above_the_teams() {
        return;
    }
    for mut line in lines(chart, &narrow) {
        // Whoever is higher up has more people below. Those in a loop have nobody, and go by their ids.
        line.sort_by_cached_key(|position| (Reverse(chart.total_reports(*position)), chart.true_id(*position)));
        let Some(first) = line.first().copied() else { continue };
        let message = if line.len() == 1 {
            format!("{} has one direct report only", chart.named(first))
        } else {
            let ids: Vec<_> = line.iter().map(|position| chart.id(*position)).collect();
            format!("{} positions in a line have one direct report each: {}", ids.len(), listed(&ids))
        };
        found.push(
            Finding::new(chart.place(first, Field::Title), message)
                .about(line)
                .help("join positions where one would do, or let more of the team report here"),
        );
    }
}

/// Those who have one direct report, assistants aside.
fn narrow(facts: &Facts<'_>) -> HashSet<Record, foldhash::fast::RandomState> {
    let chart = facts.chart();
    let mut assistants: HashMap<Record, u32, foldhash::fast::RandomState> = HashMap::default();
    for assistant in facts.holders(|role| role.level == Level::AssistantTo) {
        if let Some(manager) = chart.manager(assistant) {
            *assistants.entry(manager).or_default() += 1;
        }
    }
    let has_one = |position: &Record| match chart.direct_reports(*position) {
        0 => false,
        1 => !assistants.contains_key(position),
        reports => assistants.get(position).is_some_and(|assistants| reports - assistants == 1),
    };
    // That somebody has a report at all who should have none is said by a rule of its own.
    let may_have = |position: &Record| facts.role(*position).manages_people != ManagesPeople::No;
    chart.leading().iter().filter(|position| has_one(position) && may_have(position)).copied().collect()
}

/// The lines that they form, one above the other; loops are left out, for integrity/cycle reports them.
fn lines(chart: &Chart, narrow: &HashSet<Record, foldhash::fast::RandomState>) -> Vec<Vec<Record>> {
    let mut head_of: HashMap<Record, Option<Record>, foldhash::fast::RandomState> = HashMap::default();
    let mut lines: BTreeMap<Record, Vec<Record>> = BTreeMap::new();
    for start in narrow {
        let mut climbed = Vec::new();
        let mut at = *start;
        let head = loop {
            if let Some(known) = head_of.get(&at) {
                break *known;
            }
            // Who comes by again is in a loop.
            head_of.insert(at, None);
            climbed.push(at);
            match chart.manager(at).filter(|manager| narrow.contains(manager)) {
                Some(manager) => at = manager,
                None => break Some(at),
            }
        };
        for position in climbed {
            head_of.insert(position, head);
        }
    }
    for (position, head) in head_of {
        if let Some(head) = head {
            lines.entry(head).or_default().push(position);
        }
    }
    lines.into_values().collect()
}
