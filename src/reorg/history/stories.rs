//! When each finding came and went. A finding is known as in a baseline, by its rule and the ids of the positions at
//! fault; of several on one day with the same, the first of a day is the first of the next.

use std::collections::BTreeMap;

use crate::check::Report;
use crate::finding::Severity;
use crate::policy::Key;

/// A finding over the days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    /// What it is known by.
    pub key: Key,
    /// How the positions at fault were called on the first of all days.
    pub ids: Vec<String>,
    /// When it was there, the earliest first; never none.
    pub stretches: Vec<Stretch>,
}

/// Days in a row on which a finding was there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The number of the first day, from 0.
    pub first: usize,
    /// The number of the last day.
    pub last: usize,
    /// How grave it was on the first of these days.
    pub severity: Severity,
    /// What was said of it on the first of these days.
    pub message: String,
    /// The title of the position at fault on that day; empty where it is about the chart as a whole.
    pub title: String,
}

/// Stories that are being written.
#[derive(Default)]
pub(super) struct Stories {
    by_key: BTreeMap<Key, Alike>,
    /// How many findings the last day had.
    on_the_last_day: usize,
}

/// Findings with one key.
#[derive(Default)]
struct Alike {
    /// The stretches of each.
    stretches: Vec<Vec<Stretch>>,
    ids: Vec<String>,
    /// How many have been met on the day that is being read.
    met: usize,
}

impl Stories {
    /// Adds the findings of a day, and says how many came and how many of the day before are gone.
    pub(super) fn add(&mut self, day: usize, report: &Report<'_>) -> (usize, usize) {
        self.by_key.values_mut().for_each(|alike| alike.met = 0);
        let (mut introduced, mut stayed) = (0, 0);
        for reported in &report.findings {
            let alike = self.by_key.entry(report.key(reported)).or_default();
            let number = alike.met;
            alike.met += 1;
            if alike.stretches.is_empty() {
                let ids = reported.finding.at_fault().iter().map(|one| report.chart().id(*one).into_owned());
                alike.ids = Key::new(reported.rule.name(), ids).ids().to_vec();
            }
            if alike.stretches.len() == number {
                alike.stretches.push(Vec::new());
            }
            let stretches = &mut alike.stretches[number];
            if let Some(open) = stretches.last_mut().filter(|stretch| stretch.last + 1 == day) {
                open.last = day;
                stayed += 1;
                continue;
            }
            introduced += 1;
            let at_fault = reported.finding.at_fault().first();
            stretches.push(Stretch {
                first: day,
                last: day,
                severity: reported.severity,
                message: reported.finding.message.clone(),
                title: at_fault.map(|position| report.chart().title(*position).into_owned()).unwrap_or_default(),
            });
        }
        let before = std::mem::replace(&mut self.on_the_last_day, report.findings.len());
        (introduced, before - stayed)
    }

    /// The stories, in the order of their keys.
    pub(super) fn finish(self) -> Vec<Story> {
        let stories = self.by_key.into_iter().flat_map(|(key, alike)| {
            let ids = alike.ids;
            let story = move |stretches| Story { key: key.clone(), ids: ids.clone(), stretches };
            alike.stretches.into_iter().map(story)
        });
        stories.collect()
    }
}
