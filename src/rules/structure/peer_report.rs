//! A position of its manager's level.

use crate::facts::{Facts, RoleId, is_sales_operations};
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Level, ManagesPeople, Qualifier, Role};

/// `structure/peer-report`
pub static RULE: Rule = Rule {
    name: "structure/peer-report",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "a position of its manager's level",
    why: "Two of one rank, one above the other: either the titles do not say who leads, or there is a layer with \
          nothing to decide. Chiefs report to chiefs everywhere, 'Head of' and AVP mean too many ranks, a deputy \
          stands below the principal by name, and what a pattern says of Managers, Directors and Sales Operations \
          is not said again.",
    sources: &[],
    settings: &[],
    needs: &[&[Field::Title]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    // Of most titles the manager's need not be looked at: far more are individuals than all others together.
    let rank: Vec<Option<Level>> = facts.roles().iter().map(sure_level).collect();
    let of = |position: Record| facts.role_id(position) as usize;
    let leads = |role: RoleId| facts.roles()[role as usize].manages_people == ManagesPeople::Yes;
    for position in facts.with_role(leads) {
        let (Some(level), Some(above)) = (rank[of(position)], facts.role_above(position)) else { continue };
        if rank[above as usize] != Some(level) {
            continue;
        }
        let Some(manager) = chart.manager(position) else { continue };
        let (role, above) = (facts.role(position), facts.role(manager));
        let is_deputy = |role: &Role| role.qualifiers.contains(Qualifier::Deputy);
        if is_deputy(role) && !is_deputy(above) || is_left_to_patterns(facts, level, role, manager) {
            continue;
        }
        let message =
            format!("{} reports to {}, of the same level: {level}", chart.named(position), chart.named(manager));
        found.push(
            Finding::new(chart.place(position, Field::Manager), message)
                .about([position, manager])
                .label(chart.place(manager, Field::Title), "the manager's title")
                .help("let both report to the next level up, or say in the titles who leads"),
        );
    }
}

/// The one level that a title allows, where it proves something.
fn sure_level(role: &Role) -> Option<Level> {
    let ranks = Level::SupervisorOrLead.rank()..=Level::Evp.rank();
    let is_compared = |level: Level| !level.is_soft() && ranks.contains(&level.rank());
    Some(role.level).filter(|level| is_compared(*level) && role.other_levels.without(*level).is_empty())
}

/// Whether a pattern is about the position and finds fault with a manager of the same level.
fn is_left_to_patterns(facts: &Facts<'_>, level: Level, role: &Role, manager: Record) -> bool {
    // The rank above two Senior Managers, or two Senior Directors, makes theirs a line that is documented.
    let above = facts.chart().manager(manager).map(|above| facts.role(above).levels());
    let is_in_line = |from: Level| {
        above.is_some_and(|levels| levels.iter().any(|level| level == Level::Unknown || level.rank() >= from.rank()))
    };
    match level {
        Level::Manager | Level::Director => true,
        Level::SeniorManager => is_sales_operations(role) || !is_in_line(Level::AssociateDirector),
        Level::SeniorDirector => is_sales_operations(role) || !is_in_line(Level::Vp),
        Level::Vp | Level::Svp | Level::Evp => is_sales_operations(role),
        _ => false,
    }
}
