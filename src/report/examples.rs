//! A chart that a rule passes and one that it does not, and what orglint says of the latter.

use crate::chart::Chart;
use crate::check::{Rulebook, check};
use crate::error::Error;
use crate::input;
use crate::policy::{Policy, Selection};
use crate::source::Source;
use crate::title::Reader;

use super::short;

/// The charts of one rule, where they are short enough to be shown.
#[derive(Debug)]
pub(super) struct Examples {
    /// The rule.
    pub(super) rule: &'static str,
    /// A chart on which it is silent.
    pub(super) pass: Option<&'static str>,
    /// A chart in which it finds something.
    pub(super) fail: Option<&'static str>,
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
pub(super) fn verdict(rule: &str, chart: &str) -> Result<String, Error> {
    let name = "fail.csv";
    let source = Source::new(name, chart).map_err(|fault| Error::not_text(name, fault))?;
    let roster = input::read(source, &input::Options::default())?;
    // Any day would do: the charts say 'left', or name years that are far off.
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
    let policy = Policy { select: vec![Selection::Rule(rule.to_owned())], ..Policy::default() };
    let rulebook = Rulebook::builtin()?;
    let report = check(&chart, &rulebook, &policy, &Reader::builtin());
    let mut text = Vec::new();
    short::write(&[report], usize::MAX, &mut text).map_err(|error| Error::new(error.to_string()))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
