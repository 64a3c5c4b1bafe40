//! A Sales Operations position that carries quota.

use crate::facts::{Facts, Origin, is_surely_sales_operations};
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};

/// `role/sales-ops-carries-quota`
pub static RULE: Rule = Rule {
    name: "role/sales-ops-carries-quota",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "a Sales Operations position that carries quota",
    why: "Sales carries the quota, Sales Operations is staff to those who do: whoever sets territories, targets \
          and forecasts should not be paid by them. Either the mark is wrong, or the job is one in sales. A title \
          that names sales beside its operations is passed over.",
    sources: &["D3-4"],
    settings: &[],
    needs: &[&[Field::QuotaCarrying], &[Field::Title]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    if !facts.tells_quota() {
        return;
    }
    for position in facts.holders(is_surely_sales_operations) {
        // What only the department says may hold for the neighbours.
        if !facts.is_seller(position) || facts.origin(position) == Origin::Department {
            continue;
        }
        let message = format!("{} carries quota", chart.named(position));
        found.push(
            Finding::new(chart.place(position, Field::QuotaCarrying), message)
                .about([position])
                .help("take the quota from the position, or if it sells, say so in its title"),
        );
    }
}
