//! At scale, nobody in the C-suite for operations.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Function, Level, Role};
use crate::wording::counted;

/// `scale/no-coo`
pub static RULE: Rule = Rule {
    name: "scale/no-coo",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "at scale, nobody in the C-suite for operations",
    why: "An organisation at scale without a C-suite role for operations is called an anomaly by the pattern that orglint \
          follows. It is no rarity: in 2023, 36 % of the largest US companies had a COO. So a president, another chief of \
          operations or an EVP of operations satisfies the rule, too.",
    sources: &["U-4"],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    if !facts.is_large() || facts.count(answers_for_operations) > 0 {
        return;
    }
    let chart = facts.chart();
    let Some(summit) = facts.summit() else { return };
    let message = format!(
        "{}, and nobody in the C-suite for operations",
        counted(facts.headcount() as usize, "person", "people")
    );
    found.push(
        Finding::new(chart.place(summit, Field::Title), message)
            .about([summit])
            .help("a COO, a president, another chief of operations or an EVP of operations would do"),
    );
}

fn answers_for_operations(role: &Role) -> bool {
    let level = role.levels().contains(Level::CSuite) || role.levels().contains(Level::Evp);
    let president = role.chief.is_some_and(|chief| chief.0 == "president");
    president || level && role.may_be_for(Function::Operations)
}
