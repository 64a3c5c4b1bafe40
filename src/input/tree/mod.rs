//! A document of nested values, as JSON, YAML and LDIF have them: one row of nodes in the order of the text, each with
//! its place. The readers of these formats build it in one pass; where the positions are in it is looked for after.
//!
//! A value that is written as it reads stays where it is in the source. One that is written in another way, with escapes
//! or in base64, is kept in an annex behind the source; the two make one space of text, in which a [`Span`] finds both.

mod annex;
mod build;

use std::borrow::Cow;

pub(super) use annex::Annex;
pub(super) use build::{Builder, Excess};

use crate::source::{Source, Span};

/// The number of a node.
pub(super) type NodeId = u32;

/// The number of a key, the same for the same key.
pub(super) type KeyId = u32;

/// What a node holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Nothing.
    Null,
    /// A text, a number or a flag.
    Scalar,
    /// Values by key.
    Map,
    /// Values in order.
    List,
}

/// One value.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The key, and in the lowest two bits the kind.
    tag: u32,
    /// The text, of a scalar without quotes.
    span: Span,
    /// The node behind this one and all that it holds.
    end: NodeId,
}

/// The values of one document.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    keys: Vec<Box<str>>,
    /// For each map and list that stands under a key that key, by the number of the node.
    names: Vec<(NodeId, Span)>,
    annex: Annex,
}

impl Tree {
    /// The key of values that have none, as in a list.
    pub(super) const NO_KEY: KeyId = (1 << 30) - 1;

    /// What stands at the top; there is always something.
    pub(super) const ROOT: NodeId = 0;

    pub(super) fn kind(&self, node: NodeId) -> Kind {
        match self.nodes[node as usize].tag & 3 {
            0 => Kind::Null,
            1 => Kind::Scalar,
            2 => Kind::Map,
            _ => Kind::List,
        }
    }

    /// The key of a scalar or of nothing, by number; of maps and lists see [`Tree::name`].
    pub(super) fn key(&self, node: NodeId) -> KeyId {
        self.nodes[node as usize].tag >> 2
    }

    /// The keys by number.
    pub(super) fn keys(&self) -> &[Box<str>] {
        &self.keys
    }

    /// The key that a node stands under; empty where it has none.
    pub(super) fn name<'a>(&'a self, source: &'a Source, node: NodeId) -> &'a str {
        match self.kind(node) {
            Kind::Map | Kind::List => self.name_span(node).map_or("", |span| self.text(source, span)),
            _ => self.keys.get(self.key(node) as usize).map_or("", |key| key),
        }
    }

    /// The key that a map or a list stands under, as a text.
    pub(super) fn name_span(&self, node: NodeId) -> Option<Span> {
        let found = self.names.binary_search_by_key(&node, |(named, _)| *named).ok()?;
        Some(self.names[found].1)
    }

    /// The text of a node in the source, of a scalar without quotes; or in the annex.
    pub(super) fn span(&self, node: NodeId) -> Span {
        self.nodes[node as usize].span
    }

    /// What a map or a list holds directly.
    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.nodes[node as usize].end;
        let first = Some(node + 1).filter(|first| *first < end);
        std::iter::successors(first, move |child| Some(self.end(*child)).filter(|next| *next < end))
    }

    /// The node behind a node and all that it holds.
    pub(super) fn end(&self, node: NodeId) -> NodeId {
        self.nodes[node as usize].end
    }

    /// The bytes of a span of the source or of the annex.
    pub(super) fn bytes<'a>(&'a self, source: &'a Source, span: Span) -> &'a [u8] {
        self.annex.bytes(source.bytes(), span)
    }

    /// The text of a span of the source or of the annex.
    pub(super) fn text<'a>(&'a self, source: &'a Source, span: Span) -> &'a str {
        std::str::from_utf8(self.bytes(source, span)).unwrap_or_default()
    }

    /// Where a text stands in the source, with the quotes around it.
    pub(super) fn place(&self, source: &Source, span: Span) -> Span {
        self.annex.place(source.bytes(), span)
    }

    /// What a node says: a scalar its text, a list or a map all that it holds as JSON, and an empty one nothing.
    pub(super) fn value<'a>(&'a self, source: &'a Source, node: NodeId) -> Cow<'a, [u8]> {
        match self.kind(node) {
            Kind::Null => Cow::Borrowed(b""),
            Kind::Scalar => Cow::Borrowed(self.bytes(source, self.span(node))),
            Kind::Map | Kind::List if self.end(node) == node + 1 => Cow::Borrowed(b""),
            Kind::Map | Kind::List => Cow::Owned(self.as_json(source, node)),
        }
    }

    /// A map or a list as JSON; its scalars as texts, for a number and a text that looks like one are not told apart.
    fn as_json(&self, source: &Source, node: NodeId) -> Vec<u8> {
        let mut json = Vec::new();
        let mut open: Vec<(NodeId, u8)> = Vec::new();
        for at in node..self.end(node) {
            while let Some((_, bracket)) = open.pop_if(|(end, _)| *end <= at) {
                json.push(bracket);
            }
            if !matches!(json.last(), None | Some(b'[' | b'{')) {
                json.push(b',');
            }
            if open.last().is_some_and(|(_, bracket)| *bracket == b'}') {
                write_text(&mut json, self.name(source, at));
                json.push(b':');
            }
            match self.kind(at) {
                Kind::Null => json.extend_from_slice(b"null"),
                Kind::Scalar => write_text(&mut json, self.text(source, self.span(at))),
                Kind::Map => {
                    json.push(b'{');
                    open.push((self.end(at), b'}'));
                }
                Kind::List => {
                    json.push(b'[');
                    open.push((self.end(at), b']'));
                }
            }
        }
        json.extend(open.into_iter().rev().map(|(_, bracket)| bracket));
        json
    }
}

fn write_text(json: &mut Vec<u8>, text: &str) {
    // Writing to a vector cannot fail, and a text is always JSON.
    _ = serde_json::to_writer(json, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_walked_and_told_as_json() {
        let source = Source::new("x", r#"{"a": [1, {"b": null}, []], "c": "d"}"#).unwrap();
        let mut builder = Builder::new(&source, usize::MAX);
        builder.open(Kind::Map, 0).unwrap();
        builder.key(Span::new(2..3));
        builder.open(Kind::List, 6).unwrap();
        builder.scalar(Span::new(7..8)).unwrap();
        builder.open(Kind::Map, 10).unwrap();
        builder.key(Span::new(12..13));
        builder.null(16).unwrap();
        builder.close(21);
        builder.open(Kind::List, 23).unwrap();
        builder.close(25);
        builder.close(26);
        builder.key(Span::new(29..30));
        builder.decoded("\"d\n", Span::new(33..36)).unwrap();
        builder.close(37);
        let tree = builder.finish();
        let children: Vec<NodeId> = tree.children(Tree::ROOT).collect();
        assert_eq!(children.len(), 2);
        assert_eq!(tree.name(&source, children[0]), "a");
        assert_eq!(tree.place(&source, tree.span(children[0])), Span::new(6..26));
        assert_eq!(tree.value(&source, children[0]), r#"["1",{"b":null},[]]"#.as_bytes());
        assert_eq!(tree.value(&source, children[1]), "\"d\n".as_bytes());
        assert_eq!(tree.place(&source, tree.span(children[1])), Span::new(33..36));
        let whole = tree.value(&source, Tree::ROOT);
        assert_eq!(whole, r#"{"a":["1",{"b":null},[]],"c":"\"d\n"}"#.as_bytes());
    }
}
