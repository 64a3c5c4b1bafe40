//! Workbooks: a sheet of an `.xlsx` or `.ods` file, transcribed as delimited text.
//!
//! Both formats are zip archives of XML, read here as a stream over `zip` and `quick-xml`: a sheet goes cell by cell
//! into the text, and but for the strings that its cells share nothing of the workbook is kept. The calamine crate,
//! which is the oracle of the tests, was weighed for it. Hostile files rule it out: it reserves as many strings as a
//! workbook says it has and panics where memory is short, copies the name of a font into every style, spreads a
//! repeated row of an `.ods` file over up to 100 million cells of 24 bytes and more, waits for ever for the end of a
//! note that is cut off, and gives up a whole sheet for an error value of a recent Excel such as `#SPILL!`.

mod archive;
mod choice;
pub(super) mod number;
mod ods;
mod row;
#[cfg(test)]
mod tests;
mod text;
mod xlsx;
mod xml;

use memchr::memmem;

use super::Limits;
use crate::error::Error;
use crate::source::Kind as CellKind;
use archive::Archive;
use choice::{Choice, Outcome, Wanted};

/// One sheet of a workbook, transcribed: its cells as delimited text, with commas, the quotes of RFC 4180, a record a
/// row, each ended by `\n` and all of one width. It begins with the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Sheet {
    /// The name of the sheet.
    pub(super) name: String,
    /// Its rows from the header on, without those that are blank.
    pub(super) text: Vec<u8>,
    /// For each row of the text the byte where it starts, and its number in the sheet, from 1.
    pub(super) rows: Vec<(u32, u32)>,
    /// The column of the sheet in which every row of the text starts, from 0.
    pub(super) first_column: u32,
    /// For each cell of each row of the text what it is in the sheet.
    pub(super) kinds: Vec<CellKind>,
}

/// The formats of workbooks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Office Open XML, as Excel writes it.
    Xlsx,
    /// OpenDocument, as LibreOffice writes it.
    Ods,
}

/// The first bytes of a zip archive, and of the container of older and of encrypted Office files.
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether bytes are to be read as a workbook: a zip archive, or an Office file that [`read`] says something about.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(OLE)
}

/// Transcribes the sheet that is `wanted` by its name; without a name, the one with the row that reads best as the
/// header of a chart, of which `score` says how well it does, and 0 where not at all. Hidden sheets count only where
/// no other will do. Rows above the header are left out.
pub(super) fn read(
    path: &str,
    bytes: &[u8],
    wanted: Option<&str>,
    limits: &Limits,
    score: &dyn Fn(&[String]) -> usize,
) -> Result<Sheet, Error> {
    if bytes.starts_with(OLE) {
        return Err(ole(path, bytes));
    }
    let wanted = wanted.map_or(Wanted::Best, Wanted::Named);
    match look(path, bytes, wanted, limits, score)? {
        Outcome::Found(sheet) => Ok(sheet),
        Outcome::Only(place) => match look(path, bytes, Wanted::At(place), limits, score)? {
            Outcome::Found(sheet) => Ok(sheet),
            Outcome::Only(_) => Err(Error::in_file(path, "the workbook is empty")),
        },
    }
}

/// Shows every sheet of a workbook to a choice.
fn look(
    path: &str,
    bytes: &[u8],
    wanted: Wanted<'_>,
    limits: &Limits,
    score: &dyn Fn(&[String]) -> usize,
) -> Result<Outcome, Error> {
    let mut archive = Archive::open(path, bytes, limits)?;
    let mut choice = Choice::new(path, wanted, limits, score);
    match kind(&mut archive)? {
        Kind::Xlsx => xlsx::show(&mut archive, &mut choice)?,
        Kind::Ods => ods::show(&mut archive, &mut choice)?,
    }
    choice.finish()
}

/// The format of a workbook, by the parts it has.
fn kind(archive: &mut Archive<'_>) -> Result<Kind, Error> {
    use std::io::Read;
    const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";
    let path = archive.path();
    if let Some(part) = archive.part("mimetype")? {
        let mut mimetype = String::new();
        // A type that is no text is some other one.
        let _ = part.take(100).read_to_string(&mut mimetype);
        let mimetype = mimetype.trim();
        if mimetype == SPREADSHEET || mimetype == format!("{SPREADSHEET}-template") {
            return Ok(Kind::Ods);
        }
    }
    if archive.has("xl/workbook.bin") {
        return Err(Error::in_file(path, "the file is a binary workbook (.xlsb)").help("save it as .xlsx"));
    }
    if archive.has("xl/workbook.xml") || archive.has("[Content_Types].xml") && archive.has("_rels/.rels") {
        return Ok(Kind::Xlsx);
    }
    Err(Error::in_file(path, "the file is a zip archive, and no workbook (.xlsx, .ods)")
        .help("unpack it, and give the file with the chart"))
}

/// What there is to say about a file of the older container.
fn ole(path: &str, bytes: &[u8]) -> Error {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memmem::find(bytes, &name).is_some() {
        archive::protected(path)
    } else {
        Error::in_file(path, "the file is of an old Office format, as workbooks with the extension .xls are")
            .help("save it as .xlsx, or export the sheet as CSV")
    }
}
