//! From bytes to records: one file a format, and the table of column headings.

mod columns;
mod csv;
mod extent;
pub mod filter;
mod flags;
mod identity;
mod json;
mod keys;
mod limits;
mod merged;
mod parquet;
mod positions;
mod reading;
mod records;
mod roster;
mod totals;
mod tree;
pub mod values;
mod ways;
mod workbook;

pub use columns::{Columns, Field, Mapping};
pub use filter::Filter;
pub(crate) use filter::{amount, plain_text};
pub(crate) use flags::Flag;
pub(crate) use keys::Key;
pub use limits::Limits;
pub use reading::{load, load_merged, read};
pub use roster::Roster;

use std::sync::Arc;

use crate::source::{Encoding, Source};

/// The formats that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Delimited text: commas, semicolons, tabs or bars.
    Csv,
    /// An array of positions, or positions nested in `reports`.
    Json,
}

impl Format {
    /// Every format, with the name that `--input-format` knows it by.
    pub const ALL: [(&'static str, Format); 2] = [("csv", Format::Csv), ("json", Format::Json)];

    /// The format of a source by the extension of its name, or else by its first byte.
    pub fn detect(source: &Source) -> Format {
        if source.is_sheet() {
            return Format::Csv;
        }
        let extension = source.name().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("json") => Format::Json,
            Some("csv" | "tsv" | "tab") => Format::Csv,
            _ => {
                let text = &source.bytes()[source.text_start()..];
                match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
                    Some(b'[' | b'{') => Format::Json,
                    _ => Format::Csv,
                }
            }
        }
    }
}

/// How to read an input, beyond what it tells itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format; told from the input where `None`.
    pub format: Option<Format>,
    /// The encoding of a text; told from the input where `None`.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook; told from the input where `None`.
    pub sheet: Option<String>,
    /// Columns that the user mapped.
    pub mapping: Mapping,
    /// Whether to read all columns of a format that can do without some; else those that can matter for a check.
    pub all_columns: bool,
    /// Which records count; all of them without it.
    pub filter: Option<Arc<Filter>>,
    /// How much is read at most.
    pub limits: Limits,
}
