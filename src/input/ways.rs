//! The columns of a document of nested values: each way from a position to a value in it, such as `title` or `manager.id`.

use std::collections::HashMap;
use std::hash::BuildHasher;

use hashbrown::HashTable;

use super::columns::{Columns, Field, Lack, Mapping};
use super::positions::{Records, holds_reports};
use super::tree::{Excess, KeyId, Kind, NodeId, Tree};
use crate::source::Source;

/// How deep values are told apart; what lies deeper is one value, told as JSON.
const DEEPEST: usize = 8;

/// The most columns of one document.
const MOST_COLUMNS: usize = 1 << 16;

/// One way from a position to a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// A scalar or a list under a key, in the position itself or in a map within.
    Value {
        /// The position or the map.
        within: StepId,
        /// The key, where some position has a scalar there.
        scalar: Option<KeyId>,
        /// The same key, where some position has a list there.
        list: Option<StepId>,
    },
    /// The key that the position stands under.
    Name,
    /// The id of the position around it.
    Around,
}

/// The number of a step.
type StepId = u32;

/// A map or a list within a position, or within such a map.
#[derive(Debug)]
struct Step {
    name: Box<str>,
    within: StepId,
    depth: usize,
    /// Whether it is called by a web address of a schema, which headings leave out.
    is_schema: bool,
}

/// The position itself.
pub(super) const POSITION: StepId = 0;

/// All ways of one document.
#[derive(Debug)]
pub(super) struct Ways {
    steps: Vec<Step>,
    known_steps: HashTable<StepId>,
    ways: Vec<Way>,
    known_ways: HashTable<(StepId, KeyId)>,
    /// The ways to scalars of the position itself are met a million times.
    are_known: Vec<bool>,
    hash: foldhash::fast::RandomState,
    headings: Vec<String>,
    is_nested: bool,
}

impl Ways {
    /// The ways that the records have, in the order in which they are met.
    pub(super) fn discover(tree: &Tree, source: &Source, records: &Records) -> Result<Ways, Excess> {
        let mut ways = Ways {
            steps: vec![Step { name: "".into(), within: POSITION, depth: 0, is_schema: false }],
            known_steps: HashTable::new(),
            ways: Vec::new(),
            known_ways: HashTable::new(),
            are_known: vec![false; tree.keys().len()],
            hash: foldhash::fast::RandomState::default(),
            headings: Vec::new(),
            is_nested: records.are_nested,
        };
        for record in &records.nodes {
            ways.walk(tree, source, *record, POSITION)?;
        }
        ways.unite(tree);
        if records.are_by_id {
            ways.ways.push(Way::Name);
        }
        ways.headings = ways.ways.iter().map(|way| ways.heading(tree, *way)).collect();
        Ok(ways)
    }

    /// Which way leads to which field. Nested positions need no manager's id: whoever they are nested in is the manager.
    pub(super) fn detect(&self, mapping: &Mapping) -> Result<Columns, Lack> {
        let detect = |headings: Vec<String>| Columns::find(headings, mapping);
        let mut columns = detect(self.headings.clone()).or_else(|error| match self.is_nested {
            true => detect([&self.headings[..], &["manager".to_owned()]].concat()).map_err(|_| error),
            false => Err(error),
        })?;
        if let Some(name) = self.ways.iter().position(|way| *way == Way::Name) {
            columns.prefer_id(name, mapping);
        }
        Ok(columns)
    }

    /// The way of a column; the one that has none is the manager by nesting.
    pub(super) fn way(&self, column: usize) -> Way {
        self.ways.get(column).copied().unwrap_or(Way::Around)
    }

    /// The node that a way leads to from a position.
    pub(super) fn follow(&self, tree: &Tree, source: &Source, position: NodeId, way: Way) -> Option<NodeId> {
        let Way::Value { within, scalar, list } = way else { return None };
        let mut steps = [POSITION; DEEPEST + 1];
        let depth = self.steps[within as usize].depth;
        let mut at = within;
        for slot in steps[..depth].iter_mut().rev() {
            *slot = at;
            at = self.steps[at as usize].within;
        }
        let is_container = |child: &NodeId| matches!(tree.kind(*child), Kind::Map | Kind::List);
        let enter = |map: NodeId, step: StepId| {
            let name = &self.steps[step as usize].name;
            tree.children(map).filter(is_container).find(|child| tree.name(source, *child) == &**name)
        };
        let mut map = position;
        for step in &steps[..depth] {
            map = enter(map, *step)?;
            if tree.kind(map) == Kind::List {
                map = chosen(tree, source, map)?;
            }
        }
        let is_it = |child: &NodeId| tree.kind(*child) == Kind::Scalar && Some(tree.key(*child)) == scalar;
        let found = scalar.and_then(|_| tree.children(map).find(is_it));
        found.or_else(|| list.and_then(|list| enter(map, list)))
    }

    /// Notes the ways through a map.
    fn walk(&mut self, tree: &Tree, source: &Source, map: NodeId, step: StepId) -> Result<(), Excess> {
        // No deeper than `DEEPEST`.
        for child in tree.children(map) {
            match tree.kind(child) {
                Kind::Null | Kind::Scalar => {
                    let key = tree.key(child);
                    if step != POSITION {
                        self.note_scalar(step, key)?;
                    } else if let Some(is_known) = self.are_known.get_mut(key as usize)
                        && !std::mem::replace(is_known, true)
                    {
                        self.note_scalar(step, key)?;
                    }
                }
                Kind::Map | Kind::List if step == POSITION && holds_reports(tree, source, child) => {}
                kind => {
                    let within = self.step(tree.name(source, child), step)?;
                    let is_deepest = self.steps[within as usize].depth >= DEEPEST;
                    if kind == Kind::List || is_deepest {
                        self.note_list(within)?;
                    }
                    let map = if kind == Kind::List { chosen(tree, source, child) } else { Some(child) };
                    if let Some(map) = map.filter(|_| !is_deepest) {
                        self.walk(tree, source, map, within)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn note_scalar(&mut self, within: StepId, key: KeyId) -> Result<(), Excess> {
        self.note(Way::Value { within, scalar: Some(key), list: None }, (within, key))
    }

    fn note_list(&mut self, list: StepId) -> Result<(), Excess> {
        let within = self.steps[list as usize].within;
        self.note(Way::Value { within, scalar: None, list: Some(list) }, (list, KeyId::MAX))
    }

    fn note(&mut self, way: Way, key: (StepId, KeyId)) -> Result<(), Excess> {
        let Ways { ways, known_ways, hash, .. } = self;
        if known_ways.find(hash.hash_one(key), |known| *known == key).is_some() {
            return Ok(());
        }
        if ways.len() >= MOST_COLUMNS {
            return Err(Excess::Keys);
        }
        known_ways.insert_unique(hash.hash_one(key), key, |known| hash.hash_one(*known));
        ways.push(way);
        Ok(())
    }

    /// Makes one way of two that lead to the same key, for what is a list in one position may be a scalar in the next.
    fn unite(&mut self, tree: &Tree) {
        let name = |way: &Way| match way {
            Way::Value { within, scalar: Some(key), .. } => Some((*within, tree.keys().get(*key as usize)?.clone())),
            Way::Value { within, list: Some(list), .. } => Some((*within, self.steps[*list as usize].name.clone())),
            _ => None,
        };
        let mut united: Vec<Way> = Vec::with_capacity(self.ways.len());
        let mut known: HashMap<(StepId, Box<str>), usize> = HashMap::new();
        for way in &self.ways {
            let first = name(way).map(|name| *known.entry(name).or_insert(united.len())).unwrap_or(united.len());
            match (united.get_mut(first), way) {
                (Some(Way::Value { scalar, list, .. }), Way::Value { scalar: one, list: other, .. }) => {
                    *scalar = scalar.or(*one);
                    *list = list.or(*other);
                }
                _ => united.push(*way),
            }
        }
        self.ways = united;
    }

    fn step(&mut self, name: &str, within: StepId) -> Result<StepId, Excess> {
        let Ways { steps, known_steps, hash, .. } = self;
        let hash = |name: &str, within: StepId| hash.hash_one((name, within));
        let is_it = |step: &Step| step.within == within && &*step.name == name;
        if let Some(known) = known_steps.find(hash(name, within), |known| is_it(&steps[*known as usize])) {
            return Ok(*known);
        }
        if steps.len() >= MOST_COLUMNS {
            return Err(Excess::Keys);
        }
        let new = steps.len() as StepId;
        let depth = steps[within as usize].depth + 1;
        steps.push(Step { name: name.into(), within, depth, is_schema: name.starts_with("urn:") });
        known_steps.insert_unique(hash(name, within), new, |known| {
            let step = &steps[*known as usize];
            hash(&step.name, step.within)
        });
        Ok(new)
    }

    /// A way as a heading: its keys, joined by dots.
    fn heading(&self, tree: &Tree, way: Way) -> String {
        let (mut step, last) = match way {
            Way::Value { within, scalar: Some(key), .. } => {
                (within, tree.keys().get(key as usize).map_or("", |key| key))
            }
            Way::Value { within, list, .. } => (within, list.map_or("", |list| &*self.steps[list as usize].name)),
            Way::Name => (POSITION, "key"),
            Way::Around => (POSITION, "manager"),
        };
        let mut keys = vec![last];
        while step != POSITION {
            let Step { name, within, is_schema, .. } = &self.steps[step as usize];
            if !is_schema {
                keys.push(name);
            }
            step = *within;
        }
        keys.reverse();
        keys.join(".")
    }
}

/// Of several maps in a list the one that is marked as primary, or else the first: of e-mail addresses, phone numbers.
fn chosen(tree: &Tree, source: &Source, list: NodeId) -> Option<NodeId> {
    let maps = || tree.children(list).filter(|child| tree.kind(*child) == Kind::Map).take(100);
    let is_primary = |map: &NodeId| {
        tree.children(*map).any(|child| {
            tree.kind(child) == Kind::Scalar
                && tree.name(source, child).eq_ignore_ascii_case("primary")
                && tree.bytes(source, tree.span(child)) == b"true"
        })
    };
    maps().find(is_primary).or_else(|| maps().next())
}

/// The fields that a column holds: none, one, two where an e-mail address serves as the id, or as many as a user maps.
pub(super) fn fields_of(columns: &Columns) -> Vec<Vec<Field>> {
    let mut fields = vec![Vec::new(); columns.headings().len()];
    for field in Field::ALL {
        if let Some(column) = columns.column(field) {
            fields[column].push(field);
        }
    }
    fields
}
