//! The cheapest way to let everybody reach the top: a minimum-cost arborescence, by the algorithm of Chu, Liu and Edmonds.
//!
//! Each node takes its cheapest line; where these close a loop, the loop becomes one node, whose lines cost what they cost
//! more than the line that they would replace. Loops are opened again from the last to the first. Lines wait in heaps that
//! are poured into the larger one when nodes become one, so that `m` lines take `m · log² m` steps; nothing recurses.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{Add, Sub};

/// What a line costs. Positions left unmended weigh more than any number of changes, and a change more than any doubt.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct Cost {
    /// Positions that are left as they are.
    pub(super) left_out: i64,
    /// Changes of a manager.
    pub(super) changes: i64,
    /// How implausible the line is.
    pub(super) doubt: i64,
}

impl Add for Cost {
    type Output = Cost;

    fn add(self, other: Cost) -> Cost {
        Cost {
            left_out: self.left_out + other.left_out,
            changes: self.changes + other.changes,
            doubt: self.doubt + other.doubt,
        }
    }
}

impl Sub for Cost {
    type Output = Cost;

    fn sub(self, other: Cost) -> Cost {
        Cost {
            left_out: self.left_out - other.left_out,
            changes: self.changes - other.changes,
            doubt: self.doubt - other.doubt,
        }
    }
}

/// A line that may be drawn, from the manager's node to the report's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) cost: Cost,
}

/// For each of `count` nodes but the top, which is node 0, the number of the line that leads to it; `None` where some node
/// cannot be reached. Of equal ways the one with the earlier lines is taken.
pub(super) fn cheapest(count: usize, lines: &[Line]) -> Option<Vec<usize>> {
    let mut search = Search::new(count, lines);
    for start in 1..count {
        search.lead_up(start)?;
    }
    Some(search.opened())
}

/// A loop that became one node.
struct Contracted {
    /// Its node.
    node: usize,
    /// The lines in it.
    lines: Vec<usize>,
    /// How many unions had been made before.
    unions: usize,
}

/// Lines by cost, and what was taken off all of them.
type Heap = (BinaryHeap<Reverse<(Cost, usize)>>, Cost);

struct Search<'l> {
    lines: &'l [Line],
    sets: Sets,
    /// The lines to each node.
    heaps: Vec<Heap>,
    /// From which start a node was come upon.
    seen: Vec<Option<usize>>,
    /// The line that each node took.
    taken: Vec<Option<usize>>,
    contracted: Vec<Contracted>,
}

impl<'l> Search<'l> {
    fn new(count: usize, lines: &'l [Line]) -> Search<'l> {
        let mut to: Vec<Vec<Reverse<(Cost, usize)>>> = vec![Vec::new(); count];
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.to != 0) {
            to[line.to].push(Reverse((line.cost, number)));
        }
        let heaps = to.into_iter().map(|lines| (BinaryHeap::from(lines), Cost::default())).collect();
        let mut seen = vec![None; count];
        seen[0] = Some(0);
        Search { lines, sets: Sets::new(count), heaps, seen, taken: vec![None; count], contracted: Vec::new() }
    }

    /// The cheapest line to a node from outside it.
    fn pop(&mut self, node: usize) -> Option<usize> {
        let (heap, taken_off) = &mut self.heaps[node];
        while let Some(Reverse((cost, number))) = heap.pop() {
            if self.sets.find(self.lines[number].from) != node {
                // The others cost from now on what they cost more.
                *taken_off = cost;
                return Some(number);
            }
        }
        None
    }

    /// Follows the cheapest lines from a node up to one that reaches the top.
    fn lead_up(&mut self, start: usize) -> Option<()> {
        let mut node = self.sets.find(start);
        let mut way: Vec<(usize, usize)> = Vec::new();
        while self.seen[node].is_none() {
            let line = self.pop(node)?;
            self.seen[node] = Some(start);
            way.push((node, line));
            node = self.sets.find(self.lines[line].from);
            if self.seen[node] == Some(start) {
                node = self.contract(node, &mut way);
            }
        }
        for (node, line) in way {
            self.taken[node] = Some(line);
        }
        Some(())
    }

    /// Makes one node of the loop at the end of the way.
    fn contract(&mut self, first: usize, way: &mut Vec<(usize, usize)>) -> usize {
        let from = way.iter().rposition(|(node, _)| *node == first).unwrap_or(0);
        let members = way.split_off(from);
        let unions = self.sets.unions.len();
        let mut whole = first;
        for (member, _) in &members {
            if *member == first {
                continue;
            }
            let (one, other) = (whole, *member);
            let mut large = std::mem::take(&mut self.heaps[one]);
            let mut small = std::mem::take(&mut self.heaps[other]);
            if large.0.len() < small.0.len() {
                std::mem::swap(&mut large, &mut small);
            }
            let shift = large.1 - small.1;
            large.0.extend(small.0.into_iter().map(|Reverse((cost, number))| Reverse((cost + shift, number))));
            whole = self.sets.unite(one, other);
            self.heaps[whole] = large;
        }
        self.seen[whole] = None;
        let lines = members.into_iter().map(|(_, line)| line).collect();
        self.contracted.push(Contracted { node: whole, lines, unions });
        whole
    }

    /// The line to each node, once all loops are opened again.
    fn opened(mut self) -> Vec<usize> {
        while let Some(Contracted { node, lines, unions }) = self.contracted.pop() {
            let entering = self.taken[node];
            self.sets.undo_to(unions);
            for line in lines {
                let member = self.sets.find(self.lines[line].to);
                self.taken[member] = Some(line);
            }
            // The line from outside takes the place of the one to the member that it leads to.
            if let Some(line) = entering {
                let member = self.sets.find(self.lines[line].to);
                self.taken[member] = Some(line);
            }
        }
        self.taken.into_iter().skip(1).flatten().collect()
    }
}

/// Nodes that have become one; unions can be undone, the last one first.
struct Sets {
    above: Vec<usize>,
    size: Vec<usize>,
    unions: Vec<usize>,
}

impl Sets {
    fn new(count: usize) -> Sets {
        Sets { above: (0..count).collect(), size: vec![1; count], unions: Vec::new() }
    }

    fn find(&self, mut node: usize) -> usize {
        while self.above[node] != node {
            node = self.above[node];
        }
        node
    }

    fn unite(&mut self, one: usize, other: usize) -> usize {
        let (large, small) = if self.size[one] < self.size[other] { (other, one) } else { (one, other) };
        self.above[small] = large;
        self.size[large] += self.size[small];
        self.unions.push(small);
        large
    }

    fn undo_to(&mut self, unions: usize) {
        while self.unions.len() > unions
            && let Some(small) = self.unions.pop()
        {
            let large = self.above[small];
            self.size[large] -= self.size[small];
            self.above[small] = small;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The cheapest of all ways to choose one line for each node, tried one by one.
    fn by_trying(count: usize, lines: &[Line]) -> Option<Cost> {
        let to: Vec<Vec<usize>> =
            (1..count).map(|node| (0..lines.len()).filter(|line| lines[*line].to == node).collect()).collect();
        let ways: usize = to.iter().map(Vec::len).product();
        let mut best: Option<Cost> = None;
        for mut way in 0..ways {
            let chosen: Vec<&Line> = to
                .iter()
                .map(|lines_to| {
                    let line = &lines[lines_to[way % lines_to.len()]];
                    way /= lines_to.len();
                    line
                })
                .collect();
            let reaches_top = (1..count).all(|start| {
                let mut node = start;
                (0..count).any(|_| {
                    node = chosen[node - 1].from;
                    node == 0
                })
            });
            if reaches_top {
                let cost = chosen.iter().fold(Cost::default(), |sum, line| sum + line.cost);
                best = Some(best.map_or(cost, |best| best.min(cost)));
            }
        }
        best
    }

    fn charts() -> impl Strategy<Value = (usize, Vec<Line>)> {
        (2_usize..7).prop_flat_map(|count| {
            let line =
                (0..count, 1..count, 0_i64..2, 0_i64..3, 0_i64..20).prop_map(|(from, to, left_out, changes, doubt)| {
                    Line { from, to, cost: Cost { left_out, changes, doubt } }
                });
            (Just(count), proptest::collection::vec(line, 1..18))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn no_other_way_is_cheaper((count, lines) in charts()) {
            let found = cheapest(count, &lines);
            let expected = by_trying(count, &lines);
            prop_assert_eq!(found.is_some(), expected.is_some());
            if let (Some(found), Some(expected)) = (found, expected) {
                prop_assert_eq!(found.len(), count - 1);
                for (node, line) in (1..).zip(&found) {
                    prop_assert_eq!(lines[*line].to, node);
                }
                let cost = found.iter().fold(Cost::default(), |sum, line| sum + lines[*line].cost);
                prop_assert_eq!(cost, expected);
            }
        }
    }

    #[test]
    fn a_long_chain_of_loops_takes_no_stack_and_little_time() {
        let count = 100_000;
        let cost = |doubt| Cost { doubt, ..Cost::default() };
        // Each node is cheapest below the next one, and the next one below it: loop in loop in loop.
        let up = (1..count - 1).map(|node| Line { from: node + 1, to: node, cost: cost(1) });
        let down = (2..count).map(|node| Line { from: node - 1, to: node, cost: cost(2) });
        let lines: Vec<Line> = up.chain(down).chain([Line { from: 0, to: 1, cost: cost(1_000_000) }]).collect();
        let found = cheapest(count, &lines).unwrap();
        assert!(found.iter().all(|line| *line >= count - 2), "the only way is down from the top");
    }
}
