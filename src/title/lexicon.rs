//! The lexicon: which words and phrases titles are made of, and what they mean.
//!
//! It is data (`lexicon.toml`), of which `draft` makes tables that are kept in the program and looked up where they lie, so
//! that a start reads none of it. Every phrase is taken apart by the same [`Words`] as a title is, and is kept in a trie over
//! word numbers, so that the longest phrase at a place is found with one lookup a word.

#[cfg(test)]
mod draft;
mod packed;
mod tables;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::sense::{Class, Head, Sense};
use super::vocabulary::Meaning;
use super::words::{Gap, Words};
use tables::Tables;

/// What is wrong with an entry of a lexicon.
#[derive(Debug, thiserror::Error)]
pub(super) enum LexiconError {
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

impl Node {
    /// The node before this number; there is none before the first.
    fn after(number: u16) -> Option<Node> {
        number.checked_sub(1).map(Node)
    }
}

/// The words, phrases and endings that titles are made of: those that come with the program, and what a company adds to
/// them, which goes before.
pub(super) struct Lexicon {
    /// What comes with the program.
    tables: &'static Tables,
    /// The numbers of further words and spellings.
    words: HashMap<Box<str>, WordId, FixedState>,
    /// How many words have a number.
    count_of_words: usize,
    /// Where further phrases go on that begin with a word.
    begins: HashMap<WordId, Node, FixedState>,
    /// How further phrases go on.
    steps: HashMap<u32, Node, FixedState>,
    /// How many nodes the trie has.
    count_of_nodes: usize,
    /// What further phrases mean, by the node where they end.
    means: HashMap<Node, Sense, FixedState>,
    /// The heads, as [`Class::Head`] counts them.
    pub(super) heads: Cow<'static, [Head]>,
    /// Whole titles that a company has given a meaning, by their folded words.
    pub(super) exact: HashMap<Vec<u8>, Meaning, FixedState>,
}

impl std::fmt::Debug for Lexicon {
    /// Its thousands of words would help nobody.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("words", &self.count_of_words).finish_non_exhaustive()
    }
}

/// The lexicon that comes with the program; a test holds that it is sound, and what `lexicon.toml` says.
const FILE: &[u8] = include_bytes!("lexicon.bin");

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::of(FILE).unwrap_or_default());

static BUILTIN: LazyLock<Arc<Lexicon>> = LazyLock::new(|| Arc::new(Lexicon::over(&TABLES)));

impl Lexicon {
    /// The lexicon that comes with the program.
    pub(super) fn builtin() -> Arc<Lexicon> {
        Arc::clone(&BUILTIN)
    }

    /// The lexicon that comes with the program, to be added to.
    pub(super) fn to_be_added_to() -> Lexicon {
        Lexicon::over(&TABLES)
    }

    /// What tables know, and nothing further.
    fn over(tables: &'static Tables) -> Lexicon {
        Lexicon {
            tables,
            words: HashMap::default(),
            count_of_words: tables.count_of_words(),
            begins: HashMap::default(),
            steps: HashMap::default(),
            count_of_nodes: tables.count_of_nodes(),
            means: HashMap::default(),
            heads: Cow::Borrowed(&tables.heads),
            exact: HashMap::default(),
        }
    }

    /// Where phrases go on that begin with a word.
    fn begin(&self, word: WordId) -> Option<Node> {
        self.begins.get(&word).copied().or_else(|| self.tables.begin(word))
    }

    /// Where a phrase goes on after a node.
    fn step(&self, node: Node, word: WordId) -> Option<Node> {
        let step = step(node, word);
        self.steps.get(&step).copied().or_else(|| self.tables.step(step))
    }

    /// What a phrase means that ends at a node.
    fn sense(&self, node: Node) -> Option<&Sense> {
        self.means.get(&node).or_else(|| self.tables.sense(node))
    }

    /// Gives a phrase its meaning; what it meant before comes back.
    pub(super) fn define(
        &mut self,
        phrase: &str,
        sense: Sense,
        head: Option<Head>,
    ) -> Result<Option<Sense>, LexiconError> {
        let class = match head {
            Some(head) => {
                // A lexicon has some hundred heads.
                let number = self.heads.len() as u16;
                self.heads.to_mut().push(head);
                Class::Head(number)
            }
            None => sense.class,
        };
        let node = self.node(phrase)?;
        let before = self.sense(node).copied();
        self.means.insert(node, Sense { class, ..sense });
        Ok(before)
    }

    /// The place of a phrase in the trie, made if need be.
    fn node(&mut self, phrase: &str) -> Result<Node, LexiconError> {
        let words = Words::of(phrase);
        let mut node = None;
        for index in 0..words.len() {
            let id = self.number(words.word(index));
            node = Some(match node {
                None => match self.begin(id) {
                    Some(node) => node,
                    None => {
                        let node = self.new_node();
                        self.begins.insert(id, node);
                        node
                    }
                },
                Some(before) => match self.step(before, id) {
                    Some(node) => node,
                    None => {
                        let node = self.new_node();
                        self.steps.insert(step(before, id), node);
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
        node.ok_or_else(|| LexiconError::Empty(phrase.to_owned()))
    }

    fn new_node(&mut self) -> Node {
        // A lexicon has some thousand nodes.
        let node = Node(self.count_of_nodes as u16);
        self.count_of_nodes += 1;
        node
    }

    /// The number of a folded word, a new one if need be.
    fn number(&mut self, folded: &str) -> WordId {
        if let Some(known) = self.word(folded) {
            return known;
        }
        let id = self.count_of_words as WordId;
        self.words.insert(folded.into(), id);
        self.count_of_words += 1;
        id
    }

    fn spell_as(&mut self, spelling: &str, id: WordId) -> Result<(), LexiconError> {
        match self.respell(spelling, id)? {
            Some(other) if other != id => Err(LexiconError::Twice(spelling.to_owned())),
            _ => Ok(()),
        }
    }

    /// Makes `spelling` the word of that number; what it was before comes back.
    pub(super) fn respell(&mut self, spelling: &str, id: WordId) -> Result<Option<WordId>, LexiconError> {
        let spelling = folded(spelling)?;
        let before = self.word(&spelling);
        self.words.insert(spelling, id);
        Ok(before)
    }

    /// The meaning that a company has given a whole title.
    pub(super) fn exact(&self, title: &str) -> Option<&Meaning> {
        if self.exact.is_empty() {
            return None;
        }
        self.exact.get(&Words::of(title).key())
    }

    /// The number of a folded word.
    pub(super) fn word(&self, folded: &str) -> Option<WordId> {
        self.words.get(folded).copied().or_else(|| self.tables.word(folded))
    }

    /// The number of the word of which `folded` is the plural.
    pub(super) fn singular(&self, folded: &str) -> Option<WordId> {
        self.word(folded.strip_suffix('s')?)
    }

    /// The two words of a compound: what stands before a known ending, if it is a word or ends with one, and the
    /// ending.
    pub(super) fn compound(&self, folded: &str) -> Option<(Option<WordId>, WordId)> {
        let (ending, id) = self
            .tables
            .endings
            .iter()
            .find(|(ending, _)| folded.len() > ending.len() + 1 && ends_with(folded, ending))?;
        Some((self.known_end(folded.strip_suffix(ending)?), *id))
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

    /// Whether a word of the lexicon ends as words for people at work do.
    pub(super) fn is_agent(&self, id: WordId) -> bool {
        self.tables.is_agent(id)
    }

    /// Whether a word ends as words for people at work do.
    pub(super) fn ends_like_an_agent(&self, folded: &str) -> bool {
        is_agent(folded, &self.tables.agent_endings)
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
        let mut node = self.begin(ids[start]?)?;
        let mut found = None;
        let mut next = start + 1;
        loop {
            if let Some(sense) = self.sense(node) {
                found = Some((sense, next - start));
            }
            let Some(id) = ids.get(next).copied().flatten() else {
                return found;
            };
            if gap(next) != Gap::Space {
                return found;
            }
            match self.step(node, id) {
                Some(deeper) => node = deeper,
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

/// Whether a word ends with one of the endings of words for people at work.
fn is_agent(folded: &str, endings: &[&str]) -> bool {
    folded.len() > 4 && folded.is_ascii() && endings.iter().any(|ending| ends_with(folded, ending))
}

/// Whether `word` ends with `ending`; the last letter tells most endings from it at once.
fn ends_with(word: &str, ending: &str) -> bool {
    word.as_bytes().last() == ending.as_bytes().last() && word.ends_with(ending)
}

/// The one word in `text`, folded.
pub(super) fn folded(text: &str) -> Result<Box<str>, LexiconError> {
    let words = Words::of(text);
    match words.len() {
        1 => Ok(words.word(0).into()),
        _ => Err(LexiconError::Empty(text.to_owned())),
    }
}
