//! The history of a chart: its figures and findings on each of several days. One chart at a time is looked at, and what
//! is kept of it is little: its figures, a number for each id until the next chart, and each finding once, however many
//! days it is there.

mod day;
mod figures;
mod ids;
mod stories;

pub use day::{Doubt, day_of};
pub use figures::{Change, Figures};
pub use stories::{Story, Stretch};

use jiff::civil::Date;

use crate::check::Report;
use crate::finding::Severity;
use ids::Ids;
use stories::Stories;

/// What is known of a chart after several days.
#[derive(Debug, Default)]
pub struct History {
    days: Vec<Figures>,
    stories: Vec<Story>,
    /// For each day the findings that came and those that went: numbers of a story and of its stretch.
    came: Vec<Vec<(usize, usize)>>,
    went: Vec<Vec<(usize, usize)>>,
}

/// A history that is being written, day by day.
#[derive(Default)]
pub struct Recorder {
    days: Vec<Figures>,
    stories: Stories,
    ids: Ids,
}

impl Recorder {
    /// Adds the chart of a later day than all before.
    pub fn add(&mut self, report: &Report<'_>) {
        let (joined, left) = self.ids.turn_to(report.chart());
        let (introduced, resolved) = self.stories.add(self.days.len(), report);
        let change = (!self.days.is_empty()).then_some(Change { joined, left, introduced, resolved });
        self.days.push(Figures::of(report, change));
    }

    /// What was recorded.
    pub fn finish(self) -> History {
        let stories = self.stories.finish();
        let mut came = vec![Vec::new(); self.days.len()];
        let mut went = came.clone();
        for (number, story) in stories.iter().enumerate() {
            for (at, stretch) in story.stretches.iter().enumerate() {
                came[stretch.first].push((number, at));
                if let Some(went) = went.get_mut(stretch.last + 1) {
                    went.push((number, at));
                }
            }
        }
        let gravest_first = |events: &mut Vec<(usize, usize)>| {
            events.sort_by_key(|(number, at)| std::cmp::Reverse(stories[*number].stretches[*at].severity));
        };
        came.iter_mut().chain(&mut went).for_each(gravest_first);
        History { days: self.days, stories, came, went }
    }
}

impl History {
    /// The days, the earliest first.
    pub fn days(&self) -> &[Figures] {
        &self.days
    }

    /// Every finding, by rule and by the ids of the positions at fault.
    pub fn stories(&self) -> &[Story] {
        &self.stories
    }

    /// The findings that came on a day, the gravest first; on the first day all that are there.
    pub fn came(&self, day: usize) -> impl ExactSizeIterator<Item = Event<'_>> {
        self.events(&self.came[day])
    }

    /// The findings that were there on the day before and are gone, the gravest first.
    pub fn went(&self, day: usize) -> impl ExactSizeIterator<Item = Event<'_>> {
        self.events(&self.went[day])
    }

    /// The gravest of the findings that came on the last day, where there is a day before.
    pub fn gravest_of_the_last_change(&self) -> Option<Severity> {
        let last = self.days.len().checked_sub(1).filter(|last| *last > 0)?;
        self.came(last).map(|event| event.stretch.severity).next()
    }

    /// The first day and the last.
    pub fn extent(&self) -> Option<(Date, Date)> {
        Some((self.days.first()?.day, self.days.last()?.day))
    }

    /// Whether a finding is there on the last day.
    pub fn is_open(&self, story: &Story) -> bool {
        story.stretches.last().is_some_and(|stretch| stretch.last + 1 == self.days.len())
    }

    fn events<'h>(&'h self, events: &'h [(usize, usize)]) -> impl ExactSizeIterator<Item = Event<'h>> {
        events.iter().map(|(number, at)| Event {
            story: &self.stories[*number],
            stretch: &self.stories[*number].stretches[*at],
            is_again: *at > 0,
        })
    }
}

/// That a finding came or went.
#[derive(Clone, Copy, Debug)]
pub struct Event<'h> {
    /// The finding.
    pub story: &'h Story,
    /// The days in a row that it was there.
    pub stretch: &'h Stretch,
    /// Whether it had been there before, and gone.
    pub is_again: bool,
}
