//! Who stands below whom, as the lines of a drawing have it.

use std::ops::Range;

use super::super::drawing::{Card, Drawing, Kind, LineKind};
use super::forest::NONE;
use crate::title::Level;

/// Who stands below whom.
pub(in super::super) struct Family {
    /// For each card that it stands below, or `NONE`; for members of a loop it is `NONE`, too.
    pub(in super::super) manager: Vec<u32>,
    /// For each card where its reports begin.
    starts: Vec<u32>,
    reports: Vec<u32>,
    /// For each member of a loop the member that it reports to.
    next_in_loop: Vec<u32>,
    /// For each card whether a member of a loop reports to it.
    is_pointed_at: Vec<bool>,
    /// For each card whether the title is that of an assistant.
    assists: Vec<bool>,
    /// For each card whether anybody is below it in the chart, drawn or not.
    leads: Vec<bool>,
}

impl Family {
    pub(in super::super) fn of(drawing: &Drawing<'_>) -> Family {
        let cards = drawing.cards.len();
        let mut manager = vec![NONE; cards];
        let mut next_in_loop = vec![NONE; cards];
        let mut is_pointed_at = vec![false; cards];
        for line in &drawing.lines {
            match line.kind {
                LineKind::Solid | LineKind::Broken => manager[line.report as usize] = line.manager,
                LineKind::Loop => {
                    next_in_loop[line.report as usize] = line.manager;
                    is_pointed_at[line.manager as usize] = true;
                }
                LineKind::Dotted | LineKind::Surplus => {}
            }
        }
        let mut starts = vec![0_u32; cards + 1];
        for manager in manager.iter().filter(|manager| **manager != NONE) {
            starts[*manager as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut ends = starts.clone();
        let mut reports = vec![0; starts[cards] as usize];
        for (card, manager) in manager.iter().enumerate().filter(|(_, manager)| **manager != NONE) {
            let end = &mut ends[*manager as usize];
            reports[*end as usize] = card as u32;
            *end += 1;
        }
        let assists = |card: &Card<'_>| card.level == Level::AssistantTo && card.kind == Kind::Position;
        let assists = drawing.cards.iter().map(assists).collect();
        let leads = drawing.cards.iter().map(|card| card.total_reports > 0).collect();
        Family { manager, starts, reports, next_in_loop, is_pointed_at, assists, leads }
    }

    /// Whether a card may be stacked with others: whose reports are not drawn is a manager all the same.
    pub(super) fn is_stackable(&self, card: u32) -> bool {
        self.is_leaf(card) && !self.leads[card as usize] && !self.is_in_loop(card)
    }

    /// How many cards there are.
    pub(super) fn len(&self) -> usize {
        self.manager.len()
    }

    fn range(&self, card: u32) -> Range<usize> {
        self.starts[card as usize] as usize..self.starts[card as usize + 1] as usize
    }

    /// All who stand below a card, assistants, too.
    pub(in super::super) fn reports(&self, card: u32) -> &[u32] {
        &self.reports[self.range(card)]
    }

    pub(in super::super) fn is_leaf(&self, card: u32) -> bool {
        self.range(card).is_empty()
    }

    pub(super) fn is_root(&self, card: u32) -> bool {
        self.manager[card as usize] == NONE
    }

    pub(super) fn is_in_loop(&self, card: u32) -> bool {
        self.next_in_loop[card as usize] != NONE || self.is_pointed_at[card as usize]
    }

    /// The member of its loop that a card reports to.
    pub(super) fn next_in_loop(&self, card: u32) -> Option<u32> {
        Some(self.next_in_loop[card as usize]).filter(|next| *next != NONE)
    }

    /// The reports of a card who assist its holder. Where there is nobody else, or they are many, they are a team like
    /// others.
    pub(super) fn assistants(&self, card: u32) -> Vec<u32> {
        const MOST: usize = 4;
        let reports = self.reports(card);
        let assistants = reports.iter().copied().filter(|report| self.is_assistant(*report));
        let assistants: Vec<u32> = assistants.take(MOST + 1).collect();
        if assistants.len() > MOST || assistants.len() == reports.len() { Vec::new() } else { assistants }
    }

    fn is_assistant(&self, card: u32) -> bool {
        self.assists[card as usize] && self.is_leaf(card)
    }
}
