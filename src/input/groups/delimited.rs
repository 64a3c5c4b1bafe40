//! A table of many charts as delimited text, read through a window: of a file of any size, one record is in memory.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use memchr::memchr_iter;

use super::survey::Extent;
use super::{Entry, Input, Records, Visit, column_of, unreadable};
use crate::error::Error;
use crate::input::Options;
use crate::input::csv::{Dialect, Header};
use crate::source::{Group, NotText, Raw, Source};

/// A table as delimited text.
pub(super) struct Table<'i> {
    name: String,
    input: Box<dyn Input + 'i>,
    dialect: Dialect,
    /// Everything up to the first record.
    header: Vec<u8>,
    /// The number of the column that tells charts apart, from 0.
    column: usize,
}

/// A record is taken for the rest of the table, behind a quote that is never closed, where it is as long as that.
const LONGEST: usize = 64 << 20;

impl<'i> Table<'i> {
    /// Finds the header in the first bytes of the input.
    pub(super) fn open(
        name: &str,
        input: Box<dyn Input + 'i>,
        head: &[u8],
        column: &str,
        options: &Options,
    ) -> Result<Table<'i>, Error> {
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.contains(&0) {
            return Err(Error::not_text(name, NotText::Binary).help("save the table as UTF-8"));
        }
        let Header { dialect, headings, end, .. } = Header::read(&as_text(name, head)?, &options.mapping)?;
        let column = column_of(name, &headings, column)?;
        Ok(Table { name: name.to_owned(), input, dialect, header: head[..end].to_vec(), column })
    }

    fn lines(&self, bytes: &[u8]) -> u32 {
        memchr_iter(self.dialect.line_break, bytes).count() as u32
    }

    /// The end of the record that starts at `at`, behind its line break, and its cell that tells of the chart; `None`
    /// where the window may end before the record does.
    fn record(&self, window: &Window, at: usize) -> Option<(usize, Range<usize>)> {
        let bytes = &window.bytes[..];
        let (mut start, mut number, mut chart) = (at, 0, None);
        loop {
            let end = self.dialect.cell_end(bytes, start);
            if end == bytes.len() && !window.is_last {
                return None;
            }
            let is_last = bytes.get(end) != Some(&self.dialect.delimiter);
            if number == self.column {
                chart = Some(start..self.dialect.without_return(bytes, start, end));
            }
            if is_last {
                return Some(((end + 1).min(bytes.len()), chart.unwrap_or(end..end)));
            }
            (start, number) = (end + 1, number + 1);
        }
    }
}

impl super::Table for Table<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn each(&mut self, visit: Visit<'_>) -> Result<(), Error> {
        let start = self.header.len() as u64;
        self.input.seek(SeekFrom::Start(start)).map_err(|error| unreadable(&self.name, &error))?;
        let mut window = Window { start, ..Window::default() };
        let (mut at, mut line) = (0, self.lines(&self.header));
        loop {
            let Some((end, chart)) = self.record(&window, at) else {
                if window.bytes.len() - at > LONGEST {
                    return Err(Error::in_file(&*self.name, format!("the record in line {} has no end", line + 1))
                        .help("close its quote, or double it where it stands for itself within a quoted cell"));
                }
                window.refill(&mut *self.input, at).map_err(|error| unreadable(&self.name, &error))?;
                at = 0;
                continue;
            };
            if end == at {
                return Ok(());
            }
            let bytes = &window.bytes[at..end];
            let lines = self.lines(bytes);
            if !self.dialect.is_blank(bytes.trim_ascii_end()) {
                let at = window.start + at as u64;
                visit(Entry { chart: &window.bytes[chart], at, bytes, line, lines: lines.max(1) })?;
            }
            (at, line) = (end, line.saturating_add(lines));
        }
    }

    fn read_at(&mut self, extent: &Extent) -> Option<Result<Records, Error>> {
        let mut read = || {
            self.input.seek(SeekFrom::Start(extent.start))?;
            let mut bytes = Vec::new();
            self.input.by_ref().take(extent.end - extent.start).read_to_end(&mut bytes)?;
            Ok(Records::of_part(bytes, extent.line))
        };
        Some(read().map_err(|error| unreadable(&self.name, &error)))
    }

    fn source(&self, chart: &str, records: Records, options: &Options) -> Result<Source, Error> {
        let header = self.lines(&self.header);
        let mut lines = vec![(0, 0)];
        lines.extend(records.runs.iter().map(|(here, there)| (header + here, *there)));
        let mut text = Vec::with_capacity(self.header.len() + records.bytes.len());
        text.extend_from_slice(&self.header);
        text.extend_from_slice(&records.bytes);
        if text.len() as u64 > Raw::MAX_BYTES {
            return Err(Error::not_text(&*self.name, NotText::TooLong));
        }
        let source = Raw::new(&*self.name, text).into_text(options.encoding);
        let source = source.map_err(|fault| Error::not_text(&*self.name, fault))?;
        Ok(source.of_group(Group { name: chart.to_owned(), lines }))
    }
}

/// A part of the input.
#[derive(Default)]
struct Window {
    bytes: Vec<u8>,
    /// Where it begins in the input.
    start: u64,
    /// Whether the input ends with it.
    is_last: bool,
}

impl Window {
    /// So many bytes are read at a time.
    const STEP: usize = 1 << 20;

    /// Drops what lies before `at`, and reads on: at least as much as is kept, so that a long record takes time that
    /// grows with its length.
    fn refill(&mut self, input: &mut dyn Input, at: usize) -> io::Result<()> {
        self.bytes.drain(..at);
        self.start += at as u64;
        let more = Window::STEP.max(self.bytes.len());
        self.is_last = input.take(more as u64).read_to_end(&mut self.bytes)? < more;
        Ok(())
    }
}

/// The first bytes as text, byte for byte: what is no UTF-8, and so in a legacy encoding, shows as question marks. A
/// heading that is asked for is mostly plain.
fn as_text(name: &str, head: &[u8]) -> Result<Source, Error> {
    let mut text = head.to_vec();
    if let Err(fault) = std::str::from_utf8(head)
        && fault.error_len().is_some()
    {
        text.iter_mut().filter(|byte| !byte.is_ascii()).for_each(|byte| *byte = b'?');
    } else if let Err(fault) = std::str::from_utf8(head) {
        text.truncate(fault.valid_up_to());
    }
    Source::new(name, text).map_err(|fault| Error::not_text(name, fault))
}
