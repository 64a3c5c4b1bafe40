//! Findings and readings of titles as Arrow tables, made batch by batch.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder, UInt32Builder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, RecordBatchReader, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};

use crate::findings::Found;
use crate::titles::Readings;

/// So many rows make a batch.
const ROWS: usize = 1 << 14;

/// Makes the batch of some rows.
type Make = Box<dyn Fn(std::ops::Range<usize>) -> Result<RecordBatch, ArrowError> + Send>;

/// A table, of which each batch is made when it is asked for.
pub(crate) struct Batches {
    schema: SchemaRef,
    rows: std::ops::Range<usize>,
    make: Make,
}

impl Batches {
    pub(crate) fn of_findings(found: Arc<Found>) -> Batches {
        let (schema, rows) = (schema_of_findings(), 0..found.len());
        let of = Arc::clone(&schema);
        Batches { schema, rows, make: Box::new(move |rows| findings(&found, rows, Arc::clone(&of))) }
    }

    pub(crate) fn of_titles(readings: Arc<Readings>) -> Batches {
        let (schema, rows) = (schema_of_titles(), 0..readings.len());
        let of = Arc::clone(&schema);
        Batches { schema, rows, make: Box::new(move |rows| titles(&readings, rows, Arc::clone(&of))) }
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.rows.start;
        if start >= self.rows.end {
            return None;
        }
        self.rows.start = (start + ROWS).min(self.rows.end);
        Some((self.make)(start..self.rows.start))
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

fn texts(name: &str) -> Field {
    Field::new_list(name, Field::new_list_field(DataType::Utf8, true), false)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::UInt32, false)
}

fn subject() -> Fields {
    Fields::from(vec![text("id"), text("name"), text("title")])
}

fn schema_of_findings() -> SchemaRef {
    Arc::new(Schema::new(vec![
        text("rule"),
        text("severity"),
        text("message"),
        text("help").with_nullable(true),
        texts("sources"),
        Field::new_list("subjects", Field::new_list_field(DataType::Struct(subject()), false), false),
        text("path"),
        number("line"),
        number("column"),
        number("end_line"),
        number("end_column"),
        text("sheet").with_nullable(true),
        text("cell").with_nullable(true),
        text("column_name").with_nullable(true),
        number("row").with_nullable(true),
    ]))
}

fn findings(found: &Found, rows: std::ops::Range<usize>, schema: SchemaRef) -> Result<RecordBatch, ArrowError> {
    let [mut rule, mut severity, mut message, mut help, mut path, mut sheet, mut cell, mut column_name] =
        std::array::from_fn(|_| StringBuilder::new());
    let [mut line, mut column, mut end_line, mut end_column, mut row] = std::array::from_fn(|_| UInt32Builder::new());
    let mut sources = ListBuilder::new(StringBuilder::new());
    let [mut id, mut name, mut title] = std::array::from_fn(|_| StringBuilder::new());
    let mut lengths = Vec::with_capacity(rows.len());
    for told in rows.filter_map(|number| found.get(number)) {
        rule.append_value(told.rule.name());
        severity.append_value(told.severity);
        message.append_value(&told.finding.message);
        help.append_option(told.finding.help.as_deref());
        sources.append_value(told.rule.sources().into_iter().map(Some));
        let subjects = told.chart.map_or(&[][..], |_| &told.finding.subjects);
        for (chart, position) in told.chart.into_iter().flat_map(|chart| subjects.iter().map(move |one| (chart, *one)))
        {
            id.append_value(chart.id(position));
            name.append_value(chart.name(position));
            title.append_value(chart.title(position));
        }
        lengths.push(subjects.len());
        path.append_value(told.location.path);
        line.append_value(told.location.start.line);
        column.append_value(told.location.start.column);
        end_line.append_value(told.location.end.line);
        end_column.append_value(told.location.end.column);
        sheet.append_option(told.location.sheet);
        cell.append_option(told.location.cell);
        column_name.append_option(told.location.column_name);
        row.append_option(told.location.row);
    }
    let parts: Vec<ArrayRef> = [id, name, title].map(|mut part| Arc::new(part.finish()) as ArrayRef).into();
    let subjects = ListArray::try_new(
        Arc::new(Field::new_list_field(DataType::Struct(subject()), false)),
        OffsetBuffer::from_lengths(lengths),
        Arc::new(StructArray::try_new(subject(), parts, None)?),
        None,
    )?;
    RecordBatch::try_new(
        schema,
        vec![
            Arc::new(rule.finish()),
            Arc::new(severity.finish()),
            Arc::new(message.finish()),
            Arc::new(help.finish()),
            Arc::new(sources.finish()),
            Arc::new(subjects),
            Arc::new(path.finish()),
            Arc::new(line.finish()),
            Arc::new(column.finish()),
            Arc::new(end_line.finish()),
            Arc::new(end_column.finish()),
            Arc::new(sheet.finish()),
            Arc::new(cell.finish()),
            Arc::new(column_name.finish()),
            Arc::new(row.finish()),
        ],
    )
}

fn schema_of_titles() -> SchemaRef {
    let columns = vec![text("title"), text("level"), texts("functions"), text("manages_people"), texts("qualifiers")];
    Arc::new(Schema::new(columns))
}

fn titles(readings: &Readings, rows: std::ops::Range<usize>, schema: SchemaRef) -> Result<RecordBatch, ArrowError> {
    let [mut title, mut level, mut manages_people] = std::array::from_fn(|_| StringBuilder::new());
    let [mut functions, mut qualifiers] = std::array::from_fn(|_| ListBuilder::new(StringBuilder::new()));
    for (text, role) in rows.filter_map(|number| readings.get(number)) {
        title.append_value(text);
        level.append_value(role.level.name());
        functions.append_value(role.functions.iter().map(|function| Some(function.name())));
        manages_people.append_value(role.manages_people.name());
        qualifiers.append_value(role.qualifiers.iter().map(|qualifier| Some(qualifier.name())));
    }
    RecordBatch::try_new(
        schema,
        vec![
            Arc::new(title.finish()),
            Arc::new(level.finish()),
            Arc::new(functions.finish()),
            Arc::new(manages_people.finish()),
            Arc::new(qualifiers.finish()),
        ],
    )
}
