//! Several trees beside each other, in their order: on one shelf while that is not too broad, on several else.

use super::Spacing;

/// The room that a tree takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Where it begins along the breadth.
    pub(super) start: i64,
    /// Where it ends along the breadth.
    pub(super) end: i64,
    /// Where it ends along the depth; it begins at 0.
    pub(super) depth: i64,
}

/// The trees in their places.
#[derive(Debug)]
pub(super) struct Shelves {
    /// For each tree how far it is moved along the breadth and the depth.
    pub(super) shifts: Vec<(i64, i64)>,
    /// The size of all.
    pub(super) size: (i64, i64),
}

/// Fills shelf after shelf. Above every shelf and at its start there is half of the space between trees, for lines between
/// trees.
pub(super) fn fill(trees: &[Extent], spacing: &Spacing) -> Shelves {
    let margin = spacing.trees / 2;
    let breadth = |tree: &Extent| tree.end - tree.start + spacing.trees;
    let area: f64 = trees.iter().map(|tree| breadth(tree) as f64 * (tree.depth + spacing.trees) as f64).sum();
    let widest = trees.iter().map(breadth).max().unwrap_or(0);
    let most = spacing.page.map_or((area * spacing.shape).sqrt() as i64, |page| page - spacing.trees).max(widest);
    let (mut start, mut top, mut shelf_depth, mut end) = (margin, margin, 0, 0);
    let mut shifts = Vec::with_capacity(trees.len());
    for tree in trees {
        if start > margin && start - margin + breadth(tree) > most + spacing.trees {
            top += shelf_depth + spacing.trees;
            (start, shelf_depth) = (margin, 0);
        }
        shifts.push((start - tree.start, top));
        start += breadth(tree);
        shelf_depth = shelf_depth.max(tree.depth);
        end = end.max(start - spacing.trees);
    }
    Shelves { shifts, size: (end + margin, top + shelf_depth + margin) }
}
