//! The blocks in their places, and the boxes in the blocks.

use super::forest::{Content, Forest, NONE};
use super::shape::{ASIDE, COLUMN_GAP, ROW_GAP, Size, TRUNK, TWIG, broadest, card_size, columns, deepest, stack_size};
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

impl Blocks {
    /// `size` gives for each card its sizes along the breadth and the depth.
    pub(super) fn place(forest: &Forest, cards: usize, spacing: Spacing, size: Size<'_>) -> Blocks {
        let mut blocks = Blocks {
            spacing,
            rooms: forest.blocks.iter().map(|block| Room::of(block.content, forest, size)).collect(),
            seats: vec![(NONE, Seat::Whole); cards],
            places: vec![Place::default(); cards],
            size: (0, 0),
        };
        blocks.set_depths(forest);
        blocks.set_breadths(forest);
        for (number, block) in forest.blocks.iter().enumerate() {
            blocks.seat(number, block.content, forest, size);
        }
        blocks
    }

    /// What is free between the rows of a block.
    fn row_gap(&self, block: u32) -> i64 {
        if block == 0 { self.spacing.trees } else { self.spacing.depth }
    }

    fn set_depths(&mut self, forest: &Forest) {
        // From the bottom up, for the depth of rows is that of the subtrees in them.
        let mut reaches = vec![0_i64; forest.blocks.len()];
        for number in (0..forest.blocks.len() as u32).rev() {
            let block = &forest.blocks[number as usize];
            let children = forest.children(number);
            let reach = match block.content {
                Content::Rows => {
                    let (mut depth, mut row) = (0, 0);
                    for child in children {
                        if forest.blocks[child as usize].starts_row {
                            depth += row + self.row_gap(number);
                            row = 0;
                        }
                        row = row.max(reaches[child as usize]);
                    }
                    self.rooms[number as usize].depth = depth + row;
                    depth + row
                }
                _ => {
                    let below = children.map(|child| self.spacing.depth + reaches[child as usize]).max();
                    self.rooms[number as usize].depth + below.unwrap_or(0)
                }
            };
            reaches[number as usize] = reach;
        }
        if let Some(top) = self.rooms.first_mut() {
            top.top = self.spacing.margin;
            self.size.1 = top.depth + 2 * self.spacing.margin;
        }
        for (number, block) in (0_u32..).zip(&forest.blocks) {
            let room = self.rooms[number as usize];
            let (mut top, mut row) = match block.content {
                Content::Rows => (room.top, 0),
                _ => (room.bottom() + self.spacing.depth, 0),
            };
            for child in forest.children(number) {
                if forest.blocks[child as usize].starts_row {
                    top += row + self.row_gap(number);
                    row = 0;
                }
                row = row.max(reaches[child as usize]);
                self.rooms[child as usize].top = top;
            }
        }
    }

    fn set_breadths(&mut self, forest: &Forest) {
        // A block ends, and the next begins, in the middle of the gap: so the bars there are kept free, too.
        let half = self.spacing.half();
        let node = |((number, block), room): ((usize, &super::forest::Block), &Room)| Node {
            first_child: block.first_child,
            children: block.children,
            breadth: room.breadth,
            bottom: room.bottom() + half,
            starts_row: block.starts_row,
            rows: (block.content == Content::Rows).then_some(match number {
                0 => (0, self.spacing.trees),
                _ => (TRUNK + TWIG, self.spacing.cousins),
            }),
        };
        let nodes: Vec<Node> = forest.blocks.iter().enumerate().zip(&self.rooms).map(node).collect();
        let gaps = Gaps { siblings: self.spacing.siblings, cousins: self.spacing.cousins };
        for (room, span) in self.rooms.iter_mut().zip(tidy::place(&nodes, gaps)) {
            room.start = span.start + self.spacing.margin;
            room.breadth = span.breadth;
        }
        self.size.0 = self.rooms.first().map_or(0, |top| top.breadth) + 2 * self.spacing.margin;
    }

    /// Gives the cards of a block their boxes.
    fn seat(&mut self, number: usize, content: Content, forest: &Forest, size: Size<'_>) {
        let room = self.rooms[number];
        let mut set = |card: u32, seat: Seat, x: i64, y: i64| {
            let (width, height) = size(card);
            self.seats[card as usize] = (number as u32, seat);
            self.places[card as usize] = Place { x, y, width, height };
        };
        match content {
            Content::Loop | Content::Rows => {}
            Content::Card { card, assistants } => {
                let (breadth, depth) = size(card);
                set(card, Seat::Whole, room.centre() - breadth / 2, room.top);
                let mut y = room.top + depth + ROW_GAP;
                for pair in forest.members(assistants).chunks(2) {
                    for (side, assistant) in pair.iter().enumerate() {
                        let breadth = size(*assistant).0;
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
                        y += size(*card).1 + ROW_GAP;
                    }
                    start = x + broadest(column, size) + COLUMN_GAP;
                }
            }
        }
    }
}

impl Room {
    /// The sizes of a block.
    fn of(content: Content, forest: &Forest, size: Size<'_>) -> Room {
        let (breadth, depth) = match content {
            Content::Loop | Content::Rows => (0, 0),
            Content::Card { card, assistants } => card_size(card, forest.members(assistants), size),
            Content::Stack { members } => stack_size(forest.members(members), size),
        };
        Room { start: 0, top: 0, breadth, depth }
    }
}
