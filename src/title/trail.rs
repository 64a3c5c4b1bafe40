//! Where the words and phrases of a title come from, for whoever wants to show it.

use std::ops::Range;

/// Is told how a title is taken apart. Who only reads hands in `()`, which keeps nothing and costs nothing.
pub(super) trait Trail {
    /// The next character reaches over these bytes of the title.
    fn character(&mut self, _bytes: Range<usize>) {}
    /// The character is a letter of the word in hand, perhaps its first.
    fn letter(&mut self) {}
    /// The character belongs to the word in hand where there is one: the full stop of an abbreviation, an accent.
    fn mark(&mut self) {}
    /// The word in hand is complete, and is looked at.
    fn word(&mut self) {}
    /// What follows is not looked at.
    fn stop(&mut self) {}
    /// The next part of the title is the word of this number, or half of it where it is a compound.
    fn part(&mut self, _word: usize) {}
    /// The next so many parts are one phrase: whether the lexicon has it, and the number of its item, unless it changes
    /// nothing.
    fn phrase(&mut self, _parts: usize, _is_known: bool, _item: Option<usize>) {}
}

impl Trail for () {}

/// Where every phrase of a title comes from.
#[derive(Debug, Default)]
pub(super) struct Origins {
    character: Range<usize>,
    /// The word in hand.
    word: Option<Range<usize>>,
    /// The bytes of every word.
    words: Vec<Range<usize>>,
    /// Whether more follows than is looked at.
    is_cut: bool,
    /// The word of every part.
    parts: Vec<usize>,
    /// How many of the parts are in phrases.
    taken: usize,
    phrases: Vec<Phrase>,
}

/// A word or a phrase that was looked up.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Its words.
    pub(super) words: Range<usize>,
    /// Whether the lexicon has it.
    pub(super) is_known: bool,
    /// What it became, unless it changes nothing.
    pub(super) item: Option<usize>,
}

impl Trail for Origins {
    fn character(&mut self, bytes: Range<usize>) {
        self.character = bytes;
    }

    fn letter(&mut self) {
        self.word.get_or_insert_with(|| self.character.clone()).end = self.character.end;
    }

    fn mark(&mut self) {
        if let Some(word) = &mut self.word {
            word.end = self.character.end;
        }
    }

    fn word(&mut self) {
        self.words.extend(self.word.take());
    }

    fn stop(&mut self) {
        self.is_cut = true;
    }

    fn part(&mut self, word: usize) {
        self.parts.push(word);
    }

    fn phrase(&mut self, parts: usize, is_known: bool, item: Option<usize>) {
        let of = &self.parts[self.taken..self.taken + parts];
        if let (Some(first), Some(last)) = (of.first(), of.last()) {
            self.phrases.push(Phrase { words: *first..last + 1, is_known, item });
        }
        self.taken += parts;
    }
}

impl Origins {
    /// The bytes of every word that was looked at.
    pub(super) fn words(&self) -> &[Range<usize>] {
        &self.words
    }

    /// Where what is not looked at begins.
    pub(super) fn cut(&self) -> Option<usize> {
        self.words.last().filter(|_| self.is_cut).map(|word| word.end)
    }

    /// The phrases in order. Two share a word where it is a compound.
    pub(super) fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }
}
