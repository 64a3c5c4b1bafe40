//! Takes a title apart into words: folded to plain lower-case letters, each with what stands before it.

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
    text: [u8; Words::TEXT],
    used: usize,
    spans: [Span; Words::MOST],
    len: usize,
}

impl Words {
    /// How many words are looked at.
    pub(super) const MOST: usize = 64;
    /// How many bytes of folded text are looked at.
    const TEXT: usize = 768;

    /// The words of `title`.
    pub(super) fn of(title: &str) -> Words {
        Words::tracked(title, &mut ())
    }

    /// The words of `title`; `trail` is told where they stand.
    pub(super) fn tracked(title: &str, trail: &mut impl Trail) -> Words {
        let mut splitter = Splitter {
            words: Words {
                text: [0; Words::TEXT],
                used: 0,
                spans: [Span { start: 0, end: 0, gap: Gap::Space }; Words::MOST],
                len: 0,
            },
            start: 0,
            gap: Gap::Space,
            letters: 0,
            hyphen: false,
            trail,
        };
        let mut rest = title.chars();
        let mut before = ' ';
        while let Some(char) = rest.next() {
            if splitter.words.is_full() {
                splitter.trail.stop();
                break;
            }
            let end = title.len() - rest.as_str().len();
            splitter.trail.character(end - char.len_utf8()..end);
            splitter.take(before, char, rest.as_str());
            before = char;
        }
        splitter.end_word();
        splitter.words
    }

    fn is_full(&self) -> bool {
        self.len == Words::MOST || self.used + 4 > Words::TEXT
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The word at `index`, folded.
    pub(super) fn word(&self, index: usize) -> &str {
        let span = self.spans[index];
        // The text holds whole folded letters only, so it is always UTF-8.
        std::str::from_utf8(&self.text[usize::from(span.start)..usize::from(span.end)]).unwrap_or_default()
    }

    /// All words in a row, to compare whole titles by.
    pub(super) fn key(&self) -> Vec<u8> {
        let words = (0..self.len).map(|index| self.word(index));
        words.flat_map(|word| word.bytes().chain(Some(b' '))).collect()
    }

    /// What stands before the word at `index`.
    pub(super) fn gap(&self, index: usize) -> Gap {
        self.spans[index].gap
    }
}

/// The state between two characters.
struct Splitter<'t, T> {
    words: Words,
    /// Where the word in hand starts.
    start: usize,
    /// The strongest separator since the last word.
    gap: Gap,
    /// Letters of the word in hand since its start or its last full stop: 'V.P.' is one word, 'Sr.Manager' is two.
    letters: usize,
    /// Whether a hyphen was the last thing before the word in hand.
    hyphen: bool,
    trail: &'t mut T,
}

impl<T: Trail> Splitter<'_, T> {
    fn take(&mut self, before: char, char: char, rest: &str) {
        match char {
            'a'..='z' | '0'..='9' => self.letter(char as u8),
            'A'..='Z' => self.letter(char.to_ascii_lowercase() as u8),
            ' ' | '\t' | '\n' | '\r' => self.space(),
            '\'' | '\u{2019}' | '`' => {
                // 'd'un', 'l'équipe' are two words, 'men's' is one.
                if self.letters == 1 {
                    self.end_word();
                }
            }
            '.' => {
                self.trail.mark();
                let goes_on = rest.chars().next().is_some_and(char::is_alphanumeric);
                if self.letters == 1 && goes_on {
                    self.letters = 0;
                } else if self.letters > 0 || !goes_on {
                    self.end_word();
                }
            }
            '-' | '\u{2010}' | '\u{2011}' => {
                let inside = before.is_alphanumeric() && rest.chars().next().is_some_and(char::is_alphanumeric);
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
            '|' | ';' | '\u{2022}' | '\u{00b7}' | '>' | '<' => self.separate(Gap::Pipe),
            '(' | ')' | '[' | ']' | '{' | '}' => self.separate(Gap::Bracket),
            '&' | '+' => self.whole_word(b"and"),
            '@' => self.whole_word(b"at"),
            // Accents on the letter before.
            '\u{0300}'..='\u{036f}' => self.trail.mark(),
            // Marks that a reader does not see: direction and joining marks, soft hyphens.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{00ad}' => {}
            '\u{ff01}'..='\u{ff5e}' => {
                // Full-width forms of the ASCII characters.
                if let Some(narrow) = char::from_u32(u32::from(char) - 0xfee0) {
                    self.take(before, narrow, rest);
                }
            }
            _ if char.is_alphanumeric() => char.to_lowercase().for_each(|lower| self.foreign(lower)),
            _ => self.space(),
        }
    }

    fn letter(&mut self, byte: u8) {
        if self.words.used < Words::TEXT {
            self.words.text[self.words.used] = byte;
            self.words.used += 1;
            self.letters += 1;
            self.trail.letter();
        }
    }

    /// Folds a letter outside ASCII to the plain letter that people type for it.
    fn foreign(&mut self, lower: char) {
        let plain: &[u8] = match lower {
            'à'..='å' | 'ā' | 'ă' | 'ą' => b"a",
            'æ' => b"ae",
            'ç' | 'ć' | 'č' => b"c",
            'ð' | 'ď' | 'đ' => b"d",
            'è'..='ë' | 'ē' | 'ę' | 'ě' => b"e",
            'ğ' => b"g",
            'ì'..='ï' | 'ī' | 'ı' => b"i",
            'ł' => b"l",
            'ñ' | 'ń' | 'ň' => b"n",
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => b"o",
            'œ' => b"oe",
            'ř' => b"r",
            'ś' | 'ş' | 'š' | 'ș' => b"s",
            'ß' => b"ss",
            'ţ' | 'ť' | 'ț' => b"t",
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => b"u",
            'ý' | 'ÿ' => b"y",
            'ź' | 'ż' | 'ž' => b"z",
            '\u{0300}'..='\u{036f}' => b"",
            _ => {
                let mut buffer = [0; 4];
                let bytes = lower.encode_utf8(&mut buffer).as_bytes();
                // A letter is kept whole or not at all.
                if self.words.used + bytes.len() <= Words::TEXT {
                    bytes.iter().for_each(|byte| self.letter(*byte));
                }
                return;
            }
        };
        plain.iter().for_each(|byte| self.letter(*byte));
    }

    fn whole_word(&mut self, word: &[u8]) {
        self.end_word();
        word.iter().for_each(|byte| self.letter(*byte));
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
        let words = &mut self.words;
        if words.used > self.start && words.len < Words::MOST {
            // 'Produkt- und Projektmanager': the hyphen stands for a word left out, it separates nothing.
            let folded = &words.text[self.start..words.used];
            let joins = matches!(folded, b"and" | b"und" | b"oder" | b"et" | b"en");
            let gap = if self.hyphen && self.gap == Gap::Dash && joins { Gap::Space } else { self.gap };
            // Both ends are below `Words::TEXT`, which fits.
            words.spans[words.len] = Span { start: self.start as u16, end: words.used as u16, gap };
            words.len += 1;
            self.trail.word();
            self.gap = Gap::Space;
            self.hyphen = false;
        }
        self.start = words.used;
        self.letters = 0;
    }
}
