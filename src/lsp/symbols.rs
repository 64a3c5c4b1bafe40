//! The positions of a chart as the outline of its document: everybody below their manager.

use super::documents::Document;
use super::protocol::{DocumentSymbol, Location, SYMBOL_KIND, SymbolInformation};
use super::text::Units;
use crate::chart::Chart;
use crate::finding::Record;
use crate::input::Field;
use crate::report::text::{clip, safe};

/// An outline has at most so many positions: those nearest to the top.
const MOST: usize = 5000;
/// Who is farther down is left out: clients walk the outline by recursion.
const DEEPEST: u32 = 32;

/// A position of the outline, and the number of the one that it is below.
struct Entry {
    record: Record,
    below: Option<usize>,
}

/// The outline as a tree.
pub(super) fn tree(document: &Document, units: Units) -> Vec<DocumentSymbol> {
    let Some(examined) = &document.examined else { return Vec::new() };
    let chart = &examined.chart;
    let entries = entries(chart);
    let symbol = |entry: &Entry| {
        let id = chart.place(entry.record, Field::Id).range();
        let line = document.text.line_around(id.start);
        DocumentSymbol {
            name: name(chart, entry.record),
            detail: safe(&clip(&chart.title(entry.record), 200)).into_owned(),
            kind: SYMBOL_KIND,
            range: document.text.range(line.start.min(id.start)..line.end.max(id.end), units),
            selection_range: document.text.range(id, units),
            children: Vec::new(),
        }
    };
    let mut symbols: Vec<Option<DocumentSymbol>> = entries.iter().map(|entry| Some(symbol(entry))).collect();
    // Whoever is below stands behind: from the last to the first, everybody has their own already.
    let mut top = Vec::new();
    for (number, entry) in entries.iter().enumerate().rev() {
        let Some(mut symbol) = symbols[number].take() else { continue };
        symbol.children.reverse();
        match entry.below.and_then(|above| symbols[above].as_mut()) {
            Some(above) => above.children.push(symbol),
            None => top.push(symbol),
        }
    }
    top.reverse();
    top
}

/// The outline as a list, for clients that know no trees.
pub(super) fn list(document: &Document, units: Units) -> Vec<SymbolInformation> {
    let Some(examined) = &document.examined else { return Vec::new() };
    let chart = &examined.chart;
    let symbol = |Entry { record, below }: &Entry, entries: &[Entry]| SymbolInformation {
        name: name(chart, *record),
        kind: SYMBOL_KIND,
        location: Location {
            uri: document.uri.clone(),
            range: document.text.range(chart.place(*record, Field::Id).range(), units),
        },
        container_name: below.map(|above| name(chart, entries[above].record)),
    };
    let entries = entries(chart);
    entries.iter().map(|entry| symbol(entry, &entries)).collect()
}

/// The positions of the outline, layer by layer from the top, and in a layer as they stand in the input. Who reaches no
/// top stands at it.
fn entries(chart: &Chart) -> Vec<Entry> {
    let depth = |record: Record| chart.layer(record).unwrap_or(1);
    let mut records: Vec<Record> = chart.positions().filter(|record| depth(*record) <= DEEPEST).collect();
    records.sort_by_key(|record| depth(*record));
    records.truncate(MOST);
    let mut numbers = vec![None; chart.roster().len()];
    records.iter().enumerate().for_each(|(number, record)| numbers[record.index()] = Some(number));
    let below = |record: Record| {
        let manager = chart.manager(record).filter(|_| chart.layer(record).is_some())?;
        numbers[manager.index()]
    };
    records.iter().map(|record| Entry { record: *record, below: below(*record) }).collect()
}

fn name(chart: &Chart, record: Record) -> String {
    let (name, id) = (chart.name(record), chart.id(record));
    let named = if name.is_empty() { id.into_owned() } else { format!("{name} ({id})") };
    safe(&clip(&named, 200)).into_owned()
}
