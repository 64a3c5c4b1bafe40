//! The record that is being scanned.

use crate::input::columns::Columns;
use crate::input::keys::Keys;

/// Where the cells of a record begin, and which of them are looked at.
pub(super) struct Row {
    /// In the text that is scanned: [`Row::NONE`], where the record begins, and by column, one behind where each cell ends,
    /// which is where the next one begins.
    starts: Vec<u32>,
    /// For each of [`Keys::FIELDS`] the place in `starts` of its cell.
    fields: [usize; Keys::FIELDS.len()],
    /// Those of [`Keys::NUMBERS`] that the input has a column for, each with the place of its cell.
    numbers: Vec<(usize, usize)>,
}

impl Row {
    /// The bounds of a cell that is empty: what a field says that the input has no column for.
    const NONE: [u32; 2] = [0, 1];
    /// The place of the first cell.
    const FIRST: usize = Row::NONE.len();

    pub(super) fn new(columns: &Columns) -> Row {
        let mut starts = vec![0; Row::FIRST + columns.headings().len() + 1];
        starts[..Row::FIRST].copy_from_slice(&Row::NONE);
        let place = |field| columns.column(field).map(|column| Row::FIRST + column);
        let numbers = Keys::NUMBERS.iter().enumerate().filter_map(|(at, field)| Some((at, place(*field)?)));
        Row { starts, fields: Keys::FIELDS.map(|field| place(field).unwrap_or(0)), numbers: numbers.collect() }
    }

    /// Notes where a cell ends, which is the one in this column. Cells beyond the header's have no place.
    #[inline]
    pub(super) fn end_cell(&mut self, column: usize, end: usize) {
        if let Some(next) = self.starts.get_mut(Row::FIRST + 1 + column) {
            *next = end as u32 + 1;
        }
    }

    /// Notes where the record begins. Its cells may end before that is known.
    #[inline]
    pub(super) fn begin(&mut self, record: usize) {
        self.starts[Row::FIRST] = record as u32;
    }

    /// The cells of [`Keys::FIELDS`], as they stand.
    #[inline]
    pub(super) fn fields<'t>(&self, text: &'t [u8]) -> [&'t [u8]; Keys::FIELDS.len()] {
        self.fields.map(|place| self.cell(text, place))
    }

    /// The cells of numbers, each with its place in [`Keys::NUMBERS`].
    pub(super) fn numbers<'t>(&self, text: &'t [u8]) -> impl Iterator<Item = (usize, &'t [u8])> {
        self.numbers.iter().map(move |(number, place)| (*number, self.cell(text, *place)))
    }

    #[inline]
    fn cell<'t>(&self, text: &'t [u8], place: usize) -> &'t [u8] {
        text.get(self.starts[place] as usize..self.starts[place + 1] as usize - 1).unwrap_or_default()
    }
}
