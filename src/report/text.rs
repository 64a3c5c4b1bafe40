//! Text of an input, made safe to show. A cell may hold what steers a terminal (escape sequences), reorders the line
//! around it (bidirectional overrides) or cannot be seen at all; whoever reads a report shall see that it is there.

use std::borrow::Cow;
use std::fmt::Write;

/// Text for a message: what a terminal would obey or hide is spelt out (`\n`, `\u{202e}`), and a tab is a space. The
/// result is one line.
///
/// Servers that run pipelines obey what stands in their logs: GitHub `##[command]` anywhere in a line and `::command::` at
/// its start, which a wrapped text may come to; Azure `##vso[command]`; TeamCity `##teamcity[command]`. So the second of
/// two such characters is spelt out, too.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) && !text.contains("##") && !text.contains("::") {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\t' => safe.push(' '),
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            _ if is_plain(character) && !is_begun_command(&safe, character) => safe.push(character),
            // Writing to a string cannot fail.
            _ => _ = write!(safe, "\\u{{{:x}}}", character as u32),
        }
    }
    Cow::Owned(safe)
}

/// What an excerpt shows for a character: itself, or one visible character in its place, so that columns stay columns.
pub fn stand_in(character: char) -> char {
    match character {
        '\t' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + character as u32).unwrap_or('·'),
        '\x7f' => '␡',
        _ if is_plain(character) => character,
        _ => '·',
    }
}

/// Whether a character behind a text would make of it what [`safe`] says of logs.
pub fn is_begun_command(before: &str, character: char) -> bool {
    matches!(character, '#' | ':') && before.ends_with(character)
}

/// The text, cut to at most so many characters; a cut is shown by an ellipsis. Takes time for these characters only.
pub fn clip(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(text.chars().take(most.saturating_sub(1)).chain(['…']).collect()),
    }
}

/// Whether a terminal shows a character as a mark of its own and does nothing else with it.
fn is_plain(character: char) -> bool {
    !character.is_control() && !is_invisible(character)
}

/// Format characters, separators of lines, and all else that Unicode tells a display to ignore; also the joiners and
/// selectors of emoji, whose width no two terminals agree on.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_steers_a_terminal_is_spelt_out() {
        assert_eq!(safe("Zoë 日本"), "Zoë 日本");
        assert_eq!(safe("a\tb\r\n\x1b[31m\u{202e}\u{85}"), "a b\\r\\n\\u{1b}[31m\\u{202e}\\u{85}");
    }

    #[test]
    fn what_a_log_obeys_is_spelt_out() {
        assert_eq!(safe("##[error]x ##vso[task.complete]"), "#\\u{23}[error]x #\\u{23}vso[task.complete]");
        assert_eq!(safe("::stop-commands::x"), ":\\u{3a}stop-commands:\\u{3a}x");
        assert_eq!(safe("C# #1: 9:30"), "C# #1: 9:30");
    }

    #[test]
    fn a_stand_in_takes_the_place_of_one_character() {
        let shown: String = "a\tb\n\x1b\x7f\u{9b}\u{2066}é".chars().map(stand_in).collect();
        assert_eq!(shown, "a b␊␛␡··é");
    }

    #[test]
    fn a_cut_is_shown() {
        assert_eq!(clip("日本語", 3), "日本語");
        assert_eq!(clip("日本語!", 3), "日本…");
    }

    proptest! {
        #[test]
        fn safe_text_is_plain(text in any::<String>()) {
            prop_assert!(safe(&text).chars().all(is_plain));
            prop_assert!(text.chars().map(stand_in).all(is_plain));
        }

        #[test]
        fn no_text_is_a_command_to_a_log(text in "[#:\\[a\t ]{0,12}") {
            prop_assert!(!safe(&text).contains("##") && !safe(&text).contains("::"));
        }

        #[test]
        fn every_control_is_spelt_out(text in "[\\x00-\\x20\\x7f-\\xa0\\u{2000}-\\u{2070}]{1,40}") {
            prop_assert!(safe(&text).chars().all(is_plain));
            prop_assert!(text.chars().map(stand_in).all(is_plain));
        }
    }
}
