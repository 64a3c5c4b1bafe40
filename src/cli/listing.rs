//! The titles of a chart, for `title --from` and `stats --titles`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Serialize;

use super::title::ReadTitle;
use crate::report::text::{clip, safe};
use crate::stats::{Grasp, HeldTitle};
use crate::wording::counted;

/// How many titles of a group are shown where not all are asked for.
const MOST: usize = 20;
/// How many characters of a text are shown in a column.
const WIDEST: usize = 60;

/// A title for programs.
#[derive(Serialize)]
pub(super) struct ListedTitle<'a> {
    #[serde(flatten)]
    read: ReadTitle<'a>,
    people: u32,
    unknown_words: &'a [String],
}

/// The titles for programs, in order.
pub(super) fn entries(titles: &[HeldTitle]) -> impl Iterator<Item = ListedTitle<'_>> {
    titles.iter().map(|held| ListedTitle {
        read: ReadTitle::new(&held.title, &held.role),
        people: held.people,
        unknown_words: &held.unknown_words,
    })
}

/// The titles for people: a heading for each group, and a line for each title of it.
pub(super) fn write_text(titles: &[HeldTitle], all: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", size(titles))?;
    write_words(titles, all, out)?;
    for group in titles.chunk_by(|one, next| one.grasp() == next.grasp()) {
        let heading = match group.first().map(HeldTitle::grasp) {
            Some(Grasp::Unread) => "Not read",
            Some(Grasp::InPart) => "Read, but for some words",
            Some(Grasp::Read(level)) => level.name(),
            None => continue,
        };
        let shown = if all { group.len() } else { group.len().min(MOST) };
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        for held in &group[..shown] {
            table.add_row(row(held));
        }
        if let Some(column) = table.column_mut(0) {
            column.set_cell_alignment(CellAlignment::Right);
            column.set_padding((2, 1));
        }
        writeln!(out, "\n{heading}: {}\n{}", size(group), table.trim_fmt())?;
        if shown < group.len() {
            writeln!(out, "  … and {} more", group.len() - shown)?;
        }
    }
    Ok(())
}

/// The words that the lexicon lacks, those first that the most people have in their titles.
fn write_words(titles: &[HeldTitle], all: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut people: BTreeMap<&str, u32> = BTreeMap::new();
    for held in titles {
        for word in &held.unknown_words {
            *people.entry(word).or_default() += held.people;
        }
    }
    if people.is_empty() {
        return Ok(());
    }
    let mut words: Vec<(&str, u32)> = people.into_iter().collect();
    words.sort_by_key(|(_, people)| Reverse(*people));
    let most = if all { words.len() } else { words.len().min(MOST) };
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(100);
    let named: Vec<String> = words[..most].iter().map(|(word, people)| format!("{} {people}", shown(word))).collect();
    let rest = if most < words.len() { format!(", … and {} more", words.len() - most) } else { String::new() };
    table.add_row([named.join(", ") + &rest]);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((2, 1));
    }
    writeln!(out, "\nWords not in the lexicon, and how many people have them in their title\n{}", table.trim_fmt())
}

fn row(held: &HeldTitle) -> Vec<String> {
    let title = if held.title.is_empty() { "(no title)".into() } else { shown(&held.title) };
    let functions = ReadTitle::new(&held.title, &held.role).functions();
    let mut row = vec![held.people.to_string(), title];
    match held.grasp() {
        Grasp::Read(_) => row.push(functions),
        Grasp::Unread | Grasp::InPart => {
            row.push(format!("{} · {functions}", held.role.level));
            if !held.unknown_words.is_empty() {
                row.push(format!("not in the lexicon: {}", shown(&held.unknown_words.join(", "))));
            }
        }
    }
    row
}

fn shown(text: &str) -> String {
    safe(&clip(text, WIDEST)).into_owned()
}

fn size(titles: &[HeldTitle]) -> String {
    let people: u32 = titles.iter().map(|held| held.people).sum();
    format!("{}, {}", counted(titles.len(), "title", "titles"), counted(people as usize, "person", "people"))
}
