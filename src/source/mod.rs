//! The bytes of one input: its name, its text, and the line and column of any place in it.

mod bytes;
mod encoding;
mod group;
mod lines;
mod on_disk;
mod part;
mod sheet;

use std::io::{self, Read};
use std::ops::Range;
use std::sync::OnceLock;

use bytes::Bytes;
pub use bytes::has_room_for;
pub use group::Group;
use lines::LineIndex;
pub use lines::line_break;
use on_disk::OnDisk;
pub use on_disk::{Rereadable, Windows};
pub use part::Part;
pub use sheet::{Cell, Columns, Kind, Sheet};

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
    /// They are not in the encoding that they are said to be in.
    NotEncoded {
        /// Its name.
        encoding: &'static str,
    },
    /// A NUL byte near the start: no text file has one.
    Binary,
    /// As UTF-8 it has more than 4 GiB.
    TooLong,
}

/// The bytes of one input as they are, which may be no text.
pub struct Raw {
    name: String,
    bytes: Bytes,
}

impl Raw {
    /// The most bytes that one input may have: places are kept in 32 bits.
    pub const MAX_BYTES: u64 = u32::MAX as u64 - 1;

    /// Bytes that are in memory already.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Raw {
        Raw { name: name.into(), bytes: Bytes::Heap(bytes.into()) }
    }

    /// Reads an input to its end. `size` is what the file system says of its length, in bytes: a hint, for a file may
    /// grow or shrink while it is read. More than [`Raw::MAX_BYTES`] is an error of kind `FileTooLarge`.
    pub fn read(name: impl Into<String>, input: impl Read, size: Option<u64>) -> io::Result<Raw> {
        Ok(Raw { name: name.into(), bytes: Bytes::read(input, size)? })
    }

    /// The name of the input, as its user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    /// The text that they are: UTF-8, or what a byte-order mark, the user or the bytes themselves tell.
    pub fn into_text(self, encoding: Option<Encoding>) -> Result<Source, NotText> {
        let Raw { name, bytes } = self;
        let (bytes, encoding) = match encoding::decode(bytes.as_slice(), encoding.map(|named| named.0))? {
            None => (bytes, None),
            Some(decoded) => (Bytes::Heap(decoded.text.into_bytes()), Some(decoded.encoding)),
        };
        if bytes.as_slice().len() as u64 > Raw::MAX_BYTES {
            return Err(NotText::TooLong);
        }
        let start = if bytes.as_slice().starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Ok(Source { name, bytes, start, encoding, index: OnceLock::new(), sheet: None, group: None })
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// An encoding of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Encoding = Encoding(encoding_rs::UTF_8);

    /// The encoding of a name, as web pages name them: `windows-1252`, `utf-16le`, `shift_jis`.
    pub fn from_name(name: &str) -> Option<Encoding> {
        encoding_rs::Encoding::for_label(name.as_bytes()).map(Encoding)
    }
}

/// The text of one input, with its name.
pub struct Source {
    name: String,
    bytes: Bytes,
    /// Where the text begins: after a byte-order mark.
    start: usize,
    encoding: Option<&'static str>,
    index: OnceLock<LineIndex>,
    sheet: Option<Sheet>,
    group: Option<Group>,
}

impl Source {
    /// A source of bytes that are in memory already.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<Source, NotText> {
        Raw::new(name, bytes).into_text(None)
    }

    /// A sheet, transcribed: its records as delimited text, with commas, quotes where they are needed, and a line feed
    /// behind each.
    pub fn of_sheet(name: impl Into<String>, sheet: Sheet, text: Vec<u8>) -> Source {
        let (bytes, index) = (Bytes::Heap(text), OnceLock::new());
        Source { name: name.into(), bytes, start: 0, encoding: None, index, sheet: Some(sheet), group: None }
    }

    /// A file of UTF-8 that was read to its end and stays on the disk.
    pub fn on_disk(name: impl Into<String>, windows: Windows) -> Source {
        let bytes = Bytes::OnDisk(Box::new(windows.into_file()));
        let mut source = Source {
            name: name.into(),
            bytes,
            start: 0,
            encoding: None,
            index: OnceLock::new(),
            sheet: None,
            group: None,
        };
        source.start = if source.part(0..0).bytes().starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        source
    }

    /// Whether it stays on the disk, so that every part that is asked for is fetched first.
    pub fn is_on_disk(&self) -> bool {
        matches!(self.bytes, Bytes::OnDisk(_))
    }

    /// Why something that was asked for is not what the file held when it was read, but blanks: it was changed since, or
    /// cannot be read again.
    pub fn fault(&self) -> Option<&str> {
        match &self.bytes {
            Bytes::OnDisk(file) => file.fault(),
            Bytes::Heap(_) | Bytes::Pages { .. } => None,
        }
    }

    /// The same text, as one chart out of a table of many: places are those of the table.
    pub fn of_group(mut self, group: Group) -> Source {
        self.group = Some(group);
        self
    }

    /// The name of the chart, where the source holds one out of a table of many.
    pub fn group(&self) -> Option<&str> {
        self.group.as_ref().map(|group| group.name.as_str())
    }

    /// The encoding that the input was in, where that is not UTF-8.
    pub fn encoding(&self) -> Option<&'static str> {
        self.encoding
    }

    /// Whether it is a sheet of a workbook, or another table that was transcribed.
    pub fn is_sheet(&self) -> bool {
        self.sheet.is_some()
    }

    /// The name of the input, as its user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All bytes, a byte-order mark included. Of a file that stays on the disk this fetches all of it; a
    /// [`part`](Source::part) is cheaper.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        match &self.bytes {
            Bytes::OnDisk(file) => file.len(),
            Bytes::Heap(_) | Bytes::Pages { .. } => self.bytes().len(),
        }
    }

    /// Whether there is no byte.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As little as there is at once of the text around a range: all of it, or of a file on the disk the block of lines
    /// that holds the range.
    pub fn part(&self, range: Range<usize>) -> Part<'_> {
        match &self.bytes {
            Bytes::OnDisk(file) => file.part(range),
            Bytes::Heap(_) | Bytes::Pages { .. } => Part::new(0, self.bytes()),
        }
    }

    /// The bytes of a span; none where it lies outside.
    pub fn slice(&self, span: Span) -> &[u8] {
        self.part(span.range()).get(span.range()).unwrap_or_default()
    }

    /// Where the text begins: 0, or 3 after a byte-order mark.
    pub fn text_start(&self) -> usize {
        self.start
    }

    /// The text of a span; empty where the span cuts a character or lies outside.
    pub fn text(&self, span: Span) -> &str {
        std::str::from_utf8(self.slice(span)).unwrap_or_default()
    }

    /// Line and column of a byte offset; of a sheet its row and column, as numbers.
    pub fn place(&self, offset: usize) -> Place {
        if let Some(sheet) = &self.sheet {
            return sheet.place(self.bytes(), offset);
        }
        let offset = offset.clamp(self.start, self.len());
        if let Bytes::OnDisk(file) = &self.bytes {
            let (line, lines) = self.line_on_disk(file, offset);
            let before = file.part(lines.clone()).get(lines.start..offset.max(lines.start)).unwrap_or_default();
            return Place { line: line as u32 + 1, column: lines::count_characters(before) + 1 };
        }
        let index = self.index();
        let line = index.line_of(offset);
        let start = index.line_start(line).max(self.start);
        let characters = index.characters_before(self.bytes(), offset) - index.characters_before(self.bytes(), start);
        Place { line: self.line_in_whole(line) as u32 + 1, column: characters as u32 + 1 }
    }

    /// A place as messages name it: `8:4`, line and column, or as the name of a cell, which a [`Sheet`] has.
    pub fn named_place(&self, offset: usize) -> String {
        match self.cell_at(offset) {
            Some(cell) => cell.to_string(),
            None => {
                let Place { line, column } = self.place(offset);
                format!("{line}:{column}")
            }
        }
    }

    /// The bytes of the line (counted from 0) that holds `offset`, without its line break, and the number of that line;
    /// of a sheet those of the record, and its row.
    pub fn line_around(&self, offset: usize) -> (usize, Range<usize>) {
        if let Some(sheet) = &self.sheet {
            let (record, start) = sheet.record_at(offset);
            let end = sheet.record_end(record, self.bytes().len());
            return ((sheet.row(record) as usize).saturating_sub(1), start..end.max(start));
        }
        if let Bytes::OnDisk(file) = &self.bytes {
            return self.line_on_disk(file, offset.min(self.len()));
        }
        let index = self.index();
        let line = index.line_of(offset.min(self.bytes().len()));
        let start = index.line_start(line).max(self.start);
        let end = index.line_end(line, self.bytes());
        (self.line_in_whole(line), start..end.max(start))
    }

    /// What [`Source::line_around`] says of a file on the disk, whose blocks know how many lines stand before them.
    fn line_on_disk(&self, file: &OnDisk, offset: usize) -> (usize, Range<usize>) {
        let (block, lines) = file.block_at(offset);
        let (line, range) = lines::line_around(block.bytes(), offset - block.start(), file.line_break());
        let start = (block.start() + range.start).max(self.start);
        (lines + line, start..(block.start() + range.end).max(start))
    }

    /// The number of a line in the file that the source is of, both from 0.
    fn line_in_whole(&self, line: usize) -> usize {
        self.group.as_ref().map_or(line, |group| group.line(line))
    }

    fn index(&self) -> &LineIndex {
        self.index.get_or_init(|| LineIndex::new(self.bytes()))
    }
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("name", &self.name).field("bytes", &self.len()).finish_non_exhaustive()
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
    fn a_large_file_that_shrinks_or_grows_is_read_as_it_is() {
        let text = "x".repeat(5 << 20);
        for size in [4 << 20, 5 << 20, 6 << 20] {
            let source = Raw::read("x", text.as_bytes(), Some(size)).unwrap();
            assert_eq!(source.bytes().len(), text.len());
        }
    }
}
