//! The sound parts of a chart, each as one node: only who is at fault can get another manager.

use super::fault::{Faults, Kind};
use crate::chart::{Chart, Link};
use crate::finding::Record;

/// The node of whoever reaches the top.
pub(super) const TOP: u32 = 0;
/// Below somebody who reaches no top and is not to be mended.
const NOWHERE: u32 = u32::MAX;

/// Which part each position belongs to: that of the next one at fault above it, or that of the top.
#[derive(Debug)]
pub(super) struct Forest {
    node: Vec<u32>,
    /// For each node the loop that it is in.
    in_loop: Vec<Option<usize>>,
}

impl Forest {
    /// The parts of a chart; the node of fault `n` is `n + 1`.
    pub(super) fn new(chart: &Chart, faults: &Faults) -> Forest {
        let mut node = vec![NOWHERE; chart.roster().len()];
        let mut in_loop = vec![None];
        for (number, fault) in (1..).zip(&faults.open) {
            node[fault.position.index()] = number;
            in_loop.push(match fault.kind {
                Kind::Loop(number, _) => Some(number),
                _ => None,
            });
        }
        for position in chart.top_down() {
            if node[position.index()] == NOWHERE {
                node[position.index()] = match chart.link(position) {
                    Link::Top => TOP,
                    Link::Manager(manager) => node[manager.index()],
                    Link::Itself | Link::Unknown => NOWHERE,
                };
            }
        }
        // Who is made the top has nobody above, and all that is below is below the top.
        Forest { node, in_loop }
    }

    /// The node of a position; `None` where nothing that is mended leads there.
    pub(super) fn node(&self, position: Record) -> Option<u32> {
        Some(self.node[position.index()]).filter(|node| *node != NOWHERE)
    }

    /// Whether somebody could not report to a position because it is below them, directly or around a loop.
    pub(super) fn is_below(&self, position: Record, fault: u32) -> bool {
        let node = self.node[position.index()];
        let same_loop = |one: u32, other: u32| {
            let of = |node: u32| self.in_loop.get(node as usize).copied().flatten();
            of(one).is_some() && of(one) == of(other)
        };
        node == fault || node == NOWHERE || same_loop(node, fault)
    }
}
