//! A chart that a rule passes and one that it does not, and what orglint says of the latter.

use crate::change::MatchBy;
use crate::chart::Chart;
use crate::check::{Comparison, Outcome, Rulebook, check};
use crate::error::Error;
use crate::input;
use crate::policy::{Config, FILE_NAME, Policy, Selection};
use crate::source::Source;

use super::short;

/// The charts of one rule, where they are short enough to be shown.
#[derive(Debug)]
pub(super) struct Examples {
    /// The rule.
    pub(super) rule: &'static str,
    /// Of a rule about what changed, the chart before.
    pub(super) before: Option<&'static str>,
    /// A chart on which it is silent.
    pub(super) pass: Example,
    /// A chart in which it finds something.
    pub(super) fail: Example,
}

/// A chart, and the configuration that it is checked under, each where it is short enough to be shown.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) chart: Option<&'static str>,
    pub(super) configuration: Option<&'static str>,
}

/// One entry for each folder under `fixtures/rules`; the build script writes it.
static ALL: &[Examples] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

impl Examples {
    /// Those of a rule; a pattern of a user's own has none.
    pub(super) fn of(rule: &str) -> Option<&'static Examples> {
        ALL.iter().find(|examples| examples.rule == rule)
    }
}

/// What `check --format short` says of a chart when only one rule runs.
pub(super) fn verdict(rule: &str, chart: &str, configuration: Option<&str>) -> Result<String, Error> {
    let config = match configuration {
        Some(text) => Config::load(source(FILE_NAME, text)?, &mut |_, path| Err(Error::in_file(path, "not here")))?,
        None => Config::usual()?,
    };
    let chart = read("fail.csv", chart)?;
    let policy = Policy { select: vec![Selection::All], ..config.policy };
    let rulebook = Rulebook::new(config.patterns, config.rules);
    // Rules about the configuration have something to say only where the others run.
    let mut outcome = Outcome::new(vec![check(&chart, &rulebook, &policy, &config.reader)]);
    outcome.reports.iter_mut().for_each(|report| report.findings.retain(|found| found.rule.name() == rule));
    outcome.remarks.iter_mut().for_each(|remarks| remarks.findings.retain(|found| found.rule.name() == rule));
    text(|out| short::write(&outcome, usize::MAX, out))
}

/// What a rule about changes finds between two charts, as `short` has it.
pub(super) fn verdict_on_change(rule: &str, before: &str, after: &str) -> Result<String, Error> {
    let config = Config::usual()?;
    let policy = Policy { select: vec![Selection::Rule(rule.to_owned())], ..config.policy };
    let rulebook = Rulebook::new(config.patterns, config.rules);
    let (before, after) = (read("before.csv", before)?, read("fail.csv", after)?);
    let [before, after] = [&before, &after].map(|chart| check(chart, &rulebook, &policy, &config.reader));
    let comparison = Comparison::new(&before, &after, MatchBy::Id);
    text(|out| short::write_parts(&comparison.introduced(), usize::MAX, out))
}

fn source(name: &str, text: &str) -> Result<Source, Error> {
    Source::new(name, text).map_err(|fault| Error::not_text(name, fault))
}

fn read(name: &str, chart: &str) -> Result<Chart, Error> {
    let roster = input::read(source(name, chart)?, &input::Options::default())?;
    // Any day would do: the charts say 'left', or name years that are far off.
    Ok(Chart::new(roster, jiff::civil::date(2026, 6, 30)))
}

fn text(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> Result<String, Error> {
    let mut text = Vec::new();
    write(&mut text).map_err(|error| Error::new(error.to_string()))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
