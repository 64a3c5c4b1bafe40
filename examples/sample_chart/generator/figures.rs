//! Figures of a whole chart, which whoever reads the file must come to as well.

use serde::Serialize;

use super::faults::Faults;
use super::staff::{NOBODY, Staff};
use super::titles::Titles;
use super::truth::Kind;

/// The figures. Of two rows with the same id, only the first one is in the graph that they describe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Figures {
    pub(crate) rows: usize,
    /// Different ids.
    pub(crate) ids: usize,
    pub(crate) duplicate_ids: usize,
    /// People whose manager is not in the chart.
    pub(crate) dangling: usize,
    pub(crate) self_reports: usize,
    /// People without a manager.
    pub(crate) roots: usize,
    pub(crate) cycles: usize,
    pub(crate) cycle_members: usize,
    /// People with a line of managers up to a root, the roots included.
    pub(crate) reachable: usize,
    /// The others: in or below a cycle, a self-report, or a manager who is not in the chart.
    pub(crate) unreachable: usize,
    /// Among those reachable; a root's depth is 0.
    pub(crate) max_depth: usize,
    pub(crate) sum_depth: usize,
    /// People with direct reports. A self-report is none.
    pub(crate) managers: usize,
    pub(crate) max_span: usize,
    /// People who outrank their manager, as far as both have a title.
    pub(crate) inversions: usize,
}

/// How deep a person stands, as far as that has been found out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Unknown,
    /// On the line of managers that is being climbed.
    Climbing,
    Unreachable,
    At(u32),
}

impl Figures {
    pub(super) fn new(staff: &Staff, titles: &Titles, faults: &Faults) -> Self {
        let count = |kind: Kind| faults.injected.iter().filter(|fault| fault.kind == kind).count();
        let cycles = || faults.injected.iter().filter(|fault| fault.kind == Kind::Cycle);
        let duplicate_ids = faults.borrowed.len();
        let in_graph = |person: &usize| !faults.borrowed.contains_key(person);
        let depths: Vec<usize> = depths(staff)
            .into_iter()
            .enumerate()
            .filter(|(person, _)| in_graph(person))
            .filter_map(|(_, depth)| if let Depth::At(depth) = depth { Some(depth as usize) } else { None })
            .collect();

        let mut spans = vec![0; staff.len()];
        let mut inversions = 0;
        for person in (0..staff.len()).filter(in_graph) {
            if let Some(manager) = staff.manager_of(person).filter(|&manager| manager != person) {
                spans[manager] += 1;
                let both_titled = !titles.text(person).is_empty() && !titles.text(manager).is_empty();
                inversions += usize::from(both_titled && staff.level[person] < staff.level[manager]);
            }
        }
        Self {
            rows: staff.len(),
            ids: staff.len() - duplicate_ids,
            duplicate_ids,
            dangling: count(Kind::DanglingManager) + count(Kind::MistypedManager),
            self_reports: count(Kind::SelfReport),
            roots: 1 + count(Kind::SecondRoot),
            cycles: cycles().count(),
            cycle_members: cycles().map(|fault| fault.people.len()).sum(),
            reachable: depths.len(),
            unreachable: staff.len() - duplicate_ids - depths.len(),
            max_depth: depths.iter().copied().max().unwrap_or(0),
            sum_depth: depths.iter().sum(),
            managers: spans.iter().filter(|&&span| span > 0).count(),
            max_span: spans.iter().copied().max().unwrap_or(0),
            inversions,
        }
    }
}

/// Everybody's depth. From each person the line of managers is climbed to the first one whose depth is known, and
/// everybody on it is settled on the way back, so each is climbed past once.
fn depths(staff: &Staff) -> Vec<Depth> {
    let mut depths = vec![Depth::Unknown; staff.len()];
    let mut climbed = Vec::new();
    for start in 0..staff.len() {
        let mut at = start;
        let mut depth = loop {
            match depths[at] {
                Depth::Unknown => {}
                Depth::Climbing => break Depth::Unreachable,
                known => break known,
            }
            if staff.manager[at] == NOBODY {
                depths[at] = Depth::At(0);
                break Depth::At(0);
            }
            depths[at] = Depth::Climbing;
            climbed.push(at);
            match staff.manager_of(at) {
                Some(manager) => at = manager,
                None => break Depth::Unreachable,
            }
        };
        while let Some(person) = climbed.pop() {
            if let Depth::At(above) = depth {
                depth = Depth::At(above + 1);
            }
            depths[person] = depth;
        }
    }
    depths
}
