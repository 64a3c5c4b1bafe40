//! Direct reports under a title that manages nobody.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Level, Levels, ManagesPeople, Role};
use crate::wording::counted;

/// `structure/individual-with-reports`
pub static RULE: Rule = Rule {
    name: "structure/individual-with-reports",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "direct reports under a title that manages nobody",
    why: "Either the reports belong to somebody else, or somebody leads a team without the title, the pay or the access \
          that go with it. Titles that allow both readings, such as 'Customer Success Manager', are passed over.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let individual: Vec<bool> = facts.roles().iter().map(manages_nobody).collect();
    for position in chart.leading().iter().copied().filter(|position| individual[facts.role_id(*position) as usize]) {
        let reports = chart.direct_reports(position);
        let people = counted(reports as usize, "direct report", "direct reports");
        let message = format!("{} has {people}", chart.named(position));
        found.push(
            Finding::new(chart.place(position, Field::Title), message)
                .about([position])
                .help("let them report to who leads the team, or give the position the title of a lead"),
        );
    }
}

fn manages_nobody(role: &Role) -> bool {
    const INDIVIDUAL: Levels = Levels::NONE.with(Level::Individual).with(Level::AssistantTo);
    role.manages_people == ManagesPeople::No && role.levels().iter().all(|level| INDIVIDUAL.contains(level))
}
