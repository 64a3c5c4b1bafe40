//! From ids to links: which record describes a position, and which position each of them reports to.
//!
//! Ids are resolved by a join partitioned by hash, as column databases do it: at a million rows one table of all ids is
//! many times slower, for managers stand anywhere in the file and every look-up misses the caches. Equal hashes are
//! always compared as text.

use crate::finding::Record;
use crate::input::{Field, Roster};

/// Reports to nobody.
pub(super) const TOP: u32 = u32::MAX;
/// Reports to somebody who is not in the chart.
pub(super) const UNKNOWN: u32 = u32::MAX - 1;
/// Describes no position: it has no id, or one that an earlier record has.
pub(super) const NO_POSITION: u32 = u32::MAX - 2;
/// The largest number of a record; more are never read, for a record has at least one byte and a line break.
pub(super) const LAST: u32 = u32::MAX - 3;

/// The links of all records.
pub(super) struct Links {
    /// For each record the number of its manager's, or `TOP`, `UNKNOWN` or `NO_POSITION`.
    pub(super) manager: Vec<u32>,
    /// Records whose id an earlier record has, with that record; in the order of the input.
    pub(super) duplicates: Vec<(Record, Record)>,
    /// Records without an id, in the order of the input.
    pub(super) missing: Vec<Record>,
}

impl Links {
    /// Resolves every manager reference that matches an id as it stands.
    pub(super) fn resolve(roster: &Roster) -> Links {
        let mut links = Links { manager: vec![UNKNOWN; roster.len()], duplicates: Vec::new(), missing: Vec::new() };
        for record in roster.records() {
            if roster.id_hash(record).is_none() {
                links.missing.push(record);
                links.manager[record.index()] = NO_POSITION;
            } else if roster.manager_hash(record).is_none() {
                links.manager[record.index()] = TOP;
            }
        }
        let bits = partition_bits(roster.len());
        let ids = Partitions::of(roster, bits, |record| roster.id_hash(record));
        let references = Partitions::of(roster, bits, |record| roster.manager_hash(record));
        let mut table = Table::default();
        for part in 0..1 << bits {
            table.clear(ids.part(part).len());
            for (hash, record) in ids.part(part) {
                let id = (Record(record), Field::Id);
                let same = |other| roster.say_the_same((Record(other), Field::Id), id);
                if let Some(first) = table.insert(hash, record, same) {
                    links.duplicates.push((Record(record), Record(first)));
                    links.manager[record as usize] = NO_POSITION;
                }
            }
            for (hash, record) in references.part(part) {
                let reference = (Record(record), Field::Manager);
                let found = table.find(hash, |other| roster.say_the_same((Record(other), Field::Id), reference));
                if let Some(manager) = found
                    && links.manager[record as usize] != NO_POSITION
                {
                    links.manager[record as usize] = manager;
                }
            }
        }
        links.duplicates.sort_unstable();
        // A duplicate in another partition than its reference may have been linked before it was known for one.
        for (duplicate, _) in &links.duplicates {
            links.manager[duplicate.index()] = NO_POSITION;
        }
        links
    }
}

/// How many bits of the hash tell partitions apart: some two thousand ids each, whose table stays in the cache.
fn partition_bits(records: usize) -> u32 {
    (records / 2048).max(1).ilog2().min(12)
}

/// Records grouped by the first bits of a hash; within a group in the order of the input.
struct Partitions {
    /// The hash, and the number of the record.
    entries: Vec<(u32, u32)>,
    starts: Vec<u32>,
}

impl Partitions {
    /// Records without a hash are left out.
    fn of(roster: &Roster, bits: u32, hash: impl Fn(Record) -> Option<u32>) -> Partitions {
        let part = |hash: u32| (u64::from(hash) >> (32 - bits)) as usize;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for hash in roster.records().filter_map(&hash) {
            starts[part(hash) + 1] += 1;
        }
        for next in 1..starts.len() {
            starts[next] += starts[next - 1];
        }
        let mut entries = vec![(0, 0); starts[1 << bits] as usize];
        let mut ends = starts.clone();
        for record in roster.records() {
            if let Some(hash) = hash(record) {
                let end = &mut ends[part(hash)];
                entries[*end as usize] = (hash, record.0);
                *end += 1;
            }
        }
        Partitions { entries, starts }
    }

    fn part(&self, part: usize) -> impl ExactSizeIterator<Item = (u32, u32)> + '_ {
        self.entries[self.starts[part] as usize..self.starts[part + 1] as usize].iter().copied()
    }
}

/// An open-addressing table of the ids of one partition.
#[derive(Default)]
struct Table {
    slots: Vec<(u32, u32)>,
}

impl Table {
    const EMPTY: (u32, u32) = (0, u32::MAX);

    fn clear(&mut self, entries: usize) {
        let capacity = (entries * 2).next_power_of_two().max(16);
        self.slots.clear();
        self.slots.resize(capacity, Table::EMPTY);
    }

    /// Enters a record, unless one of the same id is there: that one.
    fn insert(&mut self, hash: u32, record: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        match self.probe(hash, same) {
            Ok(slot) => {
                self.slots[slot] = (hash, record);
                None
            }
            Err(found) => Some(found),
        }
    }

    fn find(&self, hash: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.probe(hash, same).err()
    }

    /// The record of that id, or else the slot that is free for it.
    fn probe(&self, hash: u32, same: impl Fn(u32) -> bool) -> Result<usize, u32> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (found, record) = self.slots[slot];
            if record == u32::MAX {
                return Ok(slot);
            }
            if found == hash && same(record) {
                return Err(record);
            }
            slot = (slot + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::input;
    use crate::source::Source;

    proptest! {
        #[test]
        fn agrees_with_a_hash_map(rows in prop::collection::vec((0_u16..400, 0_u16..500), 1..600)) {
            let mut text = String::from("id,manager\n");
            for (id, manager) in &rows {
                let manager = if manager % 50 == 0 { String::new() } else { format!("E{manager}") };
                text += &format!("E{id},{manager}\n");
            }
            let roster = input::read(Source::new("x.csv", text).unwrap(), &input::Options::default()).unwrap();
            let links = Links::resolve(&roster);
            let mut first = HashMap::new();
            let mut expected = vec![NO_POSITION; rows.len()];
            for (row, (id, _)) in rows.iter().enumerate() {
                first.entry(*id).or_insert(row as u32);
            }
            for (row, (id, manager)) in rows.iter().enumerate() {
                if first[id] == row as u32 {
                    expected[row] = match manager {
                        manager if manager % 50 == 0 => TOP,
                        manager => first.get(manager).copied().unwrap_or(UNKNOWN),
                    };
                }
            }
            prop_assert_eq!(&links.manager, &expected);
            let duplicates: Vec<(Record, Record)> = rows.iter().enumerate()
                .filter(|(row, (id, _))| first[id] != *row as u32)
                .map(|(row, (id, _))| (Record(row as u32), Record(first[id]))).collect();
            prop_assert_eq!(&links.duplicates, &duplicates);
        }
    }
}
