//! Ids that are nearly a reference: what was meant where an id is mistyped.

use std::borrow::Cow;

use rapidfuzz::distance::osa::{Args, BatchComparator};

use super::slips::OneSlip;
use super::{Chart, Reference};
use crate::finding::Record;
use crate::input::{Field, Spelled};

/// Looks for positions whose id, or whatever managers are referred to by in this chart, is nearly a reference.
#[derive(Debug)]
pub struct Near<'a> {
    chart: &'a Chart,
    one_slip: OneSlip,
    /// Comparisons that may still be made.
    budget: usize,
}

impl<'a> Near<'a> {
    /// A search for these references. Ids that are one slip away are looked for at once; for those that are two away at
    /// most so many comparisons are made: at a million ids, a thousand lost references would take a thousand million.
    pub fn new<'r>(chart: &'a Chart, references: impl Iterator<Item = &'r str>, budget: usize) -> Near<'a> {
        let is_by_id = chart.referred_by().is_none_or(|by| by == Reference::Field(Field::Id));
        // To compare a reference with so few ids takes less than to try its slips.
        let are_many = chart.roster().len() > OneSlip::EACH;
        let one_slip = if is_by_id && are_many { OneSlip::of(chart, references) } else { OneSlip::default() };
        Near { chart, one_slip, budget }
    }

    /// What managers are referred to by.
    pub fn by(&self) -> Reference {
        self.chart.referred_by().unwrap_or(Reference::Field(Field::Id))
    }

    /// The positions whose id is a slip or two away (a character too many, one too few, another one, two swapped), each
    /// with how many, in the order of the input; none where the reference is too short to tell. Once there are `enough`
    /// that are one slip away, those that are two away are not looked for, and neither are they where the budget is spent.
    pub fn to(&mut self, reference: &str, enough: usize) -> Vec<(usize, Record)> {
        let length = reference.chars().count();
        if length < 3 {
            return Vec::new();
        }
        let one_away = self.one_slip.from(reference).unwrap_or_default();
        if one_away.len() >= enough.max(1) {
            return one_away.iter().map(|position| (1, *position)).collect();
        }
        let most = 1 + usize::from(length > 6);
        let comparator = BatchComparator::new(reference.chars());
        let args = Args::default().score_cutoff(most);
        let by = self.by();
        let roster = self.chart.roster();
        let distance = |position: Record| {
            let plain = roster.plain_id(position).filter(|_| by == Reference::Field(Field::Id));
            let cell = if plain.is_none() { by.text(roster, position) } else { Cow::Borrowed("") };
            let id = plain.as_ref().map_or(&*cell, Spelled::as_str);
            let may_be = id.len().abs_diff(reference.len()) <= 4 * most;
            may_be.then(|| comparator.distance_with_args(id.chars(), &args)).flatten()
        };
        let Some(left) = self.budget.checked_sub(roster.len()) else {
            return one_away.iter().map(|position| (1, *position)).collect();
        };
        self.budget = left;
        self.chart.positions().filter_map(|position| Some((distance(position)?, position))).collect()
    }
}
