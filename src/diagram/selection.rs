//! What part of a chart to draw.

use crate::chart::Chart;
use crate::check::Report;
use crate::finding::Record;
use crate::title::Function;

/// What part of a chart to draw; the whole by default. What is selected in several ways is what all of them select.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// This position and everybody below it.
    pub root: Option<Record>,
    /// So many layers, from the top, or from the root or focus if there is one, which is the first of them.
    pub depth: Option<u32>,
    /// This position, the chain above it and everybody below it.
    pub focus: Option<Record>,
    /// Positions of this function, and the chain above each.
    pub function: Option<Function>,
    /// Positions that findings are about, and the chain above each.
    pub findings_only: bool,
    /// Folds the reports of one manager who have no reports themselves into one box, where there are two or more.
    pub collapse_teams: bool,
    /// The position whose line to the top stands out; it selects nothing.
    pub highlight: Option<Record>,
}

impl Selection {
    /// For each record whether it is drawn. Managers who have left or have not begun are drawn only in the chain above
    /// somebody who is here: without them, who reports to them would seem to be at the top.
    pub(super) fn shown(&self, report: &Report<'_>) -> Vec<bool> {
        let chart = report.chart();
        let within = self.root.map(|root| layers_below(chart, Some(root)));
        let layers = match (self.focus.or(self.root), self.depth) {
            (None, None) => None,
            (from, _) => Some(layers_below(chart, from)),
        };
        let subjects = self.findings_only.then(|| subjects(report));
        let is_within = |record: Record| within.as_ref().is_none_or(|layers| layers[record.index()] > 0);
        let wanted = |position: Record| {
            let layer = layers.as_ref().map_or(1, |layers| layers[position.index()]);
            layer > 0
                && self.depth.is_none_or(|depth| layer <= depth)
                && is_within(position)
                && self.function.is_none_or(|function| report.facts.role(position).functions.contains(function))
                && subjects.as_ref().is_none_or(|subjects| subjects[position.index()])
        };
        let mut shown = vec![false; chart.roster().len()];
        for position in chart.positions().filter(|position| wanted(*position)) {
            // Up to where the chain is drawn already, so that all chains together take linear time.
            let mut next = Some(position);
            while let Some(record) = next.filter(|record| !shown[record.index()] && is_within(*record)) {
                shown[record.index()] = true;
                next = chart.manager(record);
            }
        }
        shown
    }
}

/// For each record its distance from `start`, which is 1, or from the top of its tree; 0 for who is not below `start`.
/// All members of a loop are at the top of what hangs off it.
fn layers_below(chart: &Chart, start: Option<Record>) -> Vec<u32> {
    let mut layers = vec![0_u32; chart.roster().len()];
    match start {
        Some(start) => {
            layers[start.index()] = 1;
            // A position in a loop has the whole loop below it, which `top_down` leaves out.
            if let Some((cycle, at)) =
                chart.cycles().find_map(|cycle| cycle.iter().position(|member| *member == start).map(|at| (cycle, at)))
            {
                let reports = cycle[..at].iter().rev().chain(cycle[at + 1..].iter().rev());
                for (distance, report) in (2..).zip(reports) {
                    layers[report.index()] = distance;
                }
            }
        }
        None => {
            let is_top = |record: &Record| chart.is_position(*record) && chart.manager(*record).is_none();
            chart.roster().records().filter(is_top).for_each(|top| layers[top.index()] = 1);
            chart.cycles().flatten().for_each(|member| layers[member.index()] = 1);
        }
    }
    for record in chart.top_down().filter(|record| chart.is_position(*record)) {
        if let Some(manager) = chart.manager(record)
            && layers[record.index()] == 0
            && layers[manager.index()] > 0
        {
            layers[record.index()] = layers[manager.index()] + 1;
        }
    }
    layers
}

/// For each record whether some finding is about it.
fn subjects(report: &Report<'_>) -> Vec<bool> {
    let chart = report.chart();
    let mut subjects = vec![false; chart.roster().len()];
    let named = report.findings.iter().flat_map(|reported| &reported.finding.subjects);
    for position in named.filter_map(|subject| bearer(chart, *subject)) {
        subjects[position.index()] = true;
    }
    subjects
}

/// The position on which a finding about a record is drawn: itself, or for a record that describes no position because
/// an earlier one has its id, that one.
pub(super) fn bearer(chart: &Chart, subject: Record) -> Option<Record> {
    if chart.is_position(subject) {
        return Some(subject);
    }
    let duplicates = chart.duplicates();
    let at = duplicates.binary_search_by_key(&subject, |(later, _)| *later).ok()?;
    Some(duplicates[at].1)
}
