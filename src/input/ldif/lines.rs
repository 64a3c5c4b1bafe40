//! The lines of an LDIF file: what is folded is made whole, comments are passed over.

use std::borrow::Cow;

use memchr::memchr;

use crate::source::{Source, Span, line_break};

/// The lines of a source from its start.
pub(super) struct Lines<'s> {
    bytes: &'s [u8],
    at: usize,
    line_break: u8,
}

/// One line, with those that continue it.
#[derive(Debug)]
pub(super) struct Line<'s> {
    /// Where it stands, all of it.
    pub(super) place: Span,
    /// What it says, without line breaks.
    text: Cow<'s, str>,
    /// How much of what it says stands in its first line.
    first: usize,
}

impl<'s> Lines<'s> {
    pub(super) fn new(source: &'s Source) -> Lines<'s> {
        Lines { bytes: source.bytes(), at: source.text_start(), line_break: line_break(source.bytes()) }
    }

    /// The place of the next line of the file, without its line break.
    fn next_of_file(&mut self) -> Option<Span> {
        let start = self.at;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr(self.line_break, rest).unwrap_or(rest.len());
        self.at = (start + length + 1).min(self.bytes.len());
        let returns = rest[..length].ends_with(b"\r");
        Some(Span::new(start..start + length - usize::from(returns)))
    }

    fn text(&self, span: Span) -> &'s str {
        self.bytes.get(span.range()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Whether the next line of the file continues this one: it begins with a blank, and holds more than blanks.
    fn is_continued(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let tells = |byte: &&u8| **byte == self.line_break || !matches!(byte, b' ' | b'\t' | b'\r');
        let filled = rest.iter().find(tells);
        rest.first() == Some(&b' ') && filled.is_some_and(|byte| *byte != self.line_break)
    }
}

impl<'s> Iterator for Lines<'s> {
    type Item = Line<'s>;

    fn next(&mut self) -> Option<Line<'s>> {
        loop {
            let mut place = self.next_of_file()?;
            let mut text = Cow::Borrowed(self.text(place));
            let first = text.len();
            let is_comment = text.starts_with('#');
            let may_continue = !text.trim().is_empty();
            while may_continue && self.is_continued() {
                let Some(more) = self.next_of_file() else { break };
                place.end = more.end;
                if !is_comment {
                    text.to_mut().push_str(self.text(more).get(1..).unwrap_or_default());
                }
            }
            if !is_comment {
                return Some(Line { place, text, first });
            }
        }
    }
}

impl Line<'_> {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a part of what the line says stands, and whether it stands there as it reads.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> (Span, bool) {
        let start = self.place.range().start;
        if range.end <= self.first {
            (Span::new(start + range.start..start + range.end), true)
        } else if range.start < self.first {
            (Span::new(start + range.start..self.place.range().end), false)
        } else {
            (self.place, false)
        }
    }
}
