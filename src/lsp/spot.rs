//! Which cell of a chart a place is in.

use std::ops::Range;

use crate::chart::Chart;
use crate::finding::Record;
use crate::input::Field;

/// A cell of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Spot {
    pub(super) record: Record,
    pub(super) field: Field,
    /// Its place in the text.
    pub(super) range: Range<usize>,
}

/// The fields that there is something to be said of.
const FIELDS: [Field; 6] = [Field::Id, Field::Manager, Field::Title, Field::Name, Field::FirstName, Field::LastName];

impl Spot {
    /// The cell at a byte of the text; behind its last character counts, for there a cursor stands that has typed it.
    pub(super) fn at(chart: &Chart, offset: usize) -> Option<Spot> {
        let roster = chart.roster();
        let count = roster.len();
        // Rows of a table stand in the order of their records; the values of nested records need not.
        let records = if roster.is_delimited_text() {
            let mut behind = (0, count);
            while behind.0 < behind.1 {
                let middle = usize::midpoint(behind.0, behind.1);
                let starts = roster.place(Record(middle as u32), Field::Id).start as usize;
                behind = if starts <= offset { (middle + 1, behind.1) } else { (behind.0, middle) };
            }
            // The first cells of a record may stand before its id.
            behind.0.saturating_sub(1)..(behind.0 + 1).min(count)
        } else {
            0..count
        };
        records.map(|record| Record(record as u32)).find_map(|record| Spot::of(chart, record, offset))
    }

    fn of(chart: &Chart, record: Record, offset: usize) -> Option<Spot> {
        let roster = chart.roster();
        let id = roster.place(record, Field::Id);
        FIELDS.into_iter().filter(|field| roster.has(*field)).find_map(|field| {
            let place = roster.place(record, field);
            // A record without a cell of its own for a field is placed at its id.
            let is_own = field == Field::Id || place != id;
            let range = place.range();
            (is_own && (range.start..=range.end).contains(&offset)).then_some(Spot { record, field, range })
        })
    }

    /// The position that the cell is about: in a manager's cell the manager, where that is one.
    pub(super) fn position(&self, chart: &Chart) -> Option<Record> {
        match self.field {
            Field::Manager => chart.manager(self.record),
            _ => Some(self.record).filter(|record| chart.is_position(*record)),
        }
    }
}
