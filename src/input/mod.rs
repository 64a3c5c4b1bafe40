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
mod positions;
mod records;
mod roster;
mod totals;
mod tree;
pub mod values;
mod ways;

pub use columns::{Columns, Field, Mapping};
pub use filter::Filter;
pub(crate) use filter::{amount, plain_text};
pub(crate) use flags::Flag;
pub(crate) use keys::Key;
pub use limits::Limits;
pub use roster::Roster;

use std::sync::Arc;

use crate::error::Error;
use crate::source::{Encoding, Raw, Source};
use columns::WithoutId;
use keys::Keys;
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
    /// The encoding of a text; told from the input where `None`.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook; told from the input where `None`.
    pub sheet: Option<String>,
    /// Columns that the user mapped.
    pub mapping: Mapping,
    /// Which records count; all of them without it.
    pub filter: Option<Arc<Filter>>,
    /// How much is read at most.
    pub limits: Limits,
}

/// Reads the records of one input from its bytes.
pub fn load(raw: Raw, options: &Options) -> Result<Roster, Error> {
    let name = raw.name().to_owned();
    let source = raw.into_text(options.encoding).map_err(|fault| Error::not_text(name, fault))?;
    read(source, options)
}

/// Reads the records of one input from its text.
pub fn read(source: Source, options: &Options) -> Result<Roster, Error> {
    if source.bytes()[source.text_start()..].iter().all(u8::is_ascii_whitespace) {
        return Err(Error::in_file(source.name(), "the file is empty").help("give a chart in CSV or JSON"));
    }
    let mut roster = identified(source, options)?;
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

/// The records, with the ids that the references are to.
fn identified(source: Source, options: &Options) -> Result<Roster, Error> {
    let format = options.format.unwrap_or_else(|| Format::detect(&source));
    let Options { mapping, limits, .. } = options;
    let (table, keys) = match scan(&source, format, mapping, limits) {
        Ok(scanned) => scanned,
        Err(error) => return without_ids(source, format, options, error),
    };
    let roster = Roster::new(source, table, keys);
    match identity::better(&roster, mapping) {
        None => Ok(roster),
        Some(better) => {
            let source = roster.into_source();
            let (table, keys) = scan(&source, format, &better, limits)?;
            Ok(Roster::new(source, table, keys))
        }
    }
}

/// The records of a file without ids: by name where managers are referred to so, or by row where each is a group of
/// posts. Of anything else `error` says what it lacks.
fn without_ids(source: Source, format: Format, options: &Options, error: Error) -> Result<Roster, Error> {
    let Options { mapping, limits, .. } = options;
    let by_name = mapping.without_id(WithoutId::Name);
    let source = match scan(&source, format, &by_name, limits) {
        Err(_) => source,
        Ok((table, keys)) => {
            let roster = Roster::new(source, table, keys);
            if identity::resolve_as_they_stand(&roster) {
                return Ok(roster);
            }
            roster.into_source()
        }
    };
    let (table, keys) = scan(&source, format, &mapping.without_id(WithoutId::Row), limits).map_err(|_| error)?;
    Ok(Roster::new(source, table, keys))
}

fn scan(source: &Source, format: Format, mapping: &Mapping, limits: &Limits) -> Result<(Table, Keys), Error> {
    let most_values = usize::try_from(limits.values).unwrap_or(usize::MAX);
    match format {
        Format::Csv => {
            let (table, keys) = csv::Table::scan(source, mapping)?;
            Ok((Table::Csv(Box::new(table)), keys))
        }
        Format::Json => {
            let is_lines = json::are_lines(&source.bytes()[source.text_start()..]);
            let tree = json::read(source, is_lines, most_values)?;
            let (table, keys) = records::Table::read(source, tree, mapping)?;
            Ok((Table::Tree(Box::new(table)), keys))
        }
    }
}
