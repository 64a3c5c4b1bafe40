//! How titles may name the people of a chart: by full name, e-mail address and id, and beside 'to' by one name alone.

use std::collections::{HashMap, HashSet};

use super::pseudonym::Pseudonyms;
use super::words::{Word, joined, words};
use crate::chart::{Chart, Presence};
use crate::finding::Record;
use crate::input::Field;
use crate::title::Reader;

/// The longest name that is looked for whole, in words.
pub(super) const LONGEST: usize = 8;

/// Whom a text names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Named {
    /// Whoever has this pseudonym.
    One(String),
    /// Several, one of whom is meant.
    Several,
}

/// The texts that name people; of these only what the words of titles could spell.
#[derive(Default)]
pub(super) struct People {
    /// Full names, addresses and ids.
    pub(super) whole: HashMap<String, Named>,
    /// First and last names by themselves.
    pub(super) alone: HashMap<String, Named>,
}

impl People {
    /// `in_titles` are the words of all titles. A text that a title could say of a job names nobody.
    pub(super) fn of(chart: &Chart, reader: &Reader, pseudonyms: &Pseudonyms, in_titles: &HashSet<String>) -> People {
        let mut people = People::default();
        let mut lexicon = Lexicon { reader, known: HashMap::new() };
        for record in chart.roster().records() {
            let person = || pseudonyms.of_person(chart, record);
            let (names, identifiers) = (names(chart, record), identifiers(chart, record));
            for form in forms(&names).chain(identifiers) {
                if form.iter().all(|word| in_titles.contains(&word.folded)) && !lexicon.is_of_a_job(&form) {
                    note(&mut people.whole, joined(&form), person());
                }
            }
            for name in names.iter().flat_map(|name| [name.first(), name.last()]).flatten() {
                let is_usual = name.runs_on() || name.folded.chars().count() < 2;
                if !is_usual && in_titles.contains(&name.folded) && !lexicon.has(&name.folded) {
                    note(&mut people.alone, name.folded.clone(), person());
                }
            }
        }
        people
    }
}

fn note(named: &mut HashMap<String, Named>, text: String, person: String) {
    named
        .entry(text)
        .and_modify(|known| {
            if !matches!(known, Named::One(known) if *known == person) {
                *known = Named::Several;
            }
        })
        .or_insert(Named::One(person));
}

/// The names of a record's incumbent, each in words, the first name first.
fn names(chart: &Chart, record: Record) -> Vec<Vec<Word>> {
    if chart.presence(record) == Presence::Vacant {
        return Vec::new();
    }
    let roster = chart.roster();
    let mut names = Vec::new();
    let full = roster.text(record, Field::Name);
    match full.split_once(',') {
        Some((last, first)) => names.push([words(first), words(last)].concat()),
        None => names.push(words(&full)),
    }
    let parts = [Field::FirstName, Field::LastName].map(|field| words(&roster.text(record, field)));
    names.push(parts.concat());
    names.retain(|name| !name.is_empty());
    names
}

/// How names are said: whole, without what is in the middle, and the last name first.
fn forms(names: &[Vec<Word>]) -> impl Iterator<Item = Vec<Word>> + '_ {
    names.iter().flat_map(|name| {
        let (first, last) = (&name[..1], &name[name.len() - 1..]);
        let whole = (name.len() <= LONGEST).then(|| name.clone());
        let is_split = name.len() > 1 && !name.iter().all(Word::runs_on);
        let short = is_split.then(|| [first, last].concat());
        let turned =
            is_split.then(|| [last, &name[..name.len() - 1]].concat()).filter(|turned| turned.len() <= LONGEST);
        [whole, short, turned].into_iter().flatten()
    })
}

/// What else stands for a person alone.
fn identifiers(chart: &Chart, record: Record) -> impl Iterator<Item = Vec<Word>> + '_ {
    let texts = [Field::Id, Field::Email].into_iter().map(move |field| words(&chart.roster().text(record, field)));
    texts.filter(|words| (1..=LONGEST).contains(&words.len()))
}

/// Which words titles are made of.
struct Lexicon<'r> {
    reader: &'r Reader,
    known: HashMap<String, bool>,
}

impl Lexicon<'_> {
    fn has(&mut self, word: &str) -> bool {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        // Numbers and words with digits are passed over by the reader, and not known to it.
        let known = !word.contains(|character: char| character.is_numeric())
            && self.reader.explain(word).unknown_words().is_empty();
        self.known.insert(word.to_owned(), known);
        known
    }

    /// Whether a title could say these words of a job: words of the lexicon, perhaps with a short number, or too little to
    /// name anybody.
    fn is_of_a_job(&mut self, words: &[Word]) -> bool {
        let is_short = |word: &Word| {
            let characters = word.folded.chars().count();
            characters == 1 || characters == 2 && word.folded.bytes().all(|byte| byte.is_ascii_digit())
        };
        let known = words.iter().filter(|word| self.has(&word.folded)).count();
        let short = words.iter().filter(|word| is_short(word)).count();
        words.len() == 1 && short == 1 || known > 0 && known + short >= words.len()
    }
}
