//! The titles of a chart, and how well they are read.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::chart::Chart;
use crate::title::{Level, Reader, Role};

/// One distinct title of a chart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldTitle {
    /// The title, without the blanks around it.
    pub title: String,
    /// How many people hold it.
    pub people: u32,
    /// How it reads, whatever the department.
    pub role: Role,
    /// Its words that are not in the lexicon.
    pub unknown_words: Vec<String>,
}

/// How much of a title is understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grasp {
    /// Its level is not, or words that are not in the lexicon hide what it is for.
    Unread,
    /// Level and function are, though some of its words are not in the lexicon.
    InPart,
    /// All of it is.
    Read(Level),
}

impl HeldTitle {
    /// How much of the title is understood.
    pub fn grasp(&self) -> Grasp {
        let knows_all = self.unknown_words.is_empty();
        match self.role.level {
            Level::Unknown => Grasp::Unread,
            _ if !knows_all && !self.role.names_function() => Grasp::Unread,
            _ if !knows_all => Grasp::InPart,
            level => Grasp::Read(level),
        }
    }
}

impl Grasp {
    /// What calls for a look comes first, then the levels from the board down.
    fn place(self) -> (u8, Reverse<Option<u8>>) {
        match self {
            Grasp::Unread => (0, Reverse(None)),
            Grasp::InPart => (1, Reverse(None)),
            Grasp::Read(level) => (2, Reverse(level.rank())),
        }
    }
}

/// The titles that people of the chart hold: by how much of them is understood, then by how many hold them, then by name.
pub fn titles(chart: &Chart, reader: &Reader) -> Vec<HeldTitle> {
    let roster = chart.roster();
    let mut holders = vec![0; roster.distinct_titles().len()];
    for position in chart.positions() {
        holders[roster.title_codes().at(position.index()) as usize] += 1;
    }
    // Two codes may stand for one title, which is written with an escape in one place and without in the other.
    let mut people: BTreeMap<String, u32> = BTreeMap::new();
    for (title, holders) in roster.distinct_titles().zip(holders).filter(|(_, holders)| *holders > 0) {
        *people.entry(title.trim().to_owned()).or_default() += holders;
    }
    let mut titles: Vec<HeldTitle> = people.into_iter().map(|(title, people)| held(title, people, reader)).collect();
    titles.sort_by_key(|title| (title.grasp().place(), Reverse(title.people)));
    titles
}

fn held(title: String, people: u32, reader: &Reader) -> HeldTitle {
    let explanation = reader.explain(&title);
    let role = explanation.role;
    let unknown_words = explanation.unknown_words().into_iter().map(str::to_owned).collect();
    HeldTitle { title, people, role, unknown_words }
}
