//! Ids that are nearly a reference: what was meant where an id is mistyped.

use std::borrow::Cow;

use rapidfuzz::distance::osa::{Args, BatchComparator};

use super::{Chart, Reference};
use crate::finding::Record;
use crate::input::{Field, Spelled};

/// Looks for positions whose id, or whatever managers are referred to by in this chart, is nearly a reference.
#[derive(Debug)]
pub struct Near<'a> {
    chart: &'a Chart,
    /// Comparisons that may still be made.
    budget: usize,
}

impl<'a> Near<'a> {
    /// A search of at most so many comparisons: at a million ids, a thousand lost references would take a thousand million.
    pub fn new(chart: &'a Chart, budget: usize) -> Near<'a> {
        Near { chart, budget }
    }

    /// What managers are referred to by.
    pub fn by(&self) -> Reference {
        self.chart.referred_by().unwrap_or(Reference::Field(Field::Id))
    }

    /// The positions whose id is a slip or two away (a character too many, one too few, another one, two swapped), each
    /// with how many, in the order of the input; none where the reference is too short to tell, or the budget is spent.
    /// Once there are `enough` that are one slip away, no more are looked for.
    pub fn to(&mut self, reference: &str, enough: usize) -> Vec<(usize, Record)> {
        let length = reference.chars().count();
        if length < 3 {
            return Vec::new();
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
        let (mut near, mut one_away) = (Vec::new(), 0);
        for position in self.chart.positions() {
            let Some(left) = self.budget.checked_sub(1) else { return Vec::new() };
            self.budget = left;
            if let Some(slips) = distance(position) {
                near.push((slips, position));
                one_away += usize::from(slips <= 1);
                if one_away >= enough {
                    break;
                }
            }
        }
        near
    }
}
