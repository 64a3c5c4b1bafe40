//! A join partitioned by hash, as column databases do it: at a million rows one table of all ids is many times slower, for
//! managers stand anywhere in the file and every look-up misses the caches.

use std::hash::BuildHasher;
use std::ops::Range;

use crate::finding::Record;
use crate::input::Key;

/// How keys are spread over partitions and slots: by the upper bits of their product with an odd number that is another
/// one in each run, which no choice of keys can make collide much (Dietzfelbinger and others, 1997).
pub(super) struct Hashing {
    factor: u64,
    /// The first bits of a hash tell the partition.
    bits: u32,
}

impl Hashing {
    /// Another one in each run, for so many records.
    pub(super) fn new(records: usize) -> Hashing {
        let factor = foldhash::quality::RandomState::default().hash_one(0) | 1;
        Hashing { factor, bits: partition_bits(records) }
    }

    /// The numbers of the partitions.
    pub(super) fn parts(&self) -> Range<usize> {
        0..1 << self.bits
    }

    #[inline]
    fn hash(&self, key: Key) -> u64 {
        key.number().wrapping_mul(self.factor)
    }

    #[inline]
    fn part(&self, key: Key) -> usize {
        (self.hash(key) >> 32 >> (32 - self.bits)) as usize
    }

    /// One of the slots, whose number is a power of two, by the bits behind those that tell the partition.
    #[inline]
    fn slot(&self, key: Key, slots: usize) -> usize {
        (self.hash(key) << self.bits >> 32 >> (32 - slots.ilog2())) as usize
    }
}

/// Some two thousand ids a partition, whose table stays in the cache.
fn partition_bits(records: usize) -> u32 {
    (records / 1024).max(1).ilog2().min(12)
}

/// Records grouped by the first bits of a hash; within a group in the order of the input.
pub(super) struct Partitions {
    keys: Vec<Key>,
    records: Vec<u32>,
    starts: Vec<u32>,
}

impl Partitions {
    /// Records with a blank key are left out.
    pub(super) fn of<I: Iterator<Item = (Key, Record)>>(hashing: &Hashing, keyed: impl Fn() -> I) -> Partitions {
        let keyed = || keyed().filter(|(key, _)| !key.is_blank());
        let mut starts = vec![0_u32; (1 << hashing.bits) + 1];
        for (key, _) in keyed() {
            starts[hashing.part(key) + 1] += 1;
        }
        for next in 1..starts.len() {
            starts[next] += starts[next - 1];
        }
        let count = starts[1 << hashing.bits] as usize;
        let (mut keys, mut records) = (vec![Key::default(); count], vec![0; count]);
        let mut ends = starts.clone();
        for (key, record) in keyed() {
            let end = &mut ends[hashing.part(key)];
            keys[*end as usize] = key;
            records[*end as usize] = record.0;
            *end += 1;
        }
        Partitions { keys, records, starts }
    }

    /// One partition.
    pub(super) fn part(&self, part: usize) -> Part<'_> {
        let range = self.starts[part] as usize..self.starts[part + 1] as usize;
        Part { keys: &self.keys[range.clone()], records: &self.records[range] }
    }
}

/// The keys and records of one partition.
pub(super) struct Part<'a> {
    keys: &'a [Key],
    records: &'a [u32],
}

impl Part<'_> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Each key with its record.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Key, u32)> {
        self.keys.iter().copied().zip(self.records.iter().copied())
    }
}

/// An open-addressing table of the ids of one partition.
#[derive(Default)]
pub(super) struct Table {
    /// Each the place of an id in its partition, from 1; 0 where it is free.
    slots: Vec<u32>,
}

impl Table {
    /// Makes room for so many entries.
    pub(super) fn clear(&mut self, entries: usize) {
        let capacity = (entries * 2).next_power_of_two().max(16);
        self.slots.clear();
        self.slots.resize(capacity, 0);
    }

    /// The slot that is free for a key, or else the record that has it.
    #[inline]
    pub(super) fn probe(
        &self,
        key: Key,
        hashing: &Hashing,
        ids: &Part<'_>,
        same: impl Fn(u32) -> bool,
    ) -> Result<usize, u32> {
        let mask = self.slots.len() - 1;
        let mut slot = hashing.slot(key, self.slots.len());
        loop {
            let Some(place) = self.slots[slot].checked_sub(1) else { return Ok(slot) };
            let place = place as usize;
            if ids.keys[place] == key && same(ids.records[place]) {
                return Err(ids.records[place]);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Puts the id at a place of its partition into a slot that is free.
    pub(super) fn fill(&mut self, slot: usize, place: usize) {
        self.slots[slot] = place as u32 + 1;
    }
}
