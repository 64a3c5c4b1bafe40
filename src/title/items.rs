//! A title as a row of words and phrases that mean something.

use arrayvec::ArrayVec;

use super::lexicon::{Lexicon, WordId};
use super::sense::{Class, Family, Head, Modifier, Sense};
use super::words::{Gap, Words};

/// One word or phrase of a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'l> {
    /// What it means.
    pub(super) sense: &'l Sense,
    /// The part that it plays here; a plural names no job, whatever its sense says.
    pub(super) class: Class,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// A title may have one item more than words for every compound that is taken apart.
const MOST: usize = Words::MOST + 16;

/// The items of one title; words that change nothing ('global', 'the', 'II') are left out.
pub(super) struct Items<'l> {
    items: ArrayVec<Item<'l>, MOST>,
    heads: &'l [Head],
    /// Whether a word that the lexicon does not know ends as words for people at work do.
    pub(super) has_agent: bool,
}

impl<'l> Items<'l> {
    /// The items of `title`.
    pub(super) fn of(lexicon: &'l Lexicon, title: &str) -> Items<'l> {
        let words = Words::of(title);
        let parts = Parts::of(lexicon, &words);
        let mut items = Items { items: ArrayVec::new(), heads: &lexicon.heads, has_agent: parts.has_agent };
        let mut gap = Gap::Space;
        let mut at = 0;
        while at < parts.ids.len() {
            gap = gap.max(parts.gaps[at]);
            let (sense, length) =
                lexicon.longest(&parts.ids, at, |word| parts.gaps[word]).unwrap_or((&Sense::UNKNOWN, 1));
            at += length;
            let is_plural = parts.plural & 1 << (at - 1) != 0;
            let class = match sense.class {
                Class::Head(_) if is_plural => Class::Topic,
                class => class,
            };
            if class == Class::Modifier(Modifier::Neutral) {
                continue;
            }
            items.items.push(Item { sense, class, gap });
            gap = Gap::Space;
        }
        items.bind_chiefs();
        items
    }

    /// Makes 'Chief Governance, Risk and Compliance Officer' one run of words, which commas and 'and' do not part.
    fn bind_chiefs(&mut self) {
        /// No office has a longer name.
        const LONGEST: usize = 9;
        for chief in 0..self.items.len() {
            if self.family(chief) != Some(Family::BareChief) {
                continue;
            }
            let end = self.items.len().min(chief + LONGEST);
            let next_head = (chief + 1..end).find(|at| self.head(*at).is_some());
            let Some(officer) = next_head.filter(|at| self.family(*at) == Some(Family::Officer)) else {
                continue;
            };
            let within = &mut self.items[chief + 1..=officer];
            if within.iter().any(|item| item.gap > Gap::Comma || matches!(item.class, Class::Of | Class::To)) {
                continue;
            }
            within.iter_mut().for_each(|item| item.gap = Gap::Space);
            self.items[chief].class = Class::Modifier(Modifier::Chief);
        }
    }

    /// The items.
    pub(super) fn all(&self) -> &[Item<'l>] {
        &self.items
    }

    /// The head at `index`, if a job is named there.
    pub(super) fn head(&self, index: usize) -> Option<&'l Head> {
        match self.items.get(index)?.class {
            Class::Head(number) => self.heads.get(usize::from(number)),
            _ => None,
        }
    }

    /// How the head at `index` combines.
    pub(super) fn family(&self, index: usize) -> Option<Family> {
        Some(self.head(index)?.family)
    }
}

/// The words of a title as numbers, compounds taken apart.
struct Parts {
    ids: ArrayVec<Option<WordId>, MOST>,
    gaps: ArrayVec<Gap, MOST>,
    /// One bit for every word that was found as a plural.
    plural: u128,
    has_agent: bool,
}

impl Parts {
    fn of(lexicon: &Lexicon, words: &Words) -> Parts {
        let mut parts = Parts { ids: ArrayVec::new(), gaps: ArrayVec::new(), plural: 0, has_agent: false };
        let mut gap = Gap::Space;
        for index in 0..words.len() {
            gap = gap.max(words.gap(index));
            let word = words.word(index);
            if let Some(id) = lexicon.word(word) {
                parts.push(Some(id), gap);
            } else if word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
                // Grades, years, codes.
                continue;
            } else if let Some(id) = lexicon.singular(word) {
                parts.plural |= 1 << parts.ids.len();
                parts.push(Some(id), gap);
            } else if let Some((first, ending)) = lexicon.compound(word) {
                parts.push(first, gap);
                parts.push(Some(ending), Gap::Space);
            } else {
                parts.has_agent |= lexicon.ends_like_an_agent(word);
                parts.push(None, gap);
            }
            gap = Gap::Space;
        }
        parts
    }

    fn push(&mut self, id: Option<WordId>, gap: Gap) {
        if !self.ids.is_full() {
            self.ids.push(id);
            self.gaps.push(gap);
        }
    }
}
