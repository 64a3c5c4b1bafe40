//! The lexicon as it is kept in the program: tables that are looked up where they lie.
//!
//! Nothing of them is read at the start but the few hundred meanings that words share; a word costs the places that it
//! is looked up at. `draft` makes them, and a test holds that they are those of `lexicon.toml`.

use super::packed::Bytes;
use super::{Node, WordId};
use crate::title::sense::{Head, Sense};

/// What is known of words, phrases and endings, by the numbers of words and of the nodes of a trie of phrases.
#[derive(Default)]
pub(super) struct Tables {
    /// The folded words, one after the other.
    text: &'static [u8],
    /// The words by their hash: see [`word_slot`].
    words: &'static [[u8; 8]],
    /// By the number of a word, where phrases that begin with it go on, and whether it ends as words for people at work do.
    numbers: &'static [[u8; 4]],
    /// The steps of the trie by their hash: see [`step_slot`].
    steps: &'static [[u8; 8]],
    /// By the number of a node, which of the senses a phrase has that ends there.
    nodes: &'static [[u8; 2]],
    senses: Vec<Sense>,
    /// The heads, as [`Class::Head`](crate::title::sense::Class::Head) counts them.
    pub(super) heads: Vec<Head>,
    /// Second parts of German and Dutch compounds, such as 'leiter', the longest first.
    pub(super) endings: Vec<(&'static str, WordId)>,
    /// Endings of words for people at work, such as 'er'.
    pub(super) agent_endings: Vec<&'static str>,
}

impl Tables {
    /// Takes apart what `draft` has packed.
    pub(super) fn of(file: &'static [u8]) -> Option<Tables> {
        // The first line says what made it.
        let line = file.iter().position(|byte| *byte == b'\n')?;
        let mut file = Bytes(&file[line + 1..]);
        Some(Tables {
            text: file.section()?.0,
            words: file.section()?.rows()?,
            numbers: file.section()?.rows()?,
            steps: file.section()?.rows()?,
            nodes: file.section()?.rows()?,
            senses: file.section()?.each(Bytes::sense)?,
            heads: file.section()?.each(Bytes::head)?,
            endings: file.section()?.each(|bytes| Some((bytes.text()?, bytes.number()?)))?,
            agent_endings: file.section()?.each(Bytes::text)?,
        })
    }

    /// How many words have a number.
    pub(super) fn count_of_words(&self) -> usize {
        self.numbers.len()
    }

    /// How many nodes the trie has.
    pub(super) fn count_of_nodes(&self) -> usize {
        self.nodes.len()
    }

    /// The number of a folded word.
    pub(super) fn word(&self, folded: &str) -> Option<WordId> {
        let word = folded.as_bytes();
        let hash = hash_of_word(word);
        probe(self.words, hash, |slot| {
            let [_, _, _, length, _, _, mark @ ..] = slot.to_le_bytes();
            // The mark tells most words apart without a look at their letters.
            let may_be = u16::from_le_bytes(mark) == hash as u16 && usize::from(length) == word.len();
            let start = (slot & 0xff_ffff) as usize;
            (may_be && self.text.get(start..start + word.len()) == Some(word)).then_some((slot >> 32) as WordId)
        })
    }

    /// Where phrases go on that begin with a word.
    pub(super) fn begin(&self, word: WordId) -> Option<Node> {
        let [low, high, ..] = *self.numbers.get(usize::from(word))?;
        Node::after(u16::from_le_bytes([low, high]))
    }

    /// Whether a word ends as words for people at work do.
    pub(super) fn is_agent(&self, word: WordId) -> bool {
        self.numbers.get(usize::from(word)).is_some_and(|row| row[2] != 0)
    }

    /// Where a step leads.
    pub(super) fn step(&self, step: u32) -> Option<Node> {
        let found = probe(self.steps, hash_of_step(step), |slot| (slot as u32 == step).then_some((slot >> 32) as u16));
        Node::after(found?)
    }

    /// What a phrase means that ends at a node.
    pub(super) fn sense(&self, node: Node) -> Option<&Sense> {
        let sense = u16::from_le_bytes(*self.nodes.get(usize::from(node.0))?);
        self.senses.get(usize::from(sense.checked_sub(1)?))
    }
}

/// Looks for what `found` accepts from where `hash` says on; what is 0 ends the search.
fn probe<T>(slots: &[[u8; 8]], hash: u64, found: impl Fn(u64) -> Option<T>) -> Option<T> {
    let mut at = first_slot(hash, slots.len());
    for _ in 0..slots.len() {
        let slot = u64::from_le_bytes(*slots.get(at)?);
        if slot == 0 {
            return None;
        }
        if let Some(found) = found(slot) {
            return Some(found);
        }
        at = (at + 1) & (slots.len() - 1);
    }
    None
}

/// Where to look first in a table of `count` slots, which is a power of two.
pub(super) fn first_slot(hash: u64, count: usize) -> usize {
    (hash >> 32) as usize & count.wrapping_sub(1)
}

/// How a word is kept: where it begins, its length, its number, and a part of its hash. No word is empty, so that none is
/// kept as 0.
#[cfg(test)]
pub(super) fn word_slot(start: u32, word: &[u8], id: WordId) -> u64 {
    assert!(start < 1 << 24 && (1..256).contains(&word.len()));
    u64::from(start) | (word.len() as u64) << 24 | u64::from(id) << 32 | u64::from(hash_of_word(word) as u16) << 48
}

/// How a step is kept, with the node that it leads to. That is never the first, at which a phrase begins, so that none is
/// kept as 0.
#[cfg(test)]
pub(super) fn step_slot(step: u32, node: Node) -> u64 {
    assert!(node.0 > 0);
    u64::from(step) | (u64::from(node.0) + 1) << 32
}

/// The hash of a word: of its length, beginning and end, which tell nearly all apart. The tables are made on another
/// machine than they are used on, and hashes of libraries differ between machines and versions.
pub(super) fn hash_of_word(word: &[u8]) -> u64 {
    let (begin, end) = match (word.first_chunk(), word.last_chunk(), word.first_chunk(), word.last_chunk()) {
        (Some(begin), Some(end), ..) => (u64::from_le_bytes(*begin), u64::from_le_bytes(*end)),
        (_, _, Some(begin), Some(end)) => (u32::from_le_bytes(*begin).into(), u32::from_le_bytes(*end).into()),
        _ => word.iter().fold((0, 0), |(begin, end), byte| (u64::from(*byte), end << 8 | begin)),
    };
    mixed(begin ^ (word.len() as u64) << 56, end)
}

/// The hash of a step.
pub(super) fn hash_of_step(step: u32) -> u64 {
    mixed(step.into(), 0)
}

/// Two numbers multiplied, and both halves of that folded into one: each bit depends on all of theirs.
fn mixed(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ 0x9e37_79b9_7f4a_7c15) * u128::from(other ^ 0xd1b5_4a32_d192_ed03);
    product as u64 ^ (product >> 64) as u64
}
