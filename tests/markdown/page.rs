//! A page of Markdown as GitHub finds it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What a reader of Markdown finds.
#[derive(PartialEq, Eq, Debug, Default)]
pub(crate) struct Page {
    pub(crate) headings: Vec<String>,
    /// The cells of each row of each table, its header first.
    pub(crate) tables: Vec<Vec<Vec<String>>>,
    /// The languages of the blocks of code.
    pub(crate) blocks: Vec<String>,
    pub(crate) paragraphs: usize,
    /// Whatever else there is.
    pub(crate) other: Vec<String>,
}

/// Reads Markdown as GitHub does, as far as the parser goes.
pub(crate) fn read(markdown: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    let mut page = Page::default();
    // The text of a heading or a cell, and what of it is no code.
    let (mut text, mut loose) = (String::new(), String::new());
    let mut in_block = false;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(_) if in_block => {}
            Event::Text(part) => {
                text.push_str(&part);
                loose.push_str(&part);
            }
            Event::Code(part) => text.push_str(&part),
            Event::Start(Tag::Table(_)) => page.tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                page.tables.last_mut().into_iter().for_each(|table| table.push(Vec::new()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                page.blocks.push(language.to_string());
                in_block = true;
            }
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::TableCell) => {
                text.clear();
                loose.clear();
            }
            Event::End(TagEnd::Heading(_)) => {
                page.other.extend(reference(&loose));
                page.headings.push(std::mem::take(&mut text));
            }
            Event::End(TagEnd::TableCell) => {
                page.other.extend(reference(&loose));
                let row = page.tables.last_mut().and_then(|table| table.last_mut());
                row.into_iter().for_each(|row| row.push(std::mem::take(&mut text)));
            }
            Event::End(TagEnd::Paragraph) => page.paragraphs += 1,
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow) => {}
            other => page.other.push(format!("{other:?}")),
        }
    }
    page
}

/// A person, an issue or an address that GitHub would find in a text: it looks for them where escapes are gone.
fn reference(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let letters: Vec<char> = lower.chars().collect();
    let names = letters.windows(2).any(|pair| matches!(pair[0], '@' | '#') && pair[1].is_ascii_alphanumeric());
    let numbers = lower.split("gh-").skip(1).any(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    (names || numbers || lower.contains("://") || lower.contains("www.")).then(|| format!("reference in {text:?}"))
}
