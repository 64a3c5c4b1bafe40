//! The rows: which person stands where in the file, and under which id.

use clap::ValueEnum;
use serde::Serialize;

use super::random::{Random, hash, mix};

/// How employee ids look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum IdStyle {
    /// `E10000000` and on, without gaps
    Prefix,
    /// Numbers with gaps, as of a company where people have come and gone for decades
    Gaps,
    /// Numbers with leading zeros, which a spreadsheet would drop
    Zeros,
    /// Random UUIDs
    Uuid,
}

/// In which order the people stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RowOrder {
    /// By id, which says nothing about who reports to whom
    Id,
    /// Managers before their people
    Tree,
}

/// Where everybody stands, and everybody's id. A person's id follows from the row, so ids ascend in the file.
pub(crate) struct Rows {
    row_of: Vec<u32>,
    person_at: Vec<u32>,
    ids: IdStyle,
    seed: u64,
}

impl Rows {
    pub(crate) fn new(people: usize, order: RowOrder, ids: IdStyle, seed: u64) -> Self {
        let mut person_at: Vec<u32> = (0..people as u32).collect();
        if order == RowOrder::Id {
            Random::new(seed, "rows").shuffle(&mut person_at);
        }
        let mut row_of = vec![0; people];
        for (row, &person) in person_at.iter().enumerate() {
            row_of[person as usize] = row as u32;
        }
        Self { row_of, person_at, ids, seed }
    }

    /// The row of a person, the first one being 0.
    pub(crate) fn row(&self, person: usize) -> usize {
        self.row_of[person] as usize
    }

    /// The line of a person in the CSV: lines count from 1, and the first has the headings.
    pub(crate) fn line(&self, person: usize) -> usize {
        self.row(person) + 2
    }

    /// The people, in the order of the file.
    pub(crate) fn people(&self) -> impl Iterator<Item = usize> {
        self.person_at.iter().map(|&person| person as usize)
    }

    /// The id of a person.
    pub(crate) fn id(&self, person: usize) -> String {
        self.id_of_row(self.row(person))
    }

    /// An id that looks like the others and that nobody has.
    pub(crate) fn unused_id(&self, index: usize) -> String {
        self.id_of_row(self.row_of.len() + index)
    }

    /// Different rows have different ids in every style, by construction.
    fn id_of_row(&self, row: usize) -> String {
        match self.ids {
            IdStyle::Prefix => format!("E{}", 10_000_000 + row),
            IdStyle::Zeros => format!("{:08}", row + 1),
            IdStyle::Gaps => {
                const GAP: u64 = 37;
                let row = row as u64;
                format!("W{}", 1_000_000 + row * GAP + hash(self.seed, row) % GAP)
            }
            IdStyle::Uuid => {
                const NODE_BITS: u64 = (1 << 48) - 1;
                let row = row as u64;
                let random = hash(self.seed, row);
                // The row times an odd number, modulo a power of two, is different for every row.
                let node = row.wrapping_mul(0x5DEE_CE66_D5A7).wrapping_add(mix(self.seed)) & NODE_BITS;
                let (first, second, third) = (random >> 32, random >> 16 & 0xFFFF, random & 0xFFF);
                let fourth = 0x8000 | mix(random) & 0x3FFF;
                format!("{first:08x}-{second:04x}-4{third:03x}-{fourth:04x}-{node:012x}")
            }
        }
    }
}
