//! The text of a document, as an editor and the server keep it in step: lines, positions in the units that were agreed
//! on, and edits.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memchr2_iter;

use super::protocol::{self, Position};

/// What the characters of a position count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Units {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16, which every client knows.
    #[default]
    Utf16,
}

/// A text and where its lines start.
#[derive(Debug)]
pub(super) struct Text {
    text: String,
    /// Where each line starts; the first at 0.
    starts: Vec<usize>,
    /// Code units of UTF-16 before each block of [`BLOCK`] bytes, for lines that are longer: a document of JSON may be one.
    units: OnceCell<Vec<usize>>,
}

const BLOCK: usize = 4096;

impl Text {
    pub(super) fn new(text: String) -> Text {
        let mut starts = vec![0];
        starts.extend(starts_within(&text, 0..text.len()));
        Text { text, starts, units: OnceCell::new() }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Replaces a range. The lines around it are looked at anew, all others only move: an edit of a large text takes
    /// the time of moving what is behind it.
    pub(super) fn replace(&mut self, range: Range<usize>, new: &str) {
        // A line more at both ends, for an edit can part or join a carriage return and a line feed.
        let first = self.line_of(range.start).saturating_sub(1);
        let last = self.line_of(range.end) + 1;
        let window = self.starts[first]..self.starts.get(last + 1).copied().unwrap_or(self.text.len());
        let after = window.end - range.len() + new.len();
        self.text.replace_range(range.clone(), new);
        self.units = OnceCell::new();
        let kept = self.starts.len().min(last + 2);
        for start in &mut self.starts[kept..] {
            *start = *start - range.len() + new.len();
        }
        let renewed: Vec<usize> = starts_within(&self.text, window.start..after).collect();
        self.starts.splice(first + 1..kept, renewed);
    }

    /// The byte of a position. What lies behind the end of a line, or of the text, is that end; a position within a
    /// character is its start.
    pub(super) fn offset(&self, position: Position, units: Units) -> usize {
        let Some(start) = self.starts.get(position.line as usize).copied() else { return self.text.len() };
        let line = &self.text[start..self.line_end(position.line as usize)];
        let wanted = position.character as usize;
        let within = match units {
            Units::Utf8 => line.floor_char_boundary(wanted.min(line.len())),
            Units::Utf16 => {
                let mut left = wanted;
                let fits = |character: &char| match left.checked_sub(character.len_utf16()) {
                    Some(rest) => {
                        left = rest;
                        true
                    }
                    None => false,
                };
                line.chars().take_while(fits).map(char::len_utf8).sum()
            }
        };
        start + within
    }

    /// The bytes of a range, whichever of its ends comes first.
    pub(super) fn offsets(&self, range: protocol::Range, units: Units) -> Range<usize> {
        let (one, other) = (self.offset(range.start, units), self.offset(range.end, units));
        one.min(other)..one.max(other)
    }

    /// The position of a byte; one within a character has that of its start.
    pub(super) fn position(&self, offset: usize, units: Units) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_of(offset);
        let start = self.starts[line];
        let character = match units {
            Units::Utf8 => offset - start,
            Units::Utf16 if offset - start < BLOCK => units_of(&self.text.as_bytes()[start..offset]),
            Units::Utf16 => self.units_before(offset) - self.units_before(start),
        };
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position { line: narrow(line), character: narrow(character) }
    }

    /// The range of bytes.
    pub(super) fn range(&self, bytes: Range<usize>, units: Units) -> protocol::Range {
        let start = self.position(bytes.start, units);
        protocol::Range { start, end: self.position(bytes.end.max(bytes.start), units) }
    }

    /// The bytes of the line that holds `offset`, without its line break.
    pub(super) fn line_around(&self, offset: usize) -> Range<usize> {
        let line = self.line_of(offset);
        self.starts[line]..self.line_end(line)
    }

    /// Code units of UTF-16 before a byte.
    fn units_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let blocks = self.units.get_or_init(|| {
            let counted = |sum: &mut usize, block: &[u8]| {
                *sum += units_of(block);
                Some(*sum)
            };
            [0].into_iter().chain(bytes.chunks(BLOCK).scan(0, counted)).collect()
        });
        let block = offset / BLOCK;
        blocks[block] + units_of(&bytes[block * BLOCK..offset])
    }

    fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn line_end(&self, line: usize) -> usize {
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let line = &self.text[self.starts[line]..end];
        end - (line.len() - line.trim_end_matches(['\r', '\n']).len())
    }
}

/// Code units of UTF-16 of the characters that begin in some bytes: one each, and two for those of four bytes.
fn units_of(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from((*byte as i8) >= -0x40) + usize::from(*byte >= 0xf0)).sum()
}

/// Where lines start behind the line breaks in a range: after a line feed, a carriage return, or both together.
fn starts_within(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let breaks = memchr2_iter(b'\n', b'\r', &bytes[range.clone()]).map(move |at| range.start + at);
    breaks.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn position(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_are_counted_in_the_units_agreed_on() {
        // An emoji of two code units and four bytes, and an accent that combines.
        let text = Text::new("a😀e\u{301},x\r\nöy".to_owned());
        let at = |needle: char| text.as_str().find(needle).unwrap();
        assert_eq!(text.position(at('x'), Units::Utf16), position(0, 6));
        assert_eq!(text.position(at('x'), Units::Utf8), position(0, 9));
        assert_eq!(text.position(at('y'), Units::Utf16), position(1, 1));
        assert_eq!(text.position(at('y'), Units::Utf8), position(1, 2));
        assert_eq!(text.offset(position(0, 2), Units::Utf16), 1, "within the emoji");
        assert_eq!(text.offset(position(0, 3), Units::Utf8), 1, "within the emoji");
    }

    #[test]
    fn what_is_out_of_range_is_the_nearest_end() {
        let text = Text::new("ab\r\ncd".to_owned());
        for units in [Units::Utf8, Units::Utf16] {
            assert_eq!(text.offset(position(0, 99), units), 2);
            assert_eq!(text.offset(position(1, u32::MAX), units), 6);
            assert_eq!(text.offset(position(u32::MAX, 0), units), 6);
            let backwards = protocol::Range { start: position(1, 1), end: position(0, 1) };
            assert_eq!(text.offsets(backwards, units), 1..5);
        }
    }

    #[test]
    fn a_long_line_is_counted_as_a_short_one() {
        let line = "é😀x".repeat(3000);
        let mut text = Text::new(format!("{line}\n{line}"));
        for _ in 0..2 {
            for (offset, _) in text.as_str().char_indices().step_by(997).filter(|(_, letter)| *letter != '\n') {
                let before = text.as_str()[..offset].rsplit('\n').next().unwrap().encode_utf16().count();
                let position = text.position(offset, Units::Utf16);
                assert_eq!(position.character as usize, before);
                assert_eq!(text.offset(position, Units::Utf16), offset);
            }
            text.replace(0..7, "");
        }
    }

    proptest! {
        #[test]
        fn edits_leave_the_lines_as_if_read_anew(
            text in "[ab\r\né😀]{0,30}",
            edits in proptest::collection::vec((0_usize..40, 0_usize..40, "[a\r\n😀]{0,6}"), 1..8),
        ) {
            let mut edited = Text::new(text.clone());
            let mut model = text;
            for (one, other, new) in edits {
                let [one, other] = [one, other].map(|at| model.floor_char_boundary(at.min(model.len())));
                let range = one.min(other)..one.max(other);
                edited.replace(range.clone(), &new);
                model.replace_range(range, &new);
                let anew = Text::new(model.clone());
                prop_assert_eq!((&edited.text, &edited.starts), (&anew.text, &anew.starts));
            }
        }

        #[test]
        fn positions_lead_back_to_their_bytes(text in "[ab\r\né😀\u{301}]{0,30}", at in 0_usize..80) {
            let at = text.floor_char_boundary(at.min(text.len()));
            let text = Text::new(text);
            for units in [Units::Utf8, Units::Utf16] {
                let back = text.offset(text.position(at, units), units);
                // Between a carriage return and its line feed there is no position but the end of the line.
                let line = text.line_around(at);
                prop_assert_eq!(back, at.min(line.end));
            }
        }
    }
}
