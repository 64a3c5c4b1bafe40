//! How deep an expression is, told from its text. Parser and evaluator go one step deeper for each bracket, and for each
//! operator of a chain, and a stack ends: so this is asked first.

use super::Fault;

/// Brackets within brackets.
const MOST_BRACKETS: usize = 24;

/// Operators between one `&&`, `||` or comma and the next, those of the brackets around them included.
const MOST_OPERATORS: usize = 100;

/// Refuses what is too deep, at the place where it becomes so.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    let mut open: Vec<usize> = Vec::new();
    let (mut around, mut here) = (0, 0);
    while let Some(token) = scan.next() {
        match token {
            // What is called or indexed is a step, too.
            Token::Open => {
                open.push(here + 1);
                around += here + 1;
                here = 0;
            }
            Token::Close => {
                here = open.pop().unwrap_or(0);
                around -= here.min(around);
            }
            Token::Apart => here = 0,
            Token::Operator => here += 1,
            Token::Other => {}
        }
        if open.len() > MOST_BRACKETS || around + here > MOST_OPERATORS + open.len() {
            return Err(Fault {
                message: "the expression is too deep: too many brackets or operators within one another".to_owned(),
                help: Some("write several rules, or several terms with `&&` between them".to_owned()),
                offset: scan.at - 1,
            });
        }
    }
    Ok(())
}

/// What matters of a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token {
    Open,
    Close,
    /// The parts around it stand side by side: the parser balances them.
    Apart,
    Operator,
    Other,
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<Token> {
        let rest = &self.bytes[self.at..];
        let (length, token) = match rest {
            [] => return None,
            [b'(' | b'[' | b'{', ..] => (1, Token::Open),
            [b')' | b']' | b'}', ..] => (1, Token::Close),
            [b'&', b'&', ..] | [b'|', b'|', ..] => (2, Token::Apart),
            [b',', ..] => (1, Token::Apart),
            [b'/', b'/', ..] => (until(rest, b'\n'), Token::Other),
            [b'=' | b'!' | b'<' | b'>', b'=', ..] => (2, Token::Operator),
            [b'.' | b'+' | b'-' | b'*' | b'/' | b'%' | b'<' | b'>' | b'!' | b'?', ..] => (1, Token::Operator),
            [b'\'' | b'"', ..] => (quoted(rest, false), Token::Other),
            [b'r' | b'R', b'\'' | b'"', ..] => (1 + quoted(&rest[1..], true), Token::Other),
            [first, ..] if is_of_word(*first) => {
                let length = rest.iter().take_while(|byte| is_of_word(**byte)).count();
                let token = if &rest[..length] == b"in" { Token::Operator } else { Token::Other };
                // `br'...'` is a raw text of bytes.
                let is_raw = length == 2 && rest[..2].eq_ignore_ascii_case(b"br");
                (length - usize::from(is_raw), token)
            }
            _ => (1, Token::Other),
        };
        self.at += length;
        Some(token)
    }
}

const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The length of a text in quotes, or of all where they are not closed.
fn quoted(text: &[u8], is_raw: bool) -> usize {
    let quote = text[0];
    let many = [quote; 3];
    let ends: &[u8] = if text.starts_with(&many) { &many } else { &many[..1] };
    let mut at = ends.len();
    while at < text.len() && !text[at..].starts_with(ends) {
        at += if text[at] == b'\\' && !is_raw { 2 } else { 1 };
    }
    (at + ends.len()).min(text.len())
}

fn until(text: &[u8], end: u8) -> usize {
    text.iter().position(|byte| *byte == end).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_deep(text: &str) -> bool {
        check(text).is_err()
    }

    #[test]
    fn what_grows_without_end_is_deep() {
        for (before, middle, after) in [
            ("(", "true", ")"),
            ("[", "1", "]"),
            ("{1:", "1", "}"),
            ("size(", "'a'", ")"),
            ("!", "true", ""),
            ("- ", "1", ""),
            ("", "a", ".b"),
            ("", "[1]", "[0]"),
            ("", "1", "+1"),
            ("", "1", " < 1"),
            ("", "1", " in 1"),
            ("true ? ", "true", " : true"),
            ("true ? true : ", "true", ""),
            ("(1 + ", "1", ")"),
            ("'(' + (", "''", ")"),
        ] {
            let deep = |times: usize| is_deep(&format!("{}{middle}{}", before.repeat(times), after.repeat(times)));
            assert!(!deep(8), "{before}…{after}");
            assert!(deep(110), "{before}…{after}");
        }
    }

    #[test]
    fn what_stands_side_by_side_is_not() {
        for part in ["person.level == 'vp' && ", "person.a.b != 3 || ", "size([1, 2]) > 1 && ", "f(a - b, c - d) && "] {
            assert!(!is_deep(&(part.repeat(300) + "true")), "{part}");
        }
        assert!(!is_deep(&format!("a in [{}'b']", "'x-y.z', ".repeat(500))));
    }

    #[test]
    fn texts_and_remarks_count_for_nothing() {
        let many = "([{!-.".repeat(100);
        for quotes in ["'", "\"", "'''", "\"\"\""] {
            assert!(!is_deep(&format!("a == {quotes}{many}\\{quotes}{many}{quotes}")), "{quotes}");
            assert!(!is_deep(&format!("a == {quotes}{many}")), "{quotes}, not closed");
        }
        assert!(!is_deep(&format!("// {many}\na == b")));
        for raw in ["r", "R", "br", "bR"] {
            assert!(is_deep(&format!("a == {raw}'\\' || {}", "(".repeat(100))), "the text ends at the quote: {raw}");
        }
        assert_eq!(check(&format!("aä{}", "(".repeat(100))).map_err(|fault| fault.offset), Err(3 + MOST_BRACKETS));
    }
}
