//! A sheet of a workbook, or another table without lines, as a source: its cells stand in a text that was made of them,
//! and are named as in the table.

use super::{Place, Source};

/// What a source was made of that has no lines of its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// For each record of the text where it starts, and its row, from 1; a header that is in no row has 0.
    pub rows: Vec<(u32, u32)>,
    /// What its columns are called.
    pub columns: Columns,
    /// For each cell of each record what it is in the table; empty where all are texts.
    pub kinds: Vec<Kind>,
}

/// What a cell of a table is, beyond the text that it is transcribed to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kind {
    /// A text.
    #[default]
    Text,
    /// A number.
    Number,
    /// A day, a time or a duration.
    Moment,
    /// True or false.
    Truth,
}

/// How the columns of a sheet are called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Columns {
    /// By letters, as in a workbook.
    Lettered {
        /// The name of the sheet; of a table that has none, empty.
        sheet: String,
        /// The column of every record's first cell, from 0.
        first: u32,
    },
    /// By their names; with each its number, from 1, where not all columns are in the text.
    Named(Vec<(u32, String)>),
}

/// The name of a cell, beyond its row and the number of its column.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Cell<'a> {
    /// In a workbook.
    Lettered {
        /// The sheet.
        sheet: &'a str,
        /// The column as letters, and the row, as in `D8`.
        cell: String,
    },
    /// In a table whose columns have names and no letters.
    Named {
        /// The row; 0 is the header.
        #[serde(skip)]
        row: u32,
        /// The column.
        column_name: &'a str,
    },
}

impl Default for Columns {
    fn default() -> Columns {
        Columns::Lettered { sheet: String::new(), first: 0 }
    }
}

impl std::fmt::Display for Cell<'_> {
    /// As messages name it: `Staff!D8`, or `8:manager_id`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Lettered { sheet: "", cell } => write!(f, "{cell}"),
            Cell::Lettered { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Cell::Named { row: 0, .. } => write!(f, "schema"),
            Cell::Named { row, column_name } => write!(f, "{row}:{column_name}"),
        }
    }
}

impl Sheet {
    /// The number of the record that holds an offset, from 0, and where it starts.
    pub(super) fn record_at(&self, offset: usize) -> (usize, usize) {
        let record = self.rows.partition_point(|(start, _)| *start as usize <= offset).saturating_sub(1);
        (record, self.rows.get(record).map_or(0, |(start, _)| *start as usize))
    }

    /// What the cells of a record are; empty where all are texts.
    fn kinds(&self, record: usize) -> &[Kind] {
        let width = self.kinds.len() / self.rows.len().max(1);
        self.kinds.get(record * width..(record + 1) * width).unwrap_or_default()
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
        let (row, cell) = self.row_and_cell(bytes, offset);
        let column = match &self.columns {
            Columns::Lettered { first, .. } => first + cell + 1,
            Columns::Named(columns) => columns.get(cell as usize).map_or(cell + 1, |(number, _)| *number),
        };
        Place { line: row, column }
    }

    /// The name of the cell at an offset.
    fn cell(&self, bytes: &[u8], offset: usize) -> Cell<'_> {
        let (row, cell) = self.row_and_cell(bytes, offset);
        match &self.columns {
            Columns::Lettered { sheet, first } => {
                Cell::Lettered { sheet, cell: format!("{}{row}", letters(first + cell + 1)) }
            }
            Columns::Named(columns) => {
                let column_name = columns.get(cell as usize).map_or("", |(_, name)| name);
                Cell::Named { row, column_name }
            }
        }
    }

    /// The row of an offset, and which cell of its record it is in, from 0.
    fn row_and_cell(&self, bytes: &[u8], offset: usize) -> (u32, u32) {
        let (record, start) = self.record_at(offset);
        let (mut cell, mut is_quoted) = (0, false);
        for byte in bytes.get(start..offset).unwrap_or_default() {
            is_quoted ^= *byte == b'"';
            cell += u32::from(*byte == b',' && !is_quoted);
        }
        (self.row(record), cell)
    }
}

impl Source {
    /// The name of the cell at an offset, where the source is a sheet.
    pub fn cell_at(&self, offset: usize) -> Option<Cell<'_>> {
        self.sheet.as_ref().map(|sheet| sheet.cell(self.bytes(), offset))
    }

    /// The name of the sheet of a workbook.
    pub fn sheet_name(&self) -> Option<&str> {
        match &self.sheet.as_ref()?.columns {
            Columns::Lettered { sheet, .. } => Some(sheet),
            Columns::Named(_) => None,
        }
    }

    /// What the cells of the record at an offset are, where the source is a sheet and not all of them are texts.
    pub fn kinds_around(&self, offset: usize) -> &[Kind] {
        self.sheet.as_ref().map_or(&[], |sheet| sheet.kinds(sheet.record_at(offset).0))
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
        let columns = Columns::Lettered { sheet: "Staff".into(), first: 1 };
        let sheet = Sheet { rows: vec![(0, 3), (8, 4), (22, 7)], columns, kinds: Vec::new() };
        let source = Source::of_sheet("x.xlsx", sheet, b"id,name\n1,\"A, \"\"b\"\"\n\"\n2,x\n".to_vec());
        let cell = |offset| source.named_place(offset).replace("Staff!", "");
        assert_eq!([cell(0), cell(3), cell(8), cell(10), cell(22), cell(24)], ["B3", "C3", "B4", "C4", "B7", "C7"]);
        assert_eq!(source.line_around(15), (3, 8..21));
    }

    #[test]
    fn cells_of_named_columns_are_named_by_row_and_column() {
        let columns = Columns::Named(vec![(1, "id".into()), (4, "manager.id".into())]);
        let sheet = Sheet { rows: vec![(0, 0), (14, 1), (20, 2)], columns, kinds: Vec::new() };
        let source = Source::of_sheet("x.parquet", sheet, b"id,manager.id\n1,\",\"\n2,x\n".to_vec());
        let names: Vec<String> = [3, 14, 16, 20, 22].into_iter().map(|offset| source.named_place(offset)).collect();
        assert_eq!(names, ["schema", "1:id", "1:manager.id", "2:id", "2:manager.id"]);
        assert_eq!(source.place(22), Place { line: 2, column: 4 });
        assert_eq!((source.line_around(3), source.line_around(22)), ((0, 0..13), (1, 20..23)));
    }
}
