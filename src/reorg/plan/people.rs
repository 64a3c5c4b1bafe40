//! Who is meant by the ids of a step.

use std::collections::{HashMap, HashSet};

use rapidfuzz::distance::osa::{Args, BatchComparator};

use super::{Step, Word};
use crate::chart::{Chart, Presence};
use crate::error::Error;
use crate::finding::Record;
use crate::source::{Source, Span};

/// The records of the ids that a step names.
pub(super) struct People<'c> {
    chart: &'c Chart,
    /// The plan.
    source: &'c Source,
    /// Who left in an earlier step, with the place of that step.
    gone: &'c HashMap<String, Span>,
    found: HashMap<String, Holders>,
}

/// The records that have one id.
#[derive(Debug, Default)]
pub(super) struct Holders {
    /// The one that describes the position.
    pub(super) position: Option<Record>,
    /// Those that stand for it as well: of people who share the post, or with an id twice.
    pub(super) beside: Vec<Record>,
    /// Those of other times.
    pub(super) superseded: Vec<Record>,
    /// Whether some record is left out of the chart.
    is_left_out: bool,
}

impl<'c> People<'c> {
    /// Looks for all ids of a step at once.
    pub(super) fn of(step: &Step, chart: &'c Chart, source: &'c Source, gone: &'c HashMap<String, Span>) -> People<'c> {
        let mut found: HashMap<String, Holders> =
            step.action.ids().into_iter().map(|id| (id.text.clone(), Holders::default())).collect();
        for record in chart.roster().records() {
            if let Some(holders) = found.get_mut(&*chart.true_id(record)) {
                holders.add(chart, record);
            }
        }
        People { chart, source, gone, found }
    }

    /// The records of an id that the step names.
    pub(super) fn holders(&self, id: &Word) -> Option<&Holders> {
        self.found.get(&id.text)
    }

    /// The position of an id; it has to be part of the chart.
    pub(super) fn one(&self, id: &Word) -> Result<Record, Error> {
        let fault = |message: String| Error::at(self.source, id.at, message);
        let (id, day) = (&id.text, self.chart.day());
        let holders = self.found.get(id);
        if let Some(position) = holders.and_then(|holders| holders.position) {
            return match self.chart.presence(position) {
                Presence::Here | Presence::Vacant => Ok(position),
                Presence::Left => Err(fault(format!("{id} is no part of the chart on {day}: the incumbent has left"))
                    .help("name somebody who is here, or check the day of the step")),
                Presence::NotBegun => Err(fault(format!("{id} is no part of the chart on {day}, and begins later"))
                    .help("put `on` to a day from which on the incumbent is here, or run with --as-of")),
            };
        }
        if let Some(step) = self.gone.get(id) {
            let place = self.source.named_place(step.start as usize);
            return Err(fault(format!("{id} has left, in the step at {}:{place}", self.source.name()))
                .help("put this step before it, or name somebody else"));
        }
        if holders.is_some_and(|holders| holders.is_left_out) {
            return Err(fault(format!("{id} is left out of the chart"))
                .help("`where` in orglint.toml does not hold for the record, or it is a row of totals"));
        }
        let error = fault(format!("there is no position with the id '{id}'"));
        Err(match self.meant(id) {
            Some(meant) => error.help(format!("did you mean {meant}?")),
            None => error.help("give the id of a position as `orglint show` and `orglint check` name it"),
        })
    }

    /// The position of a manager; `None` is the top.
    pub(super) fn manager(&self, id: &Word) -> Result<Option<Record>, Error> {
        if id.text.is_empty() { Ok(None) } else { self.one(id).map(Some) }
    }

    /// The positions of several ids.
    pub(super) fn all(&self, ids: &[Word]) -> Result<Vec<Record>, Error> {
        ids.iter().map(|id| self.one(id)).collect()
    }

    /// An id that no record has, and nobody had.
    pub(super) fn is_free(&self, id: &Word) -> bool {
        let is_unknown =
            |holders: &Holders| holders.position.is_none() && holders.superseded.is_empty() && !holders.is_left_out;
        self.found.get(&id.text).is_none_or(is_unknown) && !self.gone.contains_key(&id.text)
    }

    /// Who may have been meant: the one of that name, or those whose ids are a slip away.
    fn meant(&self, id: &str) -> Option<String> {
        let chart = self.chart;
        let named: Vec<Record> =
            chart.positions().filter(|position| chart.roster().name(*position) == id).take(2).collect();
        if let [position] = named[..] {
            return Some(format!("'{}', the id of {id}", chart.id(position)));
        }
        let most = 1 + usize::from(id.chars().count() > 6);
        let comparator = BatchComparator::new(id.chars());
        let near = |position: Record| {
            let other = chart.true_id(position);
            let is_like = other.len().abs_diff(id.len()) <= 4 * most;
            let args = Args::default().score_cutoff(most);
            let distance = comparator.distance_with_args(other.chars(), &args).filter(|_| is_like)?;
            Some((distance, other.into_owned()))
        };
        let mut near: Vec<(usize, String)> = chart.positions().filter_map(near).collect();
        near.sort_unstable();
        // A slip away from many ids is close to none of them.
        let best = near.first()?.0;
        let ids: Vec<String> =
            near.iter().filter(|(distance, _)| *distance == best).map(|(_, id)| format!("'{id}'")).collect();
        (ids.len() <= 3).then(|| ids.join(" or "))
    }
}

impl Holders {
    fn add(&mut self, chart: &Chart, record: Record) {
        let is_among = |records: &[Record]| records.binary_search(&record).is_ok();
        if chart.is_position(record) {
            self.position = Some(record);
        } else if is_among(chart.superseded()) {
            self.superseded.push(record);
        } else if is_among(chart.sharing())
            || chart.duplicates().binary_search_by_key(&record, |(duplicate, _)| *duplicate).is_ok()
        {
            self.beside.push(record);
        } else {
            self.is_left_out = true;
        }
    }

    /// The records that stand for the position on the day.
    pub(super) fn in_force<'h>(&'h self, chart: &'h Chart) -> impl Iterator<Item = Record> + 'h {
        let counts = |record: &Record| chart.presence(*record).counts();
        self.position.into_iter().chain(self.beside.iter().copied().filter(counts))
    }

    /// Every record of the id.
    pub(super) fn every(&self) -> impl Iterator<Item = Record> + '_ {
        self.position.into_iter().chain(self.beside.iter().chain(&self.superseded).copied())
    }
}

/// Several ids are not one: of what a step names nothing may be named in two ways.
pub(super) fn distinct<'w>(source: &Source, words: impl IntoIterator<Item = &'w Word>) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for word in words {
        if !seen.insert(&word.text) {
            return Err(Error::at(source, word.at, format!("'{}' is named twice", word.text))
                .help("name each id once in a step"));
        }
    }
    Ok(())
}
