//! Codes for texts that recur.

use hashbrown::HashMap;

/// Codes for texts: for one name the same for the same text.
#[derive(Debug, Default)]
pub struct Texts {
    known: Vec<HashMap<Box<str>, u64, foldhash::fast::RandomState>>,
    count: u64,
}

impl Texts {
    /// Of a name with more texts than this they hardly recur, and each further one has a code of its own.
    const MOST: usize = 1 << 16;

    /// The code of a text of the name of that number.
    pub fn code(&mut self, name: usize, text: &str) -> u64 {
        if self.known.len() <= name {
            self.known.resize_with(name + 1, HashMap::default);
        }
        if let Some(code) = self.known[name].get(text) {
            return *code;
        }
        self.count += 1;
        if self.known[name].len() < Texts::MOST {
            self.known[name].insert(text.into(), self.count);
        }
        self.count
    }
}
