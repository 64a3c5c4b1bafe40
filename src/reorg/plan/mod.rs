//! Plans: a reorganisation written as steps, which are applied to a chart one after the other.
//!
//! [`Plan::read`] reads the steps, [`Draft`] makes the chart after each, and [`run`] checks every chart on the way and tells
//! which step introduces which finding. `docs/plan.md` says to users what a step can be.

mod assessment;
mod draft;
mod edits;
mod incumbents;
mod keys;
mod people;
mod reading;
mod references;
mod sameness;
mod steps;
mod words;

pub use assessment::{Assessed, Assessment, DayOf, Figures, Introduced, Judge, Resolved, Subject, Told, run};
pub use draft::Draft;

use jiff::civil::Date;

use crate::source::Span;

/// A reorganisation: steps in the order in which they are applied.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Plan {
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// Where it stands in the plan: what it does, and to whom.
    pub at: Span,
    /// What it does.
    pub action: Action,
    /// The day on which it takes effect.
    pub on: Option<Date>,
    /// Why.
    pub note: Option<String>,
    /// How sure whoever proposed it is, from 0 to 1.
    pub confidence: Option<f64>,
}

/// A text of a plan, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// What it says, without blanks around it.
    pub text: String,
    /// Where it stands.
    pub at: Span,
}

/// What a step does. People are named by the ids of their positions; a manager without an id is the top.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Who is named reports to another manager.
    Move {
        /// Who moves.
        who: Vec<Word>,
        /// To whom.
        to: Word,
    },
    /// A new position, or the incumbent of a vacant one.
    Hire {
        /// The id of the position.
        id: Word,
        /// The incumbent.
        name: Option<Word>,
        /// The title; a new position has one.
        title: Option<Word>,
        /// The manager; a new position has one.
        to: Option<Word>,
        /// Further cells, by field or heading.
        cells: Vec<(Word, Word)>,
    },
    /// Who is named leaves.
    Leave {
        /// Who leaves.
        who: Vec<Word>,
        /// Who takes over the reports.
        to: Option<Word>,
        /// Whether the post stays, without an incumbent.
        is_vacant: bool,
    },
    /// A title of a higher level, and perhaps another manager.
    Promote {
        /// Who is promoted.
        who: Word,
        /// The new title.
        title: Word,
        /// The new manager.
        to: Option<Word>,
    },
    /// Another title.
    Retitle {
        /// Whose title.
        who: Word,
        /// The new title.
        title: Word,
    },
    /// Two exchange their places: title, manager, department and reports.
    Swap {
        /// The two.
        who: [Word; 2],
    },
    /// Teams become part of another one, their managers included.
    Merge {
        /// Whose teams.
        who: Vec<Word>,
        /// The manager of the team that they become part of.
        into: Word,
    },
    /// Some of somebody's reports go to another manager.
    Split {
        /// Whose reports.
        who: Word,
        /// The reports that go.
        reports: Vec<Word>,
        /// To whom.
        to: Word,
    },
}

impl Action {
    /// What the steps are called in a plan.
    pub const NAMES: [&'static str; 8] = ["move", "hire", "leave", "promote", "retitle", "swap", "merge", "split"];

    /// The name in plans and in every output.
    pub const fn name(&self) -> &'static str {
        match self {
            Action::Move { .. } => "move",
            Action::Hire { .. } => "hire",
            Action::Leave { .. } => "leave",
            Action::Promote { .. } => "promote",
            Action::Retitle { .. } => "retitle",
            Action::Swap { .. } => "swap",
            Action::Merge { .. } => "merge",
            Action::Split { .. } => "split",
        }
    }

    /// Every id that the step names.
    fn ids(&self) -> Vec<&Word> {
        match self {
            Action::Move { who, to } => who.iter().chain([to]).collect(),
            Action::Hire { id, to, .. } => std::iter::once(id).chain(to).collect(),
            Action::Leave { who, to, .. } => who.iter().chain(to).collect(),
            Action::Promote { who, to, .. } => std::iter::once(who).chain(to).collect(),
            Action::Retitle { who, .. } => vec![who],
            Action::Swap { who } => who.iter().collect(),
            Action::Merge { who, into } => who.iter().chain([into]).collect(),
            Action::Split { who, reports, to } => std::iter::once(who).chain(reports).chain([to]).collect(),
        }
    }

    /// The ids of those to whom it happens, in the order of the plan.
    pub fn subjects(&self) -> Vec<&str> {
        let words: Vec<&Word> = match self {
            Action::Move { who, .. } | Action::Leave { who, .. } | Action::Merge { who, .. } => who.iter().collect(),
            Action::Hire { id: who, .. } | Action::Promote { who, .. } | Action::Retitle { who, .. } => vec![who],
            Action::Swap { who } => who.iter().collect(),
            Action::Split { reports, .. } => reports.iter().collect(),
        };
        words.into_iter().map(|word| word.text.as_str()).collect()
    }
}
