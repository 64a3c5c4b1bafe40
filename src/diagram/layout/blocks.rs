//! The blocks in their places, and the boxes in the blocks.

use super::forest::{Content, Forest, NONE};
use super::shelves::{self, Extent};
use super::tidy::{self, Gaps, Node};
use super::{Place, Spacing};

/// A block in its place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Room {
    /// Where it begins along the breadth.
    pub(super) start: i64,
    /// Where it begins along the depth.
    pub(super) top: i64,
    /// Its size along the breadth.
    pub(super) breadth: i64,
    /// Its size along the depth.
    pub(super) depth: i64,
}

impl Room {
    pub(super) fn centre(&self) -> i64 {
        self.start + self.breadth / 2
    }

    pub(super) fn end(&self) -> i64 {
        self.start + self.breadth
    }

    pub(super) fn bottom(&self) -> i64 {
        self.top + self.depth
    }
}

/// How a card sits in its block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Seat {
    /// It is the block, apart from assistants.
    Whole,
    /// In a column of a stack, along the line at this breadth.
    Stacked { trunk: i64 },
    /// Beside the line below its manager.
    Assistant,
}

/// Everything in its place, in breadth and depth.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) spacing: Spacing,
    pub(super) rooms: Vec<Room>,
    /// For each card its block and its seat there.
    pub(super) seats: Vec<(u32, Seat)>,
    /// For each card its box: x is the breadth, y the depth.
    pub(super) places: Vec<Place>,
    /// The size of all along the breadth and the depth.
    pub(super) size: (i64, i64),
}

/// From the edge of a column to its trunk, and from there to the boxes.
const TRUNK: i64 = 8;
const TWIG: i64 = 14;
/// Between the boxes of a column.
const ROW_GAP: i64 = 12;
/// Between columns.
const COLUMN_GAP: i64 = 14;
/// From the line below a manager to the assistants beside it.
const ASIDE: i64 = 16;

impl Blocks {
    /// `size` gives for each card its sizes along the breadth and the depth.
    pub(super) fn place(forest: &Forest, cards: usize, spacing: Spacing, size: &dyn Fn(usize) -> (i64, i64)) -> Blocks {
        let mut blocks = Blocks {
            spacing,
            rooms: forest.blocks.iter().map(|block| Room::of(block.content, forest, size)).collect(),
            seats: vec![(NONE, Seat::Whole); cards],
            places: vec![Place::default(); cards],
            size: (0, 0),
        };
        blocks.set_depths(forest);
        blocks.set_breadths(forest);
        blocks.set_trees(forest);
        for (number, block) in forest.blocks.iter().enumerate() {
            blocks.seat(number, block.content, forest, size);
        }
        blocks
    }

    fn set_depths(&mut self, forest: &Forest) {
        for (number, block) in forest.blocks.iter().enumerate().filter(|(_, block)| block.parent != NONE) {
            self.rooms[number].top = self.rooms[block.parent as usize].bottom() + self.spacing.depth;
        }
    }

    fn set_breadths(&mut self, forest: &Forest) {
        // A block ends, and the next begins, in the middle of the gap: so the bars there are kept free, too.
        let half = self.spacing.half();
        let node = |(block, room): (&super::forest::Block, &Room)| Node {
            first_child: if block.children == 0 { 0 } else { block.first_child },
            children: block.children,
            breadth: room.breadth,
            bottom: room.bottom() + half,
        };
        let nodes: Vec<Node> = forest.blocks.iter().zip(&self.rooms).map(node).collect();
        let gaps = Gaps { siblings: self.spacing.siblings, cousins: self.spacing.cousins };
        for (room, start) in self.rooms.iter_mut().zip(tidy::place(&nodes, gaps)) {
            room.start = start;
        }
    }

    /// Sets the trees side by side, on shelves where they are many.
    fn set_trees(&mut self, forest: &Forest) {
        let mut trees: Vec<Extent> = Vec::with_capacity(forest.roots as usize);
        let mut tree_of: Vec<u32> = Vec::with_capacity(forest.blocks.len());
        for (block, room) in forest.blocks.iter().zip(&self.rooms) {
            let tree = match block.parent {
                NONE => {
                    trees.push(Extent { start: room.start, end: room.end(), depth: room.depth });
                    trees.len() as u32 - 1
                }
                parent => tree_of[parent as usize],
            };
            tree_of.push(tree);
            let extent = &mut trees[tree as usize];
            extent.start = extent.start.min(room.start);
            extent.end = extent.end.max(room.end());
            extent.depth = extent.depth.max(room.bottom());
        }
        let shelves = shelves::fill(&trees, &self.spacing);
        for (room, tree) in self.rooms.iter_mut().zip(tree_of) {
            let (breadth, depth) = shelves.shifts[tree as usize];
            room.start += breadth;
            room.top += depth;
        }
        self.size = shelves.size;
    }

    /// Gives the cards of a block their boxes.
    fn seat(&mut self, number: usize, content: Content, forest: &Forest, size: &dyn Fn(usize) -> (i64, i64)) {
        let room = self.rooms[number];
        let mut set = |card: u32, seat: Seat, x: i64, y: i64| {
            let (width, height) = size(card as usize);
            self.seats[card as usize] = (number as u32, seat);
            self.places[card as usize] = Place { x, y, width, height };
        };
        match content {
            Content::Loop => {}
            Content::Card { card, assistants } => {
                let (breadth, depth) = size(card as usize);
                set(card, Seat::Whole, room.centre() - breadth / 2, room.top);
                let mut y = room.top + depth + ROW_GAP;
                for pair in forest.members(assistants).chunks(2) {
                    for (side, assistant) in pair.iter().enumerate() {
                        let breadth = size(*assistant as usize).0;
                        let x = if side == 0 { room.centre() - ASIDE - breadth } else { room.centre() + ASIDE };
                        set(*assistant, Seat::Assistant, x, y);
                    }
                    y += deepest(pair, size) + ROW_GAP;
                }
            }
            Content::Stack { members } => {
                let mut start = room.start;
                for column in columns(forest.members(members)) {
                    let mut y = room.top;
                    let x = start + TRUNK + TWIG;
                    for card in column {
                        set(*card, Seat::Stacked { trunk: start + TRUNK }, x, y);
                        y += size(*card as usize).1 + ROW_GAP;
                    }
                    start = x + broadest(column, size) + COLUMN_GAP;
                }
            }
        }
    }
}

impl Room {
    /// The sizes of a block.
    fn of(content: Content, forest: &Forest, size: &dyn Fn(usize) -> (i64, i64)) -> Room {
        let (breadth, depth) = match content {
            Content::Loop => (0, 0),
            Content::Card { card, assistants } => {
                let (breadth, mut depth) = size(card as usize);
                // The line runs down the middle, so that both sides have the room of the broader one.
                let mut half = breadth / 2;
                for pair in forest.members(assistants).chunks(2) {
                    half = half.max(ASIDE + broadest(pair, size));
                    depth += ROW_GAP + deepest(pair, size);
                }
                (2 * half, depth)
            }
            Content::Stack { members } => {
                let (mut breadth, mut depth) = (-COLUMN_GAP, 0);
                for column in columns(forest.members(members)) {
                    breadth += COLUMN_GAP + TRUNK + TWIG + broadest(column, size);
                    let boxes: i64 = column.iter().map(|card| size(*card as usize).1).sum();
                    depth = depth.max(boxes + ROW_GAP * (column.len() as i64 - 1));
                }
                (breadth, depth)
            }
        };
        Room { start: 0, top: 0, breadth, depth }
    }
}

/// The columns of a stack: one for a small team, then the more the wider, so that large teams are about as wide as they
/// are long.
fn columns(members: &[u32]) -> std::slice::Chunks<'_, u32> {
    const SMALL: usize = 6;
    // A box is about three times as broad as it is deep.
    const SHAPE: usize = 3;
    let columns = if members.len() <= SMALL { 1 } else { members.len().div_ceil(SHAPE).isqrt() };
    let columns = if columns * columns * SHAPE < members.len() && columns > 1 { columns + 1 } else { columns };
    members.chunks(members.len().div_ceil(columns).max(1))
}

fn broadest(cards: &[u32], size: &dyn Fn(usize) -> (i64, i64)) -> i64 {
    cards.iter().map(|card| size(*card as usize).0).max().unwrap_or(0)
}

fn deepest(cards: &[u32], size: &dyn Fn(usize) -> (i64, i64)) -> i64 {
    cards.iter().map(|card| size(*card as usize).1).max().unwrap_or(0)
}
