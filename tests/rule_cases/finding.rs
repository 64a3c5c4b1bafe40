//! What one rule finds in a small chart.

#![allow(dead_code, reason = "each test asks for a part of what is found")]

use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::facts::Organisation;
use orglint::finding::{Finding, Severity};
use orglint::input::{self, Options};
use orglint::policy::{Policy, Selection};
use orglint::source::Source;
use orglint::title::Reader;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What one rule finds in a chart, as `show` tells it.
fn each<T>(
    organisation: Organisation,
    rule: &str,
    chart: &str,
    show: impl Fn(&Chart, &Finding) -> T,
) -> Outcome<Vec<T>> {
    let source = Source::new("chart.csv", chart.as_bytes().to_vec()).map_err(|fault| format!("{fault:?}"))?;
    let chart = Chart::new(input::read(source, &Options::default())?, jiff::civil::date(2026, 6, 30));
    let severities = vec![(Selection::Rule(rule.to_owned()), Some(Severity::Info))];
    let select = vec![Selection::Rule(rule.to_owned())];
    let policy = Policy { select, severities, organisation, ..Policy::default() };
    let rulebook = Rulebook::builtin()?;
    let report = check(&chart, &rulebook, &policy, &Reader::builtin());
    Ok(report.findings.iter().map(|one| show(&chart, &one.finding)).collect())
}

/// The lines and messages of what one rule finds in a chart.
pub(crate) fn found(rule: &str, chart: &str) -> Outcome<Vec<String>> {
    found_under(Organisation::default(), rule, chart)
}

/// The same, in such an organisation.
pub(crate) fn found_under(organisation: Organisation, rule: &str, chart: &str) -> Outcome<Vec<String>> {
    let line = |chart: &Chart, one: &Finding| chart.source().place(one.at.start as usize).line;
    each(organisation, rule, chart, |chart, one| format!("{}: {}", line(chart, one), one.message))
}

/// The messages, and the cells that they point at.
pub(crate) fn spots(rule: &str, chart: &str) -> Outcome<Vec<(String, String)>> {
    each(Organisation::default(), rule, chart, |chart, one| {
        (one.message.clone(), chart.source().text(one.at).to_owned())
    })
}

/// What would mend what one rule finds.
pub(crate) fn help_of(rule: &str, chart: &str) -> Outcome<Vec<Option<String>>> {
    each(Organisation::default(), rule, chart, |_, one| one.help.clone())
}
