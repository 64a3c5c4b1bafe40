//! Which sheet holds the chart, and where in it the chart begins.

use super::row::Row;
use super::text::Text;
use super::{Limits, Sheet};
use crate::error::Error;
use crate::wording::listed;

/// In how many rows of a sheet, blank ones not counted, the header is looked for.
const LOOKED_AT: usize = 20;

/// Which sheet is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'a> {
    /// The one that reads best as a chart.
    Best,
    /// The one of this name.
    Named(&'a str),
    /// The one at this place, from 0.
    At(usize),
}

/// How well a sheet does, from badly to well.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Rank {
    visible: bool,
    score: usize,
}

/// Whether more rows of a sheet are needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    /// The next row, please.
    More,
    /// This sheet is done with.
    Enough,
}

/// What came of looking at all sheets.
pub(super) enum Outcome {
    /// The wanted sheet.
    Found(Sheet),
    /// None reads as a chart, but only the one at this place holds anything.
    Only(usize),
}

/// The sheets of a workbook, shown one after the other, and the best of them.
pub(super) struct Choice<'a> {
    path: &'a str,
    wanted: Wanted<'a>,
    limits: &'a Limits,
    score: &'a dyn Fn(&[String]) -> usize,
    /// All sheets so far.
    seen: Vec<Seen>,
    best: Option<(Rank, String, Text)>,
    /// Those that do as well as the best.
    rivals: Vec<String>,
    current: Current,
}

struct Seen {
    name: String,
    visible: bool,
    holds_something: bool,
}

/// The sheet whose rows are coming.
enum Current {
    /// Its first rows, until they tell where its header is.
    Looking(Vec<Row>),
    /// The text from its header on.
    Writing(Rank, Text),
    /// It is not the one.
    Done,
}

impl<'a> Choice<'a> {
    pub(super) fn new(
        path: &'a str,
        wanted: Wanted<'a>,
        limits: &'a Limits,
        score: &'a dyn Fn(&[String]) -> usize,
    ) -> Choice<'a> {
        Choice { path, wanted, limits, score, seen: Vec::new(), best: None, rivals: Vec::new(), current: Current::Done }
    }

    /// Begins with the next sheet and says whether its rows are to be shown.
    pub(super) fn open(&mut self, name: String, visible: bool) -> Flow {
        let is_wanted = match self.wanted {
            Wanted::Best => true,
            Wanted::At(place) => place == self.seen.len(),
            Wanted::Named(wanted) => {
                self.likeness(&name, wanted) > self.best.as_ref().map_or(0, |(rank, ..)| rank.score)
            }
        };
        self.seen.push(Seen { name, visible, holds_something: false });
        self.current = if is_wanted { Current::Looking(Vec::new()) } else { Current::Done };
        if is_wanted { Flow::More } else { Flow::Enough }
    }

    /// How much a name is like the wanted one: 2 where it is the same, 1 where only case differs.
    fn likeness(&self, name: &str, wanted: &str) -> usize {
        if name == wanted { 2 } else { usize::from(name.to_lowercase() == wanted.to_lowercase()) }
    }

    /// Takes the next row of the sheet. Rows come in order; blank ones count for nothing.
    pub(super) fn row(&mut self, row: &Row) -> Result<Flow, Error> {
        if row.is_blank() {
            return Ok(if matches!(self.current, Current::Done) { Flow::Enough } else { Flow::More });
        }
        match &mut self.current {
            Current::Done => return Ok(Flow::Enough),
            Current::Writing(_, text) => text.push(row).map_err(|how| too_much(self.path, &how))?,
            Current::Looking(rows) => {
                rows.push(row.clone());
                if rows.len() == LOOKED_AT {
                    self.decide()?;
                }
            }
        }
        Ok(if matches!(self.current, Current::Done) { Flow::Enough } else { Flow::More })
    }

    /// Ends the sheet.
    pub(super) fn close(&mut self) -> Result<(), Error> {
        if matches!(self.current, Current::Looking(_)) {
            self.decide()?;
        }
        let name = self.seen.last().map(|seen| seen.name.clone()).unwrap_or_default();
        if let Current::Writing(rank, text) = std::mem::replace(&mut self.current, Current::Done) {
            self.best = Some((rank, name, text));
            self.rivals.clear();
        }
        Ok(())
    }

    /// Finds the header among the first rows, and whether the sheet does better than all before it.
    fn decide(&mut self) -> Result<(), Error> {
        let Current::Looking(rows) = std::mem::replace(&mut self.current, Current::Done) else { return Ok(()) };
        let Some(seen) = self.seen.last_mut() else { return Ok(()) };
        if rows.is_empty() {
            return Ok(());
        }
        seen.holds_something = true;
        let mut header = (0, 0);
        for (at, row) in rows.iter().enumerate() {
            let score = (self.score)(&row.values());
            if score > header.1 {
                header = (at, score);
            }
        }
        let rank = match self.wanted {
            Wanted::Best => Rank { visible: seen.visible, score: header.1 },
            Wanted::At(_) => Rank { visible: true, score: 1 },
            Wanted::Named(wanted) => {
                let name = seen.name.clone();
                Rank { visible: true, score: self.likeness(&name, wanted) }
            }
        };
        let best = self.best.as_ref().map(|(best, ..)| *best);
        if rank.score == 0 || best.is_some_and(|best| rank < best) {
            return Ok(());
        }
        if best == Some(rank) {
            self.rivals.extend(self.seen.last().map(|seen| seen.name.clone()));
            return Ok(());
        }
        let rows = &rows[header.0..];
        let first = rows.iter().map(|row| row.columns().start).min().unwrap_or_default();
        let end = rows.iter().map(|row| row.columns().end).max().unwrap_or_default();
        let mut text = Text::new(first..end, self.limits);
        for row in rows {
            text.push(row).map_err(|how| too_much(self.path, &how))?;
        }
        self.current = Current::Writing(rank, text);
        Ok(())
    }

    /// What came of it, once all sheets have been shown.
    pub(super) fn finish(self) -> Result<Outcome, Error> {
        if let (Some((_, name, _)), false) = (&self.best, self.rivals.is_empty()) {
            let names: Vec<String> = std::iter::once(name).chain(&self.rivals).map(|name| quoted(name)).collect();
            return Err(Error::in_file(self.path, format!("several sheets could hold the chart: {}", listed(&names)))
                .help("say which with --sheet NAME"));
        }
        if let Some((_, name, text)) = self.best {
            return text.finish(name).map(Outcome::Found).map_err(|how| too_much(self.path, &how));
        }
        let names: Vec<String> = self.seen.iter().map(|seen| quoted(&seen.name)).collect();
        let sheets = match names.len() {
            0 => "the workbook has no sheet".to_owned(),
            1 => format!("the only sheet is {}", names[0]),
            _ => format!("the sheets are {}", listed(&names)),
        };
        let wanted = match self.wanted {
            Wanted::Best => None,
            Wanted::At(place) => self.seen.get(place).map(|seen| seen.name.as_str()),
            Wanted::Named(name) => Some(name),
        };
        if let Some(wanted) = wanted {
            let is_there = self.seen.iter().any(|seen| self.likeness(&seen.name, wanted) > 0);
            let message = if is_there { "is empty" } else { "is not in the workbook" };
            return Err(Error::in_file(self.path, format!("the sheet {} {message}", quoted(wanted))).help(sheets));
        }
        let filled = |visible| {
            let filled = move |(_, seen): &(usize, &Seen)| seen.holds_something && seen.visible == visible;
            self.seen.iter().enumerate().filter(filled).map(|(place, _)| place).collect::<Vec<_>>()
        };
        match (&filled(true)[..], &filled(false)[..]) {
            ([only], _) | ([], [only]) => Ok(Outcome::Only(*only)),
            ([], []) => Err(Error::in_file(self.path, "the workbook is empty").help("give a chart with a header row")),
            _ => Err(Error::in_file(self.path, "no sheet has a row that reads as the header of a chart")
                .help(format!("{sheets}; say which with --sheet NAME"))),
        }
    }
}

fn quoted(name: &str) -> String {
    format!("'{name}'")
}

fn too_much(path: &str, how: &str) -> Error {
    Error::in_file(path, how.to_owned()).help("delete what stands far off the chart, or export the sheet as CSV")
}
