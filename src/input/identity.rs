//! Which column is the id, where several could be, and where none is: told by what the managers' references resolve to.

use std::collections::HashSet;

use super::columns::{Field, Mapping};
use super::roster::Roster;

/// So many references tell what a column of them refers to.
const SAMPLE: usize = 256;

/// The most columns that are tried for the ids, and for the references.
const MOST_TRIED: usize = 8;

/// A mapping under which more of the references resolve, where under the present one most do not; or under which every
/// position has its id, where now vacant ones have none.
pub(super) fn better(roster: &Roster, mapping: &Mapping) -> Option<Mapping> {
    let is_settled = mapping.has(Field::Id) && mapping.has(Field::Manager);
    let lacks_ids = roster.lacks_ids();
    if is_settled || !lacks_ids && resolve_as_they_stand(roster) {
        return None;
    }
    let columns = roster.columns();
    let tried = |field: Field| match mapping.has(field) {
        true => columns.column(field).into_iter().collect(),
        false => columns.candidates(field).into_iter().take(MOST_TRIED).collect::<Vec<usize>>(),
    };
    let present = (columns.column(Field::Id)?, columns.column(Field::Manager)?);
    let email = columns.column(Field::Email);
    // References to another column are followed wherever they lead; the ids change only where others are the positions'.
    let is_better = |column: &usize| {
        *column != present.0
            && Some(*column) != email
            && (columns.is_of_position(*column) || lacks_ids)
            && is_filled(roster, *column)
    };
    let ids: Vec<usize> = std::iter::once(present.0).chain(tried(Field::Id).into_iter().filter(is_better)).collect();
    let references: Vec<(usize, HashSet<String>)> = tried(Field::Manager)
        .into_iter()
        .map(|column| (column, sample(roster, column)))
        .filter(|(_, sample)| !sample.is_empty())
        .collect();
    let present_sample = references.iter().find(|(column, _)| *column == present.1);
    let present_share = present_sample.map_or(0.0, |(_, sample)| share(roster, present.0, sample));
    let is_sound = present_share >= ENOUGH;
    let mut best: Option<(f64, usize, usize)> = None;
    for id in &ids {
        for (manager, sample) in &references {
            // Vacant positions have no incumbent, and so none of an incumbent's ids.
            let is_of_positions = columns.is_of_position(*id) && columns.is_of_position(*manager);
            if is_sound && !is_of_positions {
                continue;
            }
            let share = share(roster, *id, sample);
            if share >= ENOUGH && best.is_none_or(|(most, ..)| share > most) {
                best = Some((share, *id, *manager));
            }
        }
    }
    // Of references by something else than an id, those by address go before those by name.
    if best.is_none() && !is_sound {
        for field in [Field::Email, Field::Name] {
            let Some(by) = columns.column(field).filter(|_| best.is_none()) else { continue };
            let resolves = |(_, sample): &&(usize, HashSet<String>)| share(roster, by, sample) >= ENOUGH;
            best = references.iter().find(resolves).map(|(manager, _)| (1.0, present.0, *manager));
        }
    }
    let (_, id, manager) = best.filter(|(_, id, manager)| (*id, *manager) != present)?;
    let mut better = mapping.clone();
    better.set(Field::Id, columns.headings()[id].as_str());
    better.set(Field::Manager, columns.headings()[manager].as_str());
    Some(better)
}

/// The share of references from which on a column is what they refer to.
const ENOUGH: f64 = 0.5;

/// Whether most of the references are ids, as a sample tells; also where there are none.
pub(super) fn resolve_as_they_stand(roster: &Roster) -> bool {
    let step = (roster.len() / SAMPLE).max(1);
    let references = roster.records().step_by(step).map(|record| roster.manager_key(record));
    let mut open: HashSet<_, foldhash::fast::RandomState> = references.filter(|key| !key.is_blank()).collect();
    let wanted = open.len().div_ceil(2);
    let all = open.len();
    all == 0
        || roster.records().any(|record| {
            open.remove(&roster.id_key(record));
            all - open.len() >= wanted
        })
}

/// Some of what stands in a column, as it is compared.
fn sample(roster: &Roster, column: usize) -> HashSet<String> {
    let step = (roster.len() / SAMPLE / 4).max(1);
    let filled = roster.records().step_by(step).map(|record| folded(&roster.text_in(record, column)));
    filled.filter(|text| !text.is_empty()).take(SAMPLE * 4).collect()
}

/// The share of references that are found in a column.
fn share(roster: &Roster, column: usize, references: &HashSet<String>) -> f64 {
    let found: HashSet<String> = roster
        .records()
        .map(|record| folded(&roster.text_in(record, column)))
        .filter(|text| references.contains(text))
        .collect();
    found.len() as f64 / references.len().max(1) as f64
}

/// A reference or an id without what spreadsheets take from it or add: case, leading zeros, `.0`.
fn folded(text: &str) -> String {
    let text = text.trim().trim_end_matches(".0").trim_start_matches('0');
    text.to_lowercase()
}

fn is_filled(roster: &Roster, column: usize) -> bool {
    roster.records().all(|record| roster.is_left_out(record) || !roster.text_in(record, column).is_empty())
}
