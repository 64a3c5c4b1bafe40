//! One row of a sheet: its cells that hold something.

use std::ops::Range;

use super::archive::size;
use crate::source::Kind;

/// Rows and columns that a sheet may have, as spreadsheet programs have them.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;

/// The most text that one row may hold.
const LONGEST: usize = 1 << 24;

/// The cells of one row that are not blank, from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// From 1.
    pub(super) number: u32,
    text: String,
    /// For each cell its column, from 0, what it is, and its place in `text`.
    cells: Vec<(u32, Kind, Range<usize>)>,
}

impl Row {
    pub(super) fn clear(&mut self, number: u32) {
        self.number = number;
        self.text.clear();
        self.cells.clear();
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.is_empty()
    }

    /// Puts a value of a kind into `count` cells from `column` on, unless it is blank. What is wrong with that is the error.
    pub(super) fn put(&mut self, column: u32, count: u32, kind: Kind, value: &str) -> Result<(), String> {
        if value.trim().is_empty() {
            return Ok(());
        }
        let row = self.number;
        let end = column.saturating_add(count);
        if row > ROWS || end > COLUMNS {
            return Err(format!("there is a value in row {row}, column {end}, beyond the last cell of a sheet"));
        }
        if self.cells.last().is_some_and(|(last, ..)| *last >= column) {
            return Err(format!("the cells of row {row} are out of order"));
        }
        if self.text.len() + value.len() > LONGEST {
            return Err(format!("row {row} holds more than {} of text", size(LONGEST as u64)));
        }
        let start = self.text.len();
        self.text.push_str(value);
        let place = start..self.text.len();
        self.cells.extend((column..end).map(|column| (column, kind, place.clone())));
        Ok(())
    }

    /// The columns from the first cell to the last.
    pub(super) fn columns(&self) -> Range<u32> {
        match (self.cells.first(), self.cells.last()) {
            (Some((first, ..)), Some((last, ..))) => *first..last + 1,
            _ => 0..0,
        }
    }

    /// The columns, what their cells are and what they say.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, Kind, &str)> {
        self.cells.iter().map(|(column, kind, place)| (*column, *kind, &self.text[place.clone()]))
    }

    /// What the cells of [`Row::columns`] say, the blank ones too.
    pub(super) fn values(&self) -> Vec<String> {
        let columns = self.columns();
        let mut values = vec![String::new(); columns.len()];
        for (column, _, value) in self.cells() {
            values[(column - columns.start) as usize] = value.to_owned();
        }
        values
    }
}
