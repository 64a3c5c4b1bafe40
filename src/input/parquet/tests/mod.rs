//! Files that the `parquet` crate writes, read back.

mod codecs;
mod damaged;
mod files;
mod kinds;
mod lists;

use super::{Table, read};
use crate::error::Error;
use crate::input::Limits;
use crate::input::frame::Offer;

/// All that can be read.
fn all(offers: &[Offer<'_>]) -> Vec<bool> {
    offers.iter().map(|offer| offer.is_known).collect()
}

fn table(bytes: &[u8]) -> Result<Table, Error> {
    read("x.parquet", bytes, &Limits::default(), &all)
}

/// The text of the file, and the error in its place.
fn text(bytes: &[u8]) -> String {
    match table(bytes) {
        Ok(table) => String::from_utf8(table.text).unwrap(),
        Err(error) => error.message().to_owned(),
    }
}

/// How often a file is damaged at random: more often where that is asked for.
fn mutations() -> usize {
    std::env::var("ORGLINT_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000)
}
