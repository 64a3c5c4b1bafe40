//! Rows at the end of an export that sum up the others and describe no position.

use super::{Field, Roster};
use crate::finding::Record;

/// How such rows are headed.
const WORDS: [&str; 14] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "count",
    "summe",
    "gesamt",
    "gesamtsumme",
    "total général",
    "suma",
    "totale",
    "totaal",
    "overall total",
];

/// Only the last records are looked at: a total stands below what it sums up.
const LAST: usize = 3;

/// The rows of totals, in the order of the input: the id or the name is such a word, perhaps with a colon or a number
/// behind it, and there is neither a manager nor a title nor anybody who reports there.
pub(super) fn totals(roster: &Roster) -> Vec<Record> {
    let mut totals: Vec<Record> =
        roster.records().rev().take(LAST).filter(|record| is_total(roster, *record)).collect();
    totals.reverse();
    // Asked last, for it takes a look at every record.
    totals.retain(|total| {
        let id = roster.id_key(*total);
        id.is_blank() || !roster.records().any(|record| roster.manager_key(record) == id)
    });
    // A file of nothing else is somebody's chart.
    if totals.len() == roster.len() { Vec::new() } else { totals }
}

fn is_total(roster: &Roster, record: Record) -> bool {
    let has_word = |field| {
        let text = roster.text(record, field).to_lowercase();
        let word = text.trim_end_matches(|character: char| !character.is_alphabetic());
        WORDS.contains(&word)
    };
    let has_title = || roster.text(record, Field::Title).chars().any(char::is_alphabetic) && !has_word(Field::Title);
    roster.manager_key(record).is_blank()
        && !has_title()
        && (has_word(Field::Id) || has_word(Field::Name) && roster.id_key(record).is_blank())
}
