//! From bytes to records: one file a format, and the table of column headings.

mod columns;
mod csv;
mod extent;
pub mod filter;
mod flags;
mod format;
mod headings;
mod json;
mod keys;
mod ldif;
mod positions;
mod records;
mod roster;
mod totals;
mod tree;
pub mod values;
mod ways;
mod yaml;

pub use columns::{Columns, Field, Mapping};
pub use filter::Filter;
pub(crate) use filter::{amount, plain_text};
pub(crate) use flags::Flag;
pub use format::Format;
pub(crate) use keys::Key;
pub use roster::Roster;

use std::sync::Arc;

use crate::error::Error;
use crate::source::Source;
use roster::Table;

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
        return Err(Error::in_file(source.name(), "the file is empty").help("give a chart in CSV, JSON, YAML or LDIF"));
    }
    let from_tree = |tree: Result<tree::Tree, Error>| {
        let (table, keys) = records::Table::read(&source, tree?, &options.mapping)?;
        Ok((Table::Tree(Box::new(table)), keys))
    };
    let (table, keys) = match options.format.unwrap_or_else(|| Format::detect(&source)) {
        Format::Csv => {
            let (table, keys) = csv::Table::scan(&source, &options.mapping)?;
            (Table::Csv(Box::new(table)), keys)
        }
        Format::Json => {
            let is_lines = json::are_lines(&source.bytes()[source.text_start()..]);
            from_tree(json::read(&source, is_lines, usize::MAX))?
        }
        Format::Jsonl => from_tree(json::read(&source, true, usize::MAX))?,
        Format::Yaml => from_tree(yaml::read(&source, usize::MAX))?,
        Format::Ldif => from_tree(ldif::read(&source, usize::MAX))?,
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
