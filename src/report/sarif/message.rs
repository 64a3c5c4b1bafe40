//! Messages, in which text of an input is text alone.

use std::borrow::Cow;

use serde::Serialize;

/// A text, and how it reads in Markdown.
#[derive(Serialize)]
pub(super) struct Message<'t> {
    pub(super) text: Cow<'t, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) markdown: Option<Cow<'t, str>>,
}

impl<'t> Message<'t> {
    /// A text of the program's own.
    pub(super) const fn plain(text: &'t str) -> Message<'t> {
        Message { text: Cow::Borrowed(text), markdown: None }
    }

    /// A text with parts of an input in it.
    pub(super) fn of_input(text: &str) -> Message<'static> {
        Message { text: Cow::Owned(inert(text)), markdown: None }
    }
}

/// Keeps the two characters apart between which it stands, and is not seen.
const WORD_JOINER: char = '\u{2060}';

/// A plain message can hold links, `[text](place)`, and placeholders, `{0}` (SARIF 2.1.0, 3.11.5 and 3.11.6). Readers
/// disagree on how to escape them, so that what makes them is taken apart.
fn inert(text: &str) -> String {
    let mut inert = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        inert.push(letter);
        let is_special = letters.peek().is_some_and(|next| match letter {
            ']' => *next == '(',
            '{' => next.is_ascii_digit(),
            _ => false,
        });
        if is_special {
            inert.push(WORD_JOINER);
        }
    }
    inert
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_link_or_a_placeholder() {
        assert_eq!(inert("[x](https://a.example) {0} {12}"), "[x]\u{2060}(https://a.example) {\u{2060}0} {\u{2060}12}");
        assert_eq!(inert("a [1] {x} (b)"), "a [1] {x} (b)");
    }
}
