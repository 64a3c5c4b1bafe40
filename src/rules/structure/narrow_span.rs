//! One direct report only.

use hashbrown::HashMap;

use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Level, ManagesPeople};

/// `structure/narrow-span`
pub static RULE: Rule = Rule {
    name: "structure/narrow-span",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "one direct report only",
    why: "A layer of one above one decides nothing that either of the two could not, and costs a step in every \
          decision. It is right for a while: a team that is being built, a succession. Assistants do not count, \
          vacant posts do. A chart that stops above the teams tells no spans, and the rule is quiet there.",
    sources: &[],
    settings: &[],
    needs: &[],
    is_opt_in: false,
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    if facts.ends_above_the_teams() {
        return;
    }
    let chart = facts.chart();
    let mut assistants: HashMap<Record, u32, foldhash::fast::RandomState> = HashMap::default();
    for assistant in facts.holders(|role| role.level == Level::AssistantTo) {
        if let Some(manager) = chart.manager(assistant) {
            *assistants.entry(manager).or_default() += 1;
        }
    }
    for position in chart.positions() {
        let reports = chart.direct_reports(position);
        let is_one = match assistants.get(&position) {
            _ if reports == 0 => false,
            None => reports == 1,
            Some(assistants) => reports - assistants == 1,
        };
        // That somebody has a report at all who should have none is said by a rule of its own.
        if !is_one || facts.role(position).manages_people == ManagesPeople::No {
            continue;
        }
        let beside = if reports == 1 { "" } else { ", assistants aside" };
        let message = format!("{} has one direct report only{beside}", chart.named(position));
        found.push(
            Finding::new(chart.place(position, Field::Title), message)
                .about([position])
                .help("join the two positions, or let more of the team report here"),
        );
    }
}
