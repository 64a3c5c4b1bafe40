//! The strings that the cells of an `.xlsx` workbook share, and how a string is written in one.

use quick_xml::events::Event;

use crate::error::Error;
use crate::input::workbook::archive::Archive;
use crate::input::workbook::xml::{Xml, attribute};

/// The shared strings, one after the other.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    /// Where each one ends.
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(archive: &mut Archive<'_>, part: &str) -> Result<Strings, Error> {
        let mut strings = Strings::default();
        let mut xml = archive.needed_xml(part)?;
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().into_inner() == "si" => {
                    rich_text(&mut xml, &mut strings.text)?;
                    let end = u32::try_from(strings.text.len()).map_err(|_| xml.broken("it holds too much text"))?;
                    strings.ends.push(end);
                }
                Event::End(tag) if tag.local_name().into_inner() == "sst" => return Ok(strings),
                _ => {}
            }
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }
}

/// Reads on to the end of the element that has just started and puts its text at the end of `out`: that of its runs,
/// without what tells how to pronounce it.
pub(super) fn rich_text(xml: &mut Xml<'_>, out: &mut String) -> Result<(), Error> {
    let start = out.len();
    let mut depth = 0_u64;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "t" => {
                    let keeps_space = attribute(&tag, "xml:space") == Some("preserve");
                    let own = out.len();
                    xml.text_of_element(out)?;
                    if !keeps_space {
                        trim_from(out, own);
                    }
                }
                "r" => depth += 1,
                _ => xml.skip_element()?,
            },
            Event::End(_) if depth == 0 => {
                unescape_from(out, start);
                return Ok(());
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
}

/// Leaves out the white space around the end of `text` that begins at `from`.
fn trim_from(text: &mut String, from: usize) {
    let space: &[char] = &[' ', '\t', '\n', '\r'];
    let end = text[from..].trim_end_matches(space).len();
    text.truncate(from + end);
    let leading = end - text[from..].trim_start_matches(space).len();
    if leading > 0 {
        text.drain(from..from + leading);
    }
}

/// Puts characters in place of their escapes, `_x000D_`, in the end of `text` that begins at `from`.
pub(super) fn unescape_from(text: &mut String, from: usize) {
    if !text[from..].contains("_x") {
        return;
    }
    let escaped = text.split_off(from);
    let mut rest = escaped.as_str();
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let closed = rest.as_bytes().get(6) == Some(&b'_');
        let character =
            code.filter(|_| closed).and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match character {
            Some(character) => {
                text.push(character);
                rest = &rest[7..];
            }
            None => {
                text.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    text.push_str(rest);
}
