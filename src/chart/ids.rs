//! Positions found by an id that has to be mended first.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::hashing::Bits;
use crate::finding::Record;
use crate::input::{Field, Key, Roster, Spelled};

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

/// The positions whose id is one of the wanted as it is written, or has its normal form; only these are kept, for the wanted
/// are few.
pub(super) struct Ids {
    as_written: HashMap<String, Found>,
    by_form: HashMap<String, Found>,
}

#[derive(Clone, Copy)]
enum Found {
    Nobody,
    One(Record),
    Several,
}

impl Found {
    fn and(self, record: Record) -> Found {
        match self {
            Found::Nobody => Found::One(record),
            Found::One(_) | Found::Several => Found::Several,
        }
    }
}

impl Ids {
    /// Looks for all references at once, among the records of which `is_position` is true.
    pub(super) fn matching<'a>(
        roster: &Roster,
        is_position: impl Fn(Record) -> bool,
        references: impl Iterator<Item = &'a str>,
    ) -> Ids {
        let (mut as_written, mut by_form) = (HashMap::new(), HashMap::new());
        for reference in references {
            as_written.insert(reference.trim().to_owned(), Found::Nobody);
            by_form.insert(normal_form(reference), Found::Nobody);
        }
        let lengths: HashSet<usize> = by_form.keys().map(String::len).collect();
        let shortest = lengths.iter().min().copied().unwrap_or(0);
        let ends = Ends::of(roster, by_form.keys());
        for record in roster.records().filter(|record| is_position(*record)) {
            if !ends.may_be_of(roster.id_key(record)) {
                continue;
            }
            let plain = roster.plain_id(record);
            let cell = if plain.is_none() { roster.bytes(record, Field::Id) } else { Cow::Borrowed(&[][..]) };
            let id = plain.as_ref().map_or_else(|| std::str::from_utf8(&cell).unwrap_or_default(), Spelled::as_str);
            // Mending takes off bytes and adds none, but for letters of other scripts.
            if id.is_ascii() && id.len() < shortest {
                continue;
            }
            if !ends.may_have(id) {
                continue;
            }
            let form = normal_form(id);
            if !lengths.contains(&form.len()) {
                continue;
            }
            if let Some(found) = by_form.get_mut(&form) {
                *found = found.and(record);
            }
            if let Some(found) = as_written.get_mut(id.trim()) {
                *found = found.and(record);
            }
        }
        Ids { as_written, by_form }
    }

    /// The one position that a reference can mean: the one with that id, or else the one whose id is alike.
    pub(super) fn one(&self, reference: &str) -> Option<Record> {
        let alone = |found: Option<&Found>| match found {
            Some(Found::One(record)) => Some(*record),
            _ => None,
        };
        alone(self.as_written.get(reference.trim())).or_else(|| alone(self.by_form.get(&normal_form(reference))))
    }
}

/// How the wanted forms end. Most ids end otherwise, and then nothing else of them has to be looked at.
struct Ends {
    bits: Bits,
    /// The same for ids that are held by their keys, which need not be spelled out for it.
    keys: Bits,
    /// Whether some form is too short to have an ending.
    any: bool,
}

impl Ends {
    fn of<'a>(roster: &Roster, forms: impl Iterator<Item = &'a String> + Clone) -> Ends {
        let any = forms.clone().any(|form| ending(form).is_none());
        let ends: Vec<u64> = forms.clone().filter_map(|form| ending(form)).collect();
        let keys: Vec<u64> = forms
            .filter_map(|form| form.as_bytes().last_chunk())
            .flat_map(in_any_case)
            .map(|end| roster.key_of(&end).number())
            .collect();
        Ends { bits: Bits::of(ends.into_iter()), keys: Bits::of(keys.into_iter()), any }
    }

    /// Whether an id that has this key may be among them.
    #[inline]
    fn may_be_of(&self, key: Key) -> bool {
        self.any || key.ending().is_none_or(|ending| self.keys.may_have(ending.number()))
    }

    /// Whether the normal form of an id may be among them.
    fn may_have(&self, id: &str) -> bool {
        let id = id.trim_end();
        let end = if id.ends_with(".0") { None } else { ending(id) };
        self.any || end.is_none_or(|end| self.bits.may_have(end))
    }
}

/// A few letters in every case that they can have.
fn in_any_case(letters: &[u8; 3]) -> impl Iterator<Item = [u8; 3]> {
    let letters = *letters;
    (0..8_usize).map(move |capitals| {
        let cased = |at: usize| if capitals >> at & 1 == 0 { letters[at] } else { letters[at].to_ascii_uppercase() };
        [cased(0), cased(1), cased(2)]
    })
}

/// The last three characters, the same in whatever case; none of what is short, or in another script.
fn ending(text: &str) -> Option<u64> {
    let [one, two, three] = *text.as_bytes().last_chunk()?;
    let end = u32::from_le_bytes([one | 0x20, two | 0x20, three | 0x20, 0]);
    text.is_ascii().then(|| end.into())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::input::{self, Options};
    use crate::source::Source;

    fn id() -> impl Strategy<Value = String> {
        let long = prop_oneof![
            "[Ee]0{0,2}1[0-9]",
            "1[0-9][Mm]",
            "0{0,3}1[0-9]{2}",
            "[Aa][_.-]?[0-9]{2}(\\.0)?",
            "employee-00[0-9]"
        ];
        // One that is too short to have an ending makes all be looked at.
        prop_oneof![40 => long, 1 => "0{0,3}[1-9]"]
    }

    proptest! {
        #[test]
        fn no_ending_hides_an_id_that_is_wanted(ids in prop::collection::vec(id(), 1..30), wanted in prop::collection::vec(id(), 1..6)) {
            let mut text = String::from("id,manager_id\n");
            ids.iter().for_each(|id| text += &format!("{id},\n"));
            let roster = input::read(Source::new("x.csv", text).unwrap(), &Options::default()).unwrap();
            let found = Ids::matching(&roster, |_| true, wanted.iter().map(String::as_str));
            for reference in &wanted {
                let one = |same: &dyn Fn(&str) -> bool| {
                    let mut all = (0..).map(Record).zip(&ids).filter(|(_, id)| same(id)).map(|(record, _)| record);
                    all.next().filter(|_| all.next().is_none())
                };
                let expected = one(&|id| id == reference).or_else(|| one(&|id| normal_form(id) == normal_form(reference)));
                prop_assert_eq!(found.one(reference), expected);
            }
        }
    }
}
