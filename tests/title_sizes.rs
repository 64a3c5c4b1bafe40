//! Titles of 100,000 characters: an answer, in a time that grows with the length and not with its square.

use std::hint::black_box;
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

/// The shortest of several readings, which is the one that nothing disturbed.
fn shortest(title: &str) -> Duration {
    let reading = || {
        let start = Instant::now();
        black_box(Reader::builtin().read(black_box(title)));
        start.elapsed()
    };
    (0..7).map(|_| reading()).min().unwrap_or_default()
}

#[test]
fn a_long_title_has_an_answer() {
    for (name, piece) in PIECES {
        let role = Reader::builtin().read(&long(piece, 100_000));
        assert!(!role.functions.is_empty(), "{name}");
    }
    assert_eq!(Reader::builtin().read(&long("Head of ", 100_000)).level, Level::Head);
    let marks = format!("Vice{} President, Sales", "\u{301}".repeat(100_000));
    assert_eq!(Reader::builtin().read(&marks).level, Level::Vp);
}

#[test]
fn the_time_grows_with_the_length() {
    const TIMES: usize = 16;
    // Sixteen times the length takes 256 times as long where the square counts: half-way there is far from both.
    const MOST: u32 = 64;
    // A reading this short is measured too coarsely to be compared.
    const LEAST: Duration = Duration::from_micros(100);
    Reader::builtin();
    for (name, piece) in PIECES {
        let short = shortest(&long(piece, 100_000 / TIMES)).max(LEAST);
        let long = shortest(&long(piece, 100_000));
        assert!(long < short * MOST, "{name}: {long:?} for 100,000 characters, {short:?} for a sixteenth of that");
    }
}

#[test]
fn what_stands_after_the_first_words_is_not_read() {
    let words = "Director of Sales, Marketing and Finance ".repeat(20);
    for tail in ["CEO", "(vacant)", "\u{301}", "𝐕𝐏"] {
        let role = Reader::builtin().read(&words);
        assert_eq!(role, Reader::builtin().read(&format!("{words}{}", long(tail, 100_000))), "{tail}");
    }
}
