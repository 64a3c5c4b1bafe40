//! Where the boxes of a drawing stand, and how its lines run: whole pixels, the same on every run, in time linear in the
//! boxes whatever the depth of the chart.
//!
//! Inside, there is one direction only: `depth` grows from managers to reports, and reports stand beside each other along the
//! `breadth`. Only at the end is it said which of the two is x.

mod beside;
mod blocks;
mod family;
mod forest;
mod routes;
mod shape;
mod tidy;

use super::drawing::Drawing;
use blocks::Blocks;
pub(super) use family::Family;
use forest::Forest;
#[cfg(feature = "pictures")]
pub(super) use forest::NONE;

/// Which way a chart grows from the top of the hierarchy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Direction {
    /// Reports stand below their manager.
    #[default]
    Down,
    /// Reports stand to the right of their manager.
    Right,
}

/// A box, in pixels from the upper left corner of the layout.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Place {
    /// Its left edge.
    pub x: i64,
    /// Its upper edge.
    pub y: i64,
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
}

/// Boxes and lines in their places.
#[derive(Debug, Default)]
pub struct Layout {
    /// For each card its box.
    pub places: Vec<Place>,
    /// All of it, the free margin of lines included.
    pub width: i64,
    /// All of it, the free margin of lines included.
    pub height: i64,
    /// Dotted and surplus lines that are left out, for there are too many on too long ways.
    pub undrawn: usize,
    /// The corners of all lines.
    points: Vec<(i64, i64)>,
    /// For each line where its corners end.
    ends: Vec<u32>,
}

impl Layout {
    /// Lays out a drawing. `size` gives for each card the width and height of its box, which are even.
    pub fn new(drawing: &Drawing<'_>, direction: Direction, size: impl Fn(usize) -> (i64, i64)) -> Layout {
        Layout::spaced(drawing, direction, Spacing::of(direction), size)
    }

    /// Lays out a drawing on a page of a width and height: several trees fill it from side to side.
    #[cfg(feature = "pictures")]
    pub(super) fn on_page(
        drawing: &Drawing<'_>,
        direction: Direction,
        (width, height): (i64, i64),
        size: impl Fn(usize) -> (i64, i64),
    ) -> Layout {
        let page = match direction {
            Direction::Down => width,
            Direction::Right => height,
        };
        let spacing = Spacing { page: Some(page), trees: 48, margin: 24, ..Spacing::of(direction) };
        Layout::spaced(drawing, direction, spacing, size)
    }

    fn spaced(
        drawing: &Drawing<'_>,
        direction: Direction,
        spacing: Spacing,
        size: impl Fn(usize) -> (i64, i64),
    ) -> Layout {
        let turned = |card: u32| {
            let (width, height) = size(card as usize);
            match direction {
                Direction::Down => (width, height),
                Direction::Right => (height, width),
            }
        };
        let forest = Forest::new(&Family::of(drawing), &spacing, &turned);
        let blocks = Blocks::place(&forest, drawing.cards.len(), spacing, &turned);
        let mut layout = routes::route(drawing, &forest, &blocks);
        if direction == Direction::Right {
            layout.turn();
        }
        layout
    }

    /// The corners of a line, by its number in [`Drawing::lines`], from the report to the manager; none where it is left
    /// out. Between two corners it runs straight, along one of the axes.
    pub fn corners(&self, line: usize) -> &[(i64, i64)] {
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.points[start..self.ends[line] as usize]
    }

    /// Swaps the axes.
    fn turn(&mut self) {
        std::mem::swap(&mut self.width, &mut self.height);
        for place in &mut self.places {
            *place = Place { x: place.y, y: place.x, width: place.height, height: place.width };
        }
        for point in &mut self.points {
            *point = (point.1, point.0);
        }
    }
}

/// What is left free, in pixels. All of it is even.
#[derive(Clone, Copy, Debug)]
struct Spacing {
    /// Between a manager and the reports; half of it is above the bar that joins them.
    depth: i64,
    /// Between reports of one manager.
    siblings: i64,
    /// Between boxes of different teams.
    cousins: i64,
    /// Between trees.
    trees: i64,
    /// At the edges.
    margin: i64,
    /// The breadth of what is wrapped, for each unit of depth.
    shape: f64,
    /// What is not as broad as this is not wrapped.
    strip: i64,
    /// Whether leaves are stacked.
    stacks: bool,
    /// The breadth of the page that trees are spread over, where there is one.
    page: Option<i64>,
}

impl Spacing {
    const fn of(direction: Direction) -> Spacing {
        match direction {
            Direction::Down => Spacing {
                depth: 44,
                siblings: 24,
                cousins: 36,
                trees: 72,
                margin: 36,
                shape: 1.8,
                strip: 3_000,
                stacks: true,
                page: None,
            },
            // Leaves stand below each other as it is.
            Direction::Right => Spacing {
                depth: 56,
                siblings: 20,
                cousins: 28,
                trees: 84,
                margin: 42,
                shape: 0.7,
                strip: 2_000,
                stacks: false,
                page: None,
            },
        }
    }

    /// From a block to the bar above or below it.
    const fn half(&self) -> i64 {
        self.depth / 2
    }
}
