//! The values of one column within a group of rows, page by page, as cells.

use std::borrow::Cow;

use super::bits::Runs;
use super::cells::Cells;
use super::footer::Chunk;
use super::kind::{Kind, Stored};
use super::page::{self, Page};
use super::schema::Column;
use super::values::{Next, Values, sized};
use super::{Fault, Left};

/// A column that is being read.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// The bytes of the file in which there are values.
    bytes: &'a [u8],
    column: &'a Column,
    kind: Kind,
    chunk: Chunk,
    /// Where the next page is, and how many values are in the pages from there on.
    at: usize,
    left: u64,
    dictionary: Option<Cells>,
    page: Option<Open<'a>>,
    /// The cells that were read last.
    pub(super) cells: Cells,
    text: String,
}

/// A page that is being read.
#[derive(Debug)]
struct Open<'a> {
    body: Cow<'a, [u8]>,
    left: u64,
    repeats: Option<Runs>,
    /// The level of repetition that comes next, if it has been looked at.
    repeat: Option<u64>,
    levels: Option<Runs>,
    values: Values,
}

const MISSING: Fault = Fault::Damaged("values are missing in it, or cannot be read");

/// In the number of levels, the one that is deepest needs so many bits.
fn width(deepest: u32) -> u32 {
    u32::BITS - deepest.leading_zeros()
}

impl<'a> Reading<'a> {
    pub(super) fn new(bytes: &'a [u8], column: &'a Column, kind: Kind, chunk: Chunk) -> Result<Reading<'a>, Fault> {
        let stored = match column.stored {
            Stored::Flag => 0,
            Stored::Whole32 => 1,
            Stored::Whole64 => 2,
            Stored::Whole96 => 3,
            Stored::Float => 4,
            Stored::Double => 5,
            Stored::Bytes => 6,
            Stored::Fixed(_) => 7,
        };
        if chunk.stored != stored {
            return Err(Fault::Damaged("its values are of another type than its schema says"));
        }
        Ok(Reading {
            bytes,
            column,
            kind,
            chunk,
            at: chunk.start,
            left: chunk.values,
            dictionary: None,
            page: None,
            cells: Cells::default(),
            text: String::new(),
        })
    }

    /// Reads the cells of the next so many rows.
    pub(super) fn read(&mut self, rows: usize, left: &mut Left) -> Result<(), Fault> {
        self.cells.clear();
        match self.column.list {
            None => self.read_values(rows, left)?,
            Some(entry) => {
                for _ in 0..rows {
                    self.read_list(entry, left)?;
                    left.fits(self.cells.size())?;
                }
            }
        }
        left.write(self.cells.size() as u64)
    }

    fn read_values(&mut self, rows: usize, left: &mut Left) -> Result<(), Fault> {
        while self.cells.len() < rows {
            if !self.open(left)? {
                return Err(MISSING);
            }
            let Some(page) = &mut self.page else { return Err(MISSING) };
            while page.left > 0 && self.cells.len() < rows {
                page.left -= 1;
                if !page.is_there(self.column.there)? {
                    self.cells.push(b"");
                    continue;
                }
                match page.values.next(&page.body, self.column.stored)? {
                    Next::Entry(entry) => {
                        let cell = entry_of(self.dictionary.as_ref(), entry)?;
                        self.cells.push(cell);
                    }
                    Next::Value(value) => {
                        self.text.clear();
                        self.kind.write(value, &mut self.text).ok_or(NO_TEXT)?;
                        self.cells.push_value(&self.text);
                    }
                }
                left.fits(self.cells.size())?;
            }
        }
        Ok(())
    }

    /// Reads the list of the next row, as JSON. `entry` is the level from which on there is an entry.
    fn read_list(&mut self, entry: u32, left: &mut Left) -> Result<(), Fault> {
        let mut list = Vec::new();
        let mut is_first = true;
        loop {
            if !self.open(left)? {
                break;
            }
            let Some(page) = &mut self.page else { break };
            // A row begins where nothing repeats.
            let repeat = page.repeat()?;
            if (repeat == 0) != is_first {
                if is_first {
                    return Err(MISSING);
                }
                break;
            }
            is_first = false;
            page.repeat = None;
            page.left -= 1;
            left.take_values(1)?;
            let level = page.level(self.column.there)?;
            // There is no list, or nothing in it.
            if level < u64::from(entry) {
                continue;
            }
            list.push(if list.is_empty() { b'[' } else { b',' });
            if level < u64::from(self.column.there) {
                list.extend_from_slice(b"null");
                continue;
            }
            let text = match page.values.next(&page.body, self.column.stored)? {
                Next::Entry(entry) => std::str::from_utf8(entry_of(self.dictionary.as_ref(), entry)?),
                Next::Value(value) => {
                    self.text.clear();
                    self.kind.write(value, &mut self.text).ok_or(NO_TEXT)?;
                    Ok(self.text.as_str())
                }
            };
            serde_json::to_writer(&mut list, text.map_err(|_| NO_TEXT)?).map_err(|_| MISSING)?;
            left.fits(self.cells.size() + list.len())?;
        }
        if is_first {
            return Err(MISSING);
        }
        if !list.is_empty() {
            list.push(b']');
        }
        self.cells.push_value(std::str::from_utf8(&list).map_err(|_| NO_TEXT)?);
        Ok(())
    }

    /// Makes sure that there is a page with values left; false at the end.
    fn open(&mut self, left: &mut Left) -> Result<bool, Fault> {
        while self.page.as_ref().is_none_or(|page| page.left == 0) {
            if self.left == 0 {
                return Ok(false);
            }
            let (page, next) = page::read(self.bytes, self.at, self.chunk.codec, left)?;
            self.at = next;
            match page.kind {
                page::Kind::Other => {}
                page::Kind::Dictionary => self.dictionary = Some(self.entries(&page, left)?),
                page::Kind::Values | page::Kind::ValuesBehindLevels(_) => {
                    self.left = self.left.checked_sub(page.values).ok_or(MISSING)?;
                    self.page = Some(Open::new(page, self.column)?);
                }
            }
        }
        Ok(true)
    }

    /// The values of a dictionary; those of a list are not cells yet.
    fn entries(&mut self, page: &Page<'_>, left: &mut Left) -> Result<Cells, Fault> {
        left.take_values(page.values)?;
        let mut values = Values::Plain { at: 0, bit: 0 };
        let mut entries = Cells::default();
        for _ in 0..page.values {
            self.text.clear();
            match values.next(&page.body, self.column.stored)? {
                Next::Value(value) => self.kind.write(value, &mut self.text).ok_or(NO_TEXT)?,
                Next::Entry(_) => return Err(MISSING),
            }
            match self.column.list {
                None => entries.push_value(&self.text),
                Some(_) => entries.push(self.text.as_bytes()),
            }
            left.fits(entries.size())?;
        }
        Ok(entries)
    }
}

const NO_TEXT: Fault = Fault::Damaged("it holds a value that is none of its type, such as bytes that are no UTF-8");

fn entry_of(dictionary: Option<&Cells>, entry: u64) -> Result<&[u8], Fault> {
    let entry = usize::try_from(entry).ok().and_then(|entry| dictionary?.get(entry));
    entry.ok_or(Fault::Damaged("it refers to a value that its dictionary does not have"))
}

impl<'a> Open<'a> {
    fn new(page: Page<'a>, column: &Column) -> Result<Open<'a>, Fault> {
        const RUNS: i64 = 3;
        let mut at = 0;
        let deepest = [u32::from(column.list.is_some()), column.there];
        let mut levels = [None, None];
        for (of, deepest) in deepest.into_iter().enumerate() {
            let part = match page.kind {
                page::Kind::ValuesBehindLevels(lengths) => {
                    let end = at + lengths[of];
                    (end <= page.body.len()).then_some(at..end)
                }
                _ if deepest == 0 => continue,
                _ if page.levels[of] != RUNS => {
                    return Err(Fault::Unread("its values are written in a way of old (BIT_PACKED)".to_owned()));
                }
                _ => sized(&page.body, at),
            };
            let part = part.ok_or(MISSING)?;
            at = part.end;
            levels[of] = if deepest > 0 { Runs::new(part, width(deepest)) } else { None };
        }
        let [repeats, levels] = levels;
        let values = Values::new(page.encoding, column.stored, &page.body, at)?;
        Ok(Open { left: page.values, repeats, repeat: None, levels, values, body: page.body })
    }

    /// Whether the next value is there.
    #[inline]
    fn is_there(&mut self, there: u32) -> Result<bool, Fault> {
        Ok(self.level(there)? == u64::from(there))
    }

    #[inline]
    fn level(&mut self, there: u32) -> Result<u64, Fault> {
        let level = match &mut self.levels {
            Some(levels) => levels.next(&self.body).ok_or(MISSING)?,
            None => u64::from(there),
        };
        if level > u64::from(there) { Err(MISSING) } else { Ok(level) }
    }

    /// The level of repetition of the next value.
    fn repeat(&mut self) -> Result<u64, Fault> {
        if self.repeat.is_none() {
            let next = self.repeats.as_mut().and_then(|repeats| repeats.next(&self.body));
            self.repeat = Some(next.ok_or(MISSING)?);
        }
        self.repeat.ok_or(MISSING)
    }
}
