//! JSON, and JSON Lines: one document a line.
//!
//! serde_json parses. It hands scalars out as borrowed raw text, whose place in the source is where that text lies; what
//! is a map or a list has to be known before it is asked for, so the reader keeps track of how far the parser has come
//! and looks at the first byte of what is next.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::tree::{Builder, Excess, Kind, Tree};
use crate::error::Error;
use crate::source::{Source, Span};

/// Reads a document, or in JSON Lines all of them as one list.
pub(super) fn read(source: &Source, is_lines: bool, most_values: usize) -> Result<Tree, Error> {
    let start = source.text_start();
    let text = source.text(Span::new(start..source.bytes().len()));
    let builder = Builder::new(source, most_values);
    let mut reader = Reader { source, start, text, builder, at: start, fault: None };
    if is_lines {
        reader.builder.open(Kind::List, reader.at).map_err(|excess| excess.at(source, reader.at))?;
        while reader.skip(&[]) < source.bytes().len() {
            reader.document()?;
        }
        reader.builder.close(reader.at);
    } else {
        reader.document()?;
        let rest = reader.skip(&[]);
        if rest < source.bytes().len() {
            return Err(Error::at(source, Span::new(rest..rest), "more follows behind the end of the JSON")
                .help("leave one array or object in the file, or write one object a line (JSON Lines)"));
        }
    }
    Ok(reader.builder.finish())
}

/// Whether the first two lines are an object each: of one document, only the last line ends so.
pub(super) fn are_lines(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let is_object = |line: &[u8]| line.starts_with(b"{") && line.ends_with(b"}");
    lines.next().is_some_and(is_object) && lines.next().is_some_and(|line| line.starts_with(b"{"))
}

struct Reader<'s> {
    source: &'s Source,
    /// Where the text starts in the source.
    start: usize,
    text: &'s str,
    builder: Builder<'s>,
    /// How far the parser has come, in the source.
    at: usize,
    /// What the builder refused, and where.
    fault: Option<(Excess, usize)>,
}

impl<'s> Reader<'s> {
    fn document(&mut self) -> Result<(), Error> {
        let start = self.at;
        let source = self.source;
        let text = self.text.get(start - self.start..).unwrap_or_default();
        let mut parser = serde_json::Deserializer::from_str(text);
        Value(self).deserialize(&mut parser).map_err(|error| match self.fault {
            Some((excess, at)) => excess.at(source, at),
            None => complaint(source, start, text, &error),
        })
    }

    /// The place of the next byte that is neither a blank nor one of `marks`.
    fn skip(&mut self, marks: &[u8]) -> usize {
        let rest = self.source.bytes().get(self.at..).unwrap_or_default();
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t') || marks.contains(byte);
        self.at += rest.iter().take_while(blank).count();
        self.at
    }

    /// Moves behind a raw text and gives its place.
    fn pass(&mut self, raw: &RawValue) -> Span {
        let start = raw.get().as_ptr() as usize - self.source.bytes().as_ptr() as usize;
        self.at = start + raw.get().len();
        Span::new(start..self.at)
    }

    fn scalar(&mut self, raw: &RawValue) -> Result<(), Excess> {
        let place = self.pass(raw);
        match raw.get() {
            "null" => self.builder.null(place.range().start),
            text => match unquoted(text) {
                None => self.builder.scalar(place),
                Some(None) => self.builder.scalar(inner(place)),
                Some(Some(decoded)) => self.builder.decoded(&decoded, place),
            },
        }
    }

    fn key(&mut self, raw: &RawValue) -> Result<(), Excess> {
        let place = self.pass(raw);
        let span = match unquoted(raw.get()) {
            Some(Some(decoded)) => self.builder.annexed(&decoded, place)?,
            _ => inner(place),
        };
        self.builder.key(span);
        Ok(())
    }

    /// Notes what the builder refuses, for serde_json's errors are texts.
    fn noted<E: serde::de::Error>(&mut self, result: Result<(), Excess>) -> Result<(), E> {
        result.map_err(|excess| {
            self.fault = Some((excess, self.at));
            E::custom("too much")
        })
    }
}

/// Of a string what it says, where that is not what stands between its quotes; nothing of anything else.
fn unquoted(raw: &str) -> Option<Option<String>> {
    let has_escape = memchr::memchr(b'\\', raw.as_bytes()).is_some();
    raw.starts_with('"').then(|| has_escape.then(|| serde_json::from_str(raw).unwrap_or_default()))
}

/// The place between quotes.
fn inner(place: Span) -> Span {
    Span { start: place.start + 1, end: place.end - 1 }
}

/// The next value, added to the tree.
struct Value<'r, 's>(&'r mut Reader<'s>);

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        let at = self.0.skip(b",:");
        if matches!(self.0.source.bytes().get(at), Some(b'{' | b'[')) {
            return input.deserialize_any(self);
        }
        let raw: &RawValue = serde::Deserialize::deserialize(input)?;
        let result = self.0.scalar(raw);
        self.0.noted(result)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Value(reader) = self;
        reader.enter::<A::Error>(Kind::List)?;
        while list.next_element_seed(Value(reader))?.is_some() {}
        reader.leave();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Value(reader) = self;
        reader.enter::<A::Error>(Kind::Map)?;
        while let Some(key) = map.next_key::<&RawValue>()? {
            let result = reader.key(key);
            reader.noted(result)?;
            map.next_value_seed(Value(reader))?;
        }
        reader.leave();
        Ok(())
    }
}

impl Reader<'_> {
    fn enter<E: serde::de::Error>(&mut self, kind: Kind) -> Result<(), E> {
        let result = self.builder.open(kind, self.at);
        self.at += 1;
        self.noted(result)
    }

    fn leave(&mut self) {
        self.skip(&[]);
        self.at += 1;
        self.builder.close(self.at);
    }
}

/// The parser's error, told with its place in the source.
fn complaint(source: &Source, start: usize, text: &str, error: &serde_json::Error) -> Error {
    let at = start + offset_of(text, error.line(), error.column());
    let message = error.to_string();
    let message = message.rfind(" at line ").map_or(&*message, |end| &message[..end]);
    let (message, help) = match message {
        "recursion limit exceeded" => (
            "the JSON is nested too deep".to_owned(),
            "write deep charts as a flat array, each position with its manager's id",
        ),
        _ if error.is_eof() => {
            ("the JSON ends before it is complete".to_owned(), "the file is cut off: export it again")
        }
        message => (format!("this is not valid JSON: {message}"), "mend the JSON here"),
    };
    Error::at(source, Span::new(at..at), message).help(help)
}

/// The byte offset of a line and a column as serde_json counts them: both from 1, columns in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        line => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 2).map_or(text.len(), |at| at + 1),
    };
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
