//! A column in which the same texts recur: each distinct one is kept once, and for each record which it is.

use hashbrown::HashTable;

use super::keys::Hash;
use crate::narrow::Narrow;

/// The texts of one column.
#[derive(Debug)]
pub(super) struct Codes {
    codes: Narrow,
    /// The distinct texts, one behind the other.
    texts: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<u32>,
    table: HashTable<u32>,
    /// Texts that were there lately, each at a place that follows from how it begins and ends: most are found so.
    lately: Vec<Seen>,
    /// The last one, where it is short: neighbours often share their status or their department.
    last: Seen,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    sketch: Sketch,
    code: u32,
}

/// What is compared of a text first. Of up to [`Sketch::WHOLE`] bytes it is all of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Sketch {
    first: u128,
    last: u128,
    length: u32,
}

impl Sketch {
    const WHOLE: u32 = 32;
    /// Of no text.
    const NONE: Sketch = Sketch { first: 0, last: 0, length: u32::MAX };

    #[inline]
    fn of(text: &[u8]) -> Sketch {
        let length = text.len() as u32;
        let (first, last) = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
            (u128::from_le_bytes(*first), u128::from_le_bytes(*last))
        } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
            (u64::from_le_bytes(*first).into(), u64::from_le_bytes(*last).into())
        } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
            (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
        } else {
            (text.iter().fold(0, |all, byte| all << 8 | u128::from(*byte)), 0)
        };
        Sketch { first, last, length }
    }

    /// Its place among so many, which are a power of two.
    #[inline]
    fn place(self, places: usize) -> usize {
        /// An odd number of which every bit counts.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let folded = |half: u128| half as u64 ^ ((half >> 64) as u64).rotate_left(17);
        let mixed = folded(self.first) ^ folded(self.last).rotate_left(29) ^ u64::from(self.length);
        (mixed.wrapping_mul(SPREAD) >> 40) as usize & (places - 1)
    }
}

const UNSEEN: Seen = Seen { sketch: Sketch::NONE, code: 0 };

impl Default for Codes {
    fn default() -> Codes {
        let lately = vec![UNSEEN; Codes::FEWEST_PLACES];
        Codes {
            codes: Narrow::default(),
            texts: Vec::new(),
            ends: Vec::new(),
            table: HashTable::default(),
            lately,
            last: UNSEEN,
        }
    }
}

impl Codes {
    const FEWEST_PLACES: usize = 64;
    /// As many as stay in the nearer caches.
    const MOST_PLACES: usize = 1 << 12;

    pub(super) fn reserve(&mut self, records: usize) {
        self.codes.reserve(records);
    }

    #[inline]
    pub(super) fn push(&mut self, value: &[u8], hash: &Hash) {
        let sketch = Sketch::of(value);
        if self.last.sketch == sketch {
            self.codes.push(self.last.code);
            return;
        }
        let place = sketch.place(self.lately.len());
        let seen = self.lately[place];
        let is_known = seen.sketch == sketch
            && (sketch.length <= Sketch::WHOLE || text(&self.texts, &self.ends, seen.code) == value);
        let code = if is_known { seen.code } else { self.look_up(value, hash) };
        let last = self.lately.len() - 1;
        self.lately[place & last] = Seen { sketch, code };
        if sketch.length <= Sketch::WHOLE {
            self.last = Seen { sketch, code };
        }
        self.codes.push(code);
    }

    #[cold]
    fn look_up(&mut self, value: &[u8], hash: &Hash) -> u32 {
        let Codes { texts, ends, table, .. } = self;
        let hashed = hash.of(value);
        if let Some(code) = table.find(hashed, |code| text(texts, ends, *code) == value) {
            return *code;
        }
        let code = ends.len() as u32;
        table.insert_unique(hashed, code, |code| hash.of(text(texts, ends, *code)));
        texts.extend_from_slice(value);
        ends.push(texts.len() as u32);
        if ends.len() > self.lately.len() && self.lately.len() < Codes::MOST_PLACES {
            let places = self.lately.len() * 4;
            self.lately.clear();
            self.lately.resize(places, UNSEEN);
        }
        code
    }

    /// For each record the code of its cell.
    pub(super) fn codes(&self) -> &Narrow {
        &self.codes
    }

    /// Joins the cells of the records that follow.
    pub(super) fn append(&mut self, next: &Codes, hash: &Hash) {
        let own: Vec<u32> = next.distinct().map(|text| self.look_up(text, hash)).collect();
        self.codes.append(&next.codes, &own);
    }

    /// What the cell of a record says.
    pub(super) fn of(&self, record: usize) -> Option<&[u8]> {
        self.codes.get(record).map(|code| text(&self.texts, &self.ends, code))
    }

    /// What the cells of each code say.
    pub(super) fn distinct(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        (0..self.ends.len() as u32).map(|code| text(&self.texts, &self.ends, code))
    }
}

fn text<'a>(texts: &'a [u8], ends: &[u32], code: u32) -> &'a [u8] {
    let start = code.checked_sub(1).map_or(0, |before| ends[before as usize] as usize);
    &texts[start..ends[code as usize] as usize]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_has_a_code_of_its_own(cells in prop::collection::vec("[ab]{0,20}", 1..300)) {
            let (mut codes, hash) = (Codes::default(), Hash::default());
            cells.iter().for_each(|cell| codes.push(cell.as_bytes(), &hash));
            let distinct: Vec<&[u8]> = codes.distinct().collect();
            let said: Vec<&[u8]> = codes.codes().iter().map(|code| distinct[code as usize]).collect();
            prop_assert_eq!(said, cells.iter().map(String::as_bytes).collect::<Vec<_>>());
            let mut once = distinct.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), distinct.len());
        }
    }
}
