//! Numbers: with signs and codes of currencies, separators of all kinds, units, and abbreviated.

use super::{Reading, has_word, is_nothing};

/// Words that may stand before a number without changing it.
const BEFORE: &str = "ca circa about approx around over base gross";

/// Words that may stand behind a number without changing it: what is counted, and by what time.
const BEHIND: &str = "year years yr yrs y jahre ans años fte p.a pa per a annum annual annually gross";

/// Currencies by their codes, and by what is written for them.
const CURRENCIES: &str = "kr zł kč ft lei fr rs us au r rp tl rm usd eur gbp chf jpy cny rmb inr cad aud nzd sek nok \
    dkk isk pln czk huf ron bgn try rub uah ils aed sar qar egp zar ngn kes brl mxn ars clp cop pen krw twd hkd sgd thb \
    idr myr";

/// Reads a number. One with a single separator before three digits has two readings; so has a range, its ends.
pub fn number(text: &str) -> Reading<f64> {
    let text = text.trim();
    // What nearly every number looks like.
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        return text.parse().map_or(Reading::Other, Reading::one);
    }
    if is_nothing(text) {
        return Reading::Nothing;
    }
    // Accountants write what is below zero in brackets.
    if let Some((before, inner)) = text.strip_suffix(')').and_then(|text| text.split_once('('))
        && stands_beside(before, "")
    {
        return Reading::of(single(inner).bounds().into_iter().flat_map(|(least, most)| [-least, -most]));
    }
    match range(text) {
        Some(ends) => Reading::of(ends),
        None => single(text),
    }
}

/// Whether of two numbers of one column the first is less in every reading. Both are written in one way, so that where each
/// has one separator before three digits, it means the same in both.
pub fn is_surely_less(one: Reading<f64>, other: Reading<f64>) -> bool {
    let thousands =
        |reading: Reading<f64>| reading.bounds().filter(|(least, most)| (least * 1000.0 - most).abs() < 0.5);
    match (thousands(one), thousands(other)) {
        (Some((_, one)), Some((_, other))) if one > 0.0 => one < other,
        _ => one.is_surely_less(other),
    }
}

/// Reads a number that may be so many per cent of one.
pub fn share(text: &str) -> Reading<f64> {
    match text.trim().strip_suffix('%') {
        Some(hundredths) => number(hundredths).map(|value| value / 100.0),
        None => number(text),
    }
}

/// Reads one number without brackets.
fn single(text: &str) -> Reading<f64> {
    let Some(first) = text.find(|letter: char| letter.is_ascii_digit()) else { return Reading::Other };
    let Some(last) = text.rfind(|letter: char| letter.is_ascii_digit()) else { return Reading::Other };
    // A decimal point before the first digit belongs to the number: '.5'.
    let start = if text[..first].ends_with('.') && !text[..first].ends_with("..") { first - 1 } else { first };
    let start = if text[..start].ends_with(char::is_alphabetic) { first } else { start };
    let (before, numeral, after) = (&text[..start], &text[start..=last], &text[last + 1..]);
    let Some(factor) = factor(after) else { return Reading::Other };
    let Some(sign) = sign(before) else { return Reading::Other };
    if let Ok(exact) = numeral.parse::<f64>()
        && numeral.contains(['e', 'E'])
    {
        return Reading::one(sign * factor * exact);
    }
    Reading::of(value(numeral).into_iter().flat_map(|(one, other)| [one, other]).map(|value| sign * factor * value))
}

/// The readings of the ends of a range, such as '5-7' or '$90k to 120k'.
fn range(text: &str) -> Option<[f64; 4]> {
    ["-", "–", "to", "bis"].iter().find_map(|between| {
        let (from, to) = text.split_once(between)?;
        let ((one, other), (third, fourth)) = (single(from).bounds()?, single(to).bounds()?);
        Some([one, other, third, fourth])
    })
}

/// The sign that stands before a number among what else may; `None` where something stands there that may not.
fn sign(before: &str) -> Option<f64> {
    let is_sign = |letter: char| matches!(letter, '-' | '−');
    let is_harmless = |letter: char| matches!(letter, '+' | '~' | '≈' | '>' | '<' | '=' | '≥' | '≤' | '\'');
    let rest: String = before.chars().filter(|letter| !is_sign(*letter) && !is_harmless(*letter)).collect();
    let signs = before.chars().filter(|letter| is_sign(*letter)).count();
    (signs <= 1 && stands_beside(&rest, BEFORE)).then_some(if signs == 1 { -1.0 } else { 1.0 })
}

/// What the letters right behind a number multiply it by; `None` where something stands there that may not.
fn factor(after: &str) -> Option<f64> {
    // '.-' and ',–' stand for no cents.
    let after = after.trim_start_matches(['.', ',', '-', '–', '—', '+', ' ']);
    let (factor, rest) = match after.chars().next() {
        Some('k' | 'K') => (1e3, &after[1..]),
        Some('m' | 'M') => (1e6, &after[1..]),
        _ => (1.0, after),
    };
    if factor != 1.0 && !rest.starts_with(char::is_alphabetic) && stands_beside(rest, BEHIND) {
        return Some(factor);
    }
    stands_beside(after, BEHIND).then_some(1.0)
}

/// Whether a text consists of signs and codes of currencies and of `words`, which leave a number what it is.
fn stands_beside(text: &str, words: &str) -> bool {
    let apart = |letter: char| {
        letter.is_whitespace() || is_currency_sign(letter) || matches!(letter, '/' | '+' | ',' | '(' | ')')
    };
    text.split(apart)
        .map(|word| word.trim_matches('.').to_lowercase())
        .all(|word| word.is_empty() || has_word(words, &word) || has_word(CURRENCIES, &word))
}

const fn is_currency_sign(letter: char) -> bool {
    matches!(letter, '$' | '£' | '¢' | '¥' | '¤' | '฿' | '\u{20a0}'..='\u{20cf}' | '￥' | '元' | '円' | '원')
}

/// The two readings of digits with separators, mostly the same.
fn value(numeral: &str) -> Option<(f64, f64)> {
    let is_space = |letter: char| letter.is_whitespace() || matches!(letter, '\'' | '’' | '_' | '٬');
    let marks: Vec<char> = numeral.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    if !marks.iter().all(|mark| is_space(*mark) || matches!(mark, '.' | ',')) {
        return None;
    }
    let last = marks.iter().rposition(|mark| matches!(mark, '.' | ','));
    let Some(last) = last else { return both(grouped(numeral)) };
    let mark = marks[last];
    let (whole, decimals) = numeral.rsplit_once(mark)?;
    let is_decimal_length = decimals.bytes().all(|byte| byte.is_ascii_digit());
    if marks.len() > 1 && marks.iter().all(|other| *other == mark) {
        // One kind of separator, several times: all of them stand between groups.
        return both(grouped(numeral));
    }
    if !is_decimal_length || whole.contains(mark) {
        return None;
    }
    let decimal = || format!("{}.{decimals}", grouped_digits(whole)?).parse().ok();
    let is_group = decimals.len() == 3 && matches!(whole.len(), 1..=3) && !whole.starts_with('0');
    match (marks.len(), is_group) {
        (1, true) => Some((decimal()?, grouped(numeral)?)),
        _ => both(decimal()),
    }
}

fn both(value: Option<f64>) -> Option<(f64, f64)> {
    value.map(|value| (value, value))
}

fn grouped(numeral: &str) -> Option<f64> {
    grouped_digits(numeral)?.parse().ok()
}

/// The digits of a whole number, whose groups are of three digits, or as in India of two but the last.
fn grouped_digits(numeral: &str) -> Option<String> {
    let groups: Vec<&str> = numeral.split(|letter: char| !letter.is_ascii_digit()).collect();
    if let [first, between @ .., last] = &groups[..] {
        let is_whole = (1..=3).contains(&first.len()) && last.len() == 3;
        if !is_whole || !between.iter().all(|group| matches!(group.len(), 2 | 3)) {
            return None;
        }
    }
    Some(groups.concat()).map(|digits| if digits.is_empty() { "0".to_owned() } else { digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str, value: f64) {
        assert_eq!(number(text), Reading::one(value), "{text}");
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for hundred_thousand in [
            "100000",
            "$100,000.00",
            "100.000,00 €",
            "100 000",
            "100\u{a0}000 EUR",
            "100'000 CHF",
            "USD 100k",
            "100K",
            "0.1m",
            "100_000",
            "1,00,000",
            "100'000.-",
            "1e5",
            "1E+05",
            "£100,000.00 per year",
            "100000+",
            "~100k",
            "kr 100 000",
            "US$100,000.00",
            "100,000.00/yr",
            "Fr. 100'000.—",
        ] {
            is(hundred_thousand, 100_000.0);
        }
        is("0.5", 0.5);
        is(".5", 0.5);
        is("0,5", 0.5);
        is("-5", -5.0);
        is("(1,234.50)", -1234.5);
        is("$(1,234.50)", -1234.5);
        is("1,234.50 (gross)", 1234.5);
        is("12 years", 12.0);
        is("10+", 10.0);
        is("0.500", 0.5);
        is("1.234.567", 1_234_567.0);
        is("1234,5", 1234.5);
    }

    #[test]
    fn what_can_be_read_in_two_ways_has_both_readings() {
        assert_eq!(number("1.234"), Reading::Value { least: 1.234, most: 1234.0 });
        assert_eq!(number("-1,234"), Reading::Value { least: -1234.0, most: -1.234 });
        assert_eq!(number("5-7 years"), Reading::Value { least: 5.0, most: 7.0 });
        assert_eq!(number("$90k - 120k"), Reading::Value { least: 90_000.0, most: 120_000.0 });
        assert_eq!(number("90,000.00 – 120,000.00"), Reading::Value { least: 90_000.0, most: 120_000.0 });
    }

    #[test]
    fn numbers_of_one_column_are_written_in_one_way() {
        let is_less = |one, other| is_surely_less(number(one), number(other));
        assert!(is_less("90,000", "100,000") && is_less("90.500", "100.000") && is_less("99,999", "100000.50"));
        assert!(!is_less("100,000", "90,000") && !is_less("90000", "100,000") && !is_less("80-110", "90-120"));
    }

    #[test]
    fn what_is_no_number_is_told() {
        for nothing in ["", " ", "n/a", "N/D", "-", "–", "tbd", "NaN"] {
            assert_eq!(number(nothing), Reading::Nothing, "{nothing}");
        }
        for other in
            ["ten", "Grade 7", "1.2.3", "12 34", "2026-03-05", "50%", "#REF!", "1,2,3", "A12", "inf", "()", "$"]
        {
            assert_eq!(number(other), Reading::Other, "{other}");
        }
        assert_eq!(share("50%"), Reading::one(0.5));
        assert_eq!(share("80 %"), Reading::one(0.8));
    }
}
