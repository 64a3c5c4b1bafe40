//! Who is in the charts of two days in a row, by hashes of ids: eight bytes for each. That two of a million ids have one
//! hash happens in one run of thirty million, and costs a count of one.

use std::cmp::Ordering;
use std::hash::BuildHasher;

use foldhash::quality::RandomState;

use crate::chart::Chart;

/// The ids of the last chart.
#[derive(Default)]
pub(super) struct Ids {
    hasher: RandomState,
    /// In order.
    hashes: Vec<u64>,
}

impl Ids {
    /// Goes on to the next chart, and says how many ids are new and how many are gone.
    pub(super) fn turn_to(&mut self, chart: &Chart) -> (usize, usize) {
        let mut hashes: Vec<u64> =
            chart.positions().map(|position| self.hasher.hash_one(&*chart.true_id(position))).collect();
        hashes.sort_unstable();
        let both = in_both(&self.hashes, &hashes);
        let counts = (hashes.len() - both, self.hashes.len() - both);
        self.hashes = hashes;
        counts
    }
}

/// How many numbers two lists have in common, each of which is in order.
fn in_both(one: &[u64], other: &[u64]) -> usize {
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    let mut both = 0;
    while let (Some(left), Some(right)) = (ones.peek(), others.peek()) {
        let order = left.cmp(right);
        both += usize::from(order == Ordering::Equal);
        if order.is_le() {
            ones.next();
        }
        if order.is_ge() {
            others.next();
        }
    }
    both
}
