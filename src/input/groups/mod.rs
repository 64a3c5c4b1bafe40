//! Many charts in one table: the records of each, one chart after the other, in memory that the largest one takes.
//!
//! The table is read twice. A survey tells which charts there are and how long each is. Where the records of every chart
//! follow one another, as in a table that is sorted, each is then read where it lies. Else the records are dealt out: to
//! memory where all of them are few, and otherwise to scratch files of a bounded size.

mod batch;
mod delimited;
#[cfg(feature = "parquet")]
mod packed;
mod survey;

use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{Format, Options, headings, parquet, workbook};
use crate::error::Error;
use crate::source::Source;
use survey::{Extent, Survey};

/// What a table of many charts is read from, several times.
pub trait Input: Read + Seek {}

impl<T: Read + Seek> Input for T {}

/// Where records are put until their chart's turn comes: written first, then read.
pub trait Scratch: Read + Write + Seek {}

impl<T: Read + Write + Seek> Scratch for T {}

/// Makes an empty place for records, which is gone once it is dropped.
pub type NewScratch<'s> = &'s mut dyn FnMut() -> io::Result<Box<dyn Scratch>>;

/// Takes the charts as they come, by their names, each as the text of its records below the header, or as the error that
/// says why it cannot be made out. Says whether it wants the next one.
pub type Take<'t> = &'t mut dyn FnMut(&str, Result<Source, Error>) -> bool;

/// A table that holds many charts.
pub struct Groups<'i> {
    table: Box<dyn Table + 'i>,
    survey: Survey,
    /// A batch of charts whose records lie scattered has so many bytes at least, unless all come to less.
    batch: u64,
}

/// The table, whatever its format.
trait Table {
    /// Its name, as its user gave it.
    fn name(&self) -> &str;

    /// Looks at each record in turn.
    fn each(&mut self, visit: Visit<'_>) -> Result<(), Error>;

    /// The records of a chart that lie together; `None` where a part of the table cannot be read by itself.
    fn read_at(&mut self, extent: &Extent) -> Option<Result<Records, Error>>;

    /// A chart as a text of its own.
    fn source(&self, chart: &str, records: Records, options: &Options) -> Result<Source, Error>;
}

/// What is done with each record.
type Visit<'v> = &'v mut dyn FnMut(Entry<'_>) -> Result<(), Error>;

/// A record of the table.
struct Entry<'e> {
    /// The cell that tells of which chart it is, as it is written.
    chart: &'e [u8],
    /// Where it begins, in bytes; of packed formats, 0.
    at: u64,
    /// The record as text, with its line break.
    bytes: &'e [u8],
    /// Its first line, from 0; of packed formats its row, from 1.
    line: u32,
    /// How many lines it takes.
    lines: u32,
}

/// Records of one chart.
#[derive(Default)]
struct Records {
    bytes: Vec<u8>,
    /// Of each record where in `bytes` it starts, and its line or row in the table. Of records that are read where they
    /// lie, only the first one's.
    starts: Vec<(u32, u32)>,
    /// Where lines begin that follow one another in the table, too: the number of the first one here and there.
    runs: Vec<(u32, u32)>,
    /// How many lines there are, and the number in the table of the next one.
    end: (u32, u32),
}

impl Records {
    /// The records of a part of the table, the first of which is in `line`.
    fn of_part(bytes: Vec<u8>, line: u32) -> Records {
        Records { bytes, starts: vec![(0, line)], runs: vec![(0, line)], end: (0, line) }
    }

    /// Adds a record of so many lines.
    fn push(&mut self, bytes: &[u8], line: u32, lines: u32) {
        let (here, there) = self.end;
        if self.runs.is_empty() || line != there {
            self.runs.push((here, line));
        }
        self.end = (here + lines, line.saturating_add(lines));
        // What is too much for one chart is told when its text is made.
        self.starts.push((u32::try_from(self.bytes.len()).unwrap_or(u32::MAX), line));
        self.bytes.extend_from_slice(bytes);
    }
}

impl<'i> Groups<'i> {
    /// Finds the charts in a table that is named `name`: each is of the records that say the same in `column`.
    pub fn find(name: &str, input: Box<dyn Input + 'i>, column: &str, options: &Options) -> Result<Groups<'i>, Error> {
        let mut table = open(name, input, column, options)?;
        let survey = Survey::of(&mut *table)?;
        if survey.is_empty() {
            return Err(Error::in_file(name, "there is no position in the file")
                .help("below the header, each record describes one position"));
        }
        Ok(Groups { table, survey, batch: BATCH })
    }

    /// How many charts there are.
    pub fn len(&self) -> usize {
        self.survey.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.survey.is_empty()
    }

    /// Where the records of charts lie scattered, holds about so many bytes of them in memory, beside the largest chart.
    pub fn in_batches_of(self, bytes: u64) -> Groups<'i> {
        Groups { batch: bytes, ..self }
    }

    /// Hands out all charts.
    pub fn each(mut self, new_scratch: NewScratch<'_>, options: &Options, take: Take<'_>) -> Result<(), Error> {
        if !self.survey.each_lies_together() {
            return batch::each(&mut *self.table, &self.survey, self.batch, new_scratch, options, take);
        }
        for chart in self.survey.by_name() {
            let Some(records) = self.table.read_at(self.survey.extent(chart)) else {
                return batch::each(&mut *self.table, &self.survey, self.batch, new_scratch, options, take);
            };
            let name = self.survey.name(chart);
            if !take(&name, self.table.source(&name, records?, options)) {
                break;
            }
        }
        Ok(())
    }
}

/// Opens a table, and looks for the column that tells its charts apart.
fn open<'i>(
    name: &str,
    mut input: Box<dyn Input + 'i>,
    column: &str,
    options: &Options,
) -> Result<Box<dyn Table + 'i>, Error> {
    let head = head(&mut *input).map_err(|error| unreadable(name, &error))?;
    if parquet::is_parquet(&head) {
        #[cfg(feature = "parquet")]
        return Ok(Box::new(packed::Table::open(name, input, column, options)?));
        #[cfg(not(feature = "parquet"))]
        return Err(parquet::not_built(name));
    }
    if workbook::is_workbook(&head) || options.format.is_some_and(|format| format != Format::Csv) {
        return Err(Error::in_file(name, "only delimited text and Parquet are read as tables of many charts")
            .help("make it CSV first, with `orglint convert FILE -o FILE.csv`"));
    }
    Ok(Box::new(delimited::Table::open(name, input, &head, column, options)?))
}

const BATCH: u64 = 64 << 20;

/// So much of an input is read to see what it is; its header fits in.
const HEAD: u64 = 1 << 20;

fn head(input: &mut dyn Input) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.seek(SeekFrom::Start(0))?;
    input.take(HEAD).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(head)
}

fn unreadable(name: &str, error: &io::Error) -> Error {
    Error::in_file(name, format!("it cannot be read: {error}"))
}

/// The number of the column that tells charts apart.
fn column_of(name: &str, headings: &[String], column: &str) -> Result<usize, Error> {
    headings::Index::new(headings).mapped(headings, column).ok_or_else(|| {
        let known: Vec<&str> = headings.iter().map(String::as_str).filter(|heading| !heading.is_empty()).collect();
        Error::in_file(name, format!("there is no column '{column}' to group by"))
            .help(format!("its columns are: {}", known.join(", ")))
    })
}
