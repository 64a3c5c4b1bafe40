//! The trees of a drawing: which boxes stand below which, and which are gathered into one block.
//!
//! A block is what the tidy layout places as a whole: a box, with assistants beside the line below it; the reports of one
//! manager who lead nobody, stacked in columns; or the members of a reporting loop, as the unseen parent of which none
//! stands above the others.

use std::ops::Range;

use super::super::drawing::{Card, Drawing, Kind, LineKind};
use crate::title::Level;

/// No card.
pub(in super::super) const NONE: u32 = u32::MAX;

/// What a block holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Content {
    /// A card, and assistants of its holder as a range of [`Forest::members`].
    Card { card: u32, assistants: (u32, u32) },
    /// Leaves in columns, as a range of [`Forest::members`].
    Stack { members: (u32, u32) },
    /// The members of a loop are the children.
    Loop,
}

/// A block. The children of a block follow each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) content: Content,
    pub(super) parent: u32,
    pub(super) first_child: u32,
    pub(super) children: u32,
}

/// The blocks of a drawing: the roots first, and every block before its children.
#[derive(Debug, Default)]
pub(super) struct Forest {
    pub(super) blocks: Vec<Block>,
    pub(super) roots: u32,
    /// Cards of stacks and assistants.
    pub(super) members: Vec<u32>,
}

impl Forest {
    /// `stacks`: whether leaves are stacked.
    pub(super) fn new(drawing: &Drawing<'_>, stacks: bool) -> Forest {
        let family = Family::of(drawing);
        // In a small chart there is room for three beside each other.
        let row = if drawing.cards.len() <= 30 { 3 } else { 1 };
        let mut grower = Grower { drawing, family: &family, stacks, row, forest: Forest::default() };
        grower.grow();
        grower.forest
    }

    pub(super) fn members(&self, range: (u32, u32)) -> &[u32] {
        &self.members[range.0 as usize..range.1 as usize]
    }
}

/// Who stands below whom.
pub(in super::super) struct Family {
    /// For each card that it stands below, or `NONE`; for members of a loop it is `NONE`, too.
    pub(in super::super) manager: Vec<u32>,
    /// For each card where its reports begin.
    starts: Vec<u32>,
    reports: Vec<u32>,
    /// For each member of a loop the member that it reports to.
    next_in_loop: Vec<u32>,
}

impl Family {
    pub(in super::super) fn of(drawing: &Drawing<'_>) -> Family {
        let cards = drawing.cards.len();
        let mut manager = vec![NONE; cards];
        let mut next_in_loop = vec![NONE; cards];
        for line in &drawing.lines {
            match line.kind {
                LineKind::Solid | LineKind::Broken => manager[line.report as usize] = line.manager,
                LineKind::Loop => next_in_loop[line.report as usize] = line.manager,
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
        Family { manager, starts, reports, next_in_loop }
    }

    fn range(&self, card: u32) -> Range<usize> {
        self.starts[card as usize] as usize..self.starts[card as usize + 1] as usize
    }

    pub(in super::super) fn reports(&self, card: u32) -> &[u32] {
        &self.reports[self.range(card)]
    }

    pub(in super::super) fn is_leaf(&self, card: u32) -> bool {
        self.range(card).is_empty()
    }
}

struct Grower<'d> {
    drawing: &'d Drawing<'d>,
    family: &'d Family,
    stacks: bool,
    /// So many leaves stand beside each other before they are stacked.
    row: usize,
    forest: Forest,
}

impl Grower<'_> {
    fn grow(&mut self) {
        self.plant();
        self.forest.roots = self.forest.blocks.len() as u32;
        let mut at = 0;
        while at < self.forest.blocks.len() {
            let Block { content, first_child, .. } = self.forest.blocks[at];
            // The children of a loop are there already.
            if let Content::Card { card, assistants } = content
                && first_child == NONE
            {
                let first = self.forest.blocks.len() as u32;
                let assistants = self.forest.members(assistants).to_vec();
                let reports: Vec<u32> = match assistants.is_empty() {
                    true => self.family.reports(card).to_vec(),
                    false => {
                        let reports = self.family.reports(card).iter().copied();
                        reports.filter(|report| !assistants.contains(report)).collect()
                    }
                };
                self.add_children(&reports, at as u32);
                self.forest.blocks[at].first_child = first;
                self.forest.blocks[at].children = self.forest.blocks.len() as u32 - first;
            } else if content == Content::Loop {
                self.add_members(at);
            }
            at += 1;
        }
    }

    /// The blocks at the top.
    fn plant(&mut self) {
        let family = self.family;
        let cards = 0..self.drawing.cards.len() as u32;
        let mut roots = Vec::new();
        let mut is_pointed_at = vec![false; cards.len()];
        for next in family.next_in_loop.iter().filter(|next| **next != NONE) {
            is_pointed_at[*next as usize] = true;
        }
        let mut is_placed = vec![false; cards.len()];
        for card in cards {
            let in_loop = family.next_in_loop[card as usize] != NONE || is_pointed_at[card as usize];
            if in_loop && !is_placed[card as usize] {
                // Of a loop that is drawn in part, the one who stands first: a loop is walked round at most once.
                let first = card;
                let start = self.forest.members.len() as u32;
                let mut next = first;
                while next != NONE && !is_placed[next as usize] {
                    is_placed[next as usize] = true;
                    self.forest.members.push(next);
                    next = family.next_in_loop[next as usize];
                }
                self.push_leaves(&mut roots);
                let members = (start, self.forest.members.len() as u32);
                self.push(Content::Stack { members }, NONE);
                let last = self.forest.blocks.len() - 1;
                self.forest.blocks[last].content = Content::Loop;
                // Until its turn comes, the loop keeps its members where the children will be told.
                (self.forest.blocks[last].first_child, self.forest.blocks[last].children) = members;
            } else if !in_loop && family.manager[card as usize] == NONE {
                if !family.is_leaf(card) {
                    self.push_leaves(&mut roots);
                    self.push_card(card, NONE);
                } else {
                    roots.push(card);
                }
            }
        }
        self.push_leaves(&mut roots);
    }

    fn push_leaves(&mut self, leaves: &mut Vec<u32>) {
        if self.stacks && leaves.len() > 3 {
            self.push_stack(leaves, NONE);
        } else {
            for leaf in leaves.iter() {
                self.push_card(*leaf, NONE);
            }
        }
        leaves.clear();
    }

    fn add_members(&mut self, at: usize) {
        let Block { first_child, children, .. } = self.forest.blocks[at];
        let members = self.forest.members((first_child, children)).to_vec();
        let first = self.forest.blocks.len() as u32;
        for member in members {
            self.push_card(member, at as u32);
        }
        self.forest.blocks[at].first_child = first;
        self.forest.blocks[at].children = self.forest.blocks.len() as u32 - first;
    }

    /// Adds the reports of one manager, in their order: leaves that stand beside each other are stacked where they are
    /// all that there is, or many.
    fn add_children(&mut self, reports: &[u32], parent: u32) {
        const MANY: usize = 4;
        let family = self.family;
        let all_leaves = reports.iter().all(|report| family.is_leaf(*report));
        let most = if all_leaves { self.row } else { MANY - 1 };
        let mut rest = reports;
        while let Some(report) = rest.first() {
            let leaves = rest.iter().take_while(|report| family.is_leaf(**report)).count();
            if self.stacks && leaves > most {
                self.push_stack(&rest[..leaves], parent);
                rest = &rest[leaves..];
            } else {
                self.push_card(*report, parent);
                rest = &rest[1..];
            }
        }
    }

    fn push_stack(&mut self, leaves: &[u32], parent: u32) {
        let start = self.forest.members.len() as u32;
        self.forest.members.extend(leaves);
        self.push(Content::Stack { members: (start, self.forest.members.len() as u32) }, parent);
    }

    fn push_card(&mut self, card: u32, parent: u32) {
        let start = self.forest.members.len() as u32;
        let reports = self.family.reports(card);
        let assistants = || reports.iter().copied().filter(|report| self.is_assistant(*report));
        // Assistants alone, or many, are a team like others.
        const MOST: usize = 4;
        let count = assistants().take(MOST + 1).count();
        if count > 0 && count <= MOST && reports.len() > count {
            let assistants: Vec<u32> = assistants().collect();
            self.forest.members.extend(assistants);
        }
        self.push(Content::Card { card, assistants: (start, self.forest.members.len() as u32) }, parent);
    }

    fn is_assistant(&self, card: u32) -> bool {
        let Card { kind, level, .. } = &self.drawing.cards[card as usize];
        *kind == Kind::Position && *level == Level::AssistantTo && self.family.is_leaf(card)
    }

    fn push(&mut self, content: Content, parent: u32) {
        self.forest.blocks.push(Block { content, parent, first_child: NONE, children: 0 });
    }
}
