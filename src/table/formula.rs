//! Cells that a spreadsheet would run: they are marked as text when a table is written, and the mark is taken off again
//! when it is read.
//!
//! Excel, LibreOffice and Google Sheets take a cell for a formula by its first character, and a formula can fetch,
//! send and start things. An apostrophe in front is their own mark for text. See OWASP on CSV injection.

use std::borrow::Cow;

const MARK: char = '\'';

/// A text as a cell that no spreadsheet runs. [`meant`] gives back the text.
pub fn defused(text: &str) -> Cow<'_, str> {
    // Nearly every cell starts with a letter or a digit.
    let is_plain = text.bytes().next().is_none_or(|first| first.is_ascii_alphanumeric());
    if is_plain || !(is_marked(text) || starts_formula(text) && !is_number(text)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{MARK}{text}"))
}

/// What a cell says: without the mark, where it has one.
pub fn meant(cell: &[u8]) -> &[u8] {
    match cell {
        [b'\'', rest @ ..] if std::str::from_utf8(cell).is_ok_and(is_marked) => rest,
        _ => cell,
    }
}

/// Whether a text stands behind a mark. A text that looks so by itself gets another, so that it is not lost in reading.
fn is_marked(cell: &str) -> bool {
    cell.starts_with(MARK) && starts_formula(cell.trim_start_matches(MARK))
}

/// Whether a spreadsheet may take a text for a formula: also behind blanks, which some drop, and with signs in full width,
/// which some read as plain ones.
fn starts_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Whether a text is a number with a sign, such as `-1`, `+49` or `-3,500.75`, or a dash alone: nothing to run.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text == "-" || digits.split(['.', ',']).all(is_digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_marked_and_numbers_are_not() {
        for text in [
            "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u{a0}=1", "＝1", "－1", "'=1",
            "''-1", "-", "--", "+49 171", "-cmd", "-1e5",
        ] {
            let expected = if text == "-" { text.to_owned() } else { format!("'{text}") };
            assert_eq!(defused(text), expected);
        }
        for text in ["", "-1", "3.5", "+49", "-3,500.75", "a=1", "1-1", "'t Hooft", "'", "(=1)", "E-1", "Müller", "ü"]
        {
            assert_eq!(defused(text), text);
        }
    }

    #[test]
    fn a_mark_that_a_spreadsheet_set_is_taken_off() {
        assert_eq!(meant(b"'-5"), b"-5");
        assert_eq!(meant("'＝x".as_bytes()), "＝x".as_bytes());
        assert_eq!(meant(b"'t Hooft"), b"'t Hooft");
        assert_eq!(meant(b"'=\xff"), b"'=\xff", "no text");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "['=+@＝ \t\r\n\u{a0}-]{0,6}[0-9.,a]{0,4}|\\PC{0,12}") {
            let cell = defused(&text);
            prop_assert_eq!(meant(cell.as_bytes()), text.as_bytes());
            // Whatever is left unmarked starts like no formula, or is a number.
            let runs = cell.trim_start().starts_with(['=', '@', '＝', '＠', '＋', '－']) || cell.starts_with(['\t', '\r', '\n']);
            prop_assert!(!runs, "{cell:?}");
        }
    }
}
