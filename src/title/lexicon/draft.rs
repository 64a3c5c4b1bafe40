//! Makes the tables of the lexicon of what is written in `lexicon.toml`, and holds them in step.
//!
//! This takes as long as reading some ten thousand titles, and needs a reader of TOML: it is done when the lexicon is
//! changed, not whenever the program starts.

use hashbrown::HashMap;

use super::packed::writing;
use super::tables;
use super::{Lexicon, LexiconError, Node, WordId, folded, is_agent};
use crate::title::entries::{Entries, EntryError};
use crate::title::sense::{Class, Sense};
use crate::title::words::{Gap, Words};

/// What is wrong with a lexicon as it is written.
#[derive(Debug, thiserror::Error)]
enum DraftError {
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

/// A lexicon in the making, over no tables.
struct Draft {
    lexicon: Lexicon,
    /// Second parts of compounds, the longest first.
    endings: Vec<(Box<str>, WordId)>,
    /// Endings of words for people at work.
    agent_endings: Vec<String>,
}

impl Draft {
    /// The lexicon that entries make.
    fn of(entries: Entries) -> Result<Draft, DraftError> {
        let lexicon = Lexicon::over(Box::leak(Box::default()));
        let mut draft = Draft { lexicon, endings: Vec::new(), agent_endings: Vec::new() };
        for (word, spellings) in &entries.spellings {
            let id = draft.spell(word)?;
            for spelling in spellings {
                draft.lexicon.spell_as(spelling, id)?;
            }
        }
        entries.each_sense(|phrase, sense, head| match draft.lexicon.define(phrase, sense, head)? {
            Some(_) => Err(DraftError::Lexicon(LexiconError::Twice(phrase.to_owned()))),
            None => Ok(()),
        })?;
        draft.inherit_managers(entries.heirs());
        draft.share_genders();
        for ending in &entries.compounds.endings {
            let id = draft.spell(ending)?;
            draft.endings.push((folded(ending)?, id));
        }
        draft.endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        draft.agent_endings = entries.compounds.agents;
        Ok(draft)
    }

    fn spell(&mut self, word: &str) -> Result<WordId, LexiconError> {
        let word = folded(word)?;
        Ok(self.lexicon.number(&word))
    }

    /// Lets phrases have what 'X manager' is from the longest phrase that they end with.
    fn inherit_managers<'e>(&mut self, phrases: impl Iterator<Item = &'e String>) {
        let ids = |phrase: &String| -> Vec<Option<WordId>> {
            let words = Words::of(phrase);
            (0..words.len()).map(|index| self.lexicon.word(words.word(index))).collect()
        };
        let mut heirs: Vec<Vec<Option<WordId>>> = phrases.map(ids).filter(|ids| ids.len() > 1).collect();
        // A shorter one has its own before a longer one asks.
        heirs.sort_by_key(Vec::len);
        for ids in heirs {
            let tail = (1..ids.len()).find_map(|start| {
                let (sense, length) = self.lexicon.longest(&ids, start, |_| Gap::Space)?;
                (start + length == ids.len()).then_some(sense.manager)
            });
            if let (Some(manager), Some(node)) = (tail, self.end(&ids))
                && let Some(sense) = self.lexicon.means.get_mut(&node)
            {
                sense.manager = manager;
            }
        }
    }

    /// Lets a word that stands only in phrases mean what its masculine form means, where that names a job.
    fn share_genders(&mut self) {
        let lexicon = &self.lexicon;
        let means = |id: WordId| lexicon.sense(lexicon.begin(id)?).copied();
        let shared: Vec<(Node, Sense)> = lexicon
            .words
            .iter()
            .filter_map(|(word, id)| {
                let node = lexicon.begin(*id).filter(|_| means(*id).is_none())?;
                let sense = means(lexicon.masculine(word)?)?;
                matches!(sense.class, Class::Head(_)).then_some((node, sense))
            })
            .collect();
        self.lexicon.means.extend(shared);
    }

    /// The node where a phrase ends.
    fn end(&self, ids: &[Option<WordId>]) -> Option<Node> {
        let (first, rest) = ids.split_first()?;
        let begin = self.lexicon.begin((*first)?)?;
        rest.iter().try_fold(begin, |node, id| self.lexicon.step(node, (*id)?))
    }

    /// The words by their numbers, each in every spelling.
    fn words(&self) -> Vec<(WordId, &str)> {
        let mut words: Vec<(WordId, &str)> = self.lexicon.words.iter().map(|(word, id)| (*id, &**word)).collect();
        words.sort_unstable();
        words
    }

    /// The tables as bytes, the same on every run.
    fn packed(&self) -> Vec<u8> {
        let (mut text, mut slots, mut numbers) = (Vec::new(), Vec::new(), vec![[0; 4]; self.lexicon.count_of_words]);
        let agent_endings: Vec<&str> = self.agent_endings.iter().map(String::as_str).collect();
        for (id, word) in self.words() {
            let slot = tables::word_slot(text.len() as u32, word.as_bytes(), id);
            slots.push((tables::hash_of_word(word.as_bytes()), slot));
            text.extend(word.as_bytes());
            let begin = self.lexicon.begin(id).map_or(0, |node| node.0 + 1).to_le_bytes();
            let is_agent = u8::from(is_agent(word, &agent_endings)) | numbers[usize::from(id)][2];
            numbers[usize::from(id)] = [begin[0], begin[1], is_agent, 0];
        }
        let mut steps: Vec<(u32, Node)> = self.lexicon.steps.iter().map(|(step, node)| (*step, *node)).collect();
        steps.sort_unstable_by_key(|(step, _)| *step);
        let steps = steps.into_iter().map(|(step, node)| (tables::hash_of_step(step), tables::step_slot(step, node)));
        let (mut senses, mut heads) = (Shared::default(), Shared::default());
        let nodes: Vec<u8> = (0..self.lexicon.count_of_nodes)
            .flat_map(|node| {
                let sense = self.lexicon.sense(Node(node as u16)).map(|sense| self.sense(sense, &mut heads));
                sense.map_or(0, |sense| senses.number(sense) + 1).to_le_bytes()
            })
            .collect();
        let (mut endings, mut agents) = (Vec::new(), Vec::new());
        for (ending, id) in &self.endings {
            writing::text(ending, &mut endings);
            endings.extend(id.to_le_bytes());
        }
        agent_endings.iter().for_each(|ending| writing::text(ending, &mut agents));
        let mut file = b"The tables of lexicon.toml, made by `ORGLINT_BLESS=1 cargo test --lib lexicon`.\n".to_vec();
        let (slots, steps) = (hashed(&slots), hashed(&steps.collect::<Vec<_>>()));
        let numbers = numbers.concat();
        for section in [text, slots, numbers, steps, nodes, senses.bytes, heads.bytes, endings, agents] {
            writing::section(&section, &mut file);
        }
        file
    }

    /// A sense as bytes, with the number that its head has there.
    fn sense(&self, sense: &Sense, heads: &mut Shared) -> Vec<u8> {
        let mut sense = *sense;
        if let Class::Head(number) = sense.class {
            let mut bytes = Vec::new();
            writing::head(&self.lexicon.heads[usize::from(number)], &mut bytes);
            sense.class = Class::Head(heads.number(bytes));
        }
        let mut bytes = Vec::new();
        writing::sense(&sense, &mut bytes);
        bytes
    }
}

/// Things as bytes, each once and numbered.
#[derive(Default)]
struct Shared {
    bytes: Vec<u8>,
    numbers: HashMap<Vec<u8>, u16>,
}

impl Shared {
    fn number(&mut self, thing: Vec<u8>) -> u16 {
        let next = self.numbers.len() as u16;
        let bytes = &mut self.bytes;
        *self.numbers.entry(thing).or_insert_with_key(|thing| {
            bytes.extend(thing);
            next
        })
    }
}

/// A table of what has these hashes, a quarter of it free.
fn hashed(things: &[(u64, u64)]) -> Vec<u8> {
    let count = (things.len() * 4 / 3 + 1).next_power_of_two();
    let mut slots = vec![0_u64; count];
    for (hash, thing) in things {
        let mut at = tables::first_slot(*hash, count);
        while slots[at] != 0 {
            at = (at + 1) % count;
        }
        slots[at] = *thing;
    }
    slots.into_iter().flat_map(u64::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Head;
    use super::super::tables::Tables;
    use super::*;

    /// A lexicon as it is written.
    fn written(text: &str) -> Result<Draft, DraftError> {
        Draft::of(toml::from_str(text).unwrap())
    }

    fn builtin() -> Draft {
        written(include_str!("../lexicon.toml")).unwrap()
    }

    #[test]
    fn the_tables_are_those_of_what_is_written() {
        crate::in_step::hold("src/title/lexicon.bin", &builtin().packed(), "lexicon");
    }

    /// What a draft knows is found in its tables, with the same meaning; senses and heads are compared as they are printed.
    #[test]
    fn tables_say_what_the_draft_says() {
        let draft = builtin();
        let packed = draft.packed().leak();
        let tables = Tables::of(packed).unwrap();
        let meaning = |sense: &Sense, heads: &[Head]| match sense.class {
            Class::Head(number) => {
                format!("{:?} {:?}", Sense { class: Class::Head(0), ..*sense }, heads[usize::from(number)])
            }
            _ => format!("{sense:?}"),
        };
        for (id, word) in draft.words() {
            assert_eq!(tables.word(word), Some(id), "{word}");
            assert_eq!(tables.begin(id), draft.lexicon.begin(id), "{word}");
            let beside = format!("{word}x");
            assert_eq!(tables.word(&beside), draft.lexicon.word(&beside), "{beside}");
        }
        for (step, node) in &draft.lexicon.steps {
            assert_eq!(tables.step(*step), Some(*node));
            assert_eq!(tables.step(step ^ 1 << 31), draft.lexicon.steps.get(&(step ^ 1 << 31)).copied());
        }
        for node in (0..draft.lexicon.count_of_nodes).map(|node| Node(node as u16)) {
            let expected = draft.lexicon.sense(node).map(|sense| meaning(sense, &draft.lexicon.heads));
            assert_eq!(tables.sense(node).map(|sense| meaning(sense, &tables.heads)), expected);
        }
        assert!(
            tables
                .endings
                .iter()
                .map(|(ending, id)| (*ending, *id))
                .eq(draft.endings.iter().map(|(e, id)| (&**e, *id)))
        );
        assert_eq!(tables.agent_endings, draft.agent_endings);
    }

    /// A word that is looked up passes few others: equal hashes lie side by side.
    #[test]
    fn no_word_is_far_from_where_it_is_looked_for() {
        let draft = builtin();
        let hashes: Vec<(u64, u64)> =
            draft.words().iter().map(|(_, word)| (tables::hash_of_word(word.as_bytes()), 1)).collect();
        let table = hashed(&hashes);
        let slots: Vec<bool> = table.as_chunks::<8>().0.iter().map(|slot| *slot != [0; 8]).collect();
        let longest = slots.split(|is_taken| !is_taken).map(<[bool]>::len).max();
        assert!(longest < Some(40), "{longest:?} of {} words in {} slots", hashes.len(), slots.len());
    }

    #[test]
    fn what_is_cut_off_is_no_lexicon() {
        let packed: &'static [u8] = builtin().packed().leak();
        for end in (0..packed.len()).step_by(997) {
            assert!(Tables::of(&packed[..end]).is_none(), "{end}");
        }
    }

    #[test]
    fn a_word_with_two_meanings_is_refused() {
        let twice = "[[topic]]\nfunctions = ['sales']\nwords = ['sales', 'Sales']\n";
        let error = written(twice).err();
        assert!(matches!(error, Some(DraftError::Lexicon(LexiconError::Twice(word))) if word == "Sales"));
    }

    #[test]
    fn an_unknown_function_is_refused() {
        assert!(written("[[topic]]\nfunctions = ['selling']\nwords = ['sales']\n").is_err());
    }
}
