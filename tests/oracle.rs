//! Links, loops, layers, spans and the rules of a sound hierarchy, held against a naive model and against networkx.

#![allow(clippy::unwrap_used, reason = "helpers of a test state what they hold to be true as well")]

#[path = "oracle/model.rs"]
mod model;
#[path = "oracle/random.rs"]
mod random;

use std::collections::BTreeSet;

use model::{Model, Row, To};
use orglint::chart::{Chart, Link};
use orglint::check::{Report, Rulebook, check};
use orglint::finding::Record;
use orglint::input::{self, Field, Options};
use orglint::policy::Policy;
use orglint::source::{Source, Span};
use orglint::stats::Stats;
use orglint::title::Reader;
use proptest::prelude::*;
use random::{Shape, charts, large};
use serde::Deserialize;

/// The file of a chart, in one of the ways to write it.
fn csv(rows: &[Row], delimiter: u8, quotes: csv::QuoteStyle) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).quote_style(quotes).from_writer(Vec::new());
    writer.write_record(["id", "manager_id", "name", "title", "status", "dotted_manager_ids"]).unwrap();
    for row in rows {
        writer.write_record(row.cells()).unwrap();
    }
    writer.into_inner().unwrap()
}

fn chart(text: Vec<u8>) -> Chart {
    let roster = input::read(Source::new("chart.csv", text).unwrap(), &Options::default()).unwrap();
    Chart::new(roster, jiff::civil::date(2026, 6, 30))
}

fn record(number: usize) -> Record {
    Record(number as u32)
}

fn numbers(records: impl IntoIterator<Item = Record>) -> Vec<usize> {
    records.into_iter().map(Record::index).collect()
}

/// A loop from its member that stands first in the file.
fn turned(mut cycle: Vec<usize>) -> Vec<usize> {
    let first = cycle.iter().enumerate().min_by_key(|(_, member)| **member).map_or(0, |(at, _)| at);
    cycle.rotate_left(first);
    cycle
}

fn cycles(chart: &Chart) -> BTreeSet<Vec<usize>> {
    chart.cycles().map(|cycle| turned(numbers(cycle))).collect()
}

/// Holds every answer of the chart against the model's.
fn compare(chart: &Chart, model: &Model) -> Result<(), TestCaseError> {
    prop_assert_eq!(chart.roster().len(), model.rows.len());
    prop_assert_eq!(numbers(chart.positions()), model.positions());
    prop_assert_eq!(numbers(chart.roots()), model.roots());
    prop_assert_eq!(cycles(chart), model.cycles().into_iter().collect());
    let duplicates: Vec<_> = chart.duplicates().iter().map(|(later, first)| (later.index(), first.index())).collect();
    let twice = model.records().map(|record| (record, model.first(record))).filter(|(later, first)| later != first);
    prop_assert_eq!(duplicates, twice.collect::<Vec<_>>());
    let without_id: Vec<usize> = model.records().filter(|record| !model.has_id(*record)).collect();
    prop_assert_eq!(numbers(chart.without_id().iter().copied()), without_id);
    let several: Vec<_> =
        chart.several_managers().iter().map(|(who, all)| (who.index(), numbers(all.clone()))).collect();
    prop_assert_eq!(several, model.several.clone());
    prop_assert_eq!(numbers(chart.untidy().iter().map(|(record, _)| *record)), model.mended.clone());
    let dotted: Vec<_> = chart
        .dotted_lines()
        .iter()
        .map(|line| (line.report.index(), line.reference.clone(), line.manager.map(Record::index)))
        .collect();
    let expected = model.records().filter(|at| model.is_position(*at)).flat_map(|report| {
        model.dotted(report).into_iter().map(move |(reference, manager)| (report, reference, manager))
    });
    prop_assert_eq!(dotted, expected.collect::<Vec<_>>());
    for at in model.records() {
        let position = record(at);
        prop_assert_eq!(chart.is_position(position), model.is_position(at));
        if !model.is_position(at) {
            continue;
        }
        let link = match model.to[at] {
            To::Manager(manager) => Link::Manager(record(manager)),
            To::Itself => Link::Itself,
            To::Unknown => Link::Unknown,
            To::Nobody | To::NoPosition => Link::Top,
        };
        prop_assert_eq!(chart.link(position), link, "record {}", at);
        prop_assert_eq!(chart.layer(position), model.layer(at), "record {}", at);
        prop_assert_eq!(chart.direct_reports(position), model.direct(at), "record {}", at);
        prop_assert_eq!(chart.total_reports(position), model.total(at), "record {}", at);
        let reports = model.positions().into_iter().filter(|other| model.up(*other) == Some(at));
        prop_assert_eq!(numbers(chart.reports(position)), reports.collect::<Vec<_>>());
        let mut chain = if model.layer(at).is_some() { model.line(at).to_vec() } else { vec![at] };
        chain.reverse();
        prop_assert_eq!(numbers(chart.chain(position)), chain);
    }
    let few = |at: &usize| at.is_multiple_of(3);
    let led = chart.reports_of(model.records().filter(few).map(record));
    let of_few = model.positions().into_iter().filter_map(|report| Some((report, model.up(report).filter(few)?)));
    let led = led.map(|(report, manager)| (report.index(), manager.index()));
    prop_assert_eq!(led.collect::<Vec<_>>(), of_few.collect::<Vec<_>>());
    let top_down = numbers(chart.top_down());
    let place = |at: usize| top_down.iter().position(|other| *other == at);
    let outside_loops = model.records().filter(|at| model.is_position(*at) && model.cycle(*at).is_none());
    prop_assert_eq!(top_down.iter().copied().collect::<BTreeSet<_>>(), outside_loops.collect::<BTreeSet<_>>());
    for (at, position) in top_down.iter().enumerate() {
        let manager = model.up(*position).and_then(place);
        prop_assert!(manager.is_none_or(|manager| manager < at), "{position} stands before its manager");
    }
    Ok(())
}

/// Holds the figures against the model's.
fn compare_figures(stats: &Stats, model: &Model) -> Result<(), TestCaseError> {
    let positions = model.positions();
    let id = |at: usize| model.rows[at].id.trim().to_owned();
    let spans: Vec<u32> = positions.iter().map(|at| model.direct(*at)).filter(|span| *span > 0).collect();
    let count = |wanted: &dyn Fn(usize) -> bool| positions.iter().filter(|at| wanted(**at)).count();
    prop_assert_eq!(stats.people, positions.len());
    prop_assert_eq!(&stats.roots, &model.roots().into_iter().map(id).collect::<Vec<_>>());
    prop_assert_eq!(stats.layers, positions.iter().filter_map(|at| model.layer(*at)).max().unwrap_or(0));
    prop_assert_eq!(stats.managers, spans.len());
    let widest = stats.widest_span.as_ref().map(|widest| (widest.id.clone(), widest.direct_reports));
    prop_assert_eq!(widest, model.widest().map(|at| (id(at), model.direct(at))));
    prop_assert_eq!(stats.self_reports, count(&|at| model.to[at] == To::Itself));
    prop_assert_eq!(stats.unknown_managers, count(&|at| model.to[at] == To::Unknown));
    prop_assert_eq!(stats.cycles, model.cycles().len());
    prop_assert_eq!(stats.unreachable, count(&|at| model.layer(at).is_none()));
    prop_assert_eq!(stats.vacant, count(&|at| model.is_vacant(at)));
    for (span, managers) in &stats.spans {
        prop_assert_eq!(*managers as usize, spans.iter().filter(|other| *other == span).count());
    }
    prop_assert_eq!(stats.spans.values().sum::<u32>() as usize, spans.len());
    Ok(())
}

/// What a rule finds: its name, the place, and the records at fault.
type Found = (&'static str, (u32, u32), Vec<usize>);

/// The rules whose findings follow from the model alone.
const RULES: [&str; 9] = [
    "input/duplicate-id",
    "input/missing-id",
    "integrity/cycle",
    "integrity/dotted-line",
    "integrity/extra-root",
    "integrity/no-root",
    "integrity/self-report",
    "integrity/two-managers",
    "integrity/unknown-manager",
];

fn found(report: &Report<'_>) -> Vec<Found> {
    let place = |at: Span| (at.start, at.end);
    let one = |rule: &'static str| {
        report.findings.iter().filter(move |one| one.rule.name() == rule).map(move |one| {
            let at_fault = numbers(one.finding.at_fault().iter().copied());
            (rule, place(one.finding.at), at_fault)
        })
    };
    let mut found: Vec<Found> = RULES.into_iter().flat_map(one).collect();
    found.sort();
    found
}

/// What these rules have to find, by their definitions.
fn to_find(chart: &Chart, model: &Model) -> Vec<Found> {
    let place = |at: usize, field: Field| {
        let span = chart.place(record(at), field);
        (span.start, span.end)
    };
    let mut found: Vec<Found> = Vec::new();
    let mut add = |rule, at, field, subjects| found.push((rule, place(at, field), subjects));
    let id = |at: usize| model.rows[at].id.trim();
    for at in model.records() {
        let (row, first) = (&model.rows[at], &model.rows[model.first(at)]);
        if !model.has_id(at) {
            add("input/missing-id", at, Field::Id, vec![at]);
        } else if model.first(at) != at {
            let is_one = !row.name.is_empty() && (&row.name, &row.title) == (&first.name, &first.title);
            let managers = [&row.manager, &first.manager].map(|manager| manager.trim());
            if is_one && managers[0] != managers[1] && managers.iter().all(|manager| !manager.is_empty()) {
                add("integrity/two-managers", at, Field::Manager, vec![at]);
            } else {
                add("input/duplicate-id", at, Field::Id, vec![at]);
            }
        }
    }
    for (at, _) in &model.several {
        add("integrity/two-managers", *at, Field::Manager, vec![*at]);
    }
    for mut cycle in model.cycles().into_iter().filter(|cycle| cycle.iter().any(|at| model.counts(*at))) {
        let first = (0..cycle.len()).min_by_key(|at| id(cycle[*at])).unwrap();
        cycle.rotate_left(first);
        add("integrity/cycle", cycle[0], Field::Manager, cycle);
    }
    let roots = model.roots();
    let largest = |of: &[usize]| of.iter().copied().min_by_key(|at| (u32::MAX - model.total(*at), id(*at)));
    for root in roots.iter().filter(|root| largest(&roots) != Some(**root)) {
        add("integrity/extra-root", *root, Field::Manager, vec![*root]);
    }
    let positions = model.positions();
    if let (true, Some(summit)) = (roots.is_empty(), largest(&positions)) {
        add("integrity/no-root", summit, Field::Manager, Vec::new());
    }
    let lost: Vec<usize> = positions.iter().copied().filter(|at| model.to[*at] == To::Unknown).collect();
    let references = positions.iter().filter(|at| model.to[**at] != To::Nobody).count();
    match lost.first() {
        Some(first) if lost.len() >= 20 && 4 * lost.len() >= references => {
            add("integrity/unknown-manager", *first, Field::Manager, Vec::new());
        }
        _ => lost.iter().for_each(|at| add("integrity/unknown-manager", *at, Field::Manager, vec![*at])),
    }
    for at in positions {
        if model.to[at] == To::Itself {
            add("integrity/self-report", at, Field::Manager, vec![at]);
        }
        for (_, manager) in model.dotted(at) {
            let says_nothing = manager == Some(at) || manager == model.up(at);
            if manager.is_none() || says_nothing || model.to[at] == To::Nobody {
                add("integrity/dotted-line", at, Field::DottedManager, vec![at]);
            }
        }
    }
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_chart_is_what_its_definitions_say(
        rows in charts(40),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        is_quoted: bool,
    ) {
        let quotes = if is_quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        // A list of managers is written with a delimiter between them.
        let chart = chart(csv(&rows, delimiter, quotes));
        let model = Model::of(rows);
        compare(&chart, &model)?;
        let (rulebook, policy) = (Rulebook::builtin().unwrap(), Policy::default());
        let report = check(&chart, &rulebook, &policy, &Reader::builtin());
        compare_figures(&Stats::of(&report.facts), &model)?;
        prop_assert_eq!(found(&report), to_find(&chart, &model));
    }
}

#[test]
fn chains_stars_and_loops_of_thousands_are_what_their_definitions_say() -> Result<(), TestCaseError> {
    for shape in [Shape::Tree, Shape::Chain, Shape::Star, Shape::Loop, Shape::Tails] {
        for is_bottom_up in [false, true] {
            let rows = large(shape, 300, is_bottom_up);
            compare(&chart(csv(&rows, b',', csv::QuoteStyle::Necessary)), &Model::of(rows))?;
        }
    }
    // Too many for the model, which walks through all of them for each; what is expected is known by the shape.
    let count: usize = 20_000;
    for is_bottom_up in [false, true] {
        let of = |shape| chart(csv(&large(shape, count, is_bottom_up), b',', csv::QuoteStyle::Necessary));
        let at = |number: usize| record(if is_bottom_up { count - 1 - number } else { number });
        let (chain, star, round) = (of(Shape::Chain), of(Shape::Star), of(Shape::Loop));
        for number in 0..count {
            prop_assert_eq!(chain.layer(at(number)), Some(number as u32 + 1));
            prop_assert_eq!(chain.total_reports(at(number)) as usize, count - 1 - number);
            prop_assert_eq!(star.layer(at(number)), Some(1 + u32::from(number > 0)));
            prop_assert_eq!(star.total_reports(at(number)) as usize, if number > 0 { 0 } else { count - 1 });
            prop_assert_eq!(round.layer(at(number)), None);
        }
        let members = round.cycles().next().unwrap();
        prop_assert_eq!((round.cycles().count(), members.len(), round.roots().len()), (1, count, 0));
        for pair in members.windows(2) {
            prop_assert_eq!(round.manager(pair[0]), Some(pair[1]));
        }
    }
    Ok(())
}

/// A chart and what networkx says of it (`oracle/make.py`).
#[derive(Deserialize)]
struct Answered {
    rows: Vec<(String, String)>,
    roots: Vec<usize>,
    loops: BTreeSet<Vec<usize>>,
    /// Of each record, nothing where it is no position; 0 for who reaches no top.
    layers: Vec<Option<u32>>,
    direct: Vec<Option<u32>>,
    total: Vec<Option<u32>>,
    widest: Option<String>,
    /// Parts of the chart without a line between them.
    trees: usize,
}

#[test]
fn a_chart_is_what_networkx_says() -> Result<(), Box<dyn std::error::Error>> {
    let (rulebook, policy, reader) = (Rulebook::builtin()?, Policy::default(), Reader::builtin());
    let mut seen = (0, 0);
    for line in include_str!("oracle/networkx.jsonl").lines() {
        let answered: Answered = serde_json::from_str(line)?;
        let row = |(id, manager): &(String, String)| Row {
            id: id.clone(),
            manager: manager.clone(),
            title: "Clerk".to_owned(),
            ..Row::default()
        };
        let chart = chart(csv(&answered.rows.iter().map(row).collect::<Vec<_>>(), b',', csv::QuoteStyle::Necessary));
        let of_positions = |answer: &dyn Fn(Record) -> u32| -> Vec<Option<u32>> {
            chart.roster().records().map(|record| chart.is_position(record).then(|| answer(record))).collect()
        };
        assert_eq!(numbers(chart.roots()), answered.roots, "{line}");
        assert_eq!(cycles(&chart), answered.loops, "{line}");
        assert_eq!(of_positions(&|record| chart.layer(record).unwrap_or(0)), answered.layers, "{line}");
        assert_eq!(of_positions(&|record| chart.direct_reports(record)), answered.direct, "{line}");
        assert_eq!(of_positions(&|record| chart.total_reports(record)), answered.total, "{line}");
        let report = check(&chart, &rulebook, &policy, &reader);
        let widest = Stats::of(&report.facts).widest_span.map(|widest| widest.id);
        assert_eq!(widest, answered.widest, "{line}");
        // Each part has one end: a top, a loop, a self-report or an unknown manager.
        let ends = chart.positions().filter(|position| chart.manager(*position).is_none()).count();
        assert_eq!(ends + chart.cycles().count(), answered.trees, "{line}");
        seen = (seen.0 + 1, seen.1 + answered.loops.len());
    }
    assert!(seen.0 >= 200 && seen.1 >= 30, "{seen:?}");
    Ok(())
}
