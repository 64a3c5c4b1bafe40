//! Workbooks of Office Open XML: the sheets, and the strings and formats that their cells refer to.

mod sheet;
mod strings;

use std::collections::HashMap;

use quick_xml::events::Event;

use super::archive::{Archive, damaged};
use super::choice::{Choice, Flow};
use super::number::{Epoch, Format};
use super::xml::{attribute, attributes, said};
use crate::error::Error;
use sheet::Cells;
use strings::Strings;

/// Shows every sheet to `choice`.
pub(super) fn show(archive: &mut Archive<'_>, choice: &mut Choice<'_>) -> Result<(), Error> {
    let book = Book::read(archive)?;
    let context = Context {
        strings: match &book.strings {
            Some(part) => Strings::read(archive, part)?,
            None => Strings::default(),
        },
        formats: match &book.styles {
            Some(part) => formats(archive, part)?,
            None => Vec::new(),
        },
        epoch: book.epoch,
    };
    for sheet in book.sheets {
        if choice.open(sheet.name, sheet.visible) == Flow::More {
            let mut cells = Cells::new(archive.needed_xml(&sheet.part)?, &context)?;
            while let Some(row) = cells.next_row()? {
                if choice.row(row)? == Flow::Enough {
                    break;
                }
            }
        }
        choice.close()?;
    }
    Ok(())
}

/// What cells refer to.
struct Context {
    strings: Strings,
    /// How numbers are shown, by the style of the cell.
    formats: Vec<Format>,
    epoch: Epoch,
}

/// The parts of a workbook.
struct Book {
    sheets: Vec<SheetPart>,
    strings: Option<String>,
    styles: Option<String>,
    epoch: Epoch,
}

struct SheetPart {
    name: String,
    visible: bool,
    part: String,
}

impl Book {
    fn read(archive: &mut Archive<'_>) -> Result<Book, Error> {
        let root = relations(archive, "")?;
        let part = root.into_values().find(|relation| relation.kind == "officeDocument").map(|relation| relation.part);
        let part = part.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let relations = relations(archive, &part)?;
        let of_kind = |kind: &str| {
            relations.values().find(|relation| relation.kind == kind).map(|relation| relation.part.clone())
        };
        let mut book = Book {
            sheets: Vec::new(),
            strings: of_kind("sharedStrings").filter(|part| archive.has(part)),
            styles: of_kind("styles").filter(|part| archive.has(part)),
            epoch: Epoch::From1900,
        };
        let path = archive.path();
        let mut xml = archive.needed_xml(&part)?;
        let mut is_workbook = false;
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().into_inner() {
                    "workbook" => is_workbook = true,
                    _ if !is_workbook => {
                        return Err(Error::in_file(path, "the file is an Office document, and no workbook")
                            .help("give a workbook (.xlsx, .ods), CSV or JSON file"));
                    }
                    "workbookPr" if matches!(attribute(&tag, "date1904"), Some("1" | "true")) => {
                        book.epoch = Epoch::From1904;
                    }
                    "sheet" => {
                        let relation = attributes(&tag)
                            .find(|(name, _)| name.ends_with(":id"))
                            .and_then(|(_, id)| relations.get(&said(id)));
                        let name = attribute(&tag, "name").map(said).unwrap_or_default();
                        let visible = matches!(attribute(&tag, "state"), None | Some("visible"));
                        match relation {
                            Some(relation) if relation.kind == "worksheet" => {
                                book.sheets.push(SheetPart { name, visible, part: relation.part.clone() });
                            }
                            // A diagram or a macro takes a sheet of its own.
                            Some(_) => {}
                            None => return Err(damaged(path, &format!("no part goes with the sheet '{name}'"))),
                        }
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().into_inner() == "workbook" => return Ok(book),
                _ => {}
            }
        }
    }
}

/// What one part says of another.
struct Relation {
    /// The last word of its kind.
    kind: String,
    part: String,
}

/// What a part, or the package where it has no name, says of others, by the names it uses for them.
fn relations(archive: &mut Archive<'_>, part: &str) -> Result<HashMap<String, Relation>, Error> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut relations = HashMap::new();
    let Some(mut xml) = archive.xml(&resolved(folder, &format!("_rels/{name}.rels")))? else { return Ok(relations) };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().into_inner() == "Relationship" => {
                let (mut id, mut relation) = (String::new(), Relation { kind: String::new(), part: String::new() });
                for (name, value) in attributes(&tag) {
                    match name {
                        "Id" => id = said(value),
                        "Type" => relation.kind = value.rsplit('/').next().unwrap_or_default().to_owned(),
                        "Target" => relation.part = resolved(folder, &said(value)),
                        _ => {}
                    }
                }
                relations.insert(id, relation);
            }
            Event::End(tag) if tag.local_name().into_inner() == "Relationships" => return Ok(relations),
            _ => {}
        }
    }
}

/// The name of a part that another one in `folder` calls `target`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." => {}
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// How each style of cell shows numbers.
fn formats(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Format>, Error> {
    let mut own = HashMap::new();
    let mut formats = Vec::new();
    let mut xml = archive.needed_xml(part)?;
    let mut is_of_cells = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "numFmt" => {
                    if let Some(number) = number_of(attribute(&tag, "numFmtId")) {
                        let code = attribute(&tag, "formatCode").map(said).unwrap_or_default();
                        own.insert(number, Format::of_code(&code));
                    }
                }
                "cellXfs" => is_of_cells = true,
                "xf" if is_of_cells => {
                    let number = number_of(attribute(&tag, "numFmtId")).unwrap_or_default();
                    formats.push(own.get(&number).copied().unwrap_or_else(|| Format::builtin(number)));
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().into_inner() {
                "cellXfs" => is_of_cells = false,
                "styleSheet" => return Ok(formats),
                _ => {}
            },
            _ => {}
        }
    }
}

fn number_of(value: Option<&str>) -> Option<u32> {
    value.and_then(|value| value.trim().parse().ok())
}
