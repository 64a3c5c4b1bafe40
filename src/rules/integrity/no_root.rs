//! Nobody is at the top.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};

/// `integrity/no-root`
pub static RULE: Rule = Rule {
    name: "integrity/no-root",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "nobody is at the top",
    why: "Where every position has a manager, the lines end in a loop, at somebody who reports to themselves, or outside \
          the file, and nobody answers for the whole.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    if !chart.roots().is_empty() {
        return;
    }
    let Some(summit) = facts.summit() else { return };
    found.push(
        Finding::new(chart.place(summit, Field::Manager), "nobody is at the top: every position has a manager")
            .help("leave the manager's cell of the top position empty"),
    );
}
