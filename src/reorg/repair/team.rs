//! Who reports to whom by a sound line, and what kinds of positions do.

use super::Map;

use super::fault::id_order;
use crate::facts::Facts;
use crate::finding::Record;
use crate::title::{Function, Level, ManagesPeople};

/// The sound lines of a chart, by manager.
#[derive(Debug)]
pub(super) struct Teams {
    first: Vec<u32>,
    reports: Vec<Record>,
    manager: Vec<Option<Record>>,
}

impl Teams {
    /// The lines of which `is_sound` is true.
    pub(super) fn new(facts: &Facts<'_>, is_sound: impl Fn(Record) -> bool) -> Teams {
        let chart = facts.chart();
        let manager = |position: Record| {
            chart.manager(position).filter(|manager| chart.presence(*manager).counts() && is_sound(position))
        };
        let mut first = vec![0_u32; chart.roster().len() + 1];
        let mut managers = vec![None; chart.roster().len()];
        for position in chart.positions() {
            if let Some(manager) = manager(position) {
                first[manager.index() + 1] += 1;
                managers[position.index()] = Some(manager);
            }
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut reports = vec![Record(0); first.last().map_or(0, |count| *count as usize)];
        for position in chart.positions() {
            if let Some(manager) = managers[position.index()] {
                reports[next[manager.index()] as usize] = position;
                next[manager.index()] += 1;
            }
        }
        Teams { first, reports, manager: managers }
    }

    /// The manager by a sound line.
    pub(super) fn manager(&self, report: Record) -> Option<Record> {
        self.manager[report.index()]
    }

    /// Who reports to a position.
    pub(super) fn of(&self, manager: Record) -> &[Record] {
        let at = manager.index();
        &self.reports[self.first[at] as usize..self.first[at + 1] as usize]
    }
}

/// The number of a class: positions of one level in one function.
pub(super) type Class = u16;

/// How often a position of one class reports to one of another, in this chart.
#[derive(Debug)]
pub(super) struct Classes {
    of_role: Vec<Class>,
    kinds: Vec<(Level, Function)>,
    /// Those who lead somebody or could, by class, each by id.
    managers: Vec<Vec<Record>>,
    /// The mean of the logarithm of spans of a class.
    usual_span: Vec<f64>,
    lines: Map<(Class, Class), u32>,
    lines_from: Vec<u32>,
    levels: Map<(Level, Level), u32>,
    levels_from: Map<Level, u32>,
    same_function: f64,
    share_of_function: Map<Function, f64>,
}

/// So many lines of a kind weigh as much as what is known of levels and functions at large.
const PRIOR_LINES: f64 = 3.0;

impl Classes {
    pub(super) fn new(facts: &Facts<'_>, teams: &Teams) -> Classes {
        let mut kinds: Vec<(Level, Function)> = Vec::new();
        let mut known: Map<(Level, Function), Class> = Map::default();
        let mut of_role = Vec::with_capacity(facts.roles().len());
        for role in facts.roles() {
            let kind = (role.level, role.functions.iter().next().unwrap_or(Function::Other));
            of_role.push(*known.entry(kind).or_insert_with(|| {
                kinds.push(kind);
                (kinds.len() - 1) as Class
            }));
        }
        let mut classes = Classes {
            of_role,
            managers: vec![Vec::new(); kinds.len()],
            usual_span: vec![0.0; kinds.len()],
            lines: Map::default(),
            lines_from: vec![0; kinds.len()],
            levels: Map::default(),
            levels_from: Map::default(),
            same_function: 0.0,
            share_of_function: Map::default(),
            kinds,
        };
        classes.count(facts, teams);
        classes.find_managers(facts, teams);
        classes
    }

    fn count(&mut self, facts: &Facts<'_>, teams: &Teams) {
        let (mut all, mut same) = (0.0, 0.0);
        for manager in facts.chart().positions() {
            let above = self.of(facts, manager);
            for report in teams.of(manager) {
                let below = self.of(facts, *report);
                *self.lines.entry((below, above)).or_insert(0) += 1;
                self.lines_from[below as usize] += 1;
            }
        }
        for ((below, above), count) in &self.lines {
            let (below, above) = (self.kinds[*below as usize], self.kinds[*above as usize]);
            *self.levels.entry((below.0, above.0)).or_insert(0) += count;
            *self.levels_from.entry(below.0).or_insert(0) += count;
            all += f64::from(*count);
            same += f64::from(*count) * f64::from(u8::from(below.1 == above.1));
            *self.share_of_function.entry(above.1).or_insert(0.0) += f64::from(*count);
        }
        self.same_function = (same + 2.0) / (all + 3.0);
        self.share_of_function.values_mut().for_each(|share| *share = (*share + 0.5) / (all + 1.0));
    }

    fn find_managers(&mut self, facts: &Facts<'_>, teams: &Teams) {
        let chart = facts.chart();
        let mut people = vec![0_u32; self.kinds.len()];
        let mut leaders = vec![0_u32; self.kinds.len()];
        for position in chart.positions() {
            let class = self.of(facts, position) as usize;
            people[class] += 1;
            leaders[class] += u32::from(!teams.of(position).is_empty());
        }
        for position in chart.positions() {
            let class = self.of(facts, position) as usize;
            // A post of a kind that mostly leads may have lost the only one who reports there.
            let leads_by_title = facts.role(position).manages_people == ManagesPeople::Yes;
            if !teams.of(position).is_empty() || leads_by_title || 2 * leaders[class] > people[class] {
                self.managers[class].push(position);
            }
        }
        for (managers, spans) in self.managers.iter_mut().zip(&mut self.usual_span) {
            managers.sort_by_cached_key(|manager| id_order(chart, *manager));
            // Added up in that order, so that rows in another one give the very same sum.
            let sum: f64 = managers.iter().map(|manager| span(teams.of(*manager).len())).sum();
            *spans = sum / managers.len().max(1) as f64;
        }
    }

    /// The class of a position.
    pub(super) fn of(&self, facts: &Facts<'_>, position: Record) -> Class {
        self.of_role[facts.role_id(position) as usize]
    }

    /// Every class.
    pub(super) fn all(&self) -> impl Iterator<Item = Class> + use<> {
        0..self.kinds.len() as Class
    }

    /// An order of classes that does not follow from the rows.
    pub(super) fn order(&self, one: Class, other: Class) -> std::cmp::Ordering {
        let key = |class: Class| {
            let (level, function) = self.kinds[class as usize];
            (level.name(), function.name())
        };
        key(one).cmp(&key(other))
    }

    /// Who of a class leads somebody, or could, by id.
    pub(super) fn managers(&self, class: Class) -> &[Record] {
        &self.managers[class as usize]
    }

    /// How often who is of one class reports to one of another.
    pub(super) fn lines(&self, below: Class, above: Class) -> (u32, u32) {
        (self.lines.get(&(below, above)).copied().unwrap_or(0), self.lines_from[below as usize])
    }

    /// What the spans of a class count for on the mean.
    pub(super) fn usual_span(&self, class: Class) -> f64 {
        self.usual_span[class as usize]
    }

    /// How much wider a span is than usual in a class.
    pub(super) fn width(&self, class: Class, reports: usize) -> f64 {
        span(reports) - self.usual_span[class as usize]
    }

    /// The logarithm of the probability that who is of one class reports to somebody of another: as often as it does in
    /// this chart, and where it says little, as levels and functions do at large.
    pub(super) fn likelihood(&self, below: Class, above: Class) -> f64 {
        let ((low, function), (high, other)) = (self.kinds[below as usize], self.kinds[above as usize]);
        let count = |levels| self.levels.get(&levels).copied().unwrap_or(0);
        let step = match (low.rank(), high.rank()) {
            (Some(low), Some(high)) if high > low => 0.5 / f64::from(high - low),
            (Some(_), Some(_)) => 0.000_1,
            _ => 0.02,
        };
        let all = f64::from(self.levels_from.get(&low).copied().unwrap_or(0));
        let level = (f64::from(count((low, high))) + step) / (all + 1.0);
        let function = match function == other {
            true => self.same_function,
            false => (1.0 - self.same_function) * self.share_of_function.get(&other).copied().unwrap_or(0.01),
        };
        let (lines, from) = self.lines(below, above);
        ((f64::from(lines) + PRIOR_LINES * level * function) / (f64::from(from) + PRIOR_LINES)).ln()
    }

    /// Whether somebody of one class may well be the manager of one of another: of a higher level, of one that titles do
    /// not tell, or as it is common here.
    pub(super) fn may_lead(&self, above: Class, below: Class) -> bool {
        let (low, high) = (self.kinds[below as usize].0.rank(), self.kinds[above as usize].0.rank());
        let (lines, from) = self.lines(below, above);
        let outranks = low.zip(high).is_none_or(|(low, high)| high > low);
        outranks || lines >= 3 && lines * 50 >= from
    }
}

/// What a span counts for: from 1 to 2 it is as far as from 6 to 12.
pub(super) fn span(reports: usize) -> f64 {
    (1.0 + reports as f64).ln()
}
