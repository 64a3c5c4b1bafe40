//! People report to a vacant position.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::wording::counted;

/// `integrity/vacant-manager`
pub static RULE: Rule = Rule {
    name: "integrity/vacant-manager",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "people report to a vacant position",
    why: "A vacant post may well have reports, and until it is filled somebody has to decide for them. A post is vacant where \
          its status, its title or what stands for a name says so, and, where people have ids beside those of positions \
          ('Worker ID' beside 'Position ID'), where it has neither such an id nor a name.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    if !facts.has_vacancies() {
        return;
    }
    for position in chart.leading().iter().copied().filter(|position| facts.is_vacant(*position)) {
        let reports = chart.direct_reports(position);
        let people = counted(reports as usize, "person reports", "people report");
        found.push(
            Finding::new(
                chart.place(position, Field::Name),
                format!("{people} to {}, a vacant position", chart.id(position)),
            )
            .about([position])
            .help("name who stands in, or let them report one level up until the post is filled"),
        );
    }
}
