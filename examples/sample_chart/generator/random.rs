//! Randomness that can be had again.
//!
//! splitmix64, written out rather than taken from a crate: published figures name a chart by its arguments alone, so the
//! same arguments must give the same bytes whatever version of a dependency is locked.

/// The odd constant splitmix64 advances by (2^64 divided by the golden ratio).
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// Scrambles the bits of a number; different numbers stay different.
pub(crate) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// The number that `seed` gives to the item `index`, without going through the items before it.
pub(crate) fn hash(seed: u64, index: u64) -> u64 {
    mix(mix(seed).wrapping_add(index.wrapping_add(1).wrapping_mul(STEP)))
}

/// A stream of random numbers.
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The stream for one purpose. Each purpose has its own, so that drawing more for one (the faults, say) leaves what
    /// the others draw as it was.
    pub(crate) fn new(seed: u64, purpose: &str) -> Self {
        Self { state: purpose.bytes().fold(mix(seed.wrapping_add(STEP)), |state, byte| mix(state ^ u64::from(byte))) }
    }

    /// A stream of its own that goes on from here.
    pub(crate) fn fork(&mut self) -> Self {
        Self { state: self.next() }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// A number below `bound`, or 0 where the bound is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// True once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Puts the items into a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
