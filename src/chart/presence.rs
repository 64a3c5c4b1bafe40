//! Who is here on the day of the check: incumbents who have left or have not begun are no part of the chart, and a post
//! can be vacant.

use jiff::civil::Date;

use crate::finding::Record;
use crate::input::nobody::Nobody;
use crate::input::{Field, Roster, values};

/// Whether a position counts on the day of the check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// Somebody holds it.
    Here,
    /// It is vacant: a position of the chart without an incumbent.
    Vacant,
    /// The incumbent has left, or the post was eliminated.
    Left,
    /// The incumbent has not begun.
    NotBegun,
}

impl Presence {
    /// Whether the position is part of the chart.
    pub const fn counts(self) -> bool {
        matches!(self, Presence::Here | Presence::Vacant)
    }

    /// What a status says by itself; one that is not known to say otherwise is that of somebody who is here.
    pub fn of_status(status: &str) -> Presence {
        match status.trim().to_lowercase().as_str() {
            word if LEFT.contains(&word) => Presence::Left,
            word if VACANT.contains(&word) => Presence::Vacant,
            _ => Presence::Here,
        }
    }
}

/// Status words of those who are gone; 'leave', 'notice' and the like are still here.
const LEFT: [&str; 17] = [
    "left",
    "terminated",
    "eliminated",
    "inactive",
    "resigned",
    "retired",
    "dismissed",
    "deceased",
    "former",
    "separated",
    "departed",
    "laid off",
    "closed",
    "ex-employee",
    "offboarded",
    // Of flags such as `active`.
    "false",
    "no",
];
/// Status words of a post without an incumbent.
const VACANT: [&str; 5] = ["vacant", "vacancy", "open", "unfilled", "open position"];
/// The presence of every record on one day.
#[derive(Debug)]
pub(super) struct Presences {
    records: usize,
    /// Nothing where everybody is here, as in most charts.
    by_record: Vec<Presence>,
}

impl Presences {
    /// The presence of a record.
    pub(super) fn of(&self, record: usize) -> Presence {
        self.by_record.get(record).copied().unwrap_or(Presence::Here)
    }

    fn set(&mut self, record: Record, presence: Presence) {
        if self.by_record.is_empty() {
            self.by_record = vec![Presence::Here; self.records];
        }
        self.by_record[record.index()] = presence;
    }

    /// Whether some record is of such a presence, which is not [`Presence::Here`].
    pub(super) fn has(&self, presence: Presence) -> bool {
        self.by_record.contains(&presence)
    }

    /// Whether every record is of a position that counts.
    pub(super) fn all_count(&self) -> bool {
        // Counted, and not looked for one by one: that is done many at once.
        self.by_record.iter().filter(|presence| !presence.counts()).count() == 0
    }

    /// On `day`.
    pub(super) fn on(roster: &Roster, day: Date) -> Presences {
        // A status by number is anything; but a flag is 0 of those who have left.
        let heading = roster.columns().heading(Field::Status).unwrap_or_default().to_lowercase();
        let is_flag = heading.contains("active") || heading.contains("enabled");
        // Active Directory has one bit of several for accounts that are disabled.
        let are_bits = heading == "useraccountcontrol";
        let is_disabled = |status: &str| status.parse::<u32>().is_ok_and(|bits| bits & 2 != 0);
        let of_status = |status: &str| match status.trim() {
            "0" if is_flag => Presence::Left,
            bits if are_bits && is_disabled(bits) => Presence::Left,
            status => Presence::of_status(status),
        };
        let by_status: Vec<Presence> = roster.distinct_statuses().map(|status| of_status(&status)).collect();
        let mut presence = Presences { records: roster.len(), by_record: Vec::new() };
        if by_status.iter().any(|presence| *presence != Presence::Here) {
            presence.by_record = roster.status_codes().iter().map(|code| by_status[code as usize]).collect();
        }
        for (record, nobody) in roster.nobodies() {
            let nobody = match nobody {
                Nobody::Vacant => Presence::Vacant,
                Nobody::Eliminated => Presence::Left,
            };
            presence.set(record, nobody);
        }
        if roster.has(Field::Person) && roster.records().any(|record| has_person(roster, record)) {
            for record in roster.records() {
                let is_here = presence.of(record.index()) == Presence::Here;
                if is_here && !has_person(roster, record) && roster.name(record).is_empty() {
                    presence.set(record, Presence::Vacant);
                }
            }
        }
        let today = day.to_string();
        // Nearly always all dates lie on the usual side, and no cell has to be looked at.
        if !roster.dates_lie_within(Field::EndDate, &today, LAST_DAY) {
            for record in roster.records() {
                if side(&roster.text(record, Field::EndDate), day) == Some(Side::Before) {
                    presence.set(record, Presence::Left);
                }
            }
        }
        if !roster.dates_lie_within(Field::StartDate, FIRST_DAY, &today) {
            for record in roster.records() {
                let has_left = presence.of(record.index()) == Presence::Left;
                if !has_left && side(&roster.text(record, Field::StartDate), day) == Some(Side::After) {
                    presence.set(record, Presence::NotBegun);
                }
            }
        }
        if roster.has(Field::EffectiveDate) {
            for record in roster.records() {
                let is = |field, wanted| side(&roster.text(record, field), day) == Some(wanted);
                // A change to come is no beginning for somebody who has begun.
                let has_begun = || is(Field::StartDate, Side::Before) || is(Field::StartDate, Side::On);
                let has_left = presence.of(record.index()) == Presence::Left;
                if !has_left && is(Field::EffectiveDate, Side::After) && !has_begun() {
                    presence.set(record, Presence::NotBegun);
                }
            }
        }
        presence
    }
}

/// Whether the record has the id of an incumbent.
fn has_person(roster: &Roster, record: Record) -> bool {
    !values::is_nothing(&roster.text(record, Field::Person))
}

const FIRST_DAY: &str = "0000-00-00";
const LAST_DAY: &str = "9999-99-99";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Before,
    On,
    After,
}

/// On which side of the day a date lies; `None` where the cell holds no date, or one that can be read in two ways that
/// lie on different sides.
fn side(cell: &str, day: Date) -> Option<Side> {
    let (least, most) = values::day(cell).bounds()?;
    let side = order(least.cmp(&day));
    (side == order(most.cmp(&day))).then_some(side)
}

fn order(ordering: std::cmp::Ordering) -> Side {
    match ordering {
        std::cmp::Ordering::Less => Side::Before,
        std::cmp::Ordering::Equal => Side::On,
        std::cmp::Ordering::Greater => Side::After,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_either_order_and_doubts_decide_nothing() {
        let day = jiff::civil::date(2026, 6, 15);
        let side = |cell: &str| side(cell, day);
        assert_eq!(side("2026-06-15"), Some(Side::On));
        assert_eq!(side("2026-06-15T10:00:00Z"), Some(Side::On));
        assert_eq!(side("14.06.2026"), Some(Side::Before));
        assert_eq!(side("12/31/2026"), Some(Side::After));
        assert_eq!(side("05/07/2026"), None, "5 July or 7 May");
        assert_eq!(side("01/02/2026"), Some(Side::Before), "before, in either reading");
        assert_eq!(side("soon"), None);
    }
}
