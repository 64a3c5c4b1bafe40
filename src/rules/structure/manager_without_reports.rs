//! A title that manages people, and no one there.

use crate::facts::{Facts, RoleId, surely_leads_a_team};
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};

/// `structure/manager-without-reports`
pub static RULE: Rule = Rule {
    name: "structure/manager-without-reports",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "a title that manages people, and no one there",
    why: "Either the people are missing from the chart or refer to somebody else, or the title is a grade and says \
          more than the job. Vacant posts are passed over. Where more than a quarter of those who lead nobody have \
          such a title, the chart stops above the teams, as one of senior posts does, or its titles are grades, \
          and the rule is quiet.",
    sources: &[],
    settings: &[],
    needs: &[&[Field::Title]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let leads = |role: RoleId| surely_leads_a_team(&facts.roles()[role as usize]);
    let is_alone = |position: &Record| chart.direct_reports(*position) == 0 && !facts.is_vacant(*position);
    let alone: Vec<Record> = facts.with_role(leads).filter(is_alone).collect();
    if alone.is_empty() || facts.ends_above_the_teams() {
        return;
    }
    for position in alone {
        let message = format!("nobody reports to {}, whose title manages people", chart.named(position));
        found.push(
            Finding::new(chart.place(position, Field::Title), message)
                .about([position])
                .help("let the team refer to this position, or give it a title that leads nobody"),
        );
    }
}
