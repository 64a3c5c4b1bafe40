//! What values are, and how they are written as text.

use crate::input::workbook::number::write_number;
use crate::input::written::{NANOSECONDS, write_decimal, write_moment, write_time};

/// How the values of a column are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stored {
    Flag,
    Whole32,
    Whole64,
    Whole96,
    Float,
    Double,
    /// Bytes, each value with its length before it.
    Bytes,
    /// Bytes, so many a value.
    Fixed(usize),
}

/// What the values of a column mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    /// Bytes that nothing is said of. Old programs write texts so.
    Bytes,
    Flag,
    Whole,
    /// Whole numbers without a sign, in so many bits.
    Unsigned(u32),
    Number,
    /// A whole number, divided by ten so many times.
    Decimal(u32),
    Day,
    /// Times of day and moments, in parts of a second: so many make one.
    Time(i64),
    Moment(i64),
    Uuid,
}

/// A value as it is stored.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Value<'a> {
    Flag(bool),
    Whole(i64),
    /// A moment of old: nanoseconds of a day, and the day.
    Whole96(u64, u32),
    Float(f32),
    Double(f64),
    Bytes(&'a [u8]),
}

/// The number that the first of January 1970 has among Julian days.
const EPOCH: i64 = 2_440_588;
/// Seconds.
const DAY: i64 = 86_400;

impl Kind {
    /// Writes a value as text; `None` where it is none.
    pub(super) fn write(self, value: Value<'_>, out: &mut String) -> Option<()> {
        use std::fmt::Write;
        // Writing to a string cannot fail.
        let _ = match (self, value) {
            (Kind::Text | Kind::Bytes, Value::Bytes(bytes)) => {
                out.push_str(std::str::from_utf8(bytes).ok()?);
                return Some(());
            }
            (Kind::Uuid, Value::Bytes(bytes)) => {
                for (at, byte) in bytes.iter().enumerate() {
                    let _ = write!(out, "{}{byte:02x}", if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" });
                }
                return Some(());
            }
            (Kind::Decimal(scale), Value::Bytes(bytes)) => return write_decimal(whole_of(bytes)?, scale, out),
            (Kind::Decimal(scale), Value::Whole(whole)) => return write_decimal(whole.into(), scale, out),
            (_, Value::Flag(flag)) => write!(out, "{flag}"),
            (Kind::Day, Value::Whole(day)) => return write_moment(day, 0, 1, out).or_else(|| plain(day, out)),
            (Kind::Moment(parts), Value::Whole(whole)) => {
                let (seconds, part) = (whole.div_euclid(parts), whole.rem_euclid(parts));
                let time = seconds.rem_euclid(DAY) * parts + part;
                return write_moment(seconds.div_euclid(DAY), time, parts, out).or_else(|| plain(whole, out));
            }
            (Kind::Time(parts), Value::Whole(whole)) => {
                write_time(whole, parts, out);
                return Some(());
            }
            (_, Value::Whole96(time, day)) => {
                let time = i64::try_from(time).ok().filter(|time| *time < DAY * NANOSECONDS)?;
                return write_moment(i64::from(day) - EPOCH, time, NANOSECONDS, out);
            }
            (Kind::Unsigned(bits), Value::Whole(whole)) => {
                write!(out, "{}", if bits == 64 { whole as u64 } else { whole as u64 & ((1 << bits) - 1) })
            }
            (_, Value::Whole(whole)) => write!(out, "{whole}"),
            // What is missing in a column of numbers is often written so.
            (_, Value::Float(number)) if number.is_nan() => Ok(()),
            (_, Value::Double(number)) if number.is_nan() => Ok(()),
            // By way of text a number of few digits keeps them: 0.1 is not 0.10000000149.
            (_, Value::Float(number)) => {
                write_number(number.to_string().parse().unwrap_or_default(), out);
                Ok(())
            }
            (_, Value::Double(number)) => {
                write_number(number, out);
                Ok(())
            }
            (_, Value::Bytes(_)) => return None,
        };
        Some(())
    }
}

fn plain(whole: i64, out: &mut String) -> Option<()> {
    out.push_str(&whole.to_string());
    Some(())
}

/// A whole number in two's complement, the highest byte first.
fn whole_of(bytes: &[u8]) -> Option<i128> {
    let sign = if *bytes.first()? & 0x80 == 0 { 0 } else { -1 };
    (bytes.len() <= 16).then(|| bytes.iter().fold(sign, |whole, byte| whole << 8 | i128::from(*byte)))
}
