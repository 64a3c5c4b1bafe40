//! Ids that are one slip away from a reference: everything that one slip can make of it is looked for among the ids, for
//! all references in one walk. To compare each reference with each id would take a thousand million comparisons where a
//! million ids meet a thousand references.

use std::collections::{HashMap, HashSet};

use rapidfuzz::distance::osa;

use super::Chart;
use super::hashing::Bits;
use crate::finding::Record;
use crate::input::{Field, Key, Roster};

/// For references the positions whose id is one slip away, in the order of the input.
#[derive(Debug, Default)]
pub(super) struct OneSlip(HashMap<String, Vec<Record>>);

/// What a slip makes of the references, as keys of ids.
struct Slipped {
    /// Each with the number of its reference, in order.
    keys: Vec<(Key, u32)>,
    /// Most ids need no other look.
    bits: Bits,
}

impl OneSlip {
    /// About so many slips can be made of a usual reference.
    pub(super) const EACH: usize = 1500;
    /// Slips that may be tried.
    const MOST: usize = 1_000_000;
    /// No id has so many bytes; each more makes some two hundred slips.
    const LONGEST: usize = 64;

    /// Looks for all references at once; for none after more slips were tried than are allowed.
    pub(super) fn of<'a>(chart: &Chart, references: impl Iterator<Item = &'a str>) -> OneSlip {
        let roster = chart.roster();
        let mut keys = Vec::new();
        let (mut tried, mut known): (Vec<&str>, HashSet<&str>) = (Vec::new(), HashSet::new());
        for reference in references {
            if keys.len() > OneSlip::MOST {
                break;
            }
            // Many may have lost the same manager.
            if reference.len() > OneSlip::LONGEST || !known.insert(reference) {
                continue;
            }
            let number = tried.len() as u32;
            slips_of(reference, |slipped| keys.push((roster.key_of(slipped), number)));
            tried.push(reference);
        }
        let mut found: Vec<Vec<Record>> = vec![Vec::new(); tried.len()];
        if keys.is_empty() {
            return OneSlip::default();
        }
        let slipped = Slipped::new(keys);
        for position in chart.positions() {
            let key = roster.id_key(position);
            for number in slipped.references(key) {
                if is_surely(roster, position, key, tried[number]) && found[number].last() != Some(&position) {
                    found[number].push(position);
                }
            }
        }
        OneSlip(tried.into_iter().map(str::to_owned).zip(found).collect())
    }

    /// The positions that are one slip away from a reference; `None` where it was not looked for.
    pub(super) fn from(&self, reference: &str) -> Option<&[Record]> {
        self.0.get(reference).map(Vec::as_slice)
    }
}

impl Slipped {
    fn new(mut keys: Vec<(Key, u32)>) -> Slipped {
        keys.sort_unstable_by_key(|(key, reference)| (key.number(), *reference));
        keys.dedup();
        let bits = Bits::of(keys.iter().map(|(key, _)| key.number()));
        Slipped { keys, bits }
    }

    /// The references of which a slip makes this key.
    fn references(&self, key: Key) -> impl Iterator<Item = usize> {
        let start = match self.bits.may_have(key.number()) {
            false => self.keys.len(),
            true => self.keys.partition_point(|(other, _)| other.number() < key.number()),
        };
        self.keys[start..].iter().take_while(move |(other, _)| *other == key).map(|(_, reference)| *reference as usize)
    }
}

/// Whether it was no chance that the keys are the same.
fn is_surely(roster: &Roster, position: Record, key: Key, reference: &str) -> bool {
    let id = || roster.text(position, Field::Id);
    key.is_whole() || osa::distance(id().chars(), reference.chars()) == 1
}

/// What each slip makes of a reference: a character too many, one too few, another one, two that changed places. The
/// characters that come in are those of ASCII that can be seen.
fn slips_of(reference: &str, mut each: impl FnMut(&[u8])) {
    let characters: Vec<char> = reference.chars().collect();
    let mut slipped = String::with_capacity(reference.len() + 1);
    let mut make = |before: &[char], between: &[char], after: &[char]| {
        slipped.clear();
        slipped.extend(before.iter().chain(between).chain(after));
        each(slipped.as_bytes());
    };
    for at in 0..=characters.len() {
        let (before, after) = characters.split_at(at);
        for typed in '!'..='~' {
            make(before, &[typed], after);
            if let Some((own, after)) = after.split_first()
                && *own != typed
            {
                make(before, &[typed], after);
            }
        }
        match after {
            [own, next, after @ ..] if own != next => make(before, &[*next, *own], after),
            _ => {}
        }
        if let Some((_, after)) = after.split_first() {
            make(before, &[], after);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Near;
    use super::*;
    use crate::input;
    use crate::source::Source;

    proptest! {
        #[test]
        fn agrees_with_comparing_each_with_each(
            ids in prop::collection::vec("[ab]{2,4}|x[ab]é[ab]|E-[0-9]{3}|0123456789[ab][ab_]", 1..40),
            references in prop::collection::vec("[ab]{2,4}|x[ab]é[ab]|E-[0-9]{3}|0123456789[ab][ab_]", 1..10),
        ) {
            let rows: String = ids.iter().map(|id| format!("{id},\n")).collect();
            let roster = input::read(Source::new("x.csv", format!("id,manager\n{rows}")).unwrap(), &input::Options::default());
            let chart = Chart::new(roster.unwrap(), jiff::civil::date(2026, 1, 1));
            let found = OneSlip::of(&chart, references.iter().map(String::as_str));
            for reference in &references {
                let distance = |id: &str| osa::distance(id.chars(), reference.chars());
                let text = |position: Record| chart.roster().text(position, Field::Id);
                let expected: Vec<Record> = chart.positions().filter(|position| distance(&text(*position)) == 1).collect();
                prop_assert_eq!(found.from(reference).unwrap(), expected);
            }
        }
    }

    #[test]
    fn of_too_many_references_the_first_are_looked_for() {
        let source = Source::new("x.csv", "id,manager\nE1000,\n").unwrap();
        let chart = Chart::new(input::read(source, &input::Options::default()).unwrap(), jiff::civil::date(2026, 1, 1));
        let lost_often = std::iter::repeat_n("E10001".to_owned(), 3000);
        let references: Vec<String> = lost_often.chain((10_000..12_000).map(|number| format!("E{number}"))).collect();
        let found = OneSlip::of(&chart, references.iter().map(String::as_str));
        assert_eq!(found.from("E10000"), Some(&[Record(0)][..]));
        assert_eq!(found.from("E11999"), None);
        let mut near = Near::new(&chart, references.iter().map(String::as_str), 10);
        assert_eq!(near.to("E10000", 1), [(1, Record(0))]);
    }
}
