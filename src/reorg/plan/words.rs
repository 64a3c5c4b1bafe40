//! A step in words, with the titles that people have before it.

use std::collections::HashMap;

use super::{Action, Step, Word};
use crate::chart::Chart;
use crate::finding::Record;
use crate::input::Field;
use crate::wording::{counted, listed};

/// Says what a step does to a chart, in one sentence without a full stop.
pub(super) fn sentence(step: &Step, chart: &Chart) -> String {
    let words = Words::of(step, chart);
    match &step.action {
        Action::Move { who, to } => match &who[..] {
            [one] => format!("{} moves{} to {}", words.named(one), words.from(one), words.above(to)),
            several => format!("{} move to {}", words.several(several), words.above(to)),
        },
        Action::Hire { id, name, title, to, .. } => {
            let name = name.as_ref().filter(|_| !chart.is_redacted()).map(|name| &name.text);
            let title = title.as_ref().map(|title| &title.text);
            let under = to.as_ref().map(|to| words.under(to)).unwrap_or_default();
            let what = match (words.position(id), name) {
                (Some(_), Some(name)) => format!("{name} fills {}", words.named(id)),
                (Some(_), None) => format!("{} is filled", words.named(id)),
                (None, Some(name)) => format!("{name} joins as {}", words.said(id)),
                (None, None) => words.said(id),
            };
            match (words.position(id), title) {
                (_, None) => format!("{what}{under}"),
                (Some(_), Some(title)) => format!("{what} as {title}{under}"),
                (None, Some(title)) if name.is_none() => format!("{what} ({title}) joins{under}"),
                (None, Some(title)) => format!("{what} ({title}){under}"),
            }
        }
        Action::Leave { who, to, is_vacant } => {
            let reports: u32 =
                who.iter().filter_map(|id| words.position(id)).map(|position| chart.direct_reports(position)).sum();
            let verb = match (is_vacant, who.len()) {
                (true, 1) => "becomes vacant",
                (true, _) => "become vacant",
                (false, 1) => "leaves",
                (false, _) => "leave",
            };
            let reports = match to {
                _ if reports == 0 => String::new(),
                Some(to) => format!("; {} to {}", reporting(reports, "reports", "report"), words.above(to)),
                None if *is_vacant => String::new(),
                None => format!("; {} without a manager", reporting(reports, "is left", "are left")),
            };
            format!("{} {verb}{reports}", words.several(who))
        }
        Action::Promote { who, title, to } => {
            let under = to.as_ref().map(|to| words.under(to)).unwrap_or_default();
            format!("{} is promoted to {}{under}", words.named(who), title.text)
        }
        Action::Retitle { who, title } => format!("{} is now called {}", words.named(who), title.text),
        Action::Swap { who: [one, other] } => {
            format!("{} and {} exchange places", words.named(one), words.named(other))
        }
        Action::Merge { who, into } => {
            let teams = if who.len() == 1 { "the team of" } else { "the teams of" };
            let verb = if who.len() == 1 { "becomes" } else { "become" };
            format!("{teams} {} {verb} part of that of {}", words.several(who), words.named(into))
        }
        Action::Split { who, reports, to } => {
            let verb = if reports.len() == 1 { "moves" } else { "move" };
            format!("{} {verb} from {} to {}", words.several(reports), words.named(who), words.above(to))
        }
    }
}

/// An id that a plan names, as it may be shown.
pub(super) fn said(chart: &Chart, position: Option<Record>, id: &str) -> String {
    match position {
        Some(position) => chart.id(position).into_owned(),
        None => chart.told(Field::Person, id).into_owned(),
    }
}

fn reporting(people: u32, one: &str, many: &str) -> String {
    format!("{} {}", counted(people as usize, "person", "people"), if people == 1 { one } else { many })
}

/// The ids of the positions that a step is about, as they may be shown.
pub(super) fn subjects(step: &Step, chart: &Chart) -> Vec<String> {
    let words = Words::of(step, chart);
    let said = |id: &str| said(chart, words.positions.get(id).copied(), id);
    step.action.subjects().into_iter().map(|id| if chart.is_redacted() { said(id) } else { id.to_owned() }).collect()
}

/// The positions of the ids that a step names.
struct Words<'c> {
    chart: &'c Chart,
    positions: HashMap<String, Record>,
}

impl<'c> Words<'c> {
    fn of(step: &Step, chart: &'c Chart) -> Words<'c> {
        let mut wanted: HashMap<String, Option<Record>> =
            step.action.ids().into_iter().map(|id| (id.text.clone(), None)).collect();
        for position in chart.positions() {
            if let Some(found) = wanted.get_mut(&*chart.true_id(position)) {
                *found = Some(position);
            }
        }
        let found = wanted.into_iter().filter_map(|(id, position)| Some((id, position?)));
        Words { chart, positions: found.collect() }
    }

    fn position(&self, id: &Word) -> Option<Record> {
        self.positions.get(&id.text).copied()
    }

    /// The id as it may be shown.
    fn said(&self, id: &Word) -> String {
        said(self.chart, self.position(id), &id.text)
    }

    /// The id, with the title behind it where there is one.
    fn named(&self, id: &Word) -> String {
        self.position(id).map_or_else(|| self.said(id), |position| self.described(position))
    }

    fn described(&self, position: Record) -> String {
        let title = self.chart.title(position);
        if title.is_empty() { self.chart.id(position).into_owned() } else { self.chart.named(position) }
    }

    /// Who becomes a manager.
    fn above(&self, id: &Word) -> String {
        if id.text.is_empty() { "the top".to_owned() } else { self.named(id) }
    }

    /// Below whom somebody stands from now on.
    fn under(&self, id: &Word) -> String {
        if id.text.is_empty() { ", at the top".to_owned() } else { format!(", under {}", self.named(id)) }
    }

    /// The manager so far, where one is in the chart.
    fn from(&self, id: &Word) -> String {
        let manager = self.position(id).and_then(|position| self.chart.manager(position));
        manager.map(|manager| format!(" from {}", self.described(manager))).unwrap_or_default()
    }

    /// One by id and title, several by their ids.
    fn several(&self, ids: &[Word]) -> String {
        match ids {
            [one] => self.named(one),
            several => listed(&several.iter().map(|id| self.said(id)).collect::<Vec<_>>()),
        }
    }
}
