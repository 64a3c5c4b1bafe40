//! What columns of dates and numbers hold on the whole, so that in a sound file no cell has to be looked at again.

use super::values;
use super::values::Reading;

/// The columns of first and last days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Dates {
    pub(super) starts: Extent,
    pub(super) ends: Extent,
    /// Whether some record ends before it starts.
    are_crossed: bool,
}

impl Dates {
    #[inline]
    pub(super) fn push(&mut self, start: &[u8], end: &[u8]) {
        self.starts.push(start);
        self.ends.push(end);
        if !end.is_empty()
            && let Some(end) = iso_day(end)
            && let Some(start) = iso_day(start)
        {
            self.are_crossed |= end < start;
        }
    }

    /// Joins those of the records that follow.
    pub(super) fn append(&mut self, next: &Dates) {
        self.starts.append(&next.starts);
        self.ends.append(&next.ends);
        self.are_crossed |= next.are_crossed;
    }

    /// Whether every cell is blank or a day, and no record ends before it starts.
    pub(super) fn are_sound(&self) -> bool {
        !self.starts.is_irregular && !self.ends.is_irregular && !self.are_crossed
    }
}

/// The first and the last day in a column of dates.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Extent {
    days: Option<([u8; 10], [u8; 10])>,
    last: [u8; 10],
    /// Whether some cell holds a date of another form than `2026-03-31`, or none.
    is_irregular: bool,
}

impl Extent {
    #[inline]
    fn push(&mut self, value: &[u8]) {
        // Most have no last day, and neighbours often share the first one.
        if value.is_empty() || value.len() == self.last.len() && value.first_chunk() == Some(&self.last) {
            return;
        }
        let Some(day) = iso_day(value) else {
            self.is_irregular |= !value.trim_ascii().is_empty();
            return;
        };
        self.last = day;
        self.days = Some(match self.days {
            None => (day, day),
            Some((first, last)) => (first.min(day), last.max(day)),
        });
    }

    fn append(&mut self, next: &Extent) {
        self.is_irregular |= next.is_irregular;
        self.days = match (self.days, next.days) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (one, other) => one.or(other),
        };
    }

    /// Whether all cells hold days, and none of them is before `from` or after `to`, both as `2026-03-31`.
    pub(super) fn lies_within(&self, from: &str, to: &str) -> bool {
        let within = |(first, last): ([u8; 10], [u8; 10])| &first[..] >= from.as_bytes() && &last[..] <= to.as_bytes();
        !self.is_irregular && self.days.is_none_or(within)
    }
}

/// The day at the start of a date as ISO 8601 writes it, whose days sort as text, where there is such a day.
fn iso_day(value: &[u8]) -> Option<[u8; 10]> {
    let day: [u8; 10] = value.get(..10)?.try_into().ok()?;
    let is_day =
        day.iter().enumerate().all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    let number = |at: usize| 10 * (day[at] - b'0') + (day[at + 1] - b'0');
    // Every month has 28 days, and of the other days few are asked for.
    let exists = || {
        (1..=12).contains(&number(5)) && (1..=28).contains(&number(8)) && day[0] != b'0'
            || std::str::from_utf8(&day).is_ok_and(|day| matches!(values::day(day), Reading::Value { .. }))
    };
    (is_day && value.get(10).is_none_or(|next| !next.is_ascii_digit()) && exists()).then_some(day)
}

/// Whether a cell is blank or digits, with one decimal point at most.
pub(super) fn is_plain_number(value: &[u8]) -> bool {
    let points = value.iter().filter(|byte| **byte == b'.').count();
    value.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        && points <= 1
        && (value.is_empty() || value.len() > points)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_passed_over_has_a_value(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}[T0 ]?|[0-9.-]{0,6}") {
            if iso_day(text.as_bytes()).is_some() {
                prop_assert!(values::day(&text).bounds().is_some());
            }
            if is_plain_number(text.as_bytes()) && !text.is_empty() {
                let least = values::number(&text).bounds().map(|(least, _)| least);
                prop_assert!(least.is_some_and(|least| least >= 0.0), "{}", text);
            }
        }
    }
}
