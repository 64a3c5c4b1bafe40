//! A delimited text with some of its cells changed: all else stays byte for byte, so that whoever compares the two sees
//! what changed and nothing beside it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Table;
use crate::finding::Record;
use crate::source::Source;
use crate::table::formula::defused;

/// What to change in a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rewriting {
    /// What cells say from now on, by record and column.
    pub cells: BTreeMap<(Record, usize), String>,
    /// Records that go.
    pub removed: BTreeSet<Record>,
    /// A record that comes: behind which other one, and its cells by column.
    pub added: Option<(Record, BTreeMap<usize, String>)>,
}

impl Rewriting {
    /// The records that something happens to, in order.
    fn touched(&self) -> BTreeSet<Record> {
        let changed = self.cells.keys().map(|(record, _)| *record);
        changed.chain(self.removed.iter().copied()).chain(self.added.iter().map(|(behind, _)| *behind)).collect()
    }
}

impl Table {
    /// The text with these changes.
    pub(in crate::input) fn rewritten(&self, source: &Source, changes: &Rewriting) -> Vec<u8> {
        let bytes = source.bytes();
        let mut text = Vec::with_capacity(bytes.len() + 1024);
        let mut copied = 0;
        for record in changes.touched() {
            let start = self.start(record.index());
            text.extend_from_slice(&bytes[copied..start]);
            copied = self.record_end(source, record);
            if !changes.removed.contains(&record) {
                self.write_changed(source, record, changes, &mut text);
            }
            if let Some((behind, cells)) = &changes.added
                && *behind == record
            {
                self.write_added(source, cells, &mut text);
            }
        }
        text.extend_from_slice(&bytes[copied..]);
        text
    }

    /// Where the next record begins, or what stands between the two.
    fn record_end(&self, source: &Source, record: Record) -> usize {
        let bytes = source.bytes();
        let mut at = self.start(record.index());
        loop {
            let end = self.dialect.cell_end(bytes, at);
            at = (end + 1).min(bytes.len());
            if bytes.get(end) != Some(&self.dialect.delimiter) {
                return at;
            }
        }
    }

    /// A record cell by cell, with what is between and behind them.
    fn write_changed(&self, source: &Source, record: Record, changes: &Rewriting, text: &mut Vec<u8>) {
        let bytes = source.bytes();
        let record_end = self.record_end(source, record);
        let mut at = self.start(record.index());
        for column in 0.. {
            let end = self.dialect.cell_end(bytes, at);
            let is_last = bytes.get(end) != Some(&self.dialect.delimiter);
            let cell_end = if is_last { self.dialect.without_return(bytes, at, end) } else { end };
            match changes.cells.get(&(record, column)) {
                Some(cell) => text.extend_from_slice(&self.written(cell)),
                None => text.extend_from_slice(&bytes[at..cell_end]),
            }
            if is_last {
                text.extend_from_slice(&bytes[cell_end..record_end]);
                return;
            }
            text.push(self.dialect.delimiter);
            at = end + 1;
        }
    }

    /// A new record, behind one that may be the last and without the end of a line.
    fn write_added(&self, source: &Source, cells: &BTreeMap<usize, String>, text: &mut Vec<u8>) {
        let end = self.line_end(source);
        if !text.ends_with(&[self.dialect.line_break]) {
            text.extend_from_slice(end);
        }
        for column in 0..self.columns.headings().len() {
            if column > 0 {
                text.push(self.dialect.delimiter);
            }
            text.extend_from_slice(&cells.get(&column).map(|cell| self.written(cell)).unwrap_or_default());
        }
        text.extend_from_slice(end);
    }

    /// How the header's line ends.
    fn line_end(&self, source: &Source) -> &'static [u8] {
        let before = self.starts.get(0).map_or(&[][..], |first| &source.bytes()[..first as usize]);
        match self.dialect.line_break {
            b'\r' => b"\r",
            _ if before.ends_with(b"\r\n") => b"\r\n",
            _ => b"\n",
        }
    }

    /// A cell as this text writes it, so that no spreadsheet runs it.
    fn written(&self, cell: &str) -> Vec<u8> {
        let mut cell = defused(cell);
        // No text file holds a NUL; and a line feed would tell that lines end with it.
        if cell.contains('\0') || self.dialect.line_break == b'\r' && cell.contains('\n') {
            cell = Cow::Owned(cell.replace('\0', "\u{fffd}").replace('\n', "\r"));
        }
        let is_special = |byte: u8| matches!(byte, b'"' | b'\n' | b'\r') || byte == self.dialect.delimiter;
        if cell.bytes().any(is_special) {
            return format!("\"{}\"", cell.replace('"', "\"\"")).into_bytes();
        }
        cell.into_owned().into_bytes()
    }
}
