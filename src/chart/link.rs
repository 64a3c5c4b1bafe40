//! From ids to links: which record describes a position, and which position each of them reports to.
//!
//! Ids too long for their key to hold them are told apart by two hashes: their texts are not looked at again.

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::references::References;
use super::repeated::repeated;
use crate::finding::Record;
use crate::input::{Key, Roster};

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
    pub(super) lines: Lines,
    /// Records whose id an earlier record has, with that record; in the order of the input.
    pub(super) duplicates: Vec<(Record, Record)>,
    /// Records without an id, in the order of the input.
    pub(super) missing: Vec<Record>,
}

/// Whom the records report to.
pub(super) enum Lines {
    /// Everybody to somebody else in the chart, or to nobody.
    Sound(Leaders),
    /// For each record the number of its manager's, or `TOP`, `UNKNOWN` or `NO_POSITION`.
    Any(Vec<u32>),
}

/// Those whom somebody reports to, numbered.
#[derive(Debug)]
pub(super) struct Leaders {
    /// For each record the number of its manager, or `TOP`.
    pub(super) of: Vec<u32>,
    /// The record of each.
    pub(super) records: Vec<u32>,
}

impl Links {
    /// Resolves every manager reference that matches an id as it stands.
    pub(super) fn resolve(roster: &Roster) -> Links {
        let (of, references) = References::number(roster, TOP);
        let leaders = Leaders { of, records: references.holders(roster, UNKNOWN) };
        let duplicates = duplicates(roster);
        let blank = |record: &Record| roster.lacks_ids() && roster.id_key(*record).is_blank();
        let blank: Vec<Record> = roster.records().filter(blank).collect();
        let lines = if blank.is_empty() && duplicates.is_empty() && leaders.are_others() {
            Lines::Sound(leaders)
        } else {
            let mut managers = leaders.managers();
            for record in blank.iter().chain(duplicates.iter().map(|(duplicate, _)| duplicate)) {
                managers[record.index()] = NO_POSITION;
            }
            Lines::Any(managers)
        };
        let missing = blank.into_iter().filter(|record| !roster.is_left_out(*record)).collect();
        Links { lines, duplicates, missing }
    }
}

impl Leaders {
    /// For each record the number of its manager's.
    fn managers(self) -> Vec<u32> {
        let Leaders { of: mut managers, records } = self;
        for number in &mut managers {
            *number = records.get(*number as usize).copied().unwrap_or(TOP);
        }
        managers
    }

    /// Whether all of them are in the chart, and none leads itself.
    fn are_others(&self) -> bool {
        let leads_itself = |(number, record): (u32, &u32)| self.of[*record as usize] == number;
        !self.records.contains(&UNKNOWN) && !(0..).zip(&self.records).any(leads_itself)
    }
}

/// Records whose id an earlier record has, with that record.
fn duplicates(roster: &Roster) -> Vec<(Record, Record)> {
    if roster.ids_rise() {
        return Vec::new();
    }
    let keys = roster.id_keys();
    let mut first: HashMap<(Key, u64), Record, foldhash::fast::RandomState> = HashMap::default();
    let mut duplicates = Vec::new();
    for record in repeated(keys.iter().map(|key| key.number()), keys.len()) {
        let key = roster.id_key(record);
        let check = if key.is_whole() { 0 } else { roster.id_check(record.index()) };
        match first.entry((key, check)) {
            Entry::Occupied(first) => duplicates.push((record, *first.get())),
            Entry::Vacant(entry) => {
                entry.insert(record);
            }
        }
    }
    duplicates
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
        fn agrees_with_a_hash_map(
            mut rows in prop::collection::vec((0_u16..400, 0_u16..500), 1..600),
            is_sorted in any::<bool>(),
            style in 0..6,
        ) {
            if is_sorted {
                rows.sort_unstable();
                rows.dedup_by_key(|row| row.0);
            }
            let id = |number: u16| match (style, number % 7) {
                (0, _) => format!("E{number}"),
                // Zeros in front count, and of two kinds of letters one is the usual one.
                (1, 0) => format!("0{}", number / 7),
                (1, _) => number.to_string(),
                (2, 0..3) => format!("C{number}"),
                (2, 3) => format!("C{number}x"),
                (2, _) => format!("E{number}"),
                // Too far apart for a table of numbers.
                (3, _) => format!("{}", u32::from(number) * 20_011),
                (4, 0) => format!("E{number}"),
                // Too long for a key.
                _ => format!("employee-number-{number}"),
            };
            let mut text = String::from("id,manager\n");
            for (number, manager) in &rows {
                let manager = if manager % 50 == 0 { String::new() } else { id(*manager) };
                text += &format!("{},{manager}\n", id(*number));
            }
            let roster = input::read(Source::new("x.csv", text).unwrap(), &input::Options::default()).unwrap();
            prop_assert!(roster.ids_rise() || !is_sorted || style > 0);
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
            let is_sound = matches!(links.lines, Lines::Sound(_));
            let managers = match links.lines {
                Lines::Sound(leaders) => leaders.managers(),
                Lines::Any(managers) => managers,
            };
            let others = |(row, manager): (usize, &u32)| *manager == TOP || *manager <= LAST && *manager as usize != row;
            prop_assert_eq!(is_sound, expected.iter().enumerate().all(others));
            prop_assert_eq!(&managers, &expected);
            let duplicates: Vec<(Record, Record)> = rows.iter().enumerate()
                .filter(|(row, (id, _))| first[id] != *row as u32)
                .map(|(row, (id, _))| (Record(row as u32), Record(first[id]))).collect();
            prop_assert_eq!(&links.duplicates, &duplicates);
        }
    }
}
