//! Rows of a sheet as delimited text.

use std::ops::Range;

use super::row::Row;
use super::{Limits, Sheet};
use crate::progress;
use crate::source::{Kind, Raw};

/// The text of a sheet, as far as it is written.
///
/// Every record has as many cells as the widest row, which is known only after the last. A row is written as wide as
/// those before it, and where a later one is wider the text is written anew at the end: that is rare.
pub(super) struct Text {
    text: Vec<u8>,
    rows: Vec<(u32, u32)>,
    kinds: Vec<Kind>,
    /// From which row on, by its place in `rows`, records reach over which columns.
    widths: Vec<(usize, Range<u32>)>,
    limits: Limits,
}

impl Text {
    /// A text whose records reach over these columns at least.
    pub(super) fn new(columns: Range<u32>, limits: &Limits) -> Text {
        Text { text: Vec::new(), rows: Vec::new(), kinds: Vec::new(), widths: vec![(0, columns)], limits: *limits }
    }

    fn columns(&self) -> Range<u32> {
        self.widths.last().map_or(0..0, |(_, columns)| columns.clone())
    }

    /// Adds a row that is not blank. What is wrong with that is the error.
    pub(super) fn push(&mut self, row: &Row) -> Result<(), String> {
        let mut columns = self.columns();
        let own = row.columns();
        if own.start < columns.start || own.end > columns.end {
            columns = columns.start.min(own.start)..columns.end.max(own.end);
            self.widths.push((self.rows.len(), columns.clone()));
        }
        let cells = (self.rows.len() as u64 + 1) * columns.len() as u64;
        if cells > self.limits.values {
            let (rows, column, row) = (self.rows.len() + 1, name(columns.end.saturating_sub(1)), row.number);
            return Err(format!(
                "{rows} rows that reach as far as column {column}, as row {row} does, are too many cells"
            ));
        }
        self.rows.push((self.text.len() as u32, row.number));
        progress::reach(self.rows.len(), 0, 0);
        let first = self.kinds.len();
        self.kinds.resize(first + columns.len(), Kind::Text);
        let mut last = columns.start;
        for (column, kind, value) in row.cells() {
            self.kinds[first + (column - columns.start) as usize] = kind;
            self.delimiters(column - last);
            self.value(value);
            last = column;
        }
        self.delimiters(columns.end - 1 - last);
        self.text.push(b'\n');
        self.check_size(0)
    }

    fn check_size(&self, more: u64) -> Result<(), String> {
        let most = self.limits.unpacked_bytes.min(Raw::MAX_BYTES);
        if self.text.len() as u64 + more > most {
            return Err(format!("the sheet holds more than {} of text", super::archive::size(most)));
        }
        Ok(())
    }

    fn delimiters(&mut self, count: u32) {
        self.text.resize(self.text.len() + count as usize, b',');
    }

    fn value(&mut self, value: &str) {
        let bytes = value.as_bytes();
        // At its very start a text may say its delimiter or its encoding; in quotes it does not.
        let speaks = self.text.is_empty() && (value.starts_with("sep=") || value.starts_with('\u{feff}'));
        let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r' | 0);
        if !speaks && !bytes.iter().any(special) {
            self.text.extend_from_slice(bytes);
            return;
        }
        self.text.push(b'"');
        for part in bytes.chunk_by(|before, _| !matches!(before, b'"' | 0)) {
            match part.split_last() {
                // No text has this character, and a source with it counts as binary.
                Some((0, rest)) => {
                    self.text.extend_from_slice(rest);
                    self.text.extend_from_slice("\u{fffd}".as_bytes());
                }
                Some((b'"', _)) => {
                    self.text.extend_from_slice(part);
                    self.text.push(b'"');
                }
                _ => self.text.extend_from_slice(part),
            }
        }
        self.text.push(b'"');
    }

    /// The sheet, once all of its rows are there.
    pub(super) fn finish(mut self, name: String) -> Result<Sheet, String> {
        if self.widths.len() > 1 {
            self.widen()?;
        }
        let first_column = self.columns().start;
        Ok(Sheet { name, text: self.text, rows: self.rows, first_column, kinds: self.kinds })
    }

    /// Writes every record as wide as the last.
    fn widen(&mut self) -> Result<(), String> {
        let all = self.columns();
        let lacking = |columns: &Range<u32>| (columns.start - all.start, all.end - columns.end);
        let mut more = 0;
        for (at, (first, columns)) in self.widths.iter().enumerate() {
            let end = self.widths.get(at + 1).map_or(self.rows.len(), |(next, _)| *next);
            let (before, after) = lacking(columns);
            more += (end - first) as u64 * u64::from(before + after);
        }
        self.check_size(more)?;
        let narrow = std::mem::take(&mut self.text);
        let mut kinds = std::mem::take(&mut self.kinds).into_iter();
        self.kinds.reserve_exact(self.rows.len() * all.len());
        self.text.reserve_exact(narrow.len() + more as usize);
        let mut widths = std::mem::take(&mut self.widths).into_iter().peekable();
        let (mut before, mut after) = (0, 0);
        for at in 0..self.rows.len() {
            while let Some((_, columns)) = widths.next_if(|(first, _)| *first <= at) {
                (before, after) = lacking(&columns);
            }
            let start = self.rows[at].0 as usize;
            let end = self.rows.get(at + 1).map_or(narrow.len(), |(next, _)| *next as usize);
            self.rows[at].0 = self.text.len() as u32;
            self.delimiters(before);
            self.text.extend_from_slice(&narrow[start..end - 1]);
            self.delimiters(after);
            self.text.push(b'\n');
            let end = self.kinds.len() + all.len();
            self.kinds.resize(self.kinds.len() + before as usize, Kind::Text);
            self.kinds.extend(kinds.by_ref().take(all.len() - (before + after) as usize));
            self.kinds.resize(end, Kind::Text);
        }
        self.widths = vec![(0, all)];
        Ok(())
    }
}

/// The name of a column, counted from 0: `A`, …, `Z`, `AA`.
pub(super) fn name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
