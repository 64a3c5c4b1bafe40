//! A manager who is not in the chart.

use std::borrow::Cow;

use rapidfuzz::distance::osa::{Args, BatchComparator};

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
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let lost: Vec<Record> = chart.positions().filter(|position| chart.link(*position) == Link::Unknown).collect();
    let mut nearest = Nearest { chart, budget: Nearest::COMPARISONS };
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
}

impl<'a> Nearest<'a> {
    const COMPARISONS: usize = 4_000_000;
    const SHOWN: usize = 3;

    /// At most [`Nearest::SHOWN`] ids that are a slip or two away, in the order in which they sort.
    fn to(&mut self, reference: &str) -> Vec<Cow<'a, str>> {
        let length = reference.chars().count();
        let ids = self.chart.roster().len();
        if length < 3 || self.budget < ids {
            return Vec::new();
        }
        self.budget -= ids;
        let most = 1 + usize::from(length > 6);
        let comparator = BatchComparator::new(reference.chars());
        let mut near: Vec<(usize, Cow<'a, str>)> = Vec::new();
        for position in self.chart.positions() {
            let id = self.chart.id(position);
            if id.len().abs_diff(reference.len()) <= 4 * most
                && let Some(distance) = comparator.distance_with_args(id.chars(), &Args::default().score_cutoff(most))
            {
                near.push((distance, id));
            }
        }
        near.sort_unstable();
        // A slip away from many ids is close to none of them.
        let best = near.first().map_or(0, |(distance, _)| *distance);
        near.retain(|(distance, _)| *distance == best);
        if near.len() > Nearest::SHOWN { Vec::new() } else { near.into_iter().map(|(_, id)| id).collect() }
    }
}
