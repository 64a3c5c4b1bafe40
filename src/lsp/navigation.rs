//! From a reference to the manager, and from a manager to the references.

use super::documents::Document;
use super::protocol::Location;
use super::spot::Spot;
use super::text::Units;
use crate::finding::Record;
use crate::input::Field;

/// A manager has at most so many references that are told.
const MOST: usize = 10_000;

/// Where the position of a cell is described: of a manager's cell, the manager's record.
pub(super) fn definition(document: &Document, offset: usize, units: Units) -> Option<Location> {
    let chart = &document.examined.as_ref()?.chart;
    let record = Spot::at(chart, offset)?.position(chart)?;
    location(document, record, Field::Id, units)
}

/// Who refers to the position of a cell as the manager.
pub(super) fn references(document: &Document, offset: usize, with_itself: bool, units: Units) -> Option<Vec<Location>> {
    let chart = &document.examined.as_ref()?.chart;
    let position = Spot::at(chart, offset)?.position(chart)?;
    let itself = with_itself.then(|| location(document, position, Field::Id, units)).flatten();
    let records = chart.roster().records().filter(|record| chart.is_position(*record));
    let reports = records.filter(|record| chart.manager(*record) == Some(position));
    let reports = reports.filter_map(|record| location(document, record, Field::Manager, units));
    Some(itself.into_iter().chain(reports).take(MOST).collect())
}

fn location(document: &Document, record: Record, field: Field, units: Units) -> Option<Location> {
    let chart = &document.examined.as_ref()?.chart;
    let range = document.text.range(chart.place(record, field).range(), units);
    Some(Location { uri: document.uri.clone(), range })
}
