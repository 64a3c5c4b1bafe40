//! A part of a text, addressed by where its bytes stand in the whole: of a large file only parts are in memory.

use std::ops::Range;

/// Some bytes of a [`Source`](super::Source) that follow one another: all of them, or a block of whole lines.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    start: usize,
    bytes: &'a [u8],
}

impl<'a> Part<'a> {
    /// Bytes of which the first stands at `start`.
    pub fn new(start: usize, bytes: &'a [u8]) -> Part<'a> {
        Part { start, bytes }
    }

    /// Where its first byte stands in the whole.
    pub fn start(self) -> usize {
        self.start
    }

    /// One past its last byte.
    pub fn end(self) -> usize {
        self.start + self.bytes.len()
    }

    /// All its bytes.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// The bytes of a range of the whole, where all of it lies in the part.
    pub fn get(self, range: Range<usize>) -> Option<&'a [u8]> {
        self.bytes.get(range.start.checked_sub(self.start)?..range.end.checked_sub(self.start)?)
    }

    /// The byte at a place of the whole, where that lies in the part.
    pub fn byte(self, at: usize) -> Option<u8> {
        self.bytes.get(at.checked_sub(self.start)?).copied()
    }
}
