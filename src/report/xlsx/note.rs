//! The note on a cell: what was found there.

use rust_xlsxwriter::Note;

use crate::check::Reported;
use crate::report::text::{clip, safe};

/// Findings that a note tells; of more it tells how many.
const MOST: usize = 5;

/// Characters of a message or a help.
const LONGEST: usize = 400;

/// Characters of a line, about, and the pixels that such a line takes.
const COLUMNS: usize = 44;
const WIDTH: u32 = 290;
const LINE: u32 = 15;

/// The note of a cell with these findings, the gravest first.
pub(super) fn note(findings: &[&Reported<'_>]) -> Note {
    let mut blocks: Vec<String> = findings.iter().take(MOST).map(|reported| block(reported)).collect();
    if findings.len() > MOST {
        blocks.push(format!("+ {} more", findings.len() - MOST));
    }
    let text = blocks.join("\n\n");
    let lines: usize = text.split('\n').map(|line| line.chars().count() / COLUMNS + 1).sum();
    Note::new(literal(&text))
        .set_author("orglint")
        .add_author_prefix(false)
        .set_width(WIDTH)
        .set_height(LINE * (lines.min(40) as u32 + 1))
}

fn block(reported: &Reported<'_>) -> String {
    let mut block = format!(
        "{}: {}\n{}",
        reported.severity.name(),
        safe(reported.rule.name()),
        safe(&clip(&reported.finding.message, LONGEST))
    );
    if let Some(help) = &reported.finding.help {
        let lines: Vec<String> = clip(help, LONGEST).lines().map(|line| safe(line).into_owned()).collect();
        block.push_str(&format!("\nhelp: {}", lines.join("\n")));
    }
    block
}

/// A note reads `_x0041_` as a letter, and a cell does as well; the library escapes that in cells only.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if character == '_' && is_escape(&text.as_bytes()[at..]) {
            literal.push_str("_x005F");
        }
        literal.push(character);
    }
    literal
}

fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() >= 5
        && digits[4] == b'_' && digits[..4].iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_as_an_escape_is_escaped() {
        for (text, written) in [
            ("_x0041_", "_x005F_x0041_"),
            ("a_x000D_x0041_b", "a_x005F_x000D_x005F_x0041_b"),
            ("_x005F_x0041_", "_x005F_x005F_x005F_x0041_"),
            ("_x00é_ _x004_ _X0041_ _x0041", "_x00é_ _x004_ _X0041_ _x0041"),
        ] {
            assert_eq!(literal(text), written);
        }
    }
}
