//! The lexicon: which words and phrases titles are made of, and what they mean.
//!
//! It is data (`lexicon.toml`), read once. Every phrase is taken apart by the same [`Words`] as a title is, and is
//! kept in a trie over word numbers, so that the longest phrase at a place is found with one lookup a word.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::entries::{Entries, EntryError};
use super::sense::{Class, Head, Sense};
use super::words::{Gap, Words};

/// What is wrong with a lexicon.
#[derive(Debug, thiserror::Error)]
pub(super) enum LexiconError {
    /// It is no TOML, or has an unknown key.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A value means nothing.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// A word or a phrase has two meanings.
    #[error("'{0}' is in the lexicon twice")]
    Twice(String),
    /// A word or a phrase has no letters.
    #[error("'{0}' has no word in it")]
    Empty(String),
}

/// The number of a word that titles are made of.
pub(super) type WordId = u16;

/// A place in the trie of phrases.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Node(u16);

/// The words, phrases and endings that titles are made of.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// The number of every word, in every spelling.
    words: HashMap<Box<str>, WordId, FixedState>,
    /// For every word, where phrases that begin with it go on.
    begins: Vec<Option<Node>>,
    /// The longer phrases.
    goes_on: HashMap<u32, Node, FixedState>,
    /// For every node, what a phrase that ends there means.
    means: Vec<Option<Sense>>,
    /// The heads, as [`Class::Head`] counts them.
    pub(super) heads: Vec<Head>,
    /// Second parts of German and Dutch compounds, such as 'leiter', the longest first.
    endings: Vec<(Box<str>, WordId)>,
    /// Endings of words for people at work, such as 'er'.
    agent_endings: Vec<Box<str>>,
}

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("lexicon.toml")).unwrap_or_default());

impl Lexicon {
    /// The lexicon that comes with the program; a test holds that it is sound.
    pub(super) fn builtin() -> &'static Lexicon {
        &BUILTIN
    }

    /// Reads a lexicon.
    pub(super) fn parse(text: &str) -> Result<Lexicon, LexiconError> {
        let entries: Entries = toml::from_str(text)?;
        let mut lexicon = Lexicon::default();
        for (word, spellings) in &entries.spellings {
            let id = lexicon.spell(word)?;
            for spelling in spellings {
                lexicon.spell_as(spelling, id)?;
            }
        }
        entries.each_sense(|phrase, sense, head| {
            let class = match head {
                Some(head) => {
                    // A lexicon has some hundred heads.
                    let number = lexicon.heads.len() as u16;
                    lexicon.heads.push(head);
                    Class::Head(number)
                }
                None => sense.class,
            };
            lexicon.add(phrase, Sense { class, ..sense })
        })?;
        for ending in &entries.compounds.endings {
            let id = lexicon.spell(ending)?;
            lexicon.endings.push((folded(ending)?, id));
        }
        lexicon.endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        lexicon.agent_endings = entries.compounds.agents.into_iter().map(String::into_boxed_str).collect();
        Ok(lexicon)
    }

    /// Adds the meaning of a phrase.
    fn add(&mut self, phrase: &str, sense: Sense) -> Result<(), LexiconError> {
        let words = Words::of(phrase);
        let mut node = None;
        for index in 0..words.len() {
            let id = self.number(words.word(index));
            node = Some(match node {
                None => match self.begins[usize::from(id)] {
                    Some(node) => node,
                    None => {
                        let node = self.new_node();
                        self.begins[usize::from(id)] = Some(node);
                        node
                    }
                },
                Some(before) => match self.goes_on.get(&step(before, id)) {
                    Some(node) => *node,
                    None => {
                        let node = self.new_node();
                        self.goes_on.insert(step(before, id), node);
                        node
                    }
                },
            });
        }
        // 'Führung' is also typed 'Fuehrung'.
        if words.len() == 1 && phrase.contains(['ä', 'ö', 'ü']) {
            let id = self.number(words.word(0));
            let typed = phrase.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
            self.spell_as(&typed, id)?;
        }
        let Some(Node(node)) = node else {
            return Err(LexiconError::Empty(phrase.to_owned()));
        };
        match &mut self.means[usize::from(node)] {
            Some(_) => Err(LexiconError::Twice(phrase.to_owned())),
            means => {
                *means = Some(sense);
                Ok(())
            }
        }
    }

    fn new_node(&mut self) -> Node {
        self.means.push(None);
        // A lexicon has some thousand nodes.
        Node((self.means.len() - 1) as u16)
    }

    /// The number of a folded word, a new one if need be.
    fn number(&mut self, folded: &str) -> WordId {
        let next = self.begins.len() as WordId;
        match self.words.entry(folded.into()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                new.insert(next);
                self.begins.push(None);
                next
            }
        }
    }

    fn spell(&mut self, word: &str) -> Result<WordId, LexiconError> {
        let word = folded(word)?;
        Ok(self.number(&word))
    }

    fn spell_as(&mut self, spelling: &str, id: WordId) -> Result<(), LexiconError> {
        match self.words.insert(folded(spelling)?, id) {
            Some(other) if other != id => Err(LexiconError::Twice(spelling.to_owned())),
            _ => Ok(()),
        }
    }

    /// The number of a folded word.
    pub(super) fn word(&self, folded: &str) -> Option<WordId> {
        self.words.get(folded).copied()
    }

    /// The number of the word of which `folded` is the plural.
    pub(super) fn singular(&self, folded: &str) -> Option<WordId> {
        self.word(folded.strip_suffix('s')?)
    }

    /// The two words of a compound: what stands before a known ending, if it is a word or ends with one, and the
    /// ending.
    pub(super) fn compound(&self, folded: &str) -> Option<(Option<WordId>, WordId)> {
        let (ending, id) =
            self.endings.iter().find(|(ending, _)| folded.len() > ending.len() + 1 && ends_with(folded, ending))?;
        Some((self.known_end(folded.strip_suffix(&**ending)?), *id))
    }

    /// The longest known word at the end of the first part of a compound: 'verkauf' in 'gebietsverkaufs'.
    fn known_end(&self, first: &str) -> Option<WordId> {
        /// No first part that people write is longer, and no word that says something is shorter.
        const LONGEST: usize = 32;
        const SHORTEST: usize = 5;
        let joint = first.strip_suffix('s').unwrap_or(first);
        if let Some(id) = self.word(first).or_else(|| self.word(joint)) {
            return Some(id);
        }
        let lengths = SHORTEST..joint.len().min(LONGEST);
        lengths.rev().find_map(|length| self.word(joint.get(joint.len() - length..)?))
    }

    /// Whether a word that is not in the lexicon ends as words for people at work do.
    pub(super) fn ends_like_an_agent(&self, folded: &str) -> bool {
        folded.len() > 4 && folded.is_ascii() && self.agent_endings.iter().any(|ending| ends_with(folded, ending))
    }

    /// The longest phrase that begins at `start`: what it means, and how many words it has.
    ///
    /// `gap` tells what stands before a word; a phrase goes on only across spaces.
    pub(super) fn longest(
        &self,
        ids: &[Option<WordId>],
        start: usize,
        gap: impl Fn(usize) -> Gap,
    ) -> Option<(&Sense, usize)> {
        let mut node = self.begins[usize::from(ids[start]?)]?;
        let mut found = None;
        let mut next = start + 1;
        loop {
            if let Some(sense) = &self.means[usize::from(node.0)] {
                found = Some((sense, next - start));
            }
            let Some(id) = ids.get(next).copied().flatten() else {
                return found;
            };
            if gap(next) != Gap::Space {
                return found;
            }
            match self.goes_on.get(&step(node, id)) {
                Some(deeper) => node = *deeper,
                None => return found,
            }
            next += 1;
        }
    }
}

/// The step from a node to the next word as one number, which is hashed at once.
fn step(node: Node, word: WordId) -> u32 {
    u32::from(node.0) << 16 | u32::from(word)
}

/// Whether `word` ends with `ending`; the last letter tells most endings from it at once.
fn ends_with(word: &str, ending: &str) -> bool {
    word.as_bytes().last() == ending.as_bytes().last() && word.ends_with(ending)
}

/// The one word in `text`, folded.
fn folded(text: &str) -> Result<Box<str>, LexiconError> {
    let words = Words::of(text);
    match words.len() {
        1 => Ok(words.word(0).into()),
        _ => Err(LexiconError::Empty(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lexicon_is_sound() {
        let lexicon = Lexicon::parse(include_str!("lexicon.toml"));
        assert!(lexicon.is_ok(), "{}", lexicon.err().map(|error| error.to_string()).unwrap_or_default());
    }

    #[test]
    fn a_word_with_two_meanings_is_refused() {
        let twice = "[[topic]]\nfunctions = ['sales']\nwords = ['sales', 'Sales']\n";
        assert!(matches!(Lexicon::parse(twice), Err(LexiconError::Twice(word)) if word == "Sales"));
    }

    #[test]
    fn an_unknown_function_is_refused() {
        assert!(Lexicon::parse("[[topic]]\nfunctions = ['selling']\nwords = ['sales']\n").is_err());
    }
}
