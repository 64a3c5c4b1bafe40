//! Texts that are not in the source as they read.

use crate::source::Span;

/// Such texts one behind the other. A span that starts behind the source is a span of the annex.
#[derive(Debug)]
pub(in crate::input) struct Annex {
    /// Where its space begins: one byte behind the source, for nothing at the end of the source is no text in here.
    base: usize,
    text: Vec<u8>,
    /// For each text where it starts in the space of source and annex, and its place in the source.
    places: Vec<(u32, Span)>,
}

impl Annex {
    /// An annex behind a source of so many bytes.
    pub(in crate::input) fn new(length: usize) -> Annex {
        Annex { base: length + 1, text: Vec::new(), places: Vec::new() }
    }

    /// Adds a text that is written at a place of the source; `None` where source and annex outgrow their space.
    pub(in crate::input) fn add(&mut self, text: &str, place: Span) -> Option<Span> {
        let start = self.base + self.text.len();
        // A byte between two texts, so that no two spans start at one place.
        let end = start + text.len();
        u32::try_from(end + 1).ok()?;
        self.text.extend_from_slice(text.as_bytes());
        self.text.push(0);
        let span = Span::new(start..end);
        self.places.push((span.start, place));
        Some(span)
    }

    /// The bytes of a span of the source or of the annex.
    pub(in crate::input) fn bytes<'a>(&'a self, source: &'a [u8], span: Span) -> &'a [u8] {
        let range = span.range();
        match range.start.checked_sub(self.base) {
            Some(start) => self.text.get(start..range.end - self.base).unwrap_or_default(),
            None => source.get(range).unwrap_or_default(),
        }
    }

    /// Where a text stands in the source, with the quotes around it.
    pub(in crate::input) fn place(&self, source: &[u8], span: Span) -> Span {
        if span.start as usize >= self.base {
            let found = self.places.partition_point(|(start, _)| *start <= span.start);
            return found.checked_sub(1).map_or(Span::default(), |found| self.places[found].1);
        }
        let range = span.range();
        let before = range.start.checked_sub(1).and_then(|before| source.get(before));
        match (before, source.get(range.end)) {
            (Some(b'"'), Some(b'"')) | (Some(b'\''), Some(b'\'')) => Span::new(range.start - 1..range.end + 1),
            _ => span,
        }
    }
}
