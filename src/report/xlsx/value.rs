//! What a cell of the input is in the workbook: a text as it stands, or the number, the moment or the truth that it was in
//! another one.

use jiff::civil::{Date, Time, date};
use rust_xlsxwriter::{Color, Format, FormatBorder};

use crate::diagram::palette;
use crate::finding::Severity;
use crate::input::Cell;
use crate::source::Kind;

/// A value as a workbook has it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Value {
    /// What the cell says.
    Text,
    /// A number, or a moment as one.
    Number(f64),
    Truth(bool),
}

/// How a cell is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// As its column is.
    Plain,
    /// As a text, whatever it reads as.
    Text,
    /// With all its digits.
    Long,
    Day,
    DayAndTime,
    Time,
    Duration,
    /// As the heading of a column.
    Heading,
}

/// What a cell is, and how it is shown. What was a text stays one, and so does whatever does not read as what it was.
pub(super) fn value(cell: &Cell<'_>) -> (Value, Look) {
    let text = &*cell.text;
    let told = match cell.kind {
        Kind::Text => None,
        Kind::Number => number(text).map(|(number, look)| (Value::Number(number), look)),
        Kind::Moment => moment(text).map(|(number, look)| (Value::Number(number), look)),
        Kind::Truth => match text {
            "TRUE" => Some((Value::Truth(true), Look::Plain)),
            "FALSE" => Some((Value::Truth(false), Look::Plain)),
            _ => None,
        },
    };
    told.unwrap_or((Value::Text, Look::Text))
}

/// A number. Of one with twelve digits spreadsheet programs would show eleven and an exponent.
fn number(text: &str) -> Option<(f64, Look)> {
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    let is_long = (1e11..1e21).contains(&number.abs()) && number.fract() == 0.0;
    Some((number, if is_long { Look::Long } else { Look::Plain }))
}

/// A day, a time or a duration as days since the end of 1899.
fn moment(text: &str) -> Option<(f64, Look)> {
    let Some((day, time)) = text.split_once('T') else {
        return match days(text) {
            Some(days) => Some((days, Look::Day)),
            None => clock(text),
        };
    };
    Some((days(day)? + fraction(time)?, Look::DayAndTime))
}

/// The last day of the year 9999.
const LAST_DAY: f64 = 2_958_465.0;

/// The number of a day. The year 1900 has a 29th of February there, which is no day, and moves those before it by one.
fn days(text: &str) -> Option<f64> {
    let day: Date = text.parse().ok().filter(|_| text.len() == 10)?;
    let first = if day < date(1900, 3, 1) { date(1899, 12, 31) } else { date(1899, 12, 30) };
    let days = day.since(first).ok()?.get_days();
    Some(f64::from(days)).filter(|days| (1.0..=LAST_DAY).contains(days))
}

/// The part of a day that a time of day is.
fn fraction(text: &str) -> Option<f64> {
    let time: Time = text.parse().ok().filter(|_| text.len() >= 8)?;
    let seconds = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    Some((f64::from(seconds) + f64::from(time.subsec_nanosecond()) / 1e9) / 86_400.0)
}

/// A time of day as `10:30:00`, or a duration as `36:00:00` or `5:00:00`.
fn clock(text: &str) -> Option<(f64, Look)> {
    if text.find(':') == Some(2)
        && let Some(fraction) = fraction(text)
    {
        return Some((fraction, Look::Time));
    }
    let parts: Vec<&str> = text.split(':').collect();
    let [hours, minutes, seconds] = parts[..] else { return None };
    let part = |part: &str| part.parse::<u32>().ok().map(f64::from);
    let days = (part(hours)? * 3600.0 + part(minutes)? * 60.0 + part(seconds)?) / 86_400.0;
    Some((days, Look::Duration)).filter(|_| days < LAST_DAY + 1.0)
}

impl Look {
    /// The format of such a cell, with the ground of a finding where it has one.
    pub(super) fn format(self, severity: Option<Severity>) -> Format {
        let format = match self {
            Look::Plain => Format::new(),
            Look::Text => Format::new().set_num_format("@"),
            Look::Long => Format::new().set_num_format("0"),
            Look::Day => Format::new().set_num_format("yyyy-mm-dd"),
            Look::DayAndTime => Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            Look::Time => Format::new().set_num_format("hh:mm:ss"),
            Look::Duration => Format::new().set_num_format("[h]:mm:ss"),
            Look::Heading => heading(),
        };
        match severity {
            Some(severity) => format.set_background_color(colour(palette::ground(severity))),
            None => format,
        }
    }
}

fn heading() -> Format {
    Format::new().set_bold().set_num_format("@").set_border_bottom(FormatBorder::Thin)
}

/// A colour that is written as `#RRGGBB`.
pub(super) fn colour(name: &str) -> Color {
    Color::RGB(u32::from_str_radix(name.trim_start_matches('#'), 16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn said(kind: Kind, text: &str) -> (Value, Look) {
        value(&Cell { at: None, text: Cow::Borrowed(text), kind })
    }

    #[test]
    fn what_was_a_text_stays_one() {
        for text in ["00123", "1E5", "3-4", "2026-03-31", "TRUE", "=SUM(A1)", "12345678901234567890", " 1 "] {
            assert_eq!(said(Kind::Text, text), (Value::Text, Look::Text));
        }
        for (kind, text) in
            [(Kind::Number, "NaN"), (Kind::Number, "1E400"), (Kind::Moment, "soon"), (Kind::Truth, "-1")]
        {
            assert_eq!(said(kind, text), (Value::Text, Look::Text), "{text}");
        }
    }

    #[test]
    fn moments_are_numbers_that_are_shown_as_such() {
        for (text, number, look) in [
            ("1900-01-01", 1.0, Look::Day),
            ("1900-02-28", 59.0, Look::Day),
            ("1900-03-01", 61.0, Look::Day),
            ("2026-03-31", 46_112.0, Look::Day),
            ("9999-12-31", 2_958_465.0, Look::Day),
            ("2026-03-31T06:00:00", 46_112.25, Look::DayAndTime),
            ("10:30:00", 0.4375, Look::Time),
            ("5:00:00", 5.0 / 24.0, Look::Duration),
            ("36:00:00", 1.5, Look::Duration),
        ] {
            assert_eq!(said(Kind::Moment, text), (Value::Number(number), look), "{text}");
        }
        // No days there.
        for text in ["1900-02-29", "1899-12-31", "-0:01:30", "2026-03", "1:2:3:4", "99999999999:00:00"] {
            assert_eq!(said(Kind::Moment, text), (Value::Text, Look::Text), "{text}");
        }
    }

    #[test]
    fn long_numbers_show_their_digits() {
        assert_eq!(said(Kind::Number, "1042"), (Value::Number(1042.0), Look::Plain));
        assert_eq!(said(Kind::Number, "123456789012345"), (Value::Number(123_456_789_012_345.0), Look::Long));
        assert_eq!(said(Kind::Number, "0.30000000000000004"), (Value::Number(0.30000000000000004), Look::Plain));
    }
}
