//! The bytes of one input: its name, its text, and the line and column of any place in it.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::OnceLock;

use memchr::memchr_iter;

/// A range of bytes in a [`Source`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range`, which lies within a source and so fits.
    pub fn new(range: Range<usize>) -> Span {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: narrow(range.start), end: narrow(range.end) }
    }

    /// As a range to index bytes with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether no byte is in it.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Why bytes are no [`Source`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotText {
    /// The byte at this place is not part of any UTF-8 character.
    NotUtf8 {
        /// Where it stands.
        place: Place,
        /// The byte.
        byte: u8,
    },
    /// A byte-order mark of UTF-16.
    Utf16,
    /// A NUL byte near the start: no text file has one.
    Binary,
    /// The first bytes of a zip archive, as a workbook has them.
    Zip,
}

/// The text of one input, with its name.
pub struct Source {
    name: String,
    bytes: Bytes,
    /// Where the text begins: after a byte-order mark.
    start: usize,
    index: OnceLock<LineIndex>,
}

impl Source {
    /// The most bytes that one input may have: places are kept in 32 bits.
    pub const MAX_BYTES: u64 = u32::MAX as u64 - 1;

    /// A source of bytes that are in memory already.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<Source, NotText> {
        Source::from_bytes(name.into(), Bytes::Heap(bytes.into()))
    }

    /// Reads an input to its end. `size` is what the file system says of its length, in bytes: a hint, for a file may
    /// grow or shrink while it is read. More than [`Source::MAX_BYTES`] is an error of kind `FileTooLarge`.
    pub fn read(name: impl Into<String>, input: impl Read, size: Option<u64>) -> io::Result<Result<Source, NotText>> {
        let bytes = Bytes::read(input, size)?;
        Ok(Source::from_bytes(name.into(), bytes))
    }

    fn from_bytes(name: String, bytes: Bytes) -> Result<Source, NotText> {
        let all = bytes.as_slice();
        if all.starts_with(b"\xff\xfe") || all.starts_with(b"\xfe\xff") {
            return Err(NotText::Utf16);
        }
        if all.starts_with(b"PK\x03\x04") {
            return Err(NotText::Zip);
        }
        if all[..all.len().min(8192)].contains(&0) {
            return Err(NotText::Binary);
        }
        let start = if all.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        // Validated once, here; single cells are short enough to be looked at again when they are asked for as text.
        let fault = simdutf8::compat::from_utf8(all).err().map(|error| error.valid_up_to());
        let source = Source { name, bytes, start, index: OnceLock::new() };
        match fault {
            None => Ok(source),
            Some(at) => Err(NotText::NotUtf8 { place: source.place(at), byte: source.bytes()[at] }),
        }
    }

    /// The name of the input, as its user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All bytes, a byte-order mark included.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    /// Where the text begins: 0, or 3 after a byte-order mark.
    pub fn text_start(&self) -> usize {
        self.start
    }

    /// The text of a span; empty where the span cuts a character or lies outside.
    pub fn text(&self, span: Span) -> &str {
        self.bytes().get(span.range()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Line and column of a byte offset.
    pub fn place(&self, offset: usize) -> Place {
        let index = self.index();
        let offset = offset.clamp(self.start, self.bytes().len());
        let line = index.line_of(offset);
        let start = index.line_start(line).max(self.start);
        let characters = index.characters_before(self.bytes(), offset) - index.characters_before(self.bytes(), start);
        Place { line: line as u32 + 1, column: characters as u32 + 1 }
    }

    /// The bytes of the line (counted from 0) that holds `offset`, without its line break, and the number of that line.
    pub fn line_around(&self, offset: usize) -> (usize, Range<usize>) {
        let index = self.index();
        let line = index.line_of(offset.min(self.bytes().len()));
        let start = index.line_start(line).max(self.start);
        let end = index.line_end(line, self.bytes());
        (line, start..end.max(start))
    }

    fn index(&self) -> &LineIndex {
        self.index.get_or_init(|| LineIndex::new(self.bytes()))
    }
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("name", &self.name).field("bytes", &self.bytes().len()).finish_non_exhaustive()
    }
}

/// Where lines start, and how many characters precede each block of bytes: any place is found in the time that one
/// block takes, also in a file that is one line of a gigabyte.
struct LineIndex {
    starts: Vec<u32>,
    blocks: Vec<u32>,
    line_break: u8,
}

impl LineIndex {
    const BLOCK: usize = 4096;

    fn new(bytes: &[u8]) -> LineIndex {
        let line_break = line_break(bytes);
        let mut starts = vec![0];
        starts.extend(memchr_iter(line_break, bytes).map(|at| at as u32 + 1));
        let mut blocks = Vec::with_capacity(bytes.len() / LineIndex::BLOCK + 1);
        let mut characters = 0;
        for block in bytes.chunks(LineIndex::BLOCK) {
            blocks.push(characters);
            characters += count_characters(block);
        }
        blocks.push(characters);
        LineIndex { starts, blocks, line_break }
    }

    fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= offset) - 1
    }

    fn line_start(&self, line: usize) -> usize {
        self.starts[line] as usize
    }

    fn line_end(&self, line: usize, bytes: &[u8]) -> usize {
        let mut end = self.starts.get(line + 1).map_or(bytes.len(), |next| *next as usize - 1);
        if self.line_break == b'\n' && end > self.line_start(line) && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        end
    }

    fn characters_before(&self, bytes: &[u8], offset: usize) -> usize {
        let block = offset / LineIndex::BLOCK;
        self.blocks[block] as usize + count_characters(&bytes[block * LineIndex::BLOCK..offset]) as usize
    }
}

/// Characters that begin in `bytes`: every byte but the continuations.
fn count_characters(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from((*byte as i8) >= -0x40)).sum()
}

/// The byte that ends lines: a line feed, or, in files of old Macs that hold no line feed, a carriage return.
pub fn line_break(bytes: &[u8]) -> u8 {
    let has = |byte| memchr::memchr(byte, bytes).is_some();
    if has(b'\n') || !has(b'\r') { b'\n' } else { b'\r' }
}

/// Where the bytes live. A large file goes to pages of its own that the system is asked to make large: at a million
/// rows, touching fresh memory in small pages costs more than reading the file.
enum Bytes {
    Heap(Vec<u8>),
    Pages { pages: memmap2::MmapMut, len: usize },
}

impl Bytes {
    const LARGE: u64 = 4 << 20;

    fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Heap(bytes) => bytes,
            Bytes::Pages { pages, len } => &pages[..*len],
        }
    }

    fn read(input: impl Read, size: Option<u64>) -> io::Result<Bytes> {
        let mut input = input.take(Source::MAX_BYTES + 1);
        let known = size.filter(|size| (Bytes::LARGE..=Source::MAX_BYTES).contains(size));
        let bytes = match known {
            Some(size) => Bytes::read_to_pages(&mut input, size as usize)?,
            None => {
                let mut bytes = Vec::new();
                input.read_to_end(&mut bytes)?;
                Bytes::Heap(bytes)
            }
        };
        if bytes.as_slice().len() as u64 > Source::MAX_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn read_to_pages(input: &mut impl Read, size: usize) -> io::Result<Bytes> {
        let mut pages = memmap2::MmapMut::map_anon(size)?;
        #[cfg(target_os = "linux")]
        // Only advice: where the system has no large pages, small ones do.
        let _ = pages.advise(memmap2::Advice::HugePage);
        let mut len = 0;
        while len < size {
            match input.read(&mut pages[len..]) {
                Ok(0) => return Ok(Bytes::Pages { pages, len }),
                Ok(more) => len += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let mut rest = Vec::new();
        if input.read_to_end(&mut rest)? == 0 {
            return Ok(Bytes::Pages { pages, len });
        }
        // The file grew while it was read.
        let mut bytes = pages.to_vec();
        bytes.append(&mut rest);
        Ok(Bytes::Heap(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_after_a_byte_order_mark() {
        let source = Source::new("x", "\u{feff}ab\r\nöü,c\n").unwrap();
        assert_eq!(source.place(3), Place { line: 1, column: 1 });
        let c = source.bytes().iter().position(|byte| *byte == b'c').unwrap();
        assert_eq!(source.place(c), Place { line: 2, column: 4 });
        assert_eq!(source.line_around(4).1, 3..5);
    }

    #[test]
    fn places_agree_with_a_naive_count_in_long_lines() {
        let text = "é,x".repeat(9000) + "\n" + &"日本".repeat(5000);
        let source = Source::new("x", text.clone()).unwrap();
        for (offset, _) in text.char_indices().step_by(997) {
            let before = &text[..offset];
            let line = before.matches('\n').count();
            let column = before.rsplit('\n').next().unwrap().chars().count();
            assert_eq!(source.place(offset), Place { line: line as u32 + 1, column: column as u32 + 1 });
        }
    }

    #[test]
    fn what_is_no_text_is_told_apart() {
        assert_eq!(
            Source::new("x", *b"a,b\n1,\xe9\n").unwrap_err(),
            NotText::NotUtf8 { place: Place { line: 2, column: 3 }, byte: 0xe9 }
        );
        assert_eq!(Source::new("x", *b"\xff\xfea\0").unwrap_err(), NotText::Utf16);
        assert_eq!(Source::new("x", *b"a\0b").unwrap_err(), NotText::Binary);
        assert_eq!(Source::new("x", *b"PK\x03\x04").unwrap_err(), NotText::Zip);
    }

    #[test]
    fn a_large_file_that_shrinks_or_grows_is_read_as_it_is() {
        let text = "x".repeat(5 << 20);
        for size in [4 << 20, 5 << 20, 6 << 20] {
            let source = Source::read("x", text.as_bytes(), Some(size)).unwrap().unwrap();
            assert_eq!(source.bytes().len(), text.len());
        }
    }
}
