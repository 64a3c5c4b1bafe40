//! Two solid-line managers for one position.

use crate::chart::Chart;
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};

/// `integrity/two-managers`
pub static RULE: Rule = Rule {
    name: "integrity/two-managers",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "two solid-line managers for one position",
    why: "One manager answers for each position; every further line is a dotted one. Where a cell lists two, or two records \
          of one position name different managers, whatever follows the line picks one of them by chance. The chart \
          follows the first.",
    sources: &[],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    for (position, managers) in chart.several_managers() {
        let ids: Vec<_> = managers.iter().map(|manager| chart.id(*manager)).collect();
        let message = format!("{} has {} solid-line managers: {}", chart.id(*position), ids.len(), ids.join(", "));
        let mut finding = Finding::new(chart.place(*position, Field::Manager), message).about([*position]);
        for manager in managers {
            finding = finding.label(chart.place(*manager, Field::Id), "one of the managers");
        }
        found.push(finding.help("keep one; the others belong in a column of dotted lines"));
    }
    for (later, first) in chart.duplicates() {
        if is_one_position(chart, *later, *first) {
            let manager = |record| chart.quoted(record, Field::Manager);
            let message = format!(
                "{} has two solid-line managers: {} here, and {} on an earlier record",
                chart.id(*later),
                manager(*later),
                manager(*first)
            );
            found.push(
                Finding::new(chart.place(*later, Field::Manager), message)
                    .about([*later])
                    .label(chart.place(*first, Field::Manager), "first here")
                    .help("keep one record; the other line belongs in a column of dotted lines"),
            );
        }
    }
}

/// Whether two records of one id describe one position twice, each with a manager of its own.
pub(crate) fn is_one_position(chart: &Chart, later: Record, first: Record) -> bool {
    let roster = chart.roster();
    let same = |field| roster.text(later, field) == roster.text(first, field);
    let both_named = |field| !roster.text(later, field).is_empty() && !roster.text(first, field).is_empty();
    let named = roster.name(later) == roster.name(first) && !roster.name(later).is_empty();
    named && same(Field::Title) && both_named(Field::Manager) && !same(Field::Manager)
}
