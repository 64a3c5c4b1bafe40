//! What cells say.

use std::borrow::Cow;

use crate::processor;
use crate::source::{Source, Span};
use crate::table::formula;

/// Whether a cell opens a quote and does not close it.
pub(super) fn is_open(raw: &[u8]) -> bool {
    let Some(inner) = raw.strip_prefix(b"\"") else { return false };
    let mut rest = inner;
    while let Some(quote) = processor::find(b'"', rest) {
        match rest[quote + 1..].strip_prefix(b"\"") {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// What a cell says: without its quotes, with doubled quotes made single, and without the apostrophe by which
/// spreadsheets mark a text that could be taken for a formula.
// Ten cells of each record are asked, and most begin with neither: they should not cost a call.
#[inline(always)]
pub(in crate::input) fn value(raw: &[u8]) -> Cow<'_, [u8]> {
    match raw {
        [b'"' | b'\'', ..] => marked(raw),
        raw => Cow::Borrowed(raw),
    }
}

#[inline(never)]
fn marked(raw: &[u8]) -> Cow<'_, [u8]> {
    match raw {
        [b'"', inner @ ..] => unmarked(unquoted(inner)),
        raw => Cow::Borrowed(formula::meant(raw)),
    }
}

/// What a cell says as it stands: without its quotes, with doubled quotes made single, and all else kept.
pub(in crate::input) fn text(raw: &[u8]) -> Cow<'_, [u8]> {
    match raw {
        [b'"', inner @ ..] => unquoted(inner),
        raw => Cow::Borrowed(raw),
    }
}

fn unmarked(value: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match value {
        Cow::Borrowed(value) => Cow::Borrowed(formula::meant(value)),
        Cow::Owned(mut value) => {
            let mark = value.len() - formula::meant(&value).len();
            value.drain(..mark);
            Cow::Owned(value)
        }
    }
}

/// What a quoted cell says, by what follows its first quote.
fn unquoted(inner: &[u8]) -> Cow<'_, [u8]> {
    match processor::find(b'"', inner) {
        None => Cow::Borrowed(inner),
        Some(quote) if quote + 1 == inner.len() => Cow::Borrowed(&inner[..quote]),
        Some(_) => {
            let mut value = Vec::with_capacity(inner.len());
            let mut rest = inner;
            while let Some(quote) = processor::find(b'"', rest) {
                value.extend_from_slice(&rest[..quote]);
                rest = &rest[quote + 1..];
                match rest.strip_prefix(b"\"") {
                    Some(after) => {
                        value.push(b'"');
                        rest = after;
                    }
                    // The closing quote; what follows it belongs to the cell as it stands.
                    None => break,
                }
            }
            value.extend_from_slice(rest);
            Cow::Owned(value)
        }
    }
}

/// What a cell of the header says. Of a text without a header this may be the first line, as long as the file: more than
/// a heading can have is not looked at.
pub(super) fn heading(source: &Source, cell: Span) -> String {
    const LONGEST: usize = 4096;
    let raw = &source.bytes()[cell.range()];
    String::from_utf8_lossy(&value(&raw[..raw.len().min(LONGEST)])).trim().to_owned()
}
