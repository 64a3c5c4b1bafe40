//! The record that is being scanned.

use crate::input::columns::Columns;
use crate::input::keys::Keys;

/// Where the cells of a record end, and which of them are looked at.
pub(super) struct Row {
    /// By column, in the text that is scanned.
    ends: Vec<u32>,
    /// The columns of [`Keys::FIELDS`]; of a field that the input has no column for one beyond all.
    fields: [usize; Keys::FIELDS.len()],
    /// Those of [`Keys::NUMBERS`] that the input has a column for, each with its column.
    numbers: Vec<(usize, usize)>,
}

impl Row {
    pub(super) fn new(columns: &Columns) -> Row {
        let numbers = Keys::NUMBERS.iter().enumerate().filter_map(|(at, field)| Some((at, columns.column(*field)?)));
        Row {
            ends: vec![0; columns.headings().len()],
            fields: Keys::FIELDS.map(|field| columns.column(field).unwrap_or(usize::MAX)),
            numbers: numbers.collect(),
        }
    }

    /// Notes where a cell ends, which is the one in this column. Cells beyond the header's have no place.
    #[inline]
    pub(super) fn end_cell(&mut self, column: usize, end: usize) {
        if let Some(place) = self.ends.get_mut(column) {
            *place = end as u32;
        }
    }

    /// The cells of [`Keys::FIELDS`] of the record that begins at `record`, as they stand.
    #[inline]
    pub(super) fn fields<'t>(&self, text: &'t [u8], record: usize) -> [&'t [u8]; Keys::FIELDS.len()] {
        let mut cells = [&[][..]; Keys::FIELDS.len()];
        for (cell, column) in cells.iter_mut().zip(self.fields) {
            *cell = self.cell(text, record, column);
        }
        cells
    }

    /// The cells of numbers, each with its place in [`Keys::NUMBERS`].
    pub(super) fn numbers<'t>(&self, text: &'t [u8], record: usize) -> impl Iterator<Item = (usize, &'t [u8])> {
        self.numbers.iter().map(move |(number, column)| (*number, self.cell(text, record, *column)))
    }

    #[inline]
    fn cell<'t>(&self, text: &'t [u8], record: usize, column: usize) -> &'t [u8] {
        let Some(end) = self.ends.get(column) else { return &[] };
        let start = column.checked_sub(1).map_or(record, |before| self.ends[before] as usize + 1);
        text.get(start..*end as usize).unwrap_or_default()
    }
}
