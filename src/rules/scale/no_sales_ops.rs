//! Sellers from the limit up, and nobody in Sales Operations.

use crate::facts::{Facts, SALES_OPERATIONS_TEAMS, may_be_sales_chief};
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::wording::counted;

/// `scale/no-sales-ops`
pub static RULE: Rule = Rule {
    name: "scale/no-sales-ops",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "sellers from the limit up, and nobody in Sales Operations",
    why: "At about ten sellers, process, tools, figures and planning take more time than a sales leader has beside \
          selling, and somebody in Sales Operations takes them over. The limit is `sellers_for_sales_ops`.",
    sources: &["D3-2"],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let team = |function: &_| facts.count(|role| role.may_be_for(*function)) > 0;
    if SALES_OPERATIONS_TEAMS.iter().any(team) || facts.sellers() < facts.organisation().sellers_for_sales_ops {
        return;
    }
    let chart = facts.chart();
    let chief = facts.largest(&facts.holders(may_be_sales_chief));
    let Some(at) = chief.or_else(|| facts.summit()) else { return };
    let message = format!("{}, and nobody in Sales Operations", counted(facts.sellers() as usize, "seller", "sellers"));
    found.push(
        Finding::new(chart.place(at, Field::Title), message)
            .about([at])
            .help("add somebody in Sales Operations, or the title that says so"),
    );
}
