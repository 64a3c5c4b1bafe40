//! Ids that are nearly a reference: what was meant where an id is mistyped.

use rapidfuzz::distance::osa::{Args, BatchComparator};

use super::{Chart, Reference};
use crate::finding::Record;
use crate::input::Field;

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
    pub fn to(&mut self, reference: &str) -> Vec<(usize, Record)> {
        let ids = self.chart.roster().len();
        let length = reference.chars().count();
        if length < 3 || self.budget < ids {
            return Vec::new();
        }
        self.budget -= ids;
        let most = 1 + usize::from(length > 6);
        let comparator = BatchComparator::new(reference.chars());
        let by = self.by();
        let distance = |position: Record| {
            let id = by.text(self.chart.roster(), position);
            let may_be = id.len().abs_diff(reference.len()) <= 4 * most;
            let args = Args::default().score_cutoff(most);
            may_be.then(|| comparator.distance_with_args(id.chars(), &args)).flatten()
        };
        self.chart.positions().filter_map(|position| Some((distance(position)?, position))).collect()
    }
}
