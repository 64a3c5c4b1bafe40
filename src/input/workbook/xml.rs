//! The XML of a part, token by token: nothing is kept of what was read, so that neither depth nor length costs memory.

use quick_xml::errors::Error as Fault;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::archive::{Part, TooMuch, damaged};
use crate::error::Error;

/// The tokens of one part.
pub(super) struct Xml<'a> {
    path: &'a str,
    part: String,
    reader: Reader<Part<'a>>,
    buffer: Vec<u8>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(path: &'a str, part_name: &str, part: Part<'a>) -> Xml<'a> {
        let mut reader = Reader::from_reader(part);
        let config = reader.config_mut();
        // An empty element is two tokens, as any other, and names of ends are not held against those of starts: that
        // would keep the names of all open elements.
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Xml { path, part: part_name.to_owned(), reader, buffer: Vec::new() }
    }

    /// The next token. A part that ends before its last element is closed is an error, so no caller waits for an end
    /// that does not come.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Error> {
        self.buffer.clear();
        self.reader.get_mut().start_token();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Err(broken(self.path, &self.part, "it ends too early")),
            Ok(event) => Ok(event),
            Err(fault) => Err(explain(self.path, &self.part, &fault)),
        }
    }

    /// An error of this part.
    pub(super) fn broken(&self, how: &str) -> Error {
        broken(self.path, &self.part, how)
    }

    /// An error of a reference that [`resolved`] knows nothing of; `entity` is what [`short`] made of it.
    pub(super) fn unknown_entity(&self, entity: &str) -> Error {
        self.broken(&format!("the entity '&{entity};' is none of XML's own"))
    }

    /// Reads on to the end of the element that has just started.
    pub(super) fn skip_element(&mut self) -> Result<(), Error> {
        let mut depth = 0_u64;
        loop {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }

    /// Reads on to the end of the element that has just started and puts its own text at the end of `out`.
    pub(super) fn text_of_element(&mut self, out: &mut String) -> Result<(), Error> {
        let mut depth = 0_u64;
        loop {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Text(text) if depth == 0 => out.push_str(&text.xml10_content()),
                Event::CData(text) if depth == 0 => out.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) if depth == 0 => match resolved(&reference) {
                    Some(character) => out.push(character),
                    None => {
                        let entity = short(&reference);
                        return Err(self.unknown_entity(&entity));
                    }
                },
                _ => {}
            }
        }
    }
}

/// The beginning of a reference, for a message.
pub(super) fn short(reference: &BytesRef<'_>) -> String {
    reference.chars().take(40).collect()
}

/// The character that a reference stands for. Entities that a document declares for itself are not looked up: no
/// workbook needs them, and they are how a few bytes become gigabytes.
pub(super) fn resolved(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Some(character),
        Ok(None) => resolve_predefined_entity(reference).and_then(|text| text.chars().next()),
        Err(_) => None,
    }
}

/// The attributes of a tag, names and values as they are written; what is not well formed among them is left out.
pub(super) fn attributes<'e>(tag: &'e BytesStart<'_>) -> impl Iterator<Item = (&'e str, &'e str)> {
    let mut rest = tag.attributes_raw();
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_ascii_start();
        let quote = after.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let (value, next) = after[1..].split_once(char::from(quote))?;
        rest = next;
        Some((name.trim_ascii(), value))
    })
}

/// The value of an attribute as it is written.
pub(super) fn attribute<'e>(tag: &'e BytesStart<'_>, name: &str) -> Option<&'e str> {
    attributes(tag).find_map(|(key, value)| (key == name).then_some(value))
}

/// What an attribute says; as it is written where it refers to what is not known.
pub(super) fn said(value: &str) -> String {
    unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}

fn broken(path: &str, part: &str, how: &str) -> Error {
    damaged(path, &format!("'{part}': {how}"))
}

fn explain(path: &str, part: &str, fault: &Fault) -> Error {
    if let Fault::Io(error) = fault
        && let Some(too_much @ TooMuch::Unpacked { .. }) =
            error.get_ref().and_then(|inner| inner.downcast_ref::<TooMuch>())
    {
        return Error::in_file(path, too_much.to_string())
            .help("save the sheet with the chart as a workbook of its own, or export it as CSV");
    }
    broken(path, part, &fault.to_string())
}
