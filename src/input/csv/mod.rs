//! Delimited text: records and cells as places in the source.
//!
//! A scanner of its own, for a cell is kept as where it starts in the source: the kept CSV crates hand out copies
//! whose places drift after a quoted cell, or take a quote within a cell for the start of a quoted part. The rules are
//! those of RFC 4180, read the lenient way: a quote opens a quoted cell only as its first byte, and what follows a
//! closing quote belongs to the cell. The `csv` crate is the oracle of the tests.

mod dialect;
mod ragged;
mod rewriting;
mod row;
mod value;

use memchr::{memchr2, memchr3_iter};

use super::columns::{Columns, Field, Mapping};
use super::keys::Keys;
use crate::error::Error;
use crate::source::{Source, Span};
pub(super) use dialect::Dialect;
use dialect::MOST_COLUMNS;
use ragged::{Ragged, never_closed};
pub use rewriting::Rewriting;
use row::Row;
use value::{heading, is_open};
pub(super) use value::{text, value};

/// The fields whose cells are looked at while scanning: those of [`Keys::FIELDS`] and [`Keys::NUMBERS`], and those whose
/// place is kept.
const SCANNED: [Field; 13] = [
    Field::Id,
    Field::Manager,
    Field::Title,
    Field::Name,
    Field::QuotaCarrying,
    Field::Status,
    Field::StartDate,
    Field::EndDate,
    Field::Email,
    Field::BasePay,
    Field::TotalPay,
    Field::YearsExperience,
    Field::HeadcountWeight,
];

/// How many of the scanned fields checks come back to: for these the place of each cell is kept, the others are found
/// again from the start of their record.
const KEPT: usize = 4;

/// A delimited text, scanned.
#[derive(Debug)]
pub(super) struct Table {
    dialect: Dialect,
    columns: Columns,
    /// Where each record starts.
    starts: Vec<u32>,
    /// Row by row, for each kept column the distance of its cell from the start of the record; `FAR` where it is too
    /// far to be kept and must be found again.
    offsets: Vec<u16>,
    /// For each kept field its place in a row of `offsets`.
    kept: [Option<u8>; Field::ALL.len()],
    stride: usize,
    blank: usize,
    /// Where the header starts.
    header: u32,
}

const FAR: u16 = u16::MAX;

/// What stands before the records.
pub(super) struct Header {
    pub(super) dialect: Dialect,
    pub(super) headings: Vec<String>,
    /// Where it begins.
    start: usize,
    /// Where the records begin.
    pub(super) end: usize,
}

impl Header {
    pub(super) fn read(source: &Source, mapping: &Mapping) -> Result<Header, Error> {
        let bytes = source.bytes();
        let (dialect, start) = Dialect::detect(source, mapping);
        let start = dialect.skip_blank_lines(bytes, start);
        let (cells, end) = dialect.cells_of_record(source, start);
        if let Some(open) = cells.iter().find(|cell| is_open(&bytes[cell.range()])) {
            return Err(never_closed(source, open.start as usize));
        }
        if cells.len() > MOST_COLUMNS {
            let at = Span::new(start..start);
            return Err(Error::at(source, at, format!("the header has more than {MOST_COLUMNS} cells"))
                .help("give the table of the positions, one column a field"));
        }
        let headings = cells.into_iter().map(|cell| heading(source, cell)).collect();
        Ok(Header { dialect, headings, start, end })
    }
}

/// Whether the header tells ids and managers.
pub(super) fn is_headed_as_chart(source: &Source, mapping: &Mapping) -> bool {
    let (dialect, start) = Dialect::detect(source, mapping);
    let (cells, _) = dialect.cells_of_record(source, dialect.skip_blank_lines(source.bytes(), start));
    let headings = cells.into_iter().take(MOST_COLUMNS).map(|cell| heading(source, cell)).collect();
    Columns::find(headings, mapping).is_ok()
}

impl Table {
    /// Scans the whole source. Records of another length than the header, and a quote that never closes, are errors:
    /// where a cell is missing nobody can say which, and every cell after it would be misread.
    pub(super) fn scan(source: &Source, mapping: &Mapping) -> Result<(Table, Keys), Error> {
        let Header { dialect, headings, start, end } = Header::read(source, mapping)?;
        let columns = Columns::detect(source.name(), headings, mapping)
            .map_err(|error| error.or_at(source, Span::new(start..end)))?;
        let mut table = Table::empty(dialect, columns, start as u32);
        let keys = table.scan_records(source, end)?;
        Ok((table, keys))
    }

    fn empty(dialect: Dialect, columns: Columns, header: u32) -> Table {
        let mut kept = [None; Field::ALL.len()];
        let mut stride = 0;
        for field in SCANNED.into_iter().take(KEPT) {
            if columns.column(field).is_some() {
                kept[field as usize] = Some(stride);
                stride += 1;
            }
        }
        Table {
            dialect,
            columns,
            starts: Vec::new(),
            offsets: Vec::new(),
            kept,
            stride: stride.into(),
            blank: 0,
            header,
        }
    }

    fn scan_records(&mut self, source: &Source, first: usize) -> Result<Keys, Error> {
        let bytes = source.bytes();
        let Dialect { delimiter, line_break } = self.dialect;
        let width = self.columns.headings().len();
        let mut keys = Keys::new(&self.columns);
        let expected = bytes.len().saturating_sub(first) / 96;
        self.starts.reserve(expected);
        self.offsets.reserve(expected * self.stride);
        keys.reserve(expected);

        let mut row = Row::new(self);
        let mut ragged = Ragged::default();
        let (mut record, mut cell, mut column) = (first, first, 0);
        let mut quoted_from = None;
        let mut skip = usize::MAX;
        let stops = memchr3_iter(delimiter, line_break, b'"', &bytes[first..]).map(|stop| first + stop);
        for stop in stops.chain(std::iter::once(bytes.len())) {
            let byte = bytes.get(stop).copied().unwrap_or(line_break);
            if byte == b'"' {
                if quoted_from.is_some() {
                    if stop == skip {
                        // The second of two quotes that stand for one.
                    } else if bytes.get(stop + 1) == Some(&b'"') {
                        skip = stop + 1;
                    } else {
                        quoted_from = None;
                    }
                } else if stop == cell {
                    quoted_from = Some(stop);
                }
                continue;
            }
            if quoted_from.is_some() && stop < bytes.len() {
                continue;
            }
            if stop == bytes.len() && record == stop {
                break;
            }
            if byte == delimiter && stop < bytes.len() {
                row.put(column, cell..stop);
                column += 1;
                cell = stop + 1;
                continue;
            }
            let end = self.dialect.without_return(bytes, cell, stop);
            row.put(column, cell..end);
            column += 1;
            cell = stop + 1;
            if self.dialect.is_blank(&bytes[record..end]) {
                self.blank += 1;
            } else if column == width || (column > width && self.dialect.rest_is_blank(bytes, record, end, width)) {
                self.starts.push(record as u32);
                self.offsets.extend(
                    row.cells
                        .iter()
                        .take(self.stride)
                        .map(|cell| u16::try_from(cell.start - record as u32).unwrap_or(FAR)),
                );
                let raw = |cell: Span| &bytes[cell.range()];
                keys.push(row.key_slots.map(|slot| row.cells[slot]), raw, |cell| value(raw(cell)));
                for (number, slot) in &row.number_slots {
                    keys.push_number(*number, &value(&bytes[row.cells[*slot].range()]));
                }
            } else {
                ragged.note(record, column);
            }
            record = cell;
            column = 0;
        }
        if let Some(quote) = quoted_from {
            return Err(never_closed(source, quote));
        }
        ragged.into_result(source, width)?;
        Ok(keys)
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Records in which every cell is empty: no positions, and no records.
    pub(super) fn blank_records(&self) -> usize {
        self.blank
    }

    /// Where the record starts.
    pub(super) fn start(&self, record: usize) -> usize {
        self.starts[record] as usize
    }

    /// Where a cell starts, at its quote if it has one.
    fn cell_start(&self, source: &Source, record: usize, field: Field) -> Option<usize> {
        let start = self.starts[record] as usize;
        let kept = self.kept[field as usize].map(|slot| self.offsets[record * self.stride + usize::from(slot)]);
        match kept {
            Some(distance) if distance != FAR => Some(start + usize::from(distance)),
            _ => {
                let column = self.columns.column(field)?;
                Some((0..column).fold(start, |at, _| self.dialect.cell_end(source.bytes(), at) + 1))
            }
        }
    }

    /// The places of all cells of the header, quotes included.
    pub(super) fn header_cells(&self, source: &Source) -> Vec<Span> {
        self.dialect.cells_of_record(source, self.header as usize).0
    }

    /// The places of all cells of a record, quotes included; of blank ones beyond the header's too.
    pub(super) fn cells(&self, source: &Source, record: usize) -> Vec<Span> {
        self.dialect.cells_of_record(source, self.start(record)).0
    }

    /// The place of the cell in a column, quotes included.
    pub(super) fn cell_in(&self, source: &Source, record: usize, column: usize) -> Span {
        let bytes = source.bytes();
        let at = (0..column).fold(self.start(record), |at, _| self.dialect.cell_end(bytes, at) + 1);
        let end = self.dialect.cell_end(bytes, at);
        Span::new(at..self.dialect.without_return(bytes, at, end))
    }

    /// The first two bytes of what a cell says, found without looking for the cell's end.
    pub(super) fn initials(&self, source: &Source, record: usize, field: Field) -> Option<[u8; 2]> {
        let start = self.cell_start(source, record, field)?;
        let bytes = source.bytes();
        let start = start + usize::from(bytes.get(start) == Some(&b'"'));
        if bytes.get(start) == Some(&b'\'') {
            return value(&bytes[self.cell(source, record, field)?.range()]).get(..2)?.try_into().ok();
        }
        bytes.get(start..start + 2)?.try_into().ok()
    }

    /// Whether two cells are the same bytes and plain, so that they say the same; where it is false they still may.
    pub(super) fn are_plainly_equal(&self, source: &Source, one: (usize, Field), other: (usize, Field)) -> bool {
        let (Some(one), Some(other)) =
            (self.cell_start(source, one.0, one.1), self.cell_start(source, other.0, other.1))
        else {
            return false;
        };
        let (one, other) = (&source.bytes()[one..], &source.bytes()[other..]);
        let ends = |byte: Option<&u8>| {
            byte.is_none_or(|byte| *byte == self.dialect.delimiter || *byte == self.dialect.line_break)
        };
        let length = memchr2(self.dialect.delimiter, self.dialect.line_break, one).unwrap_or(one.len());
        one.first() != Some(&b'"') && other.get(..length) == Some(&one[..length]) && ends(other.get(length))
    }

    /// The place of a cell, quotes included.
    pub(super) fn cell(&self, source: &Source, record: usize, field: Field) -> Option<Span> {
        let bytes = source.bytes();
        let at = self.cell_start(source, record, field)?;
        let end = self.dialect.cell_end(bytes, at);
        Some(Span::new(at..self.dialect.without_return(bytes, at, end)))
    }
}
