//! Lines that are not of the tree: dotted lines, and managers beside the one who answers for a position.
//!
//! They run beside the lines of the tree, which lead from anywhere to anywhere and have room on both sides: up to the
//! lowest block that both ends stand below, past the sides of all blocks between, and down again.

use super::super::drawing::Line;
use super::blocks::{Blocks, Seat};
use super::forest::{Content, Forest, NONE};
use super::shape::TRUNK;

/// The ways between boxes.
pub(super) struct Ways<'l> {
    forest: &'l Forest,
    blocks: &'l Blocks,
    /// For each block how many stand above it; told when first asked for.
    levels: Vec<u32>,
    /// How many lines there were so far: lines run in several lanes, so that not all lie on each other.
    lines: i64,
    /// How many more corners may be made.
    budget: usize,
}

/// Where one end of a line is on its way: at a breadth, in the gap below a block, or in one above a row in it.
struct End {
    corners: Vec<(i64, i64)>,
    x: i64,
    below: u32,
}

impl<'l> Ways<'l> {
    pub(super) fn new(forest: &'l Forest, blocks: &'l Blocks) -> Ways<'l> {
        // In a chart of ordinary depth far more than every line needs.
        let budget = 1_000_000 + 16 * blocks.places.len();
        Ways { forest, blocks, levels: Vec::new(), lines: 0, budget }
    }

    /// The corners of a line; `false` where there are too many.
    pub(super) fn run(&mut self, line: &Line, points: &mut Vec<(i64, i64)>) -> bool {
        if self.levels.is_empty() {
            self.levels = self.levels();
        }
        if self.budget == 0 {
            return false;
        }
        let lane = self.lines % 3;
        self.lines += 1;
        let mut from = self.leave(line.report, line.manager, lane);
        let mut to = self.leave(line.manager, line.report, lane);
        while from.below != to.below {
            if self.level(from.below) >= self.level(to.below) {
                self.climb(&mut from, to.x, lane);
            } else {
                self.climb(&mut to, from.x, lane);
            }
            if self.budget == 0 {
                return false;
            }
        }
        self.between_rows(&mut from, &to, lane);
        points.append(&mut from.corners);
        points.extend(to.corners.iter().rev());
        true
    }

    /// The block of a card.
    fn block(&self, card: u32) -> u32 {
        self.blocks.seats[card as usize].0
    }

    /// From a box into the gap that the line takes: the one above it, unless the other end stands below the box.
    fn leave(&mut self, card: u32, other: u32, lane: i64) -> End {
        let place = self.blocks.places[card as usize];
        let (block, seat) = self.blocks.seats[card as usize];
        let parent = self.forest.blocks[block as usize].parent;
        // Beside the middle, where the line of the tree is.
        let aside = (12 + 6 * lane).min(place.width / 2);
        let centre = place.x + place.width / 2;
        let low = (place.y + place.height / 2 + 6).min(place.y + place.height);
        match seat {
            Seat::Whole if card != other && self.stands_below(self.block(other), block) => {
                // Between assistants there is less room.
                let has_assistants = self.blocks.rooms[block as usize].depth > place.height;
                let x = centre + if has_assistants { 4 + 2 * lane } else { aside };
                End { corners: vec![(x, self.foot(card)), (x, self.lane_below(block, lane))], x, below: block }
            }
            Seat::Whole => {
                let x = centre + aside;
                End { corners: vec![(x, place.y), (x, self.lane_above(block, lane))], x, below: parent }
            }
            Seat::Stacked { trunk } => {
                let x = trunk + 3 + lane;
                let above = self.lane_above(block, lane);
                End { corners: vec![(place.x, low), (x, low), (x, above)], x, below: parent }
            }
            Seat::Assistant => {
                let middle = self.blocks.rooms[block as usize].centre();
                let is_right = place.x > middle;
                let x = if is_right { middle + 4 + 2 * lane } else { middle - 4 - 2 * lane };
                let inner = if is_right { place.x } else { place.x + place.width };
                let corners = vec![(inner, low), (x, low), (x, self.lane_below(block, lane))];
                End { corners, x, below: block }
            }
        }
    }

    /// Past the side of the block that an end is below, into the gap above it.
    fn climb(&mut self, end: &mut End, towards: i64, lane: i64) {
        let room = self.blocks.rooms[end.below as usize];
        self.budget = self.budget.saturating_sub(3);
        if self.has_rows(end.below) {
            let x = self.edge(end.below, lane);
            let depth = end.corners.last().map_or(room.top, |corner| corner.1);
            end.corners.extend([(x, depth), (x, self.lane_above(end.below, lane))]);
            end.x = x;
            end.below = self.forest.blocks[end.below as usize].parent;
            return;
        }
        let aside = 4 + 2 * lane;
        let x = if towards >= room.centre() { room.end() + aside } else { room.start - aside };
        let below = self.lane_below(end.below, lane);
        let above = self.lane_above(end.below, lane);
        end.corners.extend([(end.x, below), (x, below), (x, above)]);
        end.x = x;
        end.below = self.forest.blocks[end.below as usize].parent;
    }

    /// From above one row to above another of the same rows, by way of their edge.
    fn between_rows(&self, from: &mut End, to: &End, lane: i64) {
        let (Some((_, here)), Some((_, there))) = (from.corners.last().copied(), to.corners.last().copied()) else {
            return;
        };
        if here != there && from.below != NONE {
            let edge = self.edge(from.below, lane);
            from.corners.extend([(edge, here), (edge, there)]);
        }
    }

    fn has_rows(&self, block: u32) -> bool {
        self.forest.blocks[block as usize].content == Content::Rows
    }

    /// Where lines between rows run: beside the trunk, and at the edge of all where the rows are of trees.
    fn edge(&self, rows: u32, lane: i64) -> i64 {
        match rows {
            0 => 4 + 2 * lane,
            rows => self.blocks.rooms[rows as usize].start + TRUNK + 3 + lane,
        }
    }

    /// The depth of the lane in the gap above a block: above the bar of the tree, which is in the middle of it.
    fn lane_above(&self, block: u32, lane: i64) -> i64 {
        self.blocks.rooms[block as usize].top - self.blocks.spacing.half() - 5 - 3 * lane
    }

    /// The depth of the lane in the gap below a block.
    fn lane_below(&self, block: u32, lane: i64) -> i64 {
        self.blocks.rooms[block as usize].bottom() + self.blocks.spacing.half() - 5 - 3 * lane
    }

    fn foot(&self, card: u32) -> i64 {
        let place = self.blocks.places[card as usize];
        place.y + place.height
    }

    /// Whether a block stands below another, or is it.
    fn stands_below(&mut self, block: u32, above: u32) -> bool {
        let mut at = block;
        while at != NONE && self.level(at) > self.level(above) {
            self.budget = self.budget.saturating_sub(1);
            at = self.forest.blocks[at as usize].parent;
        }
        at == above
    }

    fn level(&self, block: u32) -> u32 {
        self.levels.get(block as usize).copied().unwrap_or(0)
    }

    /// The top is 1, so that above the trees it is 0.
    fn levels(&self) -> Vec<u32> {
        let mut levels: Vec<u32> = Vec::with_capacity(self.forest.blocks.len());
        for block in &self.forest.blocks {
            let above = levels.get(block.parent as usize).copied().unwrap_or(0);
            levels.push(above + 1);
        }
        levels
    }
}
