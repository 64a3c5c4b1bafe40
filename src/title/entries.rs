//! The entries of a lexicon as they are written in TOML, and what they mean.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::sense::{Class, Counts, Family, Head, ManagerOf, Modifier, NOUN, Sense, chief, kept, usually_manages};
use super::{Chief, Function, Functions, Level, Levels, ManagesPeople, Office};

/// A value in a lexicon that means nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum EntryError {
    /// No level has that name.
    #[error("'{0}' is not a level")]
    Level(String),
    /// No function has that name.
    #[error("'{0}' is not a function")]
    Function(String),
    /// Neither yes, no nor unclear.
    #[error("'{0}' is not yes, no or unclear")]
    ManagesPeople(String),
    /// No chief's office has that name.
    #[error("'{0}' is not the office of a chief")]
    Office(String),
}

/// A lexicon as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entries {
    /// Other spellings of a word, abbreviations above all.
    #[serde(default)]
    pub(super) spellings: BTreeMap<String, Vec<String>>,
    /// The words that join others.
    #[serde(default)]
    links: Links,
    #[serde(default)]
    modifier: BTreeMap<Modifier, Vec<String>>,
    #[serde(default)]
    places: Vec<String>,
    #[serde(default)]
    topic: Vec<TopicEntry>,
    #[serde(default)]
    head: Vec<HeadEntry>,
    #[serde(default)]
    chief: Vec<ChiefEntry>,
    #[serde(default)]
    initials: Vec<InitialsEntry>,
    /// Parts of compounds.
    #[serde(default)]
    pub(super) compounds: Compounds,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Links {
    of: Vec<String>,
    to: Vec<String>,
    at: Vec<String>,
    and: Vec<String>,
}

/// Parts of compounds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Compounds {
    /// Second parts of compounds.
    pub(super) endings: Vec<String>,
    /// Endings of words for people at work.
    pub(super) agents: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicEntry {
    #[serde(default)]
    functions: Vec<String>,
    #[serde(default)]
    or: Vec<String>,
    #[serde(default = "usual_strength")]
    strength: u8,
    #[serde(default)]
    manager: Option<ManagerOf>,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadEntry {
    family: Family,
    level: String,
    #[serde(default)]
    manages: Option<String>,
    #[serde(default)]
    or_levels: Vec<String>,
    #[serde(default)]
    functions: Vec<String>,
    #[serde(default)]
    or: Vec<String>,
    #[serde(default = "noun_strength")]
    strength: u8,
    #[serde(default)]
    counts: Counts,
    #[serde(default)]
    before: Option<Modifier>,
    #[serde(default)]
    manager: ManagerOf,
    #[serde(default)]
    chief: Option<String>,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChiefEntry {
    office: String,
    functions: Vec<String>,
    #[serde(default)]
    or: Vec<String>,
    words: Vec<String>,
}

/// Initials that stand for several offices.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InitialsEntry {
    words: Vec<String>,
    /// The usual one first.
    offices: Vec<String>,
}

const fn usual_strength() -> u8 {
    5
}

const fn noun_strength() -> u8 {
    NOUN
}

impl Entries {
    /// Hands every phrase with its meaning to `add`; a head comes with what its sense leaves out.
    pub(super) fn each_sense<E: From<EntryError>>(
        &self,
        mut add: impl FnMut(&str, Sense, Option<Head>) -> Result<(), E>,
    ) -> Result<(), E> {
        let links = [
            (Class::Of, &self.links.of),
            (Class::To, &self.links.to),
            (Class::At, &self.links.at),
            (Class::And, &self.links.and),
            (Class::Place, &self.places),
        ];
        let modifiers = self.modifier.iter().map(|(modifier, words)| (Class::Modifier(*modifier), words));
        for (class, words) in links.into_iter().chain(modifiers) {
            for word in words {
                add(word, Sense::of(class), None)?;
            }
        }
        for topic in &self.topic {
            let sense = Sense {
                functions: functions(&topic.functions)?,
                other_functions: functions(&topic.or)?,
                strength: topic.strength,
                manager: topic.manager.unwrap_or_default(),
                ..Sense::of(Class::Topic)
            };
            for word in &topic.words {
                add(word, sense, None)?;
            }
        }
        for entry in &self.head {
            let (sense, head) = entry.meaning()?;
            for word in &entry.words {
                add(word, sense, Some(head))?;
            }
        }
        for entry in &self.chief {
            let office = entry.office()?;
            let (mut sense, head) = chief(&[office]);
            sense.other_functions = functions(&entry.or)?;
            for word in &entry.words {
                add(word, sense, Some(head))?;
            }
        }
        for entry in &self.initials {
            let (sense, head) = chief(&self.offices(&entry.offices)?);
            for word in &entry.words {
                add(word, sense, Some(head))?;
            }
        }
        Ok(())
    }

    /// The phrases of which the last words say what 'X manager' is: who manages a 'data product' manages a product.
    pub(super) fn heirs(&self) -> impl Iterator<Item = &String> {
        self.topic.iter().filter(|topic| topic.manager.is_none()).flat_map(|topic| &topic.words)
    }

    fn offices(&self, names: &[String]) -> Result<Vec<Office>, EntryError> {
        let office = |name: &String| {
            let entry = self.chief.iter().find(|entry| entry.office == *name);
            entry.ok_or_else(|| EntryError::Office(name.clone()))?.office()
        };
        names.iter().map(office).collect()
    }
}

impl HeadEntry {
    fn meaning(&self) -> Result<(Sense, Head), EntryError> {
        let level = level(&self.level)?;
        let manages_people = match self.manages.as_deref() {
            None => usually_manages(level),
            Some("yes") => ManagesPeople::Yes,
            Some("no") => ManagesPeople::No,
            Some("unclear") => ManagesPeople::Unclear,
            Some(other) => return Err(EntryError::ManagesPeople(other.to_owned())),
        };
        let sense = Sense {
            functions: functions(&self.functions)?,
            other_functions: functions(&self.or)?,
            strength: self.strength,
            manager: self.manager,
            ..Sense::of(Class::Topic)
        };
        let head = Head {
            family: self.family,
            level,
            manages_people,
            other_levels: self.or_levels.iter().map(|name| self::level(name)).collect::<Result<Levels, _>>()?,
            chief: self.chief.as_deref().map(|name| Chief(kept(name))),
            offices: &[],
            counts: self.counts,
            before: self.before,
        };
        Ok((sense, head))
    }
}

impl ChiefEntry {
    fn office(&self) -> Result<Office, EntryError> {
        // Spelled out: 'chief risk officer' rather than 'cro'.
        let title = self.words.iter().find(|word| word.contains(' ')).unwrap_or(&self.office);
        Ok(Office { chief: Chief(kept(&self.office)), functions: functions(&self.functions)?, title: kept(title) })
    }
}

fn level(name: &str) -> Result<Level, EntryError> {
    Level::from_name(name).ok_or_else(|| EntryError::Level(name.to_owned()))
}

fn functions(names: &[String]) -> Result<Functions, EntryError> {
    names.iter().map(|name| Function::from_name(name).ok_or_else(|| EntryError::Function(name.clone()))).collect()
}
