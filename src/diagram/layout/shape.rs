//! The sizes of blocks, and when a team is wrapped into rows.

use super::Spacing;
use super::forest::Item;

/// The sizes of a card along the breadth and the depth.
pub(super) type Size<'s> = &'s dyn Fn(u32) -> (i64, i64);

/// From the edge of a column, or of rows, to the line that leads down along it.
pub(super) const TRUNK: i64 = 8;
/// From there to the boxes.
pub(super) const TWIG: i64 = 14;
/// Between the boxes of a column.
pub(super) const ROW_GAP: i64 = 12;
/// Between columns.
pub(super) const COLUMN_GAP: i64 = 14;
/// From the line below a manager to the assistants beside it.
pub(super) const ASIDE: i64 = 16;

/// The size of a card with the assistants beside the line below it.
pub(super) fn card_size(card: u32, assistants: &[u32], size: Size<'_>) -> (i64, i64) {
    let (breadth, mut depth) = size(card);
    // The line runs down the middle, so that both sides have the room of the broader one.
    let mut half = breadth / 2;
    for pair in assistants.chunks(2) {
        half = half.max(ASIDE + broadest(pair, size));
        depth += ROW_GAP + deepest(pair, size);
    }
    (2 * half, depth)
}

/// The size of leaves in columns.
pub(super) fn stack_size(members: &[u32], size: Size<'_>) -> (i64, i64) {
    let (mut breadth, mut depth) = (-COLUMN_GAP, 0);
    for column in columns(members) {
        breadth += COLUMN_GAP + TRUNK + TWIG + broadest(column, size);
        let boxes: i64 = column.iter().map(|card| size(*card).1).sum();
        depth = depth.max(boxes + ROW_GAP * (column.len() as i64 - 1));
    }
    (breadth, depth)
}

/// The columns of a stack: one for a small team, then the more the wider, so that large teams are about as wide as they
/// are long.
pub(super) fn columns(members: &[u32]) -> std::slice::Chunks<'_, u32> {
    const SMALL: usize = 6;
    // A box is about three times as broad as it is deep.
    const SHAPE: usize = 3;
    let least = (members.len() / SHAPE).isqrt();
    let columns = match members.len() {
        ..=SMALL => 1,
        members if least * least * SHAPE < members => least + 1,
        _ => least,
    };
    members.chunks(members.len().div_ceil(columns).max(1))
}

pub(super) fn broadest(cards: &[u32], size: Size<'_>) -> i64 {
    cards.iter().map(|card| size(*card).0).max().unwrap_or(0)
}

pub(super) fn deepest(cards: &[u32], size: Size<'_>) -> i64 {
    cards.iter().map(|card| size(*card).1).max().unwrap_or(0)
}

/// What subtrees beside each other come to, and where they are wrapped.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Team {
    /// The sizes of all along the breadth and the depth.
    pub(super) size: (i64, i64),
    /// How broad a row may become, where there are several.
    pub(super) wrap: Option<i64>,
}

impl Team {
    /// Subtrees of these sizes stand in one row, unless that were a strip: then in as many as make it the shape of a page.
    pub(super) fn of(items: impl Iterator<Item = (i64, i64)> + Clone, spacing: &Spacing, gap: i64) -> Team {
        let (mut breadth, mut depth, mut broadest, mut area, mut count) = (-gap, 0, 0, 0.0, 0);
        for (one, reach) in items.clone() {
            breadth += gap + one;
            depth = depth.max(reach);
            broadest = broadest.max(one);
            area += (one + gap) as f64 * (reach + spacing.depth) as f64;
            count += 1;
        }
        let size = (breadth.max(0), depth);
        let is_strip = breadth > spacing.strip && breadth as f64 > 1.6 * spacing.shape * depth as f64;
        let page = spacing.page.map(|page| page - 2 * spacing.margin - TRUNK - TWIG);
        if count < 2 || !page.map_or(is_strip, |page| breadth > page) {
            return Team { size, wrap: None };
        }
        if let Some(page) = page {
            let rows = Wrapped::at(broadest.max(page), items.clone(), spacing, gap).rows;
            let filled = Wrapped::in_rows(rows, (broadest, breadth), items, spacing, gap);
            return Team { size: filled.size, wrap: Some(filled.most) };
        }
        // As many rows as the area asks for, or one less: whichever comes nearer to the shape, each as narrow as it can be.
        let rows = Wrapped::at(broadest.max((area * spacing.shape).sqrt() as i64), items.clone(), spacing, gap).rows;
        let narrowest = |rows| Wrapped::in_rows(rows, (broadest, breadth), items.clone(), spacing, gap);
        let off = |wrapped: &Wrapped| (wrapped.size.0 as f64 / wrapped.size.1.max(1) as f64 / spacing.shape).ln().abs();
        let (more, less) = (narrowest(rows), narrowest(rows - 1));
        let best = if rows > 2 && off(&less) < off(&more) { less } else { more };
        Team { size: best.size, wrap: Some(best.most) }
    }
}

/// Rows, and what they come to.
#[derive(Clone, Copy, Debug)]
struct Wrapped {
    /// How broad a row may become.
    most: i64,
    rows: usize,
    size: (i64, i64),
}

impl Wrapped {
    fn at(most: i64, items: impl Iterator<Item = (i64, i64)>, spacing: &Spacing, gap: i64) -> Wrapped {
        let (mut rows, mut count, mut widest) = (Rows::new(most, gap), 1, 0);
        let (mut depth, mut reach) = (0, 0);
        for (one, below) in items {
            if rows.starts_with(one) {
                depth += reach + spacing.depth;
                (count, reach) = (count + 1, 0);
            }
            reach = reach.max(below);
            widest = widest.max(rows.filled - gap);
        }
        Wrapped { most, rows: count, size: (widest + TRUNK + TWIG, depth + reach) }
    }

    /// The narrowest that are no more than so many rows, at a breadth between these.
    fn in_rows(
        rows: usize,
        (mut least, mut most): (i64, i64),
        items: impl Iterator<Item = (i64, i64)> + Clone,
        spacing: &Spacing,
        gap: i64,
    ) -> Wrapped {
        while least < most {
            let middle = least + (most - least) / 2;
            match Wrapped::at(middle, items.clone(), spacing, gap).rows <= rows {
                true => most = middle,
                false => least = middle + 1,
            }
        }
        Wrapped::at(most, items, spacing, gap)
    }
}

/// Fills row after row.
#[derive(Debug)]
pub(super) struct Rows {
    most: i64,
    gap: i64,
    filled: i64,
}

impl Rows {
    pub(super) fn new(most: i64, gap: i64) -> Rows {
        Rows { most, gap, filled: 0 }
    }

    /// Adds something so broad; whether it is the first of a further row.
    pub(super) fn starts_with(&mut self, breadth: i64) -> bool {
        let is_full = self.filled > 0 && self.filled + breadth > self.most;
        if is_full {
            self.filled = 0;
        }
        self.filled += breadth + self.gap;
        is_full
    }
}

/// The size of what an item of a team comes to, given that of each card with all below it.
pub(super) fn item_size(item: &Item<'_>, subtree: &[(i64, i64)], size: Size<'_>) -> (i64, i64) {
    match item {
        Item::Card(card) => subtree[*card as usize],
        Item::Stack(members) => stack_size(members, size),
    }
}
