//! A title as a row of words and phrases that mean something.

use arrayvec::ArrayVec;

use super::lexicon::{Lexicon, WordId};
use super::sense::{Class, Family, Head, Modifier, Sense};
use super::trail::Trail;
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
    /// Whether the lexicon has a meaning for it.
    pub(super) is_known: bool,
    /// Whether it has none, and yet the word ends as words for people at work do.
    pub(super) is_agent: bool,
}

/// A title may have one item more than words for every compound that is taken apart.
const MOST: usize = Words::MOST + 16;

/// The items of one title; words that change nothing ('global', 'the', 'II') are left out.
pub(super) struct Items<'l> {
    items: ArrayVec<Item<'l>, MOST>,
    heads: &'l [Head],
}

impl<'l> Items<'l> {
    /// The items of `title`.
    pub(super) fn of(lexicon: &'l Lexicon, title: &str) -> Items<'l> {
        Items::tracked(lexicon, title, &mut ())
    }

    /// The items of `title`; `trail` is told where they come from.
    pub(super) fn tracked(lexicon: &'l Lexicon, title: &str, trail: &mut impl Trail) -> Items<'l> {
        let words = Words::tracked(title, trail);
        let parts = Parts::of(lexicon, &words, trail);
        let mut items = Items { items: ArrayVec::new(), heads: &lexicon.heads };
        let mut gap = Gap::Space;
        let mut at = 0;
        while at < parts.ids.len() {
            gap = gap.max(parts.gaps[at]);
            let known = lexicon.longest(&parts.ids, at, |word| parts.gaps[word]);
            let is_agent = known.is_none()
                && (parts.agents & 1 << at != 0 || parts.ids[at].is_some_and(|id| lexicon.is_agent(id)));
            let (sense, length) = known.unwrap_or((&Sense::UNKNOWN, 1));
            at += length;
            let is_plural = parts.plural & 1 << (at - 1) != 0;
            let class = match sense.class {
                Class::Head(_) if is_plural => Class::Topic,
                class => class,
            };
            if class == Class::Modifier(Modifier::Neutral) {
                trail.phrase(length, true, None);
                continue;
            }
            trail.phrase(length, known.is_some(), Some(items.items.len()));
            items.items.push(Item { sense, class, gap, is_known: known.is_some(), is_agent });
            gap = Gap::Space;
        }
        items.bind_chiefs();
        items
    }

    /// The same items, were the one at `index` of another sense.
    pub(super) fn with_sense<'s>(&self, index: usize, sense: &'s Sense) -> Items<'s>
    where
        'l: 's,
    {
        let mut others: Items<'s> = Items { items: self.items.clone(), heads: self.heads };
        others.items[index].sense = sense;
        others
    }

    /// The same items but for the one at `index`.
    pub(super) fn without(&self, index: usize) -> Items<'l> {
        let mut items = self.items.clone();
        let gap = items.remove(index).gap;
        if let Some(next) = items.get_mut(index) {
            next.gap = next.gap.max(gap);
        }
        Items { items, heads: self.heads }
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
    /// One bit for every unknown word that ends as words for people at work do.
    agents: u128,
}

impl Parts {
    fn of(lexicon: &Lexicon, words: &Words, trail: &mut impl Trail) -> Parts {
        let mut parts = Parts { ids: ArrayVec::new(), gaps: ArrayVec::new(), plural: 0, agents: 0 };
        let mut gap = Gap::Space;
        for index in 0..words.len() {
            gap = gap.max(words.gap(index));
            let word = words.word(index);
            if let Some(id) = lexicon.word(word) {
                parts.push(Some(id), gap, index, trail);
            } else if word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
                // Grades, years, codes.
                continue;
            } else if let Some(id) = lexicon.singular(word) {
                parts.plural |= 1 << parts.ids.len();
                parts.push(Some(id), gap, index, trail);
            } else if let Some(id) = lexicon.masculine(word) {
                parts.push(Some(id), gap, index, trail);
            } else if let Some((first, ending)) =
                lexicon.compound(word).or_else(|| lexicon.compound(word.strip_suffix("in")?))
            {
                parts.push(first, gap, index, trail);
                parts.push(Some(ending), Gap::Space, index, trail);
            } else {
                parts.agents |= u128::from(lexicon.ends_like_an_agent(word)) << parts.ids.len();
                parts.push(None, gap, index, trail);
            }
            gap = Gap::Space;
        }
        parts
    }

    fn push(&mut self, id: Option<WordId>, gap: Gap, word: usize, trail: &mut impl Trail) {
        if !self.ids.is_full() {
            self.ids.push(id);
            self.gaps.push(gap);
            trail.part(word);
        }
    }
}
