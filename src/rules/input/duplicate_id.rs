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
          managers, and integrity/two-managers reports them. Not every second record is a fault. Where a column has the day \
          from which on each record holds ('Effective Date'), the latest one begun by the day of the check counts, of one \
          day the one with the higher sequence ('EFFSEQ'); so does, where first and last days make the records of one \
          person periods that do not overlap, the one of the day. Where each day can be read in one way only, the others are \
          passed over; a day that could decide both ways decides nothing. And records of one position with different people, \
          told by ids of their own ('Person ID' beside 'Position ID') or by name and a part of a full-time post each, are one \
          shared post if they agree in title and manager.",
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
