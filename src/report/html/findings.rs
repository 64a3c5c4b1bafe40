//! Findings as the page reads them: the rules once, and the findings in columns.

use std::collections::{HashMap, HashSet};
use std::ptr;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::escape::{Column, shown};
use crate::check::{Entry, Part, Reported};
use crate::diagram::Drawing;
use crate::diagram::text::plain;
use crate::finding::Severity;
use crate::report::statements::statement;

/// The rules that found something, in the order of their first finding.
#[derive(Default)]
pub(super) struct Rules<'a> {
    rules: Vec<(&'a Entry, Severity)>,
    /// By name and severity: two configurations can judge one rule in two ways.
    numbers: HashMap<(&'a str, Severity), usize>,
}

impl<'a> Rules<'a> {
    pub(super) fn of(parts: &[Part<'a>]) -> Rules<'a> {
        let mut rules = Rules::default();
        for reported in parts.iter().flat_map(|part| part.findings) {
            rules.numbers.entry((reported.rule.name(), reported.severity)).or_insert_with(|| {
                rules.rules.push((reported.rule, reported.severity));
                rules.rules.len() - 1
            });
        }
        rules
    }

    fn number(&self, reported: &Reported<'_>) -> usize {
        self.numbers.get(&(reported.rule.name(), reported.severity)).copied().unwrap_or_default()
    }
}

#[derive(Serialize)]
struct RuleOf<'a> {
    name: &'a str,
    severity: &'static str,
    summary: &'a str,
    why: &'a str,
    sources: Vec<SourceOf<'a>>,
}

#[derive(Serialize)]
struct SourceOf<'a> {
    id: &'a str,
    text: &'a str,
}

impl Serialize for Rules<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rules.iter().map(|(rule, severity)| {
            RuleOf {
                name: rule.name(),
                severity: severity.name(),
                summary: rule.summary(),
                why: rule.why(),
                sources: rule
                    .sources()
                    .into_iter()
                    .map(|id| SourceOf { id, text: statement(id).unwrap_or("a statement of the organisation's own") })
                    .collect(),
            }
        }))
    }
}

/// The findings of files, each with the box that it is on.
pub(super) struct Findings<'a> {
    parts: &'a [Part<'a>],
    rules: &'a Rules<'a>,
    /// What is on which box, where it is on one.
    found: Vec<(&'a Part<'a>, &'a Reported<'a>, Option<u32>)>,
}

impl<'a> Findings<'a> {
    /// All findings of the parts. `boxes` tells of each finding that has one its box.
    pub(super) fn new(parts: &'a [Part<'a>], rules: &'a Rules<'a>, boxes: &[(&Reported<'_>, u32)]) -> Findings<'a> {
        let boxes: HashMap<usize, u32> = boxes.iter().map(|(reported, card)| (key(reported), *card)).collect();
        let all = parts.iter().flat_map(|part| part.findings.iter().map(move |reported| (part, reported)));
        let found = all.map(|(part, reported)| (part, reported, boxes.get(&key(reported)).copied())).collect();
        Findings { parts, rules, found }
    }

    /// The same without what is about a part of the chart that is not drawn.
    pub(super) fn drawn_in(mut self, drawing: &Drawing<'_>) -> Findings<'a> {
        let of_whole: HashSet<usize> = drawing.remarks.iter().map(|reported| key(reported)).collect();
        self.found.retain(|(_, reported, card)| card.is_some() || of_whole.contains(&key(reported)));
        self
    }

    /// The files that findings are in: several can make one chart.
    fn files(&self) -> Vec<&'a str> {
        let mut files: Vec<&str> = self.parts.iter().map(|part| part.source.name()).collect();
        for (part, reported, _) in &self.found {
            let (source, _) = part.locate(reported.finding.at);
            if !files.contains(&source.name()) {
                files.push(source.name());
            }
        }
        files
    }
}

/// A finding is told from its like by where it lies in memory.
fn key(reported: &Reported<'_>) -> usize {
    ptr::from_ref(reported).addr()
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let files = self.files();
        let found = || self.found.iter();
        let file = |name: &str| files.iter().position(|file| *file == name);
        let mut table = serializer.serialize_struct("findings", 7)?;
        table.serialize_field("files", &Column(|| files.iter().map(|file| shown(file))))?;
        table.serialize_field("rule", &Column(|| found().map(|(_, reported, _)| self.rules.number(reported))))?;
        table.serialize_field("card", &Column(|| found().map(|(.., card)| card.map_or(-1, i64::from))))?;
        table.serialize_field(
            "file",
            &Column(|| found().map(|(part, reported, _)| file(part.locate(reported.finding.at).0.name()))),
        )?;
        table.serialize_field(
            "place",
            &Column(|| {
                found().map(|(part, reported, _)| {
                    let (source, span) = part.locate(reported.finding.at);
                    shown(&source.named_place(span.start as usize)).into_owned()
                })
            }),
        )?;
        table
            .serialize_field("message", &Column(|| found().map(|(_, reported, _)| plain(&reported.finding.message))))?;
        let help = |reported: &'_ Reported<'_>| reported.finding.help.as_deref().map(|help| plain(help).into_owned());
        table.serialize_field("help", &Column(|| found().map(|(_, reported, _)| help(reported))))?;
        table.end()
    }
}

/// What was found in configurations.
#[derive(Serialize)]
pub(super) struct Remarks<'a> {
    pub(super) rules: &'a Rules<'a>,
    pub(super) findings: Findings<'a>,
}
