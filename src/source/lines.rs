//! The lines of a text, and where in them any byte stands.

use std::ops::Range;

use memchr::memrchr;

use crate::processor;

/// Where lines start, and how many characters precede each block of bytes: any place is found in the time that one
/// block takes, also in a file that is one line of a gigabyte.
pub(super) struct LineIndex {
    starts: Vec<u32>,
    blocks: Vec<u32>,
    line_break: u8,
}

impl LineIndex {
    const BLOCK: usize = 4096;

    pub(super) fn new(bytes: &[u8]) -> LineIndex {
        let line_break = line_break(bytes);
        let mut starts = vec![0];
        starts.extend(processor::find_all(line_break, bytes).map(|at| at as u32 + 1));
        let mut blocks = Vec::with_capacity(bytes.len() / LineIndex::BLOCK + 1);
        let mut characters = 0;
        for block in bytes.chunks(LineIndex::BLOCK) {
            blocks.push(characters);
            characters += count_characters(block);
        }
        blocks.push(characters);
        LineIndex { starts, blocks, line_break }
    }

    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= offset) - 1
    }

    pub(super) fn line_start(&self, line: usize) -> usize {
        self.starts[line] as usize
    }

    pub(super) fn line_end(&self, line: usize, bytes: &[u8]) -> usize {
        let mut end = self.starts.get(line + 1).map_or(bytes.len(), |next| *next as usize - 1);
        if self.line_break == b'\n' && end > self.line_start(line) && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        end
    }

    pub(super) fn characters_before(&self, bytes: &[u8], offset: usize) -> usize {
        let block = offset / LineIndex::BLOCK;
        self.blocks[block] as usize + count_characters(&bytes[block * LineIndex::BLOCK..offset]) as usize
    }
}

/// The number of the line around an offset, from 0, and where it stands without its line break; by counting.
pub(super) fn line_around(bytes: &[u8], offset: usize, line_break: u8) -> (usize, Range<usize>) {
    let (before, after) = bytes.split_at(offset.min(bytes.len()));
    let start = memrchr(line_break, before).map_or(0, |at| at + 1);
    let end = processor::find(line_break, after).map_or(bytes.len(), |at| before.len() + at);
    let has_return = line_break == b'\n' && end > start && bytes[end - 1] == b'\r';
    (processor::find_all(line_break, before).count(), start..end - usize::from(has_return))
}

/// Characters that begin in `bytes`: every byte but the continuations.
pub(super) fn count_characters(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from((*byte as i8) >= -0x40)).sum()
}

/// The byte that ends lines: a line feed, or, in files of old Macs that hold no line feed, a carriage return.
pub fn line_break(bytes: &[u8]) -> u8 {
    let has = |byte| processor::find(byte, bytes).is_some();
    if has(b'\n') || !has(b'\r') { b'\n' } else { b'\r' }
}
