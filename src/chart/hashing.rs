//! Where numbers have their places in tables.

use std::hash::BuildHasher;

/// How numbers are spread over places: by the upper bits of their product with an odd number that is another one in each
/// run, which no choice of numbers can make collide much (Dietzfelbinger and others, 1997).
#[derive(Clone, Copy)]
pub(crate) struct Hashing(u64);

impl Default for Hashing {
    fn default() -> Hashing {
        Hashing(foldhash::quality::RandomState::default().hash_one(0) | 1)
    }
}

impl Hashing {
    /// The place of a number among so many, which are a power of two.
    #[inline]
    pub(crate) fn place(self, number: u64, places: usize) -> usize {
        (number.wrapping_mul(self.0) >> 1 >> (63 - places.ilog2())) as usize
    }
}
