//! The checked chart as a table: a row for each position, with what was computed for it.

mod anonymous;
mod chain;
mod faults;

use std::borrow::Cow;
use std::io;

use crate::chart::{Chart, Link};
use crate::check::Report;
use crate::finding::Record;
use crate::input::Field;
use crate::table::{Column, Format, Value};
use crate::title::Reader;
use anonymous::Anonymous;
pub use anonymous::Key;
use faults::Faults;

/// The columns, in order, and what each says of a record.
const COLUMNS: [(Column<'static>, Cell); 12] = [
    (Column::of_texts("id"), |export, record| text(export.people.id(export.chart(), record))),
    (Column::of_texts("name"), |export, record| text(export.people.name(export.chart(), record))),
    (Column::of_texts("title"), |export, record| text(export.people.title(export.chart(), record))),
    (Column::of_texts("manager_id"), |export, record| text(export.people.manager_id(export.chart(), record))),
    (Column::of_texts("level"), |export, record| text(export.level(record).into())),
    (Column::of_texts("function"), |export, record| Value::Text(export.functions(record).into())),
    (Column::of_numbers("layer"), |export, record| export.chart().layer(record).map_or(Value::Nothing, number)),
    (Column::of_numbers("direct_reports"), |export, record| number(export.chart().direct_reports(record))),
    (Column::of_numbers("total_reports"), |export, record| number(export.chart().total_reports(record))),
    (Column::of_texts("manager_level"), |export, record| {
        export.chart().manager(record).map_or(Value::Nothing, |manager| text(export.level(manager).into()))
    }),
    (Column::of_texts("chain"), |export, record| text(export.chain(record).into())),
    (Column::of_texts("findings"), |export, record| Value::Text(export.faults.of_record(record).into())),
];

type Cell = for<'e> fn(&'e Export<'_>, Record) -> Value<'e>;

fn text(text: Cow<'_, str>) -> Value<'_> {
    Value::text_if_any(text)
}

fn number(number: u32) -> Value<'static> {
    Value::Number(number.into())
}

/// A checked chart, to be written as a table.
pub struct Export<'a> {
    report: &'a Report<'a>,
    faults: Faults<'a>,
    people: People,
}

impl<'a> Export<'a> {
    /// The positions that count on the day of the check.
    pub fn of(report: &'a Report<'a>) -> Export<'a> {
        Export { report, faults: Faults::of(report), people: People::Named }
    }

    /// All records, under pseudonyms that follow from the key. Faults are a part of a chart's shape, so that duplicates,
    /// records without an id and those who have left are in the table, too. `reader` tells words of titles from names.
    pub fn anonymous(report: &'a Report<'a>, key: &Key, reader: &Reader) -> Export<'a> {
        let people = People::Anonymous(Box::new(Anonymous::new(report.chart(), key, reader)));
        Export { report, faults: Faults::of(report), people }
    }

    /// Writes the table, its rows in the order of the input.
    pub fn write(&self, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
        let chart = self.chart();
        let mut rows = format.begin(&COLUMNS.map(|(column, _)| column), out)?;
        for record in chart.roster().records().filter(|record| self.has(*record)) {
            rows.write(&COLUMNS.map(|(_, cell)| cell(self, record)))?;
        }
        rows.finish()
    }

    fn chart(&self) -> &'a Chart {
        self.report.chart()
    }

    fn has(&self, record: Record) -> bool {
        let chart = self.chart();
        match self.people {
            People::Named => chart.counts(record),
            People::Anonymous(_) => !chart.roster().is_left_out(record),
        }
    }

    fn level(&self, record: Record) -> &'static str {
        self.report.facts.role(record).level.name()
    }

    fn functions(&self, record: Record) -> String {
        let functions = self.report.facts.role(record).functions;
        functions.iter().map(|function| function.name()).collect::<Vec<_>>().join(" ")
    }

    fn chain(&self, record: Record) -> String {
        chain::text(self.chart(), record, |record| self.people.id(self.chart(), record))
    }
}

/// How people are called.
enum People {
    /// As in the input.
    Named,
    Anonymous(Box<Anonymous>),
}

impl People {
    fn id<'c>(&self, chart: &'c Chart, record: Record) -> Cow<'c, str> {
        match self {
            People::Named => chart.id(record),
            People::Anonymous(anonymous) => anonymous.id(chart, record).into(),
        }
    }

    fn name<'c>(&self, chart: &'c Chart, record: Record) -> Cow<'c, str> {
        match self {
            People::Named => chart.name(record),
            People::Anonymous(anonymous) => anonymous.name(chart, record).into(),
        }
    }

    fn title<'c>(&'c self, chart: &'c Chart, record: Record) -> Cow<'c, str> {
        match self {
            People::Named => chart.title(record),
            People::Anonymous(anonymous) => anonymous.title(chart, record),
        }
    }

    fn manager_id<'c>(&self, chart: &'c Chart, record: Record) -> Cow<'c, str> {
        match self {
            People::Named => match chart.link(record) {
                Link::Top => "".into(),
                Link::Itself => chart.id(record),
                Link::Manager(manager) => chart.id(manager),
                Link::Unknown => chart.quoted(record, Field::Manager),
            },
            People::Anonymous(anonymous) => anonymous.manager_id(chart, record).into(),
        }
    }
}
