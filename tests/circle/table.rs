//! A chart as a table: headings, and records of texts.

use orglint::input::{Field, Roster};

/// What every format is written from.
pub(crate) struct Table {
    pub(crate) headings: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    /// For each field the number of its column.
    columns: Vec<(Field, usize)>,
}

impl Table {
    /// All that a roster holds, in its order, each column under a heading of its own.
    pub(crate) fn of(roster: &Roster) -> Table {
        let columns = roster.columns();
        let mut headings: Vec<String> = Vec::new();
        for heading in columns.headings() {
            let taken = headings.iter().any(|other| other.eq_ignore_ascii_case(heading));
            headings.push(if taken || heading.is_empty() {
                format!("{heading} column {}", headings.len())
            } else {
                heading.clone()
            });
        }
        let text = |record, column| String::from_utf8_lossy(&roster.bytes_in(record, column)).into_owned();
        let row = |record| (0..headings.len()).map(|column| text(record, column)).collect();
        let held = |field: Field| Some((field, columns.column(field)?));
        Table {
            rows: roster.records().map(row).collect(),
            columns: Field::ALL.into_iter().filter_map(held).collect(),
            headings,
        }
    }

    pub(crate) fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|(held, _)| *held == field).map(|(_, column)| *column)
    }

    /// The field that is read from a column, if any.
    pub(crate) fn fields_of(&self, column: usize) -> impl Iterator<Item = Field> + '_ {
        self.columns.iter().filter(move |(_, held)| *held == column).map(|(field, _)| *field)
    }

    pub(crate) fn cell(&self, row: usize, field: Field) -> &str {
        self.column(field).map_or("", |column| &self.rows[row][column])
    }

    /// Whether every record has an id, and no other has the same.
    pub(crate) fn has_clear_ids(&self) -> bool {
        let mut ids: Vec<&str> = (0..self.rows.len()).map(|row| self.cell(row, Field::Id)).collect();
        ids.sort_unstable();
        self.column(Field::Id).is_some()
            && ids.iter().all(|id| !id.trim().is_empty())
            && ids.windows(2).all(|two| two[0] != two[1])
    }

    /// The cell in which a workbook has a field: headings are in its first row.
    pub(crate) fn name_of_cell(&self, row: u32, field: &str) -> Option<String> {
        let column = self.column(Field::from_name(field)?)?;
        let letter = |number: usize| char::from(b'A' + number as u8);
        let letters: String =
            column.checked_div(26).filter(|first| *first > 0).map(|first| letter(first - 1)).into_iter().collect();
        Some(format!("{letters}{}{}", letter(column % 26), row + 2))
    }

    pub(crate) fn all_have_ids(&self) -> bool {
        self.column(Field::Id).is_some() && (0..self.rows.len()).all(|row| !self.cell(row, Field::Id).trim().is_empty())
    }
}
