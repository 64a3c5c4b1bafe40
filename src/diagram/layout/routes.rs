//! How the lines run: at right angles, through the gaps, and never through a box.

use super::super::drawing::{Drawing, Line, LineKind};
use super::Layout;
use super::beside::Ways;
use super::blocks::{Blocks, Seat};
use super::forest::{Content, Forest};
use super::shape::TRUNK;

/// The corners of all lines.
pub(super) fn route(drawing: &Drawing<'_>, forest: &Forest, blocks: &Blocks) -> Layout {
    let mut layout =
        Layout { places: blocks.places.clone(), width: blocks.size.0, height: blocks.size.1, ..Layout::default() };
    layout.points.reserve(drawing.lines.len() * 4);
    layout.ends.reserve(drawing.lines.len());
    let mut ways = Ways::new(forest, blocks);
    for line in &drawing.lines {
        let start = layout.points.len();
        let is_drawn = match line.kind {
            LineKind::Solid | LineKind::Broken => {
                up_the_tree(line, forest, blocks, &mut layout.points);
                true
            }
            LineKind::Loop if round_the_loop(line, forest, blocks, &mut layout.points) => true,
            LineKind::Loop | LineKind::Dotted | LineKind::Surplus => ways.run(line, &mut layout.points),
        };
        layout.undrawn += usize::from(!is_drawn);
        straighten(&mut layout.points, start);
        layout.ends.push(layout.points.len() as u32);
    }
    layout
}

/// From a report to the manager whose tree it stands in.
fn up_the_tree(line: &Line, forest: &Forest, blocks: &Blocks, points: &mut Vec<(i64, i64)>) {
    let manager = blocks.places[line.manager as usize];
    let report = blocks.places[line.report as usize];
    let (block, seat) = blocks.seats[line.report as usize];
    let room = blocks.rooms[block as usize];
    let (below, foot) = (manager.x + manager.width / 2, manager.y + manager.height);
    let bar = room.top - blocks.spacing.half();
    let middle = report.y + report.height / 2;
    match seat {
        Seat::Whole => {
            let centre = report.x + report.width / 2;
            points.extend([(centre, report.y), (centre, bar)]);
        }
        Seat::Stacked { trunk } => points.extend([(report.x, middle), (trunk, middle), (trunk, bar)]),
        Seat::Assistant => {
            let inner = if report.x > below { report.x } else { report.x + report.width };
            points.extend([(inner, middle), (below, middle), (below, foot)]);
            return;
        }
    }
    // From a further row along the trunk to the first.
    let parent = forest.blocks[block as usize].parent;
    let first_bar = foot_bar(manager, line.manager, blocks);
    if forest.blocks.get(parent as usize).is_some_and(|rows| rows.content == Content::Rows) && bar != first_bar {
        let trunk = blocks.rooms[parent as usize].start + TRUNK;
        points.extend([(trunk, bar), (trunk, first_bar)]);
    }
    points.extend([(below, first_bar), (below, foot)]);
}

/// The bar below a manager.
fn foot_bar(manager: super::Place, card: u32, blocks: &Blocks) -> i64 {
    let (block, seat) = blocks.seats[card as usize];
    match seat {
        Seat::Whole => blocks.rooms[block as usize].bottom() + blocks.spacing.half(),
        _ => manager.y + manager.height + blocks.spacing.half(),
    }
}

/// From a member of a loop to the next, who stands at its side, or over the top of all to the first. `false` where they do
/// not stand so.
fn round_the_loop(line: &Line, forest: &Forest, blocks: &Blocks, points: &mut Vec<(i64, i64)>) -> bool {
    const ROUND: i64 = 8;
    let (report, manager) = (blocks.places[line.report as usize], blocks.places[line.manager as usize]);
    let (from, to) = (blocks.seats[line.report as usize].0, blocks.seats[line.manager as usize].0);
    let parent = forest.blocks[from as usize].parent;
    let Some(ring) = forest.blocks.get(parent as usize).filter(|ring| ring.content == Content::Loop) else {
        return false;
    };
    let right = report.x + report.width;
    let bar = report.y - blocks.spacing.half();
    if from == to {
        let (middle, centre) = (report.y + report.height / 2, report.x + report.width / 2);
        let over = report.y - ROUND;
        points.extend([
            (right, middle),
            (right + ROUND, middle),
            (right + ROUND, over),
            (centre, over),
            (centre, report.y),
        ]);
    } else if to == from + 1 && forest.blocks[to as usize].parent == parent {
        let middle = report.y + report.height.min(manager.height) / 2;
        points.extend([(right, middle), (manager.x, middle)]);
    } else if to == ring.first_child && from == ring.first_child + ring.children - 1 {
        let centre = |place: super::Place| place.x + place.width / 2;
        points.extend([
            (centre(report), report.y),
            (centre(report), bar),
            (centre(manager), bar),
            (centre(manager), manager.y),
        ]);
    } else {
        return false;
    }
    true
}

/// Leaves out corners at which nothing turns.
fn straighten(points: &mut Vec<(i64, i64)>, start: usize) {
    let mut kept = start;
    for at in start..points.len() {
        let point = points[at];
        if kept > start && points[kept - 1] == point {
            continue;
        }
        if kept > start + 1 {
            let (one, two) = (points[kept - 2], points[kept - 1]);
            let along_y = one.0 == two.0 && two.0 == point.0;
            let along_x = one.1 == two.1 && two.1 == point.1;
            if along_x || along_y {
                kept -= 1;
            }
        }
        points[kept] = point;
        kept += 1;
    }
    points.truncate(kept);
}
