//! Parquet, transcribed as delimited text: a record a row, of the columns that matter.
//!
//! The format is read here from its bytes on, over the crates that unpack. The `parquet` crate, which writes tables and
//! is the oracle of the tests, was weighed for it. Hostile files rule it out: a column without its dictionary, levels
//! longer than their page, or a negative offset make it panic; it reserves as many children as a schema says it has,
//! walks schemas in recursion, and makes room for a page by what its header claims.

#[cfg(feature = "parquet")]
mod bits;
#[cfg(feature = "parquet")]
mod cells;
#[cfg(feature = "parquet")]
mod codec;
#[cfg(feature = "parquet")]
mod column;
#[cfg(feature = "parquet")]
mod footer;
#[cfg(feature = "parquet")]
mod kind;
#[cfg(feature = "parquet")]
mod page;
#[cfg(feature = "parquet")]
mod schema;
#[cfg(feature = "parquet")]
#[cfg(test)]
mod tests;
#[cfg(feature = "parquet")]
mod thrift;
#[cfg(feature = "parquet")]
mod transcribe;
#[cfg(feature = "parquet")]
mod values;

#[cfg(feature = "parquet")]
use transcribe::{Fault, Left};
#[cfg(feature = "parquet")]
pub(super) use transcribe::{Parts, read};

/// Whether bytes are a Parquet file: they begin as one, and go on as no text does.
pub(super) fn is_parquet(bytes: &[u8]) -> bool {
    let is_text = |byte: &u8| *byte >= b' ' || byte.is_ascii_whitespace();
    (bytes.starts_with(b"PAR1") || bytes.starts_with(b"PARE")) && !bytes.get(4).is_some_and(is_text)
}

/// What was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Table {
    /// The header and the rows as delimited text, with commas, the quotes of RFC 4180, each ended by `\n`.
    pub(super) text: Vec<u8>,
    /// For each record of the text the byte where it starts, and its row, from 1; the header has 0.
    pub(super) rows: Vec<(u32, u32)>,
    /// The columns of the text: their numbers in the file, from 1, and their names.
    pub(super) columns: Vec<(u32, String)>,
}

/// Reads nothing, for that is left out of this build.
#[cfg(not(feature = "parquet"))]
pub(super) fn read(
    path: &str,
    _bytes: &[u8],
    _limits: &super::Limits,
    _choose: &dyn Fn(&[super::frame::Offer<'_>]) -> Vec<bool>,
) -> Result<Table, crate::error::Error> {
    Err(not_built(path))
}

/// That is left out of this build.
#[cfg(not(feature = "parquet"))]
pub(super) fn not_built(path: &str) -> crate::error::Error {
    crate::error::Error::in_file(path, "the file is Parquet, which this build of orglint does not read")
        .help("install it with --features parquet, or export the chart as CSV")
}
