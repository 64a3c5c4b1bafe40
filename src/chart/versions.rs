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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use crate::chart::{Chart, Presence};
    use crate::input::{self, Field};
    use crate::source::Source;

    fn chart_on(day: Date, text: String) -> Chart {
        let roster = input::read(Source::new("x.csv", text).unwrap(), &input::Options::default()).unwrap();
        Chart::new(roster, day)
    }

    fn chart(text: String) -> Chart {
        chart_on(date(2026, 6, 15), text)
    }

    /// Of each id the titles of the records that are left, and how many are duplicates.
    fn left(header: &str, rows: &[&str]) -> (String, usize) {
        left_on(date(2026, 6, 15), header, rows)
    }

    fn left_on(day: Date, header: &str, rows: &[&str]) -> (String, usize) {
        let chart = chart_on(day, format!("{header}\n{}\n", rows.join("\n")));
        let positions = chart.roster().records().filter(|record| chart.is_position(*record));
        let titles: Vec<_> = positions.map(|position| chart.title(position).into_owned()).collect();
        (titles.join(" "), chart.duplicates().len())
    }

    #[test]
    fn the_latest_that_has_begun_counts() {
        let left = |rows: &[&str]| left("id,manager,title,effective date", rows);
        assert_eq!(left(&["A,,old,2020-01-01", "A,,new,2026-06-15", "A,,next,2026-06-16"]), ("new".into(), 0));
        assert_eq!(left(&["A,,last,2028-01-01", "A,,first,2027-01-01"]), ("first".into(), 0));
        assert_eq!(left(&["A,,old,01.02.2020", "A,,new,3 March 2021"]), ("new".into(), 0));
        assert_eq!(left(&["A,,old,05/07/2020", "A,,new,08/09/2021"]), ("new".into(), 0), "in every reading");
    }

    #[test]
    fn what_could_decide_both_ways_decides_nothing() {
        let left = |rows: &[&str]| left("id,manager,title,effective date", rows);
        assert_eq!(left(&["A,,old,2020-01-01", "A,,open,05/07/2026"]), ("old".into(), 1), "May or July");
        assert_eq!(left(&["A,,gone,2019-01-01", "A,,old,2020-01-01", "A,,open,05/07/2026"]), ("old".into(), 1));
        assert_eq!(left(&["A,,open,05/07/2026", "A,,next,2027-01-01"]), ("open".into(), 0));
        assert_eq!(left(&["A,,one,2020-01-01", "A,,other,2020-01-01", "A,,gone,2019-01-01"]), ("one".into(), 1));
        assert_eq!(left(&["A,,one,2020-01-01", "A,,other,soon"]), ("one".into(), 1));
        assert_eq!(left(&["A,,one,2020-01-01", "A,,other,"]), ("one".into(), 1));
        assert_eq!(left(&["A,,one,", "A,,other,"]), ("one".into(), 1));
    }

    #[test]
    fn of_one_day_the_later_sequence_counts() {
        let left = |rows: &[&str]| left("id,manager,title,effdt,effseq", rows);
        assert_eq!(left(&["A,,b,2020-01-01,1", "A,,c,2020-01-01,10", "A,,a,2020-01-01,0"]), ("c".into(), 0));
        assert_eq!(left(&["A,,b,2020-01-01,1", "A,,c,2020-01-01,"]), ("b".into(), 1));
        assert_eq!(left(&["A,,b,2027-01-01,1", "A,,c,2027-01-01,2"]), ("c".into(), 0));
        assert_eq!(left(&["A,,b,05/07/2020,1", "A,,c,2020-07-05,2"]), ("b".into(), 1), "May or July");
    }

    #[test]
    fn periods_that_do_not_overlap_follow_each_other() {
        let left = |rows: &[&str]| left("id,name,manager,title,start date,end date", rows);
        assert_eq!(left(&["A,N,,new,2024-01-01,", "A,N,,old,2020-01-01,2023-12-31"]), ("new".into(), 0));
        assert_eq!(left(&["A,N,,old,2020-01-01,2024-01-01", "A,n,,new,2024-01-01,2030-01-01"]), ("new".into(), 0));
        assert_eq!(left(&["A,N,,back,2027-01-01,", "A,N,,old,2020-01-01,2023-12-31"]), ("old".into(), 0), "left");
        assert_eq!(left(&["A,N,,next,2028-01-01,", "A,N,,soon,2027-01-01,2027-12-31"]), ("soon".into(), 0));
        for rows in [
            ["A,N,,old,2020-01-01,2024-02-01", "A,N,,new,2024-01-01,"],
            ["A,N,,old,2020-01-01,", "A,N,,new,2024-01-01,"],
            ["A,N,,old,2020-01-01,2023-12-31", "A,M,,new,2024-01-01,"],
            ["A,N,,old,,2023-12-31", "A,N,,new,2024-01-01,"],
            ["A,N,,old,2020-01-01,2019-01-01", "A,N,,new,2024-01-01,"],
            ["A,N,,old,2020-01-01,2023-12-31", "A,N,,new,05/07/2026,"],
        ] {
            assert_eq!(left(&rows), ("old".into(), 1), "{rows:?}");
        }
    }

    #[test]
    fn a_beginning_is_told_where_all_its_readings_are_over_or_to_come() {
        let rows = ["A,N,,old,2020-01-01,2023-12-31", "A,N,,new,05/07/2026,"];
        let left = |day| left_on(day, "id,name,manager,title,start date,end date", &rows);
        assert_eq!(left(date(2026, 5, 6)), ("old".into(), 0));
        assert_eq!(left(date(2026, 5, 7)), ("old".into(), 1), "begun by one reading");
        assert_eq!(left(date(2026, 7, 4)), ("old".into(), 1), "not begun by the other");
        assert_eq!(left(date(2026, 7, 5)), ("new".into(), 0));
    }

    #[test]
    fn an_address_tells_a_person_more_surely_than_a_name() {
        let left = |rows: &[&str]| left("id,name,email,manager,title,start date,end date", rows);
        let married = ["A,Ann Ark,a@x.org,,old,2020-01-01,2023-12-31", "A,Ann Bee,A@x.org,,new,2024-01-01,"];
        assert_eq!(left(&married), ("new".into(), 0));
    }

    #[test]
    fn who_begins_later_is_no_part_of_the_chart() {
        let chart = chart(
            "id,manager,title,hire date,effective date\nA,,CEO,2020-01-01,2020-01-01\nB,A,x,,2027-01-01\nB,A,y,,2028-01-01\n\
             C,A,x,2020-01-01,2027-01-01\n"
                .into(),
        );
        let presence: Vec<Presence> = [0, 1, 3].map(|at| chart.presence(crate::finding::Record(at))).to_vec();
        assert_eq!(presence, [Presence::Here, Presence::NotBegun, Presence::Here]);
        assert_eq!(chart.superseded().len(), 1);
    }

    /// Of one record the id, the year after 2000 from which on it holds, which change of the year it is, and the manager.
    type Row = (u8, i16, u8, u8);

    proptest! {
        #[test]
        fn the_order_of_the_records_does_not_matter(
            rows in prop::collection::btree_set((0_u8..6, 20_i16..32, 0_u8..3, 0_u8..7), 1..40),
            keys in prop::collection::vec(any::<u32>(), 40),
        ) {
            // One record for each change.
            let by_change: BTreeMap<(u8, i16, u8), Row> = rows.iter().map(|row| ((row.0, row.1, row.2), *row)).collect();
            let mut rows: Vec<(u32, Row)> = keys.into_iter().zip(by_change.into_values()).collect();
            rows.sort_unstable();
            let mut text = "id,manager,title,effective date,effseq\n".to_owned();
            for (_, (id, year, sequence, manager)) in &rows {
                text += &format!("{id},{manager},t{year}-{sequence},20{year}-06-16,{sequence}\n");
            }
            // Change by change up to the day; without one, who is to come.
            let mut expected: BTreeMap<u8, Row> = BTreeMap::new();
            let mut changes: Vec<Row> = rows.iter().map(|(_, row)| *row).collect();
            changes.sort_unstable_by_key(|(_, year, sequence, _)| (*year, *sequence));
            for change in &changes {
                let is_first = expected.get(&change.0).is_none_or(|(_, year, ..)| *year == change.1);
                if change.1 < 26 || is_first {
                    expected.insert(change.0, *change);
                }
            }
            let chart = chart(text);
            prop_assert!(chart.duplicates().is_empty());
            let found: BTreeMap<String, (String, String, bool)> = chart.roster().records()
                .filter(|record| chart.is_position(*record))
                .map(|record| (
                    chart.id(record).into_owned(),
                    (
                        chart.title(record).into_owned(),
                        chart.roster().text(record, Field::Manager).into_owned(),
                        chart.presence(record) == Presence::NotBegun,
                    ),
                ))
                .collect();
            let expected: BTreeMap<String, (String, String, bool)> = expected.into_values()
                .map(|(id, year, sequence, manager)| {
                    (id.to_string(), (format!("t{year}-{sequence}"), manager.to_string(), year >= 26))
                })
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
