//! Charts whose records lie scattered: dealt out to batches of charts, each small enough to be held in memory.

use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use super::survey::{Chart, Survey};
use super::{Entry, NewScratch, Records, Scratch, Table, Take, unreadable};
use crate::error::Error;
use crate::input::Options;

/// There are so many batches at most: each has a file open while records are dealt out.
const MOST: u64 = 128;

/// Hands out all charts of a table.
pub(super) fn each(
    table: &mut dyn Table,
    survey: &Survey,
    least: u64,
    new_scratch: NewScratch<'_>,
    options: &Options,
    take: Take<'_>,
) -> Result<(), Error> {
    let name = table.name().to_owned();
    let by_name = survey.by_name();
    let (batch_of, count) = batches(survey, &by_name, least);
    let made = (0..count).map(|_| Batch::new(count, new_scratch)).collect::<io::Result<Vec<Batch>>>();
    let mut batches = made.map_err(|error| unwritable(&name, &error))?;
    table.each(&mut |entry| match survey.chart(entry.chart) {
        Some(chart) => {
            let batch = &mut batches[batch_of[chart as usize] as usize];
            batch.push(chart, &entry).map_err(|error| unwritable(&name, &error))
        }
        None => Err(changed(&name)),
    })?;
    let mut charts = by_name.into_iter().peekable();
    for (number, batch) in (0..).zip(batches) {
        let dealt = batch.into_dealt().map_err(|error| unwritable(&name, &error))?;
        while let Some(chart) = charts.next_if(|chart| batch_of[*chart as usize] == number) {
            let records = dealt.records(chart);
            let chart = survey.name(chart);
            if !take(&chart, table.source(&chart, records, options)) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// For each chart the number of its batch, and how many there are. A batch is of charts that follow one another by name.
fn batches(survey: &Survey, by_name: &[Chart], least: u64) -> (Vec<u32>, u32) {
    let total: u64 = by_name.iter().map(|chart| survey.extent(*chart).bytes).sum();
    let most = least.max(total / MOST);
    let mut batch_of = vec![0; by_name.len()];
    let (mut batch, mut bytes) = (0, 0);
    for chart in by_name {
        let more = survey.extent(*chart).bytes;
        if bytes > 0 && bytes + more > most {
            (batch, bytes) = (batch + 1, 0);
        }
        bytes += more;
        batch_of[*chart as usize] = batch;
    }
    (batch_of, batch + 1)
}

/// Records of some charts, one behind the other, each below its head.
enum Batch {
    Memory(Vec<u8>),
    Scratch(BufWriter<Box<dyn Scratch>>),
}

/// What stands before a record: its chart, line, number of lines, and length.
type Head = [u32; 4];

const HEAD: usize = size_of::<Head>();

impl Batch {
    /// A single batch needs no file.
    fn new(count: u32, new_scratch: NewScratch<'_>) -> io::Result<Batch> {
        if count == 1 {
            return Ok(Batch::Memory(Vec::new()));
        }
        Ok(Batch::Scratch(BufWriter::with_capacity(1 << 16, new_scratch()?)))
    }

    fn push(&mut self, chart: Chart, entry: &Entry<'_>) -> io::Result<()> {
        let out: &mut dyn Write = match self {
            Batch::Memory(bytes) => bytes,
            Batch::Scratch(file) => file,
        };
        let head: Head = [chart, entry.line, entry.lines, entry.bytes.len() as u32];
        head.iter().try_for_each(|number| out.write_all(&number.to_le_bytes()))?;
        out.write_all(entry.bytes)
    }

    /// Everything that was put in, in memory.
    fn into_dealt(self) -> io::Result<Dealt> {
        let bytes = match self {
            Batch::Memory(bytes) => bytes,
            Batch::Scratch(file) => {
                let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.seek(SeekFrom::Start(0))?;
                let mut bytes = Vec::new();
                BufReader::new(file).read_to_end(&mut bytes)?;
                bytes
            }
        };
        Ok(Dealt::new(bytes))
    }
}

/// A batch that is being handed out.
struct Dealt {
    bytes: Vec<u8>,
    /// The chart of each record and where its head stands, by chart.
    records: Vec<(Chart, usize)>,
}

impl Dealt {
    fn new(bytes: Vec<u8>) -> Dealt {
        let (mut records, mut at) = (Vec::new(), 0);
        while let Some([chart, _, _, length]) = head(&bytes, at) {
            records.push((chart, at));
            at += HEAD + length as usize;
        }
        records.sort_unstable();
        Dealt { bytes, records }
    }

    /// The records of a chart, in the order of the table.
    fn records(&self, chart: Chart) -> Records {
        let first = self.records.partition_point(|(other, _)| *other < chart);
        let mut records = Records::default();
        for (_, at) in self.records[first..].iter().take_while(|(other, _)| *other == chart) {
            if let Some([_, line, lines, length]) = head(&self.bytes, *at) {
                records.push(&self.bytes[at + HEAD..][..length as usize], line, lines);
            }
        }
        records
    }
}

fn head(bytes: &[u8], at: usize) -> Option<Head> {
    let bytes = bytes.get(at..at + HEAD)?;
    let mut head = Head::default();
    for (number, bytes) in head.iter_mut().zip(bytes.chunks_exact(4)) {
        *number = u32::from_le_bytes(bytes.try_into().ok()?);
    }
    Some(head)
}

fn unwritable(name: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound => {
            Error::in_file(name, format!("its charts lie scattered, and cannot be put into temporary files: {error}"))
                .help("sort the table by the column that it is grouped by, or let TMPDIR name a folder with room")
        }
        _ => unreadable(name, error),
    }
}

/// A record of a chart that was not there before.
fn changed(name: &str) -> Error {
    Error::in_file(name, "the file changed while it was read").help("check a copy that nobody writes to")
}
