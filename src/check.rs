//! Runs the rules over a chart and applies the policy.

mod comparison;
mod outcome;
mod tally;

pub use comparison::{Comparison, judge};
pub use outcome::{Outcome, Part, Remarks};
pub use tally::{Checks, Tally};

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::chart::Chart;
use crate::custom::CustomRule;
use crate::error::Error;
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::pattern::{self, Pattern};
use crate::policy::{Baseline, Key, Policy};
use crate::progress::{self, Step};
use crate::rules::{RULES, Rule, Setting};
use crate::threads;
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
    /// A company's own.
    Custom(Box<CustomRule>),
}

impl Rulebook {
    /// The built-in rules and patterns.
    pub fn builtin() -> Result<Rulebook, Error> {
        Ok(Rulebook::new(pattern::documented_patterns()?, Vec::new()))
    }

    /// The built-in rules with these patterns and these rules of a company, by name.
    pub fn new(patterns: Vec<Pattern>, own: Vec<CustomRule>) -> Rulebook {
        let mut entries: Vec<Entry> = RULES.iter().map(|rule| Entry::Coded(rule)).collect();
        entries.extend(patterns.into_iter().map(|pattern| Entry::Pattern(Box::new(pattern))));
        entries.extend(own.into_iter().map(|rule| Entry::Custom(Box::new(rule))));
        entries.sort_by(|one, other| one.name().cmp(other.name()));
        Rulebook { entries }
    }

    /// The same without the rules whose name is not wanted.
    pub fn only(mut self, wanted: impl Fn(&str) -> bool) -> Rulebook {
        self.entries.retain(|entry| wanted(entry.name()));
        self
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
            Entry::Custom(rule) => &rule.name,
        }
    }

    /// The severity unless a user sets another.
    pub fn severity(&self) -> Severity {
        match self {
            Entry::Coded(rule) => rule.severity,
            Entry::Pattern(pattern) => pattern.severity,
            Entry::Custom(rule) => rule.severity,
        }
    }

    /// What it finds, in one sentence without a full stop.
    pub fn summary(&self) -> &str {
        match self {
            Entry::Coded(rule) => rule.summary,
            Entry::Pattern(pattern) => &pattern.summary,
            Entry::Custom(rule) => &rule.summary,
        }
    }

    /// Why that matters.
    pub fn why(&self) -> &str {
        match self {
            Entry::Coded(rule) => rule.why,
            Entry::Pattern(pattern) => &pattern.why,
            Entry::Custom(rule) => &rule.why,
        }
    }

    /// The ids of the statements that it rests on.
    pub fn sources(&self) -> Vec<&str> {
        match self {
            Entry::Coded(rule) => rule.sources.to_vec(),
            Entry::Pattern(pattern) => pattern.sources.iter().map(String::as_str).collect(),
            Entry::Custom(rule) => rule.sources.iter().map(String::as_str).collect(),
        }
    }

    /// The columns without which it has nothing to look at: of each group one must be there.
    pub fn needs(&self) -> Vec<&[Field]> {
        match self {
            Entry::Coded(rule) => rule.needs.to_vec(),
            Entry::Pattern(_) => vec![&[Field::Title]],
            Entry::Custom(rule) => rule.needs.iter().map(std::slice::from_ref).collect(),
        }
    }

    /// Whether it runs only where a user selects it or sets its severity.
    pub fn is_opt_in(&self) -> bool {
        match self {
            Entry::Coded(rule) => rule.is_opt_in,
            Entry::Pattern(_) | Entry::Custom(_) => false,
        }
    }

    /// Whether it looks at what changed between two charts, and has nothing to say of one.
    pub fn is_about_change(&self) -> bool {
        matches!(self, Entry::Coded(rule) if rule.check_change.is_some())
    }

    /// What can be set.
    pub fn settings(&self) -> &'static [&'static Setting] {
        match self {
            Entry::Coded(rule) => rule.settings,
            Entry::Pattern(_) | Entry::Custom(_) => &[],
        }
    }
}

/// A finding, with the rule that made it and how grave it is here.
#[derive(Clone, Debug)]
pub struct Reported<'a> {
    /// The rule.
    pub rule: &'a Entry,
    /// How grave it is under the policy.
    pub severity: Severity,
    /// What was found.
    pub finding: Finding,
}

/// A rule that had nothing to look at.
#[derive(Debug)]
pub struct NotRun<'a> {
    /// The rule.
    pub rule: &'a Entry,
    /// The fields of which the chart has none.
    pub lacks: Vec<Field>,
}

/// The outcome of the check of one chart.
pub struct Report<'a> {
    /// The facts of the chart.
    pub facts: Facts<'a>,
    /// The findings, by place and rule.
    pub findings: Vec<Reported<'a>>,
    /// The rules that ran.
    pub ran: Vec<&'a Entry>,
    /// The rules that had nothing to look at.
    pub not_run: Vec<NotRun<'a>>,
    /// For each exception of the policy how many findings it covered.
    pub excepted: Vec<usize>,
    /// How many findings were known from a baseline.
    pub known: usize,
    rulebook: &'a Rulebook,
    policy: &'a Policy,
}

impl<'a> Report<'a> {
    /// The chart.
    pub fn chart(&self) -> &'a Chart {
        self.facts.chart()
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|reported| reported.severity == severity).count()
    }

    /// What a finding is known by in a baseline.
    pub fn key(&self, reported: &Reported<'_>) -> Key {
        let chart = self.chart();
        let ids = reported.finding.at_fault().iter().map(|position| chart.true_id(*position).into_owned());
        Key::new(reported.rule.name(), ids).in_group(chart.source().group())
    }

    /// Leaves out what a baseline knows.
    pub fn leave_out_known(&mut self, baseline: &mut Baseline) {
        let before = self.findings.len();
        let findings = std::mem::take(&mut self.findings);
        self.findings = findings.into_iter().filter(|reported| !baseline.take(&self.key(reported))).collect();
        self.known += before - self.findings.len();
    }

    /// Leaves out what the policy accepts on the day of the check.
    fn leave_out_accepted(&mut self) {
        let chart = self.chart();
        let accepted = || self.policy.exceptions.iter().enumerate().filter(|(_, one)| one.holds_on(chart.day()));
        if accepted().next().is_none() {
            return;
        }
        let excepted = &mut self.excepted;
        self.findings.retain(|reported| {
            let ids = || reported.finding.at_fault().iter().map(|position| chart.true_id(*position));
            let covering = accepted().find(|(_, exception)| exception.covers(reported.rule.name(), ids()));
            covering.map(|(number, _)| excepted[number] += 1).is_none()
        });
    }
}

/// Checks a chart.
pub fn check<'a>(chart: &'a Chart, rulebook: &'a Rulebook, policy: &'a Policy, reader: &Reader) -> Report<'a> {
    progress::begin(Step::Checking);
    let mut report = Report {
        facts: Facts::new(chart, &policy.organisation, reader),
        findings: Vec::new(),
        ran: Vec::new(),
        not_run: Vec::new(),
        excepted: vec![0; policy.exceptions.len()],
        known: 0,
        rulebook,
        policy,
    };
    let mut rules = Vec::new();
    for rule in rulebook.entries.iter().filter(|rule| !rule.is_about_change()) {
        let Some(severity) = policy.severity(rule.name(), rule.severity(), rule.is_opt_in()) else { continue };
        let lacks = |fields: &&[Field]| !fields.iter().any(|field| chart.roster().has(*field));
        match rule.needs().into_iter().find(lacks) {
            Some(lacks) => report.not_run.push(NotRun { rule, lacks: lacks.to_vec() }),
            None => rules.push((rule, severity)),
        }
    }
    report.ran = rules.iter().map(|(rule, _)| *rule).collect();
    report.findings = found(&report.facts, &rules, policy);
    sort(&mut report.findings);
    report.leave_out_accepted();
    report
}

/// What the rules find. In a large chart several of them look at it at once.
fn found<'a>(facts: &Facts<'a>, rules: &[(&'a Entry, Severity)], policy: &Policy) -> Vec<Reported<'a>> {
    /// Of a smaller chart, every rule takes less time than to begin at once.
    const LARGE: usize = 50_000;
    let patterns = rules.iter().filter_map(|(rule, severity)| match rule {
        Entry::Pattern(pattern) => Some((*rule, *severity, &**pattern)),
        Entry::Coded(_) | Entry::Custom(_) => None,
    });
    let patterns: Vec<(&Entry, Severity, &Pattern)> = patterns.collect();
    let of_patterns = || {
        let batch: Vec<&Pattern> = patterns.iter().map(|(_, _, pattern)| *pattern).collect();
        let found = pattern::evaluate(&batch, facts).into_iter();
        let reported = |(number, finding): (usize, Finding)| {
            let (rule, severity, _) = patterns[number];
            Reported { rule, severity, finding }
        };
        found.map(reported).collect()
    };
    let of_rule = |(rule, severity): (&'a Entry, Severity)| {
        let found = match rule {
            Entry::Coded(coded) => {
                let mut found = Vec::new();
                (coded.check)(facts, &policy.settings(coded.name), &mut found);
                found
            }
            Entry::Custom(own) => own.check(facts),
            Entry::Pattern(_) => Vec::new(),
        };
        found.into_iter().map(|finding| Reported { rule, severity, finding }).collect::<Vec<_>>()
    };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        loop {
            match next.fetch_add(1, Ordering::Relaxed).checked_sub(1) {
                None => found.append(&mut of_patterns()),
                Some(number) => match rules.get(number) {
                    Some(rule) => found.append(&mut of_rule(*rule)),
                    None => return found,
                },
            }
        }
    };
    let others = if facts.chart().roster().len() < LARGE { 0 } else { threads::others() };
    threads::together(others, work).into_iter().flatten().collect()
}

/// By where they start and by rule; the rest only makes the order certain.
fn sort(findings: &mut [Reported<'_>]) {
    fn key<'k>(reported: &'k Reported<'_>) -> (u32, &'k str, &'k str, u32) {
        let at = reported.finding.at;
        (at.start, reported.rule.name(), &reported.finding.message, at.end)
    }
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
}
