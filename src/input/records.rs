//! The records of a document of nested values: each position with its fields, found in the tree.

use std::borrow::Cow;

use super::columns::{Columns, Field, Mapping};
use super::keys::Keys;
use super::positions::{self, NOBODY, Records, wrong_shape};
use super::tree::{Kind, NodeId, Tree};
use super::ways::{POSITION, Way, Ways, fields_of};
use crate::error::Error;
use crate::source::{Source, Span};

/// A document, read.
#[derive(Debug)]
pub(super) struct Table {
    tree: Tree,
    records: Records,
    ways: Ways,
    columns: Columns,
    /// For each key of a scalar in the position itself the fields that are read from it.
    fields_of_key: Vec<Vec<Field>>,
    /// The fields that are read from elsewhere.
    further: Vec<Field>,
}

/// The values of a record that are asked for while it is read.
type Cells = [Option<NodeId>; Field::ALL.len()];

impl Table {
    pub(super) fn read(source: &Source, tree: Tree, mapping: &Mapping) -> Result<(Table, Keys), Error> {
        let start = tree.span(Tree::ROOT).start as usize;
        if matches!(tree.kind(Tree::ROOT), Kind::Null | Kind::Scalar) {
            return Err(wrong_shape(source, start));
        }
        if tree.end(Tree::ROOT) == Tree::ROOT + 1 {
            return Err(Error::in_file(source.name(), "there is no position in the file")
                .help("give an array of objects, each with an id, a manager's id and a title"));
        }
        let found = positions::find(&tree, source, mapping)?;
        let records = positions::records(&tree, source, &found, usize::MAX)?;
        let ways = Ways::discover(&tree, source, &records).map_err(|excess| excess.at(source, start))?;
        let columns = ways.detect(mapping).map_err(|lack| lack.into_error(source.name()))?;
        let mut fields_of_key = vec![Vec::new(); tree.keys().len()];
        let mut further = Vec::new();
        for (column, fields) in fields_of(&columns).into_iter().enumerate() {
            match ways.way(column) {
                Way::Value { within: POSITION, scalar: Some(key), list: None } => fields_of_key[key as usize] = fields,
                _ => further.extend(fields),
            }
        }
        let table = Table { tree, records, ways, columns, fields_of_key, further };
        let keys = table.keys(source)?;
        Ok((table, keys))
    }

    fn keys(&self, source: &Source) -> Result<Keys, Error> {
        let mut keys = Keys::new(&self.columns);
        keys.reserve(self.len());
        let Table { tree, .. } = self;
        let raw = |span: Span| tree.bytes(source, span);
        for record in 0..self.len() {
            let cells = self.cells(source, record);
            for field in [Field::Id, Field::Title] {
                if let Some(list) =
                    cells[field as usize].filter(|node| tree.kind(*node) != Kind::Scalar && !self.is_record(*node))
                {
                    let message = format!("the field '{}' holds a list, not a text or a number", field.name());
                    return Err(Error::at(source, self.place_of(source, list), message)
                        .help("each position is an object with an id, a manager's id and a title"));
                }
            }
            let said = Keys::FIELDS.map(|field| match cells[field as usize] {
                Some(list) if tree.kind(list) == Kind::List => tree.value(source, list),
                node => Cow::Borrowed(raw(self.span(node))),
            });
            keys.push(said.each_ref().map(|value| &**value), &[], Cow::Borrowed);
            for (number, field) in Keys::NUMBERS.into_iter().enumerate() {
                keys.push_number(number, raw(self.span(cells[field as usize])));
            }
        }
        Ok(keys)
    }

    /// What a node is known by: a list its place, and a record its name.
    fn span(&self, node: Option<NodeId>) -> Span {
        node.map_or(Span::default(), |node| match self.tree.kind(node) {
            Kind::Map => self.tree.name_span(node).unwrap_or_default(),
            _ => self.tree.span(node),
        })
    }

    /// All fields of a record, in one walk over it.
    fn cells(&self, source: &Source, record: usize) -> Cells {
        let mut cells = [None; Field::ALL.len()];
        for child in self.tree.children(self.records.nodes[record]) {
            if self.tree.kind(child) == Kind::Scalar
                && let Some(fields) = self.fields_of_key.get(self.tree.key(child) as usize)
            {
                for field in fields {
                    cells[*field as usize] = Some(child);
                }
            }
        }
        for field in &self.further {
            cells[*field as usize] = self.node(source, record, *field);
        }
        if cells[Field::Manager as usize].is_none() {
            cells[Field::Manager as usize] = self.around(source, record);
        }
        cells
    }

    /// The value of a field, where the record has one of its own.
    fn node(&self, source: &Source, record: usize, field: Field) -> Option<NodeId> {
        self.node_in(source, record, self.columns.column(field)?)
    }

    fn node_in(&self, source: &Source, record: usize, column: usize) -> Option<NodeId> {
        match self.ways.way(column) {
            Way::Name => Some(self.records.nodes[record]),
            Way::Around => self.around(source, record),
            way => self.ways.follow(&self.tree, source, self.records.nodes[record], way),
        }
    }

    /// The id of the position that the record is nested in.
    fn around(&self, source: &Source, record: usize) -> Option<NodeId> {
        let around = self.records.around[record];
        (around != NOBODY).then(|| self.node(source, around as usize, Field::Id)).flatten()
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(super) fn len(&self) -> usize {
        self.records.nodes.len()
    }

    /// What a field says; nothing where the record lacks it.
    pub(super) fn value<'a>(&'a self, source: &'a Source, record: usize, field: Field) -> Cow<'a, [u8]> {
        let nested = || if field == Field::Manager { self.around(source, record) } else { None };
        self.said(source, self.node(source, record, field).or_else(nested))
    }

    /// What the value in a column says.
    pub(super) fn value_in<'a>(&'a self, source: &'a Source, record: usize, column: usize) -> Cow<'a, [u8]> {
        self.said(source, self.node_in(source, record, column))
    }

    fn said<'a>(&'a self, source: &'a Source, node: Option<NodeId>) -> Cow<'a, [u8]> {
        match node {
            None => Cow::Borrowed(b""),
            // The key that it stands under.
            Some(map) if self.is_record(map) => Cow::Borrowed(self.tree.bytes(source, self.span(Some(map)))),
            Some(node) => self.tree.value(source, node),
        }
    }

    fn is_record(&self, node: NodeId) -> bool {
        self.records.are_by_id && self.tree.kind(node) == Kind::Map && self.records.nodes.binary_search(&node).is_ok()
    }

    /// The place of a value; `None` where the record has none of its own, as a nested one has no manager.
    pub(super) fn place(&self, source: &Source, record: usize, field: Field) -> Option<Span> {
        let column = self.columns.column(field)?;
        if self.ways.way(column) == Way::Around {
            return None;
        }
        self.node_in(source, record, column).map(|node| self.place_of(source, node))
    }

    /// The place of the value in a column.
    pub(super) fn place_in(&self, source: &Source, record: usize, column: usize) -> Option<Span> {
        self.node_in(source, record, column).map(|node| self.place_of(source, node))
    }

    fn place_of(&self, source: &Source, node: NodeId) -> Span {
        let span = if self.is_record(node) { self.span(Some(node)) } else { self.tree.span(node) };
        self.tree.place(source, span)
    }

    /// Where a record starts.
    pub(super) fn start(&self, record: usize) -> usize {
        self.tree.span(self.records.nodes[record]).range().start
    }
}
