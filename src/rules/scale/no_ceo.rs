//! No CEO, president or head at the top.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Function, Level, Role};
use crate::wording::counted;

/// `scale/no-ceo`
pub static RULE: Rule = Rule {
    name: "scale/no-ceo",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "no CEO, president or head at the top",
    why: "From a size at which an organisation is no longer small, somebody answers for the whole. Where the top position \
          is a chief of one function, the CEO is missing from the file, or from the organisation. A president, an owner, a \
          managing director, a head or a board at the top will do.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    if facts.is_small() || facts.count(leads_the_whole) > 0 {
        return;
    }
    let chart = facts.chart();
    // A head, or a title that cannot be read, is given the benefit of the doubt where it stands at the top.
    let may_lead =
        |role: &Role| role.levels().iter().any(|level| matches!(level, Level::Head | Level::Board | Level::Unknown));
    if chart.roots().iter().any(|root| may_lead(facts.role(*root))) {
        return;
    }
    let Some(summit) = facts.summit() else { return };
    let message = format!(
        "{}, and no CEO, president or head: {} is at the top",
        counted(facts.headcount() as usize, "person", "people"),
        chart.named(summit)
    );
    found.push(
        Finding::new(chart.place(summit, Field::Title), message)
            .about([summit])
            .help("add the CEO, or the title under which the top position leads the whole"),
    );
}

fn leads_the_whole(role: &Role) -> bool {
    role.levels().contains(Level::CSuite) && role.may_be_for(Function::Executive)
}
