//! Runs the rules over a chart and applies the policy.

use crate::chart::Chart;
use crate::error::Error;
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::pattern::{self, Pattern};
use crate::policy::Policy;
use crate::rules::{RULES, Rule, Setting};
use crate::title::Reader;

/// Every rule that there is: those written in Rust and the reporting patterns.
#[derive(Debug)]
pub struct Rulebook {
    entries: Vec<Entry>,
}

/// A rule of either kind.
#[derive(Debug)]
pub enum Entry {
    /// Written in Rust.
    Coded(&'static Rule),
    /// A reporting pattern.
    Pattern(Box<Pattern>),
}

impl Rulebook {
    /// The built-in rules and patterns.
    pub fn builtin() -> Result<Rulebook, Error> {
        Ok(Rulebook::new(pattern::documented_patterns()?))
    }

    /// The built-in rules with these patterns, by name.
    pub fn new(patterns: Vec<Pattern>) -> Rulebook {
        let mut entries: Vec<Entry> = RULES.iter().map(|rule| Entry::Coded(rule)).collect();
        entries.extend(patterns.into_iter().map(|pattern| Entry::Pattern(Box::new(pattern))));
        entries.sort_by(|one, other| one.name().cmp(other.name()));
        Rulebook { entries }
    }

    /// The rules, by name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The names of the rules, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.entries.iter().map(Entry::name)
    }

    /// The rule of that name.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name() == name)
    }
}

impl Entry {
    /// `category/name`.
    pub fn name(&self) -> &str {
        match self {
            Entry::Coded(rule) => rule.name,
            Entry::Pattern(pattern) => &pattern.name,
        }
    }

    /// The severity unless a user sets another.
    pub fn severity(&self) -> Severity {
        match self {
            Entry::Coded(rule) => rule.severity,
            Entry::Pattern(pattern) => pattern.severity,
        }
    }

    /// What it finds, in one sentence without a full stop.
    pub fn summary(&self) -> &str {
        match self {
            Entry::Coded(rule) => rule.summary,
            Entry::Pattern(pattern) => &pattern.summary,
        }
    }

    /// Why that matters.
    pub fn why(&self) -> &str {
        match self {
            Entry::Coded(rule) => rule.why,
            Entry::Pattern(pattern) => &pattern.why,
        }
    }

    /// The ids of the statements that it rests on.
    pub fn sources(&self) -> Vec<&str> {
        match self {
            Entry::Coded(rule) => rule.sources.to_vec(),
            Entry::Pattern(pattern) => pattern.sources.iter().map(String::as_str).collect(),
        }
    }

    /// The columns without which it has nothing to look at: of each group one must be there.
    pub fn needs(&self) -> &'static [&'static [Field]] {
        match self {
            Entry::Coded(rule) => rule.needs,
            Entry::Pattern(_) => &[&[Field::Title]],
        }
    }

    /// Whether it runs only where a user selects it or sets its severity.
    pub fn is_opt_in(&self) -> bool {
        match self {
            Entry::Coded(rule) => rule.is_opt_in,
            Entry::Pattern(_) => false,
        }
    }

    /// What can be set.
    pub fn settings(&self) -> &'static [&'static Setting] {
        match self {
            Entry::Coded(rule) => rule.settings,
            Entry::Pattern(_) => &[],
        }
    }
}

/// A finding, with the rule that made it and how grave it is here.
#[derive(Debug)]
pub struct Reported<'a> {
    /// The rule.
    pub rule: &'a Entry,
    /// How grave it is under the policy.
    pub severity: Severity,
    /// What was found.
    pub finding: Finding,
}

/// The outcome of a check: one chart and what was found in it.
pub struct Report<'a> {
    /// The facts of the chart.
    pub facts: Facts<'a>,
    /// The findings, by place and rule.
    pub findings: Vec<Reported<'a>>,
}

impl Report<'_> {
    /// The chart.
    pub fn chart(&self) -> &Chart {
        self.facts.chart()
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|reported| reported.severity == severity).count()
    }
}

/// Checks a chart.
pub fn check<'a>(chart: &'a Chart, rulebook: &'a Rulebook, policy: &'a Policy, reader: &Reader) -> Report<'a> {
    let facts = Facts::new(chart, &policy.organisation, reader);
    let lacks = |fields: &&[Field]| !fields.iter().any(|field| chart.roster().has(*field));
    let mut findings = Vec::new();
    let mut patterns = Vec::new();
    for entry in &rulebook.entries {
        let Some(severity) = policy.severity(entry.name(), entry.severity(), entry.is_opt_in()) else { continue };
        match entry {
            Entry::Coded(rule) if rule.needs.iter().any(lacks) => {}
            Entry::Coded(rule) => {
                let mut found = Vec::new();
                (rule.check)(&facts, &policy.settings(rule.name), &mut found);
                findings.extend(found.into_iter().map(|finding| Reported { rule: entry, severity, finding }));
            }
            Entry::Pattern(pattern) => patterns.push((entry, severity, &**pattern)),
        }
    }
    let batch: Vec<&Pattern> = patterns.iter().map(|(_, _, pattern)| *pattern).collect();
    for (number, finding) in pattern::evaluate(&batch, &facts) {
        let (rule, severity, _) = patterns[number];
        findings.push(Reported { rule, severity, finding });
    }
    findings.sort_by(|one, other| {
        let place = |reported: &Reported<'_>| (reported.finding.at.start, reported.finding.at.end);
        // By where they start and by rule; the rest only makes the order certain.
        (place(one).0, one.rule.name(), &one.finding.message, place(one)).cmp(&(
            place(other).0,
            other.rule.name(),
            &other.finding.message,
            place(other),
        ))
    });
    Report { facts, findings }
}
