//! Walks over the links: layers, spans, sizes, loops. All are linear in the positions, and none is recursive: a chain of
//! a million positions needs no more stack than one of three.

use super::link::{LAST, NO_POSITION, TOP};

/// What the links say of each record.
#[derive(Debug)]
pub(super) struct Walk {
    /// Distance to the top, which is 1; 0 for who reaches no top.
    pub(super) layer: Vec<u32>,
    /// How many who are here report to it directly.
    pub(super) direct: Vec<u32>,
    /// How many who are here report to it directly or through others, in a loop those of the loop left out.
    pub(super) below: Vec<u32>,
    /// Every position after its manager's, those in loops left out.
    pub(super) top_down: Vec<u32>,
    /// The loops, each in reporting order.
    pub(super) cycles: Vec<Vec<u32>>,
}

impl Walk {
    /// `manager` as [`Links`](super::link::Links) has it; `here` tells who counts as a report.
    pub(super) fn new(manager: &[u32], here: impl Fn(usize) -> bool) -> Walk {
        let count = manager.len();
        let reports_to = |record: usize| {
            let other = manager[record];
            (other <= LAST && other as usize != record).then_some(other as usize)
        };
        let mut direct = vec![0_u32; count];
        // Reports that still have to be counted, of anybody, here or not.
        let mut pending = vec![0_u32; count];
        for record in 0..count {
            if let Some(manager) = reports_to(record) {
                pending[manager] += 1;
                direct[manager] += u32::from(here(record));
            }
        }
        // From the leaves up: a position is taken when all its reports have been. What is never taken is in a loop.
        let mut below = vec![0_u32; count];
        let mut bottom_up = Vec::with_capacity(count);
        const TAKEN: u32 = u32::MAX;
        for start in 0..count {
            let mut next = Some(start).filter(|start| manager[*start] != NO_POSITION && pending[*start] == 0);
            while let Some(record) = next {
                pending[record] = TAKEN;
                bottom_up.push(record as u32);
                let Some(manager) = reports_to(record) else { break };
                below[manager] += below[record] + u32::from(here(record));
                pending[manager] -= 1;
                // A manager further on in the file is met there; one that was passed is taken now.
                next = (pending[manager] == 0 && manager < start).then_some(manager);
            }
        }
        let cycles = cycles(&mut pending, reports_to, |record| manager[record] != NO_POSITION);
        bottom_up.reverse();
        let top_down = bottom_up;
        let mut layer = vec![0_u32; count];
        for record in &top_down {
            let record = *record as usize;
            layer[record] = match manager[record] {
                TOP => 1,
                _ => match reports_to(record) {
                    Some(manager) if layer[manager] > 0 => layer[manager] + 1,
                    _ => 0,
                },
            };
        }
        Walk { layer, direct, below, top_down, cycles }
    }
}

/// The loops among the positions that were not taken: each of these has exactly one report left, so they are loops and
/// nothing else.
fn cycles(
    pending: &mut [u32],
    reports_to: impl Fn(usize) -> Option<usize>,
    is_position: impl Fn(usize) -> bool,
) -> Vec<Vec<u32>> {
    let mut cycles = Vec::new();
    for start in 0..pending.len() {
        let mut cycle = Vec::new();
        let mut next = Some(start);
        while let Some(record) = next.filter(|record| pending[*record] != u32::MAX && is_position(*record)) {
            pending[record] = u32::MAX;
            cycle.push(record as u32);
            next = reports_to(record);
        }
        if !cycle.is_empty() {
            cycles.push(cycle);
        }
    }
    cycles
}

#[cfg(test)]
mod tests {
    use petgraph::graph::DiGraph;
    use proptest::prelude::*;

    use super::super::link::UNKNOWN;
    use super::*;

    /// Random links: a manager number at or above the count stands for a top or an unknown manager.
    fn links() -> impl Strategy<Value = Vec<u32>> {
        (1_u32..60).prop_flat_map(|count| {
            prop::collection::vec(0..count + 8, count as usize).prop_map(move |managers| {
                let code = |manager: u32| match manager - count {
                    0..4 => TOP,
                    4..6 => UNKNOWN,
                    _ => NO_POSITION,
                };
                let coded: Vec<u32> =
                    managers.iter().map(|manager| if *manager < count { *manager } else { code(*manager) }).collect();
                // Nobody reports to what is no position.
                coded
                    .iter()
                    .map(|manager| match *manager {
                        manager if manager <= LAST && coded[manager as usize] == NO_POSITION => UNKNOWN,
                        manager => manager,
                    })
                    .collect()
            })
        })
    }

    proptest! {
        #[test]
        fn agrees_with_naive_walks_and_petgraph(manager in links()) {
            let walk = Walk::new(&manager, |_| true);
            let count = manager.len();
            let up = |record: usize| {
                (manager[record] <= LAST && manager[record] as usize != record).then(|| manager[record] as usize)
            };
            let chain = |record: usize| {
                let mut chain = vec![record];
                while let Some(next) = up(chain[chain.len() - 1]) {
                    if chain.contains(&next) { return None; }
                    chain.push(next);
                }
                Some(chain)
            };
            for record in 0..count {
                let chain = chain(record);
                let layer = match &chain {
                    Some(chain) if manager[chain[chain.len() - 1]] == TOP => chain.len() as u32,
                    _ => 0,
                };
                prop_assert_eq!(walk.layer[record], layer);
                prop_assert_eq!(walk.direct[record] as usize, (0..count).filter(|other| up(*other) == Some(record)).count());
            }
            let mut graph = DiGraph::<(), (), u32>::new();
            let nodes: Vec<_> = (0..count).map(|_| graph.add_node(())).collect();
            for record in 0..count {
                if let Some(manager) = up(record) { graph.add_edge(nodes[record], nodes[manager], ()); }
            }
            let mut expected: Vec<Vec<u32>> = petgraph::algo::kosaraju_scc(&graph).into_iter()
                .filter(|component| component.len() > 1)
                .map(|component| { let mut c: Vec<u32> = component.iter().map(|n| n.index() as u32).collect(); c.sort(); c })
                .collect();
            expected.sort();
            let mut found = walk.cycles.clone();
            for cycle in &found {
                for pair in cycle.windows(2) { prop_assert_eq!(manager[pair[0] as usize], pair[1]); }
                prop_assert_eq!(manager[cycle[cycle.len() - 1] as usize], cycle[0]);
            }
            found.iter_mut().for_each(|cycle| cycle.sort());
            found.sort();
            prop_assert_eq!(found, expected);
            for record in 0..count {
                if chain(record).is_some() {
                    let below = (0..count).filter(|other| {
                        *other != record && chain(*other).is_some_and(|chain| chain.contains(&record))
                    }).count();
                    prop_assert_eq!(walk.below[record] as usize, below);
                }
            }
        }
    }
}
