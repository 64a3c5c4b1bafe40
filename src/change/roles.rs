//! How the role of a position differs from what it was; each pair of roles is compared once.

use hashbrown::HashMap;

use super::Pair;
use crate::facts::Facts;
use crate::title::{Function, Level, Role};

/// Which way a level went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Step {
    /// None that is certain.
    #[default]
    None,
    /// To a higher level, in every reading of the two titles.
    Up,
    /// To a lower level, in every reading of the two titles.
    Down,
}

/// What differs between a role before and one after.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Difference {
    pub(super) is_retitled: bool,
    pub(super) level: Step,
    pub(super) is_of_other_function: bool,
}

/// The differences between roles, each looked at when it is first asked for.
pub(super) struct Differences<'f> {
    before: &'f Facts<'f>,
    after: &'f Facts<'f>,
    /// Of titles, by their codes, then of roles, by their numbers.
    known: HashMap<[u32; 4], Difference, foldhash::fast::RandomState>,
    last: ([u32; 4], Difference),
}

impl<'f> Differences<'f> {
    pub(super) fn new(before: &'f Facts<'f>, after: &'f Facts<'f>) -> Differences<'f> {
        Differences { before, after, known: HashMap::default(), last: ([u32::MAX; 4], Difference::default()) }
    }

    pub(super) fn of(&mut self, pair: Pair) -> Difference {
        let (before, after) = (self.before, self.after);
        let (ours, theirs) = (before.chart().roster(), after.chart().roster());
        let key = [
            ours.title_codes().at(pair.before.index()),
            theirs.title_codes().at(pair.after.index()),
            before.role_id(pair.before),
            after.role_id(pair.after),
        ];
        if self.last.0 != key {
            let compared = || {
                let is_retitled = before.chart().title(pair.before) != after.chart().title(pair.after);
                let (then, now) = (before.role(pair.before), after.role(pair.after));
                let level = if is_retitled { step(then, now) } else { Step::None };
                Difference { is_retitled, level, is_of_other_function: is_of_other_function(then, now) }
            };
            self.last = (key, *self.known.entry(key).or_insert_with(compared));
        }
        self.last.1
    }
}

/// Which way the level went, where every reading of the titles says the same.
fn step(then: &Role, now: &Role) -> Step {
    match (bounds(then), bounds(now)) {
        (Some((_, highest)), Some((lowest, _))) if lowest > highest => Step::Up,
        (Some((lowest, _)), Some((_, highest))) if highest < lowest => Step::Down,
        _ => Step::None,
    }
}

/// The lowest and the highest rank that a title can mean: a head is anything from a manager to a vice president.
pub fn bounds(role: &Role) -> Option<(u8, u8)> {
    /// A head, or an assistant vice president, is anything in between.
    const SOFT: [Level; 2] = [Level::Manager, Level::Vp];
    let further = role.second.map(|job| job.level).filter(|level| *level != Level::Unknown);
    let levels = || role.levels().iter().chain(further);
    let ranks = |level: Level| if level.is_soft() { SOFT.map(Level::rank) } else { [level.rank(); 2] };
    let mut bounds: Option<(u8, u8)> = None;
    for rank in levels().flat_map(ranks) {
        let rank = rank?;
        bounds = Some(bounds.map_or((rank, rank), |(lowest, highest)| (lowest.min(rank), highest.max(rank))));
    }
    bounds
}

/// Whether two roles share no function in any reading, and both name one.
fn is_of_other_function(then: &Role, now: &Role) -> bool {
    let shared = |function: Function| function != Function::Other && now.may_be_for(function);
    then.names_function()
        && now.names_function()
        && !then.functions.iter().chain(then.other_functions.iter()).any(shared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::title::Reader;

    #[test]
    fn only_what_every_reading_says_is_a_step() {
        let reader = Reader::builtin();
        let step = |then: &str, now: &str| step(&reader.read(then), &reader.read(now));
        assert_eq!(step("VP of Sales Operations", "Chief Operating Officer"), Step::Up);
        assert_eq!(step("Sales Analyst", "Head of Sales"), Step::Up);
        assert_eq!(step("Director of Sales", "Head of Sales"), Step::None, "a head may be a director");
        assert_eq!(step("Sales Director", "Director of Sales"), Step::None);
        assert_eq!(step("SVP Sales", "Sales Manager"), Step::Down);
        assert_eq!(step("VP Sales", "Wizard of Light Bulbs"), Step::None);
    }

    #[test]
    fn a_function_that_one_reading_keeps_is_kept() {
        let reader = Reader::builtin();
        let other = |then: &str, now: &str| is_of_other_function(&reader.read(then), &reader.read(now));
        assert!(other("VP of Sales Operations", "VP of Finance"));
        assert!(!other("VP of Sales", "VP of Sales & Marketing"));
        assert!(!other("VP of Sales", "CRO"));
        assert!(!other("Director", "Director of Finance"), "the first names none");
    }
}
