//! A large file that stays on the disk: it is read once from its beginning to its end, a window at a time, and of what was
//! read only the parts that somebody comes back to are fetched again.
//!
//! To keep all of it would cost more than to check it: memory that nobody has touched yet is slow to get. A file may be
//! changed after it was read, so each block has a checksum; what is fetched is what was read, or else an error.

use std::fmt::Debug;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::{Part, Raw};
use crate::processor;

/// What can be read from any place, again and by several threads at once, as a file can.
pub trait Rereadable: Send + Sync + Debug {
    /// Reads from the byte `at` on; how many bytes, none of them where the file ends.
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize>;
}

type Sum = foldhash::fast::RandomState;

/// A part of a file, read a window at a time. Whoever reads tells how much of each window makes whole records; these become a block,
/// and the rest is the start of the next window.
pub struct Windows {
    file: Arc<dyn Rereadable>,
    /// Where the part ends, unless the file does before.
    until: usize,
    buffer: Vec<u8>,
    /// How much of the buffer is text.
    filled: usize,
    is_last: bool,
    line_break: u8,
    lines: u32,
    end: usize,
    blocks: Vec<Block>,
    sum: Sum,
}

/// A part of the file that begins and ends where lines do.
#[derive(Debug)]
struct Block {
    start: u32,
    /// How many line breaks stand before it.
    lines: u32,
    sum: u64,
    bytes: OnceLock<Box<[u8]>>,
}

impl Windows {
    /// How much is read at once: little enough to stay in the nearest caches from its reading to its last use.
    const SIZE: usize = 1 << 14;

    /// Begins to read a part of a file whose lines end with `line_break`.
    pub fn new(file: Arc<dyn Rereadable>, part: Range<usize>, line_break: u8) -> Windows {
        Windows {
            file,
            until: part.end,
            buffer: vec![0; Windows::SIZE],
            filled: 0,
            is_last: false,
            line_break,
            lines: 0,
            end: part.start,
            blocks: Vec::new(),
            sum: Sum::default(),
        }
    }

    /// Reads on until the buffer is full or the part ends.
    pub fn fill(&mut self) -> io::Result<()> {
        while self.filled < self.buffer.len() && !self.is_last {
            let at = self.end + self.filled;
            let room = self.filled..self.buffer.len().min(self.filled + self.until.saturating_sub(at));
            match self.file.read_at(at as u64, &mut self.buffer[room]) {
                Ok(0) => self.is_last = true,
                Ok(more) => self.filled += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        match self.end + self.filled {
            length if length as u64 > Raw::MAX_BYTES => Err(io::ErrorKind::FileTooLarge.into()),
            _ => Ok(()),
        }
    }

    /// What is in the window.
    pub fn window(&self) -> &[u8] {
        &self.buffer[..self.filled]
    }

    /// Where the window begins in the file.
    pub fn start(&self) -> usize {
        self.end
    }

    /// Whether nothing follows the window.
    pub fn is_last(&self) -> bool {
        self.is_last
    }

    /// Makes room for a record that is longer than the window.
    pub fn widen(&mut self) {
        self.buffer.resize(self.buffer.len() * 2, 0);
    }

    /// Takes so many bytes from the start of the window as read, with so many line breaks; `None` where they are no UTF-8.
    pub fn take(&mut self, length: usize, lines: u32) -> Option<()> {
        let block = self.buffer.get(..length)?;
        let start = self.end as u32;
        self.blocks.push(Block { start, lines: self.lines, sum: sum(&self.sum, block), bytes: OnceLock::new() });
        self.lines += lines;
        self.end += length;
        let is_text = processor::utf_8(block).is_ok();
        self.buffer.copy_within(length..self.filled, 0);
        self.filled -= length;
        is_text.then_some(())
    }

    /// Joins the part that follows, of the same file, which was read by other windows.
    pub fn append(&mut self, next: Windows) {
        let Windows { blocks, lines, end, .. } = next;
        let lines_before = self.lines;
        self.blocks.extend(blocks.into_iter().map(|block| Block { lines: block.lines + lines_before, ..block }));
        self.lines += lines;
        self.end = end;
    }

    /// Windows of another part of the same file, to be joined.
    pub fn of_part(&self, part: Range<usize>) -> Windows {
        let windows = Windows::new(Arc::clone(&self.file), part, self.line_break);
        Windows { sum: self.sum.clone(), ..windows }
    }

    /// Reads no further than to here.
    pub fn end_at(&mut self, until: usize) {
        self.until = until;
    }

    /// The file, all of which was read.
    pub(super) fn into_file(self) -> OnDisk {
        let Windows { file, blocks, end, line_break, sum, .. } = self;
        OnDisk { file, blocks, len: end, line_break, sum, whole: OnceLock::new(), fault: OnceLock::new() }
    }
}

fn sum(state: &Sum, bytes: &[u8]) -> u64 {
    let mut hasher = state.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

/// A file that was read and can be fetched from.
#[derive(Debug)]
pub(super) struct OnDisk {
    file: Arc<dyn Rereadable>,
    blocks: Vec<Block>,
    len: usize,
    line_break: u8,
    sum: Sum,
    whole: OnceLock<Vec<u8>>,
    /// Why something could not be fetched.
    fault: OnceLock<String>,
}

impl OnDisk {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Why what was asked for is not what was read: blanks stand for it.
    pub(super) fn fault(&self) -> Option<&str> {
        self.fault.get().map(String::as_str)
    }

    /// All of the file, fetched again.
    pub(super) fn whole(&self) -> &[u8] {
        self.whole.get_or_init(|| {
            let mut whole = Vec::with_capacity(self.len);
            for number in 0..self.blocks.len() {
                match self.blocks[number].bytes.get() {
                    Some(bytes) => whole.extend_from_slice(bytes),
                    None => whole.extend_from_slice(&self.fetch(number)),
                }
            }
            whole
        })
    }

    /// The block around a range, or else the whole.
    pub(super) fn part(&self, range: Range<usize>) -> Part<'_> {
        let number = self.number_at(range.start);
        if self.whole.get().is_some() || range.end > self.range(number).end {
            return Part::new(0, self.whole());
        }
        self.block(number)
    }

    /// The block around an offset, and how many line breaks stand before it.
    pub(super) fn block_at(&self, offset: usize) -> (Part<'_>, usize) {
        let number = self.number_at(offset);
        (self.block(number), self.blocks.get(number).map_or(0, |block| block.lines as usize))
    }

    pub(super) fn line_break(&self) -> u8 {
        self.line_break
    }

    fn number_at(&self, offset: usize) -> usize {
        self.blocks.partition_point(|block| block.start as usize <= offset).saturating_sub(1)
    }

    fn range(&self, number: usize) -> Range<usize> {
        let start = |number: usize| self.blocks.get(number).map_or(self.len, |block| block.start as usize);
        start(number)..start(number + 1)
    }

    fn block(&self, number: usize) -> Part<'_> {
        let Some(block) = self.blocks.get(number) else { return Part::new(0, &[]) };
        let bytes = block.bytes.get_or_init(|| self.fetch(number).into_boxed_slice());
        Part::new(block.start as usize, bytes)
    }

    /// A block as it was read, or else blanks.
    fn fetch(&self, number: usize) -> Vec<u8> {
        let range = self.range(number);
        let mut bytes = vec![0; range.len()];
        let fault = match self.read(range.start, &mut bytes) {
            Ok(()) if sum(&self.sum, &bytes) == self.blocks[number].sum => return bytes,
            Ok(()) => "it was changed while it was checked".to_owned(),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                "it was cut off while it was checked".to_owned()
            }
            Err(error) => format!("it cannot be read again: {error}"),
        };
        self.fault.get_or_init(|| fault);
        bytes.fill(b' ');
        bytes
    }

    fn read(&self, at: usize, bytes: &mut [u8]) -> io::Result<()> {
        let mut filled = 0;
        while filled < bytes.len() {
            match self.file.read_at((at + filled) as u64, &mut bytes[filled..]) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(more) => filled += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
