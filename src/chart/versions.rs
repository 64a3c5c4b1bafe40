//! Several records of one id that follow each other in time: of an export that has a record for each change, the one in
//! force on the day of the check counts.

use jiff::civil::Date;

use crate::finding::Record;
use crate::input::{Field, Roster, values};

/// One record of an id, with the first and the last reading of the day from which on it holds.
struct Version {
    least: Date,
    most: Date,
    /// Which change of the day it is.
    sequence: Option<f64>,
}

/// For each of the records of one id whether another one is in force in its place. A record of which that cannot be told,
/// because its date is none or can be read in two ways, is not superseded.
pub(super) fn superseded(roster: &Roster, records: &[Record], day: Date) -> Vec<bool> {
    let by_effective_date = by_effective_date(roster, records, day);
    by_effective_date.or_else(|| by_period(roster, records, day)).unwrap_or_else(|| vec![false; records.len()])
}

/// By the effective date; `None` where no record has one.
fn by_effective_date(roster: &Roster, records: &[Record], day: Date) -> Option<Vec<bool>> {
    let version = |record: &Record| {
        let (least, most) = values::day(&roster.text(*record, Field::EffectiveDate)).bounds()?;
        let sequence = values::number(&roster.text(*record, Field::EffectiveSequence)).the_one();
        Some(Version { least, most, sequence })
    };
    let versions: Vec<Option<Version>> = records.iter().map(version).collect();
    let told = || versions.iter().flatten();
    let earliest = told().map(|version| version.most).min()?;
    let latest = told().filter(|version| version.most <= day).map(|version| version.least).max();
    let last_of = |date: Date| {
        told().filter(|version| version.is_on(date)).filter_map(|version| version.sequence).fold(f64::MIN, f64::max)
    };
    let (last_of_earliest, last_of_latest) = (last_of(earliest), latest.map_or(f64::MIN, last_of));
    let is_superseded = |version: &Option<Version>| match version {
        None => false,
        // What holds later is not in force yet; where all do, the first is who is to come.
        Some(version) if version.least > day => {
            version.least > earliest || version.precedes(earliest, last_of_earliest)
        }
        Some(version) => latest.is_some_and(|latest| version.most < latest || version.precedes(latest, last_of_latest)),
    };
    Some(versions.iter().map(is_superseded).collect())
}

impl Version {
    fn is_on(&self, date: Date) -> bool {
        self.least == date && self.most == date
    }

    /// Whether it is of that day, and a change before that one.
    fn precedes(&self, date: Date, sequence: f64) -> bool {
        self.is_on(date) && self.sequence.is_some_and(|own| own < sequence)
    }
}

/// By first and last days, where they make the records of one person periods that do not overlap; `None` where they do not.
fn by_period(roster: &Roster, records: &[Record], day: Date) -> Option<Vec<bool>> {
    if !roster.has(Field::StartDate) || !roster.has(Field::EndDate) || !are_of_one_person(roster, records) {
        return None;
    }
    let date = |record: &Record, field| values::day(&roster.text(*record, field));
    let mut periods = Vec::with_capacity(records.len());
    for (at, record) in records.iter().enumerate() {
        let start = date(record, Field::StartDate).bounds()?;
        let end = match date(record, Field::EndDate) {
            values::Reading::Nothing => None,
            end => Some(end.bounds()?),
        };
        periods.push((start, end.map_or((Date::MAX, Date::MAX), |end| end), at));
    }
    periods.sort_unstable();
    // Some write as the last day the first of the time that follows.
    let are_apart = periods.windows(2).all(|pair| pair[0].1.1 <= pair[1].0.0);
    let are_sound = periods.iter().all(|(start, end, _)| start.1 <= end.0);
    let are_told = periods.iter().all(|((least, most), ..)| (*least > day) == (*most > day));
    if !are_apart || !are_sound || !are_told {
        return None;
    }
    let begun = periods.iter().rev().find(|((least, _), ..)| *least <= day);
    let (.., in_force) = begun.or(periods.first())?;
    Some((0..records.len()).map(|at| at != *in_force).collect())
}

/// Whether records have the same e-mail address, or else the same name, or neither.
fn are_of_one_person(roster: &Roster, records: &[Record]) -> bool {
    let are_alike = |texts: Vec<String>| texts.windows(2).all(|pair| pair[0] == pair[1]);
    let addresses: Vec<String> =
        records.iter().map(|record| roster.text(*record, Field::Email).to_lowercase()).collect();
    let names = || records.iter().map(|record| roster.name(*record).to_lowercase()).collect();
    !addresses.iter().any(String::is_empty) && are_alike(addresses) || are_alike(names())
}
