//! From bytes to records: one file a format, and the table of column headings.

mod codes;
mod columns;
mod csv;
mod endless;
mod extent;
pub mod filter;
mod flags;
mod format;
pub mod frame;
mod groups;
mod headings;
mod identity;
mod in_parts;
mod json;
mod keys;
mod ldif;
mod limits;
mod merged;
pub(crate) mod nobody;
mod parquet;
mod positions;
mod reading;
mod records;
mod roster;
mod rows;
mod sketch;
mod totals;
mod tree;
pub mod values;
mod ways;
mod workbook;
mod written;
mod yaml;

pub use columns::{Columns, Field, Mapping};
pub use csv::Rewriting;
pub use endless::{HEAD, refuse_endless};
pub use filter::Filter;
pub(crate) use filter::{amount, plain_text};
pub(crate) use flags::Flag;
pub use format::Format;
pub use groups::{Groups, Input, NewScratch, Scratch, Take};
pub(crate) use keys::{AddressHash, Hash, Key, Spelled};
pub use limits::Limits;
pub use reading::{is_headed_as_chart, load, load_merged, on_disk, read};
pub use roster::Roster;
pub use rows::Cell;

use std::sync::Arc;

use crate::source::Encoding;

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
