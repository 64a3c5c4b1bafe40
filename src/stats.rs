//! The figures of a chart, and its titles.

mod titles;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::chart::{Chart, Link};
use crate::facts::Facts;
use crate::finding::Record;

pub use titles::{Grasp, HeldTitle, titles};

/// The figures of a chart. People are positions of the chart, each id once; layers count from the top, which is 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Stats {
    /// Positions in the chart.
    pub people: usize,
    /// The ids of the positions at the top.
    pub roots: Vec<String>,
    /// Layers, from the top down.
    pub layers: u32,
    /// Positions with direct reports.
    pub managers: usize,
    /// The position with the most direct reports.
    pub widest_span: Option<WidestSpan>,
    /// Positions that report to themselves.
    pub self_reports: usize,
    /// Positions whose manager is not in the chart.
    pub unknown_managers: usize,
    /// Records whose id an earlier record has.
    pub duplicate_ids: usize,
    /// Reporting loops.
    pub cycles: usize,
    /// Positions that reach no top.
    pub unreachable: usize,
    /// Vacant positions.
    pub vacant: usize,
    /// Positions by level, those that there are.
    pub levels: BTreeMap<&'static str, u32>,
    /// Positions by function; one that names two counts for both.
    pub functions: BTreeMap<&'static str, u32>,
    /// Managers by how many direct reports they have.
    pub spans: BTreeMap<u32, u32>,
}

/// The position with the most direct reports.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct WidestSpan {
    /// Its id.
    pub id: String,
    /// How many report to it directly.
    pub direct_reports: u32,
}

impl Stats {
    /// The figures of the chart that `facts` are about.
    pub fn of(facts: &Facts<'_>) -> Stats {
        let chart = facts.chart();
        let mut levels = BTreeMap::new();
        let mut functions = BTreeMap::new();
        for (role, people) in facts.roles().iter().zip(facts.people_by_role()).filter(|(_, people)| **people > 0) {
            *levels.entry(role.level.name()).or_default() += people;
            for function in role.functions.iter() {
                *functions.entry(function.name()).or_default() += people;
            }
        }
        let mut spans = BTreeMap::new();
        for reports in chart.positions().map(|position| chart.direct_reports(position)).filter(|reports| *reports > 0) {
            *spans.entry(reports).or_default() += 1;
        }
        let count = |wanted: &dyn Fn(Record) -> bool| chart.positions().filter(|position| wanted(*position)).count();
        Stats {
            people: facts.people() as usize,
            roots: chart.roots().into_iter().map(|root| chart.id(root).into_owned()).collect(),
            layers: facts.layers(),
            managers: spans.values().sum::<u32>() as usize,
            widest_span: widest_span(chart),
            self_reports: count(&|position| chart.link(position) == Link::Itself),
            unknown_managers: count(&|position| chart.link(position) == Link::Unknown),
            duplicate_ids: chart.duplicates().len(),
            cycles: chart.cycles().count(),
            unreachable: count(&|position| chart.layer(position).is_none()),
            vacant: count(&|position| facts.is_vacant(position)),
            levels,
            functions,
            spans,
        }
    }
}

/// Of equals the one whose id sorts first.
fn widest_span(chart: &Chart) -> Option<WidestSpan> {
    let most = chart.positions().map(|position| chart.direct_reports(position)).max().filter(|most| *most > 0)?;
    let widest = chart.positions().filter(|position| chart.direct_reports(*position) == most);
    let first = widest.min_by(|one, other| chart.true_id(*one).cmp(&chart.true_id(*other)))?;
    Some(WidestSpan { id: chart.id(first).into_owned(), direct_reports: most })
}
