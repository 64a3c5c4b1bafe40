//! Text of an input in Markdown, where it is shown as it is written and does nothing.

use std::borrow::Cow;

use super::text::safe;

/// Keeps the two characters apart between which it stands, and is not seen.
const WORD_JOINER: char = '\u{2060}';

/// Text that Markdown shows as it is: nothing in it is emphasis, a link, a tag or the end of a cell, and on GitHub nothing
/// calls a person or refers to an issue.
///
/// Names of people, issues and addresses are looked for in what Markdown has become, where escapes are gone. So what
/// tells them is taken apart by a character that nobody sees.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    let text = safe(text);
    let is_harmless = |letter: char| letter.is_alphanumeric() || " ,;()'\"/+=?%^".contains(letter);
    if text.chars().all(is_harmless) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if "\\`*_{}[]<>#|~&$!".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
        if letters.peek().is_some_and(|(_, next)| refers(&text[..at], letter, *next)) {
            escaped.push(WORD_JOINER);
        }
    }
    Cow::Owned(escaped)
}

/// Whether a letter and the next one tell a person (`@name`), an issue (`#1`, `GH-1`) or an address.
fn refers(before: &str, letter: char, next: char) -> bool {
    let follows = |word: &str| {
        let start = before.len().checked_sub(word.len());
        start.and_then(|start| before.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match letter {
        '@' | '#' => next.is_alphanumeric(),
        '-' => next.is_numeric() && follows("gh"),
        ':' => next == '/',
        'w' | 'W' => next == '.' && follows("ww"),
        _ => false,
    }
}

/// Text as code, which nothing looks into, where it can be: with a backtick it would end, and with a bar the cell.
pub(crate) fn code(text: &str) -> Cow<'_, str> {
    let text = safe(text);
    match text.contains(['`', '|', '\\']) || text.trim().is_empty() {
        true => Cow::Owned(escaped(&text).into_owned()),
        false => Cow::Owned(format!("`{text}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_what_a_text_says() {
        assert_eq!(escaped("VP | *Sales* [x](y) <b> `a`"), "VP \\| \\*Sales\\* \\[x\\](y) \\<b\\> \\`a\\`");
        assert_eq!(escaped("a\nb"), "a\\\\nb");
        assert_eq!(escaped("Head of Sales"), "Head of Sales");
    }

    #[test]
    fn nobody_is_called_and_nothing_is_linked() {
        assert_eq!(escaped("@octo a@b.example"), "@\u{2060}octo a@\u{2060}b.example");
        assert_eq!(escaped("#1 org/it#22 gh-3 GH-x"), "\\#\u{2060}1 org/it\\#\u{2060}22 gh-\u{2060}3 GH-x");
        assert_eq!(escaped("https://x www.y"), "https:\u{2060}//x www\u{2060}.y");
    }

    #[test]
    fn code_has_nothing_that_ends_it() {
        assert_eq!(code("@octo #1"), "`@octo #1`");
        assert_eq!(code("a`b"), "a\\`b");
        assert_eq!(code("a|b"), "a\\|b");
        assert_eq!(code("\n"), "\\\\n");
        assert_eq!(code(" "), " ");
    }
}
