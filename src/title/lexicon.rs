//! The lexicon: which words and phrases titles are made of, and what they mean.
//!
//! It is data (`lexicon.toml`), read once. Every phrase is taken apart by the same [`Words`] as a title is, and is
//! kept in a trie over word numbers, so that the longest phrase at a place is found with one lookup a word.

use std::sync::{Arc, LazyLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::entries::{Entries, EntryError};
use super::sense::{Class, Head, Sense};
use super::vocabulary::Meaning;
use super::words::{Gap, Words};

/// What is wrong with a lexicon.
#[derive(Debug, thiserror::Error)]
pub(super) enum LexiconError {
    /// It is no JSON, or has an unknown key.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
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
#[derive(Default)]
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
    /// For every word, whether it ends so; one that means nothing by itself then names a job.
    agents: Vec<bool>,
    /// Whole titles that a company has given a meaning, by their folded words.
    pub(super) exact: HashMap<Vec<u8>, Meaning, FixedState>,
}

impl std::fmt::Debug for Lexicon {
    /// Its thousands of words would help nobody.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

/// The lexicon that comes with the program; a test holds that it is sound. The build script makes JSON of the TOML in which
/// it is written, for that is read several times as fast, and it is read at every start.
const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.json"));

static BUILTIN: LazyLock<Arc<Lexicon>> = LazyLock::new(|| Arc::new(Lexicon::parse(TEXT).unwrap_or_default()));

impl Lexicon {
    /// The lexicon that comes with the program.
    pub(super) fn builtin() -> Arc<Lexicon> {
        Arc::clone(&BUILTIN)
    }

    /// A copy of the lexicon that comes with the program, to be added to.
    pub(super) fn builtin_copy() -> Lexicon {
        Lexicon::parse(TEXT).unwrap_or_default()
    }

    /// Reads a lexicon in JSON.
    fn parse(text: &str) -> Result<Lexicon, LexiconError> {
        Lexicon::of(serde_json::from_str(text)?)
    }

    /// The lexicon that entries make.
    fn of(entries: Entries) -> Result<Lexicon, LexiconError> {
        let mut lexicon = Lexicon::default();
        for (word, spellings) in &entries.spellings {
            let id = lexicon.spell(word)?;
            for spelling in spellings {
                lexicon.spell_as(spelling, id)?;
            }
        }
        let mut heirs = Vec::new();
        entries.each_sense(|phrase, sense, head| {
            if sense.inherits_manager {
                heirs.push(phrase.to_owned());
            }
            match lexicon.define(phrase, sense, head)? {
                Some(_) => Err(LexiconError::Twice(phrase.to_owned())),
                None => Ok(()),
            }
        })?;
        lexicon.inherit_managers(&heirs);
        lexicon.share_genders();
        for ending in &entries.compounds.endings {
            let id = lexicon.spell(ending)?;
            lexicon.endings.push((folded(ending)?, id));
        }
        lexicon.endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        lexicon.agent_endings = entries.compounds.agents.into_iter().map(String::into_boxed_str).collect();
        lexicon.agents = vec![false; lexicon.begins.len()];
        for (word, id) in &lexicon.words {
            lexicon.agents[usize::from(*id)] |= lexicon.ends_like_an_agent(word);
        }
        Ok(lexicon)
    }

    /// Lets phrases have what 'X manager' is from the longest phrase that they end with.
    fn inherit_managers(&mut self, phrases: &[String]) {
        let ids = |phrase: &String| -> Vec<Option<WordId>> {
            let words = Words::of(phrase);
            (0..words.len()).map(|index| self.word(words.word(index))).collect()
        };
        let mut heirs: Vec<Vec<Option<WordId>>> = phrases.iter().map(ids).filter(|ids| ids.len() > 1).collect();
        // A shorter one has its own before a longer one asks.
        heirs.sort_by_key(Vec::len);
        for ids in heirs {
            let tail = (1..ids.len()).find_map(|start| {
                let (sense, length) = self.longest(&ids, start, |_| Gap::Space)?;
                (start + length == ids.len()).then_some(sense.manager)
            });
            if let (Some(manager), Some(node)) = (tail, self.end(&ids))
                && let Some(sense) = &mut self.means[usize::from(node.0)]
            {
                sense.manager = manager;
            }
        }
    }

    /// Lets a word that stands only in phrases mean what its masculine form means, where that names a job.
    fn share_genders(&mut self) {
        let means = |lexicon: &Lexicon, id: WordId| {
            let node = lexicon.begins[usize::from(id)]?;
            lexicon.means[usize::from(node.0)]
        };
        let shared: Vec<(Node, Sense)> = self
            .words
            .iter()
            .filter_map(|(word, id)| {
                let node = self.begins[usize::from(*id)].filter(|_| means(self, *id).is_none())?;
                let sense = means(self, self.masculine(word)?)?;
                matches!(sense.class, Class::Head(_)).then_some((node, sense))
            })
            .collect();
        for (node, sense) in shared {
            self.means[usize::from(node.0)] = Some(sense);
        }
    }

    /// The node where a phrase ends.
    fn end(&self, ids: &[Option<WordId>]) -> Option<Node> {
        let (first, rest) = ids.split_first()?;
        let begin = self.begins[usize::from((*first)?)]?;
        rest.iter().try_fold(begin, |node, id| self.goes_on.get(&step(node, (*id)?)).copied())
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
                self.heads.push(head);
                Class::Head(number)
            }
            None => sense.class,
        };
        let Node(node) = self.node(phrase)?;
        Ok(self.means[usize::from(node)].replace(Sense { class, ..sense }))
    }

    /// The place of a phrase in the trie, made if need be.
    fn node(&mut self, phrase: &str) -> Result<Node, LexiconError> {
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
        node.ok_or_else(|| LexiconError::Empty(phrase.to_owned()))
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
        match self.respell(spelling, id)? {
            Some(other) if other != id => Err(LexiconError::Twice(spelling.to_owned())),
            _ => Ok(()),
        }
    }

    /// Makes `spelling` the word of that number; what it was before comes back.
    pub(super) fn respell(&mut self, spelling: &str, id: WordId) -> Result<Option<WordId>, LexiconError> {
        Ok(self.words.insert(folded(spelling)?, id))
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

    /// Whether a word of the lexicon ends as words for people at work do.
    pub(super) fn is_agent(&self, id: WordId) -> bool {
        self.agents.get(usize::from(id)).copied().unwrap_or_default()
    }

    /// Whether a word ends as words for people at work do.
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
pub(super) fn folded(text: &str) -> Result<Box<str>, LexiconError> {
    let words = Words::of(text);
    match words.len() {
        1 => Ok(words.word(0).into()),
        _ => Err(LexiconError::Empty(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A lexicon as it is written.
    fn written(text: &str) -> Result<Lexicon, LexiconError> {
        Lexicon::of(toml::from_str(text).unwrap())
    }

    #[test]
    fn the_built_in_lexicon_is_sound() {
        for lexicon in [Lexicon::parse(TEXT), written(include_str!("lexicon.toml"))] {
            assert!(lexicon.is_ok(), "{}", lexicon.err().map(|error| error.to_string()).unwrap_or_default());
        }
    }

    #[test]
    fn a_word_with_two_meanings_is_refused() {
        let twice = "[[topic]]\nfunctions = ['sales']\nwords = ['sales', 'Sales']\n";
        assert!(matches!(written(twice), Err(LexiconError::Twice(word)) if word == "Sales"));
    }

    #[test]
    fn an_unknown_function_is_refused() {
        assert!(written("[[topic]]\nfunctions = ['selling']\nwords = ['sales']\n").is_err());
    }
}
