//! Where boxes stand and lines run: properties that hold for every drawing, found out anew from the places alone.

#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

use std::borrow::Cow;
use std::collections::HashMap;

use orglint::diagram::{Card, Direction, Drawing, Kind, Layout, Line, LineKind, Place};
use orglint::finding::Record;
use orglint::title::{Function, Level};
use proptest::prelude::*;

/// A drawing of cards of which each has the manager that is given, if any; and further lines.
fn drawing(managers: &[Option<u32>], assistants: &[u32], further: &[(u32, u32, LineKind)]) -> Drawing<'static> {
    let cards = (0..managers.len() as u32).map(|card| Card {
        kind: Kind::Position,
        position: Record(card),
        id: Cow::Owned(card.to_string()),
        name: Cow::Borrowed(""),
        title: Cow::Borrowed(""),
        function: Function::Other,
        level: if assistants.contains(&card) { Level::AssistantTo } else { Level::Individual },
        department: Cow::Borrowed(""),
        total_reports: 0,
        findings: Vec::new(),
        vacant: false,
        in_loop: false,
        highlighted: false,
        reports_left_out: 0,
        fate: None,
    });
    let tree = (0..)
        .zip(managers)
        .filter_map(|(report, manager)| manager.map(|manager| Line { report, manager, kind: LineKind::Solid }));
    let further =
        further.iter().map(|(report, manager, kind)| Line { report: *report, manager: *manager, kind: *kind });
    Drawing { cards: cards.collect(), lines: tree.chain(further).collect(), remarks: Vec::new() }
}

/// A layout in which depth grows downwards, whatever way it was drawn.
struct Upright {
    places: Vec<Place>,
    lines: Vec<Vec<(i64, i64)>>,
    /// From a box to the bar above it.
    half_gap: i64,
}

impl Upright {
    fn new(drawing: &Drawing<'_>, direction: Direction, sizes: &[(i64, i64)]) -> Upright {
        let layout = Layout::new(drawing, direction, |card| sizes[card]);
        let turned = |place: &Place| match direction {
            Direction::Down => *place,
            Direction::Right => Place { x: place.y, y: place.x, width: place.height, height: place.width },
        };
        for (place, size) in layout.places.iter().zip(sizes) {
            assert_eq!((place.width, place.height), *size, "boxes keep their sizes");
            assert!(place.x >= 0 && place.y >= 0, "{place:?}");
            assert!(place.x + place.width <= layout.width && place.y + place.height <= layout.height, "{place:?}");
        }
        let corners = |line: usize| {
            let corners = layout.corners(line).iter();
            corners.map(|(x, y)| if direction == Direction::Down { (*x, *y) } else { (*y, *x) }).collect()
        };
        Upright {
            places: layout.places.iter().map(turned).collect(),
            lines: (0..drawing.lines.len()).map(corners).collect(),
            half_gap: if direction == Direction::Down { 22 } else { 28 },
        }
    }
}

/// Boxes by the squares of a grid that they touch.
struct Grid(HashMap<(i64, i64), Vec<u32>, foldhash::fast::FixedState>);

impl Grid {
    const SIDE: i64 = 512;

    fn new(places: &[Place]) -> Grid {
        let mut squares: HashMap<(i64, i64), Vec<u32>, _> = HashMap::default();
        for (card, place) in (0..).zip(places) {
            for square in Grid::squares(place.x, place.y, place.x + place.width, place.y + place.height) {
                squares.entry(square).or_default().push(card);
            }
        }
        Grid(squares)
    }

    fn squares(left: i64, top: i64, right: i64, bottom: i64) -> impl Iterator<Item = (i64, i64)> {
        let down = move |x| (top / Grid::SIDE..=bottom / Grid::SIDE).map(move |y| (x, y));
        (left / Grid::SIDE..=right / Grid::SIDE).flat_map(down)
    }

    /// The boxes that may touch a rectangle.
    fn near(&self, left: i64, top: i64, right: i64, bottom: i64) -> impl Iterator<Item = u32> + '_ {
        Grid::squares(left, top, right, bottom).filter_map(|square| self.0.get(&square)).flatten().copied()
    }
}

fn boxes_are_apart(places: &[Place], grid: &Grid) {
    const APART: i64 = 8;
    for (card, one) in (0_u32..).zip(places) {
        for other in grid.near(one.x, one.y, one.x + one.width + APART, one.y + one.height + APART) {
            let two = places[other as usize];
            let beside = one.x + one.width + APART <= two.x || two.x + two.width + APART <= one.x;
            let below = one.y + one.height + APART <= two.y || two.y + two.height + APART <= one.y;
            assert!(other == card || beside || below, "boxes {card} and {other}: {one:?} {two:?}");
        }
    }
}

fn lines_pass_no_box(drawing: &Drawing<'_>, upright: &Upright, grid: &Grid) {
    // Straight parts by their axis: where they are across it, and from where to where they run along it.
    let mut parts: [Vec<(i64, i64, i64)>; 2] = [Vec::new(), Vec::new()];
    for (line, corners) in drawing.lines.iter().zip(&upright.lines) {
        let (report, manager) = (upright.places[line.report as usize], upright.places[line.manager as usize]);
        let is_at = |(x, y): (i64, i64), place: Place| {
            let (right, bottom) = (place.x + place.width, place.y + place.height);
            let within = (place.x..=right).contains(&x) && (place.y..=bottom).contains(&y);
            within && (x == place.x || x == right || y == place.y || y == bottom)
        };
        assert!(is_at(*corners.first().unwrap(), report), "{line:?} begins at its report: {corners:?} {report:?}");
        assert!(is_at(*corners.last().unwrap(), manager), "{line:?} ends at its manager: {corners:?} {manager:?}");
        for pair in corners.windows(2) {
            let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
            assert!((x1 == x2) != (y1 == y2), "{line:?} turns at right angles: {corners:?}");
            match x1 == x2 {
                true => parts[1].push((x1, y1.min(y2), y1.max(y2))),
                false => parts[0].push((y1, x1.min(x2), x1.max(x2))),
            }
        }
    }
    for (axis, mut parts) in parts.into_iter().enumerate() {
        parts.sort_unstable();
        // The lines of a team run over each other: they are looked at once.
        parts.dedup_by(|next, part| {
            let is_same = next.0 == part.0 && next.1 <= part.2;
            part.2 = if is_same { part.2.max(next.2) } else { part.2 };
            is_same
        });
        for (across, from, to) in parts {
            let (left, top, right, bottom) =
                if axis == 0 { (from, across, to, across) } else { (across, from, across, to) };
            for card in grid.near(left, top, right, bottom) {
                let place = upright.places[card as usize];
                let crosses =
                    left < place.x + place.width && right > place.x && top < place.y + place.height && bottom > place.y;
                assert!(!crosses, "a line crosses box {card}, {place:?}: {left} {top} {right} {bottom}");
            }
        }
    }
}

/// Reports stand below their manager, in their order, and the manager over the middle of the team.
fn teams_are_in_order(drawing: &Drawing<'_>, upright: &Upright) {
    let places = &upright.places;
    let centre = |place: Place| place.x + place.width / 2;
    // Each subtree's left and right edge, from the bottom up; the lines along stacks and rows are a part of it.
    let mut edges: Vec<(i64, i64)> = places.iter().map(|place| (place.x, place.x + place.width)).collect();
    let mut teams: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut reports_left = vec![0_u32; places.len()];
    let mut line_of = vec![None; places.len()];
    for (number, line) in drawing.lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Solid) {
        teams.entry(line.manager).or_default().push(number);
        reports_left[line.manager as usize] += 1;
        line_of[line.report as usize] = Some(number);
    }
    let mut ready: Vec<u32> = (0..places.len() as u32).filter(|card| reports_left[*card as usize] == 0).collect();
    while let Some(card) = ready.pop() {
        if let Some(team) = teams.get(&card) {
            edges[card as usize] = team_is_in_order(drawing, upright, card, team, &edges);
            let place = places[card as usize];
            assert!(edges[card as usize].0 <= place.x && centre(place) <= edges[card as usize].1);
        }
        if let Some(line) = line_of[card as usize] {
            let manager = drawing.lines[line].manager;
            reports_left[manager as usize] -= 1;
            if reports_left[manager as usize] == 0 {
                ready.push(manager);
            }
        }
    }
}

/// Checks the team of one manager, and gives the edges of all that is below, with the manager.
fn team_is_in_order(
    drawing: &Drawing<'_>,
    upright: &Upright,
    manager: u32,
    team: &[usize],
    edges: &[(i64, i64)],
) -> (i64, i64) {
    // From a line along a stack, or along rows, to what hangs off it; and from its outer side.
    const TWIG: i64 = 14;
    const TRUNK: i64 = 8;
    let above = upright.places[manager as usize];
    let middle = above.x + above.width / 2;
    let mut all = (above.x, above.x + above.width);
    // Whole subtrees and stacks, from left to right: their edges, the middle of their top, and where it stands.
    let mut blocks: Vec<((i64, i64), i64, i64)> = Vec::new();
    let mut stack: Option<Place> = None;
    let mut has_rows = false;
    for number in team {
        let report = drawing.lines[*number].report;
        let (place, corners) = (upright.places[report as usize], &upright.lines[*number]);
        assert!(place.y >= above.y + above.height, "{report} stands below {manager}");
        let is_whole = corners[0].1 == place.y;
        if !is_whole && corners.len() <= 3 && corners[1].0 == middle {
            assert_eq!(drawing.cards[report as usize].level, Level::AssistantTo);
            // Both sides of the line are as broad as the broader one.
            let half = (middle - place.x).max(place.x + place.width - middle);
            all = (all.0.min(middle - half), all.1.max(middle + half));
            continue;
        }
        // The bar that it hangs off is that of the team, or of a further row.
        let bar = if is_whole { place.y - upright.half_gap } else { corners[2].1 };
        has_rows |= !is_whole && corners.len() > 5 || is_whole && corners.len() > 4;
        let (left, right) = edges[report as usize];
        match stack {
            Some(last) if !is_whole && blocks.last().is_some_and(|block| block.2 == bar) => {
                assert!((last.x, last.y) < (place.x, place.y), "{report} stands after its sibling in the stack");
                let block = blocks.last_mut().unwrap();
                block.0.1 = block.0.1.max(right);
                block.1 = (block.0.0 + block.0.1) / 2;
            }
            _ => {
                let left = if is_whole { left } else { left - TRUNK - TWIG };
                let centre = if is_whole { place.x + place.width / 2 } else { (left + right) / 2 };
                if let Some((edges, before, at)) = blocks.last() {
                    assert!((*at, *before) < (bar, centre), "{report} stands after its sibling");
                    assert!(*at == bar || edges.0 >= left, "a further row begins at the left");
                }
                blocks.push(((left, right), centre, bar));
            }
        }
        stack = (!is_whole).then_some(place);
    }
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return all };
    let left = blocks.iter().map(|block| block.0.0).min().unwrap_or(0);
    let right = blocks.iter().map(|block| block.0.1).max().unwrap_or(0);
    let (left, over) = match has_rows {
        // The line along the rows is at their left, and all of them are led.
        true => (left - TRUNK - TWIG, (left - TRUNK - TWIG + right) / 2),
        false => (left, (first.1 + last.1) / 2),
    };
    // Sizes are rounded to whole and even pixels on the way.
    assert!((middle - over).abs() <= 2, "{manager} at {middle} is over the middle of its team at {over}");
    (all.0.min(left), all.1.max(right))
}

fn holds(drawing: &Drawing<'_>, sizes: &[(i64, i64)]) {
    for direction in [Direction::Down, Direction::Right] {
        let upright = Upright::new(drawing, direction, sizes);
        let grid = Grid::new(&upright.places);
        boxes_are_apart(&upright.places, &grid);
        lines_pass_no_box(drawing, &upright, &grid);
        teams_are_in_order(drawing, &upright);
    }
}

/// Charts of every shape: who reports to whom is drawn from those before; the lower `near`, the more like a chain.
fn chart(most: usize) -> impl Strategy<Value = (Vec<Option<u32>>, Vec<(i64, i64)>)> {
    let card = (any::<prop::sample::Index>(), 0..20_u32, 20_i64..150, 10_i64..60);
    (prop::collection::vec(card, 1..most), 1..30_u32).prop_map(|(cards, near)| {
        let manager = |(at, (pick, root, ..)): (usize, &(prop::sample::Index, u32, i64, i64))| {
            (at > 0 && *root > 0).then(|| (at - 1 - pick.index(at.min(near as usize))) as u32)
        };
        let managers = cards.iter().enumerate().map(manager).collect();
        (managers, cards.iter().map(|(_, _, width, height)| (2 * width, 2 * height)).collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn trees_are_tidy((managers, sizes) in chart(90)) {
        holds(&drawing(&managers, &[], &[]), &sizes);
    }

    #[test]
    fn assistants_and_lines_beside_the_tree_keep_clear(
        (managers, sizes) in chart(50),
        assistants in prop::collection::vec(0..50_u32, 0..12),
        lines in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..12),
    ) {
        let line = |(from, to): &(prop::sample::Index, prop::sample::Index)| {
            let (from, to) = (from.index(managers.len()) as u32, to.index(managers.len()) as u32);
            (from != to).then_some((from, to, LineKind::Dotted))
        };
        let lines: Vec<_> = lines.iter().filter_map(line).collect();
        holds(&drawing(&managers, &assistants, &lines), &sizes);
    }

    #[test]
    fn loops_are_drawn_in_whole((mut managers, sizes) in chart(40), members in prop::collection::btree_set(0..40_u32, 1..6)) {
        let members: Vec<u32> = members.into_iter().filter(|member| (*member as usize) < managers.len()).collect();
        prop_assume!(!members.is_empty());
        members.iter().for_each(|member| managers[*member as usize] = None);
        let next = members.iter().cycle().skip(1);
        let lines: Vec<_> = members.iter().zip(next).map(|(from, to)| (*from, *to, LineKind::Loop)).collect();
        holds(&drawing(&managers, &[], &lines), &sizes);
        // One line of the loop is not drawn, as where a selection leaves out a member.
        holds(&drawing(&managers, &[], &lines[1..]), &sizes);
    }
}

/// A large chart: the manager of each is one of the `near` before it, told by a fixed sequence of numbers.
fn large(cards: u32, near: u32) -> (Vec<Option<u32>>, Vec<(i64, i64)>) {
    let mut random = fastrand::Rng::with_seed(u64::from(near));
    let managers =
        (0..cards).map(|card| card.checked_sub(1).map(|last| last - random.u32(0..near.min(card)))).collect();
    let sizes = (0..cards).map(|_| (2 * random.i64(50..110), 2 * random.i64(20..50))).collect();
    (managers, sizes)
}

#[test]
fn a_hundred_thousand_positions_are_tidy_whatever_the_shape() {
    for near in [1, 3, 40, 100_000] {
        let (managers, sizes) = large(100_000, near);
        let lines: Vec<_> = (0..100).map(|n| (n * 997 % 100_000, n * 7_919 % 99_991 + 5, LineKind::Dotted)).collect();
        // In a chain every dotted line passes thousands of boxes, so there are a few.
        let lines = if near < 5 { &lines[..3] } else { &lines[..] };
        holds(&drawing(&managers, &[5, 50, 500], lines), &sizes);
    }
    let star: Vec<_> = (0..100_000).map(|card| (card > 0).then_some(0)).collect();
    holds(&drawing(&star, &[], &[]), &vec![(160, 60); 100_000]);
    let alone = vec![None; 100_000];
    holds(&drawing(&alone, &[], &[]), &vec![(160, 60); 100_000]);
}

#[test]
fn equal_charts_are_laid_out_alike() {
    let (managers, sizes) = large(500, 20);
    let drawing = drawing(&managers, &[], &[(7, 300, LineKind::Dotted)]);
    let corners =
        |layout: &Layout| (0..drawing.lines.len()).map(|line| layout.corners(line).to_vec()).collect::<Vec<_>>();
    let (one, two) = (
        Layout::new(&drawing, Direction::Down, |card| sizes[card]),
        Layout::new(&drawing, Direction::Down, |card| sizes[card]),
    );
    assert_eq!((one.places.clone(), corners(&one)), (two.places.clone(), corners(&two)));
}

#[test]
fn a_wide_team_is_stacked_in_columns_and_no_strip() {
    let managers: Vec<_> = (0..41).map(|card| (card > 0).then_some(0)).collect();
    let layout = Layout::new(&drawing(&managers, &[], &[]), Direction::Down, |_| (190, 66));
    assert!(layout.width < 1_000 && layout.height < 1_100, "{} by {}", layout.width, layout.height);
}

#[test]
fn dotted_lines_without_end_are_left_out_and_counted() {
    let chain: Vec<_> = (0..60_000_u32).map(|card| card.checked_sub(1)).collect();
    let lines: Vec<_> = (0..200).map(|n| (59_999 - n, n, LineKind::Dotted)).collect();
    let layout = Layout::new(&drawing(&chain, &[], &lines), Direction::Down, |_| (190, 66));
    assert!(layout.undrawn > 100 && layout.undrawn < 200, "{}", layout.undrawn);
}
