//! A chart that a rule passes and one that it does not, and what orglint says of the latter.

use crate::chart::Chart;
use crate::check::{Outcome, Rulebook, check};
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
    let source = |name: &str, text: &str| Source::new(name, text).map_err(|fault| Error::not_text(name, fault));
    let config = match configuration {
        Some(text) => Config::load(source(FILE_NAME, text)?, &mut |_, path| Err(Error::in_file(path, "not here")))?,
        None => Config::usual()?,
    };
    let source = source("fail.csv", chart)?;
    let roster = input::read(source, &input::Options::default())?;
    // Any day would do: the charts say 'left', or name years that are far off.
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
    let policy = Policy { select: vec![Selection::All], ..config.policy };
    let rulebook = Rulebook::new(config.patterns, config.rules);
    // Rules about the configuration have something to say only where the others run.
    let mut outcome = Outcome::new(vec![check(&chart, &rulebook, &policy, &config.reader)]);
    outcome.reports.iter_mut().for_each(|report| report.findings.retain(|found| found.rule.name() == rule));
    outcome.remarks.iter_mut().for_each(|remarks| remarks.findings.retain(|found| found.rule.name() == rule));
    let mut text = Vec::new();
    short::write(&outcome, usize::MAX, &mut text).map_err(|error| Error::new(error.to_string()))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
