//! The figures as a table: a row a day.

use std::io::{self, Write};

use super::mean;
use crate::finding::Severity;
use crate::reorg::history::{Figures, History};
use crate::table::{Column, Format, Value};

const COLUMNS: [Column<'_>; 16] = [
    Column::of_texts("day"),
    Column::of_texts("path"),
    Column::of_numbers("people"),
    Column::of_numbers("joined"),
    Column::of_numbers("left"),
    Column::of_numbers("vacant"),
    Column::of_numbers("layers"),
    Column::of_numbers("managers"),
    Column::of_texts("mean_span"),
    Column::of_numbers("widest_span"),
    Column::of_texts("widest_span_id"),
    Column::of_numbers("error"),
    Column::of_numbers("warning"),
    Column::of_numbers("info"),
    Column::of_numbers("introduced"),
    Column::of_numbers("resolved"),
];

/// Writes a row for each day.
pub fn write(history: &History, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Format::Csv.begin(&COLUMNS, out)?;
    history.days().iter().try_for_each(|day| rows.write(&cells(day)))?;
    rows.finish()
}

fn cells(day: &Figures) -> [Value<'_>; COLUMNS.len()] {
    let number = |number: usize| Value::Number(number as u64);
    let if_any = |number: Option<usize>| number.map_or(Value::Nothing, |number| Value::Number(number as u64));
    let change = day.change;
    let widest = day.widest_span.as_ref();
    [
        Value::Text(day.day.to_string().into()),
        Value::Text(day.path.as_str().into()),
        number(day.people),
        if_any(change.map(|change| change.joined)),
        if_any(change.map(|change| change.left)),
        number(day.vacant),
        Value::Number(day.layers.into()),
        number(day.managers),
        mean(day.mean_span).map_or(Value::Nothing, |mean| Value::Text(mean.into())),
        widest.map_or(Value::Nothing, |widest| Value::Number(widest.direct_reports.into())),
        widest.map_or(Value::Nothing, |widest| Value::Text(widest.id.as_str().into())),
        number(day.count(Severity::Error)),
        number(day.count(Severity::Warning)),
        number(day.count(Severity::Info)),
        if_any(change.map(|change| change.introduced)),
        if_any(change.map(|change| change.resolved)),
    ]
}
