//! Walks over the links: layers, spans, sizes, loops. All are linear in the positions, and none is recursive: a chain of
//! a million positions needs no more stack than one of three.

use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use super::link::{LAST, Leaders, TOP};
use crate::finding::Record;

/// What the links say of each record.
#[derive(Debug)]
pub(super) struct Walk {
    /// For each manager, by number, the distance to the top, which is 1; 0 for who reaches no top.
    layers: Vec<u32>,
    /// For each manager, in the order of the records, how many who are here report there.
    reports: Vec<Reports>,
    /// The loops, each in reporting order.
    pub(super) cycles: Vec<Vec<u32>>,
    managers: Managers,
    top_down: OnceLock<Vec<u32>>,
}

/// Those whom somebody reports to, numbered: they are few, so that what is walked over stays in the nearer caches. All
/// others are leaves, and follow from their managers.
#[derive(Debug)]
struct Managers {
    /// The number of each record's manager, or `NONE`.
    of: Vec<u32>,
    numbers: Numbers,
    /// Each manager's record.
    records: Vec<Record>,
    /// The number of each manager's manager, or `NONE`.
    above: Vec<u32>,
}

/// Which records are managers, and the number of each: a bit for each record and what is counted before each word of these
/// stay in the nearer caches, where a number for each record would not.
#[derive(Debug)]
struct Numbers {
    bits: Vec<u64>,
    /// For each word, how many bits are set before it.
    before: Vec<u32>,
    /// The numbers, in the order of the records.
    numbers: Vec<u32>,
}

/// How many report to a manager.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Reports {
    pub(super) direct: u32,
    /// Directly or through others, in a loop those of the loop left out.
    pub(super) below: u32,
}

const NONE: u32 = u32::MAX;

/// What is counted of a manager from the leaves up; side by side, for all is looked up together.
#[derive(Clone, Copy, Default)]
struct Count {
    /// Managers among the reports that still have to be counted; `TAKEN` once this one itself is.
    pending: u32,
    direct: u32,
    below: u32,
}

const TAKEN: u32 = u32::MAX;

impl Numbers {
    /// Of so many records; `records` are the managers, by number.
    fn new(count: usize, records: &[Record]) -> Numbers {
        let mut bits = vec![0; count.div_ceil(64)];
        for record in records {
            bits[record.index() / 64] |= 1 << (record.index() % 64);
        }
        let mut all = 0;
        let mut before = Vec::with_capacity(bits.len());
        for word in &bits {
            before.push(all);
            all += u64::count_ones(*word);
        }
        let mut numbers = Numbers { bits, before, numbers: vec![0; records.len()] };
        for (number, record) in (0..).zip(records) {
            if let Some(place) = numbers.place(record.index()) {
                numbers.numbers[place] = number;
            }
        }
        numbers
    }

    /// The place of a record among the managers.
    #[inline]
    fn place(&self, record: usize) -> Option<usize> {
        let (word, bit) = (self.bits[record / 64], 1 << (record % 64));
        (word & bit != 0).then(|| (self.before[record / 64] + (word & (bit - 1)).count_ones()) as usize)
    }

    /// The number of a record as a manager.
    #[inline]
    fn of(&self, record: usize) -> Option<usize> {
        self.place(record).map(|place| self.numbers[place] as usize)
    }
}

impl Managers {
    /// Those that were numbered when their reports' references were read.
    fn numbered(Leaders { of, records }: Leaders) -> Managers {
        Managers::of(of, records.into_iter().map(Record).collect())
    }

    fn of(of: Vec<u32>, records: Vec<Record>) -> Managers {
        let above = records.iter().map(|record| of[record.index()]).collect();
        Managers { numbers: Numbers::new(of.len(), &records), of, records, above }
    }

    fn new(manager: &[u32]) -> Managers {
        let mut numbers = vec![NONE; manager.len()];
        let (mut of, mut records) = (Vec::with_capacity(manager.len()), Vec::new());
        for (record, manager) in manager.iter().enumerate() {
            of.push(if *manager <= LAST && *manager as usize != record {
                let number = &mut numbers[*manager as usize];
                if *number == NONE {
                    *number = records.len() as u32;
                    records.push(Record(*manager));
                }
                *number
            } else {
                NONE
            });
        }
        Managers::of(of, records)
    }

    /// The number of a manager's manager.
    fn above(&self, number: usize) -> Option<usize> {
        Some(self.above[number]).filter(|above| *above != NONE).map(|above| above as usize)
    }

    /// The number of a record's manager.
    fn manager_of(&self, record: usize) -> Option<usize> {
        Some(self.of[record]).filter(|number| *number != NONE).map(|number| number as usize)
    }

    /// From the lowest managers up: one is taken when all managers among its reports have been. What is never taken is in
    /// a loop.
    fn bottom_up(&self, counts: &mut [Count], mut take: impl FnMut(usize, &mut [Count])) {
        for number in 0..self.records.len() {
            if let Some(above) = self.above(number) {
                counts[above].pending += 1;
            }
        }
        for start in 0..self.records.len() {
            let mut next = Some(start).filter(|start| counts[*start].pending == 0);
            while let Some(number) = next {
                counts[number].pending = TAKEN;
                take(number, counts);
                let Some(above) = self.above(number) else { break };
                counts[above].pending -= 1;
                // A manager further on is met there; one that was passed is taken now.
                next = (counts[above].pending == 0 && above < start).then_some(above);
            }
        }
    }

    /// The loops among the managers that were not taken: each of these has exactly one report left, so they are loops and
    /// nothing else.
    fn cycles(&self, counts: &mut [Count]) -> Vec<Vec<u32>> {
        let is_open = |count: &Count| count.pending != TAKEN;
        let open = (0..).zip(&*counts).filter(|(_, count)| is_open(count));
        let mut open: Vec<(u32, usize)> = open.map(|(number, _)| (self.records[number].0, number)).collect();
        open.sort_unstable();
        let mut cycles = Vec::new();
        for (_, start) in open {
            let mut cycle = Vec::new();
            let mut next = Some(start);
            while let Some(number) = next.filter(|number| is_open(&counts[*number])) {
                counts[number].pending = TAKEN;
                cycle.push(self.records[number].0);
                next = self.above(number);
            }
            if !cycle.is_empty() {
                cycles.push(cycle);
            }
        }
        cycles
    }

    /// Gives each manager its value by that of its own, which is `None` at the end of a line. Values that are not `unset`
    /// stay: those of loops have to be set before.
    ///
    /// In any order, with a climb to the next value that is known: most are.
    fn hand_down<T: Copy + PartialEq>(&self, values: &mut [T], unset: T, mut value: impl FnMut(usize, Option<T>) -> T) {
        let mut climbed = Vec::new();
        for start in 0..self.records.len() {
            let (mut next, mut above) = (Some(start), None);
            while let Some(number) = next {
                if values[number] != unset {
                    above = Some(values[number]);
                    break;
                }
                climbed.push(number);
                next = self.above(number);
            }
            while let Some(number) = climbed.pop() {
                values[number] = value(self.records[number].index(), above);
                above = Some(values[number]);
            }
        }
    }
}

/// The layer below that of a manager; below who reaches no top nobody does.
fn below(manager: Option<u32>) -> Option<u32> {
    manager.map(|layer| if layer == 0 { 0 } else { layer + 1 })
}

impl Walk {
    /// Over sound lines; `here` tells who counts as a report.
    pub(super) fn sound(leaders: Leaders, here: impl Fn(usize) -> bool) -> Walk {
        Walk::over(Managers::numbered(leaders), |_| true, here)
    }

    /// Over any lines, as [`Lines`](super::link::Lines) has them; `here` tells who counts as a report.
    pub(super) fn new(manager: &[u32], here: impl Fn(usize) -> bool) -> Walk {
        Walk::over(Managers::new(manager), |record| manager[record] == TOP, here)
    }

    /// `is_top` tells of whoever has no manager whether this is a top.
    fn over(managers: Managers, is_top: impl Fn(usize) -> bool, here: impl Fn(usize) -> bool) -> Walk {
        let mut direct = vec![0; managers.records.len()];
        for (record, number) in managers.of.iter().enumerate() {
            if *number != NONE {
                direct[*number as usize] += u32::from(here(record));
            }
        }
        let mut counts: Vec<Count> = direct.into_iter().map(|direct| Count { direct, ..Count::default() }).collect();
        managers.bottom_up(&mut counts, |number, counts| {
            counts[number].below += counts[number].direct;
            if let Some(above) = managers.above(number) {
                counts[above].below += counts[number].below;
            }
        });
        let cycles = managers.cycles(&mut counts);
        let mut reports: Vec<Reports> =
            counts.into_iter().map(|Count { direct, below, .. }| Reports { direct, below }).collect();
        // Nobody in a loop was taken; of the reports there all but the next one in the loop count.
        for cycle in &cycles {
            for (before, record) in cycle.iter().zip(cycle.iter().cycle().skip(1)) {
                if let Some(number) = managers.numbers.of(*record as usize) {
                    let reports = &mut reports[number];
                    reports.below += reports.direct - u32::from(here(*before as usize));
                }
            }
        }
        // Who asks goes through the records, and so through these.
        let reports = managers.numbers.numbers.iter().map(|number| reports[*number as usize]).collect();
        let mut walk = Walk { layers: Vec::new(), reports, cycles, managers, top_down: OnceLock::new() };
        walk.layers =
            walk.hand_down(u32::MAX, 0, |record, above| below(above).unwrap_or_else(|| is_top(record).into()));
        walk
    }

    /// The layer of a record, 0 for who reaches no top; `None` for who has no manager.
    #[inline]
    pub(super) fn layer(&self, record: usize) -> Option<u32> {
        below(self.manager_of(record).map(|number| self.layers[number]))
    }

    /// The lowest layer in which somebody who is here has a manager; 0 where nobody has.
    pub(super) fn deepest(&self) -> u32 {
        let led = self.managers.numbers.numbers.iter().zip(&self.reports).filter(|(_, reports)| reports.direct > 0);
        led.filter_map(|(number, _)| below(Some(self.layers[*number as usize]))).max().unwrap_or(0)
    }

    /// Those whom somebody reports to, by number.
    pub(super) fn managers(&self) -> &[Record] {
        &self.managers.records
    }

    /// The same, in the order of the records.
    pub(super) fn in_order(&self) -> impl Iterator<Item = Record> + '_ {
        let Numbers { numbers, .. } = &self.managers.numbers;
        numbers.iter().map(|number| self.managers.records[*number as usize])
    }

    /// The records whose manager is one of these, in order, each with the number of its manager.
    pub(super) fn reporting_to(&self, managers: impl Iterator<Item = Record>) -> impl Iterator<Item = (Record, usize)> {
        let Managers { of, numbers, records, .. } = &self.managers;
        // A bit for each: what is asked for each record stays in the nearest cache.
        let mut theirs = FixedBitSet::with_capacity(records.len());
        theirs.extend(managers.filter_map(|manager| numbers.of(manager.index())));
        let all = if theirs.is_clear() { &[] } else { &of[..] };
        let all = (0..).map(Record).zip(all).map(|(record, number)| (record, *number as usize));
        all.filter(move |(_, number)| theirs.contains(*number))
    }

    /// The number of a record's manager.
    #[inline]
    pub(super) fn manager_of(&self, record: usize) -> Option<usize> {
        self.managers.manager_of(record)
    }

    /// How many who are here report to a record directly, and how many directly or through others.
    #[inline]
    pub(super) fn reports(&self, record: usize) -> Reports {
        self.managers.numbers.place(record).map_or_else(Reports::default, |place| self.reports[place])
    }

    /// A value for each manager, by number, by that of its own, `None` at the end of a line; `looped` for who is in a loop.
    /// No value is `unset`.
    pub(super) fn hand_down<T: Copy + PartialEq>(
        &self,
        unset: T,
        looped: T,
        value: impl FnMut(usize, Option<T>) -> T,
    ) -> Vec<T> {
        let mut values = vec![unset; self.managers.records.len()];
        for record in self.cycles.iter().flatten() {
            if let Some(number) = self.managers.numbers.of(*record as usize) {
                values[number] = looped;
            }
        }
        self.managers.hand_down(&mut values, unset, value);
        values
    }

    /// Every position after its manager's, those in loops left out.
    pub(super) fn top_down(&self, is_position: impl Fn(usize) -> bool) -> &[u32] {
        self.top_down.get_or_init(|| {
            let Managers { of, records, .. } = &self.managers;
            let mut order = Vec::with_capacity(of.len());
            self.managers
                .bottom_up(&mut vec![Count::default(); records.len()], |number, _| order.push(records[number].0));
            order.reverse();
            let mut is_leaf: Vec<bool> = (0..of.len()).map(is_position).collect();
            for record in records {
                is_leaf[record.index()] = false;
            }
            order.extend((0..).zip(is_leaf).filter(|(_, is_leaf)| *is_leaf).map(|(record, _)| record));
            order
        })
    }
}

#[cfg(test)]
mod tests {
    use petgraph::graph::DiGraph;
    use proptest::prelude::*;

    use super::super::link::{NO_POSITION, UNKNOWN};
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

    /// Whom somebody reports to, numbered as they are met.
    fn leaders(manager: &[u32]) -> Leaders {
        let mut leaders = Leaders { of: Vec::new(), records: Vec::new() };
        for manager in manager {
            leaders.of.push(match leaders.records.iter().position(|record| record == manager) {
                _ if *manager == TOP => NONE,
                Some(number) => number as u32,
                None => {
                    leaders.records.push(*manager);
                    leaders.records.len() as u32 - 1
                }
            });
        }
        leaders
    }

    proptest! {
        #[test]
        fn sound_lines_are_walked_as_any_are(links in links()) {
            let sound = |(record, manager): (usize, &u32)| if *manager <= LAST && *manager as usize != record { *manager } else { TOP };
            let manager: Vec<u32> = links.iter().enumerate().map(sound).collect();
            let is_here = |record: usize| record % 5 != 1;
            let (one, other) = (Walk::sound(leaders(&manager), is_here), Walk::new(&manager, is_here));
            prop_assert_eq!(&one.cycles, &other.cycles);
            prop_assert_eq!(one.in_order().collect::<Vec<Record>>(), other.in_order().collect::<Vec<Record>>());
            prop_assert!(one.in_order().is_sorted());
            for record in 0..manager.len() {
                let told = |walk: &Walk| {
                    let Reports { direct, below } = walk.reports(record);
                    (walk.layer(record), direct, below, walk.manager_of(record).map(|number| walk.managers()[number]))
                };
                prop_assert_eq!(told(&one), told(&other));
            }
        }

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
                prop_assert_eq!(walk.layer(record).unwrap_or_else(|| u32::from(manager[record] == TOP)), layer);
                prop_assert_eq!(walk.reports(record).direct as usize, (0..count).filter(|other| up(*other) == Some(record)).count());
            }
            let led = (0..count).filter(|record| up(*record).is_some());
            prop_assert_eq!(walk.deepest(), led.filter_map(|record| walk.layer(record)).max().unwrap_or(0));
            let lengths = walk.hand_down(0, usize::MAX, |_, above| above.map_or(1, |above| above.saturating_add(1)));
            for (manager, length) in walk.managers().iter().zip(lengths) {
                prop_assert_eq!(length, chain(manager.index()).map_or(usize::MAX, |chain| chain.len()));
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
            let is_position = |record: usize| manager[record] != NO_POSITION;
            let order = walk.top_down(is_position);
            let place = |record: usize| order.iter().position(|other| *other as usize == record);
            let is_in_loop = |record: usize| walk.cycles.iter().flatten().any(|other| *other as usize == record);
            for record in 0..count {
                prop_assert_eq!(place(record).is_some(), is_position(record) && !is_in_loop(record));
                if let (Some(own), Some(above)) = (place(record), up(record).and_then(place)) {
                    prop_assert!(above < own);
                }
                if chain(record).is_some() {
                    let below = (0..count).filter(|other| {
                        *other != record && chain(*other).is_some_and(|chain| chain.contains(&record))
                    }).count();
                    prop_assert_eq!(walk.reports(record).below as usize, below);
                }
            }
        }
    }
}
