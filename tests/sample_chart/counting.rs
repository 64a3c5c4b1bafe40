//! The figures of a chart, by walking from everybody to the top.

use super::generator::Figures;
use super::reading::{Person, Rank, Read};

/// Counts the figures anew.
pub(crate) fn count(chart: &Read) -> Figures {
    let depths: Vec<usize> = chart.distinct().filter_map(|person| chart.depth(person)).collect();
    let spans = chart.spans();
    let dangling = |person: &&Person| !person.manager_id.is_empty() && chart.manager(person).is_none();
    let outranks = |person: &&Person| {
        let manager = chart.manager(person).filter(|manager| !manager.title.is_empty() && !person.title.is_empty());
        manager.is_some_and(|manager| Rank::of(&person.title) < Rank::of(&manager.title))
    };
    let cycles: Vec<usize> = chart.distinct().filter_map(|person| cycle_length(chart, person)).collect();
    Figures {
        rows: chart.people.len(),
        ids: chart.by_id.len(),
        duplicate_ids: chart.people.len() - chart.by_id.len(),
        dangling: chart.distinct().filter(dangling).count(),
        self_reports: chart.distinct().filter(|person| person.manager_id == person.id).count(),
        roots: chart.distinct().filter(|person| person.manager_id.is_empty()).count(),
        cycles: (2..=6).map(|length| cycles.iter().filter(|&&found| found == length).count() / length).sum(),
        cycle_members: cycles.len(),
        reachable: depths.len(),
        unreachable: chart.by_id.len() - depths.len(),
        max_depth: depths.iter().copied().max().unwrap_or(0),
        sum_depth: depths.iter().sum(),
        managers: spans.len(),
        max_span: spans.values().copied().max().unwrap_or(0),
        inversions: chart.distinct().filter(outranks).count(),
    }
}

/// How long the cycle is that a person is on, if any; a self-report is none.
fn cycle_length(chart: &Read, person: &Person) -> Option<usize> {
    let mut at = chart.manager(person)?;
    for length in 1..=10 {
        if at.id == person.id {
            return (length > 1).then_some(length);
        }
        at = chart.manager(at)?;
    }
    None
}
