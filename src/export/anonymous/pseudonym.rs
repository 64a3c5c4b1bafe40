//! Pseudonyms: keyed hashes of ids, short enough to be read, and never the same for two.

use std::borrow::Cow;

use super::reference;
use crate::chart::{Chart, Link};
use crate::finding::Record;
use crate::input::Field;

/// What pseudonyms follow from: with the same key the same ids have the same pseudonyms, and without it nobody can find
/// out the id behind one by hashing what it might be.
pub struct Key([u8; 32]);

impl Key {
    /// A key that somebody keeps.
    pub fn secret(text: &str) -> Key {
        Key(blake3::derive_key("orglint pseudonyms: a secret", text.as_bytes()))
    }

    /// The key of an input, or of several that make one chart, which follows from all of it.
    pub fn of_input<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
        let mut hasher = blake3::Hasher::new_derive_key("orglint pseudonyms: the whole input");
        for part in parts {
            hasher.update(part);
        }
        Key(*hasher.finalize().as_bytes())
    }

    fn hash(&self, what: &[u8]) -> u128 {
        let hash = blake3::keyed_hash(&self.0, what);
        hash.as_bytes()[..16].iter().fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }
}

/// Characters of a pseudonym after its `p`, five bits each: of ten million, two agree in fifty bits by a chance of one in
/// twenty-three; those that do are told apart by more.
const SHORT: u32 = 10;
const LONG: u32 = 25;
/// The digits, and the letters that look like no digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The pseudonyms of a chart.
pub(super) struct Pseudonyms {
    key: Key,
    /// How many characters one has.
    length: u32,
    /// What the short form of each record's id starts from.
    of_ids: Vec<u64>,
    /// The short forms that two ids or references share, in order.
    shared: Vec<u64>,
}

impl Pseudonyms {
    pub(super) fn of(chart: &Chart, key: &Key) -> Pseudonyms {
        Pseudonyms::of_length(chart, key, SHORT)
    }

    fn of_length(chart: &Chart, key: &Key, length: u32) -> Pseudonyms {
        let roster = chart.roster();
        let mut pseudonyms =
            Pseudonyms { key: Key(key.0), length, of_ids: Vec::with_capacity(roster.len()), shared: Vec::new() };
        // The short form, whose it is, and whether it is that of a reference.
        let mut all: Vec<(u64, Record, bool)> = Vec::new();
        for record in roster.records() {
            let own = id(chart, record).map(|id| pseudonyms.short(&id));
            pseudonyms.of_ids.push(own.unwrap_or_default());
            all.extend(own.map(|short| (short, record, false)));
            if chart.link(record) == Link::Unknown
                && let Some(reference) = reference(chart, record)
            {
                all.push((pseudonyms.short(&reference), record, true));
            }
        }
        all.sort_unstable();
        let text = |(_, record, is_reference): (u64, Record, bool)| match is_reference {
            true => reference(chart, record),
            false => id(chart, record),
        };
        for pair in all.windows(2) {
            if pair[0].0 == pair[1].0 && text(pair[0]) != text(pair[1]) {
                pseudonyms.shared.push(pair[0].0);
            }
        }
        pseudonyms.shared.dedup();
        pseudonyms
    }

    /// The pseudonym of a record's id, where it has one.
    pub(super) fn of_id(&self, chart: &Chart, record: Record) -> Option<String> {
        let short = self.of_ids[record.index()];
        if self.shared.binary_search(&short).is_err() && !chart.roster().id_key(record).is_blank() {
            return Some(spelled(short.into(), self.length));
        }
        id(chart, record).map(|id| self.of_text(&id))
    }

    /// The pseudonym of what a record's manager is called, where its cell says something.
    pub(super) fn of_reference(&self, chart: &Chart, record: Record) -> Option<String> {
        reference(chart, record).map(|reference| self.of_text(&reference))
    }

    /// The pseudonym of whoever a record is about, by the name where it has no id.
    pub(super) fn of_person(&self, chart: &Chart, record: Record) -> String {
        self.of_id(chart, record).unwrap_or_else(|| self.of_name(&chart.name(record)))
    }

    /// The pseudonym of a name. An id may be spelled like a name, and is not the same.
    pub(super) fn of_name(&self, name: &str) -> String {
        spelled(self.key.hash(format!("name\0{name}").as_bytes()), self.length)
    }

    fn of_text(&self, text: &[u8]) -> String {
        let short = self.short(text);
        match self.shared.binary_search(&short) {
            Err(_) => spelled(short.into(), self.length),
            Ok(_) => spelled(self.key.hash(text), LONG),
        }
    }

    fn short(&self, text: &[u8]) -> u64 {
        (self.key.hash(text) & ((1 << (5 * self.length)) - 1)) as u64
    }
}

/// The id of a record as it stands, blanks included: ids that differ by them are two.
fn id<'c>(chart: &'c Chart, record: Record) -> Option<Cow<'c, [u8]>> {
    (!chart.roster().id_key(record).is_blank()).then(|| chart.roster().bytes(record, Field::Id))
}

/// The last bits as characters, five bits each.
fn spelled(bits: u128, length: u32) -> String {
    let character = |place: u32| char::from(ALPHABET[(bits >> (5 * place)) as usize % 32]);
    std::iter::once('p').chain((0..length).map(character)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::input::{Options, read};
    use crate::source::Source;

    #[test]
    fn ids_that_share_a_short_form_are_told_apart() {
        let rows: String = (0..2000).map(|id| format!("E{id},{}\n", if id % 3 == 0 { "X1" } else { "E0" })).collect();
        let source = Source::new("x.csv", format!("id,manager\n{rows}E7,E1\n")).unwrap();
        let chart = Chart::new(read(source, &Options::default()).unwrap(), jiff::civil::date(2026, 6, 30));
        let pseudonyms = Pseudonyms::of_length(&chart, &Key::secret("k"), 2);
        assert!(!pseudonyms.shared.is_empty());
        let mut owners = HashMap::new();
        for record in chart.roster().records() {
            let pseudonym = pseudonyms.of_id(&chart, record).unwrap();
            assert_eq!(*owners.entry(pseudonym).or_insert_with(|| chart.id(record)), chart.id(record));
        }
        assert_eq!(owners.len(), 2000);
        let unknown = pseudonyms.of_reference(&chart, Record(3)).unwrap();
        assert!(!owners.contains_key(&unknown));
        // Ten thousand times as many would not be enough for two to meet in the usual length.
        assert!(Pseudonyms::of(&chart, &Key::secret("k")).shared.is_empty());
    }

    #[test]
    fn pseudonyms_follow_from_id_and_key() {
        let source = |rows: &str| Source::new("x.csv", format!("id,manager\n{rows}")).unwrap();
        let of = |rows: &str, key: &Key| {
            let chart = Chart::new(read(source(rows), &Options::default()).unwrap(), jiff::civil::date(2026, 6, 30));
            let all = Pseudonyms::of(&chart, key);
            let mut found: Vec<_> = chart
                .roster()
                .records()
                .map(|record| (chart.id(record).into_owned(), all.of_id(&chart, record)))
                .collect();
            found.sort();
            found
        };
        let key = Key::secret("k");
        assert_eq!(of("E1,\nE2,E1\n", &key), of("E2,E1\nE1,\n", &key));
        assert_ne!(of("E1,\nE2,E1\n", &key), of("E1,\nE2,E1\n", &Key::secret("l")));
        assert_ne!(of("E1,\nE2,E1\n", &key), of("E1,\nE2,E1\n", &Key::of_input([&b"k"[..]])));
    }
}
