//! What speaks for a manager beside level and function, and how much: learned from the lines of this chart that are sound.
//!
//! For a sample of them the true manager is held against others of the same class. Each fact gets the weight under which
//! the true ones would have been the likeliest choice (a conditional logit), starting from what is usual, so that a small
//! chart, which teaches little, is judged by that.

use std::rc::Rc;

use super::Map;

use super::columns::{BLANK, Cells};
use super::lesson::{self, Lesson};
use super::logit::fit;
use super::reason::clipped;
use super::team::{Class, Classes, Teams, span};
use crate::chart::{Chart, REDACTED};
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::Field;
use crate::wording::grouped;

/// Columns that are made use of.
const MOST_COLUMNS: usize = 8;
/// Facts of each column: the manager has the same, the others who report there have, it is the manager's name or address.
const OF_COLUMN: usize = 3;
/// Facts beside those of columns: the others who report there are of the same class; how many they are beside the reports
/// of others of the class, and of those who report to the same manager, and the square of that.
const GENERAL: usize = 4;

/// What speaks for a manager.
pub(super) struct Evidence<'a> {
    facts: &'a Facts<'a>,
    teams: &'a Teams,
    classes: &'a Classes,
    cells: Cells<'a>,
    /// Whether a column mostly says the manager's name, address or id.
    names: Vec<bool>,
    /// By manager and column, the values of the reports, sorted.
    reports: Map<Record, Rc<[Box<[u32]>]>>,
    /// By manager and class, the sum of what the spans of those count for who report there, and how many they are.
    beside: Map<(Record, Class), (i64, u32)>,
    weights: Vec<f64>,
}

/// A line, there or not, with what is known of its ends.
pub(super) struct Line {
    report: Record,
    manager: Record,
    /// The values of the report, and its class.
    own: Rc<[u32]>,
    class: u32,
    /// The values of the manager.
    managers: Rc<[u32]>,
    /// By column, the values of all who report to the manager, sorted; after the last column their classes.
    reports: Rc<[Box<[u32]>]>,
    /// Whether the report is one of them.
    itself: usize,
    /// How many others report there.
    pub(super) others: usize,
}

impl Line {
    /// Of the others there, how many have the value of the report in a column.
    fn alike(&self, column: usize) -> usize {
        self.count(column, self.own[column])
    }

    /// Of the others there, how many are of the report's class.
    pub(super) fn of_same_class(&self) -> usize {
        self.count(self.own.len(), self.class)
    }

    fn count(&self, column: usize, own: u32) -> usize {
        let values = &self.reports[column];
        let alike = values.partition_point(|value| *value <= own) - values.partition_point(|value| *value < own);
        alike - self.itself
    }
}

impl<'a> Evidence<'a> {
    /// Learns from the lines of a chart.
    pub(super) fn learned(facts: &'a Facts<'a>, teams: &'a Teams, classes: &'a Classes) -> Evidence<'a> {
        let cells = Cells::of(facts.chart());
        let count = cells.len();
        let mut evidence = Evidence {
            facts,
            teams,
            classes,
            cells,
            names: vec![true; count],
            reports: Map::default(),
            beside: Map::default(),
            weights: Vec::new(),
        };
        let lessons = lesson::sample(facts, teams, classes);
        evidence.choose_columns(&lessons);
        evidence.weights = evidence.usual();
        let facts: Vec<Vec<Vec<f64>>> = lessons
            .iter()
            .map(|lesson| lesson.managers.iter().map(|manager| evidence.of(lesson.report, *manager)).collect())
            .collect();
        fit(&mut evidence.weights, &facts);
        evidence
    }

    /// The logarithm of how much likelier a manager is than one of the class of whom nothing is known.
    pub(super) fn weigh(&mut self, report: Record, manager: Record) -> f64 {
        let facts = self.of(report, manager);
        facts.iter().zip(&self.weights).map(|(fact, weight)| fact * weight).sum()
    }

    /// Keeps the columns that tell the true manager from the others.
    fn choose_columns(&mut self, lessons: &[Lesson]) {
        const LOOKED_AT: usize = 300;
        let lessons = &lessons[..lessons.len().min(LOOKED_AT)];
        let mut told: Vec<(f64, usize)> = Vec::new();
        let mut names = Vec::new();
        for column in 0..self.cells.len() {
            let (mut gain, mut named) = (0.0, 0.0);
            for Lesson { report, managers } in lessons {
                let facts = |this: &mut Self, manager: Record| {
                    let line = this.line(*report, manager);
                    this.of_column(&line, column)
                };
                let own = facts(self, managers[0]);
                let mut others = [0.0; OF_COLUMN];
                for other in &managers[1..] {
                    let of_other = facts(self, *other);
                    for (sum, fact) in others.iter_mut().zip(of_other) {
                        *sum += fact / (managers.len() - 1) as f64;
                    }
                }
                named += own[2] / lessons.len() as f64;
                let gains = own.iter().zip(others).map(|(own, other)| (own - other).abs());
                gain += gains.fold(0.0, f64::max) / lessons.len() as f64;
            }
            names.push(named > 0.2);
            told.push((gain, column));
        }
        told.retain(|(gain, _)| *gain > 0.03);
        told.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        told.truncate(MOST_COLUMNS);
        let mut kept: Vec<usize> = told.into_iter().map(|(_, column)| column).collect();
        kept.sort_unstable();
        self.names = kept.iter().map(|column| names[*column]).collect();
        let cells = std::mem::replace(&mut self.cells, Cells::of(self.facts.chart()).only(&[]));
        self.cells = cells.only(&kept);
        self.reports.clear();
    }

    /// The weights to start from.
    fn usual(&self) -> Vec<f64> {
        let mut weights = [0.5, 1.5, 4.0].repeat(self.cells.len());
        weights.extend([1.5, 0.5, -0.5, -0.5]);
        weights
    }

    /// Every fact about a line, as if it were not there.
    fn of(&mut self, report: Record, manager: Record) -> Vec<f64> {
        let line = self.line(report, manager);
        let mut facts = Vec::with_capacity(self.cells.len() * OF_COLUMN + GENERAL);
        for column in 0..self.cells.len() {
            facts.extend(self.of_column(&line, column));
        }
        facts.push(share(line.of_same_class(), line.others));
        facts.push(self.classes.width(self.classes.of(self.facts, manager), line.others));
        let beside = span(line.others) - self.usual_beside(manager);
        facts.extend([beside, beside * beside]);
        facts
    }

    fn of_column(&self, line: &Line, column: usize) -> [f64; OF_COLUMN] {
        if line.own[column] == BLANK {
            return [0.0; OF_COLUMN];
        }
        let is_same = line.own[column] == line.managers[column];
        let names = self.names.get(column).is_some_and(|names| *names);
        let is_name = names && self.names_manager(line.report, line.manager, column);
        [f64::from(u8::from(is_same)), share(line.alike(column), line.others), f64::from(u8::from(is_name))]
    }

    /// Whether a cell says the manager's name, address or id.
    fn names_manager(&self, report: Record, manager: Record, column: usize) -> bool {
        let (chart, text) = (self.facts.chart(), self.cells.text(report, column));
        [chart.roster().name(manager), chart.roster().text(manager, Field::Email), chart.true_id(manager)]
            .iter()
            .any(|name| !name.is_empty() && name.to_lowercase() == text)
    }

    /// What there is to be said of a line.
    pub(super) fn line(&mut self, report: Record, manager: Record) -> Line {
        let reports = match self.reports.get(&manager) {
            Some(reports) => Rc::clone(reports),
            None => {
                let reports: Rc<[Box<[u32]>]> =
                    (0..=self.cells.len()).map(|column| self.values_of(manager, column)).collect();
                self.reports.insert(manager, Rc::clone(&reports));
                reports
            }
        };
        let itself = usize::from(self.teams.manager(report) == Some(manager));
        Line {
            report,
            manager,
            own: self.cells.codes(report),
            class: self.classes.of(self.facts, report).into(),
            managers: self.cells.codes(manager),
            reports,
            itself,
            others: self.teams.of(manager).len() - itself,
        }
    }

    /// The values of a column that those have who report to a manager, sorted; after the last column their classes.
    fn values_of(&mut self, manager: Record, column: usize) -> Box<[u32]> {
        let teams = self.teams;
        let value = |report: &Record| match self.cells.codes(*report).get(column) {
            Some(code) => *code,
            None => self.classes.of(self.facts, *report).into(),
        };
        let mut values: Vec<u32> = teams.of(manager).iter().map(value).collect();
        values.sort_unstable();
        values.into()
    }

    /// What the spans of those count for on the mean who report to the same manager and are of the same class; where there
    /// are none, what those of the class do.
    fn usual_beside(&mut self, manager: Record) -> f64 {
        let class = self.classes.of(self.facts, manager);
        let usual = self.classes.usual_span(class);
        let Some(above) = self.teams.manager(manager) else { return usual };
        let (classes, teams, facts) = (self.classes, self.teams, self.facts);
        let (sum, count) = *self.beside.entry((above, class)).or_insert_with(|| {
            let alike = teams.of(above).iter().filter(|other| classes.of(facts, **other) == class);
            // In whole numbers, whose sum does not depend on the order of the rows.
            alike.fold((0, 0), |(sum, count), other| (sum + millionths(teams.of(*other).len()), count + 1))
        });
        let sum = sum - millionths(teams.of(manager).len());
        // The class counts as one of them.
        (sum as f64 / 1e6 + usual) / f64::from(count)
    }

    /// The chart.
    pub(super) fn chart(&self) -> &'a Chart {
        self.facts.chart()
    }

    /// What the columns say for a manager, in words, the weightiest first.
    pub(super) fn told(&mut self, report: Record, manager: Record) -> Vec<String> {
        let mut told: Vec<(f64, String)> = Vec::new();
        let line = self.line(report, manager);
        for column in 0..self.cells.len() {
            let [is_same, share, is_name] = self.of_column(&line, column);
            let alike = if share > 0.0 { line.alike(column) } else { 0 };
            let weights = &self.weights[column * OF_COLUMN..][..OF_COLUMN];
            let weight = is_same * weights[0] + share * weights[1] + is_name * weights[2];
            let heading = self.cells.heading(column);
            let value = self.chart().roster().text_in(report, self.cells.column(column));
            let is_shown = self.chart().may_show_column(self.cells.column(column), &value);
            let value = if is_shown { clipped(&value) } else { REDACTED.to_owned() };
            let others = of_others(alike, line.others);
            let text = match (is_name > 0.0, is_same > 0.0, alike > 0) {
                (true, ..) => format!("{heading} says so"),
                (_, true, true) => format!("{heading} is '{value}', as with them and {others}"),
                (_, true, false) => format!("{heading} is '{value}', as with them"),
                (_, false, true) => format!("{heading} is '{value}', as with {others}"),
                _ => continue,
            };
            if weight > 0.5 {
                told.push((weight, text));
            }
        }
        told.sort_by(|one, other| other.0.total_cmp(&one.0));
        told.into_iter().map(|(_, text)| text).collect()
    }
}

/// So many of the others who report to somebody, in words.
pub(super) fn of_others(alike: usize, others: usize) -> String {
    match (alike, others) {
        (_, 1) => "the other one there".to_owned(),
        (_, 2) if alike == others => "both others there".to_owned(),
        _ if alike == others => format!("all {} others there", grouped(others)),
        _ => format!("{} of the {} others there", grouped(alike), grouped(others)),
    }
}

fn millionths(reports: usize) -> i64 {
    (span(reports) * 1e6) as i64
}

/// The share of those who are alike; one who is not there is not alike, so that one of one says less than ten of ten.
fn share(alike: usize, others: usize) -> f64 {
    alike as f64 / (others + 1) as f64
}
