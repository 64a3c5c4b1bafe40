//! Where numbers have their places in tables.

use std::hash::BuildHasher;

/// How numbers are spread over places: by the upper bits of their product with an odd number that is another one in each
/// run, so that no choice of numbers makes many collide in most runs (Dietzfelbinger and others, 1997).
#[derive(Clone, Copy)]
pub(super) struct Hashing(u64);

impl Default for Hashing {
    fn default() -> Hashing {
        Hashing(foldhash::quality::RandomState::default().hash_one(0) | 1)
    }
}

impl Hashing {
    /// The place of a number among so many, which are a power of two.
    #[inline]
    pub(super) fn place(self, number: u64, places: usize) -> usize {
        (number.wrapping_mul(self.0) >> 1 >> (63 - places.ilog2())) as usize
    }
}

/// A set of numbers of which a few bits are kept. It may take a number for one of its own that is none, and never one of its
/// own for another: most of what is looked for is told apart by it, in the nearer caches.
pub(super) struct Bits {
    hashing: Hashing,
    words: Vec<u64>,
}

impl Bits {
    /// How many bits there are for each number, of which it sets one.
    const EACH: usize = 16;
    /// How many there are at least: 32 KiB, with room to spare for a small set.
    const FEWEST: usize = 1 << 18;

    pub(super) fn of(numbers: impl ExactSizeIterator<Item = u64>) -> Bits {
        let places = (numbers.len() * Bits::EACH).next_power_of_two().max(Bits::FEWEST);
        let mut bits = Bits { hashing: Hashing::default(), words: vec![0; places / 64] };
        for number in numbers {
            let place = bits.place(number);
            bits.words[place / 64] |= 1 << (place % 64);
        }
        bits
    }

    #[inline]
    pub(super) fn may_have(&self, number: u64) -> bool {
        let place = self.place(number);
        self.words[place / 64] >> (place % 64) & 1 != 0
    }

    #[inline]
    fn place(&self, number: u64) -> usize {
        self.hashing.place(number, self.words.len() * 64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_bits_know_all_of_their_own_and_few_others() {
        const DRAWS: u64 = 200;
        for (count, step) in [(0, 1), (1, 1), (1000, 1), (1000, 7), (1000, 1 << 40)] {
            let own: Vec<u64> = (0..count).map(|number| number * step).collect();
            let taken_for_own = |_| {
                let bits = Bits::of(own.iter().copied());
                assert!(own.iter().all(|number| bits.may_have(*number)));
                (0..10_000).filter(|number| bits.may_have(count * step + number * 7 + 1)).count()
            };
            // For any numbers some factor does badly: what holds is the mean over many. Of so many bits for each number,
            // others are taken for own ones at most one time in eight, by the theorem.
            let mean = (0..DRAWS).map(taken_for_own).sum::<usize>() / DRAWS as usize;
            assert!(mean < 1250, "{mean} of {count} in steps of {step}");
        }
    }
}
