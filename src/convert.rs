//! A roster in its canonical form: every field under the heading that says most, then the other columns, cells as the
//! input has them, all records in their order.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io;

use crate::finding::Record;
use crate::input::{Columns, Field, Mapping, Roster};
use crate::table::{Column, Format, Value};

/// Where the cells of a column come from.
#[derive(Clone, Copy)]
enum Cells {
    Field(Field),
    /// A column that no field is read from.
    Column(usize),
}

/// Writes the records of an input. A column that two fields are read from, such as addresses that serve as ids, comes
/// once for each.
pub fn write(roster: &Roster, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    let columns = columns(roster, format);
    let headings: Vec<Column<'_>> = columns.iter().map(|(heading, _)| Column::of_texts(heading)).collect();
    let mut rows = format.begin(&headings, out)?;
    let mut cells = Vec::with_capacity(columns.len());
    for record in roster.records() {
        cells.clear();
        cells.extend(columns.iter().map(|(_, of)| Value::Text(cell(roster, record, *of))));
        rows.write(&cells)?;
    }
    rows.finish()
}

/// Writes the records of a table under the headings that it has, with its columns in their order.
pub fn copy(roster: &Roster, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    let headings = roster.columns().headings();
    let headings = match format {
        Format::Csv => headings.to_vec(),
        // Of an object each key is one of its own.
        Format::Jsonl | Format::Parquet => {
            let (mut taken, mut numbers) = (HashSet::new(), HashMap::new());
            headings.iter().map(|heading| distinct(heading, &mut taken, &mut numbers)).collect()
        }
    };
    let columns: Vec<Column<'_>> = headings.iter().map(|heading| Column::of_texts(heading)).collect();
    let mut rows = format.begin(&columns, out)?;
    for record in roster.records() {
        let cells = (0..columns.len()).map(|column| Value::Text(cell(roster, record, Cells::Column(column))));
        rows.write(&cells.collect::<Vec<_>>())?;
    }
    rows.finish()
}

fn cell(roster: &Roster, record: Record, of: Cells) -> Cow<'_, str> {
    let bytes = match of {
        Cells::Field(field) => roster.bytes(record, field),
        Cells::Column(column) => roster.bytes_in(record, column),
    };
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
    }
}

/// The columns with their headings, each of its own.
fn columns(roster: &Roster, format: Format) -> Vec<(String, Cells)> {
    let fields = Field::ALL.into_iter().filter(|field| roster.has(*field));
    let mut columns: Vec<(String, Cells)> =
        fields.map(|field| (field.heading().to_owned(), Cells::Field(field))).collect();
    let mapped: HashSet<usize> = Field::ALL.into_iter().filter_map(|field| roster.columns().column(field)).collect();
    let mut taken: HashSet<String> = columns.iter().map(|(heading, _)| heading.clone()).collect();
    let mut numbers = HashMap::new();
    let headings = roster.columns().headings();
    let separators = match format {
        Format::Csv => mistakable(headings),
        Format::Jsonl | Format::Parquet => Vec::new(),
    };
    for (column, heading) in headings.iter().enumerate().filter(|(column, _)| !mapped.contains(column)) {
        let heading = heading.replace(&separators[..], " ");
        columns.push((distinct(heading.trim(), &mut taken, &mut numbers), Cells::Column(column)));
    }
    // A column that is no field here could be taken for one beside the canonical headings, such as a second id.
    while let Some(column) = mistaken(&columns) {
        let heading = std::mem::take(&mut columns[column].0);
        columns[column].0 = distinct(&heading, &mut taken, &mut numbers);
    }
    columns
}

/// A column that a reader of these headings would take for a field, and that is none.
fn mistaken(columns: &[(String, Cells)]) -> Option<usize> {
    let headings = columns.iter().map(|(heading, _)| heading.clone()).collect();
    let read = Columns::detect("", headings, &Mapping::default()).ok()?;
    let found = Field::ALL.into_iter().filter_map(|field| read.column(field));
    found.into_iter().find(|column| matches!(columns[*column].1, Cells::Column(_)))
}

/// A heading that no other column has, in any case: many programs tell columns apart without it.
fn distinct(heading: &str, taken: &mut HashSet<String>, numbers: &mut HashMap<String, u32>) -> String {
    let mut own = heading.to_owned();
    while !taken.insert(own.to_lowercase()) {
        let number = numbers.entry(heading.to_lowercase()).or_insert(1);
        *number += 1;
        own = format!("{heading} ({number})").trim().to_owned();
    }
    own
}

/// Characters of which the headings hold so many that they, rather than commas, would be taken for what separates cells.
fn mistakable(headings: &[String]) -> Vec<char> {
    let count = |separator: char| headings.iter().map(|heading| heading.matches(separator).count()).sum::<usize>();
    [';', '\t', '|'].into_iter().filter(|separator| count(*separator) >= headings.len()).collect()
}
