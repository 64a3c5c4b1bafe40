//! References that match no id as they stand: the words that mean the top, several managers in one cell, and ids that a
//! spreadsheet or an export has damaged.

use super::ids::{Ids, listed};
use super::link::{LAST, NO_POSITION, TOP, UNKNOWN};
use super::reference::{Meant, Reference};
use crate::finding::Record;
use crate::input::{Field, Roster};

/// What had to be mended in a reference before it matched an id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Damage {
    /// Blanks around it.
    Blanks,
    /// Letters in another case.
    Case,
    /// Leading zeros that are missing, or too many.
    Zeros,
    /// A `.0` at its end.
    Decimal,
    /// It is no id, but the name of one position.
    Name,
}

impl Damage {
    /// What happened, to follow 'matches only after'.
    pub const fn description(self) -> &'static str {
        match self {
            Damage::Blanks => "the blanks around it are taken off",
            Damage::Case => "its letters are put into the same case",
            Damage::Zeros => "leading zeros are evened out",
            Damage::Decimal => "the '.0' at its end is taken off",
            Damage::Name => "it is looked up among the names",
        }
    }
}

/// What became of the references that matched nothing.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// References that were linked after mending, in the order of the input.
    pub(super) untidy: Vec<(Record, Damage)>,
    /// Positions whose cell names several managers, all of them in the chart.
    pub(super) several: Vec<(Record, Vec<Record>)>,
    /// References by something else than the id that several positions have, with how many.
    pub(super) shared: Vec<(Record, u32)>,
    /// What most references go by, where that is not the id as it stands.
    pub(super) referred_by: Option<Reference>,
}

/// Words that stand for the top, where no id is spelled like them.
const TOP_WORDS: [&str; 12] =
    ["xx", "none", "null", "nil", "n/a", "na", "-1", "0", "-", "top", "board of directors", "board"];

/// Links what can be linked after mending, and tells how.
pub(super) fn mend(roster: &Roster, manager: &mut [u32]) -> Mended {
    let unknown: Vec<Record> = roster.records().filter(|record| manager[record.index()] == UNKNOWN).collect();
    let mut mended = Mended::default();
    let mut open = Vec::new();
    for record in unknown {
        let reference = roster.text(record, Field::Manager).into_owned();
        if TOP_WORDS.contains(&reference.to_lowercase().as_str()) {
            manager[record.index()] = TOP;
        } else {
            open.push((record, parts(&reference), reference));
        }
    }
    if open.is_empty() {
        return mended;
    }
    let wanted = open.iter().flat_map(|(_, parts, whole)| parts.iter().chain([whole])).map(String::as_str);
    let ids = Ids::matching(roster, |record| manager[record.index()] != NO_POSITION, wanted);
    let mut lost = Vec::new();
    for (record, parts, reference) in open {
        if let Some(found) = ids.one(&reference) {
            manager[record.index()] = found.0;
            mended
                .untidy
                .push((record, damage(&roster.bytes(record, Field::Manager), &roster.bytes(found, Field::Id))));
            continue;
        }
        let mut managers: Vec<Record> = parts.iter().filter_map(|part| ids.one(part)).collect();
        if managers.len() == parts.len() && !managers.is_empty() {
            manager[record.index()] = managers[0].0;
            let first = managers[0];
            managers.dedup();
            if managers.iter().any(|other| *other != first) {
                mended.several.push((record, managers));
            }
        } else {
            lost.push((record, reference));
        }
    }
    let linked = manager.iter().filter(|manager| **manager <= LAST).count();
    // A column that mostly holds ids holds a mistyped id where one is lost, and no name.
    if lost.len() >= linked {
        look_up_otherwise(roster, manager, &lost, lost.len() > linked, &mut mended);
    }
    mended
}

/// Links the lost references by what most of them go by.
fn look_up_otherwise(
    roster: &Roster,
    manager: &mut [u32],
    lost: &[(Record, String)],
    by_any: bool,
    mended: &mut Mended,
) {
    let is_position = |record: Record| manager[record.index()] != NO_POSITION;
    let Some((reference, meant)) = Reference::of_most(roster, is_position, lost, by_any) else { return };
    mended.referred_by = Some(reference);
    for ((record, _), meant) in lost.iter().zip(meant) {
        match meant {
            Meant::One(found) => {
                manager[record.index()] = found.0;
                if reference == Reference::Field(Field::Name) {
                    mended.untidy.push((*record, Damage::Name));
                }
            }
            Meant::Several(count) => mended.shared.push((*record, count)),
            Meant::Nobody => {}
        }
    }
    mended.untidy.sort_by_key(|(record, _)| *record);
}

/// The parts of a cell that lists several references; none where it lists one.
fn parts(reference: &str) -> Vec<String> {
    let parts = listed(reference, &[';', '|', ',', '\n']);
    if parts.len() > 1 || reference.starts_with('[') { parts } else { Vec::new() }
}

fn damage(reference: &[u8], id: &[u8]) -> Damage {
    let (reference, id) = (String::from_utf8_lossy(reference), String::from_utf8_lossy(id));
    if reference.trim() == id.trim() {
        Damage::Blanks
    } else if reference.trim().to_lowercase() == id.trim().to_lowercase() {
        Damage::Case
    } else if reference.trim().ends_with(".0") != id.trim().ends_with(".0") {
        Damage::Decimal
    } else {
        Damage::Zeros
    }
}
