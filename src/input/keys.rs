//! What is taken from the cells while they are scanned and still in the cache: hashes of ids and manager references,
//! codes of texts that recur, the extent of dates. At a million rows, coming back for any of them costs a walk through
//! all of the file's memory.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher};

use hashbrown::HashTable;

use super::columns::Field;
use crate::source::Span;

/// What a raw cell says.
pub(super) type Value = fn(&[u8]) -> Cow<'_, [u8]>;

/// The keys of all records of one input.
#[derive(Debug)]
pub(super) struct Keys {
    value: Value,
    hash: Hash,
    /// Hashes of ids, 0 for a blank one. Cells that say the same have the same hash.
    pub(super) ids: Vec<u32>,
    /// Hashes of manager references, 0 for a blank one.
    pub(super) managers: Vec<u32>,
    pub(super) titles: Codes,
    pub(super) statuses: Codes,
    pub(super) starts: Extent,
    pub(super) ends: Extent,
}

impl Keys {
    /// The fields whose cells [`Keys::push`] looks at.
    pub(super) const FIELDS: [Field; 6] =
        [Field::Id, Field::Manager, Field::Title, Field::Status, Field::StartDate, Field::EndDate];

    pub(super) fn new(value: Value) -> Keys {
        Keys {
            value,
            hash: Hash::default(),
            ids: Vec::new(),
            managers: Vec::new(),
            titles: Codes::default(),
            statuses: Codes::default(),
            starts: Extent::default(),
            ends: Extent::default(),
        }
    }

    pub(super) fn reserve(&mut self, records: usize) {
        self.ids.reserve(records);
        self.managers.reserve(records);
        self.titles.codes.reserve(records);
        self.statuses.codes.reserve(records);
    }

    /// Adds the next record: the raw cells of [`Keys::FIELDS`], in that order.
    pub(super) fn push(&mut self, source: &[u8], [id, manager, title, status, start, end]: [Span; 6]) {
        let value = |cell: Span| (self.value)(&source[cell.range()]);
        self.ids.push(self.hash.of(&value(id)));
        self.managers.push(self.hash.of(&value(manager)));
        self.starts.push(&value(start));
        self.ends.push(&value(end));
        self.titles.push(source, title, &self.hash);
        self.statuses.push(source, status, &self.hash);
    }
}

/// The hash function of one input, another in each run.
#[derive(Debug, Default)]
struct Hash(foldhash::fast::RandomState);

impl Hash {
    fn of(&self, value: &[u8]) -> u32 {
        if value.trim_ascii_start().is_empty() { 0 } else { ((self.long(value) >> 32) as u32).max(1) }
    }

    fn long(&self, value: &[u8]) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write(value);
        hasher.finish()
    }
}

/// A column in which the same texts recur: each distinct raw cell once, and for each record which it is.
#[derive(Debug, Default)]
pub(super) struct Codes {
    codes: Vec<u32>,
    distinct: Vec<Span>,
    table: HashTable<u32>,
    /// The code of the record before, which neighbours often share.
    last: u32,
}

impl Codes {
    fn push(&mut self, source: &[u8], cell: Span, hash: &Hash) {
        let raw = &source[cell.range()];
        let Codes { codes, distinct, table, last } = self;
        let text = |code: u32| &source[distinct[code as usize].range()];
        let code = if !distinct.is_empty() && text(*last) == raw {
            *last
        } else {
            match table.find(hash.long(raw), |code| text(*code) == raw) {
                Some(code) => *code,
                None => {
                    let code = distinct.len() as u32;
                    table.insert_unique(hash.long(raw), code, |code| hash.long(text(*code)));
                    distinct.push(cell);
                    code
                }
            }
        };
        *last = code;
        codes.push(code);
    }

    /// For each record the code of its cell.
    pub(super) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The first raw cell of each code.
    pub(super) fn distinct(&self) -> &[Span] {
        &self.distinct
    }
}

/// The first and the last day in a column of dates.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Extent {
    days: Option<([u8; 10], [u8; 10])>,
    /// Whether some cell holds a date of another form than `2026-03-31`, or none.
    is_irregular: bool,
}

impl Extent {
    fn push(&mut self, value: &[u8]) {
        let Some(day) = iso_day(value) else {
            self.is_irregular |= !value.trim_ascii().is_empty();
            return;
        };
        self.days = Some(match self.days {
            None => (day, day),
            Some((first, last)) => (first.min(day), last.max(day)),
        });
    }

    /// Whether all cells hold days, and none of them is before `from` or after `to`, both as `2026-03-31`.
    pub(super) fn lies_within(&self, from: &str, to: &str) -> bool {
        let within = |(first, last): ([u8; 10], [u8; 10])| &first[..] >= from.as_bytes() && &last[..] <= to.as_bytes();
        !self.is_irregular && self.days.is_none_or(within)
    }
}

/// The day at the start of a date as ISO 8601 writes it, whose days sort as text.
pub(crate) fn iso_day(value: &[u8]) -> Option<[u8; 10]> {
    let day: [u8; 10] = value.get(..10)?.try_into().ok()?;
    let is_day =
        day.iter().enumerate().all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    is_day.then_some(day)
}
