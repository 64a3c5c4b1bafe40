//! Values that more than one record has.

use super::hashing::{Bits, Hashing};
use crate::finding::Record;

/// The records whose value some other has, in order; a value of 0 is none.
///
/// Nearly always there are few or none. Two passes over a few bits for each value find them, and those that only look like
/// others by these bits; only these are sorted.
pub(crate) fn repeated(values: impl Iterator<Item = u64> + Clone, count: usize) -> Vec<Record> {
    let again = stragglers(values.clone(), count / 64).unwrap_or_else(|| alike(values.clone(), count));
    if again.is_empty() {
        return Vec::new();
    }
    // Those that look like one of them.
    let bits = Bits::of(again.iter().copied());
    let found = (0..).map(Record).zip(values).filter(|(_, value)| *value != 0 && bits.may_have(*value));
    let mut found: Vec<(u64, Record)> = found.map(|(record, value)| (value, record)).collect();
    found.sort_unstable();
    let same = found.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1);
    let mut repeated: Vec<Record> = same.flatten().map(|(_, record)| *record).collect();
    repeated.sort_unstable();
    repeated
}

/// The values that are not greater than all before them, if there are no more than so many. Ids often grow from record to
/// record; those that do are all different, and each repeated value is among the others.
fn stragglers(values: impl Iterator<Item = u64>, most: usize) -> Option<Vec<u64>> {
    let (mut greatest, mut stragglers) = (0, Vec::new());
    for value in values.filter(|value| *value != 0) {
        if value > greatest {
            greatest = value;
        } else if stragglers.len() < most {
            stragglers.push(value);
        } else {
            return None;
        }
    }
    Some(stragglers)
}

/// The values that look by a few bits as if they had been there before.
fn alike(values: impl Iterator<Item = u64>, count: usize) -> Vec<u64> {
    /// How many bits there are for each value, of which it sets two in one word.
    const BITS_EACH: usize = 8;
    let words = (count * BITS_EACH / 64).next_power_of_two();
    let (hashing, bits) = (Hashing::default(), Hashing::default());
    let mut seen = vec![0_u64; words];
    let mut alike = Vec::new();
    for value in values.filter(|value| *value != 0) {
        let both = bits.place(value, 1 << 12);
        let own = 1_u64 << (both >> 6) | 1 << (both & 63);
        let word = &mut seen[hashing.place(value, words)];
        if *word & own == own {
            alike.push(value);
        }
        *word |= own;
    }
    alike
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
            prop_assert_eq!(repeated_of(&values), expected);
        }

        #[test]
        fn of_values_that_grow_the_stragglers_tell(repeated in prop::collection::vec((0_usize..999, 0_usize..999), 0..12)) {
            let mut values: Vec<u64> = (1..1000).collect();
            repeated.iter().for_each(|(from, to)| values[*to] = values[*from]);
            let has_twin = |record: &usize| values.iter().filter(|value| **value == values[*record]).count() > 1;
            let expected: Vec<usize> = (0..values.len()).filter(has_twin).collect();
            prop_assert_eq!(repeated_of(&values), expected);
        }
    }

    fn repeated_of(values: &[u64]) -> Vec<usize> {
        super::repeated(values.iter().copied(), values.len()).into_iter().map(Record::index).collect()
    }
}
