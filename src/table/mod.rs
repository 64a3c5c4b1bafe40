//! Tables as files, row by row: one file a format.

mod csv;
pub mod formula;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;

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

/// A column of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column<'a> {
    /// Its heading.
    pub heading: &'a str,
    /// Whether it holds numbers, else texts.
    pub is_number: bool,
}

impl<'a> Column<'a> {
    /// A column of texts.
    pub const fn of_texts(heading: &'a str) -> Column<'a> {
        Column { heading, is_number: false }
    }

    /// A column of numbers.
    pub const fn of_numbers(heading: &'a str) -> Column<'a> {
        Column { heading, is_number: true }
    }
}

/// The formats that tables are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Text with commas, as RFC 4180 has it, with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Parquet, of which each column has its type.
    Parquet,
}

impl Format {
    /// Every format, with its name, which is the extension of its files, too.
    pub const ALL: [(&'static str, Format); 3] =
        [("csv", Format::Csv), ("jsonl", Format::Jsonl), ("parquet", Format::Parquet)];

    /// Whether this build can write it.
    pub const fn is_built(self) -> bool {
        cfg!(feature = "parquet") || !matches!(self, Format::Parquet)
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, format)| format)
    }

    /// The format of a file, by its extension.
    pub fn of_file(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
        Format::from_name(if extension == "ndjson" { "jsonl" } else { &extension })
    }

    /// Begins a table with these columns.
    pub fn begin<'w>(self, columns: &[Column<'_>], out: &'w mut dyn io::Write) -> io::Result<Box<dyn Rows + 'w>> {
        Ok(match self {
            Format::Csv => Box::new(csv::Writer::begin(columns, out)?),
            Format::Jsonl => Box::new(jsonl::Writer::begin(columns, out)),
            #[cfg(feature = "parquet")]
            Format::Parquet => Box::new(parquet::Writer::begin(columns, out)?),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => return Err(io::Error::new(io::ErrorKind::Unsupported, "Parquet is not in this build")),
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
