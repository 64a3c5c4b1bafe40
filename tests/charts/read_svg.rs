//! SVG as a reader of XML finds it.

#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

use quick_xml::Reader;
use quick_xml::events::Event;

/// What an SVG holds for one who reads it anew.
#[derive(Default, Debug, PartialEq)]
pub(crate) struct Read {
    /// Its elements and their attributes by name, in order.
    pub(crate) structure: Vec<String>,
    /// The text of its elements, in order.
    pub(crate) texts: Vec<String>,
}

/// Reads an SVG; what is no sound XML stops the test.
pub(crate) fn read(svg: &str) -> Read {
    let mut reader = Reader::from_str(svg);
    let mut read = Read::default();
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return read,
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                let attributes = element.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    attribute.key.as_ref().to_owned()
                });
                read.structure.push(format!("{name} {}", attributes.collect::<Vec<_>>().join(" ")));
                text.clear();
            }
            Event::Text(part) => text += &part,
            Event::GeneralRef(name) => match name.resolve_char_ref().unwrap() {
                Some(character) => text.push(character),
                None => text += quick_xml::escape::resolve_predefined_entity(&name).unwrap(),
            },
            Event::End(_) => read.texts.push(std::mem::take(&mut text)),
            _ => {}
        }
    }
}
