//! A workbook as its parts say it, read without the library that wrote it.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use quick_xml::Reader as Xml;
use quick_xml::events::{BytesStart, Event};

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Row and column, from 0.
pub(crate) type At = (u32, u32);

pub(crate) struct Book {
    values: Xlsx<Cursor<Vec<u8>>>,
    parts: HashMap<String, String>,
    pub(crate) names: Vec<String>,
}

/// What an element says of itself.
type Attributes = HashMap<String, String>;

fn attributes(tag: &BytesStart<'_>) -> Attributes {
    let attributes = tag.attributes().filter_map(Result::ok);
    attributes
        .map(|one| {
            let value = quick_xml::escape::unescape(&String::from_utf8_lossy(one.value.as_ref().as_ref()))
                .map(|value| value.into_owned());
            (String::from_utf8_lossy(one.key.as_ref().as_ref()).into_owned(), value.unwrap_or_default())
        })
        .collect()
}

/// Every element of a part in order, with what it says of itself and the text directly in it.
fn elements(xml: &str) -> Vec<(String, Attributes, String)> {
    let mut reader = Xml::from_str(xml);
    let (mut all, mut open) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                open.push(all.len());
                all.push((tag_name(&tag), attributes(&tag), String::new()));
            }
            Ok(Event::Empty(tag)) => all.push((tag_name(&tag), attributes(&tag), String::new())),
            Ok(Event::End(_)) => _ = open.pop(),
            Ok(Event::Text(text)) => {
                if let Some(element) = open.last().and_then(|at: &usize| all.get_mut(*at)) {
                    element.2.push_str(&text);
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &*reference)).map(|text| text.into_owned());
                if let Some(element) = open.last().and_then(|at: &usize| all.get_mut(*at)) {
                    element.2.push_str(&text.unwrap_or_default());
                }
            }
            // What is no XML has no elements that a test finds.
            Ok(Event::Eof) | Err(_) => return all,
            Ok(_) => {}
        }
    }
}

fn tag_name(tag: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(tag.name().as_ref().as_ref()).into_owned()
}

/// `B3` as row and column.
fn at(name: &str) -> At {
    let digits = name.find(|character: char| character.is_ascii_digit()).unwrap_or(name.len());
    let column = name[..digits].bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    (name[digits..].parse::<u32>().map_or(0, |row| row - 1), column - 1)
}

/// Characters in place of their escapes.
pub(crate) fn unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(found) = rest.find("_x") {
        let code = rest.get(found + 2..found + 6).filter(|_| rest.get(found + 6..found + 7) == Some("_"));
        match code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)) {
            Some(character) => {
                out.push_str(&rest[..found]);
                out.push(character);
                rest = &rest[found + 7..];
            }
            None => {
                out.push_str(&rest[..found + 1]);
                rest = &rest[found + 1..];
            }
        }
    }
    out + rest
}

impl Book {
    pub(crate) fn open(bytes: Vec<u8>) -> Outcome<Book> {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes))?;
        let mut parts = HashMap::new();
        for number in 0..archive.len() {
            let mut part = archive.by_index(number)?;
            let mut text = String::new();
            part.read_to_string(&mut text)?;
            parts.insert(part.name()?.into_owned(), text);
        }
        let values = Xlsx::new(Cursor::new(bytes))?;
        let names = values.sheet_names();
        Ok(Book { values, parts, names })
    }

    pub(crate) fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// The XML of a sheet, by its name.
    pub(crate) fn sheet(&self, name: &str) -> &str {
        let number = self.names.iter().position(|one| one == name).unwrap_or_default() + 1;
        self.part(&format!("xl/worksheets/sheet{number}.xml"))
    }

    /// The values of a sheet; calamine reads texts as they are meant.
    pub(crate) fn values(&mut self, name: &str) -> Outcome<HashMap<At, Data>> {
        let range = self.values.worksheet_range(name)?;
        let (top, left) = range.start().unwrap_or_default();
        let cells =
            range.used_cells().map(|(row, column, value)| ((top + row as u32, left + column as u32), value.clone()));
        Ok(cells.filter(|(_, value)| *value != Data::Empty).collect())
    }

    /// The rows of a sheet as texts.
    pub(crate) fn rows(&mut self, name: &str) -> Outcome<Vec<Vec<String>>> {
        let values = self.values(name)?;
        let end = values.keys().fold((0, 0), |end, at| (end.0.max(at.0 + 1), end.1.max(at.1 + 1)));
        let said = |at: At| values.get(&at).map(ToString::to_string).unwrap_or_default();
        Ok((0..end.0).map(|row| (0..end.1).map(|column| said((row, column))).collect()).collect())
    }

    /// For each cell its number format and its colour.
    pub(crate) fn looks(&self, name: &str) -> HashMap<At, (String, Option<String>)> {
        let styles = elements(self.part("xl/styles.xml"));
        let codes = styles.iter().filter(|element| element.0 == "numFmt");
        let codes: HashMap<&str, &str> =
            codes.map(|format| (&*format.1["numFmtId"], &*format.1["formatCode"])).collect();
        let mut fills: Vec<Option<String>> = Vec::new();
        for element in &styles {
            match &*element.0 {
                "fill" => fills.push(None),
                "fgColor" => {
                    if let Some(fill) = fills.last_mut() {
                        *fill = element.1.get("rgb").cloned();
                    }
                }
                _ => {}
            }
        }
        let cell_styles = styles.iter().skip_while(|element| element.0 != "cellXfs");
        let cell_styles = cell_styles.skip(1).take_while(|element| element.0 != "cellStyles");
        let cell_styles: Vec<(String, Option<String>)> = cell_styles
            .filter(|element| element.0 == "xf")
            .map(|style| {
                let number = &*style.1["numFmtId"];
                let fill: usize = style.1["fillId"].parse().unwrap_or(usize::MAX);
                (codes.get(number).map_or(number, |code| code).to_owned(), fills[fill].clone())
            })
            .collect();
        let cells = elements(self.sheet(name));
        let cells = cells.iter().filter(|element| element.0 == "c");
        cells
            .map(|cell| {
                let style: usize = cell.1.get("s").map_or(0, |style| style.parse().unwrap_or(usize::MAX));
                (at(&cell.1["r"]), cell_styles[style].clone())
            })
            .collect()
    }

    /// The notes of a sheet.
    pub(crate) fn notes(&self, name: &str) -> HashMap<At, String> {
        let number = self.names.iter().position(|one| one == name).unwrap_or_default() + 1;
        let relations = elements(self.part(&format!("xl/worksheets/_rels/sheet{number}.xml.rels")));
        let comments = relations.iter().filter_map(|relation| relation.1.get("Target"));
        let Some(part) = comments.filter_map(|target| target.strip_prefix("../comments")).next() else {
            return HashMap::new();
        };
        let mut notes: HashMap<At, String> = HashMap::new();
        let mut current = (0, 0);
        for (name, attributes, text) in elements(self.part(&format!("xl/comments{part}"))) {
            match &*name {
                "comment" => current = at(&attributes["ref"]),
                "t" => notes.entry(current).or_default().push_str(&unescaped(&text)),
                _ => {}
            }
        }
        notes
    }

    /// For each cell that leads somewhere the name of the sheet and the cell.
    pub(crate) fn links(&self, name: &str) -> HashMap<At, (String, At)> {
        let links = elements(self.sheet(name));
        let links = links.iter().filter(|element| element.0 == "hyperlink");
        links
            .map(|link| {
                let (sheet, cell) = link.1["location"].rsplit_once('!').unwrap_or_default();
                let sheet = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')).unwrap_or(sheet);
                (at(&link.1["ref"]), (sheet.replace("''", "'"), at(cell)))
            })
            .collect()
    }
}
