//! Tidy trees: places nodes of different sizes so that no two overlap, parents are centred over their children, equal
//! subtrees look alike, and the whole is narrow.
//!
//! The algorithm is that of A. van der Ploeg, 'Drawing non-layered tidy trees in linear time', Software: Practice and
//! Experience 44 (2014), for trees of any depth without recursion: nodes come in an order in which every child stands
//! after its parent, so that one pass from the last to the first meets all children before their parent.
//!
//! Axes are `breadth`, along which siblings stand side by side, and `depth`, which grows from parents to children.

/// What is placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The first child; further ones follow it directly.
    pub(super) first_child: u32,
    /// How many children there are.
    pub(super) children: u32,
    /// The size along the breadth.
    pub(super) breadth: i64,
    /// Where it ends along the depth, which is where its children begin: gaps are parts of the nodes.
    pub(super) bottom: i64,
    /// Whether it is the first of a further row.
    pub(super) starts_row: bool,
    /// Whether the children are not below it but in it, in rows: how far from its edge, and what is free between.
    pub(super) rows: Option<(i64, i64)>,
}

/// Where a node is along the breadth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub(super) start: i64,
    /// Its size, which is that of its rows where it has rows.
    pub(super) breadth: i64,
}

/// The free breadth between nodes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gaps {
    /// Between siblings.
    pub(super) siblings: i64,
    /// Between nodes of different parents.
    pub(super) cousins: i64,
}

/// Where each node is along the breadth; the first is the top of all, and begins at 0. Sizes are even, and so is every
/// place where the sizes allow it.
pub(super) fn place(nodes: &[Node], gaps: Gaps) -> Vec<Span> {
    let marks = nodes.iter().map(|node| Mark { breadth: node.breadth, ..Mark::default() }).collect();
    let mut walk = Walk { nodes, gaps, marks, lowest: Vec::new() };
    for parent in (0..nodes.len() as u32).rev() {
        match nodes[parent as usize].rows {
            Some((indent, gap)) => walk.fill_rows(parent, indent, gap),
            None => walk.place_children(parent),
        }
    }
    walk.into_spans()
}

/// No node.
const NONE: u32 = u32::MAX;

/// What is known of a node on the way. Places are relative to the sum of the shifts of the nodes above it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// Its own place, relative to its shift.
    place: i64,
    /// How far it is shifted with all below it.
    shift: i64,
    /// What is added to the shift of each sibling from here on.
    spread: i64,
    /// What takes the spread back.
    settled: i64,
    /// The next node of the left contour, for a leaf.
    left_thread: u32,
    /// The next node of the right contour, for a leaf.
    right_thread: u32,
    /// The last node of the left contour of its subtree, and the sum of the shifts from it to there.
    left_end: u32,
    left_shift: i64,
    /// The last node of the right contour of its subtree, and the sum of the shifts from it to there.
    right_end: u32,
    right_shift: i64,
    breadth: i64,
    /// The left and the right edge of its subtree, without its own shift; for a parent only.
    edges: (i64, i64),
}

impl Default for Mark {
    fn default() -> Mark {
        Mark {
            breadth: 0,
            edges: (0, 0),
            place: 0,
            shift: 0,
            spread: 0,
            settled: 0,
            left_thread: NONE,
            right_thread: NONE,
            left_end: NONE,
            left_shift: 0,
            right_end: NONE,
            right_shift: 0,
        }
    }
}

/// Of the siblings so far one that ends lower than all after it.
#[derive(Clone, Copy, Debug)]
struct Lowest {
    bottom: i64,
    sibling: u32,
}

struct Walk<'n> {
    nodes: &'n [Node],
    gaps: Gaps,
    marks: Vec<Mark>,
    /// The last is of the lowest end.
    lowest: Vec<Lowest>,
}

impl Walk<'_> {
    fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    fn mark(&mut self, node: u32) -> &mut Mark {
        &mut self.marks[node as usize]
    }

    /// Sets the subtrees of a parent side by side, and the parent over them.
    fn place_children(&mut self, parent: u32) {
        let Node { first_child: first, children, .. } = *self.node(parent);
        if children == 0 {
            let mark = self.mark(parent);
            (mark.left_end, mark.right_end) = (parent, parent);
            return;
        }
        let breadth = self.marks[parent as usize].breadth;
        self.lowest.clear();
        self.lowest.push(Lowest { bottom: self.lower_end(first), sibling: 0 });
        for sibling in 1..children {
            let bottom = self.lower_end(first + sibling);
            self.separate(first, sibling);
            while self.lowest.last().is_some_and(|lowest| bottom >= lowest.bottom) {
                self.lowest.pop();
            }
            self.lowest.push(Lowest { bottom, sibling });
        }
        let last = first + children - 1;
        let centre = |node: u32| {
            let mark = &self.marks[node as usize];
            mark.place + mark.shift + mark.breadth / 2
        };
        let place = (centre(first) + centre(last)).div_euclid(2) - breadth / 2;
        let (left, right) = (self.marks[first as usize], self.marks[last as usize]);
        let mut edges = (place, place + breadth);
        for child in first..=last {
            let (left, right) = self.edges(child);
            let shift = self.marks[child as usize].shift;
            edges = (edges.0.min(left + shift), edges.1.max(right + shift));
        }
        let mark = self.mark(parent);
        (mark.place, mark.edges) = (place, edges);
        (mark.left_end, mark.left_shift) = (left.left_end, left.left_shift);
        (mark.right_end, mark.right_shift) = (right.right_end, right.right_shift);
    }

    /// The left and the right edge of a subtree, without the shift of its top.
    fn edges(&self, node: u32) -> (i64, i64) {
        let mark = &self.marks[node as usize];
        if self.is_leaf(node) { (mark.place, mark.place + mark.breadth) } else { mark.edges }
    }

    /// Whether a contour ends at a node: what it has in rows is in it.
    fn is_leaf(&self, node: u32) -> bool {
        let node = self.node(node);
        node.children == 0 || node.rows.is_some()
    }

    /// Sets subtrees side by side in rows, each by its edges.
    fn fill_rows(&mut self, parent: u32, indent: i64, gap: i64) {
        let Node { first_child: first, children, .. } = *self.node(parent);
        let (mut start, mut breadth) = (indent, 0);
        for child in first..first + children {
            if self.node(child).starts_row {
                start = indent;
            }
            let (left, right) = self.edges(child);
            self.mark(child).shift = start - left;
            breadth = breadth.max(start + right - left);
            start += right - left + gap;
        }
        let mark = self.mark(parent);
        mark.breadth = breadth + breadth % 2;
        (mark.left_end, mark.right_end) = (parent, parent);
    }

    /// Where the subtree of a node ends along the depth.
    fn lower_end(&self, node: u32) -> i64 {
        self.node(self.marks[node as usize].right_end).bottom
    }

    /// Shifts a subtree to the right until it stands clear of all siblings before it: the right contour of those is walked
    /// along with its left contour, from the top down.
    fn separate(&mut self, first: u32, sibling: u32) {
        let (mut left, mut right) = (first + sibling - 1, first + sibling);
        let mut left_shift = self.marks[left as usize].shift;
        let mut right_shift = self.marks[right as usize].shift;
        let mut lowest = self.lowest.len() - 1;
        let mut gap = self.gaps.siblings;
        loop {
            let (left_bottom, right_bottom) = (self.node(left).bottom, self.node(right).bottom);
            if left_bottom > self.lowest[lowest].bottom && lowest > 0 {
                lowest -= 1;
            }
            let left_edge = left_shift + self.marks[left as usize].place + self.marks[left as usize].breadth;
            let overlap = left_edge + gap - (right_shift + self.marks[right as usize].place);
            if overlap > 0 {
                right_shift += overlap;
                self.shift(first, self.lowest[lowest].sibling, sibling, overlap);
            }
            gap = self.gaps.cousins;
            if left_bottom <= right_bottom {
                left = self.next_right(left);
                if left != NONE {
                    left_shift += self.marks[left as usize].shift;
                }
            }
            if left_bottom >= right_bottom {
                right = self.next_left(right);
                if right != NONE {
                    right_shift += self.marks[right as usize].shift;
                }
            }
            match (left, right) {
                (NONE, NONE) => return,
                (NONE, right) => return self.thread_left(first, sibling, right, right_shift),
                (left, NONE) => return self.thread_right(first, sibling, left, left_shift),
                _ => {}
            }
        }
    }

    fn next_left(&self, node: u32) -> u32 {
        if self.is_leaf(node) { self.marks[node as usize].left_thread } else { self.node(node).first_child }
    }

    fn next_right(&self, node: u32) -> u32 {
        let Node { first_child, children, .. } = *self.node(node);
        if self.is_leaf(node) { self.marks[node as usize].right_thread } else { first_child + children - 1 }
    }

    /// Shifts a sibling, and spreads those between it and the one that it would have overlapped.
    fn shift(&mut self, first: u32, from: u32, sibling: u32, by: i64) {
        let mark = self.mark(first + sibling);
        mark.shift += by;
        mark.left_shift += by;
        mark.right_shift += by;
        let steps = i64::from(sibling - from);
        if steps > 1 {
            // Even steps keep every place even.
            let step = by / steps / 2 * 2;
            self.mark(first + from + 1).spread += step;
            let mark = self.mark(first + sibling);
            mark.spread -= step;
            mark.settled -= step * (steps - 1);
        }
    }

    /// The siblings so far end above `next`, which is on the left contour of `sibling`: there the left contour of all goes on.
    fn thread_left(&mut self, first: u32, sibling: u32, next: u32, next_shift: i64) {
        let Mark { left_end, left_shift, .. } = self.marks[first as usize];
        let by = next_shift - self.marks[next as usize].shift - left_shift;
        let end = self.mark(left_end);
        end.left_thread = next;
        // A leaf's own place does not change.
        end.shift += by;
        end.place -= by;
        let Mark { left_end, left_shift, .. } = self.marks[(first + sibling) as usize];
        let mark = self.mark(first);
        (mark.left_end, mark.left_shift) = (left_end, left_shift);
    }

    /// `sibling` ends above `next`, which is on the right contour of those before it: there the right contour of all goes on.
    fn thread_right(&mut self, first: u32, sibling: u32, next: u32, next_shift: i64) {
        let Mark { right_end, right_shift, .. } = self.marks[(first + sibling) as usize];
        let by = next_shift - self.marks[next as usize].shift - right_shift;
        let end = self.mark(right_end);
        end.right_thread = next;
        end.shift += by;
        end.place -= by;
        let Mark { right_end, right_shift, .. } = self.marks[(first + sibling - 1) as usize];
        let mark = self.mark(first + sibling);
        (mark.right_end, mark.right_shift) = (right_end, right_shift);
    }

    /// Adds up the shifts from the top down.
    fn into_spans(mut self) -> Vec<Span> {
        if !self.nodes.is_empty() {
            let (left, _) = self.edges(0);
            self.mark(0).shift -= left;
        }
        for (parent, node) in self.nodes.iter().enumerate() {
            // A parent stands before its children, so that its shift is the sum of all above it by now.
            let Mark { shift, place, .. } = self.marks[parent];
            let above = if node.rows.is_some() { shift + place } else { shift };
            let (mut step, mut spread) = (0, 0);
            for child in node.first_child..node.first_child + node.children {
                let mark = &mut self.marks[child as usize];
                step += mark.spread;
                spread += step + mark.settled;
                mark.shift += above + spread;
            }
        }
        self.marks.iter().map(|mark| Span { start: mark.place + mark.shift, breadth: mark.breadth }).collect()
    }
}
