//! A Sales Operations leader with direct reports who carry quota.

use std::collections::BTreeMap;

use crate::facts::{Facts, is_surely_sales_operations};
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings, sort_by_id};
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
    is_opt_in: false,
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let leaders = facts.holders(is_surely_sales_operations);
    if leaders.iter().all(|leader| chart.direct_reports(*leader) == 0) {
        return;
    }
    // Looked up for every seller: a table that stays in the cache, where the roles of their managers would not.
    let mut is_leader = vec![false; chart.roster().len()];
    for leader in leaders {
        is_leader[leader.index()] = true;
    }
    let mut teams: BTreeMap<Record, Vec<Record>> = BTreeMap::new();
    for seller in chart.positions().filter(|position| facts.is_seller(*position)) {
        if let Some(leader) = chart.manager(seller).filter(|manager| is_leader[manager.index()]) {
            teams.entry(leader).or_default().push(seller);
        }
    }
    let (how, evidence) = match facts.tells_quota() {
        true => ("who carry quota", Field::QuotaCarrying),
        false => ("who sell, by their titles", Field::Title),
    };
    for (leader, mut sellers) in teams {
        sort_by_id(chart, &mut sellers);
        let ids: Vec<_> = sellers.iter().map(|seller| chart.id(*seller)).collect();
        let people = counted(sellers.len(), "direct report", "direct reports");
        let message = format!("{} has {people} {how}: {}", chart.named(leader), listed(&ids));
        let mut finding = Finding::new(chart.place(leader, Field::Title), message);
        for seller in sellers.iter().take(3) {
            finding = finding.label(chart.place(*seller, evidence), "sells, and reports there");
        }
        let help = "let them report to a leader of sales, or say in the leader's title that it is one";
        found.push(finding.about(std::iter::once(leader).chain(sellers)).help(help));
    }
}
