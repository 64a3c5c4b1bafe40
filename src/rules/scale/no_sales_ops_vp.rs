//! No VP of Sales Operations where one is needed.

use crate::facts::{Facts, may_be_sales_chief, may_be_sales_operations_vp, may_lead_sales_operations};
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Level, Role};
use crate::wording::counted;

/// `scale/no-sales-ops-vp`
pub static RULE: Rule = Rule {
    name: "scale/no-sales-ops-vp",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "no VP of Sales Operations at scale, with sellers, or where growth, channels or an overhaul call for one",
    why: "A Director of Sales Operations suffices in a smaller or early company. A larger one, one that sells through \
          several channels, grows rapidly or overhauls its operations needs a VP. A head of Sales Operations will do.",
    sources: &["D1-7", "D1-12"],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let organisation = facts.organisation();
    let need = if organisation.rapid_growth {
        "rapid growth".to_owned()
    } else if organisation.channels > 1 {
        format!("{} sales channels", organisation.channels)
    } else if organisation.overhaul {
        "an overhaul of operations".to_owned()
    } else if facts.is_large() {
        counted(facts.headcount() as usize, "person", "people")
    } else {
        return;
    };
    let holds = |role: &_| may_be_sales_operations_vp(role) || may_head_sales_operations(role);
    if facts.count(holds) > 0 || facts.sellers() == 0 {
        return;
    }
    let chart = facts.chart();
    let leader = || facts.largest(&facts.holders(may_lead_sales_operations));
    let chief = || facts.largest(&facts.holders(may_be_sales_chief));
    let Some(at) = leader().or_else(chief).or_else(|| facts.summit()) else { return };
    let sellers = counted(facts.sellers() as usize, "seller", "sellers");
    let message = format!("{need} with {sellers}, and no VP of Sales Operations");
    found.push(
        Finding::new(chart.place(at, Field::Title), message)
            .about([at])
            .help("appoint a VP of Sales Operations under the CRO, the CSO or the COO"),
    );
}

fn may_head_sales_operations(role: &Role) -> bool {
    may_lead_sales_operations(role) && role.levels().contains(Level::Head)
}
