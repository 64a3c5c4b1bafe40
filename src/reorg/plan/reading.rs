//! From a file to a plan: each step does one thing, and says all that this takes.

use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::value::Datetime;

use super::keys::{Cells, Ids, Keys, Text, Value, Written};
use super::{Action, Plan, Step, Word};
use crate::error::Error;
use crate::source::Source;
use crate::toml_file::{at, nearest, read, span_in};

/// What every step may say.
const COMMON: [&str; 3] = ["on", "note", "confidence"];

/// For each action what it needs, and what else it takes.
const TAKES: [(&str, &[&str], &[&str]); 8] = [
    ("move", &["to"], &[]),
    ("hire", &[], &["name", "title", "to", "cells"]),
    ("leave", &[], &["to", "vacant"]),
    ("promote", &["title"], &["to"]),
    ("retitle", &["title"], &[]),
    ("swap", &[], &[]),
    ("merge", &["into"], &[]),
    ("split", &["reports", "to"], &[]),
];

impl Plan {
    /// Reads a plan; what is wrong with it is told at its very place.
    pub fn read(source: &Source) -> Result<Plan, Error> {
        let written: Written = read(source)?;
        if written.step.is_empty() {
            return Err(Error::in_file(source.name(), "the plan has no step")
                .help("write one, such as: [[step]] move = \"E7\" to = \"E3\", each on a line of its own"));
        }
        let mut steps: Vec<Step> = Vec::with_capacity(written.step.len());
        let mut latest = None;
        for keys in written.step {
            let (step, on) = Reading::new(source, keys)?.step()?;
            if let (Some(day), Some(before)) = (step.on, latest)
                && day < before
            {
                let place = on.unwrap_or_default();
                return Err(at(source, place, format!("{day} is before the day of a step above, {before}"))
                    .help("put the steps in the order of their days"));
            }
            latest = step.on.or(latest);
            steps.push(step);
        }
        Ok(Plan { steps })
    }
}

/// A step that is being read.
struct Reading<'s> {
    source: &'s Source,
    span: Range<usize>,
    action: Spanned<String>,
    keys: Vec<(Spanned<String>, Value)>,
}

impl<'s> Reading<'s> {
    /// Finds what the step does, and holds its keys against that.
    fn new(source: &'s Source, keys: Spanned<Keys>) -> Result<Reading<'s>, Error> {
        let span = keys.span();
        let Keys(mut keys) = keys.into_inner();
        // The reader hands them out by name.
        keys.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in &keys {
            if matches!(value, Value::Unknown) {
                return Err(unknown(source, key));
            }
        }
        let mut actions = keys.iter().map(|(key, _)| key).filter(|key| Action::NAMES.contains(&key.get_ref().as_str()));
        let Some(action) = actions.next().cloned() else {
            return Err(at(source, span, "the step does not say what it does")
                .help(format!("give one of: {}", Action::NAMES.join(", "))));
        };
        if let Some(second) = actions.next() {
            let message =
                format!("a step does one thing, and this one names '{}' and '{}'", action.get_ref(), second.get_ref());
            return Err(at(source, second.span(), message).help("make two steps of it"));
        }
        let (needs, takes) = taken(action.get_ref());
        for (key, _) in &keys {
            let name = key.get_ref().as_str();
            if name != action.get_ref() && ![needs, takes, &COMMON].concat().contains(&name) {
                let known = [needs, takes, &COMMON].concat().join(", ");
                return Err(at(source, key.span(), format!("'{name}' is no part of a '{}' step", action.get_ref()))
                    .help(format!("it takes: {known}")));
            }
        }
        for need in needs {
            if !keys.iter().any(|(key, _)| key.get_ref() == need) {
                let message = format!("a '{}' step needs '{need}'", action.get_ref());
                return Err(at(source, action.span(), message).help(mend(need)));
            }
        }
        Ok(Reading { source, span, action, keys })
    }

    /// The step, and where its day stands.
    fn step(mut self) -> Result<(Step, Option<Range<usize>>), Error> {
        let on = match self.take("on") {
            Some(Value::Day(day)) => Some((self.day(&day)?, day.span())),
            _ => None,
        };
        let confidence = match self.take("confidence") {
            Some(Value::Number(number)) if !(0.0..=1.0).contains(number.get_ref()) => {
                return Err(at(self.source, number.span(), "'confidence' is from 0 to 1")
                    .help("write 0.9 where nine of ten such proposals are right, or leave it out"));
            }
            Some(Value::Number(number)) => Some(number.into_inner()),
            _ => None,
        };
        let note = self.text("note").map(|note| note.text);
        let mut end = self.action.span().end;
        let action = self.action(&mut end)?;
        let start = self.action.span().start;
        let step = Step {
            at: span_in(self.source, start..end.max(start)),
            action,
            on: on.as_ref().map(|(day, _)| *day),
            note: note.filter(|note| !note.is_empty()),
            confidence,
        };
        Ok((step, on.map(|(_, place)| place)))
    }

    /// What the step does; `end` becomes where the ids end to whom it does it.
    fn action(&mut self, end: &mut usize) -> Result<Action, Error> {
        Ok(match self.action.get_ref().as_str() {
            "move" => Action::Move { who: self.ids("move", end)?, to: self.word("to", false)? },
            "hire" => Action::Hire {
                id: self.id("hire", end)?,
                name: self.filled("name")?,
                title: self.filled("title")?,
                to: self.text("to"),
                cells: self.cells()?,
            },
            "leave" => Action::Leave {
                who: self.ids("leave", end)?,
                to: self.text("to"),
                is_vacant: matches!(self.take("vacant"), Some(Value::Flag(flag)) if *flag.get_ref()),
            },
            "promote" => {
                Action::Promote { who: self.id("promote", end)?, title: self.word("title", true)?, to: self.text("to") }
            }
            "retitle" => Action::Retitle { who: self.id("retitle", end)?, title: self.word("title", true)? },
            "swap" => match <[Word; 2]>::try_from(self.ids("swap", end)?) {
                Ok(who) => Action::Swap { who },
                Err(_) => {
                    return Err(at(self.source, self.action.span().start..*end, "a 'swap' step names two")
                        .help("write swap = [\"E5\", \"E6\"]"));
                }
            },
            "merge" => Action::Merge { who: self.ids("merge", end)?, into: self.word("into", true)? },
            _ => Action::Split {
                who: self.id("split", end)?,
                reports: self.ids("reports", &mut 0)?,
                to: self.word("to", false)?,
            },
        })
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        let found = self.keys.iter().position(|(other, _)| other.get_ref() == key)?;
        Some(self.keys.swap_remove(found).1)
    }

    fn text(&mut self, key: &str) -> Option<Word> {
        match self.take(key) {
            Some(Value::Text(text)) => Some(word(self.source, text)),
            _ => None,
        }
    }

    /// A text that is not empty, where there is one.
    fn filled(&mut self, key: &str) -> Result<Option<Word>, Error> {
        match self.text(key) {
            Some(word) if word.text.is_empty() => Err(self.empty(key, &word)),
            found => Ok(found),
        }
    }

    /// A text that the step needs.
    fn word(&mut self, key: &str, is_filled: bool) -> Result<Word, Error> {
        let found = if is_filled { self.filled(key)? } else { self.text(key) };
        found.ok_or_else(|| at(self.source, self.span.clone(), format!("the step needs '{key}'")))
    }

    fn id(&mut self, key: &str, end: &mut usize) -> Result<Word, Error> {
        let word = self.word(key, true)?;
        *end = word.at.range().end - self.source.text_start();
        Ok(word)
    }

    /// One id or several, none of them twice.
    fn ids(&mut self, key: &str, end: &mut usize) -> Result<Vec<Word>, Error> {
        let Some(Value::Ids(ids)) = self.take(key) else { return Ok(Vec::new()) };
        let span = ids.span();
        *end = span.end;
        let words: Vec<Word> = match ids.into_inner() {
            Ids::One(id) => vec![Word { text: id.trim().to_owned(), at: span_in(self.source, span.clone()) }],
            Ids::Many(ids) => ids.into_iter().map(|id| word(self.source, id)).collect(),
        };
        if words.is_empty() {
            return Err(at(self.source, span, format!("'{key}' names nobody")).help("name at least one id"));
        }
        let mut seen = HashSet::new();
        for word in &words {
            if word.text.is_empty() {
                return Err(self.empty(key, word));
            }
            if !seen.insert(&word.text) {
                return Err(Error::at(self.source, word.at, format!("'{}' is named twice", word.text))
                    .help("name each id once"));
            }
        }
        Ok(words)
    }

    fn empty(&self, key: &str, word: &Word) -> Error {
        Error::at(self.source, word.at, format!("'{key}' is empty")).help(match key {
            "name" => "leave it out where there is nobody to name",
            "title" => "write the title",
            _ => "name the id of a position",
        })
    }

    fn cells(&mut self) -> Result<Vec<(Word, Word)>, Error> {
        let Some(Value::Cells(Cells(cells))) = self.take("cells") else { return Ok(Vec::new()) };
        let cell = |(key, value): (Spanned<String>, Spanned<toml::Value>)| {
            let key = Word { at: span_in(self.source, key.span()), text: key.into_inner().trim().to_owned() };
            let place = value.span();
            let text = match value.into_inner() {
                toml::Value::String(text) => text.trim().to_owned(),
                toml::Value::Array(_) | toml::Value::Table(_) => {
                    return Err(at(self.source, place, "a cell holds a text, a number, a flag or a day")
                        .help("write the cell in quotes, as the file has it"));
                }
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Float(number) => number.to_string(),
                toml::Value::Boolean(flag) => flag.to_string(),
                toml::Value::Datetime(day) => day.to_string(),
            };
            Ok((key, Word { text, at: span_in(self.source, place) }))
        };
        cells.into_iter().map(cell).collect()
    }

    fn day(&self, day: &Spanned<Datetime>) -> Result<Date, Error> {
        let date = day.get_ref().date.filter(|_| day.get_ref().time.is_none());
        let date = date.and_then(|date| {
            Date::new(date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
        });
        date.ok_or_else(|| at(self.source, day.span(), "'on' is a day").help("write it as 2027-03-31, without a time"))
    }
}

fn word(source: &Source, text: Spanned<Text>) -> Word {
    let at = span_in(source, text.span());
    Word { text: text.into_inner().0.trim().to_owned(), at }
}

fn taken(action: &str) -> (&'static [&'static str], &'static [&'static str]) {
    TAKES.iter().find(|(name, ..)| *name == action).map_or((&[], &[]), |(_, needs, takes)| (needs, takes))
}

fn unknown(source: &Source, key: &Spanned<String>) -> Error {
    let others = || TAKES.iter().flat_map(|(_, needs, takes)| needs.iter().chain(*takes)).chain(&COMMON).copied();
    let error = at(source, key.span(), format!("there is no key '{}' in a step", key.get_ref()));
    error.help(match nearest(key.get_ref(), Action::NAMES.into_iter().chain(others())) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("a step does one of: {}", Action::NAMES.join(", ")),
    })
}

/// How to say what is missing.
fn mend(need: &str) -> &'static str {
    match need {
        "to" => "say to whom: to = \"E3\", or to = \"\" for the top",
        "title" => "say the new title: title = \"VP of Sales\"",
        "into" => "say into whose team: into = \"E6\"",
        _ => "say who: reports = [\"E7\", \"E8\"]",
    }
}
