//! The bookmarks of a document: its pages and the teams on them, under those that they are below.

use krilla::outline::{Outline, OutlineNode};

use super::super::drawing::Drawing;
use super::super::pages::{Plan, Subject};
use super::furniture::called;
use super::start_of;

/// Bookmarks within bookmarks go no deeper, for the library nests as deep as they do.
const DEEPEST: usize = 6;

/// The bookmarks of a plan, and that of the index.
pub(super) fn outline(drawing: &Drawing<'_>, plan: &Plan, index: usize) -> Outline {
    let mut outline = Outline::new();
    // The bookmarks that still can get others under them, the uppermost first.
    let mut open: Vec<OutlineNode> = Vec::new();
    for (number, page) in plan.pages.iter().enumerate().filter(|(_, page)| page.part.0 == 1 || page.heads.len() > 1) {
        let level = (page.depth as usize).saturating_sub(1).min(DEEPEST);
        match page.subject {
            Subject::Overview if page.part.0 > 1 => {}
            Subject::Overview => {
                mark(&mut outline, &mut open, 0, OutlineNode::new("Overview".into(), start_of(number)))
            }
            Subject::Team(_) | Subject::Teams(_) => {
                for head in &page.heads {
                    let text = called(&drawing.cards[*head as usize]);
                    mark(&mut outline, &mut open, level, OutlineNode::new(text, start_of(number)));
                }
            }
        }
    }
    mark(&mut outline, &mut open, 0, OutlineNode::new("Index of names".into(), start_of(index)));
    close(&mut outline, &mut open, 0);
    outline
}

/// Adds a bookmark so many levels down, or under the last one where that is not as deep.
fn mark(outline: &mut Outline, open: &mut Vec<OutlineNode>, level: usize, node: OutlineNode) {
    close(outline, open, level);
    open.push(node);
}

/// Puts away the bookmarks from a level on.
fn close(outline: &mut Outline, open: &mut Vec<OutlineNode>, level: usize) {
    while open.len() > level
        && let Some(node) = open.pop()
    {
        match open.last_mut() {
            Some(above) => above.push_child(node),
            None => outline.push_child(node),
        }
    }
}
