//! A position that outranks its manager.

use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Level, Levels, Role};

/// `structure/level-inversion`
pub static RULE: Rule = Rule {
    name: "structure/level-inversion",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a position that outranks its manager",
    why: "A vice president under a director is mostly a wrong reference, and where it is not, neither knows who decides. \
          Levels come from titles; 'Head of' and AVP mean too many ranks to prove anything, nor does a title that can be \
          read either way, or the head of one part under an officer of the whole.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let alone: Vec<Option<Ranks>> = facts.roles().iter().map(|role| Ranks::of(role, role.levels())).collect();
    let leading: Vec<Option<Ranks>> = facts.roles().iter().map(|role| Ranks::of(role, leading(role))).collect();
    // Most people are individuals, whom nobody can be below: their manager's title need not be looked at.
    let humblest = leading.iter().flatten().map(|ranks| ranks.highest).min();
    let may_outrank = |ranks: &Option<Ranks>| ranks.is_some_and(|own| Some(own.lowest) > humblest);
    let may_outrank: Vec<bool> =
        alone.iter().zip(&leading).map(|both| may_outrank(both.0) || may_outrank(both.1)).collect();
    for position in facts.with_role(|role| may_outrank[role as usize]) {
        let Some(above) = facts.role_above(position) else { continue };
        let ranks = if chart.direct_reports(position) > 0 { &leading } else { &alone };
        let (Some(own), Some(above)) = (ranks[facts.role_id(position) as usize], leading[above as usize]) else {
            continue;
        };
        if own.lowest <= above.highest || own.is_for_a_part {
            continue;
        }
        let Some(manager) = chart.manager(position) else { continue };
        let level = |one: Record| {
            if chart.direct_reports(one) > 0 { level_as_leader(facts.role(one)) } else { facts.role(one).level }
        };
        let message = format!(
            "{} ({}) outranks the manager, {} ({})",
            chart.id(position),
            level(position),
            chart.id(manager),
            level(manager)
        );
        found.push(
            Finding::new(chart.place(position, Field::Manager), message)
                .about([position, manager])
                .label(chart.place(manager, Field::Title), "the manager's title")
                .help("name a manager of a higher level, or mend the title that is wrong"),
        );
    }
}

/// The levels of a title whose holder has reports: one that can be read as an individual's or as a manager's, such as
/// 'Product Manager', is a manager's then.
fn leading(role: &Role) -> Levels {
    let levels: Levels = role.levels().iter().filter(|level| level.rank() > Level::Individual.rank()).collect();
    if levels.is_empty() { role.levels() } else { levels }
}

/// The level by which somebody with reports is compared: the title's own, or where no leader has that, another reading's.
fn level_as_leader(role: &Role) -> Level {
    let levels = leading(role);
    if levels.contains(role.level) { role.level } else { levels.iter().next().unwrap_or(role.level) }
}

/// The ranks that a title allows.
#[derive(Clone, Copy)]
struct Ranks {
    lowest: u8,
    highest: u8,
    is_for_a_part: bool,
}

impl Ranks {
    /// `None` where they prove nothing.
    fn of(role: &Role, levels: Levels) -> Option<Ranks> {
        if levels.iter().any(|level| level.is_soft() || level == Level::Unknown) {
            return None;
        }
        // An executive assistant may lead further assistants, whatever these are called.
        let rank = |level: Level| level.rank().map(|rank| rank.max(Level::Individual as u8));
        let ranks = || levels.iter().filter_map(rank);
        // Of two jobs in one title the lower one may be that which reports here.
        let second = role.second.and_then(|job| rank(job.level));
        Some(Ranks {
            lowest: ranks().chain(second).min()?,
            highest: ranks().max()?,
            is_for_a_part: role.level == Level::CSuite && role.is_partial,
        })
    }
}
