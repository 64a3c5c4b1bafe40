//! A Sales Operations leader with direct reports who carry quota.

use std::collections::BTreeMap;

use crate::facts::{Facts, Origin, is_surely_sales_operations};
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings, sort_by_id};
use crate::title::Function;
use crate::wording::{counted, listed};

/// `role/sales-ops-manages-sellers`
pub static RULE: Rule = Rule {
    name: "role/sales-ops-manages-sellers",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a Sales Operations leader with direct reports who carry quota",
    why: "Sales manages those who carry quota, and Sales Operations is staff to Sales. Under an operations leader \
          a seller has nobody who answers for the number, and whoever keeps the score has a team that plays. Who \
          carries quota is read from the column where there is one, else from the title; a leader of sales and its \
          operations has sellers rightly.",
    sources: &["D3-4"],
    settings: &[],
    needs: &[&[Field::Title]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let leaders = facts.holders(is_surely_sales_operations);
    let mut teams: BTreeMap<Record, Vec<Record>> = BTreeMap::new();
    // Of a quota in Sales Operations itself another rule says that it does not belong there. They are in the order of the
    // input.
    let leads = |position: Record| leaders.binary_search(&position).is_ok();
    let is_said = |position: Record| leads(position) && facts.origin(position) != Origin::Department;
    for (position, leader) in chart.reports_of(leaders.iter().copied()) {
        let sells = facts.is_seller(position) && !is_said(position);
        if sells && (facts.tells_quota() || surely_sells(facts, position)) {
            teams.entry(leader).or_default().push(position);
        }
    }
    let (one, many, evidence) = match facts.tells_quota() {
        true => ("direct report who carries quota", "direct reports who carry quota", Field::QuotaCarrying),
        false => ("direct report who sells, by the title", "direct reports who sell, by their titles", Field::Title),
    };
    for (leader, mut sellers) in teams {
        sort_by_id(chart, &mut sellers);
        let ids: Vec<_> = sellers.iter().map(|seller| chart.id(*seller)).collect();
        let people = counted(sellers.len(), one, many);
        let message = format!("{} has {people}: {}", chart.named(leader), listed(&ids));
        let mut finding = Finding::new(chart.place(leader, Field::Title), message);
        for seller in sellers.iter().take(3) {
            finding = finding.label(chart.place(*seller, evidence), "sells, and reports there");
        }
        let help = "let them report to a leader of sales, or say in the leader's title that it is one";
        found.push(finding.about(std::iter::once(leader).chain(sellers)).help(help));
    }
}

/// Words in titles of individuals in sales who help others to sell, and may well have no quota.
const HELPERS: [&str; 16] = [
    "analyst",
    "architect",
    "assistant",
    "coordinator",
    "designer",
    "developer",
    "engineer",
    "engineering",
    "intern",
    "planner",
    "scientist",
    "strategist",
    "support",
    "trainee",
    "trainer",
    "writer",
];

/// Whether a seller by title is one in every reading: for sales alone, and not to help others with it.
fn surely_sells(facts: &Facts<'_>, seller: Record) -> bool {
    let role = facts.role(seller);
    let for_sales_alone =
        role.functions.iter().chain(role.other_functions.iter()).all(|function| function == Function::Sales);
    let title = facts.chart().title(seller).to_lowercase();
    for_sales_alone && !title.split(|letter: char| !letter.is_alphanumeric()).any(|word| HELPERS.contains(&word))
}
