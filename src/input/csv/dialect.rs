//! How the cells and records of a text are told apart.

use super::value::{heading, value};
use crate::input::columns::{Columns, Mapping};
use crate::processor;
use crate::source::{Source, Span, line_break};

/// The most columns of a table: a line of nothing but delimiters is none.
pub(super) const MOST_COLUMNS: usize = (1 << 16) - 1;

/// How cells and records are told apart.
#[derive(Clone, Copy, Debug)]
pub(in crate::input) struct Dialect {
    pub(in crate::input) delimiter: u8,
    pub(in crate::input) line_break: u8,
}

impl Dialect {
    /// The delimiter under which the header has the most known columns, or else the most cells; and where the header
    /// begins. Excel's first line `sep=;` says it outright; the first line `version:v1.0` of a bulk operation in Entra says
    /// nothing of the table.
    pub(super) fn detect(source: &Source, mapping: &Mapping) -> (Dialect, usize) {
        let bytes = source.bytes();
        let line_break = line_break(bytes);
        let mut start = source.text_start();
        if source.is_sheet() {
            return (Dialect { delimiter: b',', line_break: b'\n' }, start);
        }
        if bytes[start..].starts_with(b"version:v") {
            start += processor::find(line_break, &bytes[start..]).map_or(0, |end| end + 1);
        }
        if let Some(rest) = bytes[start..].strip_prefix(b"sep=") {
            let end = processor::find(line_break, rest).unwrap_or(rest.len());
            if let [delimiter] | [delimiter, b'\r'] = rest[..end] {
                return (Dialect { delimiter, line_break }, (start + 4 + end + 1).min(bytes.len()));
            }
        }
        let mut best = (0, Dialect { delimiter: b',', line_break });
        for delimiter in *b",;\t|" {
            let dialect = Dialect { delimiter, line_break };
            let at = dialect.skip_blank_lines(bytes, start);
            let (cells, _) = dialect.cells_of_record(source, at);
            let headings = cells.iter().map(|cell| heading(source, *cell));
            let is_known = || Columns::find(headings.collect(), mapping).is_ok();
            let known = usize::from(cells.len() <= MOST_COLUMNS && is_known());
            let score = known * 1_000_000 + cells.len();
            if score > best.0 {
                best = (score, dialect);
            }
        }
        (best.1, start)
    }

    /// The cells of one record and where the next one begins; of more than [`MOST_COLUMNS`] only the first.
    pub(super) fn cells_of_record(self, source: &Source, start: usize) -> (Vec<Span>, usize) {
        let part = source.part(start..start);
        let (bytes, base) = (part.bytes(), part.start());
        let mut cells = Vec::new();
        let mut at = start - base;
        loop {
            let end = self.cell_end(bytes, at);
            let last = bytes.get(end) != Some(&self.delimiter);
            let trimmed = if last { self.without_return(bytes, at, end) } else { end };
            cells.push(Span::new(base + at..base + trimmed));
            at = (end + 1).min(bytes.len());
            if last || cells.len() > MOST_COLUMNS {
                return (cells, base + at);
            }
        }
    }

    /// Where the cell that starts at `start` ends: at a delimiter, a line break or the end of the text.
    pub(in crate::input) fn cell_end(self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match processor::find(b'"', &bytes[at..]) {
                    None => return bytes.len(),
                    Some(quote) if bytes.get(at + quote + 1) == Some(&b'"') => at += quote + 2,
                    Some(quote) => {
                        at += quote + 1;
                        break;
                    }
                }
            }
        }
        let rest = bytes.get(at..).unwrap_or_default();
        processor::find_either(self.delimiter, self.line_break, rest).map_or(bytes.len(), |end| at + end)
    }

    /// `end` without the carriage return of a line break `\r\n` before it.
    pub(in crate::input) fn without_return(self, bytes: &[u8], start: usize, end: usize) -> usize {
        let returns = self.line_break == b'\n'
            && end > start
            && bytes[end - 1] == b'\r'
            && bytes.get(end).is_none_or(|byte| *byte == b'\n');
        end - usize::from(returns)
    }

    /// Whether every cell of a record is blank, in quotes or not.
    pub(in crate::input) fn is_blank(self, record: &[u8]) -> bool {
        // Nearly every record is told by its first byte.
        let may_be = record.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'"') || *byte == self.delimiter);
        may_be && (!record.contains(&b'"') || self.says_nothing(record))
    }

    /// Whether every cell of a record is blank: what is in quotes may be a delimiter, or a quote.
    fn says_nothing(self, record: &[u8]) -> bool {
        let mut at = 0;
        while at <= record.len() {
            let end = self.cell_end(record, at);
            if !value(&record[at..end]).iter().all(|byte| matches!(byte, b' ' | b'\t')) {
                return false;
            }
            at = end + 1;
        }
        true
    }

    /// Whether the cells from number `width` on are blank.
    pub(super) fn rest_is_blank(self, bytes: &[u8], start: usize, end: usize, width: usize) -> bool {
        let rest = (0..width).fold(start, |at, _| self.cell_end(bytes, at) + 1);
        bytes.get(rest..end).is_none_or(|rest| self.is_blank(rest))
    }

    pub(super) fn skip_blank_lines(self, bytes: &[u8], mut at: usize) -> usize {
        while let Some(byte) = bytes.get(at) {
            if !matches!(byte, b'\n' | b'\r') {
                break;
            }
            at += 1;
        }
        at
    }
}
