//! The records of one input, whatever its format: for each field of each record its place and what it says.

use std::borrow::Cow;

use super::columns::{Columns, Field};
use super::{csv, json};
use crate::finding::Record;
use crate::source::{Source, Span};

/// The records of one input. Cells stay where they are in the source; nothing is copied until it is asked for.
#[derive(Debug)]
pub struct Roster {
    source: Source,
    table: Table,
}

#[derive(Debug)]
pub(super) enum Table {
    Csv(csv::Table),
    Json(json::Table),
}

impl Roster {
    pub(super) fn new(source: Source, table: Table) -> Roster {
        Roster { source, table }
    }

    /// The input that the records come from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Which column holds which field.
    pub fn columns(&self) -> &Columns {
        match &self.table {
            Table::Csv(table) => table.columns(),
            Table::Json(table) => table.columns(),
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        match &self.table {
            Table::Csv(table) => table.len(),
            Table::Json(table) => table.len(),
        }
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All records, in the order of the input.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = Record> + ExactSizeIterator + use<> {
        (0..self.len() as u32).map(Record)
    }

    /// Records whose every cell is empty, which are passed over.
    pub fn blank_records(&self) -> usize {
        match &self.table {
            Table::Csv(table) => table.blank_records(),
            Table::Json(_) => 0,
        }
    }

    /// Whether some column holds `field`.
    pub fn has(&self, field: Field) -> bool {
        self.columns().column(field).is_some()
    }

    /// The place of a cell. Where the record has no cell of its own for the field (nested JSON names no manager, an
    /// object may lack a key), the place of its id, and else where the record starts.
    pub fn place(&self, record: Record, field: Field) -> Span {
        let own = |field| self.cell(record, field);
        let inherited =
            field == Field::Manager && matches!(&self.table, Table::Json(table) if table.is_nested(record.index()));
        let found = if inherited { None } else { own(field) };
        found.or_else(|| own(Field::Id)).unwrap_or_else(|| match &self.table {
            Table::Json(table) => Span::new(table.start(record.index())..table.start(record.index())),
            Table::Csv(_) => Span::default(),
        })
    }

    /// What a cell says, quotes and escapes undone, blanks kept: ids are compared as they stand.
    pub fn bytes(&self, record: Record, field: Field) -> Cow<'_, [u8]> {
        let Some(cell) = self.cell(record, field) else { return Cow::Borrowed(b"") };
        let raw = &self.source.bytes()[cell.range()];
        match &self.table {
            Table::Csv(_) => csv::value(raw),
            Table::Json(_) => json::value(raw),
        }
    }

    /// What a cell says, without the blanks around it; empty where there is no such cell.
    pub fn text(&self, record: Record, field: Field) -> Cow<'_, str> {
        match self.bytes(record, field) {
            Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default().trim()),
            Cow::Owned(bytes) => match String::from_utf8(bytes) {
                Ok(text) if text.trim().len() == text.len() => Cow::Owned(text),
                Ok(text) => Cow::Owned(text.trim().to_owned()),
                Err(_) => Cow::Borrowed(""),
            },
        }
    }

    /// The incumbent's name: from its one column, or first and last name.
    pub fn name(&self, record: Record) -> Cow<'_, str> {
        let name = self.text(record, Field::Name);
        let (first, last) = (self.text(record, Field::FirstName), self.text(record, Field::LastName));
        let parts: Vec<&str> = [&*first, &*name, &*last].into_iter().filter(|part| !part.is_empty()).collect();
        match parts[..] {
            [_] if !name.is_empty() => name,
            // A full name with its parts beside it.
            _ if !first.is_empty() && name.contains(&*first) => name,
            _ => Cow::Owned(parts.join(" ")),
        }
    }

    fn cell(&self, record: Record, field: Field) -> Option<Span> {
        match &self.table {
            Table::Csv(table) => table.cell(&self.source, record.index(), field),
            Table::Json(table) => table.cell(record.index(), field),
        }
    }
}
