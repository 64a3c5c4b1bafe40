//! Several records of one id that describe one position rightly: as it was and will be, or with several people on it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::presence::Presences;
use super::{sharing, versions};
use crate::finding::Record;
use crate::input::Roster;

/// The records that describe nothing of their own.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// Records in whose place another one of their id is in force, in the order of the input.
    pub(super) superseded: Vec<Record>,
    /// Records of people who share a post with the one whose record stands for it, in the order of the input.
    pub(super) sharing: Vec<Record>,
}

impl Aside {
    /// Of records whose id an earlier one has, with that one, those that are no duplicates.
    pub(super) fn of(roster: &Roster, duplicates: &[(Record, Record)], presence: &Presences, day: Date) -> Aside {
        let mut by_id: BTreeMap<Record, Vec<Record>> = BTreeMap::new();
        for (later, first) in duplicates {
            by_id.entry(*first).or_insert_with(|| vec![*first]).push(*later);
        }
        let mut aside = Aside::default();
        for mut records in by_id.into_values() {
            let superseded = versions::superseded(roster, &records, day);
            let mut at = 0..;
            records.retain(|record| {
                let is_superseded = at.next().is_some_and(|at| superseded[at]);
                aside.superseded.extend(is_superseded.then_some(*record));
                !is_superseded
            });
            if records.len() > 1
                && let Some(post) = sharing::shared_post(roster, &records, presence)
            {
                aside.sharing.extend(records.into_iter().filter(|record| *record != post));
            }
        }
        aside.superseded.sort_unstable();
        aside.sharing.sort_unstable();
        aside
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> + '_ {
        self.superseded.iter().chain(&self.sharing).copied()
    }
}
