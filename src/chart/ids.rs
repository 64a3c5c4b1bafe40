//! Positions found by an id that has to be mended first.

use std::collections::{HashMap, HashSet};

use crate::finding::Record;
use crate::input::{Field, Roster};

/// An id without what exports and spreadsheets do to it: blanks around it, another case, more or fewer leading zeros, a
/// `.0` at its end.
pub(crate) fn normal_form(id: &str) -> String {
    let id = id.trim();
    let id = match id.strip_suffix(".0") {
        Some(number) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => number,
        _ => id,
    };
    let significant = id.trim_start_matches('0');
    let id = if significant.is_empty() && !id.is_empty() { "0" } else { significant };
    id.to_lowercase()
}

/// The positions whose id has one of the wanted normal forms; only these are kept, for the wanted are few.
pub(super) struct Ids(HashMap<String, Found>);

enum Found {
    Nobody,
    One(Record),
    Several,
}

impl Ids {
    /// Looks for all references at once, among the records of which `is_position` is true.
    pub(super) fn matching<'a>(
        roster: &Roster,
        is_position: impl Fn(Record) -> bool,
        references: impl Iterator<Item = &'a str>,
    ) -> Ids {
        let mut ids: HashMap<String, Found> =
            references.map(|reference| (normal_form(reference), Found::Nobody)).collect();
        let lengths: HashSet<usize> = ids.keys().map(String::len).collect();
        let shortest = lengths.iter().min().copied().unwrap_or(0);
        for record in roster.records().filter(|record| is_position(*record)) {
            let id = roster.bytes(record, Field::Id);
            let id = std::str::from_utf8(&id).unwrap_or_default();
            // Mending takes off bytes and adds none, but for letters of other scripts.
            if id.is_ascii() && id.len() < shortest {
                continue;
            }
            let form = normal_form(id);
            if !lengths.contains(&form.len()) {
                continue;
            }
            if let Some(found) = ids.get_mut(&form) {
                *found = match found {
                    Found::Nobody => Found::One(record),
                    _ => Found::Several,
                };
            }
        }
        Ids(ids)
    }

    /// The one position that a reference can mean.
    pub(super) fn one(&self, reference: &str) -> Option<Record> {
        match self.0.get(&normal_form(reference)) {
            Some(Found::One(record)) => Some(*record),
            _ => None,
        }
    }
}

/// The references that a cell lists: the texts of a JSON array, or what separators part.
pub(super) fn listed(cell: &str, separators: &[char]) -> Vec<String> {
    if cell.starts_with('[') {
        let values: Vec<serde_json::Value> = serde_json::from_str(cell).unwrap_or_default();
        let text = |value: serde_json::Value| match value {
            serde_json::Value::String(text) => Some(text),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        return values.into_iter().filter_map(text).collect();
    }
    cell.split(separators).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
