//! Which charts a table holds, and how much each comes to.

use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

use super::{Entry, Table};
use crate::error::Error;
use crate::input::csv;

/// The number of a chart, in the order in which they are met.
pub(super) type Chart = u32;

/// How much of the table a chart is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Extent {
    /// Where its first record begins, in bytes.
    pub(super) start: u64,
    /// Behind its last record, where its records follow one another.
    pub(super) end: u64,
    /// The line of its first record, from 0.
    pub(super) line: u32,
    /// What its records come to, in bytes.
    pub(super) bytes: u64,
}

/// The charts of a table. It takes some fifty bytes a chart, beside their names.
#[derive(Default)]
pub(super) struct Survey {
    names: Names,
    extents: Vec<Extent>,
    is_scattered: bool,
}

impl Survey {
    pub(super) fn of(table: &mut dyn Table) -> Result<Survey, Error> {
        let mut survey = Survey::default();
        let mut last = None;
        table.each(&mut |entry| {
            let chart = survey.names.intern(&csv::value(entry.chart));
            survey.add(chart, &entry, last == Some(chart));
            last = Some(chart);
            Ok(())
        })?;
        Ok(survey)
    }

    fn add(&mut self, chart: Chart, entry: &Entry<'_>, follows: bool) {
        let (end, length) = (entry.at + entry.bytes.len() as u64, entry.bytes.len() as u64);
        match self.extents.get_mut(chart as usize) {
            Some(extent) => {
                self.is_scattered |= !follows;
                extent.end = end;
                extent.bytes += length;
            }
            None => self.extents.push(Extent { start: entry.at, end, line: entry.line, bytes: length }),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.extents.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.extents.is_empty()
    }

    /// Whether the records of every chart follow one another.
    pub(super) fn each_lies_together(&self) -> bool {
        !self.is_scattered
    }

    /// The charts by their names.
    pub(super) fn by_name(&self) -> Vec<Chart> {
        let mut charts: Vec<Chart> = (0..self.extents.len() as Chart).collect();
        charts.sort_unstable_by(|one, other| self.names.get(*one).cmp(self.names.get(*other)));
        charts
    }

    pub(super) fn extent(&self, chart: Chart) -> &Extent {
        &self.extents[chart as usize]
    }

    /// The name of a chart.
    pub(super) fn name(&self, chart: Chart) -> String {
        String::from_utf8_lossy(self.names.get(chart)).into_owned()
    }

    /// The chart that a cell tells of.
    pub(super) fn chart(&self, cell: &[u8]) -> Option<Chart> {
        self.names.find(&csv::value(cell))
    }
}

/// The names of charts, each once, without the blanks around them.
#[derive(Default)]
struct Names {
    text: Vec<u8>,
    ranges: Vec<Range<usize>>,
    numbers: HashTable<Chart>,
    hasher: RandomState,
}

impl Names {
    fn get(&self, chart: Chart) -> &[u8] {
        &self.text[self.ranges[chart as usize].clone()]
    }

    fn find(&self, name: &[u8]) -> Option<Chart> {
        let name = name.trim_ascii();
        self.numbers.find(self.hasher.hash_one(name), |chart| self.get(*chart) == name).copied()
    }

    fn intern(&mut self, name: &[u8]) -> Chart {
        let name = name.trim_ascii();
        if let Some(chart) = self.find(name) {
            return chart;
        }
        let (chart, start) = (self.ranges.len() as Chart, self.text.len());
        self.text.extend_from_slice(name);
        self.ranges.push(start..self.text.len());
        let Names { text, ranges, numbers, hasher } = self;
        let hash = |chart: &Chart| hasher.hash_one(&text[ranges[*chart as usize].clone()]);
        numbers.insert_unique(hasher.hash_one(name), chart, hash);
        chart
    }
}
