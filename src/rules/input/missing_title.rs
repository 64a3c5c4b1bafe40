//! A record without a title.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::Level;

/// `input/missing-title`
pub static RULE: Rule = Rule {
    name: "input/missing-title",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "a record without a title",
    why: "The title tells level and function. Without one, no pattern can be checked for the position, and no report to \
          it either.",
    sources: &[],
    settings: &[],
    needs: &[&[Field::Title]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    // A blank title names no level, so that only positions without one need to be looked at.
    for position in facts.holders(|role| role.level == Level::Unknown) {
        if chart.title(position).is_empty() {
            found.push(
                Finding::new(chart.place(position, Field::Title), format!("{} has no title", chart.id(position)))
                    .about([position])
                    .help("fill in the title of the position"),
            );
        }
    }
}
