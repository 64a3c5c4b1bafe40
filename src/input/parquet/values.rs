//! The values of a page, one after the other.

use super::Fault;
use super::bits::{Deltas, Runs};
use super::kind::{Stored, Value};

/// How far the values of a page have been read.
#[derive(Debug)]
pub(super) enum Values {
    /// One behind the other; a yes or no in a bit.
    Plain { at: usize, bit: u8 },
    /// Their places in the dictionary.
    Dictionary(Runs),
    /// Yes and no in runs.
    Flags(Runs),
    /// Whole numbers as differences.
    Deltas(Deltas),
    /// The lengths of all, then all.
    Lengths { lengths: Deltas, at: usize },
    /// How much each shares with the one before it, and the rest.
    Fronts { shared: Deltas, lengths: Deltas, at: usize, last: Vec<u8> },
    /// The first bytes of all, then the second ones, and so on: so many values, of which the next is this one.
    Split { start: usize, count: usize, next: usize, value: Vec<u8> },
}

/// The next value: itself, or its place in the dictionary.
pub(super) enum Next<'a> {
    Value(Value<'a>),
    Entry(u64),
}

const DAMAGED: Fault = Fault::Damaged("values are missing in it, or cannot be read");

impl Values {
    /// The values behind `at` in the body of a page.
    pub(super) fn new(encoding: i64, stored: Stored, body: &[u8], at: usize) -> Result<Values, Fault> {
        let values = match (encoding, stored) {
            (0, _) => Some(Values::Plain { at, bit: 0 }),
            // A page without values need not say how wide they are.
            (2 | 8, _) => match body.get(at) {
                Some(width) => Runs::new(at + 1..body.len(), u32::from(*width)).map(Values::Dictionary),
                None => Some(Values::Plain { at, bit: 0 }),
            },
            (3, Stored::Flag) => sized(body, at).and_then(|part| Runs::new(part, 1)).map(Values::Flags),
            (5, Stored::Whole32 | Stored::Whole64) => Deltas::new(body, at).map(Values::Deltas),
            (6, Stored::Bytes) => Values::lengths(body, at),
            (7, Stored::Bytes | Stored::Fixed(_)) => Values::fronts(body, at),
            (9, Stored::Float | Stored::Double | Stored::Whole32 | Stored::Whole64 | Stored::Fixed(_)) => {
                let width = stored.width().unwrap_or(1);
                let count = body.len().saturating_sub(at) / width;
                let value = vec![0; if count > 0 { width } else { 0 }];
                Some(Values::Split { start: at, count, next: 0, value })
            }
            _ => return Err(Fault::Unread(format!("its values are written in a way that is not known ({encoding})"))),
        };
        values.ok_or(DAMAGED)
    }

    fn lengths(body: &[u8], at: usize) -> Option<Values> {
        let lengths = Deltas::new(body, at)?;
        Some(Values::Lengths { lengths, at: lengths.end(body)? })
    }

    fn fronts(body: &[u8], at: usize) -> Option<Values> {
        let shared = Deltas::new(body, at)?;
        let lengths = Deltas::new(body, shared.end(body)?)?;
        Some(Values::Fronts { shared, lengths, at: lengths.end(body)?, last: Vec::new() })
    }

    /// The next value of the body of the page.
    pub(super) fn next<'v>(&'v mut self, body: &'v [u8], stored: Stored) -> Result<Next<'v>, Fault> {
        match self {
            Values::Dictionary(runs) => runs.next(body).map(Next::Entry),
            values => values.value(body, stored).map(Next::Value),
        }
        .ok_or(DAMAGED)
    }

    fn value<'v>(&'v mut self, body: &'v [u8], stored: Stored) -> Option<Value<'v>> {
        match self {
            Values::Plain { at, bit } => plain(body, at, bit, stored),
            Values::Dictionary(_) => None,
            Values::Flags(runs) => runs.next(body).map(|flag| Value::Flag(flag != 0)),
            Values::Deltas(deltas) => {
                let value = deltas.next(body)?;
                Some(Value::Whole(if stored == Stored::Whole32 { i64::from(value as i32) } else { value }))
            }
            Values::Lengths { lengths, at } => take(body, at, lengths.next(body)?).map(Value::Bytes),
            Values::Fronts { shared, lengths, at, last } => {
                let shared = usize::try_from(shared.next(body)?).ok().filter(|shared| *shared <= last.len())?;
                last.truncate(shared);
                last.extend_from_slice(take(body, at, lengths.next(body)?)?);
                Some(Value::Bytes(last))
            }
            Values::Split { start, count, next, value } => {
                for (at, byte) in value.iter_mut().enumerate() {
                    *byte = *body.get(*start + at * *count + *next)?;
                }
                *next += 1;
                (*next <= *count).then_some(())?;
                plain(value, &mut 0, &mut 0, stored)
            }
        }
    }
}

impl Stored {
    /// How many bytes a value takes, where all take as many.
    fn width(self) -> Option<usize> {
        match self {
            Stored::Whole32 | Stored::Float => Some(4),
            Stored::Whole64 | Stored::Double => Some(8),
            Stored::Whole96 => Some(12),
            Stored::Fixed(length) => Some(length),
            Stored::Flag | Stored::Bytes => None,
        }
    }
}

/// A part of a body with its length before it.
pub(super) fn sized(body: &[u8], at: usize) -> Option<std::ops::Range<usize>> {
    let length = body.get(at..)?.first_chunk::<4>()?;
    let start = at + 4;
    let end = start.checked_add(u32::from_le_bytes(*length) as usize)?;
    (end <= body.len()).then_some(start..end)
}

fn take<'a>(body: &'a [u8], at: &mut usize, length: i64) -> Option<&'a [u8]> {
    let taken = body.get(*at..)?.get(..usize::try_from(length).ok()?)?;
    *at += taken.len();
    Some(taken)
}

fn plain<'a>(body: &'a [u8], at: &mut usize, bit: &mut u8, stored: Stored) -> Option<Value<'a>> {
    fn chunk<const WIDTH: usize>(body: &[u8], at: &mut usize) -> Option<[u8; WIDTH]> {
        let taken = body.get(*at..)?.first_chunk::<WIDTH>()?;
        *at += WIDTH;
        Some(*taken)
    }
    Some(match stored {
        Stored::Flag => {
            let value = body.get(*at)? >> *bit & 1 == 1;
            *bit = (*bit + 1) % 8;
            *at += usize::from(*bit == 0);
            Value::Flag(value)
        }
        Stored::Whole32 => Value::Whole(i32::from_le_bytes(chunk(body, at)?).into()),
        Stored::Whole64 => Value::Whole(i64::from_le_bytes(chunk(body, at)?)),
        Stored::Whole96 => {
            let (time, day) = (chunk(body, at)?, chunk(body, at)?);
            Value::Whole96(u64::from_le_bytes(time), u32::from_le_bytes(day))
        }
        Stored::Float => Value::Float(f32::from_le_bytes(chunk(body, at)?)),
        Stored::Double => Value::Double(f64::from_le_bytes(chunk(body, at)?)),
        Stored::Bytes => {
            let part = sized(body, *at)?;
            *at = part.end;
            Value::Bytes(&body[part])
        }
        Stored::Fixed(length) => Value::Bytes(take(body, at, length as i64)?),
    })
}
