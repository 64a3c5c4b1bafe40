//! Thrift's compact protocol, as far as the metadata of Parquet is written in it.

use super::Fault;

/// What cuts a structure off, or is none.
const DAMAGED: Fault = Fault::Damaged("its metadata cannot be read");

/// So deep structures may be nested that are passed over; those of Parquet reach to five.
const DEEPEST: u32 = 16;

/// The types of fields and elements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Type {
    Flag(bool),
    Byte,
    Whole,
    Double,
    Bytes,
    List,
    Map,
    Struct,
    Uuid,
}

/// A field of a structure, whose value comes next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Field {
    pub(super) id: i16,
    kind: Type,
}

/// The bytes that are still to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next field of a structure, `None` at its end. `last` is the number of the field before it, at first 0.
    pub(super) fn field(&mut self, last: &mut i16) -> Result<Option<Field>, Fault> {
        let head = self.byte()?;
        if head == 0 {
            return Ok(None);
        }
        let id = match head >> 4 {
            0 => i16::try_from(self.zigzag()?).map_err(|_| DAMAGED)?,
            step => last.checked_add(i16::from(step)).ok_or(DAMAGED)?,
        };
        *last = id;
        Ok(Some(Field { id, kind: type_of(head & 15)? }))
    }

    /// The value of a field of whole numbers.
    pub(super) fn whole(&mut self, field: Field) -> Result<i64, Fault> {
        match field.kind {
            Type::Byte => Ok(i64::from(self.byte()? as i8)),
            Type::Whole => self.zigzag(),
            _ => Err(DAMAGED),
        }
    }

    /// The value of a field of yes or no, which its type holds.
    pub(super) fn flag(&self, field: Field) -> Result<bool, Fault> {
        match field.kind {
            Type::Flag(value) => Ok(value),
            _ => Err(DAMAGED),
        }
    }

    /// The value of a field of text.
    pub(super) fn text(&mut self, field: Field) -> Result<&'a str, Fault> {
        match field.kind {
            Type::Bytes => std::str::from_utf8(self.bytes()?).map_err(|_| DAMAGED),
            _ => Err(DAMAGED),
        }
    }

    /// Enters a field that holds a structure.
    pub(super) fn structure(&self, field: Field) -> Result<(), Fault> {
        if field.kind == Type::Struct { Ok(()) } else { Err(DAMAGED) }
    }

    /// Enters a field that holds a list of structures, and says how many there are.
    pub(super) fn structures(&mut self, field: Field) -> Result<usize, Fault> {
        if field.kind != Type::List {
            return Err(DAMAGED);
        }
        match self.list()? {
            (_, 0) => Ok(0),
            (Type::Struct, count) => Ok(count),
            _ => Err(DAMAGED),
        }
    }

    /// Passes over the value of a field.
    pub(super) fn skip(&mut self, field: Field) -> Result<(), Fault> {
        // The value of such a field is in its type.
        if matches!(field.kind, Type::Flag(_)) { Ok(()) } else { self.skip_value(field.kind, 0) }
    }

    fn skip_value(&mut self, kind: Type, depth: u32) -> Result<(), Fault> {
        if depth > DEEPEST {
            return Err(DAMAGED);
        }
        match kind {
            Type::Flag(_) | Type::Byte => self.take(1).map(|_| ()),
            Type::Whole => self.varint().map(|_| ()),
            Type::Double => self.take(8).map(|_| ()),
            Type::Uuid => self.take(16).map(|_| ()),
            Type::Bytes => self.bytes().map(|_| ()),
            Type::Struct => {
                let mut last = 0;
                while let Some(field) = self.field(&mut last)? {
                    if !matches!(field.kind, Type::Flag(_)) {
                        self.skip_value(field.kind, depth + 1)?;
                    }
                }
                Ok(())
            }
            Type::List => {
                let (kind, count) = self.list()?;
                (0..count).try_for_each(|_| self.skip_value(kind, depth + 1))
            }
            Type::Map => {
                let count = self.count()?;
                if count == 0 {
                    return Ok(());
                }
                let kinds = self.byte()?;
                let (key, value) = (type_of(kinds >> 4)?, type_of(kinds & 15)?);
                (0..count).try_for_each(|_| {
                    self.skip_value(key, depth + 1)?;
                    self.skip_value(value, depth + 1)
                })
            }
        }
    }

    fn list(&mut self) -> Result<(Type, usize), Fault> {
        let head = self.byte()?;
        // Some write a list without elements so.
        if head == 0 {
            return Ok((Type::Byte, 0));
        }
        let count = match head >> 4 {
            15 => self.count()?,
            count => usize::from(count),
        };
        Ok((type_of(head & 15)?, count))
    }

    /// How many elements follow: each of them takes a byte or more.
    fn count(&mut self) -> Result<usize, Fault> {
        let count = usize::try_from(self.varint()?).map_err(|_| DAMAGED)?;
        if count > self.rest.len() { Err(DAMAGED) } else { Ok(count) }
    }

    fn bytes(&mut self) -> Result<&'a [u8], Fault> {
        let length = usize::try_from(self.varint()?).map_err(|_| DAMAGED)?;
        self.take(length)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(DAMAGED)?;
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        let (first, rest) = self.rest.split_first().ok_or(DAMAGED)?;
        self.rest = rest;
        Ok(*first)
    }

    fn varint(&mut self) -> Result<u64, Fault> {
        let (value, length) = super::bits::varint(self.rest).ok_or(DAMAGED)?;
        self.rest = &self.rest[length..];
        Ok(value)
    }

    fn zigzag(&mut self) -> Result<i64, Fault> {
        self.varint().map(super::bits::unzigzag)
    }
}

fn type_of(code: u8) -> Result<Type, Fault> {
    Ok(match code {
        1 => Type::Flag(true),
        2 => Type::Flag(false),
        3 => Type::Byte,
        4..=6 => Type::Whole,
        7 => Type::Double,
        8 => Type::Bytes,
        9 | 10 => Type::List,
        11 => Type::Map,
        12 => Type::Struct,
        13 => Type::Uuid,
        _ => return Err(DAMAGED),
    })
}
