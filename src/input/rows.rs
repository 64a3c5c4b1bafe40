//! The rows of an input as they stand: every cell of every column, also of those that no field is read from.

use std::borrow::Cow;

use super::columns::Field;
use super::csv;
use super::roster::{Roster, Table};
use crate::finding::Record;
use crate::source::{Kind, Span};

/// A cell as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell<'a> {
    /// Where it stands; `None` where the record has no such value, and for headings that are made of keys.
    pub at: Option<Span>,
    /// What it says. The quotes of delimited text are undone, and nothing else.
    pub text: Cow<'a, str>,
    /// What it is.
    pub kind: Kind,
}

impl Roster {
    /// The headings. Of several tables each has its own: see [`Roster::parts`].
    pub fn header_cells(&self) -> Vec<Cell<'_>> {
        match &self.table {
            Table::Csv(table) => self.delimited(table.header_cells(&self.source)),
            Table::Tree(_) | Table::Merged(_) => {
                let heading = |heading| Cell { at: None, text: Cow::Borrowed(heading), kind: Kind::Text };
                self.columns().headings().iter().map(String::as_str).map(heading).collect()
            }
        }
    }

    /// The cells of a record as [`Roster::cells`] has them, and those behind the last heading, which are blank.
    pub(crate) fn cells_beyond_the_header(&self, record: Record) -> Vec<Cell<'_>> {
        match &self.table {
            Table::Csv(table) => self.delimited(table.cells(&self.source, record.index())),
            Table::Tree(_) | Table::Merged(_) => self.cells(record),
        }
    }

    /// The records that a few lines may hold something of: of delimited text all of them, of nested values, where a
    /// position may go on behind those within it, those that begin last before the end of the lines.
    pub(crate) fn records_around(&self, lines: Span) -> impl Iterator<Item = Record> + use<> {
        const MOST: usize = 64;
        let records = 0..self.len();
        let start = |record: usize| match &self.table {
            Table::Csv(table) => table.start(record) as u32,
            Table::Tree(table) => table.start(record) as u32,
            Table::Merged(_) => 0,
        };
        let first_from = |at: u32| {
            let (mut low, mut high) = (records.start, records.end);
            while low < high {
                let middle = low + (high - low) / 2;
                if start(middle) < at { low = middle + 1 } else { high = middle }
            }
            low
        };
        let end = first_from(lines.end.saturating_add(1));
        let first = match &self.table {
            Table::Csv(_) => first_from(lines.start.saturating_add(1)).saturating_sub(1),
            Table::Tree(_) | Table::Merged(_) => end.saturating_sub(MOST),
        };
        (first..end).map(|record| Record(record as u32))
    }

    /// The cells of a record, one for each heading.
    pub fn cells(&self, record: Record) -> Vec<Cell<'_>> {
        let width = self.columns().headings().len();
        let manager = self.columns().column(Field::Manager);
        let of_column = |column: usize| {
            let at = match &self.table {
                Table::Tree(table) => table.place_in(&self.source, record.index(), column),
                Table::Csv(_) | Table::Merged(_) => None,
            };
            let bytes = match Some(column) == manager {
                // Whom a position is nested in is nowhere else.
                true => self.bytes(record, Field::Manager),
                false => self.bytes_in(record, column),
            };
            Cell { at, text: as_text(bytes), kind: Kind::Text }
        };
        match &self.table {
            Table::Csv(table) => {
                let mut cells = self.delimited(table.cells(&self.source, record.index()));
                cells.truncate(width);
                cells
            }
            Table::Tree(_) | Table::Merged(_) => (0..width).map(of_column).collect(),
        }
    }

    fn delimited(&self, cells: Vec<Span>) -> Vec<Cell<'_>> {
        let kinds = cells.first().map_or(&[][..], |first| self.source.kinds_around(first.start as usize));
        let cell = |(column, at): (usize, Span)| Cell {
            at: Some(at),
            text: as_text(csv::text(self.source.slice(at))),
            kind: kinds.get(column).copied().unwrap_or_default(),
        };
        cells.into_iter().enumerate().map(cell).collect()
    }
}

fn as_text(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
