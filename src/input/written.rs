//! Values of packed and other tables, written as they stand in delimited text.

use jiff::ToSpan;
use jiff::civil::date;

use crate::table::formula;

/// Of a second.
pub(super) const NANOSECONDS: i64 = 1_000_000_000;

/// Puts a value as a cell at the end of `out`, in quotes where it needs them.
pub(super) fn write_cell(value: &str, out: &mut Vec<u8>) {
    let bytes = value.as_bytes();
    // What looks as if it were marked as text would be read without its mark.
    let mark = if bytes.first() == Some(&b'\'') && formula::meant(bytes).len() < bytes.len() { &b"'"[..] } else { b"" };
    if !bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r' | 0)) {
        out.extend_from_slice(mark);
        out.extend_from_slice(bytes);
        return;
    }
    out.push(b'"');
    out.extend_from_slice(mark);
    for part in bytes.chunk_by(|before, _| !matches!(before, b'"' | 0)) {
        match part.split_last() {
            // No text has this character.
            Some((0, rest)) => {
                out.extend_from_slice(rest);
                out.extend_from_slice("\u{fffd}".as_bytes());
            }
            Some((b'"', _)) => {
                out.extend_from_slice(part);
                out.push(b'"');
            }
            _ => out.extend_from_slice(part),
        }
    }
    out.push(b'"');
}

/// Writes a decimal without zeros at the end of its fraction: an id stays whole.
pub(super) fn write_decimal(unscaled: i128, scale: u32, out: &mut String) -> Option<()> {
    use std::fmt::Write;
    let unit = 10_u128.checked_pow(scale)?;
    let (whole, fraction) = (unscaled.unsigned_abs() / unit, unscaled.unsigned_abs() % unit);
    let _ = write!(out, "{}{whole}", if unscaled < 0 { "-" } else { "" });
    if fraction > 0 {
        let digits = format!("{fraction:0width$}", width = scale as usize);
        let _ = write!(out, ".{}", digits.trim_end_matches('0'));
    }
    Some(())
}

/// Writes a day and, unless it is midnight, the time of it; `None` beyond the years that a calendar counts.
pub(super) fn write_moment(day: i64, time: i64, parts: i64, out: &mut String) -> Option<()> {
    use std::fmt::Write;
    let days = i32::try_from(day).ok().filter(|day| day.unsigned_abs() < 5_000_000)?;
    let day = date(1970, 1, 1).checked_add(days.days()).ok()?;
    let _ = write!(out, "{day}");
    if time != 0 {
        out.push('T');
        write_time(time, parts, out);
    }
    Some(())
}

pub(super) fn write_time(time: i64, parts: i64, out: &mut String) {
    use std::fmt::Write;
    let (seconds, part) = (time.div_euclid(parts), time.rem_euclid(parts));
    let _ = write!(out, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if part > 0 {
        let digits = format!("{:09}", part * (NANOSECONDS / parts));
        let _ = write!(out, ".{}", digits.trim_end_matches('0'));
    }
}
