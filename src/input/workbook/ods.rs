//! Workbooks of OpenDocument: all sheets are in one part, which says of cells and rows that are alike only how many
//! there are.

mod cell;

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::archive::{Archive, protected};
use super::choice::{Choice, Flow};
use super::row::{ROWS, Row};
use super::xml::{Xml, attribute, said};
use crate::error::Error;
use cell::Cell;

/// Shows every sheet to `choice`.
pub(super) fn show(archive: &mut Archive<'_>, choice: &mut Choice<'_>) -> Result<(), Error> {
    if is_protected(archive)? {
        return Err(protected(archive.path()));
    }
    let mut xml = archive.needed_xml("content.xml")?;
    let mut hidden = HashSet::new();
    let mut style = None;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.name().into_inner() {
                "style:style" => style = attribute(&tag, "style:name").map(said),
                "style:table-properties" if attribute(&tag, "table:display") == Some("false") => {
                    hidden.extend(style.take())
                }
                "table:table" => {
                    let name = attribute(&tag, "table:name").map(said).unwrap_or_default();
                    let is_visible =
                        attribute(&tag, "table:style-name").is_none_or(|style| !hidden.contains(&said(style)));
                    let flow = choice.open(name, is_visible);
                    Table { xml: &mut xml, row: Row::default(), text: String::new() }.show(choice, flow)?;
                    choice.close()?;
                }
                // What was changed, and sheets that are kept of other files, are no sheets of this one.
                "table:tracked-changes" | "table:dde-links" => xml.skip_element()?,
                _ => {}
            },
            Event::End(tag) if tag.name().into_inner() == "office:document-content" => return Ok(()),
            _ => {}
        }
    }
}

/// Whether some part is encrypted.
fn is_protected(archive: &mut Archive<'_>) -> Result<bool, Error> {
    let Some(mut xml) = archive.xml("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().into_inner() == "encryption-data" => return Ok(true),
            Event::End(tag) if tag.local_name().into_inner() == "manifest" => return Ok(false),
            _ => {}
        }
    }
}

/// A sheet, as far as it is read.
struct Table<'x, 'a> {
    xml: &'x mut Xml<'a>,
    row: Row,
    /// What the current cell says.
    text: String,
}

impl Table<'_, '_> {
    /// Shows the rows to `choice` for as long as it wants any, and reads on to the end of the sheet.
    fn show(mut self, choice: &mut Choice<'_>, mut flow: Flow) -> Result<(), Error> {
        let mut depth = 0_u64;
        let mut next = 1_u32;
        loop {
            match self.xml.next()? {
                Event::Start(tag) => match tag.name().into_inner() {
                    "table:table-row" => {
                        let count = repeats(&tag, "table:number-rows-repeated").map_err(|how| self.xml.broken(&how))?;
                        if flow == Flow::More {
                            flow = self.show_rows(choice, next, count)?;
                        } else {
                            self.xml.skip_element()?;
                        }
                        next = next.saturating_add(count);
                    }
                    // Rows stand in groups, which may stand in others.
                    "table:table-row-group" | "table:table-rows" | "table:table-header-rows" => depth += 1,
                    _ => self.xml.skip_element()?,
                },
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }

    /// Shows a row as often as it says.
    fn show_rows(&mut self, choice: &mut Choice<'_>, first: u32, count: u32) -> Result<Flow, Error> {
        self.row.clear(first);
        self.read_row()?;
        if self.row.is_blank() {
            return Ok(Flow::More);
        }
        let last = first.saturating_add(count - 1);
        if last > ROWS {
            return Err(self.xml.broken(&format!("there is a value in row {last}, beyond the last row of a sheet")));
        }
        for number in first..=last {
            self.row.number = number;
            if choice.row(&self.row)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
        Ok(Flow::More)
    }

    /// Reads on to the end of a row and puts its cells in `row`.
    fn read_row(&mut self) -> Result<(), Error> {
        let mut depth = 0_u64;
        let mut column = 0_u32;
        loop {
            match self.xml.next()? {
                Event::Start(tag) => match tag.name().into_inner() {
                    "table:table-cell" | "table:covered-table-cell" => {
                        let (count, cell) = (repeats(&tag, "table:number-columns-repeated"), Cell::of(&tag));
                        let count = count.map_err(|how| self.xml.broken(&how))?;
                        self.text.clear();
                        let kind = cell.kind;
                        cell.read(self.xml, &mut self.text)?;
                        self.row.put(column, count, kind, &self.text).map_err(|how| self.xml.broken(&how))?;
                        column = column.saturating_add(count);
                    }
                    "table:table-cells" => depth += 1,
                    _ => self.xml.skip_element()?,
                },
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }
}

/// How many rows or cells a tag stands for.
fn repeats(tag: &BytesStart<'_>, name: &str) -> Result<u32, String> {
    match attribute(tag, name) {
        None => Ok(1),
        Some(count) => match count.trim().parse::<u32>() {
            Ok(count) if count > 0 => Ok(count),
            _ => Err(format!("'{name}' is no number of rows or cells")),
        },
    }
}
