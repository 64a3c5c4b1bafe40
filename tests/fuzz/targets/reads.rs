//! Any bytes, read in one format, give an error or a chart whose cells have places, whose graph is what a naive walk finds,
//! and which reads the same from its canonical form.

use std::collections::{HashMap, HashSet};

use orglint::chart::{Chart, Link};
use orglint::convert;
use orglint::finding::Record;
use orglint::input::{self, Field, Format, Limits, Options, Roster};
use orglint::source::{Raw, Source};
use orglint::table;

use super::checked::{DAY, assert_told, told, written};

/// Reads bytes as text in a format.
pub(crate) fn text(bytes: &[u8], format: Format) {
    let options = Options { format: Some(format), ..Options::default() };
    if Source::new("chart", bytes).is_ok() {
        same_twice(|| input::read(Source::new("chart", bytes).expect("text as before"), &options));
    }
}

/// Reads bytes as a packed file, which is told by its first ones.
pub(crate) fn packed(name: &str, bytes: &[u8]) {
    let limits = Limits { unpacked_bytes: 4 << 20, values: 1 << 20 };
    let options = Options { limits, all_columns: true, ..Options::default() };
    same_twice(|| input::load(Raw::new(name, bytes), &options));
}

fn same_twice(read: impl Fn() -> Result<Roster, orglint::error::Error>) {
    let (roster, again) = match (read(), read()) {
        (Ok(roster), Ok(again)) => (roster, again),
        (Err(error), Err(again)) => {
            assert_told(&error);
            assert_eq!(error.to_string(), again.to_string());
            return;
        }
        (Ok(_), Err(error)) | (Err(error), Ok(_)) => panic!("only once: {error}"),
    };
    cells_have_places(&roster);
    let canonical = written(|out| convert::write(&roster, table::Format::Csv, out));
    let (chart, again) = (Chart::new(roster, DAY), Chart::new(again, DAY));
    assert_eq!(told(&chart), told(&again));
    graph_is_that_of_a_walk(&chart);
    reads_the_same(chart.roster(), &canonical);
}

fn cells_have_places(roster: &Roster) {
    let source = roster.source();
    for record in roster.records() {
        for field in Field::ALL {
            let place = roster.place(record, field).range();
            assert!(place.start <= place.end && std::str::from_utf8(&source.bytes()[place.clone()]).is_ok());
            assert!(std::str::from_utf8(&roster.bytes(record, field)).is_ok());
            assert_eq!(source.cell_at(place.start).is_some(), source.is_sheet());
        }
    }
}

/// The canonical form has the same cells in all records but blank ones, which no table has, and written again it does not
/// change any more.
fn reads_the_same(roster: &Roster, canonical: &str) {
    let mut options = Options { format: Some(Format::Csv), ..Options::default() };
    // Which column is the id and which the manager was told by what they hold; it is not asked again.
    for field in [Field::Id, Field::Manager].into_iter().filter(|field| roster.has(*field)) {
        options.mapping.set(field, field.heading());
    }
    let read = |text: &str| {
        let source = Source::new("canonical.csv", text).expect("text was written");
        input::read(source, &options).expect("a canonical form can be read")
    };
    let again = read(canonical);
    let columns = 0..roster.columns().headings().len();
    let is_blank = |record: &Record| columns.clone().all(|column| roster.text_in(*record, column).trim().is_empty());
    let records: Vec<Record> = roster.records().filter(|record| !is_blank(record)).collect();
    assert_eq!(records.len(), again.len(), "{canonical:?}");
    for (record, other) in records.into_iter().zip(again.records()) {
        for field in Field::ALL {
            // No text file holds a NUL.
            let cell = roster.text(record, field).replace('\0', "\u{fffd}");
            assert_eq!(cell, again.text(other, field), "{field:?} in {canonical:?}");
        }
    }
    let written_again = written(|out| convert::write(&again, table::Format::Csv, out));
    assert_eq!(written(|out| convert::write(&read(&written_again), table::Format::Csv, out)), written_again);
}

/// Layers, spans and sizes, counted by walking up from each position with no thought of cost.
pub(crate) fn graph_is_that_of_a_walk(chart: &Chart) {
    let positions: Vec<Record> = chart.roster().records().filter(|record| chart.is_position(*record)).collect();
    if positions.len() > 300 {
        return;
    }
    let in_loops: HashSet<Record> = chart.cycles().flatten().collect();
    let (mut direct, mut total) = (HashMap::<Record, u32>::new(), HashMap::<Record, u32>::new());
    for position in &positions {
        // Up to the top, or to where a loop begins.
        let mut above = Vec::new();
        let mut at = *position;
        while let Some(manager) = chart.manager(at).filter(|_| !in_loops.contains(&at)) {
            above.push(manager);
            at = manager;
        }
        assert!(above.len() <= positions.len());
        let reaches_top = !in_loops.contains(&at) && chart.link(at) == Link::Top;
        assert_eq!(chart.layer(*position), reaches_top.then_some(above.len() as u32 + 1));
        if chart.presence(*position).counts() {
            chart.manager(*position).into_iter().for_each(|manager| *direct.entry(manager).or_default() += 1);
            above.iter().for_each(|manager| *total.entry(*manager).or_default() += 1);
        }
    }
    for position in &positions {
        assert_eq!(chart.direct_reports(*position), direct.get(position).copied().unwrap_or_default());
        assert_eq!(chart.total_reports(*position), total.get(position).copied().unwrap_or_default());
        assert_eq!(chart.reports(*position).count(), chart.direct_reports(*position) as usize);
    }
}
