//! What is no YAML, or none that can be read in time.

use saphyr_parser::ScanError;

use super::guard::Stop;
use super::places::Places;
use crate::error::Error;
use crate::source::{Source, Span};

/// The longest line that declares a handle of tags: the parser copies what it says for each tag.
const LONGEST_HANDLE: usize = 1000;

pub(super) fn reject_long_handles(source: &Source, text: &str, start: usize) -> Result<(), Error> {
    for at in memchr::memmem::find_iter(text.as_bytes(), "%TAG") {
        let begins_a_line = at == 0 || matches!(text.as_bytes()[at - 1], b'\n' | b'\r');
        let rest = &text.as_bytes()[at..];
        if begins_a_line && !rest.iter().take(LONGEST_HANDLE).any(|byte| matches!(byte, b'\n' | b'\r')) {
            let place = Span::new(start + at..start + at);
            return Err(Error::at(source, place, "this %TAG line is too long").help("tags say nothing here: delete it"));
        }
    }
    Ok(())
}

/// The parser's error, told with its place in the source.
pub(super) fn complaint(source: &Source, text: &str, stop: Option<Stop>, error: &ScanError) -> Error {
    let at = Places::new(text, source.text_start()).to(error.marker().index());
    let info = error.info();
    let (message, help) = match stop {
        Some(Stop::Deep) => (
            "the YAML is nested too deep".to_owned(),
            "write deep charts as a flat list, each position with its manager's id",
        ),
        Some(Stop::Long) => (
            "this value in brackets is too long for YAML".to_owned(),
            "write each position on lines of its own that begin with '- ', or the file as JSON",
        ),
        None if info.contains("tab") => {
            (format!("this is not valid YAML: {info}"), "indent with blanks, not with tabs")
        }
        None if at >= source.bytes().len() => {
            (format!("the YAML ends before it is complete: {info}"), "close what is open, or export the file again")
        }
        None => (
            format!("this is not valid YAML: {info}"),
            "mend the YAML here; a text with ': ' or ' #' in it needs quotes",
        ),
    };
    Error::at(source, Span::new(at..at), message).help(help)
}
