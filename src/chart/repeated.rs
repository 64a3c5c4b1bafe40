//! Values that more than one record has.

use hashbrown::HashSet;

use super::hashing::Hashing;
use crate::finding::Record;

/// The records whose value some other has, in order; a value of 0 is none.
///
/// Nearly always there are few or none. Two passes over a few bits for each value find them, and those that only look like
/// others by these bits; only these are put into a table.
pub(crate) fn repeated(values: impl Iterator<Item = u64> + Clone, count: usize) -> Vec<Record> {
    // Values that only grow, as ids often do, are all different.
    if values.clone().filter(|value| *value != 0).is_sorted_by(|one, other| one < other) {
        return Vec::new();
    }
    /// How many bits there are for each value, of which it sets two in one word.
    const BITS_EACH: usize = 16;
    let words = (count * BITS_EACH / 64).next_power_of_two();
    let (hashing, bits) = (Hashing::default(), Hashing::default());
    let mut seen = vec![0_u64; words];
    let mut again: HashSet<u64, foldhash::fast::RandomState> = HashSet::default();
    for value in values.clone().filter(|value| *value != 0) {
        let both = bits.place(value, 1 << 12);
        let own = 1_u64 << (both >> 6) | 1 << (both & 63);
        let word = &mut seen[hashing.place(value, words)];
        if *word & own == own {
            again.insert(value);
        }
        *word |= own;
    }
    if again.is_empty() {
        return Vec::new();
    }
    let mut once: HashSet<u64, foldhash::fast::RandomState> = HashSet::default();
    let mut twice = once.clone();
    for value in values.clone().filter(|value| again.contains(value)) {
        if !once.insert(value) {
            twice.insert(value);
        }
    }
    if twice.is_empty() {
        return Vec::new();
    }
    (0..).map(Record).zip(values).filter(|(_, value)| twice.contains(value)).map(|(record, _)| record).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_repeated_is_found(values in prop::collection::vec(0_u64..40, 0..40)) {
            let values: Vec<u64> = values.into_iter().map(|value| value.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
            let has_twin = |record: &usize| values.iter().filter(|value| **value == values[*record]).count() > 1;
            let expected: Vec<usize> = (0..values.len()).filter(|at| values[*at] != 0).filter(has_twin).collect();
            let found: Vec<usize> = repeated(values.iter().copied(), values.len()).into_iter().map(Record::index).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
