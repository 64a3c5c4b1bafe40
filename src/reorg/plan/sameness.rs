//! Whether a chart that was written and read again is the one that was meant: the same lines and the same people, but for
//! what the step changes.

use super::edits::Edits;
use super::references::last;
use crate::chart::{Chart, Link, Presence};
use crate::finding::Record;
use crate::input::Roster;

/// What differs from what was meant, and what may be the reason.
pub(super) struct Difference {
    pub(super) what: String,
    pub(super) help: &'static str,
}

const BY_WHERE: &str =
    "`where` in orglint.toml leaves the record out: give it what the condition asks for with `cells`, or mend it";
const BY_DATE: &str = "dates or the status in the record say so: check the day of the step, and `cells`";
const BY_REFERENCE: &str = "references in the file can be read in several ways: let managers be referred to by ids";

/// Where records of the chart before are in the chart after.
pub(super) struct Places {
    removed: Vec<Record>,
    added_behind: Option<Record>,
}

impl Places {
    pub(super) fn of(edits: &Edits<'_>) -> Places {
        let added_behind = edits.hired.as_ref().and_then(|_| last(edits));
        Places { removed: edits.removed.iter().copied().collect(), added_behind }
    }

    /// The place of a record that stays.
    fn now(&self, record: Record) -> Record {
        let removed = self.removed.partition_point(|gone| *gone < record) as u32;
        Record(record.0 - removed + u32::from(self.added_behind.is_some_and(|behind| behind < record)))
    }

    /// The place of the new one.
    fn added(&self) -> Option<Record> {
        let behind = self.added_behind?;
        let is_there = self.removed.binary_search(&behind).is_err();
        Some(Record(behind.0 + u32::from(is_there) - self.removed.partition_point(|gone| *gone < behind) as u32))
    }

    /// How many records there are.
    fn count(&self, before: &Roster) -> usize {
        before.len() - self.removed.len() + usize::from(self.added_behind.is_some())
    }
}

/// Holds the chart after against what was meant.
pub(super) fn difference(edits: &Edits<'_>, after: &Chart) -> Option<Difference> {
    let before = edits.chart;
    let places = Places::of(edits);
    if after.roster().len() != places.count(before.roster()) {
        return Some(Difference { what: "it would have other records".to_owned(), help: BY_REFERENCE });
    }
    let hired = places.added();
    if let (Some(hired), Some(record)) = (&edits.hired, hired) {
        let manager = hired.manager.map(|manager| places.now(manager));
        if let Some(difference) = of_newcomer(after, record, manager) {
            return Some(Difference { what: format!("{} {}", hired.id, difference.what), ..difference });
        }
    }
    let stays = |record: &Record| places.removed.binary_search(record).is_err();
    for record in before.roster().records().filter(stays) {
        let now = places.now(record);
        let say = |what: &str, help| Some(Difference { what: format!("{} {what}", before.id(record)), help });
        if before.is_position(record) != after.is_position(now) {
            return say("would be left out of the chart", BY_WHERE);
        }
        if !before.is_position(record) {
            continue;
        }
        let expected = match record {
            record if edits.vacated.contains(&record) => Presence::Vacant,
            record if edits.filled.contains(&record) => Presence::Here,
            record => before.presence(record),
        };
        if after.presence(now) != expected {
            return say(presence(after.presence(now)), BY_DATE);
        }
        let is_meant = match (edits.managers.get(&record).copied(), before.link(record)) {
            (Some(None), _) | (None, Link::Top) => after.link(now) == Link::Top,
            (None, Link::Manager(manager)) if edits.gone.contains(&manager) => after.link(now) == Link::Unknown,
            (Some(Some(manager)), _) | (None, Link::Manager(manager)) => {
                after.link(now) == Link::Manager(places.now(manager))
            }
            (None, Link::Itself) => after.link(now) == Link::Itself,
            // Who was unknown may come, and of two with one name one may leave.
            (None, Link::Unknown) => true,
        };
        if !is_meant {
            return match after.link(now) {
                Link::Top => say("would report to nobody", BY_REFERENCE),
                Link::Unknown => say("would report to somebody who is not in the chart", BY_REFERENCE),
                Link::Itself => say("would report to itself", BY_REFERENCE),
                Link::Manager(manager) => say(&format!("would report to {}", after.id(manager)), BY_REFERENCE),
            };
        }
    }
    None
}

fn of_newcomer(after: &Chart, record: Record, manager: Option<Record>) -> Option<Difference> {
    let say = |what: &str, help| Some(Difference { what: what.to_owned(), help });
    if !after.is_position(record) {
        return say("would be left out of the chart", BY_WHERE);
    }
    if !after.presence(record).counts() {
        return say(presence(after.presence(record)), BY_DATE);
    }
    if after.link(record) != manager.map_or(Link::Top, Link::Manager) {
        return say("would report to somebody else", BY_REFERENCE);
    }
    None
}

const fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Here => "would not be vacant",
        Presence::Vacant => "would be vacant",
        Presence::Left => "would have left",
        Presence::NotBegun => "would begin later",
    }
}
