//! The sheet of a chart: its cells as they stand, and on each that is at fault a colour and a note.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

use super::names::first;
use super::note::note;
use super::value::{Look, Value, value};
use crate::chart::{Chart, REDACTED};
use crate::check::Reported;
use crate::error::Error;
use crate::finding::{Record, Severity};
use crate::input::{Cell, Roster};
use crate::source::Kind;
use crate::wording::grouped;

/// What a sheet may have.
pub(super) const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;

/// UTF-16 units of a cell.
pub(super) const LONGEST: usize = 32_767;

/// The most cells of one sheet, and of those that hold something: each takes some 300 bytes until the workbook is written.
const MOST_CELLS: usize = 200_000_000;
const MOST_FILLED: usize = 10_000_000;

/// Notes of one sheet, each of which is a drawing.
const MOST_NOTES: usize = 10_000;

/// Rows that are looked at for the widths of columns, and characters of the narrowest and the widest.
const LOOKED_AT: usize = 1000;
const WIDTHS: std::ops::RangeInclusive<usize> = 6..=48;

/// The sheet of a table.
pub(super) struct Written {
    pub(super) sheet: Worksheet,
    /// For each finding the row and the column of its cell, from 0.
    pub(super) cells: Vec<(u32, u16)>,
    /// Cells that held more than a cell may.
    pub(super) cut: usize,
    /// Cells with findings that have no note.
    pub(super) without_note: usize,
}

/// A finding in a table.
pub(super) struct Mark<'a> {
    pub(super) reported: &'a Reported<'a>,
    /// Where its cell starts.
    pub(super) at: u32,
    /// The record that it is about, where the table is the whole chart.
    pub(super) record: Option<Record>,
}

/// Writes a table.
pub(super) fn write(name: &str, chart: &Chart, roster: &Roster, marks: &[Mark<'_>]) -> Result<Written, Error> {
    refuse_too_large(roster)?;
    let told = |fault: XlsxError| super::failed(roster.source().name(), &fault);
    let mut table = Table {
        sheet: Worksheet::new(),
        is_workbook: roster.source().sheet_name().is_some(),
        spots: marks.iter().map(|mark| (mark.at, Vec::new())).collect(),
        widths: Vec::new(),
        filled: 0,
        cut: 0,
    };
    table.sheet.set_name(name).map_err(told)?;
    let corner = table.fill(chart, roster).map_err(told)?;
    if table.filled > MOST_FILLED {
        return Err(too_much(roster, "cells that hold something", MOST_FILLED));
    }
    let places: Vec<Spot> = marks.iter().map(|mark| table.spot(mark).unwrap_or(corner)).collect();
    let without_note = table.mark(marks, &places).map_err(told)?;
    let cells = places.iter().map(|spot| (spot.row, spot.column)).collect();
    Ok(Written { sheet: table.sheet, cells, cut: table.cut, without_note })
}

fn refuse_too_large(roster: &Roster) -> Result<(), Error> {
    let (rows, columns) = (roster.len() + 1, roster.columns().headings().len());
    for (count, what, most) in
        [(rows, "rows", ROWS), (columns, "columns", COLUMNS), (rows.saturating_mul(columns), "cells", MOST_CELLS)]
    {
        if count > most {
            return Err(too_much(roster, what, most));
        }
    }
    Ok(())
}

fn too_much(roster: &Roster, what: &str, most: usize) -> Error {
    let message = format!("the chart has more than {} {what}, too many for a sheet", grouped(most));
    Error::in_file(roster.source().name(), message)
        .help("take another format, such as html, or check parts of the chart")
}

/// A cell where a finding may be.
#[derive(Clone, Copy)]
struct Spot {
    record: Option<Record>,
    row: u32,
    column: u16,
    look: Look,
}

/// A sheet that is being written.
struct Table {
    sheet: Worksheet,
    /// Whether the input is a sheet itself, whose cells keep their places.
    is_workbook: bool,
    /// For each place where there is a finding the cells that stand there.
    spots: HashMap<u32, Vec<Spot>>,
    /// For each column the characters of its longest cell.
    widths: Vec<usize>,
    filled: usize,
    cut: usize,
}

impl Table {
    /// Writes all cells that may be shown, and tells the first one of the header.
    fn fill(&mut self, chart: &Chart, roster: &Roster) -> Result<Spot, XlsxError> {
        let source = roster.source();
        let header = roster.header_cells();
        let place = header.first().and_then(|cell| cell.at).filter(|_| self.is_workbook);
        let place = place.map(|at| source.place(at.start as usize));
        let top = place.map_or(0, |place| place.line.saturating_sub(1));
        let left = place.map_or(0, |place| place.column.saturating_sub(1) as u16);
        let right = left + (header.len().max(1) - 1) as u16;
        if !self.is_workbook {
            self.sheet.set_column_range_format(left, right, &Look::Text.format(None))?;
        }
        self.row(None, top, left, &header)?;
        let mut row = top;
        for record in roster.records() {
            let mut cells = roster.cells(record);
            for (column, cell) in cells.iter_mut().enumerate().filter(|_| chart.is_redacted()) {
                if !chart.may_show_cell(roster, column, &cell.text) {
                    (cell.text, cell.kind) = (Cow::Borrowed(REDACTED), Kind::Text);
                }
            }
            row = match cells.first().and_then(|cell| cell.at).filter(|_| self.is_workbook) {
                Some(at) => source.place(at.start as usize).line.saturating_sub(1),
                None => row + 1,
            };
            self.row(Some(record), row, left, &cells)?;
            // A record without a value of its own has a place all the same.
            self.note_spot(roster.place(record, crate::input::Field::Id).start, Some(record), row, left, Look::Plain);
            if self.filled > MOST_FILLED {
                break;
            }
        }
        self.dress(top, left, row, right)?;
        Ok(Spot { record: None, row: top, column: left, look: Look::Heading })
    }

    fn row(&mut self, record: Option<Record>, row: u32, left: u16, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        self.widths.resize(self.widths.len().max(cells.len()), 0);
        let is_looked_at = record.is_none_or(|record| record.index() < LOOKED_AT);
        for (number, cell) in cells.iter().enumerate() {
            let column = left + number as u16;
            let look = self.put(record.is_none(), row, column, cell)?;
            if let Some(at) = cell.at {
                self.note_spot(at.start, record, row, column, look);
            }
            if is_looked_at {
                let width = cell.text.chars().take(*WIDTHS.end()).count();
                self.widths[number] = self.widths[number].max(width);
            }
        }
        Ok(())
    }

    fn note_spot(&mut self, at: u32, record: Option<Record>, row: u32, column: u16, look: Look) {
        if let Some(spots) = self.spots.get_mut(&at) {
            spots.push(Spot { record, row, column, look });
        }
    }

    /// Writes a cell, and tells how it is shown.
    fn put(&mut self, is_heading: bool, row: u32, column: u16, cell: &Cell<'_>) -> Result<Look, XlsxError> {
        let (value, look) = match is_heading {
            true => (Value::Text, Look::Heading),
            false => value(cell),
        };
        if cell.text.is_empty() {
            return Ok(if self.is_workbook { Look::Plain } else { look });
        }
        self.filled += 1;
        let format = look.format(None);
        match value {
            Value::Number(number) => self.sheet.write_number_with_format(row, column, number, &format)?,
            Value::Truth(truth) => self.sheet.write_boolean_with_format(row, column, truth, &format)?,
            Value::Text => {
                let text = self.shortened(&cell.text);
                match look {
                    Look::Text if !self.is_workbook => self.sheet.write_string(row, column, text)?,
                    _ => self.sheet.write_string_with_format(row, column, text, &format)?,
                }
            }
        };
        Ok(look)
    }

    fn shortened(&mut self, text: &str) -> String {
        let start = first(text, LONGEST);
        if start.len() == text.len() {
            return text.to_owned();
        }
        self.cut += 1;
        format!("{}…", first(text, LONGEST - 1))
    }

    /// Everything about the sheet but its cells.
    fn dress(&mut self, top: u32, left: u16, bottom: u32, right: u16) -> Result<(), XlsxError> {
        for (column, width) in (left..).zip(&self.widths) {
            let width = (*width).clamp(*WIDTHS.start(), *WIDTHS.end()) + 2;
            self.sheet.set_column_width(column, width as f64)?;
        }
        self.sheet.set_freeze_panes(top + 1, 0)?.set_landscape().set_print_fit_to_pages(1, 0);
        self.sheet.autofilter(top, left, bottom.max(top + 1).min(ROWS as u32 - 1), right)?;
        // Ids that are texts are meant to be.
        self.sheet.ignore_error_range(top, left, bottom, right, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    /// The cell of a finding: where several stand at its place, that of the record which it is about.
    fn spot(&self, mark: &Mark<'_>) -> Option<Spot> {
        let spots = self.spots.get(&mark.at)?;
        let own = spots.iter().find(|spot| mark.record.is_some() && spot.record == mark.record);
        own.or(spots.first()).copied()
    }

    /// Colours the cells with findings and puts notes on them, the gravest first. Tells how many have no note.
    fn mark(&mut self, marks: &[Mark<'_>], places: &[Spot]) -> Result<usize, XlsxError> {
        let mut found: BTreeMap<(u32, u16), (Look, Vec<&Reported<'_>>)> = BTreeMap::new();
        for (mark, spot) in marks.iter().zip(places) {
            found.entry((spot.row, spot.column)).or_insert((spot.look, Vec::new())).1.push(mark.reported);
        }
        let mut found: Vec<_> = found.into_iter().collect();
        for (_, (_, findings)) in &mut found {
            findings.sort_by_key(|reported| Reverse(reported.severity));
        }
        let severity = |findings: &[&Reported<'_>]| findings.first().map(|reported| reported.severity);
        found.sort_by_key(|(_, (_, findings))| Reverse::<Option<Severity>>(severity(findings)));
        for (number, ((row, column), (look, findings))) in found.iter().enumerate() {
            self.sheet.set_cell_format(*row, *column, &look.format(severity(findings)))?;
            if number < MOST_NOTES {
                self.sheet.insert_note(*row, *column, &note(findings))?;
            }
        }
        Ok(found.len().saturating_sub(MOST_NOTES))
    }
}
