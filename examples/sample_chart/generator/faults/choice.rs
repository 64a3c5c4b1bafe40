//! Who is fit for a fault.

use super::super::company::{Level, has_documented_ladder};
use super::super::random::Random;
use super::{Injector, Part};

impl Injector<'_> {
    pub(super) fn is_free(&self, person: usize) -> bool {
        self.part[person] == Part::None
    }

    /// In a function that no documented pattern is about, with nothing the matter.
    pub(super) fn is_plain(&self, person: usize) -> bool {
        let documented = has_documented_ladder(usize::from(self.staff.function[person]));
        self.is_free(person) && !documented && self.staff.level[person] > Level::Chief
    }

    pub(super) fn is_at_most_director(&self, person: usize) -> bool {
        self.is_plain(person) && self.staff.level[person] >= Level::Director
    }

    pub(super) fn manages_people(&self, person: usize) -> bool {
        matches!(self.staff.level[person], Level::Manager | Level::SeniorManager)
    }

    /// Whether the manager has a level like this, and is not at fault.
    pub(super) fn reports_to(&self, person: usize, like: impl Fn(Level) -> bool) -> bool {
        let manager = self.staff.manager_of(person);
        manager.is_some_and(|manager| self.part[manager] != Part::Fault && like(self.staff.level[manager]))
    }

    /// The managers above a person, as far as the first one who has none.
    pub(super) fn line_above(&self, person: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.staff.manager_of(person), |&above| self.staff.manager_of(above))
    }

    pub(super) fn individual(&mut self, fits: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        self.anyone(|it, person| it.staff.level[person] == Level::Individual && it.is_free(person) && fits(it, person))
    }

    pub(super) fn anyone(&mut self, fits: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let mut random = self.random.fork();
        choose(&self.everybody, &mut random, |person| fits(self, person))
    }

    pub(super) fn leader(&mut self, fits: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let mut random = self.random.fork();
        choose(&self.leaders, &mut random, |person| fits(self, person))
    }
}

/// One of those who fit, or nobody only where nobody fits.
fn choose(people: &[u32], random: &mut Random, fits: impl Fn(usize) -> bool) -> Option<usize> {
    /// Enough to come upon someone in most cases. To look from the start on at once would favour those who stand after
    /// many who do not fit.
    const PROBES: usize = 256;
    let probed = (0..PROBES).map(|_| people[random.below(people.len())] as usize).find(|&person| fits(person));
    probed.or_else(|| {
        let (before, after) = people.split_at(random.below(people.len()));
        after.iter().chain(before).map(|&person| person as usize).find(|&person| fits(person))
    })
}
