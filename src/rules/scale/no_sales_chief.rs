//! Neither CRO nor CSO at scale, with sellers.

use crate::facts::{Facts, may_be_sales_chief};
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::wording::counted;

/// `scale/no-sales-chief`
pub static RULE: Rule = Rule {
    name: "scale/no-sales-chief",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "neither CRO nor CSO at scale, with sellers",
    why: "At scale, sales and the operations behind it report to a chief of their own; without one, the VP of Sales \
          Operations has no documented manager but the COO. A chief commercial or sales officer will do.",
    sources: &["U-4"],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    if !facts.is_large() || facts.count(may_be_sales_chief) > 0 || facts.sellers() == 0 {
        return;
    }
    let chart = facts.chart();
    let Some(summit) = facts.summit() else { return };
    let people = counted(facts.headcount() as usize, "person", "people");
    let sellers = counted(facts.sellers() as usize, "seller", "sellers");
    let message = format!("{people} with {sellers}, and neither a CRO nor a CSO");
    found.push(
        Finding::new(chart.place(summit, Field::Title), message)
            .about([summit])
            .help("a Chief Revenue Officer, Chief Sales Officer or Chief Commercial Officer would do"),
    );
}
