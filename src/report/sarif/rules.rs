//! The rules of a run.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::message::Message;
use super::{MOST_RULES, level};
use crate::check::{Entry, Outcome};
use crate::finding::Severity;
use crate::report::page;
use crate::report::text::{clip, safe};

/// Characters of a description, by the documentation of GitHub.
const LONGEST_DESCRIPTION: usize = 1024;

/// Characters of a name, by the same.
const LONGEST_NAME: usize = 255;

/// The rules that ran over any of the charts, and all that found something, by name.
pub(super) struct Rules<'o>(BTreeMap<&'o str, (usize, &'o Entry)>);

impl<'o> Rules<'o> {
    pub(super) fn of(outcome: &'o Outcome<'_>) -> Rules<'o> {
        let ran = outcome.reports.iter().flat_map(|report| report.ran.iter().copied());
        let found = outcome.findings().map(|reported| reported.rule);
        // Charts can have configurations of their own; of rules with one name the first is described.
        let mut rules = BTreeMap::new();
        ran.chain(found).for_each(|rule| _ = rules.entry(rule.name()).or_insert((0, rule)));
        rules.values_mut().enumerate().for_each(|(number, (index, _))| *index = number);
        Rules(rules)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &'o Entry> {
        self.0.values().map(|(_, rule)| *rule).take(MOST_RULES)
    }

    /// The number of a rule among [`Rules::entries`], where it is there.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.0.get(name).map(|(index, _)| *index).filter(|index| *index < MOST_RULES)
    }
}

/// A rule, as a `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'o> {
    id: &'o str,
    name: String,
    short_description: Message<'o>,
    full_description: Message<'o>,
    help: Message<'o>,
    default_configuration: Configuration,
    properties: Properties<'o>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties<'o> {
    tags: [&'o str; 2],
    /// What GitHub filters by.
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

impl<'o> Rule<'o> {
    pub(super) fn new(rule: &'o Entry) -> Rule<'o> {
        let page = page::markdown(rule);
        let said = |text: &'o str| Some(text).filter(|text| !text.trim().is_empty());
        let summary = said(rule.summary()).unwrap_or(rule.name());
        let category = rule.name().split_once('/').map(|(category, _)| category).and_then(said);
        Rule {
            id: rule.name(),
            name: clip(&name(rule.name()), LONGEST_NAME).into_owned(),
            short_description: description(summary),
            full_description: description(said(rule.why()).unwrap_or(summary)),
            help: Message { text: Cow::Owned(page.clone()), markdown: Some(Cow::Owned(page)) },
            default_configuration: Configuration { level: level(rule.severity()) },
            properties: Properties {
                tags: ["org-chart", category.unwrap_or("custom")],
                severity: match rule.severity() {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info => "recommendation",
                },
            },
        }
    }
}

fn description(text: &str) -> Message<'static> {
    Message::of_input(&clip(&safe(text), LONGEST_DESCRIPTION - 1))
}

/// `integrity/unknown-manager` as `IntegrityUnknownManager`: a name is to differ from the id, and to be one word.
fn name(id: &str) -> String {
    let words = id.split(|letter: char| !letter.is_alphanumeric());
    let capitalised = words.flat_map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters)
    });
    capitalised.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word() {
        assert_eq!(name("integrity/unknown-manager"), "IntegrityUnknownManager");
        assert_eq!(name("custom/größe_2"), "CustomGröße2");
    }
}
