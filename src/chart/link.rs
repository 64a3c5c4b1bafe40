//! From ids to links: which record describes a position, and which position each of them reports to.
//!
//! Ids too long for their key to hold them are told apart by two hashes: their texts are not looked at again.

use super::join::{Hashing, Partitions, Table};
use crate::finding::Record;
use crate::input::Roster;

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
            if roster.id_key(record).is_blank() {
                if !roster.is_left_out(record) {
                    links.missing.push(record);
                }
                links.manager[record.index()] = NO_POSITION;
            } else if roster.manager_key(record).is_blank() {
                links.manager[record.index()] = TOP;
            }
        }
        let hashing = Hashing::new(roster.len());
        let ids = Partitions::of(&hashing, || roster.records().map(|record| (roster.id_key(record), record)));
        let references =
            Partitions::of(&hashing, || roster.records().map(|record| (roster.manager_key(record), record)));
        let mut table = Table::default();
        for part in hashing.parts() {
            let (ids, references) = (ids.part(part), references.part(part));
            table.clear(ids.len());
            for (place, (key, record)) in ids.entries().enumerate() {
                let same = |other| roster.are_same_ids(Record(other), Record(record));
                match table.probe(key, &hashing, &ids, same) {
                    Ok(slot) => table.fill(slot, place),
                    Err(first) => {
                        links.duplicates.push((Record(record), Record(first)));
                        links.manager[record as usize] = NO_POSITION;
                    }
                }
            }
            for (key, record) in references.entries() {
                let same = |id| roster.refers_to(Record(record), Record(id));
                if let Err(manager) = table.probe(key, &hashing, &ids, same)
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

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::input;
    use crate::source::Source;

    proptest! {
        #[test]
        fn agrees_with_a_hash_map(rows in prop::collection::vec((0_u16..400, 0_u16..500), 1..600), is_long: bool) {
            // Short ids are held whole by their key, long ones are compared as text.
            let prefix = if is_long { "employee-number-" } else { "E" };
            let mut text = String::from("id,manager\n");
            for (id, manager) in &rows {
                let manager = if manager % 50 == 0 { String::new() } else { format!("{prefix}{manager}") };
                text += &format!("{prefix}{id},{manager}\n");
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
