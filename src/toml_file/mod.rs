//! Files that people write in TOML, such as a configuration: how they are read, and places in them.

mod suggest;

use std::ops::Range;

use serde::de::DeserializeOwned;

pub(crate) use suggest::nearest;
use suggest::suggestion;

use crate::error::Error;
use crate::expression::Fault;
use crate::source::{Source, Span};

/// Reads a file as it is written.
pub(crate) fn read<T: DeserializeOwned>(source: &Source) -> Result<T, Error> {
    let text = source.text(Span::new(source.text_start()..source.bytes().len()));
    toml::from_str(text).map_err(|fault| {
        let error = at(source, fault.span().unwrap_or_default(), plainly(fault.message()));
        match suggestion(fault.message()) {
            Some(near) => error.meant(near),
            None => error,
        }
    })
}

/// The messages of the reader speak of the types of the program.
fn plainly(message: &str) -> String {
    const WORDS: [(&str, &str); 9] = [
        ("expected u32", "expected a whole number, 0 or more"),
        ("expected struct Selector", "expected a table such as { level = \"vp\" }"),
        ("expected struct ", "expected a table of "),
        ("expected a sequence", "expected a list in square brackets"),
        ("expected a map", "expected a table"),
        ("expected a TOML datetime", "expected a day without quotes, such as 2027-03-31"),
        ("invalid type: sequence", "invalid type: a list"),
        ("invalid type: map", "invalid type: a table"),
        ("floating point", "the number"),
    ];
    WORDS.iter().fold(message.to_owned(), |message, (theirs, ours)| message.replace(theirs, ours))
}

/// A range of the text, which begins after a byte order mark, as a place in the file.
pub(crate) fn span_in(source: &Source, span: Range<usize>) -> Span {
    let start = source.text_start();
    Span::new(start + span.start..start + span.end)
}

pub(crate) fn at(source: &Source, span: Range<usize>, message: impl Into<String>) -> Error {
    Error::at(source, span_in(source, span), message)
}

/// A fault within a text that stands in quotes at `span`: at its very place, unless escapes move it.
pub(crate) fn in_text(source: &Source, span: Range<usize>, fault: Fault) -> Error {
    let raw = source.text(span_in(source, span.clone()));
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| raw.starts_with(quotes)).map_or(0, str::len);
    // A line break right behind three quotes is none of the text.
    let skipped = if quotes == 3 && raw[3..].starts_with('\n') { 1 } else { 0 };
    let moves = raw.starts_with('"') && raw.contains('\\') || raw.contains('\r');
    let offset = if moves { 0 } else { (quotes + skipped + fault.offset).min(raw.len()) };
    let error = at(source, span.start + offset..span.end, fault.message);
    match fault.help {
        Some(help) => error.help(help),
        None => error,
    }
}
