//! What a role is: pay and experience.

pub mod experience_below;
pub mod pay_outside_band;

use std::ops::RangeInclusive;

/// What a cell with a number may mean, whole: empty where it is none.
///
/// A group of three digits behind one separator may be thousands or a fraction: `150.000` has two readings.
fn numbers(text: &str) -> Vec<f64> {
    let text = text.trim().trim_start_matches("US$").trim_matches(['$', ' ']);
    let (digits, factor) = match text.strip_suffix(['k', 'K']) {
        Some(digits) => (digits.trim_end(), 1000.0),
        None => (text, 1.0),
    };
    let is_figure =
        |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}');
    if !digits.chars().all(is_figure) || !digits.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Vec::new();
    }
    let separators: Vec<(usize, char)> = digits.char_indices().filter(|(_, letter)| !letter.is_ascii_digit()).collect();
    let plain = |until: usize| -> String { digits[..until].chars().filter(char::is_ascii_digit).collect() };
    let groups_are_whole = |until: usize| {
        let mut groups = digits[..until].split(|letter: char| !letter.is_ascii_digit());
        groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
    };
    let mut readings = Vec::new();
    let is_one_kind = separators.windows(2).all(|pair| pair[0].1 == pair[1].1);
    if separators.is_empty() || is_one_kind && groups_are_whole(digits.len()) {
        readings.push(plain(digits.len()));
    }
    if let Some((at, point)) = separators.last()
        && matches!(point, '.' | ',')
        && separators.iter().filter(|(_, letter)| letter == point).count() == 1
        && (separators.len() == 1 || groups_are_whole(*at))
    {
        readings.push(format!("{}.{}", plain(*at), &digits[at + 1..]));
    }
    readings.iter().filter_map(|reading| reading.parse::<f64>().ok()).map(|number| number * factor).collect()
}

/// From the least that the readings allow to the most; `None` where there is none.
fn extent(readings: impl IntoIterator<Item = f64>) -> Option<RangeInclusive<f64>> {
    readings
        .into_iter()
        .map(|number| number..=number)
        .reduce(|one, other| one.start().min(*other.start())..=one.end().max(*other.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("150000", &[150_000.0][..]),
            ("$150,000.00", &[150_000.0]),
            ("US$ 150 000", &[150_000.0]),
            ("150,000", &[150_000.0, 150.0]),
            ("150.000", &[150_000.0, 150.0]),
            ("1.250.000", &[1_250_000.0]),
            ("150.000,50", &[150_000.5]),
            ("150k", &[150_000.0]),
            ("7.5", &[7.5]),
            ("€150,000", &[]),
            ("1,50,000", &[]),
            ("n/a", &[]),
            ("", &[]),
            ("$", &[]),
            ("-5", &[]),
        ] {
            assert_eq!(numbers(text), expected, "{text}");
        }
    }
}
