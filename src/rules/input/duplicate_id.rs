//! An id on two records.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings, integrity::two_managers};

/// `input/duplicate-id`
pub static RULE: Rule = Rule {
    name: "input/duplicate-id",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "an id on two records",
    why: "An id names one position. Where two records share one, a manager's reference to it can mean either, and a join \
          doubles everybody below. The chart keeps the first record; ids are compared as text, so that 007 and 07 are two. \
          Two records of one id that agree in name and title and differ in their manager are one position with two \
          managers, and integrity/two-managers reports them.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    for (later, first) in chart.duplicates() {
        if two_managers::is_one_position(chart, *later, *first) {
            continue;
        }
        let id = chart.id(*later);
        found.push(
            Finding::new(chart.place(*later, Field::Id), format!("the id {id} is on an earlier record already"))
                .about([*later, *first])
                .label(chart.place(*first, Field::Id), "first here")
                .help("give one of the two records an id of its own, or remove it"),
        );
    }
}
