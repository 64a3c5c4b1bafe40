//! Who is here on the day of the check: incumbents who have left or have not begun are no part of the chart, and a post
//! can be vacant.

use jiff::civil::Date;

use crate::finding::Record;
use crate::input::{Field, Roster};

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
}

/// Status words of those who are gone; 'leave', 'notice' and the like are still here.
const LEFT: [&str; 15] = [
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
];
/// Status words of a post without an incumbent.
const VACANT: [&str; 5] = ["vacant", "vacancy", "open", "unfilled", "open position"];
/// What stands for a name where there is no incumbent.
const NOBODY: [&str; 14] = [
    "vacant",
    "vacancy",
    "vacant position",
    "vacant post",
    "open",
    "open position",
    "open role",
    "unfilled",
    "tbd",
    "tbh",
    "tbc",
    "to be hired",
    "to be determined",
    "to be confirmed",
];

/// The presence of every record on `day`.
pub(super) fn presence(roster: &Roster, day: Date) -> Vec<Presence> {
    let today = day.to_string();
    let mut statuses = Statuses::default();
    let (has_status, has_start, has_end) =
        (roster.has(Field::Status), roster.has(Field::StartDate), roster.has(Field::EndDate));
    roster
        .records()
        .map(|record| {
            let mut presence = by_name(roster, record);
            if has_status && presence == Presence::Here {
                presence = statuses.presence(&roster.bytes(record, Field::Status));
            }
            if has_end && side(&roster.bytes(record, Field::EndDate), &today, day) == Some(Side::Before) {
                presence = Presence::Left;
            }
            if has_start && side(&roster.bytes(record, Field::StartDate), &today, day) == Some(Side::After) {
                presence = Presence::NotBegun;
            }
            presence
        })
        .collect()
}

fn by_name(roster: &Roster, record: Record) -> Presence {
    let name = roster.bytes(record, Field::Name);
    let name = name.trim_ascii();
    // Names that could be one of the words are rare; the rest is passed over at the first letter.
    if !name.first().is_some_and(|first| b"vVoOtTuUeE".contains(first)) || name.len() > 40 {
        return Presence::Here;
    }
    let name = String::from_utf8_lossy(name).to_lowercase();
    let vacant = name.strip_prefix("vacant").is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    if vacant || NOBODY.contains(&name.as_str()) {
        Presence::Vacant
    } else if name == "eliminated" {
        Presence::Left
    } else {
        Presence::Here
    }
}

/// Status cells have few distinct texts, and neighbours mostly the same: the last few are remembered.
#[derive(Default)]
struct Statuses {
    known: Vec<(Vec<u8>, Presence)>,
}

impl Statuses {
    fn presence(&mut self, status: &[u8]) -> Presence {
        if let Some((_, presence)) = self.known.iter().find(|(known, _)| known == status) {
            return *presence;
        }
        let word = String::from_utf8_lossy(status).trim().to_lowercase();
        let presence = match word.as_str() {
            word if LEFT.contains(&word) => Presence::Left,
            word if VACANT.contains(&word) => Presence::Vacant,
            _ => Presence::Here,
        };
        if self.known.len() < 32 {
            self.known.push((status.to_vec(), presence));
        }
        presence
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Before,
    On,
    After,
}

/// On which side of the day a date lies; `None` where the cell holds no date, or one that can be read in two ways that
/// lie on different sides.
fn side(cell: &[u8], today: &str, day: Date) -> Option<Side> {
    let cell = cell.trim_ascii();
    if let Some(iso) = cell.get(..10)
        && iso[4] == b'-'
        && iso[7] == b'-'
        && iso.iter().enumerate().all(|(at, byte)| at == 4 || at == 7 || byte.is_ascii_digit())
    {
        // Dates of this form sort as text.
        return Some(order(iso.cmp(today.as_bytes())));
    }
    let text = std::str::from_utf8(cell).ok()?;
    let date = text.split([' ', 'T']).next()?;
    let mut sides = ["%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d", "%Y%m%d"]
        .into_iter()
        .filter_map(|format| Date::strptime(format, date).ok())
        .map(|date| order(date.cmp(&day)));
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
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
        let side = |cell: &str| side(cell.as_bytes(), &day.to_string(), day);
        assert_eq!(side("2026-06-15"), Some(Side::On));
        assert_eq!(side("2026-06-15T10:00:00Z"), Some(Side::On));
        assert_eq!(side("14.06.2026"), Some(Side::Before));
        assert_eq!(side("12/31/2026"), Some(Side::After));
        assert_eq!(side("05/07/2026"), None, "5 July or 7 May");
        assert_eq!(side("01/02/2026"), Some(Side::Before), "before, in either reading");
        assert_eq!(side("soon"), None);
    }
}
