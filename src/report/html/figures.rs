//! The figures of the whole chart, in the order in which the page plots them.

use std::cmp::Reverse;

use serde::Serialize;

use super::escape::shown;
use crate::facts::Facts;
use crate::stats::Stats;
use crate::title::Level;

#[derive(Serialize)]
pub(super) struct Figures {
    people: usize,
    layers: u32,
    managers: usize,
    vacant: usize,
    cycles: usize,
    unreachable: usize,
    widest_span: Option<Widest>,
    /// Managers by direct reports, from the narrowest span.
    spans: Vec<(u32, u32)>,
    /// People by level, from the top.
    levels: Vec<(&'static str, u32)>,
    /// People by function, the largest first.
    functions: Vec<(&'static str, u32)>,
}

#[derive(Serialize)]
struct Widest {
    id: String,
    direct_reports: u32,
}

impl Figures {
    pub(super) fn of(facts: &Facts<'_>) -> Figures {
        let stats = Stats::of(facts);
        let level = |level: Level| Some((level.name(), *stats.levels.get(level.name())?));
        let levels = Level::ALL.into_iter().filter_map(level).collect();
        let mut functions: Vec<_> = stats.functions.into_iter().collect();
        functions.sort_by_key(|(_, people)| Reverse(*people));
        Figures {
            people: stats.people,
            layers: stats.layers,
            managers: stats.managers,
            vacant: stats.vacant,
            cycles: stats.cycles,
            unreachable: stats.unreachable,
            widest_span: stats
                .widest_span
                .map(|widest| Widest { id: shown(&widest.id).into_owned(), direct_reports: widest.direct_reports }),
            spans: stats.spans.into_iter().collect(),
            levels,
            functions,
        }
    }
}
