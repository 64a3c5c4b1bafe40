//! A COO who runs Sales Operations, without a dedicated leader.

use crate::facts::{Facts, SALES_OPERATIONS_TEAMS, is_coo, may_be_sales_chief, may_lead_sales_operations};
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Function, Level, Role};
use crate::wording::counted;

/// `scale/coo-runs-sales-ops`
pub static RULE: Rule = Rule {
    name: "scale/coo-runs-sales-ops",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "a COO over Sales Operations staff, or over sales, without a dedicated leader",
    why: "A COO can run Sales Operations beside everything else for a while, and sales productivity suffers from it: the \
          case of GrowthGen. Sales Operations needs a leader of its own.",
    sources: &["D0-6"],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let leads = |role: &Role| may_lead_sales_operations(role) && role.level != Level::CSuite;
    if facts.count(is_coo) == 0 || facts.count(leads) > 0 {
        return;
    }
    let chart = facts.chart();
    let is_staff: Vec<bool> = facts.roles().iter().map(sells_or_supports_sales).collect();
    let is_chief: Vec<bool> = facts.roles().iter().map(|role| may_be_sales_chief(role) && !is_coo(role)).collect();
    let coos = facts.holders(is_coo);
    // The COO that each position is under, unless a chief of sales stands between: then sales is that chief's to run.
    let mut coo_above: Vec<Option<Record>> = vec![None; chart.roster().len()];
    let mut staff: Vec<(Record, Record)> = Vec::new();
    for position in chart.top_down() {
        let role = facts.role_id(position) as usize;
        let above = chart
            .manager(position)
            .and_then(|manager| if coos.contains(&manager) { Some(manager) } else { coo_above[manager.index()] });
        if is_chief[role] {
            continue;
        }
        coo_above[position.index()] = above;
        if let Some(coo) = above.filter(|_| is_staff[role] && chart.presence(position).counts()) {
            staff.push((coo, position));
        }
    }
    for coo in coos {
        let mut team: Vec<Record> = staff.iter().filter(|(over, _)| *over == coo).map(|(_, person)| *person).collect();
        team.sort_unstable();
        if team.is_empty() {
            continue;
        }
        let people = counted(team.len(), "person", "people");
        let message = format!(
            "{} (COO) runs Sales Operations, with {people} in sales and its operations below and no leader dedicated to it",
            chart.id(coo)
        );
        let mut finding = Finding::new(chart.place(coo, Field::Title), message).about([coo]);
        for person in team.iter().take(3) {
            finding = finding.label(chart.place(*person, Field::Title), "under the COO");
        }
        found.push(finding.help("appoint a VP of Sales Operations, or in a small organisation a Director"));
    }
}

fn sells_or_supports_sales(role: &Role) -> bool {
    role.functions.contains(Function::Sales)
        || SALES_OPERATIONS_TEAMS.iter().any(|function| role.functions.contains(*function))
}
