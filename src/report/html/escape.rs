//! Text of a chart on its way into the page.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::diagram::text::{cut, plain};

/// Text of a chart as one line, without what is not to be seen, cut where it is endless.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    match plain(text) {
        Cow::Borrowed(text) => cut(text),
        Cow::Owned(text) => Cow::Owned(cut(&text).into_owned()),
    }
}

/// Text of a chart as HTML text, or as the value of an attribute in double quotes.
pub(in crate::report) fn escaped(text: &str) -> String {
    escape(&shown(text))
}

/// As [`escaped`], for texts that have a bound of their own.
pub(in crate::report) fn escaped_whole(text: &str) -> String {
    escape(&plain(text))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            character => escaped.push(character),
        }
    }
    escaped
}

/// Writes JSON that cannot end the block that it stands in, nor be read as anything but JSON.
pub(super) fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, InScript)).map_err(io::Error::from)
}

/// JSON within a script element: characters that mean something to HTML or to old readers of scripts are written by
/// their numbers. They stand in strings only, where JSON allows that.
struct InScript;

impl Formatter for InScript {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut start = 0;
        for (at, character) in fragment.char_indices() {
            if matches!(character, '<' | '>' | '&' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}') {
                out.write_all(&fragment.as_bytes()[start..at])?;
                write!(out, "\\u{:04x}", character as u32)?;
                start = at + character.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[start..])
    }
}

/// A column of a table: written as it is walked, so that no copy of it is made.
pub(super) struct Column<F>(pub(super) F);

impl<F, I> Serialize for Column<F>
where
    F: Fn() -> I,
    I: IntoIterator<Item: Serialize>,
{
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn json(text: &str) -> String {
        let mut out = Vec::new();
        write_json(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_ends_the_block() {
        assert_eq!(json("</script><!--\u{2028}&\u{85}"), r#""\u003c/script\u003e\u003c!--\u2028\u0026\u0085""#);
        assert_eq!(escaped("<b title='x\"'>&\u{202e}\0\n"), "&lt;b title=&#39;x&quot;&#39;&gt;&amp;\u{fffd}");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in any::<String>()) {
            let json = json(&text);
            let is_plain = !json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
            prop_assert!(is_plain);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }

        #[test]
        fn escaped_text_is_text(text in any::<String>()) {
            let escaped = escaped(&text);
            let is_plain = !escaped.contains(['<', '>', '"', '\'']);
            prop_assert!(is_plain);
            prop_assert!(escaped.chars().count() <= 6 * 200);
        }
    }
}
