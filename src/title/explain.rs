//! Explains how a title reads: what each part of it did.

use std::ops::Range;

use super::account::Account;
use super::items::Items;
use super::reader::Reader;
use super::trail::Origins;
use super::{Effect, Role};

/// How a title reads, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation<'t> {
    /// How it reads: what [`Reader::read`] gives.
    pub role: Role,
    /// The parts of the title, in order; what stands between them are separators.
    pub parts: Vec<Part<'t>>,
}

/// A word or a phrase of a title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part<'t> {
    /// As it is written in the title.
    pub text: &'t str,
    /// What it did for the reading; a compound ('Vertriebsleiter') may do several things.
    pub effects: Vec<Effect>,
}

impl<'t> Explanation<'t> {
    /// The words that are not in the lexicon, each once, in order.
    pub fn unknown_words(&self) -> Vec<&'t str> {
        let mut words = Vec::new();
        for part in self.parts.iter().filter(|part| part.effects.iter().any(|effect| effect.is_unknown())) {
            let word = part.text.trim_end_matches('.');
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }
}

impl Reader {
    /// How `title` reads, and what each part of it had to do with that.
    ///
    /// This takes as many times longer than [`Reader::read`] as the title has words.
    pub fn explain<'t>(&self, title: &'t str) -> Explanation<'t> {
        if self.lexicon.exact(title).is_some() {
            let role = self.read(title);
            return Explanation { role, parts: vec![Part { text: title, effects: vec![Effect::IsOwnTitle] }] };
        }
        let mut origins = Origins::default();
        let items = Items::tracked(&self.lexicon, title, &mut origins);
        let account = Account::of(&items);
        let words = origins.words();
        let text = |of: Range<usize>| &title[words[of.start].start..words[of.end - 1].end];
        let skipped = |word: usize| {
            let text = text(word..word + 1);
            // Grades and years are passed over; anything else only where a title has too many compounds to look at.
            let is_number = text.starts_with(char::is_numeric);
            let effect = if is_number { Effect::ChangesNothing } else { Effect::IsNotLookedAt };
            Part { text, effects: vec![effect] }
        };
        let mut parts: Vec<Part<'t>> = Vec::new();
        // The words of the last phrase, and the first word after it.
        let (mut start, mut end) = (0, 0);
        for phrase in origins.phrases() {
            parts.extend((end..phrase.words.start).map(skipped));
            let mut effects = account.effects(phrase);
            match parts.last_mut() {
                // The second half of a compound.
                Some(last) if phrase.words.start < end => {
                    last.text = text(start..phrase.words.end.max(end));
                    last.effects.append(&mut effects);
                }
                _ => {
                    start = phrase.words.start;
                    parts.push(Part { text: text(phrase.words.clone()), effects });
                }
            }
            end = end.max(phrase.words.end);
        }
        parts.extend((end..words.len()).map(skipped));
        let rest = &title[origins.cut().unwrap_or(title.len())..];
        let rest = rest.trim_matches(|character: char| !character.is_alphanumeric());
        if !rest.is_empty() {
            parts.push(Part { text: rest, effects: vec![Effect::IsNotLookedAt] });
        }
        Explanation { role: account.role, parts }
    }
}
