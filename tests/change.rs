//! What changed between two charts, against a naive comparison by hash maps.

use std::collections::{BTreeMap, BTreeSet};

use orglint::change::{Change, MatchBy, Pair, Side};
use orglint::chart::Chart;
use orglint::check::{Comparison, Part, Report, Reported, Rulebook, check};
use orglint::diagram::{ColorBy, Colours, Direction, Fate, Kind, LineKind, Scene, Theme, draw_change, svg};
use orglint::facts::{Facts, Organisation};
use orglint::finding::Record;
use orglint::input;
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::title::Reader;
use proptest::prelude::*;

/// One row: id, manager, title.
type Row = (u8, u8, u8);

const TITLES: [&str; 6] = [
    "Chief Operating Officer",
    "VP of Sales Operations",
    "Sales Analyst",
    "Director of Finance",
    "Accountant",
    "Senior Accountant",
];

/// A chart of distinct ids; managers are people of it, somebody unknown, or nobody.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::btree_map(0_u8..40, (0_u8..50, 0_u8..6), 1..30)
        .prop_map(|rows| rows.into_iter().map(|(id, (manager, title))| (id, manager, title)).collect::<Vec<Row>>())
        .prop_shuffle()
}

fn manager_of((_, manager, _): Row, prefix: &str) -> String {
    if manager >= 45 { String::new() } else { format!("{prefix}{manager}") }
}

fn chart(rows: &[Row], prefix: &str) -> Result<Chart, TestCaseError> {
    let mut text = String::from("id,name,title,manager_id,work_email\n");
    for row in rows {
        let (id, manager, title) = (row.0, manager_of(*row, prefix), TITLES[usize::from(row.2)]);
        text += &format!("{prefix}{id},Person {id},{title},{manager},person.{id}@example.com\n");
    }
    let source = Source::new("x.csv", text).map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
    let roster =
        input::read(source, &input::Options::default()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    Ok(Chart::new(roster, jiff::civil::date(2026, 6, 30)))
}

fn comparing(before: &Chart, after: &Chart, by: MatchBy, test: impl FnOnce(&Change<'_>)) {
    let (organisation, reader) = (Organisation::default(), Reader::builtin());
    let [before, after] = [before, after].map(|chart| Facts::new(chart, &organisation, &reader));
    test(&Change::between(&before, &after, by));
}

/// The numbers in ids, of which all have the prefix.
fn numbers(change: &Change<'_>, side: Side, records: impl Iterator<Item = Record>) -> BTreeSet<u8> {
    let chart = change.chart(side);
    records
        .map(|record| {
            chart.id(record).trim_start_matches(|letter: char| !letter.is_ascii_digit()).parse().unwrap_or(255)
        })
        .collect()
}

fn pairs(change: &Change<'_>, pairs: &[Pair]) -> BTreeSet<u8> {
    let (before, after) = (pairs.iter().map(|pair| pair.before), pairs.iter().map(|pair| pair.after));
    let numbers_of = numbers(change, Side::After, after);
    assert_eq!(numbers_of, numbers(change, Side::Before, before), "a pair is one position");
    numbers_of
}

/// What a change comes to by plain maps.
struct Naive {
    joined: BTreeSet<u8>,
    left: BTreeSet<u8>,
    moved: BTreeSet<u8>,
    retitled: BTreeSet<u8>,
}

fn naive(before: &[Row], after: &[Row]) -> Naive {
    let by_id = |rows: &[Row]| rows.iter().map(|row| (row.0, *row)).collect::<BTreeMap<u8, Row>>();
    let (then, now) = (by_id(before), by_id(after));
    let both = || then.iter().filter_map(|(id, row)| Some((*id, *row, *now.get(id)?)));
    Naive {
        joined: now.keys().filter(|id| !then.contains_key(id)).copied().collect(),
        left: then.keys().filter(|id| !now.contains_key(id)).copied().collect(),
        moved: both()
            .filter(|(_, then, now)| manager_of(*then, "") != manager_of(*now, ""))
            .map(|(id, ..)| id)
            .collect(),
        retitled: both().filter(|(_, then, now)| then.2 != now.2).map(|(id, ..)| id).collect(),
    }
}

fn agrees(change: &Change<'_>, naive: &Naive) {
    assert_eq!(numbers(change, Side::After, change.joined.iter().copied()), naive.joined);
    assert_eq!(numbers(change, Side::Before, change.left.iter().copied()), naive.left);
    assert_eq!(pairs(change, &change.moved), naive.moved);
    assert_eq!(pairs(change, &change.retitled), naive.retitled);
}

proptest! {
    #[test]
    fn agrees_with_plain_maps(before in rows(), after in rows(), is_long: bool) {
        // Short ids are held whole by their key, long ones are compared as text.
        let prefix = if is_long { "employee-number-" } else { "E" };
        let charts = [chart(&before, prefix)?, chart(&after, prefix)?];
        comparing(&charts[0], &charts[1], MatchBy::Id, |change| {
            agrees(change, &naive(&before, &after));
            assert!(change.renumbered.is_empty() && change.renamed.is_empty());
            let spans: Vec<u32> = change.spans.iter().map(|pair| {
                let reports = |side, record| change.chart(side).direct_reports(record);
                reports(Side::Before, pair.before).abs_diff(reports(Side::After, pair.after))
            }).collect();
            assert!(spans.is_sorted_by(|one, other| one >= other) && !spans.contains(&0));
        });
    }

    #[test]
    fn new_ids_change_nobody(before in rows(), after in rows(), by_name: bool) {
        // Everybody has another id, and the same name and address.
        let by = if by_name { MatchBy::Name } else { MatchBy::Email };
        let charts = [chart(&before, "old-")?, chart(&after, "W")?];
        comparing(&charts[0], &charts[1], by, |change| {
            let expected = naive(&before, &after);
            assert_eq!(numbers(change, Side::After, change.joined.iter().copied()), expected.joined);
            assert_eq!(numbers(change, Side::Before, change.left.iter().copied()), expected.left);
            assert_eq!(pairs(change, &change.retitled), expected.retitled);
            let kept = before.len() - expected.left.len();
            assert_eq!(change.renumbered.len(), kept);
            // A manager who is in neither chart is named by another id now, which may be another one.
            let has_known_managers = |rows: &[Row]| rows.iter().all(|row| row.1 >= 45 || rows.iter().any(|other| other.0 == row.1));
            if has_known_managers(&before) && has_known_managers(&after) {
                assert_eq!(pairs(change, &change.moved), expected.moved);
            }
        });
    }

    #[test]
    fn a_chart_is_the_same_whatever_its_order_and_the_damage_to_its_ids(rows in rows(), seed: u64) {
        let mut shuffled = rows.clone();
        fastrand::Rng::with_seed(seed).shuffle(&mut shuffled);
        let damaged = if seed % 2 == 0 { "E" } else { "e" };
        let charts = [chart(&rows, "E")?, chart(&shuffled, damaged)?];
        comparing(&charts[0], &charts[1], MatchBy::Id, |change| {
            assert!(change.joined.is_empty() && change.left.is_empty() && change.retitled.is_empty());
            let has_lost = |row: &Row| row.1 < 45 && !rows.iter().any(|other| other.0 == row.1);
            if !rows.iter().any(has_lost) {
                assert!(change.moved.is_empty());
            }
            assert_eq!(change.renumbered.len(), if damaged == "E" { 0 } else { rows.len() });
        });
    }
}

/// Checks both charts, and hands their comparison to `test`.
fn checking(before: &Chart, after: &Chart, test: impl FnOnce(&Comparison<'_>)) -> Result<(), TestCaseError> {
    let rulebook = Rulebook::builtin().map_err(|error| TestCaseError::fail(error.to_string()))?;
    let (policy, reader) = (Policy::default(), Reader::builtin());
    let [before, after] = [before, after].map(|chart| check(chart, &rulebook, &policy, &reader));
    test(&Comparison::new(&before, &after, MatchBy::Id));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_drawing_shows_everybody_who_changed(before in rows(), after in rows(), is_whole: bool) {
        let charts = [chart(&before, "E")?, chart(&after, "E")?];
        let expected = naive(&before, &after);
        checking(&charts[0], &charts[1], |comparison| {
            let drawing = draw_change(comparison, is_whole);
            let with = |wanted: fn(&Fate) -> bool| -> BTreeSet<u8> {
                let cards = drawing.cards.iter().filter(|card| card.fate.as_deref().is_some_and(wanted));
                cards.map(|card| card.id[1..].parse().unwrap_or(255)).collect()
            };
            assert_eq!(with(|fate| *fate == Fate::Joined), expected.joined);
            assert_eq!(with(|fate| *fate == Fate::Left), expected.left);
            let changed: BTreeSet<u8> = expected.moved.union(&expected.retitled).copied().collect();
            assert_eq!(with(|fate| matches!(fate, Fate::Changed(_))), changed);
            if is_whole {
                let drawn = drawing.cards.iter().filter(|card| card.kind == Kind::Position).count();
                assert_eq!(drawn, after.len() + expected.left.len());
            }
            // Everybody hangs below one manager at most.
            let mut above = BTreeSet::new();
            for line in drawing.lines.iter().filter(|line| !matches!(line.kind, LineKind::Dotted | LineKind::Surplus)) {
                assert!(above.insert(line.report) && (line.manager as usize) < drawing.cards.len());
            }
            let colours = Colours::new(&drawing, ColorBy::default());
            let mut picture = Vec::new();
            let scene = Scene::new(&drawing, &colours, Direction::Down);
            svg::write(&scene, Theme::Auto, &mut picture).unwrap_or_default();
            let picture = String::from_utf8(picture).unwrap_or_default();
            assert_eq!(picture.matches("</title>").count(), drawing.cards.len());
        })?;
    }

    #[test]
    fn findings_are_told_apart_as_plain_sets_do(before in rows(), after in rows()) {
        let charts = [chart(&before, "E")?, chart(&after, "E")?];
        checking(&charts[0], &charts[1], |comparison| {
            let keys = |part: Part<'_>| -> Vec<String> {
                let chart = part.report.map(|report| report.chart());
                let key = |reported: &Reported<'_>| {
                    let mut ids: Vec<_> = reported.finding.at_fault().iter().filter_map(|one| Some(chart?.id(*one))).collect();
                    ids.sort();
                    format!("{} {ids:?}", reported.rule.name())
                };
                part.findings.iter().filter(|reported| !reported.rule.is_about_change()).map(key).collect()
            };
            let all = |report| keys(Part { source: Report::chart(report).source(), report: Some(report), findings: &report.findings });
            let (then, now) = (all(comparison.before), all(comparison.after));
            let count = |keys: &[String]| keys.iter().fold(BTreeMap::<String, i64>::new(), |mut counts, key| {
                *counts.entry(key.clone()).or_default() += 1;
                counts
            });
            let (then, now) = (count(&then), count(&now));
            let more = |one: &BTreeMap<String, i64>, other: &BTreeMap<String, i64>| -> BTreeMap<String, i64> {
                let left = one.iter().map(|(key, count)| (key.clone(), count - other.get(key).copied().unwrap_or(0)));
                left.filter(|(_, count)| *count > 0).collect()
            };
            let [introduced, _] = comparison.introduced();
            assert_eq!(count(&keys(introduced)), more(&now, &then));
            assert_eq!(count(&keys(comparison.resolved())), more(&then, &now));
            let kept: i64 = now.iter().map(|(key, count)| (*count).min(then.get(key).copied().unwrap_or(0))).sum();
            assert_eq!(comparison.unchanged as i64, kept);
        })?;
    }
}
