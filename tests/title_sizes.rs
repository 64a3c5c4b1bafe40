//! Titles of 100,000 characters: an answer, and soon. That the work grows with the length and not with its square is
//! counted in a test of `src/title/words.rs`.

use std::time::{Duration, Instant};

use orglint::title::{Level, Reader};

/// What a long title repeats; each is the worst for some part of the reader.
const PIECES: [(&str, &str); 16] = [
    ("one word", "x"),
    ("words", "ab "),
    ("a word that is a compound", "verkaufs"),
    ("commas", ","),
    ("hyphens inside", "a-"),
    ("hyphens beside spaces", "- "),
    ("full stops", "."),
    ("abbreviations", "v.p."),
    ("jobs within jobs", "head of "),
    ("'and' between jobs", "chief & "),
    ("marks on one letter", "\u{301}"),
    ("hyphens and unseen characters", "-\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}"),
    ("letters from right to left", "مدير\u{202e}"),
    ("look-alikes", "Маnаgеr"),
    ("signs that stand for words", "ﷺ"),
    ("letters of four bytes", "𝐕𝐏"),
];

/// `piece` repeated up to `length` characters.
fn long(piece: &str, length: usize) -> String {
    piece.chars().cycle().take(length).collect()
}

#[test]
fn a_long_title_has_an_answer() {
    // A hundred times what the slowest takes without optimisation; the square of the length would take minutes.
    const MOST: Duration = Duration::from_secs(10);
    for (name, piece) in PIECES {
        let title = long(piece, 100_000);
        let start = Instant::now();
        let role = Reader::builtin().read(&title);
        assert!(!role.functions.is_empty(), "{name}");
        assert!(start.elapsed() < MOST, "{name}: {:?}", start.elapsed());
    }
    assert_eq!(Reader::builtin().read(&long("Head of ", 100_000)).level, Level::Head);
    let marks = format!("Vice{} President, Sales", "\u{301}".repeat(100_000));
    assert_eq!(Reader::builtin().read(&marks).level, Level::Vp);
}

#[test]
fn what_stands_after_the_first_words_is_not_read() {
    let words = "Director of Sales, Marketing and Finance ".repeat(20);
    for tail in ["CEO", "(vacant)", "\u{301}", "𝐕𝐏"] {
        let role = Reader::builtin().read(&words);
        assert_eq!(role, Reader::builtin().read(&format!("{words}{}", long(tail, 100_000))), "{tail}");
    }
}
