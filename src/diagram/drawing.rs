//! A drawing: the boxes and lines of a diagram, before it is laid out or written.

use std::borrow::Cow;

use crate::chart::Presence;
use crate::check::Reported;
use crate::finding::{Record, Severity};
use crate::title::{Function, Level};

/// What a diagram shows. Boxes and lines are in the order of the input.
#[derive(Debug, Default)]
pub struct Drawing<'a> {
    /// The boxes.
    pub cards: Vec<Card<'a>>,
    /// The lines between them, by the report's box.
    pub lines: Vec<Line>,
    /// What was found in the chart as a whole, or in a record that describes no position.
    pub remarks: Vec<&'a Reported<'a>>,
}

impl Drawing<'_> {
    /// Whether it shows what became of positions between two charts.
    pub fn is_of_change(&self) -> bool {
        self.cards.iter().any(|card| card.fate.is_some())
    }

    /// Whether a line is a part of the one that is to stand out.
    pub fn is_highlighted(&self, line: &Line) -> bool {
        let end = |card: u32| self.cards.get(card as usize).is_some_and(|card| card.highlighted);
        line.kind == LineKind::Solid && end(line.report) && end(line.manager)
    }
}

/// One box.
#[derive(Clone, Debug)]
pub struct Card<'a> {
    /// What it stands for.
    pub kind: Kind,
    /// The position; of a folded team its manager, and of an unknown manager the first who reports there.
    pub position: Record,
    /// The id of the position; of an unknown manager the id that is referred to.
    pub id: Cow<'a, str>,
    /// The name of the incumbent.
    pub name: Cow<'a, str>,
    /// The title; of a folded team its first titles.
    pub title: Cow<'a, str>,
    /// The first function that the title names; of a folded team that of its first member,
    /// where those of all belong to one family of the palette.
    pub function: Function,
    /// The level that the title names.
    pub level: Level,
    /// The department, as the chart has it; of a folded team the one that all of its members share.
    pub department: Cow<'a, str>,
    /// How many positions are below it in the whole chart, drawn or not.
    pub total_reports: u32,
    /// What is at fault here, the gravest first. A finding is on the box of the position at fault, not on those of
    /// others that it names.
    pub findings: Vec<&'a Reported<'a>>,
    /// Whether nobody holds the position.
    pub vacant: bool,
    /// Whether it is a member of a reporting loop.
    pub in_loop: bool,
    /// Whether it is on the line to the top that is to stand out.
    pub highlighted: bool,
    /// How many of its direct reports are left out of the drawing.
    pub reports_left_out: u32,
    /// In a drawing of two charts, what became of the position; `None` where nothing did.
    pub fate: Option<Box<Fate>>,
}

/// What became of a position between two charts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// Only the later chart has it.
    Joined,
    /// Only the earlier chart has it.
    Left,
    /// Both have it, and it was otherwise: `moved from E2 (Chief Sales Officer)`, `was VP of Sales`.
    Changed(Vec<String>),
}

impl Card<'_> {
    /// The severity of the gravest finding on it.
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|reported| reported.severity).max()
    }
}

/// What a box stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A position.
    Position,
    /// The reports of one manager who have no reports themselves, folded into one box.
    Team {
        /// Those with an incumbent.
        people: u32,
        /// Those without.
        vacant: u32,
    },
    /// A manager who has left or has not begun, and who is drawn only because somebody still reports there.
    Absent(Presence),
    /// A manager who is not in the chart.
    Unknown,
}

/// A line of reporting. Both ends are indexes into [`Drawing::cards`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// Who reports.
    pub report: u32,
    /// To whom.
    pub manager: u32,
    /// What kind of line it is.
    pub kind: LineKind,
}

/// The kinds of lines.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LineKind {
    /// To the one manager who answers for the position.
    Solid,
    /// To a manager who directs it without answering for it.
    Dotted,
    /// A part of a reporting loop, or of a position to itself.
    Loop,
    /// To a manager who is not in the chart, has left or has not begun.
    Broken,
    /// To a further manager beside the one who answers for the position, as a solid line that is one too many.
    Surplus,
}
