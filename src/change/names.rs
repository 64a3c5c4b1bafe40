//! Whether a post has another incumbent.

use std::hash::BuildHasher;

use super::Pair;
use crate::chart::Chart;
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::{Field, Roster};

/// The names of two charts by their hashes. Nearly all names are the same, and walking once through each file costs less
/// than looking up each name where its position stands in the other one.
pub(super) struct Names<'c> {
    charts: [&'c Chart; 2],
    hashes: [Vec<u64>; 2],
    have_persons: bool,
    /// Whether some post in one of them is vacant; in most exports none is.
    have_vacancies: bool,
}

impl<'c> Names<'c> {
    pub(super) fn new(before: &Facts<'c>, after: &Facts<'c>) -> Names<'c> {
        let charts = [before.chart(), after.chart()];
        let have_vacancies = [before, after].iter().any(|facts| facts.has_vacancies());
        let state = foldhash::fast::RandomState::default();
        let hashes = charts.map(|chart| {
            let roster = chart.roster();
            if !roster.holds(Field::Name) {
                return Vec::new();
            }
            let is_in_parts = roster.has(Field::FirstName) || roster.has(Field::LastName);
            let hash = |record| match is_in_parts {
                true => state.hash_one(roster.name(record).as_bytes()),
                false => state.hash_one(&*roster.bytes(record, Field::Name)),
            };
            roster.records().map(hash).collect()
        });
        let have_persons = charts.iter().all(|chart| chart.roster().has(Field::Person));
        Names { charts, hashes, have_persons, have_vacancies }
    }

    /// Whether nobody holds a position of one of the charts.
    pub(super) fn is_vacant(&self, facts: &Facts<'_>, position: Record) -> bool {
        self.have_vacancies && facts.is_vacant(position)
    }

    /// Whether the incumbent is another person: by the person's id where both charts have one, else by the name.
    pub(super) fn differ(&self, pair: Pair) -> bool {
        let [before, after] = self.charts.map(Chart::roster);
        if self.have_persons {
            let person = |roster: &'c Roster, record| roster.text(record, Field::Person);
            let (then, now) = (person(before, pair.before), person(after, pair.after));
            if !then.is_empty() && !now.is_empty() {
                return then != now;
            }
        }
        let (Some(then), Some(now)) = (self.hashes[0].get(pair.before.index()), self.hashes[1].get(pair.after.index()))
        else {
            return false;
        };
        if then == now {
            return false;
        }
        let (then, now) = (before.name(pair.before), after.name(pair.after));
        !then.is_empty() && !now.is_empty() && then != now
    }
}
