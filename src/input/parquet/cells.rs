//! Values as cells of delimited text.

use crate::table::formula;

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
        write(value, &mut self.text);
        self.end();
    }
}

/// Puts a value as a cell at the end of `out`, in quotes where it needs them.
pub(super) fn write(value: &str, out: &mut Vec<u8>) {
    let bytes = value.as_bytes();
    // What looks as if it were marked as text would be read without its mark.
    let mark = if bytes.first() == Some(&b'\'') && formula::meant(bytes).len() < bytes.len() { &b"'"[..] } else { b"" };
    if !bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r' | 0)) {
        out.extend_from_slice(mark);
        out.extend_from_slice(bytes);
        return;
    }
    out.push(b'"');
    out.extend_from_slice(mark);
    for part in bytes.chunk_by(|before, _| !matches!(before, b'"' | 0)) {
        match part.split_last() {
            // No text has this character.
            Some((0, rest)) => {
                out.extend_from_slice(rest);
                out.extend_from_slice("\u{fffd}".as_bytes());
            }
            Some((b'"', _)) => {
                out.extend_from_slice(part);
                out.push(b'"');
            }
            _ => out.extend_from_slice(part),
        }
    }
    out.push(b'"');
}
