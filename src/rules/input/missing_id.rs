//! A record without an id.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};

/// `input/missing-id`
pub static RULE: Rule = Rule {
    name: "input/missing-id",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a record without an id",
    why: "Nobody can report to a position that has no id, and whatever reads the file next drops the record or gives it \
          an id of its own. The record is left out of the chart until it has one; blank rows are no records.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    for record in chart.roster().totals() {
        let at = chart.place(*record, Field::Id);
        found.push(
            Finding::new(at, "the record is a row of totals, and no position").help("leave totals out of the export"),
        );
    }
    for record in chart.without_id() {
        let title = chart.title(*record);
        let whose = if title.is_empty() { String::new() } else { format!(" of '{title}'") };
        let at = chart.place(*record, Field::Id);
        found.push(
            Finding::new(at, format!("the record{whose} has no id"))
                .about([*record])
                .help("give it the id by which others refer to it"),
        );
    }
}
