//! What a step changes: who reports to whom, and what cells say.

use std::collections::{BTreeMap, BTreeSet};

use super::Word;
use super::people::{Holders, People};
use crate::chart::{Chart, Presence};
use crate::error::Error;
use crate::finding::Record;
use crate::input::{Field, Roster};
use crate::source::Source;

/// Which cells of a record say something else.
pub(super) type Cells = BTreeMap<usize, String>;

/// The changes of one step to a chart.
pub(super) struct Edits<'c> {
    pub(super) chart: &'c Chart,
    /// The plan.
    pub(super) source: &'c Source,
    /// Who reports to whom from now on; to nobody at the top. Those who are named keep no other manager.
    pub(super) managers: BTreeMap<Record, Option<Record>>,
    /// The further records that a position's changes go to as well.
    pub(super) beside: BTreeMap<Record, Vec<Record>>,
    /// What cells say, but for those of managers.
    pub(super) cells: BTreeMap<(Record, usize), String>,
    /// The records that go.
    pub(super) removed: BTreeSet<Record>,
    /// The positions of them: who reports to them reports to somebody who is gone.
    pub(super) gone: BTreeSet<Record>,
    /// Positions that nobody holds from now on.
    pub(super) vacated: BTreeSet<Record>,
    /// Vacant positions that somebody holds from now on.
    pub(super) filled: BTreeSet<Record>,
    /// The new position.
    pub(super) hired: Option<Hired>,
}

/// A new position.
pub(super) struct Hired {
    pub(super) id: String,
    pub(super) manager: Option<Record>,
    pub(super) cells: Cells,
}

impl<'c> Edits<'c> {
    pub(super) fn new(chart: &'c Chart, source: &'c Source) -> Edits<'c> {
        Edits {
            chart,
            source,
            managers: BTreeMap::new(),
            beside: BTreeMap::new(),
            cells: BTreeMap::new(),
            removed: BTreeSet::new(),
            gone: BTreeSet::new(),
            vacated: BTreeSet::new(),
            filled: BTreeSet::new(),
            hired: None,
        }
    }

    /// Notes the further records of the positions that the step names.
    pub(super) fn note_beside(&mut self, people: &People<'_>, ids: &[&Word]) {
        for holders in ids.iter().filter_map(|id| people.holders(id)) {
            if let Some(position) = holders.position {
                let further: Vec<Record> = holders.in_force(self.chart).filter(|record| *record != position).collect();
                if !further.is_empty() {
                    self.beside.insert(position, further);
                }
            }
        }
    }

    /// The records that stand for a position.
    pub(super) fn records(&self, position: Record) -> Vec<Record> {
        let further = self.beside.get(&position).into_iter().flatten();
        std::iter::once(position).chain(further.copied()).collect()
    }

    /// Sets a field of a position; the id of one that is there never changes.
    pub(super) fn set(&mut self, position: Record, field: Field, text: &str, at: &Word) -> Result<(), Error> {
        let column = self.column(field, at)?;
        self.set_in(position, column, text, at)
    }

    /// The same for a column.
    pub(super) fn set_in(&mut self, position: Record, column: usize, text: &str, at: &Word) -> Result<(), Error> {
        if self.roster().columns().column(Field::Id) == Some(column) {
            if self.chart.true_id(position) == text {
                return Ok(());
            }
            let heading = self.heading(column);
            return Err(self
                .fault(at, format!("the column '{heading}' holds the ids, and an id never changes"))
                .help("let the position leave, and hire another one"));
        }
        for record in self.records(position) {
            self.cells.insert((record, column), text.to_owned());
        }
        Ok(())
    }

    /// Empties a field of a position, where the chart has it.
    pub(super) fn clear(&mut self, position: Record, field: Field) {
        let columns = self.roster().columns();
        if let Some(column) = columns.column(field).filter(|column| columns.column(Field::Id) != Some(*column)) {
            self.cells.insert((position, column), String::new());
        }
    }

    /// Lets every record of an id go.
    pub(super) fn remove(&mut self, holders: &Holders) {
        self.removed.extend(holders.every());
        self.gone.extend(holders.position);
    }

    /// The column of a field, which a word of the plan needs.
    pub(super) fn column(&self, field: Field, at: &Word) -> Result<usize, Error> {
        self.roster().columns().column(field).ok_or_else(|| {
            self.fault(at, format!("the chart has no column for the field '{}'", field.name()))
                .help(format!("name it with --map {}=COLUMN, or add it to the file", field.name()))
        })
    }

    pub(super) fn heading(&self, column: usize) -> &str {
        self.roster().columns().headings().get(column).map_or("", String::as_str)
    }

    pub(super) fn roster(&self) -> &'c Roster {
        self.chart.roster()
    }

    pub(super) fn fault(&self, at: &Word, message: String) -> Error {
        Error::at(self.source, at.at, message)
    }

    /// Who reports to some of these, and to whom; also who begins later, and not who has left.
    pub(super) fn reports(&self, managers: &[Record]) -> Vec<(Record, Record)> {
        let managers: BTreeSet<Record> = managers.iter().copied().collect();
        let is_position =
            |record: &Record| self.chart.is_position(*record) && self.chart.presence(*record) != Presence::Left;
        let line = |record| {
            let manager = self.chart.manager(record).filter(|manager| managers.contains(manager))?;
            Some((record, manager))
        };
        self.roster().records().filter(is_position).filter_map(line).collect()
    }

    /// A position whose new line makes a loop.
    pub(super) fn loops(&self) -> Option<Record> {
        let above = |record: Record| match self.managers.get(&record) {
            Some(manager) => *manager,
            None => self.chart.manager(record),
        };
        // Each position is walked over once: from a seen one on, the way up is known.
        let mut seen: BTreeMap<Record, Record> = BTreeMap::new();
        for start in self.managers.keys().copied() {
            let mut next = Some(start);
            while let Some(record) = next {
                match seen.get(&record) {
                    None => _ = seen.insert(record, start),
                    Some(walk) if *walk != start => break,
                    // A loop that was there before is none of the step's doing.
                    Some(_) => {
                        let members = members(record, above);
                        let own = members.into_iter().find(|member| self.managers.contains_key(member));
                        if own.is_some() {
                            return own;
                        }
                        break;
                    }
                }
                next = above(record);
            }
        }
        None
    }
}

/// The positions of a loop that one of them is in.
fn members(of: Record, above: impl Fn(Record) -> Option<Record>) -> Vec<Record> {
    let mut members = vec![of];
    let mut next = above(of);
    while let Some(record) = next.filter(|record| *record != of) {
        members.push(record);
        next = above(record);
    }
    members
}
