//! YAML: one document, or several as one list.
//!
//! saphyr-parser gives events with the characters between which they stand. A scalar that is written as it reads is
//! found there in the source; any other is kept with its place. Nothing is taken for a number or a flag: an id keeps its
//! leading zeros, and `no` is a text.

mod faults;
mod guard;
mod places;

use std::cell::Cell;
use std::collections::HashSet;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::json;
use super::tree::{Builder, Excess, Kind, NodeId, Tree};
use crate::error::Error;
use crate::source::{Source, Span};
use faults::{complaint, reject_long_handles};
use guard::Guard;
use places::Places;

/// What aliases may repeat beyond the length of the text, in values and in bytes of text.
const MOST_REPEATED: usize = 1 << 20;

/// Reads a document, or all of them as one list.
pub(super) fn read(source: &Source, most_values: usize) -> Result<Tree, Error> {
    let start = source.text_start();
    let text = source.text(Span::new(start..source.bytes().len()));
    // What is JSON as well is read as that, which takes less memory.
    if text.trim_ascii_start().starts_with(['[', '{'])
        && let Ok(tree) = json::read(source, false, most_values)
    {
        return Ok(tree);
    }
    reject_long_handles(source, text, start)?;
    let stop = Cell::new(None);
    let parser = Parser::new(Guard::new(text, &stop));
    let mut reader = Reader {
        source,
        places: Places::new(text, start),
        builder: Builder::new(source, most_values),
        open: Vec::new(),
        anchors: Vec::new(),
        first_anchor: 1,
        are_several: false,
        spare: text.len() + MOST_REPEATED,
    };
    for event in parser {
        let (event, span) = event.map_err(|error| complaint(source, text, stop.get(), &error))?;
        let at = reader.places.to(span.start.index());
        let place = Span::new(at..reader.places.ahead(span.end.index()).max(at));
        reader.take(event, place)?;
    }
    Ok(reader.builder.finish())
}

struct Reader<'s> {
    source: &'s Source,
    places: Places<'s>,
    builder: Builder<'s>,
    open: Vec<Open>,
    /// What the anchors of this document stand for.
    anchors: Vec<Anchor>,
    /// The number that the parser gave the first of them.
    first_anchor: usize,
    /// Whether there is more than one document, so that all are in a list.
    are_several: bool,
    /// What aliases may still repeat.
    spare: usize,
}

/// A map or a list that has been entered.
#[derive(Default)]
struct Open {
    kind: Entered,
    anchor: usize,
    node: NodeId,
    /// Whether what comes next is a key.
    at_key: bool,
    /// The maps that it takes further values from.
    merged: Vec<NodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Entered {
    #[default]
    List,
    Map,
    /// The value of `<<` in a map.
    Merge,
    /// The list of several such.
    MergeList,
}

#[derive(Clone, Copy, Default)]
enum Anchor {
    /// Something in another document.
    #[default]
    Elsewhere,
    /// What is still open.
    Open,
    Null,
    Scalar(Span),
    Node(NodeId),
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, place: Span) -> Result<(), Error> {
        match event {
            Event::DocumentStart(_) => {
                self.first_anchor += self.anchors.len();
                self.anchors.clear();
            }
            Event::Scalar(text, style, anchor, _) => self.scalar(&text, style, anchor, place)?,
            Event::SequenceStart(anchor, _) => self.enter(Kind::List, anchor, place)?,
            Event::MappingStart(anchor, _) => self.enter(Kind::Map, anchor, place)?,
            Event::SequenceEnd | Event::MappingEnd => self.leave(place)?,
            Event::Alias(number) => self.alias(number, place)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn enter(&mut self, kind: Kind, anchor: usize, place: Span) -> Result<(), Error> {
        self.expect_value(place)?;
        let at = place.range().start;
        let entered = match (self.open.last().map(|open| open.kind), kind) {
            (Some(Entered::Merge), Kind::List) => Entered::MergeList,
            (Some(Entered::Merge | Entered::MergeList), _) => return Err(self.no_merge(place)),
            (_, Kind::List) => Entered::List,
            _ => Entered::Map,
        };
        let node = self.builder.next_node();
        if entered != Entered::MergeList {
            self.builder.open(kind, at).map_err(|excess| excess.at(self.source, at))?;
        }
        self.name(anchor, Anchor::Open);
        self.open.push(Open { kind: entered, anchor, node, at_key: entered == Entered::Map, merged: Vec::new() });
        Ok(())
    }

    fn leave(&mut self, place: Span) -> Result<(), Error> {
        let Some(left) = self.open.pop() else { return Ok(()) };
        if left.kind == Entered::MergeList {
            self.end_merge(left.merged);
            return Ok(());
        }
        if !left.merged.is_empty() {
            self.merge(&left, place)?;
        }
        self.builder.close(place.range().end);
        self.name(left.anchor, Anchor::Node(left.node));
        self.passed();
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, place: Span) -> Result<(), Error> {
        let at = place.range().start;
        let excess = |excess: Excess| excess.at(self.source, at);
        let is_plain = style == ScalarStyle::Plain;
        match self.open.last_mut() {
            Some(open) if open.at_key => {
                open.at_key = false;
                if is_plain && text == "<<" {
                    self.open.push(Open { kind: Entered::Merge, ..Open::default() });
                    return Ok(());
                }
                let span = self.written(text, style, place).map_err(excess)?;
                self.builder.key(span);
                self.name(anchor, Anchor::Scalar(span));
                return Ok(());
            }
            Some(open) if open.kind == Entered::Merge && is_plain && text.is_empty() => {
                self.end_merge(Vec::new());
                return Ok(());
            }
            Some(open) if matches!(open.kind, Entered::Merge | Entered::MergeList) => {
                return Err(self.no_merge(place));
            }
            _ => {}
        }
        if is_plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
            // A document of nothing is none.
            if !self.open.is_empty() {
                self.builder.null(at).map_err(excess)?;
            }
            self.name(anchor, Anchor::Null);
        } else {
            self.expect_value(place)?;
            let span = self.written(text, style, place).map_err(excess)?;
            self.builder.scalar(span).map_err(excess)?;
            self.name(anchor, Anchor::Scalar(span));
        }
        self.passed();
        Ok(())
    }

    fn alias(&mut self, number: usize, place: Span) -> Result<(), Error> {
        let at = place.range().start;
        let excess = |excess: Excess| excess.at(self.source, at);
        let number = number.checked_sub(self.first_anchor);
        let anchor = number.and_then(|number| self.anchors.get(number)).copied().unwrap_or_default();
        if let Some(open) = self.open.last_mut()
            && matches!(open.kind, Entered::Merge | Entered::MergeList)
        {
            match anchor {
                Anchor::Node(node) if self.builder.so_far().kind(node) == Kind::Map => open.merged.push(node),
                Anchor::Open => return Err(self.holds_itself(place)),
                _ => return Err(self.no_merge(place)),
            }
            if let Some(Open { merged, .. }) = self.open.pop_if(|open| open.kind == Entered::Merge) {
                self.end_merge(merged);
            }
            return Ok(());
        }
        let is_key = self.open.last_mut().is_some_and(|open| std::mem::take(&mut open.at_key));
        match anchor {
            Anchor::Scalar(span) => {
                self.spend(1 + span.len(), place)?;
                let text = self.builder.so_far().text(self.source, span).to_owned();
                let span = self.builder.annexed(&text, place).map_err(excess)?;
                if is_key {
                    self.builder.key(span);
                    return Ok(());
                }
                self.builder.scalar(span).map_err(excess)?;
            }
            Anchor::Open => return Err(self.holds_itself(place)),
            Anchor::Null | Anchor::Node(_) if is_key => return Err(self.no_key(place)),
            Anchor::Node(node) => {
                self.spend((self.builder.so_far().end(node) - node) as usize, place)?;
                self.builder.repeat(node).map_err(excess)?;
            }
            Anchor::Null => self.builder.null(at).map_err(excess)?,
            Anchor::Elsewhere => {
                return Err(Error::at(self.source, place, "the anchor of this alias is in another document")
                    .help("give the anchor in this document, too"));
            }
        }
        self.passed();
        Ok(())
    }

    /// The merged maps have no value for `<<` of their own: what they hold is taken over when the map around is left.
    fn end_merge(&mut self, merged: Vec<NodeId>) {
        self.open.pop_if(|open| open.kind == Entered::Merge);
        if let Some(map) = self.open.last_mut() {
            map.merged.extend(merged);
        }
        self.passed();
    }

    /// Takes over what the merged maps hold under keys that the map lacks; of two maps with one key the first wins.
    fn merge(&mut self, map: &Open, place: Span) -> Result<(), Error> {
        let tree = self.builder.so_far();
        let mut known: HashSet<&str, foldhash::fast::RandomState> = HashSet::default();
        let mut own = map.node + 1;
        while own < self.builder.next_node() {
            known.insert(tree.name(self.source, own));
            own = tree.end(own);
        }
        let mut taken = Vec::new();
        let mut cost = 0;
        for merged in &map.merged {
            for child in tree.children(*merged) {
                cost += 1;
                if known.insert(tree.name(self.source, child)) {
                    cost += (tree.end(child) - child) as usize;
                    taken.push(child);
                }
            }
            if cost > self.spare {
                break;
            }
        }
        self.spend(cost, place)?;
        for child in taken {
            self.builder.repeat_with_key(child).map_err(|excess| excess.at(self.source, place.range().start))?;
        }
        Ok(())
    }

    /// A value has been read.
    fn passed(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.at_key = open.kind == Entered::Map;
        }
    }

    /// Nothing but a scalar is a key; and what is at the top of a further document goes into a list of all.
    fn expect_value(&mut self, place: Span) -> Result<(), Error> {
        match self.open.last() {
            Some(open) if open.at_key => return Err(self.no_key(place)),
            None if self.builder.next_node() > 0 && !self.are_several => {
                self.builder.wrap();
                self.are_several = true;
            }
            _ => {}
        }
        Ok(())
    }

    fn name(&mut self, anchor: usize, what: Anchor) {
        // 0 is no anchor.
        if let Some(number) = anchor.checked_sub(self.first_anchor) {
            self.anchors.resize(self.anchors.len().max(number + 1), Anchor::Elsewhere);
            self.anchors[number] = what;
        }
    }

    fn spend(&mut self, cost: usize, place: Span) -> Result<(), Error> {
        self.spare = self.spare.checked_sub(cost).ok_or_else(|| {
            Error::at(self.source, place, "aliases repeat far more than the file holds")
                .help("write out what is repeated, or leave the anchors within anchors")
        })?;
        Ok(())
    }

    /// Where a text stands, or else its copy.
    fn written(&mut self, text: &str, style: ScalarStyle, place: Span) -> Result<Span, Excess> {
        let start = place.range().start;
        let raw = self.source.text(place);
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let raw_start = if is_block { start } else { start + without_properties(raw) };
        let raw = &raw[raw_start - start..];
        let found = match style {
            ScalarStyle::Plain if raw == text => Some(0),
            ScalarStyle::SingleQuoted => stands_between(raw, text, '\'', &['\'']),
            ScalarStyle::DoubleQuoted => stands_between(raw, text, '"', &['"', '\\']),
            _ => None,
        };
        match found {
            Some(at) => Ok(Span::new(raw_start + at..raw_start + at + text.len())),
            None => self.builder.annexed(text, Span::new(raw_start..raw_start + raw.trim_ascii_end().len())),
        }
    }

    fn no_key(&self, place: Span) -> Error {
        Error::at(self.source, place, "a map or a list cannot be a key here")
            .help("give each key as a text; put quotes around one that begins with a bracket")
    }

    fn no_merge(&self, place: Span) -> Error {
        Error::at(self.source, place, "'<<' takes over the values of a map, by its alias")
            .help("write <<: *name, where a map has the anchor &name, or a list of such")
    }

    fn holds_itself(&self, place: Span) -> Error {
        Error::at(self.source, place, "this alias stands within what it repeats, which would have no end")
            .help("refer to a manager by id")
    }
}

/// Where the text between quotes begins, if it is written as it reads. The quotes may have a comment behind them.
fn stands_between(raw: &str, text: &str, quote: char, telling: &[char]) -> Option<usize> {
    let rest = raw.strip_prefix(quote)?.strip_prefix(text)?;
    (rest.starts_with(quote) && !text.contains(telling)).then_some(1)
}

/// The length of what stands before a value: an anchor, a tag, and what is between them and it.
fn without_properties(raw: &str) -> usize {
    let mut rest = raw;
    while rest.starts_with(['&', '!']) {
        rest = rest.trim_start_matches(|letter: char| !letter.is_ascii_whitespace()).trim_ascii_start();
        while rest.starts_with('#') {
            rest = rest.trim_start_matches(|letter| letter != '\n' && letter != '\r').trim_ascii_start();
        }
    }
    raw.len() - rest.len()
}
