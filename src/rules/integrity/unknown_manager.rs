//! A manager who is not in the chart.

use crate::chart::{Chart, Link};
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};

/// `integrity/unknown-manager`
pub static RULE: Rule = Rule {
    name: "integrity/unknown-manager",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a manager who is not in the chart",
    why: "A reference that leads nowhere cuts the position, and everybody below it, off from the chart: approvals and \
          access rights that follow the line end there. It is mostly a mistyped id, or a manager who left or was left out \
          of the export.",
    sources: &[],
    settings: &[],
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let lost: Vec<Record> = chart.positions().filter(|position| chart.link(*position) == Link::Unknown).collect();
    let mut nearest = Nearest::new(chart, lost.len());
    for position in lost {
        let reference = chart.roster().text(position, Field::Manager);
        let message = format!("{} reports to {reference}, who is not in the chart", chart.id(position));
        let near = nearest.to(&reference);
        let help = match near.len() {
            0 => "add the manager to the chart, or name another one".to_owned(),
            _ => format!("did you mean {}?", near.join(" or ")),
        };
        found.push(Finding::new(chart.place(position, Field::Manager), message).about([position]).help(help));
    }
}

/// The ids that are closest to a reference.
struct Nearest<'a> {
    chart: &'a Chart,
    /// Comparisons that may still be made: at a million ids, a thousand lost references would take a thousand million.
    budget: usize,
    ids: Vec<String>,
}

impl<'a> Nearest<'a> {
    const COMPARISONS: usize = 4_000_000;
    const SHOWN: usize = 3;

    fn new(chart: &'a Chart, lost: usize) -> Nearest<'a> {
        let ids = if lost == 0 { Vec::new() } else { chart.positions().map(|id| chart.id(id).into_owned()).collect() };
        Nearest { chart, budget: Nearest::COMPARISONS, ids }
    }

    /// At most [`Nearest::SHOWN`] ids that are a slip or two away, the closest first.
    fn to(&mut self, reference: &str) -> Vec<&str> {
        if self.budget < self.ids.len() {
            return Vec::new();
        }
        self.budget -= self.ids.len();
        let _ = self.chart;
        let length = reference.chars().count();
        let most = if length < 3 { return Vec::new() } else { 1 + usize::from(length > 6) };
        let mut near: Vec<(usize, &str)> = Vec::new();
        for id in self.ids.iter().filter(|id| id.len().abs_diff(reference.len()) <= 4 * most) {
            let distance = strsim::osa_distance(reference, id);
            if distance <= most {
                near.push((distance, id));
            }
        }
        near.sort_unstable();
        // A slip away from many ids is close to none of them.
        let best = near.first().map_or(0, |(distance, _)| *distance);
        let near: Vec<&str> = near.iter().filter(|(distance, _)| *distance == best).map(|(_, id)| *id).collect();
        if near.len() > Nearest::SHOWN { Vec::new() } else { near }
    }
}
