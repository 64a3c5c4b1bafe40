//! The blocks that the tidy layout places, and which stands below which.
//!
//! A block is a box, with assistants beside the line below it; or the reports of one manager who lead nobody, stacked in
//! columns; or, unseen, rows of subtrees that beside each other would be a strip; or the members of a reporting loop, of
//! which none stands above the others.

use super::Spacing;
use super::family::Family;
use super::shape::{Rows, Size, Team, card_size, item_size};

/// No card, no block.
pub(in super::super) const NONE: u32 = u32::MAX;

/// What a block holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Content {
    /// A card, and assistants of its holder as a range of [`Forest::members`].
    Card { card: u32, assistants: (u32, u32) },
    /// Leaves in columns, as a range of [`Forest::members`].
    Stack { members: (u32, u32) },
    /// The children, in rows.
    Rows,
    /// The children are the members of a loop, each of whom reports to the next.
    Loop,
}

/// A block. The children of a block follow each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) content: Content,
    pub(super) parent: u32,
    pub(super) first_child: u32,
    pub(super) children: u32,
    /// Whether it is the first of a further row.
    pub(super) starts_row: bool,
}

/// The blocks of a drawing, every block before its children. The first is the top of all.
#[derive(Debug, Default)]
pub(super) struct Forest {
    pub(super) blocks: Vec<Block>,
    /// Cards of stacks and loops, and assistants.
    pub(super) members: Vec<u32>,
}

impl Forest {
    /// The blocks of a drawing. In some directions leaves are stacked.
    pub(super) fn new(family: &Family, spacing: &Spacing, size: Size<'_>) -> Forest {
        let mut grower = Grower {
            family,
            spacing,
            size,
            // In a small chart there is room for three beside each other.
            beside: if family.len() <= 30 { 3 } else { 1 },
            subtrees: vec![(0, 0); family.len()],
            wraps: vec![NONE; family.len()],
            forest: Forest::default(),
        };
        let roots = grower.roots();
        grower.measure(&roots);
        grower.grow(&roots);
        grower.forest
    }

    pub(super) fn members(&self, range: (u32, u32)) -> &[u32] {
        &self.members[range.0 as usize..range.1 as usize]
    }

    /// The numbers of a block's children.
    pub(super) fn children(&self, block: u32) -> std::ops::Range<u32> {
        let Block { first_child, children, .. } = self.blocks[block as usize];
        if children == 0 { 0..0 } else { first_child..first_child + children }
    }
}

/// A part of a team that stands in one place: somebody with all below, or leaves that are stacked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item<'r> {
    /// A report.
    Card(u32),
    /// Reports without reports.
    Stack(&'r [u32]),
}

/// What stands at the top.
enum Root {
    Cards(Vec<u32>),
    Loop(Vec<u32>),
}

struct Grower<'f> {
    family: &'f Family,
    spacing: &'f Spacing,
    size: Size<'f>,
    /// So many leaves stand beside each other where there is nobody else.
    beside: usize,
    /// For each card about the sizes of all that is below it, with itself. They decide on rows, and nothing else.
    subtrees: Vec<(i64, i64)>,
    /// For each card how broad a row of its team may become, or `NONE` where there is one only.
    wraps: Vec<u32>,
    forest: Forest,
}

impl Grower<'_> {
    /// What stands at the top, in the order of the drawing.
    fn roots(&self) -> Vec<Root> {
        let family = self.family;
        let mut is_placed = vec![false; family.len()];
        let mut roots = Vec::new();
        for card in 0..family.len() as u32 {
            if family.is_in_loop(card) {
                if !is_placed[card as usize] {
                    // Of a loop that is drawn in part the rest is a row, too.
                    let mut members = Vec::new();
                    let mut next = Some(card);
                    while let Some(member) = next.filter(|member| !is_placed[*member as usize]) {
                        is_placed[member as usize] = true;
                        members.push(member);
                        next = family.next_in_loop(member);
                    }
                    roots.push(Root::Loop(members));
                }
            } else if family.is_root(card) {
                match roots.last_mut() {
                    Some(Root::Cards(cards)) => cards.push(card),
                    _ => roots.push(Root::Cards(vec![card])),
                }
            }
        }
        roots
    }

    /// The assistants of a card, and the rest of its reports.
    fn team(&self, card: u32) -> (Vec<u32>, Vec<u32>) {
        let assistants = self.family.assistants(card);
        let reports = self.family.reports(card).iter().copied();
        let reports = reports.filter(|report| !assistants.contains(report)).collect();
        (assistants, reports)
    }

    /// The items of a team, in its order: leaves that stand beside each other are stacked where they are all that there
    /// is, or many.
    fn items<'r>(&self, reports: &'r [u32]) -> Vec<Item<'r>> {
        const MANY: usize = 4;
        if !self.spacing.stacks {
            return reports.iter().map(|report| Item::Card(*report)).collect();
        }
        let is_leaf = |report: &u32| self.family.is_stackable(*report);
        let most = if reports.iter().all(is_leaf) { self.beside } else { MANY - 1 };
        let mut items = Vec::new();
        let mut rest = reports;
        while !rest.is_empty() {
            let leaves = rest.iter().take_while(|report| is_leaf(report)).count();
            if leaves > most {
                items.push(Item::Stack(&rest[..leaves]));
                rest = &rest[leaves..];
            } else {
                let (cards, others) = rest.split_at(leaves.max(1));
                items.extend(cards.iter().map(|card| Item::Card(*card)));
                rest = others;
            }
        }
        items
    }

    /// Measures all subtrees, from the leaves up, and finds the teams that are wrapped.
    fn measure(&mut self, roots: &[Root]) {
        let mut order: Vec<u32> = Vec::with_capacity(self.family.len());
        for root in roots {
            match root {
                Root::Cards(cards) | Root::Loop(cards) => order.extend(cards),
            }
        }
        let mut at = 0;
        while at < order.len() {
            order.extend(self.family.reports(order[at]));
            at += 1;
        }
        for card in order.into_iter().rev() {
            if self.family.is_leaf(card) {
                self.subtrees[card as usize] = (self.size)(card);
                continue;
            }
            let (assistants, reports) = self.team(card);
            let items = self.items(&reports);
            let sizes = items.iter().map(|item| item_size(item, &self.subtrees, self.size));
            let team = Team::of(sizes, self.spacing, self.spacing.cousins);
            let (breadth, depth) = card_size(card, &assistants, self.size);
            self.subtrees[card as usize] = (breadth.max(team.size.0), depth + self.spacing.depth + team.size.1);
            self.wraps[card as usize] = team.wrap.map_or(NONE, as_wrap);
        }
    }

    fn grow(&mut self, roots: &[Root]) {
        self.plant(roots);
        let mut at = 0;
        while at < self.forest.blocks.len() {
            let Block { content, children, first_child, .. } = self.forest.blocks[at];
            let parent = at as u32;
            match content {
                Content::Card { card, assistants } => {
                    let assistants = self.forest.members(assistants);
                    let reports = self.family.reports(card).iter().copied();
                    let reports: Vec<u32> = reports.filter(|report| !assistants.contains(report)).collect();
                    let wrap = self.wraps[card as usize];
                    self.begin_children(at);
                    if reports.is_empty() {
                    } else if wrap == NONE {
                        self.push_items(&self.items(&reports), None, parent);
                    } else {
                        // The reports are kept until the turn of the rows comes.
                        let start = self.forest.members.len() as u32;
                        self.forest.members.extend(&reports);
                        let kept = (start, self.forest.members.len() as u32);
                        self.push(Content::Rows, parent, false);
                        let rows = self.forest.blocks.len() - 1;
                        (self.forest.blocks[rows].first_child, self.forest.blocks[rows].children) = kept;
                    }
                    self.end_children(at);
                }
                // The top of all has its children already.
                Content::Rows if parent == 0 => {}
                Content::Rows => {
                    let reports = self.forest.members((first_child, children)).to_vec();
                    let above = self.forest.blocks[self.forest.blocks[at].parent as usize].content;
                    let wrap = match above {
                        Content::Card { card, .. } => self.wraps[card as usize],
                        _ => NONE,
                    };
                    self.begin_children(at);
                    self.push_items(&self.items(&reports), Some(i64::from(wrap)), parent);
                    self.end_children(at);
                }
                Content::Loop => {
                    let members = self.forest.members((first_child, children)).to_vec();
                    self.begin_children(at);
                    members.iter().for_each(|member| self.push_card(*member, parent, false));
                    self.end_children(at);
                }
                Content::Stack { .. } => {}
            }
            at += 1;
        }
    }

    fn begin_children(&mut self, block: usize) {
        self.forest.blocks[block].first_child = self.forest.blocks.len() as u32;
    }

    fn end_children(&mut self, block: usize) {
        let first = self.forest.blocks[block].first_child;
        self.forest.blocks[block].children = self.forest.blocks.len() as u32 - first;
    }

    /// The top of all, and the blocks that stand at the top of the chart.
    fn plant(&mut self, roots: &[Root]) {
        let mut sizes = Vec::new();
        for root in roots {
            match root {
                Root::Cards(cards) => {
                    let items = self.items(cards);
                    sizes.extend(items.iter().map(|item| item_size(item, &self.subtrees, self.size)));
                }
                Root::Loop(members) => sizes.push(self.loop_size(members)),
            }
        }
        let team = Team::of(sizes.iter().copied(), self.spacing, self.spacing.trees);
        let page = self.spacing.page.map(|page| page - 2 * self.spacing.margin);
        let mut rows = Rows::new(page.or(team.wrap).unwrap_or(i64::MAX / 2), self.spacing.trees);
        let mut sizes = sizes.into_iter();
        let mut starts_row = || sizes.next().is_some_and(|(breadth, _)| rows.starts_with(breadth));
        self.push(Content::Rows, NONE, false);
        self.begin_children(0);
        for root in roots {
            match root {
                Root::Cards(cards) => {
                    for item in self.items(cards) {
                        self.push_item(item, 0, starts_row());
                    }
                }
                Root::Loop(members) => {
                    let start = self.forest.members.len() as u32;
                    self.forest.members.extend(members);
                    let kept = (start, self.forest.members.len() as u32);
                    self.push(Content::Loop, 0, starts_row());
                    let ring = self.forest.blocks.len() - 1;
                    (self.forest.blocks[ring].first_child, self.forest.blocks[ring].children) = kept;
                }
            }
        }
        self.end_children(0);
    }

    fn loop_size(&self, members: &[u32]) -> (i64, i64) {
        members.iter().map(|member| self.subtrees[*member as usize]).fold((0, 0), |(breadth, depth), one| {
            (breadth + one.0 + self.spacing.cousins, depth.max(one.1 + self.spacing.depth))
        })
    }

    fn push_items(&mut self, items: &[Item<'_>], wrap: Option<i64>, parent: u32) {
        let mut rows = wrap.map(|wrap| Rows::new(wrap, self.spacing.cousins));
        for item in items {
            let (breadth, _) = item_size(item, &self.subtrees, self.size);
            let starts_row = rows.as_mut().is_some_and(|rows| rows.starts_with(breadth));
            self.push_item(*item, parent, starts_row);
        }
    }

    fn push_item(&mut self, item: Item<'_>, parent: u32, starts_row: bool) {
        match item {
            Item::Card(card) => self.push_card(card, parent, starts_row),
            Item::Stack(leaves) => {
                let start = self.forest.members.len() as u32;
                self.forest.members.extend(leaves);
                self.push(Content::Stack { members: (start, self.forest.members.len() as u32) }, parent, starts_row);
            }
        }
    }

    fn push_card(&mut self, card: u32, parent: u32, starts_row: bool) {
        let start = self.forest.members.len() as u32;
        self.forest.members.extend(self.family.assistants(card));
        let assistants = (start, self.forest.members.len() as u32);
        self.push(Content::Card { card, assistants }, parent, starts_row);
    }

    fn push(&mut self, content: Content, parent: u32, starts_row: bool) {
        self.forest.blocks.push(Block { content, parent, first_child: 0, children: 0, starts_row });
    }
}

fn as_wrap(breadth: i64) -> u32 {
    u32::try_from(breadth).unwrap_or(NONE - 1)
}
