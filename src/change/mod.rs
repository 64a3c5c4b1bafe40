//! What differs between two charts: who joined, left, moved, has another title, level or function; which leading roles were
//! vacated and by whom they were filled.

mod join;
mod limit;
mod matching;
mod names;
mod roles;
mod succession;

use std::cell::OnceCell;
use std::cmp::Reverse;

use crate::chart::{Chart, Link};
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::Field;

pub use limit::{Guard, Limit};
pub use matching::MatchBy;
use matching::Matching;
use names::Names;
pub use roles::bounds;
use roles::{Differences, Step};
pub use succession::{Post, Vacated};

/// One of the two charts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// The earlier one.
    Before,
    /// The later one.
    After,
}

/// A position that both charts have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pair {
    /// In the earlier chart.
    pub before: Record,
    /// In the later chart.
    pub after: Record,
}

/// What differs between two charts. Lists are in the order of the chart that they are about: of the earlier one for who left,
/// and else of the later one.
pub struct Change<'c> {
    before: &'c Facts<'c>,
    after: &'c Facts<'c>,
    by: MatchBy,
    matching: Matching,
    vacated: OnceCell<Vec<Vacated>>,
    /// Positions that only the later chart has, or that count in it only.
    pub joined: Vec<Record>,
    /// Positions that only the earlier chart has, or that count in it only.
    pub left: Vec<Record>,
    /// Positions with another manager.
    pub moved: Vec<Pair>,
    /// Positions with another title.
    pub retitled: Vec<Pair>,
    /// Those among them whose new title surely is of a higher level.
    pub promoted: Vec<Pair>,
    /// Those among them whose new title surely is of a lower level.
    pub demoted: Vec<Pair>,
    /// Positions that surely are in another function now.
    pub changed_function: Vec<Pair>,
    /// Positions whose incumbent has another name, or is another person.
    pub renamed: Vec<Pair>,
    /// Positions with another id.
    pub renumbered: Vec<Pair>,
    /// Posts whose incumbent left and that are vacant now.
    pub emptied: Vec<Pair>,
    /// Posts that were vacant and have an incumbent now.
    pub filled: Vec<Pair>,
    /// Managers with another number of direct reports, the greatest difference first.
    pub spans: Vec<Pair>,
}

impl<'c> Change<'c> {
    /// Compares two charts, in time that grows linearly with their records.
    pub fn between(before: &'c Facts<'c>, after: &'c Facts<'c>, by: MatchBy) -> Change<'c> {
        let (ours, theirs) = (before.chart(), after.chart());
        let mut change = Change {
            before,
            after,
            by,
            matching: Matching::new(ours, theirs, by),
            vacated: OnceCell::new(),
            joined: Vec::new(),
            left: Vec::new(),
            moved: Vec::new(),
            retitled: Vec::new(),
            promoted: Vec::new(),
            demoted: Vec::new(),
            changed_function: Vec::new(),
            renamed: Vec::new(),
            renumbered: Vec::new(),
            emptied: Vec::new(),
            filled: Vec::new(),
            spans: Vec::new(),
        };
        let left = ours.positions().filter(|position| change.now(*position).is_none());
        change.left = left.collect();
        let mut both = Vec::with_capacity(change.matching.len());
        for position in theirs.positions() {
            match change.then(position) {
                None => change.joined.push(position),
                Some(earlier) => both.push(Pair { before: earlier, after: position }),
            }
        }
        change.compare(&both);
        change
    }

    /// Notes what differs in the positions that count in both charts. Where the files have another order, what is known of the
    /// one lies far from what is known of the other; so it is one kind of difference after the other.
    fn compare(&mut self, both: &[Pair]) {
        let (ours, theirs) = (self.before.chart(), self.after.chart());
        self.moved = both.iter().copied().filter(|pair| self.reports_elsewhere(*pair)).collect();
        let mut differences = Differences::new(self.before, self.after);
        for pair in both {
            let difference = differences.of(*pair);
            if difference.is_retitled {
                self.retitled.push(*pair);
            }
            match difference.level {
                Step::Up => self.promoted.push(*pair),
                Step::Down => self.demoted.push(*pair),
                Step::None => {}
            }
            if difference.is_of_other_function {
                self.changed_function.push(*pair);
            }
        }
        let names = Names::new(self.before, self.after);
        for pair in both {
            match (names.is_vacant(self.before, pair.before), names.is_vacant(self.after, pair.after)) {
                (false, true) => self.emptied.push(*pair),
                (true, false) => self.filled.push(*pair),
                (false, false) if names.differ(*pair) => self.renamed.push(*pair),
                _ => {}
            }
        }
        if !self.matching.is_exact {
            self.renumbered = both.iter().copied().filter(|pair| !self.has_the_same_id(*pair)).collect();
        }
        let reports = |pair: &Pair| (ours.direct_reports(pair.before), theirs.direct_reports(pair.after));
        let is_wider = |pair: &&Pair| reports(pair).0 != reports(pair).1;
        self.spans = both.iter().filter(is_wider).copied().collect();
        self.spans.sort_by_key(|pair| {
            let (then, now) = reports(pair);
            (Reverse(then.abs_diff(now)), pair.after)
        });
    }

    /// The facts of one chart.
    pub fn facts(&self, side: Side) -> &'c Facts<'c> {
        match side {
            Side::Before => self.before,
            Side::After => self.after,
        }
    }

    /// One chart.
    pub fn chart(&self, side: Side) -> &'c Chart {
        self.facts(side).chart()
    }

    /// What positions are known again by.
    pub fn matched_by(&self) -> MatchBy {
        self.by
    }

    /// The position of the later chart that is this one of the earlier chart, whether it counts or not.
    pub fn after(&self, before: Record) -> Option<Record> {
        self.matching.after(before)
    }

    /// The position of the earlier chart that is this one of the later chart, whether it counts or not.
    pub fn before(&self, after: Record) -> Option<Record> {
        self.matching.before(after)
    }

    /// The position of the later chart that is this one of the earlier chart, where it counts there.
    pub fn now(&self, before: Record) -> Option<Record> {
        self.after(before).filter(|after| self.after.chart().presence(*after).counts())
    }

    /// The position of the earlier chart that is this one of the later chart, where it counted there.
    pub fn then(&self, after: Record) -> Option<Record> {
        self.before(after).filter(|before| self.before.chart().presence(*before).counts())
    }

    /// Whom a position reports to, as output has it: an id, the text of a reference to nobody, or `None` at the top.
    pub fn manager_id(&self, side: Side, position: Record) -> Option<String> {
        let chart = self.chart(side);
        match chart.link(position) {
            Link::Top => None,
            Link::Manager(manager) => Some(chart.id(manager).into_owned()),
            Link::Itself => Some(chart.id(position).into_owned()),
            Link::Unknown => Some(chart.quoted(position, Field::Manager).into_owned()),
        }
    }

    /// Whether somebody reports to another position than before. Whose manager is gone and who still names the same one has
    /// not moved.
    fn reports_elsewhere(&self, pair: Pair) -> bool {
        let (ours, theirs) = (self.before.chart(), self.after.chart());
        match (ours.link(pair.before), theirs.link(pair.after)) {
            (Link::Top, Link::Top) | (Link::Itself, Link::Itself) => false,
            (Link::Manager(then), Link::Manager(now)) => self.matching.after(then) != Some(now),
            (Link::Top | Link::Itself, _) | (_, Link::Top | Link::Itself) => true,
            (Link::Unknown, _) | (_, Link::Unknown) => {
                let reference = |chart: &Chart, position| chart.roster().text(position, Field::Manager).into_owned();
                reference(ours, pair.before) != reference(theirs, pair.after)
            }
        }
    }

    fn has_the_same_id(&self, pair: Pair) -> bool {
        let (ours, theirs) = (self.before.chart().roster(), self.after.chart().roster());
        let (one, other) = (ours.id_key(pair.before), theirs.id_key(pair.after));
        if one.is_whole() && other.is_whole() {
            return one == other;
        }
        ours.bytes(pair.before, Field::Id) == theirs.bytes(pair.after, Field::Id)
    }
}
