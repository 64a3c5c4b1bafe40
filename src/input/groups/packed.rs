//! A table of many charts as Parquet, read part by part: one part of its rows is in memory.

use std::io::{self, Read, SeekFrom};
use std::ops::Range;

use super::survey::Extent;
use super::{Entry, Input, Records, Visit, column_of, unreadable};
use crate::error::Error;
use crate::input::csv::Dialect;
use crate::input::frame::{Offer, wanted};
use crate::input::{Options, parquet};
use crate::source::{Columns, Group, NotText, Raw, Sheet, Source};

/// A table as Parquet.
pub(super) struct Table<'i> {
    name: String,
    input: Box<dyn Input + 'i>,
    parts: parquet::Parts,
    /// The header as delimited text.
    header: Vec<u8>,
    /// The number of the column that tells charts apart, from 0, among those that are read.
    column: usize,
}

/// Rows are transcribed so.
const DIALECT: Dialect = Dialect { delimiter: b',', line_break: b'\n' };

impl<'i> Table<'i> {
    pub(super) fn open(
        name: &str,
        mut input: Box<dyn Input + 'i>,
        column: &str,
        options: &Options,
    ) -> Result<Table<'i>, Error> {
        let length = input.seek(SeekFrom::End(0)).map_err(|error| unreadable(name, &error))?;
        let choose = |offers: &[Offer<'_>]| {
            let headings: Vec<String> = offers.iter().map(|offer| offer.name.to_owned()).collect();
            let mut is_wanted = wanted(offers, options);
            if let Ok(column) = column_of(name, &headings, column) {
                is_wanted[column] = true;
            }
            is_wanted
        };
        let mut read = |range| read(name, &mut *input, range);
        let parts = parquet::Parts::open(name, length, &options.limits, &mut read, &choose)?;
        let headings: Vec<String> = parts.columns().into_iter().map(|(_, heading)| heading).collect();
        let column = column_of(name, &headings, column)?;
        Ok(Table { name: name.to_owned(), input, header: parts.header(), parts, column })
    }

    /// The cell of a row that tells of its chart.
    fn chart<'r>(&self, row: &'r [u8]) -> &'r [u8] {
        let start = (0..self.column).fold(0, |at, _| DIALECT.cell_end(row, at) + 1);
        row.get(start..DIALECT.cell_end(row, start)).unwrap_or_default()
    }
}

impl super::Table for Table<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn each(&mut self, visit: Visit<'_>) -> Result<(), Error> {
        let mut before = 0;
        for part in 0..self.parts.len() {
            let bytes = read(&self.name, &mut *self.input, self.parts.range(part))?;
            let rows = self.parts.read(part, &bytes)?;
            drop(bytes);
            let ends = rows.rows.iter().skip(2).map(|(start, _)| *start as usize).chain([rows.text.len()]);
            for ((start, row), end) in rows.rows.iter().skip(1).zip(ends) {
                let bytes = &rows.text[*start as usize..end];
                visit(Entry { chart: self.chart(bytes), at: 0, bytes, line: before + row, lines: 1 })?;
            }
            before = before.saturating_add(rows.rows.len() as u32 - 1);
        }
        Ok(())
    }

    fn read_at(&mut self, _extent: &Extent) -> Option<Result<Records, Error>> {
        None
    }

    fn source(&self, chart: &str, records: Records, _options: &Options) -> Result<Source, Error> {
        let header = self.header.len() as u32;
        let mut rows = vec![(0, 0)];
        rows.extend(records.starts.iter().map(|(start, row)| (start.saturating_add(header), *row)));
        let mut text = self.header.clone();
        text.extend_from_slice(&records.bytes);
        if text.len() as u64 > Raw::MAX_BYTES {
            return Err(Error::not_text(&*self.name, NotText::TooLong));
        }
        let sheet = Sheet { rows, columns: Columns::Named(self.parts.columns()), kinds: Vec::new() };
        let group = Group { name: chart.to_owned(), lines: Vec::new() };
        Ok(Source::of_sheet(&*self.name, sheet, text).of_group(group))
    }
}

/// A part of the file. One that is longer than the file is short, which its reader tells.
fn read(name: &str, input: &mut dyn Input, range: Range<u64>) -> Result<Vec<u8>, Error> {
    let mut read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        input.seek(SeekFrom::Start(range.start))?;
        input.take(range.end.saturating_sub(range.start)).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| unreadable(name, &error))
}
