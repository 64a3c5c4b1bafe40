//! The scanner: from a text, or from one window of it after the other, to records and keys.

use std::ops::Range;

use fearless_simd::{Simd, dispatch};

use super::dialect::Dialect;
use super::ragged::{Ragged, never_closed};
use super::row::Row;
use super::stops::{Blocks, Stop};
use super::value::value;
use super::{Header, Table};
use crate::error::Error;
use crate::input::columns::Columns;
use crate::input::in_parts::InParts;
use crate::input::keys::Keys;
use crate::source::Source;
use crate::{processor, progress};

/// What was taken from a text so far.
pub(super) struct Scan {
    table: Table,
    keys: Keys,
    row: Row,
    ragged: Ragged,
    /// How long the text is, in bytes, and how many parts of it are scanned at once.
    length: usize,
    parts: usize,
}

/// What whole records take of a window.
pub(super) struct Taken {
    pub(super) bytes: usize,
    /// Line breaks.
    pub(super) lines: u32,
}

/// The place of a quote that is never closed.
pub(super) struct NeverClosed(usize);

/// A guess: records of exports have some hundred bytes.
const USUAL_RECORD: usize = 96;

impl Scan {
    /// Begins behind the header of a text of so many bytes.
    pub(super) fn new(header: &Header, columns: Columns, bytes: usize) -> Scan {
        let mut keys = Keys::new(&columns);
        let expected = bytes / USUAL_RECORD;
        keys.reserve(expected);
        let row = Row::new(&columns);
        let mut starts = InParts::default();
        starts.reserve(expected);
        let table = Table { dialect: header.dialect, columns, starts, blank: 0, header: header.start as u32 };
        Scan { table, keys, row, ragged: Ragged::default(), length: bytes, parts: 1 }
    }

    /// Begins with another part of the text, of so many bytes, to be joined.
    pub(super) fn of_part(&mut self, bytes: usize) -> Scan {
        self.parts = 2;
        let Table { dialect, columns, header, .. } = &self.table;
        let (row, mut keys) = (Row::new(columns), self.keys.alike(columns));
        keys.reserve(bytes / USUAL_RECORD);
        let mut starts = InParts::default();
        starts.reserve(bytes / USUAL_RECORD);
        let table = Table { dialect: *dialect, columns: columns.clone(), starts, blank: 0, header: *header };
        Scan { table, keys, row, ragged: Ragged::default(), length: self.length, parts: self.parts }
    }

    /// Joins what was taken from the part that follows.
    pub(super) fn append(&mut self, next: Scan) {
        self.table.starts.append(next.table.starts);
        self.table.blank += next.table.blank;
        self.keys.append(next.keys);
        self.ragged.append(next.ragged);
    }

    /// Takes the records that end in a window of the text, which begins at `base` in the whole. What is left is the beginning
    /// of a record that goes on behind the window, unless nothing does.
    pub(super) fn take(&mut self, window: &[u8], base: usize, is_last: bool) -> Result<Taken, NeverClosed> {
        dispatch!(processor::level(window.len()), simd => self.take_by(simd, window, base, is_last))
    }

    /// The same by the instructions of a processor. Inlined, for else it would be by those of any.
    #[inline(always)]
    fn take_by<S: Simd>(&mut self, simd: S, window: &[u8], base: usize, is_last: bool) -> Result<Taken, NeverClosed> {
        let Dialect { delimiter, line_break } = self.table.dialect;
        let (mut record, mut cell) = (0, 0);
        // Line breaks in all, and those before the record.
        let (mut lines, mut taken) = (0, 0);
        let mut quoted_from = None;
        let mut skip = usize::MAX;
        // How many cells the record has so far.
        let mut cells = 0;
        for block in Blocks::new(simd, window, delimiter, line_break) {
            let is_plain = block.has_no_quote() && quoted_from.is_none();
            let tidy = if is_plain { Some((block, false)) } else { block.tidy(quoted_from.is_some(), cell, skip) };
            if let Some((block, is_open)) = tidy {
                for (stop, kind) in block.stops() {
                    if kind == Stop::Delimiter {
                        self.row.end_cell(cells, stop);
                        cells += 1;
                    } else {
                        self.end_record(window, base, record..stop, cell, cells);
                        cells = 0;
                        record = stop + 1;
                        lines += 1;
                        taken = lines;
                    }
                    cell = stop + 1;
                }
                if !is_plain {
                    // Of two quotes that stand for one, the first may be the last byte.
                    let is_parted = !is_open && window.get(block.end() - 1..=block.end()) == Some(b"\"\"");
                    if is_parted {
                        skip = block.end();
                    }
                    quoted_from = (is_open || is_parted).then_some(cell);
                }
                continue;
            }
            for (stop, kind) in block.stops() {
                match kind {
                    Stop::Quote if quoted_from.is_none() => quoted_from = (stop == cell).then_some(stop),
                    // The second of two quotes that stand for one.
                    Stop::Quote if stop == skip => {}
                    Stop::Quote if window.get(stop + 1) == Some(&b'"') => skip = stop + 1,
                    Stop::Quote => quoted_from = None,
                    Stop::LineBreak if quoted_from.is_some() => lines += 1,
                    Stop::Delimiter if quoted_from.is_some() => {}
                    Stop::Delimiter => {
                        self.row.end_cell(cells, stop);
                        cells += 1;
                        cell = stop + 1;
                    }
                    Stop::LineBreak => {
                        self.end_record(window, base, record..stop, cell, cells);
                        cells = 0;
                        cell = stop + 1;
                        record = cell;
                        lines += 1;
                        taken = lines;
                    }
                }
            }
        }
        match quoted_from {
            _ if !is_last => return Ok(Taken { bytes: record, lines: taken }),
            Some(quote) => return Err(NeverClosed(base + quote)),
            None if record < window.len() => self.end_record(window, base, record..window.len(), cell, cells),
            None => {}
        }
        Ok(Taken { bytes: window.len(), lines })
    }

    /// Ends a record, whose last cell begins at `cell`, behind so many others.
    #[inline]
    fn end_record(&mut self, window: &[u8], base: usize, record: Range<usize>, cell: usize, others: usize) {
        let Scan { table, keys, row, ragged, length, parts } = self;
        let (record, end) = (record.start, table.dialect.without_return(window, cell, record.end));
        row.end_cell(others, end);
        let (cells, width) = (others + 1, table.columns.headings().len());
        if table.dialect.is_blank(&window[record..end]) {
            table.blank += 1;
        } else if cells == width || (cells > width && table.dialect.rest_is_blank(window, record, end, width)) {
            table.starts.push((base + record) as u32);
            if table.starts.len().is_multiple_of(1 << 14) {
                // The other part comes as far meanwhile.
                progress::reach(*parts * table.starts.len(), *parts * (base + record), *length);
            }
            row.begin(record);
            keys.push(row.fields(window), window, value);
            for (number, cell) in row.numbers(window) {
                keys.push_number(number, &value(cell));
            }
        } else {
            ragged.note(base + record, cells);
        }
    }

    /// What was taken, unless records have another length than the header.
    pub(super) fn finish(self, source: &Source) -> Result<(Table, Keys), Error> {
        self.ragged.into_result(source, self.table.columns.headings().len())?;
        Ok((self.table, self.keys))
    }
}

impl NeverClosed {
    pub(super) fn at(self, source: &Source) -> Error {
        never_closed(source, self.0)
    }
}
