//! Values that more than one record has.

use super::hashing::Hashing;
use crate::finding::Record;

/// The records whose value some other has, in order; a value of 0 is none.
///
/// Nearly always there are few or none. Two passes over a few bits for each value find them, and those that only look like
/// others by these bits; only these are sorted.
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
    let mut again = Vec::new();
    for value in values.clone().filter(|value| *value != 0) {
        let both = bits.place(value, 1 << 12);
        let own = 1_u64 << (both >> 6) | 1 << (both & 63);
        let word = &mut seen[hashing.place(value, words)];
        if *word & own == own {
            again.push(value);
        }
        *word |= own;
    }
    if again.is_empty() {
        return Vec::new();
    }
    // Those that look like one of them.
    let places = (again.len() * 2 * BITS_EACH).next_power_of_two().max(64);
    let mut looks_so = vec![0_u64; places / 64];
    for value in &again {
        let place = hashing.place(*value, places);
        looks_so[place / 64] |= 1 << (place % 64);
    }
    let is_alike = |value: &u64| {
        let place = hashing.place(*value, places);
        *value != 0 && looks_so[place / 64] >> (place % 64) & 1 != 0
    };
    let alike = (0..).map(Record).zip(values).filter(|(_, value)| is_alike(value));
    let mut alike: Vec<(u64, Record)> = alike.map(|(record, value)| (value, record)).collect();
    alike.sort_unstable();
    let same = alike.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1);
    let mut repeated: Vec<Record> = same.flatten().map(|(_, record)| *record).collect();
    repeated.sort_unstable();
    repeated
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
