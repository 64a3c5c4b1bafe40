//! A join partitioned by hash, as column databases do it: at a million rows one table of all ids is many times slower, for
//! managers stand anywhere in the file and every look-up misses the caches.

use std::hash::BuildHasher;
use std::ops::Range;

use crate::finding::Record;
use crate::input::Key;

/// How keys are spread over partitions and slots, another way in each run.
pub(crate) struct Hashing {
    state: foldhash::fast::RandomState,
    /// The first bits of a hash tell the partition.
    bits: u32,
}

impl Hashing {
    /// Another one in each run, for so many records.
    pub(crate) fn new(records: usize) -> Hashing {
        Hashing { state: foldhash::fast::RandomState::default(), bits: partition_bits(records) }
    }

    /// The numbers of the partitions.
    pub(crate) fn parts(&self) -> Range<usize> {
        0..1 << self.bits
    }

    fn part(&self, key: Key) -> usize {
        (self.state.hash_one(key) >> 32 >> (32 - self.bits)) as usize
    }

    fn slot(&self, key: Key) -> usize {
        self.state.hash_one(key) as u32 as usize
    }
}

/// Some two thousand ids a partition, whose table stays in the cache.
fn partition_bits(records: usize) -> u32 {
    (records / 2048).max(1).ilog2().min(12)
}

/// Records grouped by the first bits of a hash; within a group in the order of the input.
pub(crate) struct Partitions {
    keys: Vec<Key>,
    records: Vec<u32>,
    starts: Vec<u32>,
}

impl Partitions {
    /// Records with a blank key are left out.
    pub(crate) fn of<I: Iterator<Item = (Key, Record)>>(hashing: &Hashing, keyed: impl Fn() -> I) -> Partitions {
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

    /// The keys and records of one partition.
    pub(crate) fn part(&self, part: usize) -> impl ExactSizeIterator<Item = (Key, u32)> + '_ {
        let range = self.starts[part] as usize..self.starts[part + 1] as usize;
        self.keys[range.clone()].iter().copied().zip(self.records[range].iter().copied())
    }
}

/// An open-addressing table of the ids of one partition.
#[derive(Default)]
pub(crate) struct Table {
    slots: Vec<(Key, u32)>,
}

impl Table {
    /// Makes room for so many entries.
    pub(crate) fn clear(&mut self, entries: usize) {
        let capacity = (entries * 2).next_power_of_two().max(16);
        self.slots.clear();
        self.slots.resize(capacity, (Key::default(), 0));
    }

    /// The slot that is free for a key, or else the record that has it.
    pub(crate) fn probe(&self, key: Key, hashing: &Hashing, same: impl Fn(u32) -> bool) -> Result<usize, u32> {
        let mask = self.slots.len() - 1;
        let mut slot = hashing.slot(key) & mask;
        loop {
            let (found, record) = self.slots[slot];
            if found.is_blank() {
                return Ok(slot);
            }
            if found == key && same(record) {
                return Err(record);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Puts a key into a slot that is free.
    pub(crate) fn fill(&mut self, slot: usize, key: Key, record: u32) {
        self.slots[slot] = (key, record);
    }
}
