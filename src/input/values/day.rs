//! Days: as ISO 8601, people of several countries, spreadsheets and databases write them.

use jiff::civil::Date;

use super::{Reading, has_word, is_nothing};

/// The first letters of the months in several languages, by month.
const MONTHS: [&str; 12] = [
    "jan ene gen jän",
    "feb fev fév",
    "mar mär mrz maa mrt",
    "apr avr abr",
    "may mai mei mag maj",
    "jun juin giu",
    "jul juil lug",
    "aug aou aoû ago",
    "sep set",
    "oct okt ott out",
    "nov",
    "dec dez déc dic des",
];

/// What may stand in a day without changing it: days of the week, endings of ordinals, signs of East Asian dates.
const BESIDE: &str = "st nd rd th of the de del er den mon tue tues wed thu thur thurs fri sat sun monday tuesday \
    wednesday thursday friday saturday sunday 年 月 日";

/// Reads a day. Where the order of day and month is open it has several readings, and a month alone, or a year, is all
/// of its days. A number such as 45000 is a day that a spreadsheet counts from the end of 1899.
pub fn day(text: &str) -> Reading<Date> {
    let text = text.trim();
    if let Some(day) = iso(text) {
        return day;
    }
    // Databases write a day of naught where they have none, and some the first day of all.
    if is_nothing(text) || text.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'/' | b'.' | b':' | b' ')) {
        return Reading::Nothing;
    }
    if let Ok(number) = text.parse::<f64>() {
        return numbered(text, number);
    }
    match parts(without_time(text)) {
        Some(parts) => Reading::of(readings(&parts, text.contains('.')).into_iter().flatten()),
        None => Reading::Other,
    }
}

/// What a day says that is written as `2026-03-31`, whatever time follows; `None` where it is written otherwise.
fn iso(text: &str) -> Option<Reading<Date>> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let number = |number: i16, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0'));
        bytes.get(range)?.iter().try_fold(0, number)
    };
    let is_apart = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    if !is_apart || bytes.get(10).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    match (digits(0..4)?, digits(5..7)?, digits(8..10)?) {
        (0, 0, 0) | (1, 1, 1) => Some(Reading::Nothing),
        (year, month, day) => Some(Reading::of(date(year, month, day))),
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day that is one number: eight digits, with a time fourteen; a year; days since 1899, seconds since 1970.
fn numbered(text: &str, number: f64) -> Reading<Date> {
    let digits = text.split('.').next().unwrap_or_default();
    let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<i16>().ok()).unwrap_or(0);
    match digits.len() {
        4 => Reading::of(whole_year(part(0..4)).into_iter().flatten()),
        5 if (20_000.0..=80_000.0).contains(&number) => counted_from(1899, 12, 30, number as i32),
        8 | 14 => match date(part(0..4), part(4..6), part(6..8)) {
            Some(day) => Reading::one(day),
            None => Reading::of(
                [date(part(4..8), part(2..4), part(0..2)), date(part(4..8), part(0..2), part(2..4))]
                    .into_iter()
                    .flatten(),
            ),
        },
        10 => counted_from(1970, 1, 1, (number / 86_400.0) as i32),
        13 => counted_from(1970, 1, 1, (number / 86_400_000.0) as i32),
        _ => Reading::Other,
    }
}

fn counted_from(year: i16, month: i16, day: i16, days: i32) -> Reading<Date> {
    let counted = date(year, month, day).and_then(|first| first.checked_add(jiff::Span::new().days(days)).ok());
    Reading::of(counted)
}

/// A text without the time at its end: what stands before the hour of 'hh:mm', or before the 'T' between the two.
fn without_time(text: &str) -> &str {
    let before_hour = |colon: usize| text[..colon].trim_end_matches(|letter: char| letter.is_ascii_digit());
    let before = text.find(':').map_or(text, before_hour);
    let before = before
        .strip_suffix(['T', 't'])
        .filter(|date| date.ends_with(|end: char| end.is_ascii_digit()))
        .unwrap_or(before);
    before.trim_end_matches(|letter: char| letter.is_whitespace() || letter == ',')
}

/// One part of a day: a number with its count of digits, or a month by its name.
#[derive(Clone, Copy)]
enum Part {
    Number(i16, usize),
    Month(i16),
}

/// The parts of a day; `None` where it has one that belongs to none.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let is_like = |letter: char| letter.is_ascii_digit() == first.is_ascii_digit();
            let end = rest.find(|letter| !is_like(letter)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            rest = after;
            if first.is_ascii_digit() {
                parts.push(Part::Number(run.parse().ok()?, run.len()));
            } else if let Some(month) = month(run) {
                parts.push(Part::Month(month));
            } else if !has_word(BESIDE, &run.to_lowercase()) {
                return None;
            }
        }
    }
    Some(parts)
}

fn month(word: &str) -> Option<i16> {
    let word = word.to_lowercase();
    let begins = |starts: &&str| starts.split(' ').any(|start| word.starts_with(start));
    MONTHS.iter().position(begins).map(|month| month as i16 + 1)
}

/// What the parts can mean. With dots between them the day comes before the month, unless there is no such day.
fn readings(parts: &[Part], with_dots: bool) -> Vec<Option<Date>> {
    use Part::{Month, Number};
    let in_years =
        |(year, digits): (i16, usize), month: i16, day: i16| years(year, digits).map(|year| date(year?, month, day));
    match *parts {
        [Number(year, 4), Number(month, _), Number(day, _)] => vec![date(year, month, day)],
        [Number(one, 1 | 2), Number(other, 1 | 2), Number(year, digits)] => {
            let day_first = in_years((year, digits), other, one);
            if with_dots && day_first.iter().any(Option::is_some) {
                return day_first.to_vec();
            }
            let year_first = if digits <= 2 { in_years((one, 2), other, year) } else { [None, None] };
            [day_first, in_years((year, digits), one, other), year_first].concat()
        }
        [Number(day, 1 | 2), Month(month), Number(year, digits)]
        | [Month(month), Number(day, 1 | 2), Number(year, digits)] => in_years((year, digits), month, day).to_vec(),
        [Number(year, 4), Month(month), Number(day, _)] => vec![date(year, month, day)],
        [Month(month), Number(year, 4)]
        | [Number(year, 4), Month(month)]
        | [Number(month, 1 | 2), Number(year, 4)]
        | [Number(year, 4), Number(month, 1 | 2)] => {
            let first = date(year, month, 1);
            vec![first, first.map(Date::last_of_month)]
        }
        [Number(year, 4)] => whole_year(year).to_vec(),
        _ => Vec::new(),
    }
}

/// The years that a number means: two digits mean this century, from 80 on perhaps the last one.
fn years(year: i16, digits: usize) -> [Option<i16>; 2] {
    match (digits, year) {
        (4, year) => [Some(year), None],
        (1 | 2, 80..) => [Some(1900 + year), Some(2000 + year)],
        (1 | 2, year) => [Some(2000 + year), None],
        _ => [None, None],
    }
}

fn whole_year(year: i16) -> [Option<Date>; 2] {
    let year = Some(year).filter(|year| (1900..=2200).contains(year));
    [year.and_then(|year| date(year, 1, 1)), year.and_then(|year| date(year, 12, 31))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i16, month: i8, day: i8) -> Date {
        jiff::civil::date(year, month, day)
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        for fifteenth in [
            "2026-03-15",
            "2026-03-15T10:00:00Z",
            "2026-03-15 10:00",
            "2026/03/15",
            "2026.3.15",
            "20260315",
            "15.03.2026",
            "15.3.26",
            "3/15/2026",
            "03/15/2026 12:00:00 AM",
            "15/03/2026",
            "15 Mar 2026",
            "March 15, 2026",
            "15-Mar-26",
            "15. März 2026",
            "15 mars 2026",
            "Sun, 15 Mar 2026",
            "15th of March 2026",
            "46096",
            "46096.5",
            "2026年3月15日",
            "20260315093000",
            "1773532800",
            "1773532800000",
            "15MAR2026",
            "15032026",
        ] {
            assert_eq!(day(fifteenth), Reading::one(on(2026, 3, 15)), "{fifteenth}");
        }
    }

    #[test]
    fn where_the_order_is_open_all_readings_count() {
        assert_eq!(day("05/03/2026"), Reading::Value { least: on(2026, 3, 5), most: on(2026, 5, 3) });
        assert_eq!(day("1/2/99"), Reading::Value { least: on(1999, 1, 2), most: on(2099, 2, 1) });
        assert_eq!(day("Mar 2026"), Reading::Value { least: on(2026, 3, 1), most: on(2026, 3, 31) });
        assert_eq!(day("2026"), Reading::Value { least: on(2026, 1, 1), most: on(2026, 12, 31) });
        assert_eq!(day("03.03.2026"), Reading::one(on(2026, 3, 3)));
    }

    #[test]
    fn what_is_no_day_is_told() {
        for nothing in ["", "n/a", "-", "TBD", "present", "0000-00-00", "0001-01-01", "0", "NaT", "00.00.0000"] {
            assert_eq!(day(nothing), Reading::Nothing, "{nothing}");
        }
        for other in [
            "soon",
            "2026-02-30",
            "2026-13-01",
            "32.01.2026",
            "13/13/2026",
            "yes",
            "123",
            "12",
            "1e9",
            "Q1 2026",
            "London",
        ] {
            assert_eq!(day(other), Reading::Other, "{other}");
        }
    }
}
