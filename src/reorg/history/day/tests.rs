use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn of(path: &str) -> Result<Option<Date>, Doubt> {
    day_of(Path::new(path))
}

#[test]
fn a_day_is_found_wherever_it_stands_in_the_name() {
    let day = Ok(Some(date(2026, 3, 31)));
    for name in [
        "2026-03-31.csv",
        "20260331.csv",
        "2026_03_31.csv",
        "2026.03.31.csv",
        "2026-3-31.csv",
        "org-2026-03-31.csv",
        "export_20260331_full.xlsx",
        "Org Chart 2026 03 31.xlsx",
        "31.03.2026.csv",
        "31-03-2026.csv",
        "03-31-2026.csv",
        "31032026.csv",
        "workday_2026-03-31T09-30-00Z.json",
        "export-20260331093000.csv",
        "export-20260331-202604.csv",
        "v2-2026-03-31.csv",
        "2026-03-31-2.csv",
        "E12-31-2026-03-31.csv",
        "2026-03_org_2026-03-31.csv",
        "2026-03-31_20260331.csv",
        "2026-03-31/org.csv",
        "exports/2026-03-31/hr/org.csv",
        "exports/2020-01-01/2026-03-31.csv",
        "2026-03.csv",
        "org_2026_03_full.csv",
        "202603.csv",
        "2026-03/org.csv",
    ] {
        assert_eq!(of(name), day, "{name}");
    }
    assert_eq!(of("2024-02.csv"), Ok(Some(date(2024, 2, 29))));
    assert_eq!(of("01.02.2026.csv"), Ok(Some(date(2026, 2, 1))), "with dots the day comes first");
}

#[test]
fn a_number_that_is_no_day_is_none() {
    for name in [
        "org.csv",
        "",
        "org-12345678.csv",
        "2026-13-01.csv",
        "2026-02-30.csv",
        "20261301.csv",
        "2026.csv",
        "2026-Q1.csv",
        "10012345.csv",
        "1234-01-01.csv",
        "E10-20-30.csv",
        "203061.csv",
        "…２０２６-03-31.csv",
    ] {
        assert_eq!(of(name), Ok(None), "{name}");
    }
}

#[test]
fn what_can_be_meant_in_two_ways_is_doubted() {
    for (name, one, other) in [
        ("2026-03-31-2026-04-30.csv", date(2026, 3, 31), date(2026, 4, 30)),
        ("2026-03-31_20260401.csv", date(2026, 3, 31), date(2026, 4, 1)),
        ("01-02-2026.csv", date(2026, 1, 2), date(2026, 2, 1)),
        ("2026-03_to_2026-04.csv", date(2026, 3, 31), date(2026, 4, 30)),
        ("2026-03_as_of_2026-04-01.csv", date(2026, 3, 31), date(2026, 4, 1)),
        ("202603-202604.csv", date(2026, 3, 31), date(2026, 4, 30)),
        ("01-02-2026/org.csv", date(2026, 1, 2), date(2026, 2, 1)),
    ] {
        assert_eq!(of(name), Err(Doubt { one, other }), "{name}");
    }
}

/// Days that a name may have.
fn days() -> impl Strategy<Value = Date> {
    (1900_i16..2200, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}

/// A day with the year first, in each of the ways to write it.
fn written(day: Date, way: usize) -> String {
    let (year, month, day) = (day.year(), day.month(), day.day());
    match way {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}_{month:02}_{day:02}"),
        2 => format!("{year}.{month}.{day}"),
        3 => format!("{year}{month:02}{day:02}"),
        4 => format!("{year}{month:02}{day:02}235959"),
        _ => format!("{day:02}.{month:02}.{year}"),
    }
}

/// Text around a day, without numbers.
fn beside() -> impl Strategy<Value = String> {
    "[a-zäA-Z_ .()-]{0,8}"
}

proptest! {
    #[test]
    fn any_day_in_any_form_is_found(day in days(), way in 0..6_usize, before in beside(), after in beside()) {
        let name = format!("{before}{}{after}.csv", written(day, way));
        prop_assert_eq!(day_in(&name), Ok(Some(day)), "{}", name);
    }

    #[test]
    fn two_days_are_refused(
        (one, other) in (days(), days()),
        ways in (0..6_usize, 0..6_usize),
        (before, between, after) in (beside(), "[a-z_]{1,6}", beside()),
    ) {
        let name = format!("{before}{}{between}{}{after}.csv", written(one, ways.0), written(other, ways.1));
        let expected = if one == other { Ok(Some(one)) } else { Err(Doubt { one: one.min(other), other: one.max(other) }) };
        prop_assert_eq!(day_in(&name), expected, "{}", name);
    }

    #[test]
    fn no_name_is_too_odd(name in "[0-9\\-_. ]{0,40}|\\PC{0,40}") {
        let _ = day_in(&name);
    }
}
