//! The making of a tree, value by value.

use hashbrown::HashTable;
use std::hash::BuildHasher;

use super::{Annex, KeyId, Kind, Node, NodeId, Tree};
use crate::error::Error;
use crate::progress;
use crate::source::{Source, Span};

/// Why a document is no [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::input) enum Excess {
    /// It has more values than its reader allows, or than can be numbered.
    Values,
    /// Its scalars have more distinct keys than a list of positions has.
    Keys,
    /// Its values are nested deeper than any chart.
    Depth,
    /// Its texts outgrow their space.
    Text,
    /// There is no memory for more values.
    Memory,
}

/// The most distinct keys of scalars.
const MOST_KEYS: usize = 1 << 16;

/// The most levels of nesting: more than a chain of managers has, and little enough to be walked at leisure.
const DEEPEST: usize = 1 << 14;

/// A tree in the making. Values come in the order of the text; what is opened is closed again.
pub(in crate::input) struct Builder<'s> {
    source: &'s Source,
    tree: Tree,
    most_nodes: usize,
    open: Vec<NodeId>,
    /// The key of the next value.
    next: Option<Span>,
    known: HashTable<KeyId>,
    hash: foldhash::fast::RandomState,
    /// The key that is expected next: neighbours have their keys in one order.
    expected: usize,
}

impl<'s> Builder<'s> {
    /// A tree of at most so many values.
    pub(in crate::input) fn new(source: &'s Source, most_values: usize) -> Builder<'s> {
        Builder {
            source,
            tree: Tree {
                nodes: Vec::new(),
                keys: Vec::new(),
                names: Vec::new(),
                annex: Annex::new(source.bytes().len()),
            },
            most_nodes: most_values.min(u32::MAX as usize - 1),
            open: Vec::new(),
            next: None,
            known: HashTable::new(),
            hash: foldhash::fast::RandomState::default(),
            expected: 0,
        }
    }

    /// The key of the next value by its place in the source, without quotes; where it is written otherwise than it reads,
    /// by the span of what [`Builder::annexed`] keeps.
    pub(in crate::input) fn key(&mut self, span: Span) {
        self.next = Some(span);
    }

    /// Keeps a text that is written otherwise than it reads, and gives its span.
    pub(in crate::input) fn annexed(&mut self, text: &str, place: Span) -> Result<Span, Excess> {
        self.tree.annex.add(text, place).ok_or(Excess::Text)
    }

    /// Begins a map or a list that starts at an offset of the source; the values that follow are its own.
    pub(in crate::input) fn open(&mut self, kind: Kind, at: usize) -> Result<(), Excess> {
        if self.open.len() >= DEEPEST {
            return Err(Excess::Depth);
        }
        let node = self.push(kind, Tree::NO_KEY, Span::new(at..at))?;
        self.tree.names.extend(self.next.take().map(|name| (node, name)));
        self.open.push(node);
        self.expected = 0;
        Ok(())
    }

    /// Ends the map or the list that was begun last, at an offset of the source.
    pub(in crate::input) fn close(&mut self, at: usize) {
        let end = self.tree.nodes.len() as NodeId;
        if let Some(node) = self.open.pop() {
            let node = &mut self.tree.nodes[node as usize];
            node.end = end;
            node.span = Span::new(node.span.range().start..at);
        }
    }

    /// The number of the next node.
    pub(in crate::input) fn next_node(&self) -> NodeId {
        self.tree.nodes.len() as NodeId
    }

    /// What has been built so far. What is still open has no end yet.
    pub(in crate::input) fn so_far(&self) -> &Tree {
        &self.tree
    }

    /// Repeats a map or a list that is closed, with all that it holds, as the next value.
    pub(in crate::input) fn repeat(&mut self, node: NodeId) -> Result<(), Excess> {
        let name = self.next.take();
        self.copy(node, name)
    }

    /// Repeats a value of a map that is closed, with all that it holds and under the same key.
    pub(in crate::input) fn repeat_with_key(&mut self, node: NodeId) -> Result<(), Excess> {
        let name = self.tree.name_span(node);
        self.copy(node, name)
    }

    fn copy(&mut self, node: NodeId, name: Option<Span>) -> Result<(), Excess> {
        let end = self.tree.end(node);
        let first = self.next_node();
        let shift = first - node;
        if self.tree.nodes.len() + (end - node) as usize > self.most_nodes {
            return Err(Excess::Values);
        }
        let Tree { nodes, names, .. } = &mut self.tree;
        let number = |node: NodeId| names.partition_point(|(named, _)| *named < node);
        let within = number(node + 1)..number(end);
        names.extend(name.map(|name| (first, name)));
        for number in within {
            let (named, span) = names[number];
            names.push((named + shift, span));
        }
        nodes.extend_from_within(node as usize..end as usize);
        for copy in &mut nodes[first as usize..] {
            copy.end += shift;
        }
        self.expected = 0;
        Ok(())
    }

    /// Makes what has been built, one document, the first value of a list that holds those that follow, too.
    pub(in crate::input) fn wrap(&mut self) {
        let Tree { nodes, names, .. } = &mut self.tree;
        for node in nodes.iter_mut() {
            node.end += 1;
        }
        for (named, _) in names {
            *named += 1;
        }
        let start = nodes.first().map_or(0, |first| first.span.range().start);
        nodes.insert(0, Node { tag: Tree::NO_KEY << 2 | Kind::List as u32, span: Span::new(start..start), end: 1 });
        self.open.insert(0, Tree::ROOT);
    }

    /// A scalar that is written as it reads; the span is without quotes.
    pub(in crate::input) fn scalar(&mut self, span: Span) -> Result<(), Excess> {
        let key = self.number_of_key()?;
        self.push(Kind::Scalar, key, span).map(|_| ())
    }

    /// A scalar that is written otherwise than it reads; the place is with quotes.
    pub(in crate::input) fn decoded(&mut self, text: &str, place: Span) -> Result<(), Excess> {
        let span = self.annexed(text, place)?;
        self.scalar(span)
    }

    /// Nothing, at an offset of the source.
    pub(in crate::input) fn null(&mut self, at: usize) -> Result<(), Excess> {
        let key = self.number_of_key()?;
        self.push(Kind::Null, key, Span::new(at..at)).map(|_| ())
    }

    /// The tree. What is still open is closed.
    pub(in crate::input) fn finish(mut self) -> Tree {
        while !self.open.is_empty() {
            self.close(self.source.bytes().len());
        }
        if self.tree.nodes.is_empty() {
            self.tree.nodes.push(Node { tag: Tree::NO_KEY << 2, span: Span::default(), end: 1 });
        }
        self.tree
    }

    fn push(&mut self, kind: Kind, key: KeyId, span: Span) -> Result<NodeId, Excess> {
        let node = self.tree.nodes.len();
        if node >= self.most_nodes {
            return Err(Excess::Values);
        }
        if node == self.tree.nodes.capacity() && self.tree.nodes.try_reserve(1).is_err() {
            return Err(Excess::Memory);
        }
        let node = node as NodeId;
        self.tree.nodes.push(Node { tag: key << 2 | kind as u32, span, end: node + 1 });
        if node.is_multiple_of(1 << 16) {
            progress::reach(0, span.start as usize, self.source.bytes().len());
        }
        Ok(node)
    }

    /// The number of the key of the next value. Keys of maps and lists have none: they may be ids, as many as positions.
    fn number_of_key(&mut self) -> Result<KeyId, Excess> {
        let Some(span) = self.next.take() else { return Ok(Tree::NO_KEY) };
        let Tree { keys, annex, .. } = &mut self.tree;
        let key = annex.bytes(self.source.bytes(), span);
        if keys.get(self.expected).is_some_and(|expected| expected.as_bytes() == key) {
            self.expected += 1;
            return Ok(self.expected as KeyId - 1);
        }
        let hash = |key: &[u8]| self.hash.hash_one(key);
        let found = match self.known.find(hash(key), |known| keys[*known as usize].as_bytes() == key) {
            Some(found) => *found,
            None if keys.len() >= MOST_KEYS => return Err(Excess::Keys),
            None => {
                let new = keys.len() as KeyId;
                keys.push(String::from_utf8_lossy(key).into());
                self.known.insert_unique(hash(key), new, |known| hash(keys[*known as usize].as_bytes()));
                new
            }
        };
        self.expected = found as usize + 1;
        Ok(found)
    }
}

impl Excess {
    /// As an error at an offset of the source.
    pub(in crate::input) fn at(self, source: &Source, offset: usize) -> Error {
        let (message, help) = match self {
            Excess::Values => (
                "the file holds more values than are read".to_owned(),
                "split it into several charts, or raise `values` under [limits] in orglint.toml",
            ),
            Excess::Keys => (
                format!("the file has more than {MOST_KEYS} different keys: it is no list of positions"),
                "give each position the same keys",
            ),
            Excess::Depth => (
                format!("the values are nested more than {DEEPEST} deep"),
                "write deep charts as a flat list, each position with its manager's id",
            ),
            Excess::Text => ("the input is larger than 4 GiB".to_owned(), "split it into several charts"),
            Excess::Memory => (
                "there is not enough memory for the values of the file".to_owned(),
                "allow the process more memory, or split the file into several charts",
            ),
        };
        Error::at(source, Span::new(offset..offset), message).help(help)
    }
}
