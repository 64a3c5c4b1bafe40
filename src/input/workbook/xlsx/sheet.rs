//! The cells of a sheet, row by row.

use quick_xml::events::{BytesStart, Event};

use super::strings::{rich_text, unescape_from};
use super::{Context, number_of};
use crate::error::Error;
use crate::input::workbook::number::{self, Format};
use crate::input::workbook::row::Row;
use crate::input::workbook::xml::{Xml, attribute, attributes};
use crate::source::Kind;

/// A sheet, as far as it is read.
pub(super) struct Cells<'a, 'c> {
    xml: Xml<'a>,
    context: &'c Context,
    row: Row,
    /// What the current cell says, as it is written.
    raw: String,
    /// What it says in the text.
    value: String,
}

/// What the value of a cell is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Type {
    Number,
    Shared,
    Boolean,
    Day,
    /// A text, or an error as it is shown.
    Text,
}

/// The tag of a cell.
struct Cell {
    /// Row from 1 and column from 0, where it says so.
    place: Option<(u32, u32)>,
    kind: Type,
    style: Option<u32>,
}

impl<'a, 'c> Cells<'a, 'c> {
    pub(super) fn new(mut xml: Xml<'a>, context: &'c Context) -> Result<Cells<'a, 'c>, Error> {
        loop {
            if let Event::Start(tag) = xml.next()?
                && tag.local_name().into_inner() == "sheetData"
            {
                return Ok(Cells { xml, context, row: Row::default(), raw: String::new(), value: String::new() });
            }
        }
    }

    /// The next row.
    pub(super) fn next_row(&mut self) -> Result<Option<&Row>, Error> {
        loop {
            match self.xml.next()? {
                Event::Start(tag) if tag.local_name().into_inner() == "row" => {
                    let number = number_of(attribute(&tag, "r"));
                    self.read_row(number)?;
                    return Ok(Some(&self.row));
                }
                Event::Start(_) => self.xml.skip_element()?,
                Event::End(_) => return Ok(None),
                _ => {}
            }
        }
    }

    fn read_row(&mut self, number: Option<u32>) -> Result<(), Error> {
        let before = self.row.number;
        self.row.clear(number.unwrap_or(before.saturating_add(1)));
        let mut is_placed = number.is_some();
        let mut column = 0;
        loop {
            let cell = match self.xml.next()? {
                Event::Start(tag) if tag.local_name().into_inner() == "c" => Cell::of(&tag),
                Event::Start(_) => {
                    self.xml.skip_element()?;
                    continue;
                }
                Event::End(_) => break,
                _ => continue,
            };
            if let Some((row, own)) = cell.place {
                // A row need not say its number where its cells do.
                if !is_placed {
                    self.row.number = row;
                }
                if row != self.row.number {
                    return Err(self.xml.broken(&format!("a cell of row {row} stands in row {}", self.row.number)));
                }
                column = own;
            }
            is_placed = true;
            let kind = cell.kind(self.context);
            self.read_value(&cell)?;
            self.row.put(column, 1, kind, &self.value).map_err(|how| self.xml.broken(&how))?;
            column = column.saturating_add(1);
        }
        if self.row.number <= before {
            return Err(self.xml.broken(&format!("row {} comes after row {before}", self.row.number)));
        }
        Ok(())
    }

    /// Reads on to the end of a cell and puts what it says in `value`.
    fn read_value(&mut self, cell: &Cell) -> Result<(), Error> {
        self.value.clear();
        loop {
            match self.xml.next()? {
                Event::Start(tag) => match tag.local_name().into_inner() {
                    "v" => {
                        self.raw.clear();
                        self.xml.text_of_element(&mut self.raw)?;
                        self.write_value(cell)?;
                    }
                    "is" => {
                        self.value.clear();
                        rich_text(&mut self.xml, &mut self.value)?;
                    }
                    // A formula, whose last result is the value.
                    _ => self.xml.skip_element()?,
                },
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn write_value(&mut self, cell: &Cell) -> Result<(), Error> {
        let (raw, out) = (self.raw.as_str(), &mut self.value);
        out.clear();
        if raw.is_empty() {
            return Ok(());
        }
        match cell.kind {
            Type::Shared => {
                let string = raw.trim().parse().ok().and_then(|at| self.context.strings.get(at));
                let Some(string) = string else {
                    return Err(self
                        .xml
                        .broken(&format!("row {} refers to a text that is not there", self.row.number)));
                };
                out.push_str(string);
            }
            Type::Number => {
                number::write(raw, cell.format(self.context), self.context.epoch, out);
            }
            Type::Boolean => out.push_str(match raw.trim() {
                "1" | "true" => "TRUE",
                "0" | "false" => "FALSE",
                other => other,
            }),
            Type::Day => number::write_iso_day(raw, out),
            Type::Text => {
                out.push_str(raw);
                unescape_from(out, 0);
            }
        }
        Ok(())
    }
}

impl Cell {
    fn format(&self, context: &Context) -> Format {
        let style = self.style.unwrap_or_default() as usize;
        context.formats.get(style).copied().unwrap_or(Format::Plain)
    }

    fn kind(&self, context: &Context) -> Kind {
        match self.kind {
            Type::Number => self.format(context).kind(),
            Type::Day => Kind::Moment,
            Type::Boolean => Kind::Truth,
            Type::Shared | Type::Text => Kind::Text,
        }
    }

    fn of(tag: &BytesStart<'_>) -> Cell {
        let mut cell = Cell { place: None, kind: Type::Number, style: None };
        for (name, value) in attributes(tag) {
            match name {
                // A name that is none stands for row 0, which is nowhere.
                "r" => cell.place = place(value).or(Some((0, 0))),
                "s" => cell.style = number_of(Some(value)),
                "t" => {
                    cell.kind = match value {
                        "s" => Type::Shared,
                        "n" => Type::Number,
                        "b" => Type::Boolean,
                        "d" => Type::Day,
                        _ => Type::Text,
                    }
                }
                _ => {}
            }
        }
        cell
    }
}

/// The row, from 1, and the column, from 0, of a cell such as `AB12`.
fn place(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at(letters);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((digits.parse().ok()?, column.checked_sub(1)?))
}
