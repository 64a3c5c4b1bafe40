//! The chart: positions, who reports to whom, and what follows from that alone.
//!
//! A position is the record that describes it: the first one with its id, or of several in time the one in force. The links are kept as one number a record;
//! the petgraph graph of them is built when it is first asked for.

mod dotted;
mod hashing;
mod ids;
mod link;
mod mend;
mod near;
mod presence;
mod redaction;
mod reference;
mod references;
mod repeated;
mod several;
mod sharing;
mod slips;
mod versions;
mod walk;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::OnceLock;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

pub use dotted::DottedLine;
pub(crate) use ids::normal_form;
pub use mend::Damage;
pub use near::Near;
pub use presence::Presence;
pub use redaction::REDACTED;
pub use reference::Reference;
pub(crate) use repeated::repeated;

use crate::finding::Record;
use crate::input::{Field, Roster};
use crate::progress::{self, Step};
use crate::source::{Source, Span};
use link::{LAST, Lines, Links, NO_POSITION, TOP};
use mend::Mended;
use presence::Presences;
use redaction::Redaction;
use several::Aside;
use walk::Walk;

/// Whom a position reports to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// Nobody.
    Top,
    /// This position.
    Manager(Record),
    /// Itself.
    Itself,
    /// Somebody who is not in the chart.
    Unknown,
}

/// A line of reporting between two positions, from the report to the manager.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// To the one manager who answers for the position.
    Solid,
    /// To a further one, who does not.
    Dotted,
}

/// The positions of one input and the lines between them.
#[derive(Debug)]
pub struct Chart {
    roster: Roster,
    day: Date,
    /// For each record the number of its manager's, as [`Lines`] has it. None where every record is a position that reports
    /// to somebody else in the chart, or to nobody: the walk knows all of these.
    manager: Option<Vec<u32>>,
    presence: Presences,
    /// A bit for each record, set for the positions that count on the day of the check; none where every record is of one,
    /// as in most charts. Moves leave it as it is: what describes no position is never moved.
    counting: Option<FixedBitSet>,
    aside: Aside,
    duplicates: Vec<(Record, Record)>,
    missing: Vec<Record>,
    mended: Mended,
    dotted: Vec<DottedLine>,
    walk: Walk,
    leading: OnceLock<Vec<Record>>,
    linked_to_no_other: OnceLock<Vec<Record>>,
    graph: OnceLock<DiGraph<Record, Line, u32>>,
    redaction: Redaction,
}

impl Chart {
    /// Builds the chart from whatever can be linked, so that one fault hides no other. `day` is the day of the check:
    /// who has left by then, or begins later, is no part of the chart.
    pub fn new(mut roster: Roster, day: Date) -> Chart {
        progress::begin(Step::Linking);
        let presence = Presences::on(&roster, day);
        let mut links = Links::resolve(&roster);
        let aside = Aside::of(&roster, &links.duplicates, &presence, day);
        if aside.records().next().is_some() {
            roster.pass_over(aside.records());
            links = Links::resolve(&roster);
        }
        let Links { lines, duplicates, missing } = links;
        let here = |record: usize| presence.of(record).counts();
        let (manager, mended, walk) = match lines {
            Lines::Sound(leaders) => (None, Mended::default(), Walk::sound(leaders, here)),
            Lines::Any(mut manager) => {
                let mended = mend::mend(&roster, &mut manager);
                let walk = Walk::new(&manager, here);
                (Some(manager), mended, walk)
            }
        };
        let is_position = |record: Record| manager.as_ref().is_none_or(|all| all[record.index()] != NO_POSITION);
        let dotted = dotted::dotted_lines(&roster, is_position, mended.referred_by);
        let all_count = presence.all_count() && (manager.is_none() || roster.records().all(is_position));
        let counting = (!all_count).then(|| {
            let mut counting = FixedBitSet::with_capacity(roster.len());
            counting.insert_range(..);
            let is_aside = |record: &Record| !is_position(*record) || !here(record.index());
            roster.records().filter(is_aside).for_each(|record| counting.remove(record.index()));
            counting
        });
        Chart {
            roster,
            day,
            manager,
            presence,
            counting,
            aside,
            duplicates,
            missing,
            mended,
            dotted,
            walk,
            leading: OnceLock::new(),
            linked_to_no_other: OnceLock::new(),
            graph: OnceLock::new(),
            redaction: Redaction::default(),
        }
    }

    /// Lets positions report to others, or to nobody. What the records say stays: this is the chart as it would be.
    pub fn relink(&mut self, moves: &[(Record, Option<Record>)]) {
        let mut managers: Vec<u32> = self.roster.records().map(|record| self.code(record)).collect();
        for (position, manager) in moves {
            managers[position.index()] = manager.map_or(TOP, |manager| manager.0);
        }
        let moved: HashSet<Record> = moves.iter().map(|(position, _)| *position).collect();
        self.mended.untidy.retain(|(position, _)| !moved.contains(position));
        self.mended.several.retain(|(position, _)| !moved.contains(position));
        self.mended.shared.retain(|(position, _)| !moved.contains(position));
        self.walk = Walk::new(&managers, |record| self.presence.of(record).counts());
        self.manager = Some(managers);
        self.leading = OnceLock::new();
        self.linked_to_no_other = OnceLock::new();
        self.graph = OnceLock::new();
    }

    /// The records that the chart was built from.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The input that it was read from.
    pub fn source(&self) -> &Source {
        self.roster.source()
    }

    /// The day of the check.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Every position that counts on the day of the check, in the order of the input.
    pub fn positions(&self) -> impl DoubleEndedIterator<Item = Record> + '_ {
        self.roster.records().filter(|record| self.counts(*record))
    }

    /// Whether a record describes a position, and counts on the day of the check.
    #[inline]
    pub fn counts(&self, record: Record) -> bool {
        self.counting.as_ref().is_none_or(|counting| counting.contains(record.index()))
    }

    /// The positions that count and to whom somebody reports, in the order of the input.
    pub fn leading(&self) -> &[Record] {
        let leads = |position: &Record| self.counts(*position) && self.direct_reports(*position) > 0;
        self.leading.get_or_init(|| self.walk.in_order().filter(leads).collect())
    }

    /// The manager of each team, present or not. A team is who reports to one manager.
    pub fn teams(&self) -> &[Record] {
        self.walk.managers()
    }

    /// The team of a position, as a place in [`Chart::teams`]; none of who has no manager in the chart.
    #[inline]
    pub fn team(&self, position: Record) -> Option<usize> {
        self.walk.manager_of(position.index())
    }

    /// Who counts on the day of the check and reports directly to one of these managers, each with the manager, in the order
    /// of the input.
    pub fn reports_of(&self, managers: impl Iterator<Item = Record>) -> impl Iterator<Item = (Record, Record)> {
        let reports = self.walk.reporting_to(managers).filter(|(report, _)| self.counts(*report));
        reports.map(|(report, team)| (report, self.teams()[team]))
    }

    /// Every position that counts on the day of the check and reports to itself, or to somebody who is not in the chart, in
    /// the order of the input.
    pub fn linked_to_no_other(&self) -> &[Record] {
        let is_one = |position: &Record| matches!(self.link(*position), Link::Itself | Link::Unknown);
        let all = || self.manager.as_ref().map(|_| self.positions().filter(is_one).collect());
        self.linked_to_no_other.get_or_init(|| all().unwrap_or_default())
    }

    /// Whether a record describes a position: it has an id, and is the first with it, or the one in force.
    pub fn is_position(&self, record: Record) -> bool {
        self.manager.as_ref().is_none_or(|manager| manager[record.index()] != NO_POSITION)
    }

    /// The number of a record's manager's, as [`Lines`] has it.
    fn code(&self, record: Record) -> u32 {
        match &self.manager {
            Some(manager) => manager[record.index()],
            None => self.team(record).map_or(TOP, |team| self.teams()[team].0),
        }
    }

    /// Whom a position reports to.
    pub fn link(&self, position: Record) -> Link {
        match self.code(position) {
            TOP => Link::Top,
            manager if manager == position.0 => Link::Itself,
            manager if manager <= LAST => Link::Manager(Record(manager)),
            _ => Link::Unknown,
        }
    }

    /// The manager, where there is one in the chart (present or not) who is somebody else.
    pub fn manager(&self, position: Record) -> Option<Record> {
        match self.link(position) {
            Link::Manager(manager) => Some(manager),
            _ => None,
        }
    }

    /// Whether somebody holds the position on the day of the check.
    pub fn presence(&self, position: Record) -> Presence {
        self.presence.of(position.index())
    }

    /// Whether some record is of a vacant position.
    pub fn has_vacancies(&self) -> bool {
        self.presence.has(Presence::Vacant)
    }

    /// The distance to the top, which is layer 1; `None` for who reaches no top.
    pub fn layer(&self, position: Record) -> Option<u32> {
        let record = position.index();
        let is_top = || self.manager.as_ref().is_none_or(|manager| manager[record] == TOP);
        let layer = self.walk.layer(record).unwrap_or_else(|| is_top().into());
        (layer > 0).then_some(layer)
    }

    /// How many layers there are, from the top down.
    pub fn layers(&self) -> u32 {
        let deepest = self.walk.deepest();
        if deepest > 0 { deepest } else { self.positions().any(|position| self.layer(position).is_some()).into() }
    }

    /// How many report to a position directly: its span of control, in positions.
    pub fn direct_reports(&self, position: Record) -> u32 {
        self.walk.reports(position.index()).direct
    }

    /// How many report to a position directly or through others.
    pub fn total_reports(&self, position: Record) -> u32 {
        self.walk.reports(position.index()).below
    }

    /// Every position after its manager's, also those that do not count on the day; those in loops are left out.
    pub fn top_down(&self) -> impl DoubleEndedIterator<Item = Record> + '_ {
        self.walk.top_down(|record| self.is_position(Record(record as u32))).iter().map(|record| Record(*record))
    }

    /// A value for each of [`Chart::teams`] by that of the team of its manager; by none at the end of a line. The manager
    /// may be anybody in the chart, present or not. Who leads a team and is in a loop has `looped`; no value is `unset`.
    pub fn hand_down<T: Copy + PartialEq>(
        &self,
        unset: T,
        looped: T,
        mut value: impl FnMut(Record, Option<T>) -> T,
    ) -> Vec<T> {
        self.walk.hand_down(unset, looped, |record, above| value(Record(record as u32), above))
    }

    /// The loops, each in reporting order.
    pub fn cycles(&self) -> impl Iterator<Item = Vec<Record>> + '_ {
        self.walk.cycles.iter().map(|cycle| cycle.iter().map(|record| Record(*record)).collect())
    }

    /// The positions at the top that count on the day, in the order of the input.
    pub fn roots(&self) -> Vec<Record> {
        self.positions().filter(|position| self.link(*position) == Link::Top).collect()
    }

    /// The chain from the top down to a position; from itself alone where it reaches no top.
    pub fn chain(&self, position: Record) -> Vec<Record> {
        let mut chain = vec![position];
        if self.layer(position).is_some() {
            while let Some(manager) = self.manager(chain[chain.len() - 1]) {
                chain.push(manager);
            }
        }
        chain.reverse();
        chain
    }

    /// Records whose id an earlier record has, with that record.
    pub fn duplicates(&self) -> &[(Record, Record)] {
        &self.duplicates
    }

    /// Records in whose place another one of their id is in force on the day of the check: they describe what was, or is to
    /// come, and no position.
    pub fn superseded(&self) -> &[Record] {
        &self.aside.superseded
    }

    /// Records of people who share a post with somebody whose record stands for it.
    pub fn sharing(&self) -> &[Record] {
        &self.aside.sharing
    }

    /// Records without an id.
    pub fn without_id(&self) -> &[Record] {
        &self.missing
    }

    /// Positions whose manager was found only after mending the reference.
    pub fn untidy(&self) -> &[(Record, Damage)] {
        &self.mended.untidy
    }

    /// References by something else than the id that several positions have, with how many; they are not linked.
    pub fn shared_references(&self) -> &[(Record, u32)] {
        &self.mended.shared
    }

    /// What most managers are referred to by, where it is not the id as it stands.
    pub fn referred_by(&self) -> Option<Reference> {
        self.mended.referred_by
    }

    /// Positions whose cell names several managers.
    pub fn several_managers(&self) -> &[(Record, Vec<Record>)] {
        &self.mended.several
    }

    /// The dotted lines, in the order of the input.
    pub fn dotted_lines(&self) -> &[DottedLine] {
        &self.dotted
    }

    /// The lines as a petgraph graph, from each report to its manager; node `n` is record `n`. Records that are no
    /// positions are nodes without lines.
    pub fn graph(&self) -> &DiGraph<Record, Line, u32> {
        self.graph.get_or_init(|| {
            let mut graph = DiGraph::with_capacity(self.roster.len(), self.roster.len());
            for record in self.roster.records() {
                graph.add_node(record);
            }
            // From the last to the first: petgraph hands out the newest edge first.
            for record in self.roster.records().rev() {
                if self.is_position(record)
                    && let Some(manager) = self.manager(record)
                {
                    graph.add_edge(NodeIndex::new(record.index()), NodeIndex::new(manager.index()), Line::Solid);
                }
            }
            for line in self.dotted.iter().rev() {
                if let Some(manager) = line.manager {
                    graph.add_edge(NodeIndex::new(line.report.index()), NodeIndex::new(manager.index()), Line::Dotted);
                }
            }
            graph
        })
    }

    /// Who reports to a position directly, by a solid line, and counts on the day, in the order of the input.
    pub fn reports(&self, position: Record) -> impl Iterator<Item = Record> + '_ {
        self.graph()
            .edges_directed(NodeIndex::new(position.index()), Direction::Incoming)
            .filter(|line| *line.weight() == Line::Solid)
            .map(|line| self.graph()[line.source()])
            .filter(|report| self.presence(*report).counts())
    }

    /// The title.
    pub fn title(&self, position: Record) -> Cow<'_, str> {
        self.roster.text(position, Field::Title)
    }

    /// A position as messages name it, without the incumbent: `E5 (VP of Product)`.
    pub fn named(&self, position: Record) -> String {
        format!("{} ({})", self.id(position), self.title(position))
    }

    /// The place of a cell of a position's record.
    pub fn place(&self, position: Record, field: Field) -> Span {
        self.roster.place(position, field)
    }
}
