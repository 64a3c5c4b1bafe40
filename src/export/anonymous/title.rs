//! Titles that name nobody: 'Executive Assistant to Jane Doe' is one to a pseudonym.

use std::collections::HashSet;
use std::ops::Range;

use super::people::{LONGEST, Named, People};
use super::pseudonym::Pseudonyms;
use super::words::{Word, joined, words};
use crate::chart::Chart;
use crate::title::{Level, Reader};

/// What stands for one of several people, and for somebody unknown.
const SOMEBODY: &str = "[name]";
/// What stands for an address that is nobody's in the chart.
const ADDRESS: &str = "[e-mail]";

/// The distinct titles of a chart, by code, where somebody had to be taken out.
pub(super) fn without_people(chart: &Chart, reader: &Reader, pseudonyms: &Pseudonyms) -> Vec<Option<String>> {
    let roster = chart.roster();
    let titles = || roster.distinct_titles();
    let in_titles: HashSet<String> =
        titles().flat_map(|title| words(&title).into_iter().map(|word| word.folded)).collect();
    let people = People::of(chart, reader, pseudonyms, &in_titles);
    titles().map(|title| people.taken_out_of(title.trim(), reader)).collect()
}

impl People {
    /// The title without the people in it; `None` where there is nobody.
    fn taken_out_of(&self, title: &str, reader: &Reader) -> Option<String> {
        let words = words(title);
        let mut found: Vec<(Range<usize>, &str)> = Vec::new();
        let addresses = addresses(title);
        let mut addresses = addresses.iter().peekable();
        let is_assistant = reader.read(title).level == Level::AssistantTo;
        // How many words from here on may be a name by itself.
        let mut to_whom = 0;
        let mut at = 0;
        while let Some(word) = words.get(at) {
            while addresses.next_if(|address| address.end <= word.at.start).is_some() {}
            if let Some(address) = addresses.peek().filter(|address| word.at.start >= address.start) {
                let parts = words[at..].iter().take_while(|word| word.at.start < address.end).count();
                let whose = self.whole.get(&joined(&words[at..at + parts]));
                found.push(((*address).clone(), whose.map_or(ADDRESS, Named::text)));
                at += parts;
                continue;
            }
            let next = addresses.peek().map_or(title.len(), |address| address.start);
            let before = words[at..].iter().take(LONGEST).take_while(|word| word.at.start < next).count();
            if let Some((length, named)) = self.starting_at(&words[at..at + before]) {
                found.push((word.at.start..words[at + length - 1].at.end, named.text()));
                at += length;
                continue;
            }
            to_whom = if word.folded == "to" { 4 } else { usize::saturating_sub(to_whom, 1) };
            if (to_whom > 0 || is_assistant)
                && let Some(named) = self.alone.get(&word.folded)
            {
                found.push((word.at.clone(), named.text()));
            }
            at += 1;
        }
        (!found.is_empty()).then(|| replaced(title, &found))
    }

    /// The longest text at the start of these words that names somebody, in words.
    fn starting_at(&self, words: &[Word]) -> Option<(usize, &Named)> {
        (1..=words.len()).rev().find_map(|length| Some((length, self.whole.get(&joined(&words[..length]))?)))
    }
}

impl Named {
    fn text(&self) -> &str {
        match self {
            Named::One(pseudonym) => pseudonym,
            Named::Several => SOMEBODY,
        }
    }
}

/// Where a title has what looks like an e-mail address.
fn addresses(title: &str) -> Vec<Range<usize>> {
    let belongs = |character: char| {
        character.is_alphanumeric() || matches!(character, '.' | '_' | '-' | '+' | '%' | '\'' | '@' | '＠')
    };
    let mut found = Vec::new();
    let mut start = 0;
    for part in title.split_inclusive(|character| !belongs(character)) {
        let text = part.trim_matches(|character| !belongs(character) || matches!(character, '.' | '-' | '\''));
        let is_address =
            text.split_once(['@', '＠']).is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
        if is_address {
            let from = start + part.find(text).unwrap_or_default();
            found.push(from..from + text.len());
        }
        start += part.len();
    }
    found
}

fn replaced(title: &str, found: &[(Range<usize>, &str)]) -> String {
    let mut text = String::with_capacity(title.len());
    let mut end = 0;
    for (at, by) in found {
        text.push_str(&title[end..at.start]);
        text.push_str(by);
        end = at.end;
    }
    text.push_str(&title[end..]);
    text
}
