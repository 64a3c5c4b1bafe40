//! Workbooks that are written here and read back.

mod books;
mod choosing;
mod hostile;
mod ods;
mod oracle;
mod xlsx;

use super::{Limits, Sheet, read};
use crate::error::Error;

/// How well a row reads as a header: known words in it.
pub(super) fn score(headings: &[String]) -> usize {
    let known = ["id", "manager", "name", "title", "start"];
    let count = headings.iter().filter(|heading| known.contains(&heading.to_lowercase().as_str())).count();
    if count < 2 { 0 } else { count }
}

/// The sheet that reads best.
fn best(bytes: &[u8]) -> Result<Sheet, Error> {
    read("book", bytes, None, &Limits::default(), &score)
}

/// The text of the sheet that reads best.
fn text(bytes: &[u8]) -> String {
    String::from_utf8(best(bytes).unwrap().text).unwrap()
}

/// The message of an error and how to mend it.
fn fault(bytes: &[u8]) -> String {
    said(best(bytes).unwrap_err())
}

fn said(error: Error) -> String {
    format!("{}; {}", error.message(), error.mend().unwrap_or_default())
}
