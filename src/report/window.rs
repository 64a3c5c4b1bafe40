//! Which part of a line an excerpt shows: a terminal's width around the place, in the time that this much text takes,
//! also where the line is a whole file of JSON.

use std::ops::Range;

use crate::source::Part;

/// Columns that a character may take: from here on there are wide ones. Too much for some leaves the window narrower
/// than it could be, and underlines are none of its business.
fn columns(character: char) -> usize {
    if character < '\u{1100}' { 1 } else { 2 }
}

/// The part of `line` to show so that `need` is in it: at most `most` columns, of which at most `left` stand before the
/// needed ones. Where `need` itself is too wide, it is cut at its end.
pub(super) fn around(part: Part<'_>, line: Range<usize>, need: Range<usize>, most: usize, left: usize) -> Range<usize> {
    let (need_end, taken) = forward(part, need.start..need.end, most);
    let rest = most - taken;
    let (_, before) = backward(part, line.start..need.start, rest);
    let (_, after) = forward(part, need_end..line.end, rest);
    // What one side does not use is the other's.
    let left = before.min(left).min((rest / 2).max(rest.saturating_sub(after)));
    let (start, before) = backward(part, line.start..need.start, left);
    let (end, _) = forward(part, need_end..line.end, rest - before);
    start..end
}

/// From the start of `range`, as many characters as fit into `most` columns: where they end, and the columns they take.
pub(super) fn forward(part: Part<'_>, range: Range<usize>, most: usize) -> (usize, usize) {
    let (mut end, mut taken) = (range.start, 0);
    // No character is longer than four bytes or takes less than a column here: marks that combine are counted, too, for
    // there may be any number of them.
    let reach = range.end.min(range.start.saturating_add(4 * most));
    for character in valid(part.get(range.start..reach).unwrap_or_default()).chars() {
        if taken + columns(character) > most {
            break;
        }
        taken += columns(character);
        end += character.len_utf8();
    }
    (end, taken)
}

/// Towards the start of `range`, as many characters as fit into `most` columns.
fn backward(part: Part<'_>, range: Range<usize>, most: usize) -> (usize, usize) {
    let (mut start, mut taken) = (range.end, 0);
    let reach = range.start.max(range.end.saturating_sub(4 * most));
    let reach = (reach..range.end).find(|at| is_boundary(part, *at)).unwrap_or(range.end);
    for character in valid(part.get(reach..range.end).unwrap_or_default()).chars().rev() {
        if taken + columns(character) > most {
            break;
        }
        taken += columns(character);
        start -= character.len_utf8();
    }
    (start, taken)
}

/// Whether a character starts at `at`, or the text ends there.
pub(super) fn is_boundary(part: Part<'_>, at: usize) -> bool {
    part.byte(at).is_none_or(|byte| (byte as i8) >= -0x40)
}

/// The text up to a character that is cut off by the end.
fn valid(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, need: Range<usize>, most: usize, left: usize) -> &str {
        &text[around(Part::new(0, text.as_bytes()), 0..text.len(), need, most, left)]
    }

    #[test]
    fn the_window_lies_around_the_need_and_uses_what_a_side_leaves() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        assert_eq!(shown(text, 12..14, 6, 99), "klmnop");
        assert_eq!(shown(text, 1..2, 6, 99), "abcdef");
        assert_eq!(shown(text, 25..26, 6, 99), "uvwxyz");
        assert_eq!(shown(text, 25..26, 6, 2), "xyz");
        assert_eq!(shown(text, 3..20, 6, 99), "defghi");
        assert_eq!(shown(text, 3..4, 99, 99), text);
    }

    proptest! {
        #[test]
        fn the_window_is_text_no_wider_than_asked(text in any::<String>(), at in 0usize..200, most in 1usize..40) {
            let at = text.floor_char_boundary(at.min(text.len()));
            let window = shown(&text, at..text.len(), most, most / 2);
            prop_assert!(window.chars().map(columns).sum::<usize>() <= most);
            prop_assert!(window.len() <= 4 * most);
        }
    }
}
