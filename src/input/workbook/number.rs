//! What a number in a cell says: as plain digits, or as the day, the time or the duration that its format shows.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::source::Kind;

/// How a number is shown, as far as it changes what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Format {
    /// As a number.
    #[default]
    Plain,
    /// As a day, perhaps with the time.
    Day,
    /// As a time of day.
    Time,
    /// As hours, minutes and seconds that go beyond a day.
    Duration,
}

/// The day that the number 0 or 1 stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Epoch {
    /// 1 is the first of January 1900, and that year has a 29th of February.
    From1900,
    /// 0 is the first of January 1904.
    From1904,
}

impl Format {
    /// The format that goes with a number of those which every workbook knows.
    pub(super) fn builtin(number: u32) -> Format {
        match number {
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57..=58 => Format::Day,
            18..=21 | 32..=33 | 45 | 47 | 55..=56 => Format::Time,
            46 => Format::Duration,
            _ => Format::Plain,
        }
    }

    /// What a cell with such a number is.
    pub(super) fn kind(self) -> Kind {
        match self {
            Format::Plain => Kind::Number,
            Format::Day | Format::Time | Format::Duration => Kind::Moment,
        }
    }

    /// What a code such as `dd/mm/yyyy` or `[h]:mm` shows. Its first section counts; what is quoted or escaped in it,
    /// and what stands in brackets but hours, minutes and seconds, is only decoration.
    pub(super) fn of_code(code: &str) -> Format {
        let (mut day, mut month, mut time) = (false, false, false);
        let mut characters = code.chars();
        while let Some(character) = characters.next() {
            match character.to_ascii_lowercase() {
                ';' => break,
                '"' => while characters.next().is_some_and(|inner| inner != '"') {},
                // The next character is shown as it is, left out for its width, or repeated.
                '\\' | '_' | '*' => {
                    characters.next();
                }
                '[' => {
                    let inner: String = characters.by_ref().take_while(|inner| *inner != ']').collect();
                    let unit = inner.chars().next().map(|first| first.to_ascii_lowercase());
                    if matches!(unit, Some('h' | 'm' | 's'))
                        && inner.chars().all(|one| Some(one.to_ascii_lowercase()) == unit)
                    {
                        return Format::Duration;
                    }
                }
                // The word 'General' has no letter of a day or a time.
                'd' | 'y' => day = true,
                'm' => month = true,
                'h' | 's' => time = true,
                _ => {}
            }
        }
        match (day, time, month) {
            (true, ..) => Format::Day,
            (_, true, _) => Format::Time,
            (.., true) => Format::Day,
            _ => Format::Plain,
        }
    }
}

/// What a number says, as it is written in the workbook, under the format of its cell.
pub(super) fn write(raw: &str, format: Format, epoch: Epoch, out: &mut String) {
    if format == Format::Plain && is_plain(raw) {
        out.push_str(raw);
        return;
    }
    match raw.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => {
            if format == Format::Plain || !write_moment(number, format, epoch, out) {
                write_number(number, out);
            }
        }
        _ => out.push_str(raw),
    }
}

/// Whether a number needs no parsing: whole, of up to 15 digits, and written as we would.
fn is_plain(raw: &str) -> bool {
    let digits = raw.strip_prefix('-').unwrap_or(raw).as_bytes();
    let leads = if raw.len() == 1 { b'0'..=b'9' } else { b'1'..=b'9' };
    digits.len() <= 15
        && digits.first().is_some_and(|first| leads.contains(first))
        && digits.iter().all(u8::is_ascii_digit)
}

/// Writes a number with the fewest digits that tell it from every other, and without an exponent unless it is out of
/// any use as an id or an amount.
pub(in crate::input) fn write_number(number: f64, out: &mut String) {
    use std::fmt::Write;
    let size = number.abs();
    // Writing to a string cannot fail.
    let _ = if number == 0.0 {
        write!(out, "0")
    } else if (1e-6..1e21).contains(&size) {
        write!(out, "{number}")
    } else {
        write!(out, "{number:e}")
    };
}

const DAY: i64 = 86_400_000;

/// The last day of the year 9999, counted from the end of 1899.
const LAST: i64 = 2_958_465;

/// Writes a day, a time or a duration; false where the number is none.
fn write_moment(number: f64, format: Format, epoch: Epoch, out: &mut String) -> bool {
    if number.abs() > LAST as f64 + 1.0 {
        return false;
    }
    // To the thousandth of a second: a day's fraction is not exact.
    let thousandths = (number * DAY as f64).round() as i64;
    if format == Format::Duration {
        write_duration(thousandths, out);
        return true;
    }
    let (days, time) = (thousandths.div_euclid(DAY), thousandths.rem_euclid(DAY));
    if days == 0 && (format == Format::Time || (epoch == Epoch::From1900 && time > 0)) {
        write_time(time, out);
        return true;
    }
    let Some(day) = day(days, epoch) else { return false };
    out.push_str(&day);
    if time > 0 {
        out.push('T');
        write_time(time, out);
    }
    true
}

/// The day of a number as `2026-03-31`.
fn day(days: i64, epoch: Epoch) -> Option<String> {
    let first: Date = match epoch {
        Epoch::From1904 => date(1904, 1, 1),
        Epoch::From1900 if days < 1 => return None,
        Epoch::From1900 if days < 60 => date(1899, 12, 31),
        // The day that the year 1900 did not have.
        Epoch::From1900 if days == 60 => return Some("1900-02-29".to_owned()),
        Epoch::From1900 => date(1899, 12, 30),
    };
    if !(0..=LAST).contains(&days) {
        return None;
    }
    first.checked_add(days.days()).ok().map(|day| day.to_string())
}

fn write_time(thousandths: i64, out: &mut String) {
    use std::fmt::Write;
    let (seconds, rest) = (thousandths / 1000, thousandths % 1000);
    let _ = write!(out, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest > 0 {
        let _ = write!(out, ".{rest:03}");
    }
}

fn write_duration(thousandths: i64, out: &mut String) {
    use std::fmt::Write;
    let seconds = (thousandths as f64 / 1000.0).round() as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.abs();
    let _ = write!(out, "{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// Puts a day as ISO 8601 has it, `2026-03-31T00:00:00.000`, at the end of `out`, without a time of midnight.
pub(super) fn write_iso_day(text: &str, out: &mut String) {
    let text = text.trim();
    let midnight = |time: &str| time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.' | b'Z'));
    match text.split_once('T') {
        Some((day, time)) if midnight(time) => out.push_str(day),
        _ => out.push_str(text.strip_suffix('Z').unwrap_or(text)),
    }
}

/// Puts a duration as ISO 8601 has it, `PT36H00M00S`, at the end of `out` as `36:00:00`; anything else as it is.
pub(super) fn write_iso_duration(text: &str, out: &mut String) {
    match iso_duration(text.trim()) {
        Some(seconds) => write_duration(seconds.saturating_mul(1000), out),
        None => out.push_str(text),
    }
}

fn iso_duration(text: &str) -> Option<i64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (days, mut rest) = text.strip_prefix('P')?.split_once('T')?;
    let mut seconds = 0_i64;
    if let Some(days) = days.strip_suffix('D') {
        seconds = days.parse::<u32>().ok().map(|days| i64::from(days) * 86_400)?;
    } else if !days.is_empty() {
        return None;
    }
    for (unit, length) in [('H', 3600), ('M', 60)] {
        if let Some((count, after)) = rest.split_once(unit) {
            seconds += i64::from(count.parse::<u32>().ok()?) * length;
            rest = after;
        }
    }
    if let Some(count) = rest.strip_suffix('S') {
        let whole = count.split(['.', ',']).next().unwrap_or_default();
        seconds += i64::from(whole.parse::<u32>().ok()?);
    } else if !rest.is_empty() {
        return None;
    }
    Some(sign * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(raw: &str, format: Format, epoch: Epoch) -> String {
        let mut out = String::new();
        write(raw, format, epoch, &mut out);
        out
    }

    #[test]
    fn whole_numbers_have_no_point_and_ids_no_exponent() {
        let plain = |raw| said(raw, Format::Plain, Epoch::From1900);
        for (raw, text) in [
            ("1042", "1042"),
            ("1042.0", "1042"),
            ("1.042E3", "1042"),
            ("-7", "-7"),
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("123456789012345", "123456789012345"),
            ("9007199254740992", "9007199254740992"),
            ("1.23456789012346E+14", "123456789012346"),
            ("0.1", "0.1"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("1E-3", "0.001"),
            ("1.5E300", "1.5e300"),
            ("1E400", "1E400"),
            ("NaN", "NaN"),
            ("n/a", "n/a"),
        ] {
            assert_eq!(plain(raw), text, "{raw}");
        }
    }

    #[test]
    fn codes_tell_days_from_numbers() {
        for (code, format) in [
            ("General", Format::Plain),
            ("0.00", Format::Plain),
            ("#,##0\\ \"days\"", Format::Plain),
            ("[Red]0;[Blue]d", Format::Plain),
            ("[$-409]0", Format::Plain),
            ("_-* #,##0.00_-", Format::Plain),
            ("0.00E+00", Format::Plain),
            ("yyyy-mm-dd", Format::Day),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Format::Day),
            ("mmm", Format::Day),
            ("DD/MM/YY", Format::Day),
            ("h:mm AM/PM", Format::Time),
            ("mm:ss.0", Format::Time),
            ("[h]:mm:ss", Format::Duration),
            ("[mm]:ss", Format::Duration),
        ] {
            assert_eq!(Format::of_code(code), format, "{code}");
        }
    }

    #[test]
    fn days_in_both_systems() {
        let day = |raw, epoch| said(raw, Format::Day, epoch);
        for (raw, text) in [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "1900-02-29"),
            ("61", "1900-03-01"),
            ("46112", "2026-03-31"),
            ("46112.416666666664", "2026-03-31T10:00:00"),
            ("46112.99999999999", "2026-04-01"),
            ("46112.000011574", "2026-03-31T00:00:01"),
            ("2958465", "9999-12-31"),
            // No day, so the number as it is.
            ("0", "0"),
            ("-1", "-1"),
            ("2958466", "2958466"),
            ("1E300", "1e300"),
        ] {
            assert_eq!(day(raw, Epoch::From1900), text, "{raw}");
        }
        assert_eq!(day("0", Epoch::From1904), "1904-01-01");
        assert_eq!(day("44650", Epoch::From1904), "2026-03-31");
        assert_eq!(day("2957003", Epoch::From1904), "9999-12-31");
        assert_eq!(day("2957004", Epoch::From1904), "2957004");
    }

    #[test]
    fn times_and_durations() {
        assert_eq!(said("0.4375", Format::Time, Epoch::From1900), "10:30:00");
        assert_eq!(said("0.4375", Format::Day, Epoch::From1900), "10:30:00");
        assert_eq!(said("46112.4375", Format::Time, Epoch::From1900), "2026-03-31T10:30:00");
        assert_eq!(said("1.5", Format::Duration, Epoch::From1900), "36:00:00");
        assert_eq!(said("-0.5", Format::Duration, Epoch::From1900), "-12:00:00");
        let iso = |text: &str| {
            let mut out = String::new();
            write_iso_duration(text, &mut out);
            out
        };
        assert_eq!(
            ["PT36H00M00S", "P1DT12H", "-PT1M30.5S", "PT5", "nonsense"].map(iso),
            ["36:00:00", "36:00:00", "-0:01:30", "PT5", "nonsense"]
        );
    }
}
