//! What a Parquet file says of itself at its end: its columns, and where their values lie.

use super::Fault;
use super::schema::{self, Column, Element};
use super::thrift::Reader;

/// The first bytes of a file, and the last.
pub(super) const MAGIC: &[u8] = b"PAR1";

/// The first bytes of a file whose metadata is encrypted.
pub(super) const ENCRYPTED: &[u8] = b"PARE";

/// What lies where.
#[derive(Debug)]
pub(super) struct Footer {
    pub(super) columns: Vec<Column>,
    pub(super) groups: Vec<Group>,
    /// Where it starts, and so all values end.
    pub(super) start: usize,
}

/// A part of the rows, of which all columns lie together.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) rows: u64,
    /// For each column where its values are.
    pub(super) chunks: Vec<Chunk>,
}

/// The values of one column in a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    /// The type of the values, as a check.
    pub(super) stored: i64,
    /// The number of the way in which its pages are packed.
    pub(super) codec: i64,
    /// How many values it has, also missing ones; of lists those in them.
    pub(super) values: u64,
    /// Its first page.
    pub(super) start: usize,
}

pub(super) const DAMAGED: Fault = Fault::Damaged("its metadata cannot be read");

/// So many parts the rows may come in: an empty one takes few bytes, and more memory.
const MOST_GROUPS: usize = 1 << 20;

fn most(count: usize, most: usize) -> Result<usize, Fault> {
    if count > most { Err(Fault::TooMuch("it has too many parts".to_owned())) } else { Ok(count) }
}

/// So many bytes at the end of a file tell where its footer begins.
pub(super) const TAIL: usize = MAGIC.len() + 4;

/// Reads the footer of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Footer, Fault> {
    let start = start(bytes, bytes.len() as u64)?;
    metadata(&bytes[start as usize..bytes.len() - TAIL], start as usize)
}

/// Where the footer begins in a file of `length` bytes that ends with `tail`.
pub(super) fn start(tail: &[u8], length: u64) -> Result<u64, Fault> {
    if tail.ends_with(ENCRYPTED) {
        return Err(Fault::Unread("it is encrypted".to_owned()));
    }
    let cut_off = Fault::Damaged("it does not end as Parquet files do, and may be cut off");
    let (rest, magic) = tail.split_last_chunk::<4>().ok_or(cut_off.clone())?;
    if magic != MAGIC || length < (MAGIC.len() + TAIL) as u64 {
        return Err(cut_off);
    }
    let (_, metadata) = rest.split_last_chunk::<4>().ok_or(cut_off)?;
    let start = (length - TAIL as u64).checked_sub(u64::from(u32::from_le_bytes(*metadata)));
    start
        .filter(|start| *start >= MAGIC.len() as u64)
        .ok_or(Fault::Damaged("its metadata would be longer than the file"))
}

/// Reads a footer that begins at `start` of its file.
pub(super) fn metadata(bytes: &[u8], start: usize) -> Result<Footer, Fault> {
    let mut reader = Reader::new(bytes);
    let (mut columns, mut groups, mut last) = (None, Vec::new(), 0);
    while let Some(field) = reader.field(&mut last)? {
        match field.id {
            2 => {
                let count = most(reader.structures(field)?, schema::MOST_ELEMENTS)?;
                let elements =
                    (0..count).map(|_| Element::read(&mut reader)).collect::<Result<Vec<Element<'_>>, Fault>>()?;
                columns = Some(schema::columns(&elements)?);
            }
            4 => {
                let count = most(reader.structures(field)?, MOST_GROUPS)?;
                groups = (0..count).map(|_| group(&mut reader)).collect::<Result<Vec<Group>, Fault>>()?;
            }
            _ => reader.skip(field)?,
        }
    }
    let columns = columns.ok_or(DAMAGED)?;
    for chunk in groups.iter().flat_map(|group| &group.chunks) {
        if chunk.start >= start {
            return Err(Fault::Damaged("a column would lie behind the end of the values"));
        }
    }
    if groups.iter().any(|group| group.chunks.len() != columns.len()) {
        return Err(Fault::Damaged("a part of its rows has other columns than the file"));
    }
    Ok(Footer { columns, groups, start })
}

fn group(reader: &mut Reader<'_>) -> Result<Group, Fault> {
    let (mut rows, mut chunks, mut last) = (None, Vec::new(), 0);
    while let Some(field) = reader.field(&mut last)? {
        match field.id {
            1 => {
                let count = reader.structures(field)?;
                chunks = (0..count).map(|_| chunk(reader)).collect::<Result<Vec<Chunk>, Fault>>()?;
            }
            3 => rows = u64::try_from(reader.whole(field)?).ok(),
            _ => reader.skip(field)?,
        }
    }
    Ok(Group { rows: rows.ok_or(DAMAGED)?, chunks })
}

fn chunk(reader: &mut Reader<'_>) -> Result<Chunk, Fault> {
    let (mut chunk, mut last) = (None, 0);
    while let Some(field) = reader.field(&mut last)? {
        match field.id {
            1 => return Err(Fault::Unread("its columns are in other files".to_owned())),
            3 => {
                reader.structure(field)?;
                chunk = Some(about_chunk(reader)?);
            }
            8 | 9 => return Err(Fault::Unread("a column is encrypted".to_owned())),
            _ => reader.skip(field)?,
        }
    }
    chunk.ok_or(DAMAGED)
}

fn about_chunk(reader: &mut Reader<'_>) -> Result<Chunk, Fault> {
    let (mut stored, mut codec, mut values, mut data, mut dictionary) = (None, None, None, None, None);
    let mut last = 0;
    while let Some(field) = reader.field(&mut last)? {
        let place = match field.id {
            1 => &mut stored,
            4 => &mut codec,
            5 => &mut values,
            9 => &mut data,
            11 => &mut dictionary,
            _ => {
                reader.skip(field)?;
                continue;
            }
        };
        *place = Some(reader.whole(field)?);
    }
    let data = data.ok_or(DAMAGED)?;
    // Where there is no dictionary, some write a zero for its place.
    let start = dictionary.filter(|dictionary| (1..data).contains(dictionary)).unwrap_or(data);
    Ok(Chunk {
        stored: stored.ok_or(DAMAGED)?,
        codec: codec.ok_or(DAMAGED)?,
        values: values.and_then(|values| u64::try_from(values).ok()).ok_or(DAMAGED)?,
        start: usize::try_from(start).ok().filter(|start| *start >= MAGIC.len()).ok_or(DAMAGED)?,
    })
}
