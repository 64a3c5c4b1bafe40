//! Several records of one id that are several people on one post.

use std::collections::HashSet;

use super::presence::Presences;
use crate::finding::Record;
use crate::input::{Field, Roster, values};

/// Of the records of one id the one that stands for a post which their people share: the first of whom is here. `None`
/// where it is not sure that they share one: they have to be different people who agree in title and manager, each told by
/// an id of their own, or by a name and a part of a full-time post.
pub(super) fn shared_post(roster: &Roster, records: &[Record], presence: &Presences) -> Option<Record> {
    let first = *records.first()?;
    let agree = |field| records.iter().all(|record| roster.text(*record, field) == roster.text(first, field));
    let person = |record: &Record| match roster.has(Field::Person) {
        true => Some(roster.text(*record, Field::Person)).filter(|person| !values::is_nothing(person)),
        false => {
            let name = Some(roster.name(*record)).filter(|name| !values::is_nothing(name));
            name.filter(|_| is_part_time(roster, *record))
        }
    };
    let people: Option<HashSet<String>> = records.iter().map(|record| Some(person(record)?.to_lowercase())).collect();
    let are_different = people.is_some_and(|people| people.len() == records.len());
    if !are_different || !agree(Field::Title) || !agree(Field::Manager) {
        return None;
    }
    Some(records.iter().copied().find(|record| presence.of(record.index()).counts()).unwrap_or(first))
}

fn is_part_time(roster: &Roster, record: Record) -> bool {
    values::share(&roster.text(record, Field::HeadcountWeight))
        .bounds()
        .is_some_and(|(least, most)| least >= 0.0 && most < 1.0)
}
