//! The words of a text, however they are written.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word: where it stands, and its letters and digits without case and accents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    pub(super) at: Range<usize>,
    pub(super) folded: String,
}

/// The words of a text, in order: runs of letters and digits, and each character of a script that writes no blanks
/// between words.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices() {
        let stands_alone = runs_on(character);
        let belongs = character.is_alphanumeric() && !stands_alone || start.is_some() && is_combining_mark(character);
        if belongs {
            start.get_or_insert(at);
            continue;
        }
        words.extend(start.take().map(|start| Word::new(text, start..at)));
        if stands_alone {
            words.push(Word::new(text, at..at + character.len_utf8()));
        }
    }
    words.extend(start.map(|start| Word::new(text, start..text.len())));
    words
}

/// What several words are found by.
pub(super) fn joined<'w>(words: impl IntoIterator<Item = &'w Word>) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&word.folded);
    }
    joined
}

impl Word {
    fn new(text: &str, at: Range<usize>) -> Word {
        let raw = &text[at.clone()];
        let folded = if raw.is_ascii() {
            raw.to_ascii_lowercase()
        } else {
            raw.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect()
        };
        Word { at, folded }
    }

    /// Whether it is a character of a script that writes no blanks between words.
    pub(super) fn runs_on(&self) -> bool {
        self.folded.chars().all(runs_on)
    }
}

/// Thai and its neighbours, kana, ideographs.
fn runs_on(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_are_written() {
        let folded = |text: &str| joined(&words(text));
        assert_eq!(folded("EA to  José-Núñez (E1042)"), "ea to jose nunez e1042");
        assert_eq!(folded("Jose\u{301} ＪＡＮＥ"), "jose jane");
        assert_eq!(folded("山田 CEO補佐"), "山 田 ceo 補 佐");
        let text = "to Zoë.";
        assert_eq!(&text[words(text)[1].at.clone()], "Zoë");
    }
}
