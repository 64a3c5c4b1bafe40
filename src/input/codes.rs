//! A column in which the same texts recur: each distinct one is kept once, and for each record which it is.

use hashbrown::HashTable;

use super::keys::Hash;
use super::sketch::Sketch;
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
    /// Texts that were there lately, each at a place that follows from its sketch: most are found so.
    lately: Vec<Seen>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    sketch: Sketch,
    code: u32,
}

const UNSEEN: Seen = Seen { sketch: Sketch::NONE, code: 0 };

impl Default for Codes {
    fn default() -> Codes {
        let (codes, texts, ends, table) = Default::default();
        Codes { codes, texts, ends, table, lately: vec![UNSEEN; Codes::FEWEST_PLACES] }
    }
}

impl Codes {
    /// So many for each text that few of them share one.
    const PLACES_EACH: usize = 8;
    const FEWEST_PLACES: usize = 64;
    /// As many as stay in the nearer caches.
    const MOST_PLACES: usize = 1 << 14;

    pub(super) fn reserve(&mut self, records: usize) {
        self.codes.reserve(records);
    }

    /// Adds the next cell. Mostly it lies in what `around` is, which only makes it faster to read.
    #[inline]
    pub(super) fn push(&mut self, value: &[u8], around: &[u8], hash: &Hash) {
        let sketch = Sketch::of(value, around);
        let seen = &self.lately[sketch.place(self.lately.len())];
        let is_known =
            seen.sketch.is(sketch) && (sketch.is_whole() || text(&self.texts, &self.ends, seen.code) == value);
        let code = if is_known { seen.code } else { self.look_up(value, sketch, hash) };
        self.codes.push(code);
    }

    #[cold]
    #[inline(never)]
    fn look_up(&mut self, value: &[u8], sketch: Sketch, hash: &Hash) -> u32 {
        let code = self.code_of(value, hash);
        if self.ends.len() * Codes::PLACES_EACH > self.lately.len() && self.lately.len() < Codes::MOST_PLACES {
            let places = self.lately.len() * 4;
            self.lately.clear();
            self.lately.resize(places, UNSEEN);
        }
        let place = sketch.place(self.lately.len());
        self.lately[place] = Seen { sketch, code };
        code
    }

    fn code_of(&mut self, value: &[u8], hash: &Hash) -> u32 {
        let Codes { texts, ends, table, .. } = self;
        let hashed = hash.of(value);
        if let Some(code) = table.find(hashed, |code| text(texts, ends, *code) == value) {
            return *code;
        }
        let code = ends.len() as u32;
        table.insert_unique(hashed, code, |code| hash.of(text(texts, ends, *code)));
        texts.extend_from_slice(value);
        ends.push(texts.len() as u32);
        code
    }

    /// For each record the code of its cell.
    pub(super) fn codes(&self) -> &Narrow {
        &self.codes
    }

    /// Joins the cells of the records that follow.
    pub(super) fn append(&mut self, next: &Codes, hash: &Hash) {
        let own: Vec<u32> = next.distinct().map(|text| self.code_of(text, hash)).collect();
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
            cells.iter().for_each(|cell| codes.push(cell.as_bytes(), &[], &hash));
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
