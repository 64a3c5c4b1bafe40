//! A column in which the same texts recur: each distinct one is kept once, and for each record which it is.

use hashbrown::HashTable;

use super::keys::Hash;

/// The texts of one column.
#[derive(Debug)]
pub(super) struct Codes {
    codes: Vec<u32>,
    /// The distinct texts, one behind the other.
    texts: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<u32>,
    table: HashTable<u32>,
    /// Texts that were there lately, each at a place that follows from how it begins and ends: most are found so.
    lately: Box<[Seen]>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    sketch: Sketch,
    code: u32,
}

/// What is compared of a text first. Of up to [`Sketch::WHOLE`] bytes it is all of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Sketch {
    first: u64,
    last: u64,
    length: u32,
}

impl Sketch {
    const WHOLE: u32 = 16;
    /// Of no text.
    const NONE: Sketch = Sketch { first: 0, last: 0, length: u32::MAX };

    #[inline]
    fn of(text: &[u8]) -> Sketch {
        let (first, last) = match (text.first_chunk(), text.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => match (text.first_chunk(), text.last_chunk()) {
                (Some(first), Some(last)) => (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into()),
                _ => (text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
            },
        };
        Sketch { first, last, length: text.len() as u32 }
    }

    /// Its place among so many, which are a power of two.
    #[inline]
    fn place(self, places: usize) -> usize {
        /// An odd number of which every bit counts.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = (self.first ^ self.last.rotate_left(29) ^ u64::from(self.length)).wrapping_mul(SPREAD);
        (mixed >> 40) as usize & (places - 1)
    }
}

impl Default for Codes {
    fn default() -> Codes {
        let lately = vec![Seen { sketch: Sketch::NONE, code: 0 }; 512].into();
        Codes { codes: Vec::new(), texts: Vec::new(), ends: Vec::new(), table: HashTable::default(), lately }
    }
}

impl Codes {
    pub(super) fn reserve(&mut self, records: usize) {
        self.codes.reserve(records);
    }

    #[inline]
    pub(super) fn push(&mut self, value: &[u8], hash: &Hash) {
        let sketch = Sketch::of(value);
        let place = sketch.place(self.lately.len());
        let seen = self.lately[place];
        let is_known = seen.sketch == sketch
            && (sketch.length <= Sketch::WHOLE || text(&self.texts, &self.ends, seen.code) == value);
        let code = if is_known { seen.code } else { self.look_up(value, hash) };
        self.lately[place] = Seen { sketch, code };
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
        code
    }

    /// For each record the code of its cell.
    pub(super) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// What the cell of a record says.
    pub(super) fn of(&self, record: usize) -> Option<&[u8]> {
        self.codes.get(record).map(|code| text(&self.texts, &self.ends, *code))
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
            let said: Vec<&[u8]> = codes.codes().iter().map(|code| distinct[*code as usize]).collect();
            prop_assert_eq!(said, cells.iter().map(String::as_bytes).collect::<Vec<_>>());
            let mut once = distinct.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), distinct.len());
        }
    }
}
