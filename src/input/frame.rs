//! Tables in memory, such as data frames, transcribed as delimited text: a record a row, of the columns that matter.

use super::columns::Columns;
use super::workbook::number::write_number;
use super::{Options, written};
use crate::error::Error;
use crate::source::{self, Raw, Sheet, Source};

/// A column of a table, as far as it matters for the choice of columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offer<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it holds texts or numbers, as ids are.
    pub may_refer: bool,
    /// Whether it is said what its values are.
    pub is_known: bool,
}

/// Of a table with more columns than that only those are read that can hold a field.
const FEW: usize = 64;

/// Which columns are read: those that can hold a field, and, where there are few, those that managers could be referred
/// to by. Where it cannot be told which columns hold the ids, all of them: the user is shown what there is.
pub fn wanted(offers: &[Offer<'_>], options: &Options) -> Vec<bool> {
    let headings = offers.iter().map(|offer| offer.name.to_owned()).collect();
    let is_told = Columns::detect("", headings, &options.mapping).is_ok();
    let wants_all = options.all_columns || !is_told;
    let is_wanted = |offer: &Offer<'_>| {
        may_hold_a_field(offer.name, options) || offer.is_known && (wants_all || offer.may_refer && offers.len() <= FEW)
    };
    offers.iter().map(is_wanted).collect()
}

/// Whether a column of that heading may hold some field: the spelling is known, or the user maps it.
pub fn may_hold_a_field(heading: &str, options: &Options) -> bool {
    Columns::may_hold_a_field(heading, &options.mapping)
}

/// What a cell holds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value<'a> {
    /// Nothing.
    Nothing,
    /// A text.
    Text(&'a str),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i128),
    /// A number. What is no number counts as nothing, for so gaps are written in columns of numbers; whole ones are
    /// written without a fraction, for with a gap in it a column of whole ids is one of such numbers.
    Number(f64),
    /// A whole number, divided by ten so many times.
    Decimal(i128, u32),
    /// A day, in days from the first of January 1970.
    Day(i64),
    /// A moment on the clock that counts: a day, and the nanoseconds since its midnight.
    Moment(i64, i64),
}

impl Value<'_> {
    /// As a cell says it; `None` where there is nothing to say.
    pub fn text(self) -> Option<String> {
        let mut text = String::new();
        match self {
            Value::Text(value) => text.push_str(value),
            value => write(value, &mut text),
        }
        (!text.is_empty()).then_some(text)
    }
}

/// A table that is being transcribed, cell by cell.
#[derive(Debug)]
pub struct Frame {
    name: String,
    columns: Vec<(u32, String)>,
    text: Vec<u8>,
    rows: Vec<(u32, u32)>,
    /// Whether the next cell is the first of its row.
    is_first: bool,
    value: String,
}

impl Frame {
    /// An empty table. With the name of each column that is read goes its number in the whole table, from 1.
    pub fn new(name: impl Into<String>, columns: Vec<(u32, String)>) -> Frame {
        let mut text = Vec::new();
        for (at, (_, heading)) in columns.iter().enumerate() {
            if at > 0 {
                text.push(b',');
            }
            written::write_cell(heading, &mut text);
        }
        text.push(b'\n');
        Frame { name: name.into(), columns, text, rows: vec![(0, 0)], is_first: true, value: String::new() }
    }

    /// Adds the next cell of the row.
    #[inline]
    pub fn push(&mut self, value: Value<'_>) {
        if std::mem::take(&mut self.is_first) {
            self.rows.push((self.text.len() as u32, self.rows.len() as u32));
        } else {
            self.text.push(b',');
        }
        match value {
            Value::Nothing => {}
            Value::Text(text) => written::write_cell(text, &mut self.text),
            value => {
                self.value.clear();
                write(value, &mut self.value);
                self.text.extend_from_slice(self.value.as_bytes());
            }
        }
    }

    /// Ends the row.
    pub fn end_row(&mut self) -> Result<(), Error> {
        self.text.push(b'\n');
        self.is_first = true;
        if self.text.len() as u64 > Raw::MAX_BYTES {
            return Err(Error::in_file(&*self.name, "the table is larger than 4 GiB as text")
                .help("leave columns and rows out that are no part of the chart"));
        }
        Ok(())
    }

    /// The table as a source whose places are rows and columns; rows count from 1.
    pub fn into_source(self) -> Source {
        let columns = source::Columns::Named(self.columns);
        Source::of_sheet(self.name, Sheet { rows: self.rows, columns, kinds: Vec::new() }, self.text)
    }
}

/// Writes what has no character that would need quotes.
fn write(value: Value<'_>, out: &mut String) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = match value {
        Value::Nothing | Value::Text(_) => Ok(()),
        Value::Flag(flag) => write!(out, "{flag}"),
        Value::Whole(whole) => write!(out, "{whole}"),
        Value::Number(number) => {
            if !number.is_nan() {
                write_number(number, out);
            }
            Ok(())
        }
        Value::Decimal(unscaled, scale) => {
            written::write_decimal(unscaled, scale, out).map_or_else(|| write!(out, "{unscaled}e-{scale}"), Ok)
        }
        Value::Day(day) => written::write_moment(day, 0, 1, out).map_or_else(|| write!(out, "{day}"), Ok),
        Value::Moment(day, time) => {
            written::write_moment(day, time, written::NANOSECONDS, out).map_or_else(|| write!(out, "{day}"), Ok)
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Record;
    use crate::input::{Field, read};

    fn named(names: &[&str]) -> Vec<(u32, String)> {
        (1..).zip(names.iter().map(ToString::to_string)).collect()
    }

    #[test]
    fn values_read_as_they_were_meant() {
        let values = [
            (Value::Nothing, ""),
            (Value::Text("a, \"b\"\nc"), "a, \"b\"\nc"),
            (Value::Text("'=1"), "'=1"),
            (Value::Flag(true), "true"),
            (Value::Whole(-7), "-7"),
            (Value::Number(1001.0), "1001"),
            (Value::Number(f64::NAN), ""),
            (Value::Number(0.5), "0.5"),
            (Value::Decimal(100_100, 2), "1001"),
            (Value::Decimal(-5, 1), "-0.5"),
            (Value::Day(20_089), "2025-01-01"),
            (Value::Moment(20_089, 0), "2025-01-01"),
            (Value::Moment(20_089, 3_600_500_000_000), "2025-01-01T01:00:00.5"),
            (Value::Day(i64::MAX), "9223372036854775807"),
        ];
        let mut frame = Frame::new("frame", named(&["id", "manager_id", "title"]));
        for (value, _) in values {
            frame.push(Value::Text("x"));
            frame.push(Value::Nothing);
            frame.push(value);
            frame.end_row().unwrap();
        }
        let roster = read(frame.into_source(), &Options::default()).unwrap();
        for (record, (value, text)) in (0..).map(Record).zip(values) {
            assert_eq!(roster.text(record, Field::Title), text, "{value:?}");
        }
    }

    #[test]
    fn places_are_rows_and_columns_of_the_table() {
        let mut frame = Frame::new("frame", vec![(1, "id".into()), (3, "a,b".into()), (4, "manager_id".into())]);
        for id in [1, 2] {
            for value in [Value::Whole(id), Value::Text("x,\ny"), Value::Text("9")] {
                frame.push(value);
            }
            frame.end_row().unwrap();
        }
        let roster = read(frame.into_source(), &Options::default()).unwrap();
        let place = roster.place(Record(1), Field::Manager).start as usize;
        assert_eq!(roster.source().named_place(place), "2:manager_id");
        assert_eq!((roster.source().place(place).line, roster.source().place(place).column), (2, 4));
    }

    #[test]
    fn what_can_hold_no_field_is_left_out_where_columns_are_many() {
        let names: Vec<String> = (0..100).map(|number| format!("answer {number}")).collect();
        let mut offers: Vec<Offer<'_>> = ["id", "manager_id", "title"]
            .into_iter()
            .chain(names.iter().map(String::as_str))
            .map(|name| Offer { name, may_refer: true, is_known: true })
            .collect();
        let count = |offers: &[Offer<'_>]| wanted(offers, &Options::default()).iter().filter(|wanted| **wanted).count();
        assert_eq!(count(&offers), 3);
        offers.truncate(10);
        assert_eq!(count(&offers), 10);
    }
}
