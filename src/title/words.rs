//! Takes a title apart into words: folded to plain lower-case letters, each with what stands before it.

use arrayvec::{ArrayString, ArrayVec};

use super::fold;
use super::trail::Trail;

/// What stands between two words, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Gap {
    /// White space, a hyphen inside a word, a full stop after an abbreviation.
    Space,
    /// A comma.
    Comma,
    /// A dash, or a hyphen beside a space.
    Dash,
    /// A colon.
    Colon,
    /// A bracket.
    Bracket,
    /// A slash.
    Slash,
    /// A pipe, a semicolon, a bullet.
    Pipe,
}

/// One word: where it stands in the folded text, and what stands before it.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u16,
    end: u16,
    gap: Gap,
}

/// The words of one title.
///
/// Only the first [`Words::MOST`] words, and the first [`Words::TEXT`] letters of them, are looked at: no title of a
/// job is longer, and a pasted page must not cost more than a title does.
pub(super) struct Words {
    text: ArrayString<{ Words::TEXT }>,
    spans: ArrayVec<Span, { Words::MOST }>,
}

impl Words {
    /// How many words are looked at.
    pub(super) const MOST: usize = 64;
    /// How many bytes of folded text are looked at.
    const TEXT: usize = 768;
    /// How many bytes of it are full: no letter is longer than the rest.
    const FULL: usize = Words::TEXT - 3;

    /// The words of `title`.
    pub(super) fn of(title: &str) -> Words {
        Words::tracked(title, &mut ())
    }

    /// The words of `title`; `trail` is told where they stand.
    pub(super) fn tracked(title: &str, trail: &mut impl Trail) -> Words {
        let mut words = Words { text: ArrayString::new(), spans: ArrayVec::new() };
        let mut splitter = Splitter { words: &mut words, start: 0, gap: Gap::Space, letters: 0, hyphen: false, trail };
        let mut rest = title;
        let mut before = ' ';
        while !splitter.words.is_full() {
            let at = title.len() - rest.len();
            // Most of a title is plain letters, which are taken a run at a time.
            let run = rest.bytes().take(splitter.words.room()).take_while(u8::is_ascii_alphanumeric).count();
            if run > 0 {
                splitter.trail.character(at..at + run);
                splitter.plain(&rest[..run]);
                before = 'a';
                rest = &rest[run..];
                continue;
            }
            let mut chars = rest.chars();
            let Some(char) = chars.next() else { break };
            rest = chars.as_str();
            splitter.trail.character(at..at + char.len_utf8());
            if fold::is_invisible(char) {
                if fold::is_mark(char) {
                    splitter.trail.mark();
                }
            } else {
                splitter.take(before, char, rest);
                before = char;
            }
        }
        splitter.end_word();
        if !rest.is_empty() {
            splitter.trail.stop();
        }
        words
    }

    fn is_full(&self) -> bool {
        self.spans.is_full() || self.room() == 0
    }

    /// How many plain letters there is room for.
    fn room(&self) -> usize {
        Words::FULL.saturating_sub(self.text.len())
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The word at `index`, folded.
    pub(super) fn word(&self, index: usize) -> &str {
        let span = self.spans[index];
        &self.text[usize::from(span.start)..usize::from(span.end)]
    }

    /// All words in a row, to compare whole titles by.
    pub(super) fn key(&self) -> Vec<u8> {
        let words = (0..self.len()).map(|index| self.word(index));
        words.flat_map(|word| word.bytes().chain(Some(b' '))).collect()
    }

    /// What stands before the word at `index`.
    pub(super) fn gap(&self, index: usize) -> Gap {
        self.spans[index].gap
    }
}

/// The state between two characters.
struct Splitter<'w, T> {
    words: &'w mut Words,
    /// Where the word in hand starts.
    start: usize,
    /// The strongest separator since the last word.
    gap: Gap,
    /// Letters of the word in hand since its start or its last full stop: 'V.P.' is one word, 'Sr.Manager' is two.
    letters: usize,
    /// Whether a hyphen was the last thing before the word in hand.
    hyphen: bool,
    trail: &'w mut T,
}

impl<T: Trail> Splitter<'_, T> {
    fn take(&mut self, before: char, char: char, rest: &str) {
        match char {
            ' ' | '\t' | '\n' | '\r' => self.space(),
            '\'' | '\u{2019}' | '\u{02bc}' | '`' => {
                // 'd'un', 'l'équipe' are two words, 'men's' is one.
                if self.letters == 1 {
                    self.end_word();
                }
            }
            '.' => {
                self.trail.mark();
                let goes_on = goes_on(rest);
                if self.letters == 1 && goes_on {
                    self.letters = 0;
                } else if self.letters > 0 || !goes_on {
                    self.end_word();
                }
            }
            '-' | '\u{2010}' | '\u{2011}' => {
                let inside = before.is_alphanumeric() && goes_on(rest);
                if !inside {
                    self.separate(Gap::Dash);
                    self.hyphen = before.is_alphanumeric();
                } else {
                    self.end_word();
                }
            }
            '\u{2012}'..='\u{2015}' | '\u{2212}' => self.separate(Gap::Dash),
            ',' => self.separate(Gap::Comma),
            ':' => self.separate(Gap::Colon),
            '/' | '\\' => self.separate(Gap::Slash),
            '|' | ';' | '\u{2022}' | '\u{00b7}' | '\u{0387}' | '>' | '<' => self.separate(Gap::Pipe),
            '(' | ')' | '[' | ']' | '{' | '}' => self.separate(Gap::Bracket),
            '&' | '+' => self.whole_word("and"),
            '@' => self.whole_word("at"),
            _ if char.is_alphanumeric() => fold::letters(char, |plain| self.foreign(plain)),
            _ if char.is_ascii() => self.space(),
            _ => self.take(before, fold::punctuation(char), rest),
        }
    }

    /// Takes letters and digits of ASCII, as many as there is room for.
    fn plain(&mut self, letters: &str) {
        let taken = letters.len().min(self.words.room());
        let text = &mut self.words.text;
        let start = text.len();
        text.push_str(&letters[..taken]);
        text[start..].make_ascii_lowercase();
        self.letters += taken;
        self.trail.letter();
    }

    /// Takes a letter that may be outside ASCII, whole or not at all.
    fn foreign(&mut self, letter: char) {
        if self.words.text.try_push(letter).is_ok() {
            self.letters += letter.len_utf8();
            self.trail.letter();
        }
    }

    fn whole_word(&mut self, word: &str) {
        self.end_word();
        self.plain(word);
        self.end_word();
    }

    fn space(&mut self) {
        self.end_word();
    }

    fn separate(&mut self, gap: Gap) {
        self.end_word();
        self.gap = self.gap.max(gap);
    }

    fn end_word(&mut self) {
        let words = &mut *self.words;
        let end = words.text.len();
        if end > self.start && !words.spans.is_full() {
            // 'Produkt- und Projektmanager': the hyphen stands for a word left out, it separates nothing.
            let folded = &words.text[self.start..];
            let joins = matches!(folded, "and" | "und" | "oder" | "et" | "en");
            let gap = if self.hyphen && self.gap == Gap::Dash && joins { Gap::Space } else { self.gap };
            // Both ends are below `Words::TEXT`, which fits.
            words.spans.push(Span { start: self.start as u16, end: end as u16, gap });
            self.trail.word();
            self.gap = Gap::Space;
            self.hyphen = false;
        }
        self.start = end;
        self.letters = 0;
    }
}

/// Whether a word goes on at the beginning of `rest`.
fn goes_on(rest: &str) -> bool {
    rest.chars().find(|char| !fold::is_invisible(*char)).is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::title::fold::tests::LOOKS;

    #[test]
    fn a_character_is_looked_at_twice_at_most() {
        const LENGTH: usize = 100_000;
        for piece in
            [" ", ",", ".", "-", "- ", "a-", "-\u{200b}", ".\u{301}\u{301}\u{301}", "\u{301}", "é", "д", "ﷺ", "★"]
        {
            let title: String = piece.chars().cycle().take(LENGTH).collect();
            let before = LOOKS.get();
            let words = Words::of(&title);
            assert!(LOOKS.get() - before <= 2 * LENGTH, "{piece:?}: {}", LOOKS.get() - before);
            assert!(words.len() <= Words::MOST && words.text.len() <= Words::TEXT);
        }
    }
}
