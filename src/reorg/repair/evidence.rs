//! What speaks for a manager beside level and function, and how much: learned from the lines of this chart that are sound.
//!
//! For a sample of them the true manager is held against others of the same class. Each fact gets the weight under which
//! the true ones would have been the likeliest choice (a conditional logit), starting from what is usual, so that a small
//! chart, which teaches little, is judged by that.

use super::Map;

use super::columns::Cells;
use super::reason::clipped;
use super::team::{Class, Classes, Teams, span};
use crate::chart::Chart;
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::Field;
use crate::wording::grouped;

/// Sound lines to learn from.
const LESSONS: usize = 500;
/// Others that the true manager is held against.
const OTHERS: usize = 16;
/// Columns that are made use of.
const MOST_COLUMNS: usize = 8;
/// Facts of each column: the manager has the same, the others who report there have, it is the manager's name or address.
const OF_COLUMN: usize = 3;
/// Facts beside those of columns: the others who report there are of the same class; how many they are beside the reports
/// of others of the class, and of those who report to the same manager, and the square of that.
const GENERAL: usize = 4;
/// How firmly what is usual is held on to, in lessons.
const FIRMNESS: f64 = 1.0;

/// What speaks for a manager.
pub(super) struct Evidence<'a> {
    facts: &'a Facts<'a>,
    teams: &'a Teams,
    classes: &'a Classes,
    cells: Cells<'a>,
    /// Whether a column mostly says the manager's name, address or id.
    names: Vec<bool>,
    /// By manager and column, the values of the reports, sorted.
    values: Map<Record, Vec<Box<[u32]>>>,
    /// By manager and class, the sum of what the spans of those count for who report there, and how many they are.
    beside: Map<(Record, Class), (i64, u32)>,
    weights: Vec<f64>,
}

/// A sound line with the managers that could be taken for the true one, which comes first.
struct Lesson {
    report: Record,
    managers: Vec<Record>,
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
            values: Map::default(),
            beside: Map::default(),
            weights: Vec::new(),
        };
        let lessons = evidence.lessons();
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

    /// A sample of the sound lines, the same whatever the order of the rows.
    fn lessons(&self) -> Vec<Lesson> {
        let chart = self.facts.chart();
        let every = (chart.roster().len() / LESSONS).max(1) as u64;
        let mut sample: Vec<(u64, Record, Record)> = Vec::new();
        for manager in chart.positions() {
            let others = self.classes.managers(self.classes.of(self.facts, manager)).len();
            if others < 2 {
                continue;
            }
            for report in self.teams.of(manager) {
                let hash = hash(&chart.roster().bytes(*report, Field::Id));
                if hash.is_multiple_of(every) {
                    sample.push((hash, *report, manager));
                }
            }
        }
        sample.sort_by_cached_key(|(hash, report, _)| (*hash, super::fault::id_order(chart, *report)));
        let lesson = |(hash, report, manager): (u64, Record, Record)| {
            let all = self.classes.managers(self.classes.of(self.facts, manager));
            let others = (1..=2 * OTHERS as u64).map(|at| all[(mixed(hash ^ at) % all.len() as u64) as usize]);
            let mut managers = vec![manager];
            for other in others {
                if managers.len() <= OTHERS && !managers.contains(&other) && other != report {
                    managers.push(other);
                }
            }
            Lesson { report, managers }
        };
        sample.into_iter().map(lesson).collect()
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
                let facts = |this: &mut Self, manager: Record| this.of_column(*report, manager, column);
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
        self.values.clear();
    }

    /// The weights to start from.
    fn usual(&self) -> Vec<f64> {
        let mut weights = [0.5, 1.5, 4.0].repeat(self.cells.len());
        weights.extend([1.5, 0.5, -0.5, -0.5]);
        weights
    }

    /// Every fact about a line, as if it were not there.
    fn of(&mut self, report: Record, manager: Record) -> Vec<f64> {
        let mut facts = Vec::with_capacity(self.cells.len() * OF_COLUMN + GENERAL);
        for column in 0..self.cells.len() {
            facts.extend(self.of_column(report, manager, column));
        }
        let (alike, others) = self.others(report, manager, self.cells.len());
        facts.push(share(alike, others));
        facts.push(self.classes.width(self.classes.of(self.facts, manager), others));
        let beside = span(others) - self.usual_beside(manager);
        facts.extend([beside, beside * beside]);
        facts
    }

    fn of_column(&mut self, report: Record, manager: Record, column: usize) -> [f64; OF_COLUMN] {
        let Some(own) = self.cells.code(report, column) else { return [0.0; OF_COLUMN] };
        let is_same = self.cells.code(manager, column) == Some(own);
        let (alike, others) = self.others(report, manager, column);
        let is_name = self.names.get(column).is_some_and(|names| *names) && self.names_manager(report, manager, column);
        [f64::from(u8::from(is_same)), share(alike, others), f64::from(u8::from(is_name))]
    }

    /// Whether a cell says the manager's name, address or id.
    fn names_manager(&self, report: Record, manager: Record, column: usize) -> bool {
        let (chart, text) = (self.facts.chart(), self.cells.text(report, column));
        [chart.name(manager), chart.roster().text(manager, Field::Email), chart.id(manager)]
            .iter()
            .any(|name| !name.is_empty() && name.to_lowercase() == text)
    }

    /// How many others report to a manager, and how many of them have the value of the report in a column; in the one
    /// after the last, how many are of its class.
    fn others(&mut self, report: Record, manager: Record, column: usize) -> (usize, usize) {
        let Some(own) = self.value(report, column) else { return (0, self.teams.of(manager).len()) };
        if !self.values.contains_key(&manager) {
            let values = (0..=self.cells.len()).map(|column| self.values_of(manager, column)).collect();
            self.values.insert(manager, values);
        }
        let values = &self.values[&manager][column];
        let alike = values.partition_point(|value| *value <= own) - values.partition_point(|value| *value < own);
        let itself = usize::from(self.teams.manager(report) == Some(manager));
        (alike - itself, self.teams.of(manager).len() - itself)
    }

    /// The values of a column that those have who report to a manager, sorted.
    fn values_of(&mut self, manager: Record, column: usize) -> Box<[u32]> {
        let teams = self.teams;
        let mut values: Vec<u32> = teams.of(manager).iter().filter_map(|report| self.value(*report, column)).collect();
        values.sort_unstable();
        values.into()
    }

    fn value(&mut self, position: Record, column: usize) -> Option<u32> {
        if column == self.cells.len() {
            return Some(self.classes.of(self.facts, position).into());
        }
        self.cells.code(position, column)
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

    /// Of the others who report to a manager, how many are of the report's class, and how many there are.
    pub(super) fn of_same_class(&mut self, report: Record, manager: Record) -> (usize, usize) {
        self.others(report, manager, self.cells.len())
    }

    /// The chart.
    pub(super) fn chart(&self) -> &'a Chart {
        self.facts.chart()
    }

    /// What the columns say for a manager, in words, the weightiest first.
    pub(super) fn told(&mut self, report: Record, manager: Record) -> Vec<String> {
        let mut told: Vec<(f64, String)> = Vec::new();
        for column in 0..self.cells.len() {
            let [is_same, _, is_name] = self.of_column(report, manager, column);
            let (alike, others) = self.others(report, manager, column);
            let weights = &self.weights[column * OF_COLUMN..][..OF_COLUMN];
            let weight = is_same * weights[0] + share(alike, others) * weights[1] + is_name * weights[2];
            let heading = self.cells.heading(column);
            let value = self.chart().roster().text_in(report, self.cells.column(column));
            let value = clipped(&value);
            let others = of_others(alike, others);
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

/// Moves weights to where the first of each group of alternatives is as likely as the facts allow, by steps along each
/// weight that are as long as its curvature permits.
fn fit(weights: &mut [f64], groups: &[Vec<Vec<f64>>]) {
    const ROUNDS: usize = 40;
    let usual = weights.to_vec();
    for _ in 0..ROUNDS {
        let mut slope: Vec<f64> = weights.iter().zip(&usual).map(|(now, usual)| FIRMNESS * (usual - now)).collect();
        let mut curve = vec![FIRMNESS; weights.len()];
        for alternatives in groups {
            let score = |facts: &Vec<f64>| facts.iter().zip(&*weights).map(|(fact, weight)| fact * weight).sum::<f64>();
            let scores: Vec<f64> = alternatives.iter().map(score).collect();
            let shares = shares(&scores);
            for at in 0..weights.len() {
                let mean: f64 = shares.iter().zip(alternatives).map(|(share, facts)| share * facts[at]).sum();
                let square: f64 = shares.iter().zip(alternatives).map(|(share, facts)| share * facts[at].powi(2)).sum();
                slope[at] += alternatives[0][at] - mean;
                curve[at] += square - mean * mean;
            }
        }
        for ((weight, slope), curve) in weights.iter_mut().zip(slope).zip(curve) {
            *weight += 0.5 * slope / curve;
        }
    }
}

/// Probabilities from logarithms of likelihoods.
fn shares(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f64 = shares.iter().sum();
    shares.into_iter().map(|share| share / sum).collect()
}

/// A hash of an id that is the same on every run.
fn hash(id: &[u8]) -> u64 {
    mixed(id.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)))
}

/// The bits of a number, scattered.
fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let number = (number ^ number >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ number >> 33
}
