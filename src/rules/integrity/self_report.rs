//! A position that reports to itself.

use crate::chart::Link;
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};

/// `integrity/self-report`
pub static RULE: Rule = Rule {
    name: "integrity/self-report",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a position that reports to itself",
    why: "Whoever is their own manager approves their own leave and expenses, and is neither at the top nor below anybody. \
          Some tools mark the top so; most that read the file next walk in a circle there.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    for position in chart.linked_to_no_other().iter().copied().filter(|position| chart.link(*position) == Link::Itself)
    {
        found.push(
            Finding::new(chart.place(position, Field::Manager), format!("{} reports to itself", chart.id(position)))
                .about([position])
                .help("name the manager, or leave the cell empty if this is the top"),
        );
    }
}
