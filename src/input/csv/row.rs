//! The record that is being scanned.

use super::{SCANNED, Table};
use crate::input::columns::Field;
use crate::input::keys::Keys;
use crate::source::Span;

/// The kept cells of the record that is being scanned.
pub(super) struct Row {
    /// By slot; the last one stays empty, for the fields that the input has no column for.
    pub(super) cells: Vec<Span>,
    /// For each column the last of the slots that want its cell.
    slots: Vec<u8>,
    /// For each slot another one of its column: there are two where an e-mail address serves as the id, and as many
    /// as a user maps.
    others: [u8; SCANNED.len()],
    /// The slots of [`Keys::FIELDS`].
    pub(super) key_slots: [usize; Keys::FIELDS.len()],
    /// The slots of those of [`Keys::NUMBERS`] that the input has a column for.
    pub(super) number_slots: Vec<(usize, usize)>,
}

impl Row {
    const NONE: u8 = u8::MAX;

    pub(super) fn new(table: &Table) -> Row {
        let mut slots = vec![Row::NONE; table.columns.headings().len()];
        let mut others = [Row::NONE; SCANNED.len()];
        // The kept fields come first, so that their slots are those of a row of offsets.
        let mut slot_of = [None; Field::ALL.len()];
        let mut count = 0;
        for field in SCANNED {
            if let Some(column) = table.columns.column(field) {
                others[usize::from(count)] = std::mem::replace(&mut slots[column], count);
                slot_of[field as usize] = Some(usize::from(count));
                count += 1;
            }
        }
        let key_slots = Keys::FIELDS.map(|field| slot_of[field as usize].unwrap_or(usize::from(count)));
        let number_slot = |(number, field): (usize, &Field)| Some((number, slot_of[*field as usize]?));
        let number_slots = Keys::NUMBERS.iter().enumerate().filter_map(number_slot).collect();
        Row { cells: vec![Span::default(); usize::from(count) + 1], slots, others, key_slots, number_slots }
    }

    pub(super) fn put(&mut self, column: usize, cell: std::ops::Range<usize>) {
        let mut slot = self.slots.get(column).copied().unwrap_or(Row::NONE);
        while slot != Row::NONE {
            self.cells[usize::from(slot)] = Span::new(cell.clone());
            slot = self.others[usize::from(slot)];
        }
    }
}
