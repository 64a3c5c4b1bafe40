//! The day that a chart is of, from the name of its file. A name that can be meant in two ways is doubted, not guessed.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;

use crate::input::values;

/// Numbers outside of these years are no days, but numbers of something else.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Two days that one name can mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// The earlier one.
    pub one: Date,
    /// A later one.
    pub other: Date,
}

/// The day in the name of a file, or else of the nearest folder that has one; `None` where no name does. A month stands
/// for its last day.
pub fn day_of(path: &Path) -> Result<Option<Date>, Doubt> {
    for part in path.iter().rev() {
        if let Some(day) = day_in(&part.to_string_lossy())? {
            return Ok(Some(day));
        }
    }
    Ok(None)
}

/// The day in one name.
fn day_in(name: &str) -> Result<Option<Date>, Doubt> {
    let runs = runs(name);
    let mut found = Found::default();
    let mut rest = &runs[..];
    while !rest.is_empty() {
        let taken = found.take(name, rest);
        rest = &rest[taken.max(1)..];
    }
    found.day()
}

/// A number in a name: its digits, and the one character between it and the next number, where there is just one.
struct Run<'n> {
    digits: &'n str,
    start: usize,
    gap: Option<char>,
}

fn runs(name: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut end_of_last = 0;
    let mut from = 0;
    while let Some(start) = name[from..].find(|letter: char| letter.is_ascii_digit()).map(|at| from + at) {
        let end = name[start..].find(|letter: char| !letter.is_ascii_digit()).map_or(name.len(), |at| start + at);
        if let Some(last) = runs.last_mut() {
            let mut between = name[end_of_last..start].chars();
            last.gap = between.next().filter(|gap| between.next().is_none() && "-_. ".contains(*gap));
        }
        runs.push(Run { digits: &name[start..end], start, gap: None });
        (end_of_last, from) = (end, end);
    }
    runs
}

/// What a name may mean.
#[derive(Default)]
struct Found {
    days: BTreeSet<Date>,
    /// The last days of months with a sign between year and month.
    months: BTreeSet<Date>,
    /// Those of six digits, which beside a day are the time of day.
    packed_months: BTreeSet<Date>,
}

impl Found {
    /// Takes what begins at the first number, and says how many numbers that was.
    fn take(&mut self, name: &str, runs: &[Run<'_>]) -> usize {
        if let [year, month, day, ..] = runs
            && let Some(gap) = year.gap
            && month.gap == Some(gap)
        {
            let lengths = [year, month, day].map(|run| run.digits.len());
            if let [4, 1..=2, 1..=2] = lengths {
                self.days.extend(date(year.digits, month.digits, day.digits));
                return 3;
            }
            // A fourth number after the same sign: this is no day, or the next number begins one.
            if matches!(lengths, [1..=2, 1..=2, 4]) && day.gap != Some(gap) {
                self.read(&name[year.start..day.start + 4]);
                return 3;
            }
        }
        if let [year, month, ..] = runs
            && year.gap.is_some()
            && (year.digits.len(), month.digits.len()) == (4, 2)
            && let Some(last) = last_of_month(year.digits, month.digits)
        {
            self.months.insert(last);
            return 2;
        }
        if let [run, ..] = runs {
            self.take_one(run.digits);
        }
        1
    }

    /// Takes one number: a day, a day with the time, or a month.
    fn take_one(&mut self, digits: &str) {
        match digits.len() {
            8 => self.read(digits),
            10 | 12 | 14 => self.days.extend(date(&digits[..4], &digits[4..6], &digits[6..8])),
            6 => self.packed_months.extend(last_of_month(&digits[..4], &digits[4..])),
            _ => {}
        }
    }

    /// Takes a day that is read as in a cell of a chart, in either order of day and month.
    fn read(&mut self, text: &str) {
        if let Some((least, most)) = values::day(text).bounds() {
            self.days.extend([least, most].into_iter().filter(|day| YEARS.contains(&day.year())));
        }
    }

    fn day(self) -> Result<Option<Date>, Doubt> {
        let is_beside = |month: &Date| !self.days.iter().any(|day| day.last_of_month() == *month);
        let meant: BTreeSet<Date> = match (self.days.is_empty(), self.months.is_empty()) {
            (false, _) => self.days.iter().copied().chain(self.months.iter().copied().filter(is_beside)).collect(),
            (true, false) => self.months,
            (true, true) => self.packed_months,
        };
        match (meant.first(), meant.last()) {
            (Some(one), Some(other)) if one != other => Err(Doubt { one: *one, other: *other }),
            (one, _) => Ok(one.copied()),
        }
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

fn last_of_month(year: &str, month: &str) -> Option<Date> {
    date(year, month, "1").map(Date::last_of_month)
}

#[cfg(test)]
mod tests;
