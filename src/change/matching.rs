//! Which position of one chart is which of the other.

use std::borrow::Cow;
use std::collections::HashMap;

use super::join::{Hashing, Partitions, Table};
use crate::chart::{Chart, normal_form};
use crate::finding::Record;
use crate::input::{Field, Hash, Key};

/// What positions of two charts are known again by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum MatchBy {
    /// The id.
    #[default]
    Id,
    /// The e-mail address in any case, for ids that were given anew.
    Email,
    /// The name in any case.
    Name,
}

impl MatchBy {
    /// Every way, by its name in options and output.
    pub const ALL: [(&'static str, MatchBy); 3] =
        [("id", MatchBy::Id), ("email", MatchBy::Email), ("name", MatchBy::Name)];

    /// The name in options and output.
    pub fn name(self) -> &'static str {
        MatchBy::ALL.into_iter().find(|(_, by)| *by == self).map_or("", |(name, _)| name)
    }

    /// The way of that name.
    pub fn from_name(name: &str) -> Option<MatchBy> {
        MatchBy::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, by)| by)
    }

    /// What a position is known by, spelled the same where case and blanks differ; ids are compared as they stand.
    fn text(self, chart: &Chart, position: Record) -> Cow<'_, [u8]> {
        let folded = |text: Cow<'_, str>| {
            let words: Vec<&str> = text.split_whitespace().collect();
            Cow::Owned(words.join(" ").to_lowercase().into_bytes())
        };
        match self {
            MatchBy::Id => chart.roster().bytes(position, Field::Id),
            MatchBy::Email => folded(chart.roster().text(position, Field::Email)),
            MatchBy::Name => folded(chart.roster().name(position)),
        }
    }

    fn key(self, chart: &Chart, position: Record, hash: &Hash) -> Key {
        match self {
            MatchBy::Id if chart.roster().id_key(position).is_whole() => chart.roster().id_key(position),
            by => Key::of(&by.text(chart, position), hash),
        }
    }
}

/// No position.
const NONE: u32 = u32::MAX;
/// Several positions that cannot be told apart.
const SEVERAL: u32 = u32::MAX - 1;

/// The positions that both charts have.
#[derive(Debug)]
pub(super) struct Matching {
    after_of: Vec<u32>,
    before_of: Vec<u32>,
    /// Whether all positions were found by the very id.
    pub(super) is_exact: bool,
}

impl Matching {
    /// Matches by `by`; whoever has none, or shares it with others, by the id; and what is then left by an id that spaces,
    /// case or lost zeros have damaged.
    pub(super) fn new(before: &Chart, after: &Chart, by: MatchBy) -> Matching {
        let mut matching = Matching {
            after_of: vec![NONE; before.roster().len()],
            before_of: vec![NONE; after.roster().len()],
            is_exact: by == MatchBy::Id,
        };
        matching.join(before, after, by);
        if by != MatchBy::Id {
            matching.join(before, after, MatchBy::Id);
        }
        matching.mend(before, after);
        matching
    }

    /// At most so many positions are in both charts.
    pub(super) fn len(&self) -> usize {
        self.after_of.len().min(self.before_of.len())
    }

    /// The position after that is this one before.
    pub(super) fn after(&self, before: Record) -> Option<Record> {
        Some(self.after_of[before.index()]).filter(|after| *after < SEVERAL).map(Record)
    }

    /// The position before that is this one after.
    pub(super) fn before(&self, after: Record) -> Option<Record> {
        Some(self.before_of[after.index()]).filter(|before| *before < SEVERAL).map(Record)
    }

    /// Positions of one chart without a match.
    fn lone<'a>(chart: &'a Chart, matches: &'a [u32]) -> impl Iterator<Item = Record> + 'a {
        let is_lone = |record: &Record| matches[record.index()] == NONE && chart.is_position(*record);
        chart.roster().records().filter(is_lone)
    }

    fn join(&mut self, before: &Chart, after: &Chart, by: MatchBy) {
        // What was matched before by something else than the id is not looked at again.
        let known = if self.is_exact { Vec::new() } else { self.after_of.clone() };
        let is_new = |one: &Record| known.get(one.index()).is_none_or(|known| *known == NONE);
        let hash = Hash::default();
        let hashing = Hashing::new(self.after_of.len().max(self.before_of.len()));
        let keyed =
            |chart, matches| Matching::lone(chart, matches).map(|record| (by.key(chart, record, &hash), record));
        let ours = Partitions::of(&hashing, || keyed(before, &self.after_of));
        let theirs = Partitions::of(&hashing, || keyed(after, &self.before_of));
        let mut table = Table::default();
        // For each position after all that was found before it, and the other way round.
        let mut shared = Vec::new();
        for part in hashing.parts() {
            let (ours, theirs) = (ours.part(part), theirs.part(part));
            table.clear(ours.len());
            for (place, (key, _)) in ours.entries().enumerate() {
                match table.probe(key, &hashing, &ours, |_| true) {
                    Ok(slot) => table.fill(slot, place),
                    Err(first) => shared.push(first),
                }
            }
            for (key, record) in theirs.entries() {
                let Err(found) = table.probe(key, &hashing, &ours, |_| true) else { continue };
                if self.after_of[found as usize] == NONE {
                    self.after_of[found as usize] = record;
                    self.before_of[record as usize] = found;
                } else {
                    shared.push(found);
                }
            }
        }
        for before in shared {
            self.part(Record(before));
        }
        // Equal hashes are no equal texts yet.
        for one in before.roster().records().filter(is_new) {
            let Some(other) = self.after(one) else { continue };
            let is_certain = by == MatchBy::Id && by.key(before, one, &hash).is_whole();
            if !is_certain && by.text(before, one) != by.text(after, other) {
                self.part(one);
            }
        }
    }

    fn part(&mut self, before: Record) {
        if let Some(after) = self.after(before) {
            self.before_of[after.index()] = NONE;
        }
        self.after_of[before.index()] = NONE;
    }

    /// Exports lose leading zeros and change case, mostly in all ids at once.
    fn mend(&mut self, before: &Chart, after: &Chart) {
        let has_lone = |chart, matches| Matching::lone(chart, matches).next().is_some();
        if !has_lone(before, &self.after_of) || !has_lone(after, &self.before_of) {
            return;
        }
        let mut forms: HashMap<String, [u32; 2], foldhash::fast::RandomState> = HashMap::default();
        for (side, chart, matches) in [(0, before, &self.after_of), (1, after, &self.before_of)] {
            for record in Matching::lone(chart, matches) {
                let form = forms.entry(normal_form(&chart.true_id(record))).or_insert([NONE; 2]);
                form[side] = if form[side] == NONE { record.0 } else { SEVERAL };
            }
        }
        for [before, after] in forms.into_values() {
            if before < SEVERAL && after < SEVERAL {
                self.after_of[before as usize] = after;
                self.before_of[after as usize] = before;
                self.is_exact = false;
            }
        }
    }
}
