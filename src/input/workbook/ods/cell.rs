//! What a cell of an `.ods` workbook says.

use quick_xml::events::{BytesStart, Event};

use crate::error::Error;
use crate::input::workbook::number::{self, Epoch, Format};
use crate::input::workbook::xml::{Xml, attribute, attributes, resolved, said, short};
use crate::source::Kind;

/// The most text of one cell, and as much as a run of blanks may stand for: programs take 32,767 characters.
const LONGEST: usize = 1 << 20;

/// The tag of a cell.
pub(super) struct Cell {
    /// What it says, where the tag tells that.
    value: Option<String>,
    /// What it is.
    pub(super) kind: Kind,
}

impl Cell {
    pub(super) fn of(tag: &BytesStart<'_>) -> Cell {
        let (mut kind, mut value, mut is_error) = ("", None, false);
        for (name, text) in attributes(tag) {
            match name {
                "office:value-type" => kind = text,
                "office:value"
                | "office:string-value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value" => value = Some(text),
                "calcext:value-type" => is_error = text == "error",
                _ => {}
            }
        }
        // An error is shown in the cell, and nothing else tells which.
        let value = value.filter(|value| !is_error && !value.is_empty());
        let value = value.map(|text| {
            let mut out = String::new();
            match kind {
                "float" | "percentage" | "currency" => number::write(text, Format::Plain, Epoch::From1900, &mut out),
                "date" => number::write_iso_day(text, &mut out),
                "time" => number::write_iso_duration(text, &mut out),
                "boolean" => out.push_str(&text.to_ascii_uppercase()),
                _ => out = said(text),
            }
            out
        });
        let kind = match kind {
            _ if value.is_none() => Kind::Text,
            "float" | "percentage" | "currency" => Kind::Number,
            "date" | "time" => Kind::Moment,
            "boolean" => Kind::Truth,
            _ => Kind::Text,
        };
        Cell { value, kind }
    }

    /// Reads on to the end of the cell and puts what it says in `out`.
    pub(super) fn read(self, xml: &mut Xml<'_>, out: &mut String) -> Result<(), Error> {
        match self.value {
            Some(value) => {
                out.push_str(&value);
                xml.skip_element()
            }
            None => shown_text(xml, out),
        }
    }
}

/// Reads on to the end of a cell and puts its paragraphs in `out`, a line each. White space counts as one blank, but
/// for what is written as elements.
fn shown_text(xml: &mut Xml<'_>, out: &mut String) -> Result<(), Error> {
    let mut depth = 0_u64;
    // Whether a paragraph has begun, and whether text outside of one may be passed over.
    let (mut paragraphs, mut paragraph_depth) = (0_u64, None);
    loop {
        match xml.next()? {
            Event::Start(tag) => {
                match tag.name().into_inner() {
                    "text:p" | "text:h" if paragraph_depth.is_none() => {
                        if paragraphs > 0 {
                            out.push('\n');
                        }
                        paragraphs += 1;
                        paragraph_depth = Some(depth);
                    }
                    "text:s" => {
                        let count = attribute(&tag, "text:c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                        out.extend(std::iter::repeat_n(' ', count.min(LONGEST)));
                    }
                    "text:tab" => out.push('\t'),
                    "text:line-break" => out.push('\n'),
                    // Notes and drawings stand in a cell and are none of its text.
                    "office:annotation" | "draw:frame" | "draw:g" | "table:table" | "text:ruby-text" => {
                        xml.skip_element()?;
                        continue;
                    }
                    _ => {}
                }
                depth += 1;
            }
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => {
                depth -= 1;
                if paragraph_depth == Some(depth) {
                    paragraph_depth = None;
                }
            }
            Event::Text(text) if paragraph_depth.is_some() => push_collapsed(&text, out),
            Event::CData(text) if paragraph_depth.is_some() => push_collapsed(&text, out),
            Event::GeneralRef(reference) if paragraph_depth.is_some() => match resolved(&reference) {
                Some(character) => out.push(character),
                None => {
                    let entity = short(&reference);
                    return Err(xml.unknown_entity(&entity));
                }
            },
            _ => {}
        }
        if out.len() > LONGEST {
            return Err(xml.broken("a cell holds more text than any program writes"));
        }
    }
}

/// Puts text at the end of `out` with one blank for each run of white space.
fn push_collapsed(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' => {
                if !out.ends_with([' ', '\n']) && !out.is_empty() {
                    out.push(' ');
                }
            }
            character => out.push(character),
        }
    }
}
