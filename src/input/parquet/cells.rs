//! Values as cells of delimited text.

use crate::input::written;

/// Some cells, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Cells {
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl Cells {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How much text they hold.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&[u8]> {
        let start = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
        self.text.get(start as usize..*self.ends.get(at)? as usize)
    }

    /// Ends a cell. No more text is ever read than places in a source can tell apart.
    fn end(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Adds a cell that is ready.
    pub(super) fn push(&mut self, cell: &[u8]) {
        self.text.extend_from_slice(cell);
        self.end();
    }

    /// Adds a cell that says `value`.
    pub(super) fn push_value(&mut self, value: &str) {
        written::write_cell(value, &mut self.text);
        self.end();
    }
}
