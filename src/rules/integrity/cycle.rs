//! A reporting loop.

use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::wording::counted;

/// `integrity/cycle`
pub static RULE: Rule = Rule {
    name: "integrity/cycle",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a reporting loop",
    why: "Each member of a loop is, through the others, their own manager, and nobody in it or below it reaches the top. \
          One wrong reference makes the whole loop, so that it is reported once, with its members in reporting order.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

/// Members named in the message, and pointed at.
const SHOWN: usize = 8;

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    for mut cycle in chart.cycles() {
        if !cycle.iter().any(|member| chart.presence(*member).counts()) {
            continue;
        }
        // The loop starts at the member whose id sorts first, whatever the order of the rows.
        let first = (0..cycle.len()).min_by(|one, other| chart.true_id(cycle[*one]).cmp(&chart.true_id(cycle[*other])));
        cycle.rotate_left(first.unwrap_or(0));
        let named = |members: &[Record]| members.iter().map(|member| chart.id(*member)).collect::<Vec<_>>().join(" → ");
        let shown = match cycle.len() {
            length if length <= SHOWN => named(&cycle),
            length => format!("{} → … ({})", named(&cycle[..SHOWN]), counted(length - SHOWN, "more", "more")),
        };
        let message = format!(
            "{} in a loop: {shown} → {}",
            counted(cycle.len(), "position reports", "positions report"),
            chart.id(cycle[0])
        );
        let mut finding = Finding::new(chart.place(cycle[0], Field::Manager), message);
        for (member, manager) in cycle.iter().zip(cycle.iter().skip(1).chain([&cycle[0]])).skip(1).take(SHOWN) {
            finding = finding.label(chart.place(*member, Field::Manager), format!("reports to {}", chart.id(*manager)));
        }
        found.push(
            finding.about(cycle).shared().help("one of these references is wrong: name the manager outside the loop"),
        );
    }
}
