//! Text of a chart made fit to be shown: cleaned, cut and wrapped. Names come from anywhere, and can hold whatever a
//! file can.

use std::borrow::Cow;

/// Characters of a name, a title or a message that are shown; what is longer ends in '…'.
pub const LONGEST: usize = 200;

/// Characters in a line of a box, unless one word is longer.
pub(super) const WIDTH: usize = 28;

/// One line of plain text: blanks and line breaks of any kind become one space, control characters and what XML cannot
/// hold are dropped, and characters that turn the direction of text, which could make a name read as another, are shown
/// as '\u{FFFD}'.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b'!'..=b'~').contains(&byte) || byte == b' ')
        && !text.contains("  ")
        && text.trim().len() == text.len()
    {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    let mut is_gap = false;
    for character in text.chars() {
        let shown = match character {
            character if character.is_whitespace() => {
                is_gap = true;
                continue;
            }
            '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => continue,
            character if character.is_control() => continue,
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
            character => character,
        };
        if is_gap && !line.is_empty() {
            line.push(' ');
        }
        is_gap = false;
        line.push(shown);
    }
    Cow::Owned(line)
}

/// At most [`LONGEST`] characters.
pub fn cut(text: &str) -> Cow<'_, str> {
    // A character is a byte at least.
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    match split_at(text, LONGEST) {
        None => Cow::Borrowed(text),
        // One less, for the '…' counts.
        Some(_) => match split_at(text, LONGEST - 1) {
            Some((shown, _)) => Cow::Owned(format!("{}…", shown.trim_end())),
            None => Cow::Borrowed(text),
        },
    }
}

/// Plain text in lines of about [`WIDTH`] characters: broken between words, and within those that alone are longer.
pub(super) fn wrap(text: &str) -> Vec<String> {
    wrap_at(text, WIDTH)
}

/// As [`wrap`], in lines of about `width` characters.
pub(super) fn wrap_at(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut rest = word;
        if used > 0 && used + 1 + rest.chars().count() > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        while let Some((start, after)) = split_at(rest, width) {
            lines.push(start.to_owned());
            rest = after;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(rest);
        used += rest.chars().count();
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Text of more than `most` characters, parted after as many or a few less, so that no accent or emoji is torn apart.
/// `most` is at least 1.
fn split_at(text: &str, most: usize) -> Option<(&str, &str)> {
    let (end, _) = text.char_indices().nth(most)?;
    let joined = |at: usize| {
        let before = text[..at].chars().next_back();
        before == Some('\u{200D}') || text[at..].chars().next().is_some_and(joins_what_is_before)
    };
    // A pile of accents without end is torn all the same.
    let near = text[..end].char_indices().rev().map(|(at, _)| at).take(most / 2).filter(|at| *at > 0);
    let at = std::iter::once(end).chain(near).find(|at| !joined(*at)).unwrap_or(end);
    Some(text.split_at(at))
}

/// Whether a character is shown as one with the one before it: accents, and what emoji are composed of.
pub(super) fn joins_what_is_before(character: char) -> bool {
    matches!(character,
        '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{200D}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_one_line_without_tricks() {
        assert_eq!(plain("Jane Doe"), "Jane Doe");
        assert_eq!(plain(" Jane\r\n\tvan \u{2028} Doe "), "Jane van Doe");
        assert_eq!(plain("\u{1b}[31mred\u{7}\u{0}\u{85}"), "[31mred");
        assert_eq!(plain("\u{202E}enaJ\u{202C}"), "\u{FFFD}enaJ\u{FFFD}");
        assert_eq!(plain("\u{FEFF}José 🎨\u{FFFF}"), "José 🎨");
    }

    #[test]
    fn words_are_kept_whole_where_they_fit() {
        assert_eq!(
            wrap("Director of Sales Operations and Enablement"),
            ["Director of Sales Operations", "and Enablement"]
        );
        assert_eq!(wrap(&"x".repeat(60)).iter().map(String::len).collect::<Vec<_>>(), [28, 28, 4]);
        assert!(wrap("").is_empty());
    }

    #[test]
    fn composed_characters_are_not_torn_apart() {
        let developer = "👩🏽\u{200D}💻";
        let (start, rest) = split_at(&developer.repeat(2), 6).map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        assert_eq!((start.as_str(), rest.as_str()), (developer, developer));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_long(text in "\\PC{0,400}") {
            let text = plain(&text).into_owned();
            let lines = wrap(&text);
            prop_assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            for line in &lines { prop_assert!(!line.is_empty() && line.chars().count() <= WIDTH); }
            let short = cut(&text);
            prop_assert!(short.chars().count() <= LONGEST);
            prop_assert!(*short == *text || short.ends_with('…'));
        }
    }
}
