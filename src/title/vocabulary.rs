//! What a company adds to the lexicon: its own titles, words, spellings, and what initials mean to it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::words::Words;
use super::{Function, Functions, Level, ManagesPeople, Role};

/// The `[titles]` table of a configuration.
///
/// ```
/// use orglint::title::{Level, Reader, Vocabulary};
///
/// let vocabulary: Vocabulary = toml::from_str(
///     r#"
///     exact = { "Kingpin" = { level = "c-suite", functions = ["executive"] } }
///     words = { "growth pod" = { functions = ["sales"] } }
///     spellings = { director = ["dtr"] }
///     initials = { CRO = "Chief Risk Officer" }
///     "#,
/// )?;
/// let reader = Reader::with(&vocabulary)?;
/// assert_eq!(reader.read("kingpin").level, Level::CSuite);
/// assert_eq!(reader.read("Dtr, Growth Pod").level, Level::Director);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Whole titles, in whatever case and spacing.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Meaning>")]
    pub exact: BTreeMap<Spanned<String>, Meaning>,
    /// Words and phrases within titles. With a level they name a job, without one what a job is for.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Meaning>")]
    pub words: BTreeMap<Spanned<String>, Meaning>,
    /// Other spellings of a word that the lexicon knows.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub spellings: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// What a chief's initials mean: a function, or the title spelled out.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub initials: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// What a title or a word means; what is left out stays as the reader has it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// The level.
    pub level: Option<Level>,
    /// The functions, the first one first.
    pub functions: Option<Vec<Function>>,
    /// Whether the holder manages people; without it what is usual at the level.
    pub manages_people: Option<ManagesPeople>,
}

/// What is wrong with a vocabulary.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct VocabularyError {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// Where it stands in the text that the vocabulary was read from, in bytes.
    pub span: Range<usize>,
}

impl VocabularyError {
    pub(super) fn at(place: &Spanned<String>, message: impl Into<String>, help: &str) -> VocabularyError {
        VocabularyError { message: message.into(), help: help.to_owned(), span: place.span() }
    }
}

impl Vocabulary {
    /// Whether `exact` can know a title: it has a word in it.
    pub fn can_name(title: &str) -> bool {
        Words::of(title).len() > 0
    }

    /// Adds another, which goes before this one.
    pub fn extend(&mut self, other: Vocabulary) {
        // A key that is there already keeps its place in the text, and takes the new value.
        self.exact.extend(other.exact);
        self.words.extend(other.words);
        self.spellings.extend(other.spellings);
        self.initials.extend(other.initials);
    }

    /// Whether it adds nothing.
    pub fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.words.is_empty() && self.spellings.is_empty() && self.initials.is_empty()
    }
}

impl Meaning {
    /// The functions as a reading holds them.
    pub(super) fn functions(&self) -> Option<Functions> {
        self.functions.as_ref().map(|functions| functions.iter().copied().collect())
    }

    /// The role that a whole title has which reads as `role` without this meaning.
    pub(super) fn over(&self, role: Role) -> Role {
        let mut own = Role { qualifiers: role.qualifiers, ..Role::default() };
        // The company has said what it is: no second reading is left of what it names.
        match self.level {
            Some(level) => {
                own.level = level;
                own.manages_people = super::sense::usually_manages(level);
                own.chief = role.chief.filter(|_| level == Level::CSuite);
                own.is_partial = role.is_partial;
            }
            None => own = role,
        }
        if let Some(manages_people) = self.manages_people {
            own.manages_people = manages_people;
        }
        match self.functions() {
            Some(functions) => {
                own.functions = functions;
                own.other_functions = Functions::NONE;
                own.offices = &[];
            }
            None => {
                own.functions = role.functions;
                own.other_functions = role.other_functions;
            }
        }
        if own.functions.is_empty() {
            own.functions.push(Function::Other);
        }
        own
    }
}
