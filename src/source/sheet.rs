//! A sheet of a workbook as a source: its cells stand in a text that was made of them, and are named as in the sheet.

use super::{Place, Source};

/// What a source was made of that has no lines of its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// The name of the sheet; of a table that has none, empty.
    pub name: String,
    /// For each record of the text where it starts, and its row, from 1.
    pub rows: Vec<(u32, u32)>,
    /// The column of every record's first cell, from 0.
    pub first_column: u32,
}

/// The name of a cell: its sheet, and its column and row as in `D8`.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Cell<'a> {
    /// The sheet.
    pub sheet: &'a str,
    /// The column as letters, and the row.
    pub cell: String,
}

impl Sheet {
    /// The number of the record that holds an offset, from 0, and where it starts.
    pub(super) fn record_at(&self, offset: usize) -> (usize, usize) {
        let record = self.rows.partition_point(|(start, _)| *start as usize <= offset).saturating_sub(1);
        (record, self.rows.get(record).map_or(0, |(start, _)| *start as usize))
    }

    /// The row of a record, from 1.
    pub(super) fn row(&self, record: usize) -> u32 {
        self.rows.get(record).map_or(1, |(_, row)| *row)
    }

    /// Where a record ends, without its line break.
    pub(super) fn record_end(&self, record: usize, length: usize) -> usize {
        self.rows.get(record + 1).map_or(length, |(next, _)| *next as usize).saturating_sub(1)
    }

    /// Row and column of an offset, both from 1.
    pub(super) fn place(&self, bytes: &[u8], offset: usize) -> Place {
        let (record, start) = self.record_at(offset);
        let (mut column, mut is_quoted) = (self.first_column, false);
        for byte in bytes.get(start..offset).unwrap_or_default() {
            is_quoted ^= *byte == b'"';
            column += u32::from(*byte == b',' && !is_quoted);
        }
        Place { line: self.row(record), column: column + 1 }
    }
}

impl Source {
    /// The name of the cell at an offset, where the source is a sheet.
    pub fn cell_at(&self, offset: usize) -> Option<Cell<'_>> {
        let sheet = self.sheet.as_ref()?;
        let Place { line, column } = self.place(offset);
        Some(Cell { sheet: &sheet.name, cell: format!("{}{line}", letters(column)) })
    }
}

/// A column, from 1, as spreadsheets count them: A to Z, then AA.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_the_sheet() {
        let names: Vec<String> = [1, 26, 27, 52, 53, 702, 703, 16_384].into_iter().map(letters).collect();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
        let sheet = Sheet { name: "Staff".into(), rows: vec![(0, 3), (8, 4), (22, 7)], first_column: 1 };
        let source = Source::of_sheet("x.xlsx", sheet, b"id,name\n1,\"A, \"\"b\"\"\n\"\n2,x\n".to_vec());
        let cell = |offset| source.cell_at(offset).map(|cell| cell.cell).unwrap_or_default();
        assert_eq!([cell(0), cell(3), cell(8), cell(10), cell(22), cell(24)], ["B3", "C3", "B4", "C4", "B7", "C7"]);
        assert_eq!(source.line_around(15), (3, 8..21));
    }
}
