//! A dotted line that leads nowhere, or stands alone.

use crate::chart::{Chart, DottedLine, Link};
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};

/// `integrity/dotted-line`
pub static RULE: Rule = Rule {
    name: "integrity/dotted-line",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "a dotted line to nobody in the chart, to the position itself or its manager, or without a solid line",
    why: "A dotted line goes to a further manager, beside the one who answers for the position. One to the manager, or to \
          the position itself, says nothing; one without a solid line beside it leaves nobody to answer.",
    sources: &[],
    settings: &[],
    needs: &[&[Field::DottedManager]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    for line in chart.dotted_lines().iter().filter(|line| chart.presence(line.report).counts()) {
        let id = chart.id(line.report);
        let Some((message, help)) = fault(chart, line).map(|(what, help)| (format!("{id} has {what}"), help)) else {
            continue;
        };
        found.push(
            Finding::new(chart.place(line.report, Field::DottedManager), message).about([line.report]).help(help),
        );
    }
}

fn fault(chart: &Chart, line: &DottedLine) -> Option<(String, &'static str)> {
    let reference = chart.told(Field::DottedManager, &line.reference);
    match (line.manager, chart.link(line.report)) {
        (None, _) => Some((
            format!("a dotted line to {reference}, who is not in the chart"),
            "add the manager to the chart, or name another one",
        )),
        (Some(manager), _) if manager == line.report => {
            Some(("a dotted line to itself".to_owned(), "name the further manager, or leave the cell empty"))
        }
        (Some(manager), Link::Manager(solid)) if manager == solid => Some((
            format!("a dotted line to {reference}, who is the solid-line manager already"),
            "name the further manager, or leave the cell empty",
        )),
        (Some(_), Link::Top) => Some((
            format!("a dotted line to {reference}, and no solid line"),
            "name the manager who answers for the position",
        )),
        _ => None,
    }
}
