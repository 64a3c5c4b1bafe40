//! Delimited text: records and cells as places in the source.
//!
//! A scanner of its own, for a cell is kept as where it starts in the source: the kept CSV crates hand out copies
//! whose places drift after a quoted cell, or take a quote within a cell for the start of a quoted part. The rules are
//! those of RFC 4180, read the lenient way: a quote opens a quoted cell only as its first byte, and what follows a
//! closing quote belongs to the cell. The `csv` crate is the oracle of the tests.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3_iter};

use super::columns::{Columns, Field, Mapping};
use super::keys::Keys;
use crate::error::Error;
use crate::source::{Source, Span, line_break};
use crate::table::formula;

/// The fields whose cells are looked at while scanning: those of [`Keys::FIELDS`] and [`Keys::NUMBERS`], and those whose
/// place is kept.
const SCANNED: [Field; 13] = [
    Field::Id,
    Field::Manager,
    Field::Title,
    Field::Name,
    Field::QuotaCarrying,
    Field::Status,
    Field::StartDate,
    Field::EndDate,
    Field::Email,
    Field::BasePay,
    Field::TotalPay,
    Field::YearsExperience,
    Field::HeadcountWeight,
];

/// How many of the scanned fields checks come back to: for these the place of each cell is kept, the others are found
/// again from the start of their record.
const KEPT: usize = 4;

/// A delimited text, scanned.
#[derive(Debug)]
pub(super) struct Table {
    dialect: Dialect,
    columns: Columns,
    /// Where each record starts.
    starts: Vec<u32>,
    /// Row by row, for each kept column the distance of its cell from the start of the record; `FAR` where it is too
    /// far to be kept and must be found again.
    offsets: Vec<u16>,
    /// For each kept field its place in a row of `offsets`.
    kept: [Option<u8>; Field::ALL.len()],
    stride: usize,
    blank: usize,
}

const FAR: u16 = u16::MAX;

/// The most columns of a table: they are numbered in 16 bits.
const MOST_COLUMNS: usize = u16::MAX as usize;

/// How cells and records are told apart.
#[derive(Clone, Copy, Debug)]
struct Dialect {
    delimiter: u8,
    line_break: u8,
}

impl Table {
    /// Scans the whole source. Records of another length than the header, and a quote that never closes, are errors:
    /// where a cell is missing nobody can say which, and every cell after it would be misread.
    pub(super) fn scan(source: &Source, mapping: &Mapping) -> Result<(Table, Keys), Error> {
        let bytes = source.bytes();
        let (dialect, mut at) = Dialect::detect(source, mapping);
        at = dialect.skip_blank_lines(bytes, at);
        let (cells, after) = dialect.cells_of_record(source, at);
        if cells.len() > MOST_COLUMNS {
            let message = format!("the header has more than {MOST_COLUMNS} cells");
            return Err(Error::at(source, Span::new(at..at), message).help("give a table with a column for each field"));
        }
        if let Some(open) = cells.iter().find(|cell| is_open(&bytes[cell.range()])) {
            return Err(never_closed(source, open.start as usize));
        }
        let headings = cells.into_iter().map(|cell| value_text(source, cell).trim().to_owned()).collect();
        let columns = Columns::detect(source.name(), headings, mapping)
            .map_err(|error| error.or_at(source, Span::new(at..after)))?;
        let mut table = Table::empty(dialect, columns);
        let keys = table.scan_records(source, after)?;
        Ok((table, keys))
    }

    fn empty(dialect: Dialect, columns: Columns) -> Table {
        let mut kept = [None; Field::ALL.len()];
        let mut stride = 0;
        for field in SCANNED.into_iter().take(KEPT) {
            if columns.column(field).is_some() {
                kept[field as usize] = Some(stride);
                stride += 1;
            }
        }
        Table { dialect, columns, starts: Vec::new(), offsets: Vec::new(), kept, stride: stride.into(), blank: 0 }
    }

    fn scan_records(&mut self, source: &Source, first: usize) -> Result<Keys, Error> {
        let bytes = source.bytes();
        let Dialect { delimiter, line_break } = self.dialect;
        let width = self.columns.headings().len();
        let mut keys = Keys::new(&self.columns);
        let expected = bytes.len().saturating_sub(first) / 96;
        self.starts.reserve(expected);
        self.offsets.reserve(expected * self.stride);
        keys.reserve(expected);

        let mut row = Row::new(self);
        let mut ragged = Ragged::default();
        let (mut record, mut cell, mut column) = (first, first, 0);
        let mut quoted_from = None;
        let mut skip = usize::MAX;
        let stops = memchr3_iter(delimiter, line_break, b'"', &bytes[first..]).map(|stop| first + stop);
        for stop in stops.chain(std::iter::once(bytes.len())) {
            let byte = bytes.get(stop).copied().unwrap_or(line_break);
            if byte == b'"' {
                if quoted_from.is_some() {
                    if stop == skip {
                        // The second of two quotes that stand for one.
                    } else if bytes.get(stop + 1) == Some(&b'"') {
                        skip = stop + 1;
                    } else {
                        quoted_from = None;
                    }
                } else if stop == cell {
                    quoted_from = Some(stop);
                }
                continue;
            }
            if quoted_from.is_some() && stop < bytes.len() {
                continue;
            }
            if stop == bytes.len() && record == stop {
                break;
            }
            if byte == delimiter && stop < bytes.len() {
                row.put(column, cell..stop);
                column += 1;
                cell = stop + 1;
                continue;
            }
            let end = self.dialect.without_return(bytes, cell, stop);
            row.put(column, cell..end);
            column += 1;
            cell = stop + 1;
            if self.dialect.is_blank(&bytes[record..end]) {
                self.blank += 1;
            } else if column == width || (column > width && self.dialect.rest_is_blank(bytes, record, end, width)) {
                self.starts.push(record as u32);
                self.offsets.extend(
                    row.cells
                        .iter()
                        .take(self.stride)
                        .map(|cell| u16::try_from(cell.start - record as u32).unwrap_or(FAR)),
                );
                let raw = |cell: Span| &bytes[cell.range()];
                keys.push(row.key_slots.map(|slot| row.cells[slot]), raw, |cell| value(raw(cell)));
                for (number, slot) in &row.number_slots {
                    keys.push_number(*number, &value(&bytes[row.cells[*slot].range()]));
                }
            } else {
                ragged.note(record, column);
            }
            record = cell;
            column = 0;
        }
        if let Some(quote) = quoted_from {
            return Err(never_closed(source, quote));
        }
        ragged.into_result(source, width)?;
        Ok(keys)
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Records in which every cell is empty: no positions, and no records.
    pub(super) fn blank_records(&self) -> usize {
        self.blank
    }

    /// Where the record starts.
    pub(super) fn start(&self, record: usize) -> usize {
        self.starts[record] as usize
    }

    /// Where a cell starts, at its quote if it has one.
    fn cell_start(&self, source: &Source, record: usize, field: Field) -> Option<usize> {
        let start = self.starts[record] as usize;
        let kept = self.kept[field as usize].map(|slot| self.offsets[record * self.stride + usize::from(slot)]);
        match kept {
            Some(distance) if distance != FAR => Some(start + usize::from(distance)),
            _ => {
                let column = self.columns.column(field)?;
                Some((0..column).fold(start, |at, _| self.dialect.cell_end(source.bytes(), at) + 1))
            }
        }
    }

    /// The place of the cell in a column, quotes included.
    pub(super) fn cell_in(&self, source: &Source, record: usize, column: usize) -> Span {
        let bytes = source.bytes();
        let at = (0..column).fold(self.start(record), |at, _| self.dialect.cell_end(bytes, at) + 1);
        let end = self.dialect.cell_end(bytes, at);
        Span::new(at..self.dialect.without_return(bytes, at, end))
    }

    /// The first two bytes of what a cell says, found without looking for the cell's end.
    pub(super) fn initials(&self, source: &Source, record: usize, field: Field) -> Option<[u8; 2]> {
        let start = self.cell_start(source, record, field)?;
        let bytes = source.bytes();
        let start = start + usize::from(bytes.get(start) == Some(&b'"'));
        if bytes.get(start) == Some(&b'\'') {
            return value(&bytes[self.cell(source, record, field)?.range()]).get(..2)?.try_into().ok();
        }
        bytes.get(start..start + 2)?.try_into().ok()
    }

    /// Whether two cells are the same bytes and plain, so that they say the same; where it is false they still may.
    pub(super) fn are_plainly_equal(&self, source: &Source, one: (usize, Field), other: (usize, Field)) -> bool {
        let (Some(one), Some(other)) =
            (self.cell_start(source, one.0, one.1), self.cell_start(source, other.0, other.1))
        else {
            return false;
        };
        let (one, other) = (&source.bytes()[one..], &source.bytes()[other..]);
        let ends = |byte: Option<&u8>| {
            byte.is_none_or(|byte| *byte == self.dialect.delimiter || *byte == self.dialect.line_break)
        };
        let length = memchr2(self.dialect.delimiter, self.dialect.line_break, one).unwrap_or(one.len());
        one.first() != Some(&b'"') && other.get(..length) == Some(&one[..length]) && ends(other.get(length))
    }

    /// The place of a cell, quotes included.
    pub(super) fn cell(&self, source: &Source, record: usize, field: Field) -> Option<Span> {
        let bytes = source.bytes();
        let at = self.cell_start(source, record, field)?;
        let end = self.dialect.cell_end(bytes, at);
        Some(Span::new(at..self.dialect.without_return(bytes, at, end)))
    }
}

/// The kept cells of the record that is being scanned.
struct Row {
    /// By slot; the last one stays empty, for the fields that the input has no column for.
    cells: Vec<Span>,
    /// For each column the last of the slots that want its cell.
    slots: Vec<u8>,
    /// For each slot another one of its column: there are two where an e-mail address serves as the id, and as many
    /// as a user maps.
    others: [u8; SCANNED.len()],
    /// The slots of [`Keys::FIELDS`].
    key_slots: [usize; Keys::FIELDS.len()],
    /// The slots of those of [`Keys::NUMBERS`] that the input has a column for.
    number_slots: Vec<(usize, usize)>,
}

impl Row {
    const NONE: u8 = u8::MAX;

    fn new(table: &Table) -> Row {
        let mut slots = vec![Row::NONE; table.columns.headings().len()];
        let mut others = [Row::NONE; SCANNED.len()];
        // The kept fields come first, so that their slots are those of a row of offsets.
        let mut slot_of = [None; Field::ALL.len()];
        let mut count = 0;
        for field in SCANNED {
            if let Some(column) = table.columns.column(field) {
                others[usize::from(count)] = std::mem::replace(&mut slots[column], count);
                slot_of[field as usize] = Some(usize::from(count));
                count += 1;
            }
        }
        let key_slots = Keys::FIELDS.map(|field| slot_of[field as usize].unwrap_or(usize::from(count)));
        let number_slot = |(number, field): (usize, &Field)| Some((number, slot_of[*field as usize]?));
        let number_slots = Keys::NUMBERS.iter().enumerate().filter_map(number_slot).collect();
        Row { cells: vec![Span::default(); usize::from(count) + 1], slots, others, key_slots, number_slots }
    }

    fn put(&mut self, column: usize, cell: std::ops::Range<usize>) {
        let mut slot = self.slots.get(column).copied().unwrap_or(Row::NONE);
        while slot != Row::NONE {
            self.cells[usize::from(slot)] = Span::new(cell.clone());
            slot = self.others[usize::from(slot)];
        }
    }
}

impl Dialect {
    /// The delimiter under which the header has the most known columns, or else the most cells; and where the header
    /// begins. Excel's first line `sep=;` says it outright; the first line `version:v1.0` of a bulk operation in Entra says
    /// nothing of the table.
    fn detect(source: &Source, mapping: &Mapping) -> (Dialect, usize) {
        let bytes = source.bytes();
        let line_break = line_break(bytes);
        let mut start = source.text_start();
        if source.is_sheet() {
            return (Dialect { delimiter: b',', line_break: b'\n' }, start);
        }
        if bytes[start..].starts_with(b"version:v") {
            start += memchr(line_break, &bytes[start..]).map_or(0, |end| end + 1);
        }
        if let Some(rest) = bytes[start..].strip_prefix(b"sep=") {
            let end = memchr(line_break, rest).unwrap_or(rest.len());
            if let [delimiter] | [delimiter, b'\r'] = rest[..end] {
                return (Dialect { delimiter, line_break }, (start + 4 + end + 1).min(bytes.len()));
            }
        }
        let mut best = (0, Dialect { delimiter: b',', line_break });
        for delimiter in *b",;\t|" {
            let dialect = Dialect { delimiter, line_break };
            let at = dialect.skip_blank_lines(bytes, start);
            let (cells, _) = dialect.cells_of_record(source, at);
            let headings = cells.iter().map(|cell| value_text(source, *cell).trim().to_owned());
            let is_known = || Columns::detect(source.name(), headings.collect(), mapping).is_ok();
            let known = usize::from(cells.len() <= MOST_COLUMNS && is_known());
            let score = known * 1_000_000 + cells.len();
            if score > best.0 {
                best = (score, dialect);
            }
        }
        (best.1, start)
    }

    /// The cells of one record and where the next one begins; of a record that is no header, for it has more cells than any,
    /// one cell too many.
    fn cells_of_record(self, source: &Source, start: usize) -> (Vec<Span>, usize) {
        let bytes = source.bytes();
        let mut cells = Vec::new();
        let mut at = start;
        loop {
            let end = self.cell_end(bytes, at);
            let last = bytes.get(end) != Some(&self.delimiter);
            let trimmed = if last { self.without_return(bytes, at, end) } else { end };
            cells.push(Span::new(at..trimmed));
            at = (end + 1).min(bytes.len());
            if last || cells.len() > MOST_COLUMNS {
                return (cells, at);
            }
        }
    }

    /// Where the cell that starts at `start` ends: at a delimiter, a line break or the end of the text.
    fn cell_end(self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match memchr(b'"', &bytes[at..]) {
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
        memchr2(self.delimiter, self.line_break, rest).map_or(bytes.len(), |end| at + end)
    }

    /// `end` without the carriage return of a line break `\r\n` before it.
    fn without_return(self, bytes: &[u8], start: usize, end: usize) -> usize {
        let returns = self.line_break == b'\n'
            && end > start
            && bytes[end - 1] == b'\r'
            && bytes.get(end).is_none_or(|byte| *byte == b'\n');
        end - usize::from(returns)
    }

    /// Whether a record holds nothing but delimiters, empty quotes and blanks.
    fn is_blank(self, record: &[u8]) -> bool {
        record.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'"') || *byte == self.delimiter)
    }

    /// Whether the cells from number `width` on are blank.
    fn rest_is_blank(self, bytes: &[u8], start: usize, end: usize, width: usize) -> bool {
        let rest = (0..width).fold(start, |at, _| self.cell_end(bytes, at) + 1);
        bytes.get(rest..end).is_none_or(|rest| self.is_blank(rest))
    }

    fn skip_blank_lines(self, bytes: &[u8], mut at: usize) -> usize {
        while let Some(byte) = bytes.get(at) {
            if !matches!(byte, b'\n' | b'\r') {
                break;
            }
            at += 1;
        }
        at
    }
}

/// Records that have another number of cells than the header, told all at once.
#[derive(Default)]
struct Ragged {
    count: usize,
    first: Vec<(usize, usize)>,
}

impl Ragged {
    fn note(&mut self, record: usize, cells: usize) {
        self.count += 1;
        if self.first.len() < 5 {
            self.first.push((record, cells));
        }
    }

    fn into_result(self, source: &Source, width: usize) -> Result<(), Error> {
        let Some((first, cells)) = self.first.first().copied() else { return Ok(()) };
        let message = match self.count {
            1 => format!("this record has {cells} cells, and the header has {width}"),
            count => {
                let lines: Vec<String> =
                    self.first.iter().map(|(start, _)| source.place(*start).line.to_string()).collect();
                let more = if count > lines.len() { ", …" } else { "" };
                format!(
                    "{count} records have another number of cells than the header, which has {width}: \
                     lines {}{more}; the first has {cells}",
                    lines.join(", ")
                )
            }
        };
        Err(Error::at(source, Span::new(first..first), message).help(
            "quote the cells that hold the delimiter or a line break, and write every cell of a record, also an empty one",
        ))
    }
}

fn never_closed(source: &Source, quote: usize) -> Error {
    Error::at(source, Span::new(quote..quote + 1), "this quote is never closed")
        .help("close it, or double it where it stands for itself within a quoted cell")
}

/// Whether a cell opens a quote and does not close it.
fn is_open(raw: &[u8]) -> bool {
    let Some(inner) = raw.strip_prefix(b"\"") else { return false };
    let mut rest = inner;
    while let Some(quote) = memchr(b'"', rest) {
        match rest[quote + 1..].strip_prefix(b"\"") {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// What a cell says: without its quotes, with doubled quotes made single, and without the apostrophe by which
/// spreadsheets mark a text that could be taken for a formula.
#[inline]
pub(super) fn value(raw: &[u8]) -> Cow<'_, [u8]> {
    match raw {
        [b'"', inner @ ..] => unmarked(unquoted(inner)),
        [b'\'', ..] => Cow::Borrowed(formula::meant(raw)),
        raw => Cow::Borrowed(raw),
    }
}

fn unmarked(value: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match value {
        Cow::Borrowed(value) => Cow::Borrowed(formula::meant(value)),
        Cow::Owned(mut value) => {
            let mark = value.len() - formula::meant(&value).len();
            value.drain(..mark);
            Cow::Owned(value)
        }
    }
}

/// What a quoted cell says, by what follows its first quote.
fn unquoted(inner: &[u8]) -> Cow<'_, [u8]> {
    match memchr(b'"', inner) {
        None => Cow::Borrowed(inner),
        Some(quote) if quote + 1 == inner.len() => Cow::Borrowed(&inner[..quote]),
        Some(_) => {
            let mut value = Vec::with_capacity(inner.len());
            let mut rest = inner;
            while let Some(quote) = memchr(b'"', rest) {
                value.extend_from_slice(&rest[..quote]);
                rest = &rest[quote + 1..];
                match rest.strip_prefix(b"\"") {
                    Some(after) => {
                        value.push(b'"');
                        rest = after;
                    }
                    // The closing quote; what follows it belongs to the cell as it stands.
                    None => break,
                }
            }
            value.extend_from_slice(rest);
            Cow::Owned(value)
        }
    }
}

fn value_text(source: &Source, cell: Span) -> String {
    String::from_utf8_lossy(&value(&source.bytes()[cell.range()])).into_owned()
}
