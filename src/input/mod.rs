//! From bytes to records: one file a format, and the table of column headings.

mod columns;
mod csv;
mod extent;
pub mod filter;
mod flags;
mod json;
mod keys;
mod roster;
mod totals;
pub mod values;
pub mod workbook;

pub use columns::{Columns, Field, Mapping};
pub use filter::Filter;
pub(crate) use filter::{amount, plain_text};
pub(crate) use flags::Flag;
pub(crate) use keys::Key;
pub use roster::Roster;

use std::sync::Arc;

use crate::error::Error;
use crate::source::Source;
use roster::Table;

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
    /// Columns that the user mapped.
    pub mapping: Mapping,
    /// Which records count; all of them without it.
    pub filter: Option<Arc<Filter>>,
}

/// Reads the records of one input.
pub fn read(source: Source, options: &Options) -> Result<Roster, Error> {
    if source.bytes()[source.text_start()..].iter().all(u8::is_ascii_whitespace) {
        return Err(Error::in_file(source.name(), "the file is empty").help("give a chart in CSV or JSON"));
    }
    let (table, keys) = match options.format.unwrap_or_else(|| Format::detect(&source)) {
        Format::Csv => {
            let (table, keys) = csv::Table::scan(&source, &options.mapping)?;
            (Table::Csv(table), keys)
        }
        Format::Json => {
            let (table, keys) = json::Table::read(&source, &options.mapping)?;
            (Table::Json(table), keys)
        }
    };
    let mut roster = Roster::new(source, table, keys);
    if roster.is_empty() {
        return Err(Error::in_file(roster.source().name(), "there is no position in the file")
            .help("below the header, each record describes one position"));
    }
    if !roster.records().any(|record| !roster.id_key(record).is_blank()) {
        let heading = roster.columns().heading(Field::Id).unwrap_or_default();
        return Err(Error::in_file(
            roster.source().name(),
            format!("the id column '{heading}' is empty in every record"),
        )
        .help("name the column that holds the ids with --map id=COLUMN"));
    }
    roster.leave_out_totals(totals::totals(&roster));
    if let Some(filter) = &options.filter {
        let left_out = filter.left_out(&roster).map_err(|message| {
            Error::in_file(roster.source().name(), message).help("name the column with --map FIELD=COLUMN")
        })?;
        roster.leave_out(left_out);
        if roster.records().all(|record| roster.is_left_out(record)) {
            let message = format!("the condition '{}' leaves no record over", filter.text());
            return Err(Error::in_file(roster.source().name(), message).help("mend `where` in orglint.toml"));
        }
    }
    Ok(roster)
}
