//! Tables as files, row by row: one file a format.

mod csv;
pub mod formula;
mod jsonl;

use std::borrow::Cow;
use std::io;
use std::path::Path;

/// What a cell of a table holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    /// Nothing: there is nothing to say.
    Nothing,
    /// A text.
    Text(Cow<'a, str>),
    /// A number.
    Number(u64),
}

impl<'a> Value<'a> {
    /// A text, or nothing where it is empty.
    pub fn text_if_any(text: Cow<'a, str>) -> Value<'a> {
        if text.is_empty() { Value::Nothing } else { Value::Text(text) }
    }
}

/// The formats that tables are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Text with commas, as RFC 4180 has it, with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// Every format, with its name, which is the extension of its files, too.
    pub const ALL: [(&'static str, Format); 2] = [("csv", Format::Csv), ("jsonl", Format::Jsonl)];

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, format)| format)
    }

    /// The format of a file, by its extension.
    pub fn of_file(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
        Format::from_name(if extension == "ndjson" { "jsonl" } else { &extension })
    }

    /// Begins a table with these headings.
    pub fn begin<'w>(self, headings: &[&str], out: &'w mut dyn io::Write) -> io::Result<Box<dyn Rows + 'w>> {
        Ok(match self {
            Format::Csv => Box::new(csv::Writer::begin(headings, out)?),
            Format::Jsonl => Box::new(jsonl::Writer::begin(headings, out)),
        })
    }
}

/// A table that is being written.
pub trait Rows {
    /// Writes the next row: a cell for each heading.
    fn write(&mut self, cells: &[Value<'_>]) -> io::Result<()>;

    /// Writes what is still held back.
    fn finish(self: Box<Self>) -> io::Result<()>;
}
