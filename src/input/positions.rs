//! Where in a document of nested values the positions are: a list of them, a map of them by id, or one that holds those
//! who report to it; at the top, or under keys such as `employees` or `data`.

use super::columns::{Columns, Mapping};
use super::tree::{Kind, NodeId, Tree};
use super::ways::Ways;
use crate::error::Error;
use crate::source::{Source, Span};

/// Keys under which a position may hold those who report to it; also how many they are, or their ids.
const REPORTS: [&str; 7] =
    ["reports", "directreports", "direct_reports", "children", "subordinates", "direct reports", "team"];

/// How deep the positions are looked for, and in how many places.
const DEEPEST: usize = 6;
const MOST_PLACES: usize = 10_000;

/// So many positions tell whether a list is one of positions.
const SAMPLE: usize = 64;

/// Lists or maps of positions; several where a document comes in pages.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) holders: Vec<NodeId>,
    /// How the keys above them are called.
    name: String,
}

/// The positions of a document.
pub(super) fn find(tree: &Tree, source: &Source, mapping: &Mapping) -> Result<Found, Error> {
    let mut candidates: Vec<Found> = Vec::new();
    let mut open = vec![(Tree::ROOT, String::new())];
    let mut looked = 0;
    for _ in 0..DEEPEST {
        let mut below = Vec::new();
        for (node, name) in open {
            looked += 1;
            if looked > MOST_PLACES {
                break;
            }
            if may_hold_positions(tree, source, node, mapping) {
                // Pages of one list.
                let number = candidates.iter().position(|found| found.name == name).unwrap_or(candidates.len());
                if number == candidates.len() {
                    candidates.push(Found { holders: Vec::new(), name: name.clone() });
                }
                candidates[number].holders.push(node);
                if reads_as_chart(tree, source, &candidates[number], mapping) {
                    continue;
                }
            }
            for child in tree.children(node).filter(|child| matches!(tree.kind(*child), Kind::Map | Kind::List)) {
                let key = tree.name(source, child);
                let name = if name.is_empty() || key.is_empty() { name.clone() + key } else { format!("{name}.{key}") };
                below.push((child, name));
                if below.len() > MOST_PLACES {
                    break;
                }
            }
        }
        open = below;
    }
    let mut sound: Vec<&Found> =
        candidates.iter().filter(|found| reads_as_chart(tree, source, found, mapping)).collect();
    if sound.is_empty() {
        sound = candidates.iter().filter(|found| found.holders.iter().any(|node| has_maps(tree, *node))).collect();
        // What tells of positions is told what it lacks.
        sound.truncate(1);
    }
    match sound[..] {
        [found] => Ok(found.clone()),
        [] => Err(wrong_shape(source, tree.span(Tree::ROOT).start as usize)),
        _ => {
            let names: Vec<String> = sound.iter().map(|found| format!("'{}'", found.name)).collect();
            let message = format!("several lists could hold the positions: {}", names.join(", "));
            Err(Error::in_file(source.name(), message).help("leave one list of positions in the file"))
        }
    }
}

/// Whether a node has the shape of positions, alone, in a list, or by their ids.
fn may_hold_positions(tree: &Tree, source: &Source, node: NodeId, mapping: &Mapping) -> bool {
    match tree.kind(node) {
        Kind::List => has_maps(tree, node),
        Kind::Map => is_by_id(tree, node) || is_position(tree, source, node, mapping),
        _ => false,
    }
}

fn has_maps(tree: &Tree, node: NodeId) -> bool {
    tree.children(node).any(|child| tree.kind(child) == Kind::Map)
}

/// Whether a map holds maps only, each under what may be its id.
pub(super) fn is_by_id(tree: &Tree, node: NodeId) -> bool {
    let is_map = |child| tree.kind(child) == Kind::Map;
    tree.kind(node) == Kind::Map && has_maps(tree, node) && tree.children(node).all(is_map)
}

fn is_position(tree: &Tree, source: &Source, node: NodeId, mapping: &Mapping) -> bool {
    let keys: Vec<String> = tree.children(node).take(1000).map(|child| tree.name(source, child).to_owned()).collect();
    let nests = tree.children(node).any(|child| holds_reports(tree, source, child));
    nests && Columns::tell_of_a_position(&keys, mapping) || Columns::find(keys, mapping).is_ok()
}

fn reads_as_chart(tree: &Tree, source: &Source, found: &Found, mapping: &Mapping) -> bool {
    let Ok(records) = records(tree, source, found, SAMPLE) else { return false };
    Ways::discover(tree, source, &records).is_ok_and(|ways| ways.detect(mapping).is_ok())
}

/// Whether a node holds those who report to the position around it.
pub(super) fn holds_reports(tree: &Tree, source: &Source, node: NodeId) -> bool {
    match tree.kind(node) {
        Kind::List => has_maps(tree, node) && is_reports(tree.name(source, node)),
        // One who reports alone. A map under 'team' says which team it is.
        Kind::Map => {
            let name = tree.name(source, node);
            is_reports(name) && !name.eq_ignore_ascii_case("team") && tree.end(node) > node + 1
        }
        _ => false,
    }
}

fn is_reports(key: &str) -> bool {
    REPORTS.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// Reports to nobody by nesting.
pub(super) const NOBODY: u32 = u32::MAX;

/// The records of a document: the node of each position, and the number of the record around it.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) nodes: Vec<NodeId>,
    pub(super) around: Vec<u32>,
    /// Whether each stands under a key that may be its id.
    pub(super) are_by_id: bool,
    /// Whether some position is nested in another, or has an empty place for such.
    pub(super) are_nested: bool,
}

/// The first `most` records in the order of the text.
pub(super) fn records(tree: &Tree, source: &Source, found: &Found, most: usize) -> Result<Records, Error> {
    let mut records = Records::default();
    // What is still to come of each list that has been entered, and whose reports it holds.
    let mut open: Vec<(NodeId, NodeId, u32)> = Vec::new();
    for holder in found.holders.iter().rev() {
        let is_one = tree.kind(*holder) == Kind::Map && !is_by_id(tree, *holder);
        records.are_by_id |= tree.kind(*holder) == Kind::Map && !is_one;
        open.push((if is_one { *holder } else { holder + 1 }, tree.end(*holder), NOBODY));
    }
    while let Some((node, end, around)) = open.pop() {
        if node >= end || records.nodes.len() >= most {
            continue;
        }
        open.push((tree.end(node), end, around));
        match tree.kind(node) {
            Kind::Null => continue,
            Kind::Map => {}
            // Whoever is only an id among objects would be passed over.
            Kind::Scalar | Kind::List => {
                return Err(wrong_shape(source, tree.place(source, tree.span(node)).range().start));
            }
        }
        let record = records.nodes.len() as u32;
        records.nodes.push(node);
        records.around.push(around);
        let first = open.len();
        for child in tree.children(node).filter(|child| holds_reports(tree, source, *child)) {
            records.are_nested = true;
            let is_list = tree.kind(child) == Kind::List || is_by_id(tree, child);
            open.push((if is_list { child + 1 } else { child }, tree.end(child), record));
        }
        open[first..].reverse();
    }
    Ok(records)
}

pub(super) fn wrong_shape(source: &Source, at: usize) -> Error {
    Error::at(source, Span::new(at..at), "this is no list of positions")
        .help("give an array of objects, each with an id, a manager's id and a title, or objects nested in 'reports'")
}
