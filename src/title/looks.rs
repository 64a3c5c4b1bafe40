//! What Unicode says of the looks of characters (UTS #39 and its table of confusables), as far as titles ask for it.
//!
//! A test makes the table from that of the unicode-security crate, and holds it in step: as tables of slices it is a
//! quarter of all the addresses that the program has to work out whenever it starts.

use std::ops::RangeInclusive;

/// The characters that look like one or two of ASCII, in order, three bytes each, and behind each what it looks like: a
/// zero where that is one character.
const LOOKS: &[u8] = include_bytes!("looks.bin");

/// The characters that are shown as nothing.
const IGNORED: [RangeInclusive<char>; 17] = [
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{fff0}'..='\u{fff8}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0000}'..='\u{e0fff}',
];

/// Whether `char` is shown as nothing: a soft hyphen, a mark of direction, a selector of variants.
pub(super) fn is_ignored(char: char) -> bool {
    IGNORED.iter().any(|range| range.contains(&char))
}

/// The one or two characters of ASCII that `char` looks like (an 'm' like 'rn'); strokes and other marks do not count.
pub(super) fn look(char: char) -> Option<(char, Option<char>)> {
    let (rows, _) = LOOKS.as_chunks::<5>();
    let [_, key @ ..] = u32::from(char).to_be_bytes();
    let place = rows.binary_search_by(|[row @ .., _, _]| row.cmp(&key)).ok()?;
    let [.., first, second] = rows[place];
    Some((first.into(), (second != 0).then_some(second.into())))
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::is_combining_mark;
    use unicode_security::skeleton;

    use super::*;

    /// All that is seen of a character by its looks.
    fn seen(char: char) -> Vec<char> {
        skeleton(char.encode_utf8(&mut [0; 4])).filter(|part| !is_combining_mark(*part)).collect()
    }

    #[test]
    fn looks_are_those_of_unicode() {
        let mut packed = Vec::new();
        for char in '\0'..=char::MAX {
            let parts = seen(char);
            if matches!(parts.len(), 1 | 2) && parts.iter().all(char::is_ascii) {
                packed.extend_from_slice(&u32::from(char).to_be_bytes()[1..]);
                packed.extend([parts[0] as u8, parts.get(1).map_or(0, |second| *second as u8)]);
            }
        }
        crate::in_step::hold("src/title/looks.bin", &packed, "looks");
    }

    #[test]
    fn a_character_is_found_by_its_looks() {
        for char in '\0'..=char::MAX {
            let look =
                look(char).map(|(first, second)| [Some(first), second].into_iter().flatten().collect::<Vec<_>>());
            let expected =
                Some(seen(char)).filter(|parts| matches!(parts.len(), 1 | 2) && parts.iter().all(char::is_ascii));
            assert_eq!(look, expected, "{char:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_ignored() {
        for char in '\0'..=char::MAX {
            assert_eq!(is_ignored(char), skeleton(char.encode_utf8(&mut [0; 4])).next().is_none(), "{char:?}");
        }
    }
}
