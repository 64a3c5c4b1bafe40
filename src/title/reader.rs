//! Reads a title.

use super::Role;

/// Reads titles.
#[derive(Debug, Default)]
pub struct Reader;

impl Reader {
    /// The reader with the built-in lexicon.
    pub fn builtin() -> Reader {
        Reader
    }

    /// How `title` reads.
    pub fn read(&self, _title: &str) -> Role {
        Role::default()
    }
}
