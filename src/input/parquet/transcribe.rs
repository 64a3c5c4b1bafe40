//! From the bytes of a Parquet file to its rows as text.

use std::ops::Range;

use super::Table;
use super::column::Reading;
use super::footer::{self, Footer, Group};
use super::kind::Kind;
use super::schema::Column;
use crate::error::Error;
use crate::input::frame::Offer;
use crate::input::{Limits, written};
use crate::progress;
use crate::source::Raw;

/// Why a file, or a column of it, is not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// Something in it cannot be meant.
    Damaged(&'static str),
    /// It is beyond a limit.
    TooMuch(String),
    /// It is of a kind that is not read.
    Unread(String),
}

/// How much more may be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    unpacked: u64,
    text: u64,
    values: u64,
    limits: Limits,
}

impl Left {
    fn new(limits: &Limits) -> Left {
        let text = limits.unpacked_bytes.min(Raw::MAX_BYTES);
        Left { unpacked: limits.unpacked_bytes, text, values: limits.values, limits: *limits }
    }

    /// So many bytes more are unpacked.
    pub(super) fn unpack(&mut self, bytes: u64) -> Result<(), Fault> {
        self.unpacked = self.unpacked.checked_sub(bytes).ok_or_else(|| self.too_many_bytes())?;
        Ok(())
    }

    /// So many bytes more are written.
    pub(super) fn write(&mut self, bytes: u64) -> Result<(), Fault> {
        self.text = self.text.checked_sub(bytes).ok_or_else(|| self.too_many_bytes())?;
        Ok(())
    }

    /// So many values more are read.
    pub(super) fn take_values(&mut self, values: u64) -> Result<(), Fault> {
        self.values = self
            .values
            .checked_sub(values)
            .ok_or_else(|| Fault::TooMuch(format!("it holds more than {} values", self.limits.values)))?;
        Ok(())
    }

    /// Whether so many bytes more could be written.
    #[inline]
    pub(super) fn fits(&self, bytes: usize) -> Result<(), Fault> {
        if bytes as u64 > self.text { Err(self.too_many_bytes()) } else { Ok(()) }
    }

    #[cold]
    fn too_many_bytes(&self) -> Fault {
        Fault::TooMuch(format!("it unpacks to more than {} bytes", self.limits.unpacked_bytes))
    }
}

/// So many rows are read of each column at a time.
const BATCH: u64 = 1024;

/// Transcribes the columns that `choose` says yes to.
pub(in crate::input) fn read(
    path: &str,
    bytes: &[u8],
    limits: &Limits,
    choose: &dyn Fn(&[Offer<'_>]) -> Vec<bool>,
) -> Result<Table, Error> {
    let footer = footer::read(bytes).map_err(|fault| told(path, None, fault))?;
    let chosen = chosen(&footer, choose);
    if chosen.is_empty() {
        return Err(Error::in_file(path, "the file has no column that can be read")
            .help("give a chart with its ids and managers as texts or numbers"));
    }
    let mut left = Left::new(limits);
    let rows = footer.groups.iter().try_fold(0_u64, |rows, group| rows.checked_add(group.rows));
    let values = rows.and_then(|rows| rows.checked_mul(chosen.len() as u64)).unwrap_or(u64::MAX);
    left.take_values(values).map_err(|fault| told(path, None, fault))?;
    let mut text = Text::new(&chosen, &mut left).map_err(|fault| told(path, None, fault))?;
    for group in &footer.groups {
        read_group(&bytes[..footer.start], group, &chosen, &mut text, &mut left)
            .map_err(|(column, fault)| told(path, column, fault))?;
    }
    let columns = chosen.iter().map(|(at, column, _)| (*at as u32 + 1, column.name.clone())).collect();
    Ok(Table { text: text.text, rows: text.rows, columns })
}

/// A file that is read in parts, each of which has some of the rows.
pub(in crate::input) struct Parts {
    path: String,
    footer: Footer,
    /// The columns that are read, by their numbers, from 0.
    chosen: Vec<usize>,
    limits: Limits,
}

impl Parts {
    /// Reads the footer of a file of `length` bytes through `read`, which hands out a part of it, and chooses the columns.
    pub(in crate::input) fn open(
        path: &str,
        length: u64,
        limits: &Limits,
        read: &mut dyn FnMut(Range<u64>) -> Result<Vec<u8>, Error>,
        choose: &dyn Fn(&[Offer<'_>]) -> Vec<bool>,
    ) -> Result<Parts, Error> {
        let tail = read(length.saturating_sub(footer::TAIL as u64)..length)?;
        let start = footer::start(&tail, length).map_err(|fault| told(path, None, fault))?;
        let metadata = read(start..length - footer::TAIL as u64)?;
        let start = usize::try_from(start).map_err(|_| told(path, None, footer::DAMAGED))?;
        let footer = footer::metadata(&metadata, start).map_err(|fault| told(path, None, fault))?;
        let chosen = chosen(&footer, choose).into_iter().map(|(number, ..)| number).collect();
        Ok(Parts { path: path.to_owned(), footer, chosen, limits: *limits })
    }

    /// How many parts there are.
    pub(in crate::input) fn len(&self) -> usize {
        self.footer.groups.len()
    }

    /// The columns that are read: their numbers in the file, from 1, and their names.
    pub(in crate::input) fn columns(&self) -> Vec<(u32, String)> {
        self.chosen.iter().map(|number| (*number as u32 + 1, self.footer.columns[*number].name.clone())).collect()
    }

    /// The header as delimited text.
    pub(in crate::input) fn header(&self) -> Vec<u8> {
        header(self.chosen.iter().map(|number| self.footer.columns[*number].name.as_str()))
    }

    /// Where the values of a part lie: up to where those of another begin.
    pub(in crate::input) fn range(&self, part: usize) -> Range<u64> {
        let starts = |part: usize| self.chosen.iter().map(move |number| self.footer.groups[part].chunks[*number].start);
        let (first, last) = (starts(part).min().unwrap_or(0), starts(part).max().unwrap_or(0));
        let all = self.footer.groups.iter().flat_map(|group| &group.chunks).map(|chunk| chunk.start);
        let end = all.filter(|start| *start > last).min().unwrap_or(self.footer.start);
        first as u64..end as u64
    }

    /// The rows of a part, whose bytes those of its range are; they are numbered from 1.
    pub(in crate::input) fn read(&self, part: usize, bytes: &[u8]) -> Result<Table, Error> {
        let group = &self.footer.groups[part];
        let first = self.range(part).start as usize;
        let rebased = |chunk: &footer::Chunk| footer::Chunk { start: chunk.start.saturating_sub(first), ..*chunk };
        let group = Group { rows: group.rows, chunks: group.chunks.iter().map(rebased).collect() };
        let column = |number: &usize| {
            let column = &self.footer.columns[*number];
            Some((*number, column, column.kind?))
        };
        let chosen: Vec<Chosen<'_>> = self.chosen.iter().filter_map(column).collect();
        let mut left = Left::new(&self.limits);
        let values = group.rows.saturating_mul(chosen.len() as u64);
        left.take_values(values).map_err(|fault| told(&self.path, None, fault))?;
        let mut text = Text::new(&chosen, &mut left).map_err(|fault| told(&self.path, None, fault))?;
        read_group(bytes, &group, &chosen, &mut text, &mut left)
            .map_err(|(column, fault)| told(&self.path, column, fault))?;
        Ok(Table { text: text.text, rows: text.rows, columns: self.columns() })
    }
}

/// A column that is read: its number in the file, from 0, itself, and what its values mean.
type Chosen<'f> = (usize, &'f Column, Kind);

fn chosen<'f>(footer: &'f Footer, choose: &dyn Fn(&[Offer<'_>]) -> Vec<bool>) -> Vec<Chosen<'f>> {
    let columns = footer.columns.iter().enumerate();
    let readable: Vec<Chosen<'_>> = columns.filter_map(|(at, column)| Some((at, column, column.kind?))).collect();
    let offer = |(_, column, kind): &Chosen<'f>| Offer {
        name: &column.name,
        may_refer: matches!(kind, Kind::Text | Kind::Whole | Kind::Unsigned(_) | Kind::Uuid) && column.list.is_none(),
        is_known: *kind != Kind::Bytes,
    };
    let is_chosen = choose(&readable.iter().map(offer).collect::<Vec<Offer<'_>>>());
    readable.into_iter().zip(is_chosen).filter(|(_, is_chosen)| *is_chosen).map(|(column, _)| column).collect()
}

/// The header of columns with these names.
fn header<'n>(names: impl Iterator<Item = &'n str>) -> Vec<u8> {
    let mut text = Vec::new();
    for (at, name) in names.enumerate() {
        if at > 0 {
            text.push(b',');
        }
        written::write_cell(name, &mut text);
    }
    text.push(b'\n');
    text
}

/// The text as far as it is written.
struct Text {
    text: Vec<u8>,
    rows: Vec<(u32, u32)>,
}

impl Text {
    /// The header.
    fn new(chosen: &[Chosen<'_>], left: &mut Left) -> Result<Text, Fault> {
        let text = header(chosen.iter().map(|(_, column, _)| column.name.as_str()));
        left.write(text.len() as u64)?;
        Ok(Text { text, rows: vec![(0, 0)] })
    }

    /// The next rows, of which the columns have the cells.
    fn push(&mut self, columns: &[Reading<'_>], count: usize) {
        for row in 0..count {
            self.rows.push((self.text.len() as u32, self.rows.len() as u32));
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    self.text.push(b',');
                }
                self.text.extend_from_slice(column.cells.get(row).unwrap_or_default());
            }
            self.text.push(b'\n');
        }
        progress::reach(self.rows.len(), 0, 0);
    }
}

fn read_group(
    bytes: &[u8],
    group: &Group,
    chosen: &[Chosen<'_>],
    text: &mut Text,
    left: &mut Left,
) -> Result<(), (Option<String>, Fault)> {
    let of = |at: usize| move |fault| (Some(chosen[at].1.name.clone()), fault);
    let mut columns = Vec::with_capacity(chosen.len());
    for (at, (number, column, kind)) in chosen.iter().enumerate() {
        columns.push(Reading::new(bytes, column, *kind, group.chunks[*number]).map_err(of(at))?);
    }
    let mut rows = group.rows;
    while rows > 0 {
        let count = rows.min(BATCH);
        for (at, column) in columns.iter_mut().enumerate() {
            column.read(count as usize, left).map_err(of(at))?;
        }
        left.write(count * columns.len() as u64).map_err(|fault| (None, fault))?;
        text.push(&columns, count as usize);
        rows -= count;
    }
    Ok(())
}

/// What a fault means to who gave the file.
fn told(path: &str, column: Option<String>, fault: Fault) -> Error {
    let of = column.map(|column| format!("column '{column}': ")).unwrap_or_default();
    match fault {
        Fault::Damaged(what) => Error::in_file(path, format!("the Parquet file is damaged: {of}{what}"))
            .help("write or fetch it anew, or export the chart as CSV"),
        Fault::TooMuch(what) => Error::in_file(path, format!("the Parquet file is too large: {of}{what}"))
            .help("leave columns and rows out that are no part of the chart, or raise [limits] in orglint.toml"),
        Fault::Unread(what) => Error::in_file(path, format!("the Parquet file cannot be read: {of}{what}"))
            .help("write it with Snappy and without encryption, as is usual, or export the chart as CSV"),
    }
}
