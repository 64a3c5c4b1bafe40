//! The pages in which the values of a column lie.

use std::borrow::Cow;

use super::thrift::{Field, Reader};
use super::{Fault, Left};

/// A page, unpacked.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) kind: Kind,
    pub(super) body: Cow<'a, [u8]>,
    /// How many values it has, also missing ones.
    pub(super) values: u64,
    pub(super) encoding: i64,
    /// In which ways the levels are written, where they come with their lengths.
    pub(super) levels: [i64; 2],
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Values,
    /// With so many bytes of levels: of those that repeat, and of those that may be missing.
    ValuesBehindLevels([usize; 2]),
    Dictionary,
    Other,
}

/// What is said of a page before it.
#[derive(Debug, Default)]
struct Header {
    kind: i64,
    unpacked: i64,
    packed: i64,
    values: Option<i64>,
    encoding: i64,
    levels: [i64; 2],
    lengths: [i64; 2],
    is_plain: bool,
}

const DAMAGED: Fault = Fault::Damaged("a part of it is no page of values");

/// Reads the page at `at`, and says where the next one starts.
pub(super) fn read<'a>(bytes: &'a [u8], at: usize, codec: i64, left: &mut Left) -> Result<(Page<'a>, usize), Fault> {
    let bytes = bytes.get(at..).ok_or(DAMAGED)?;
    let mut reader = Reader::new(bytes);
    let header = Header::read(&mut reader)?;
    let start = bytes.len() - reader.left();
    let length = |length: i64| usize::try_from(length).map_err(|_| DAMAGED);
    let (packed, unpacked) = (length(header.packed)?, length(header.unpacked)?);
    let packed = bytes.get(start..).and_then(|bytes| bytes.get(..packed)).ok_or(DAMAGED)?;
    left.unpack((start + packed.len().max(unpacked)) as u64)?;
    let kind = match header.kind {
        0 => Kind::Values,
        2 => Kind::Dictionary,
        3 => Kind::ValuesBehindLevels([length(header.lengths[0])?, length(header.lengths[1])?]),
        _ => Kind::Other,
    };
    // Levels with their lengths in the header are never packed.
    let plain = match kind {
        Kind::ValuesBehindLevels([one, other]) => one.checked_add(other).ok_or(DAMAGED)?,
        _ => 0,
    };
    let body = if codec == 0 || header.is_plain || kind == Kind::Other {
        Cow::Borrowed(packed)
    } else {
        let (levels, values) = packed.split_at_checked(plain).ok_or(DAMAGED)?;
        let length = unpacked.checked_sub(plain).ok_or(DAMAGED)?;
        let values = if length == 0 { Vec::new() } else { super::codec::unpack(codec, values, length)? };
        if levels.is_empty() { Cow::Owned(values) } else { Cow::Owned([levels, &values].concat()) }
    };
    let values = header.values.and_then(|values| u64::try_from(values).ok());
    let values = if kind == Kind::Other { 0 } else { values.ok_or(DAMAGED)? };
    let Header { encoding, levels, .. } = header;
    Ok((Page { kind, body, values, encoding, levels }, at + start + packed.len()))
}

impl Header {
    fn read(reader: &mut Reader<'_>) -> Result<Header, Fault> {
        let (mut header, mut last) = (Header::default(), 0);
        while let Some(field) = reader.field(&mut last)? {
            match field.id {
                1 => header.kind = reader.whole(field)?,
                2 => header.unpacked = reader.whole(field)?,
                3 => header.packed = reader.whole(field)?,
                5 | 7 | 8 => header.about(field, reader)?,
                _ => reader.skip(field)?,
            }
        }
        Ok(header)
    }

    /// What is said of pages of one kind.
    fn about(&mut self, of: Field, reader: &mut Reader<'_>) -> Result<(), Fault> {
        reader.structure(of)?;
        let mut last = 0;
        while let Some(field) = reader.field(&mut last)? {
            match (of.id, field.id) {
                (_, 1) => self.values = Some(reader.whole(field)?),
                (5 | 7, 2) | (8, 4) => self.encoding = reader.whole(field)?,
                (5, 3) => self.levels[1] = reader.whole(field)?,
                (5, 4) => self.levels[0] = reader.whole(field)?,
                (8, 5) => self.lengths[1] = reader.whole(field)?,
                (8, 6) => self.lengths[0] = reader.whole(field)?,
                (8, 7) => self.is_plain = !reader.flag(field)?,
                _ => reader.skip(field)?,
            }
        }
        Ok(())
    }
}
