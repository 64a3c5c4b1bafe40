//! Delimited text: records and cells as places in the source.
//!
//! A scanner of its own, for a cell is kept as where it starts in the source: the kept CSV crates hand out copies
//! whose places drift after a quoted cell, or take a quote within a cell for the start of a quoted part. The rules are
//! those of RFC 4180, read the lenient way: a quote opens a quoted cell only as its first byte, and what follows a
//! closing quote belongs to the cell. The `csv` crate is the oracle of the tests.

mod dialect;
mod disk;
mod ragged;
mod rewriting;
mod row;
mod scan;
mod stops;
mod value;

use super::columns::{Columns, Field, Mapping};
use super::in_parts::InParts;
use super::keys::Keys;
use crate::error::Error;
use crate::source::{Source, Span};
pub(super) use dialect::Dialect;
use dialect::MOST_COLUMNS;
pub(super) use disk::scan_on_disk;
use ragged::never_closed;
pub use rewriting::Rewriting;
use scan::Scan;
use value::{heading, is_open};
pub(super) use value::{text, value};

/// A delimited text, scanned.
#[derive(Debug)]
pub(super) struct Table {
    dialect: Dialect,
    columns: Columns,
    /// Where each record starts.
    starts: InParts<u32>,
    blank: usize,
    /// Where the header starts.
    header: u32,
}

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
        let mut header = Header::read(source, mapping)?;
        let columns = Columns::detect(source.name(), std::mem::take(&mut header.headings), mapping)
            .map_err(|error| error.or_at(source, Span::new(header.start..header.end)))?;
        let mut scan = Scan::new(&header, columns, source.len());
        scan.take(&source.bytes()[header.end..], header.end, true).map_err(|quote| quote.at(source))?;
        scan.finish(source)
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
        self.starts.get(record).unwrap_or_default() as usize
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
        let start = self.start(record);
        let part = source.part(start..start);
        let (bytes, base) = (part.bytes(), part.start());
        let at = (0..column).fold(start - base, |at, _| self.dialect.cell_end(bytes, at) + 1);
        let end = self.dialect.cell_end(bytes, at);
        Span::new(base + at..base + self.dialect.without_return(bytes, at, end))
    }

    /// The place of a cell, quotes included.
    pub(super) fn cell(&self, source: &Source, record: usize, field: Field) -> Option<Span> {
        self.columns.column(field).map(|column| self.cell_in(source, record, column))
    }
}
