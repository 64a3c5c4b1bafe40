//! Adds what a company says of its titles to a lexicon.

use toml::Spanned;

use super::lexicon::{Lexicon, LexiconError, WordId, folded};
use super::sense::{Class, Counts, Family, Head, ManagerOf, Sense, chief, kept, usually_manages};
use super::vocabulary::{Meaning, Vocabulary, VocabularyError};
use super::words::Words;
use super::{Chief, Function, Functions, Level, Levels, Office, Role};

/// A company's word names its function before any of the built-in lexicon.
const OWN: u8 = 9;

/// Words are numbered in 16 bits, and those of the built-in lexicon take some.
const MOST: usize = 20_000;

/// Adds `vocabulary` to `lexicon`; what it says goes before what was there. `read` reads a title by the lexicon as it
/// was.
pub(super) fn add(
    lexicon: &mut Lexicon,
    vocabulary: &Vocabulary,
    read: impl Fn(&str) -> Role,
) -> Result<(), VocabularyError> {
    let initials = vocabulary.initials.keys();
    let mut entries = vocabulary.words.keys().chain(initials).chain(vocabulary.spellings.values().flatten());
    let mut words = 0;
    if let Some(first) = entries.find(|entry| {
        words += Words::of(entry.get_ref()).len();
        words > MOST
    }) {
        let message = format!("up to here there are more than {MOST} words");
        return Err(VocabularyError::at(first, message, "leave out those that the lexicon reads as they are meant"));
    }
    for (word, spellings) in &vocabulary.spellings {
        let id = known(lexicon, word)?;
        for spelling in spellings {
            lexicon.respell(spelling.get_ref(), id).map_err(|_| not_one_word(spelling))?;
        }
    }
    for (phrase, meaning) in &vocabulary.words {
        let (sense, head) = own_sense(meaning);
        lexicon.define(phrase.get_ref(), sense, head).map_err(|error| empty(phrase, &error))?;
    }
    for (initials, meant) in &vocabulary.initials {
        let office = office(initials, meant, &read)?;
        let (sense, head) = chief(&[office]);
        lexicon.define(initials.get_ref(), sense, Some(head)).map_err(|error| empty(initials, &error))?;
    }
    for (title, meaning) in &vocabulary.exact {
        let words = Words::of(title.get_ref());
        if words.len() == 0 {
            return Err(empty(title, &LexiconError::Empty(title.get_ref().clone())));
        }
        lexicon.exact.insert(words.key(), meaning.clone());
    }
    Ok(())
}

/// The number of a word that is to have further spellings.
fn known(lexicon: &Lexicon, word: &Spanned<String>) -> Result<WordId, VocabularyError> {
    let text = folded(word.get_ref()).map_err(|_| not_one_word(word))?;
    lexicon.word(&text).ok_or_else(|| {
        VocabularyError::at(
            word,
            format!("the lexicon does not know the word '{}'", word.get_ref()),
            "give it a meaning under `words` first, or spell a word that is known, such as 'director'",
        )
    })
}

fn own_sense(meaning: &Meaning) -> (Sense, Option<Head>) {
    let functions = meaning.functions().unwrap_or(Functions::NONE);
    let sense = Sense { functions, strength: OWN, manager: ManagerOf::People, ..Sense::of(Class::Topic) };
    let Some(level) = meaning.level else {
        return (sense, None);
    };
    let head = Head {
        family: if level == Level::Individual { Family::Individual } else { Family::Fixed },
        level,
        manages_people: meaning.manages_people.unwrap_or(usually_manages(level)),
        other_levels: Levels::NONE,
        chief: None,
        offices: &[],
        counts: Counts::Otherwise,
        before: None,
    };
    (sense, Some(head))
}

/// The office that `initials` are said to mean.
fn office(
    initials: &Spanned<String>,
    meant: &Spanned<String>,
    read: impl Fn(&str) -> Role,
) -> Result<Office, VocabularyError> {
    let text = meant.get_ref();
    if let Some(function) = Function::from_name(text) {
        let functions = Functions::from_iter([function]);
        let offices = read(initials.get_ref()).offices;
        let known = offices.iter().find(|office| office.functions == functions).copied();
        return Ok(known.unwrap_or_else(|| Office {
            chief: Chief(kept(&initials.get_ref().to_lowercase())),
            functions,
            title: kept(initials.get_ref()),
        }));
    }
    let role = read(text);
    if role.level != Level::CSuite || !role.offices.is_empty() || !role.names_function() {
        return Err(VocabularyError::at(
            meant,
            format!("'{text}' is neither a function nor the title of a chief"),
            "write a function such as 'risk-compliance', or the title spelled out, such as 'Chief Risk Officer'",
        ));
    }
    let title = text.to_lowercase();
    Ok(Office {
        chief: role.chief.unwrap_or_else(|| Chief(kept(&title))),
        functions: role.functions,
        title: kept(&title),
    })
}

fn not_one_word(place: &Spanned<String>) -> VocabularyError {
    VocabularyError::at(
        place,
        format!("'{}' is not one word", place.get_ref()),
        "give single words here, and phrases a meaning under `words`",
    )
}

fn empty(place: &Spanned<String>, error: &LexiconError) -> VocabularyError {
    VocabularyError::at(place, error.to_string(), "write at least one letter")
}
