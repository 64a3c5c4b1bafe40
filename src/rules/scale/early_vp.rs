//! A VP of Sales Operations in a small organisation.

use crate::facts::{Facts, VICE_PRESIDENTS, is_sales_operations};
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::wording::counted;

/// `scale/early-vp`
pub static RULE: Rule = Rule {
    name: "scale/early-vp",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "a VP of Sales Operations in a small organisation, where a Director suffices",
    why: "In a smaller or early company, for single processes or on a limited budget, a Director of Sales Operations \
          suffices. Rapid growth, several channels or an overhaul call for a VP at any size.",
    sources: &["D1-7", "D1-12"],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let organisation = facts.organisation();
    let called_for = organisation.rapid_growth || organisation.channels > 1 || organisation.overhaul;
    if !facts.is_small() || called_for {
        return;
    }
    let chart = facts.chart();
    let vps = facts.holders(|role| is_sales_operations(role) && VICE_PRESIDENTS.contains(role.level));
    for vp in vps {
        let message = format!(
            "{} is a VP of Sales Operations in an organisation of {}, where a Director suffices",
            chart.id(vp),
            counted(facts.headcount() as usize, "person", "people")
        );
        found.push(
            Finding::new(chart.place(vp, Field::Title), message)
                .about([vp])
                .help("keep it where rapid growth, several channels or an overhaul of operations call for a VP"),
        );
    }
}
