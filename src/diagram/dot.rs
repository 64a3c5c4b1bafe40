//! DOT, the language of Graphviz.
//!
//! Statements are built in graphviz-rust's tree and printed one by one, so that a chart of any size needs the memory of one.
//! That crate prints what it is given and escapes nothing: every word of a user goes through `quoted`.

use std::io::{self, Write};

use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::drawing::{Card, Drawing, Kind, Line, LineKind};
use super::palette::{Colours, FAULT, HIGHLIGHT, QUIET, border};
use super::text::plain;
use super::{label, legend};
use crate::finding::Severity;

/// Writes a drawing as a DOT graph: one node for each box, one edge for each line, and where there is something to tell
/// apart a legend, as the label of the graph. What was found in the chart as a whole is the node `remarks`.
///
/// A position is the node `n` with the number of its record, whatever its id is; the id is in the tooltip. Names and
/// titles are wrapped at about 28 characters, and end in '…' after 200.
pub fn write(drawing: &Drawing<'_>, colours: &Colours, out: &mut dyn Write) -> io::Result<()> {
    let mut context = PrinterContext::default();
    let opening = Graph::DiGraph { id: plain_id("orglint"), strict: false, stmts: defaults(drawing, colours) };
    // Having printed a directed graph, the context prints all further edges as directed, and indents.
    let opening = opening.print(&mut context);
    out.write_all(opening.strip_suffix('}').unwrap_or(&opening).as_bytes())?;
    let remarks = remarks(drawing).map(Stmt::Node);
    let cards = drawing.cards.iter().enumerate().map(|(at, card)| Stmt::Node(node(card, colours.colour(at))));
    let lines = drawing.lines.iter().filter_map(|line| Some(Stmt::Edge(edge(drawing, line)?)));
    for statement in remarks.into_iter().chain(cards).chain(lines) {
        writeln!(out, "{}", statement.print(&mut context))?;
    }
    writeln!(out, "}}")
}

/// The attributes of the graph, and those that all nodes and edges share.
fn defaults(drawing: &Drawing<'_>, colours: &Colours) -> Vec<Stmt> {
    const FONT: &str = "Helvetica,Arial,sans-serif";
    let mut graph = vec![
        attribute("rankdir", "TB"),
        // Reports stand under their manager in the order of the input.
        attribute("ordering", "out"),
        attribute("pad", "0.2"),
        attribute("nodesep", "0.3"),
        attribute("ranksep", "0.55"),
        attribute("splines", if is_curved(drawing) { "true" } else { "line" }),
        attribute("fontname", FONT),
        attribute("fontsize", "10"),
    ];
    if let Some(legend) = legend::label(drawing, colours) {
        graph.push(Attribute(plain_id("label"), legend));
        graph.push(attribute("labelloc", "b"));
        graph.push(attribute("labeljust", "l"));
    }
    let node = vec![
        attribute("shape", "box"),
        attribute("style", "filled,rounded"),
        attribute("fontname", FONT),
        attribute("fontsize", "11"),
        attribute("fontcolor", "#111111"),
        attribute("color", QUIET.colour),
        attribute("fillcolor", "#FFFFFF"),
        attribute("margin", "0.14,0.09"),
        attribute("width", "1.5"),
    ];
    let edge = vec![
        attribute("color", QUIET.colour),
        attribute("arrowhead", "none"),
        attribute("arrowsize", "0.8"),
        // From the middle of the lower edge to the middle of the upper one. Lines in right angles would look more like an
        // org chart, but Graphviz lets these begin and end anywhere, and run beside each other into the sides of boxes.
        attribute("tailport", "s"),
        attribute("headport", "n"),
    ];
    vec![
        Stmt::GAttribute(GraphAttributes::Graph(graph)),
        Stmt::GAttribute(GraphAttributes::Node(node)),
        Stmt::GAttribute(GraphAttributes::Edge(edge)),
    ]
}

/// Whether lines are curves. They go around boxes, as lines across the tree have to; but those of a wide span run into each
/// other, and Graphviz takes long over many.
fn is_curved(drawing: &Drawing<'_>) -> bool {
    const LINES: usize = 2_000;
    const SPAN: u32 = 8;
    let mut spans = vec![0_u32; drawing.cards.len()];
    for line in &drawing.lines {
        if let Some(span) = spans.get_mut(line.manager as usize) {
            *span += 1;
        }
    }
    let is_across = |line: &Line| !matches!(line.kind, LineKind::Solid | LineKind::Broken);
    drawing.lines.len() <= LINES && (drawing.lines.iter().any(is_across) || spans.iter().all(|span| *span <= SPAN))
}

fn node(card: &Card<'_>, colour: Option<&'static str>) -> Node {
    let mut attributes = vec![Attribute(plain_id("label"), quoted(label::in_box(card)))];
    if let Some(colour) = colour.filter(|colour| *colour != "#FFFFFF") {
        attributes.push(attribute("fillcolor", colour));
    }
    if matches!(card.kind, Kind::Absent(_) | Kind::Unknown) {
        attributes.push(attribute("style", "filled,dashed"));
        attributes.push(attribute("color", FAULT));
        attributes.push(attribute("fontcolor", FAULT));
        attributes.push(attribute("fillcolor", "#FFFFFF"));
        attributes.push(attribute("penwidth", "2"));
    } else {
        if card.vacant {
            attributes.push(attribute("style", "filled,rounded,dashed"));
        } else if matches!(card.kind, Kind::Team { .. }) {
            // A double outline: more than one.
            attributes.push(attribute("style", "filled"));
            attributes.push(attribute("peripheries", "2"));
        }
        // A member of a loop is marked also where the finding is on another member.
        let severity = card.severity().or(card.in_loop.then_some(Severity::Error));
        if let Some(border) = severity.map(border) {
            attributes.push(attribute("color", border.colour));
            attributes.push(attribute("penwidth", border.width));
        } else if card.highlighted {
            attributes.push(attribute("color", HIGHLIGHT.colour));
            attributes.push(attribute("penwidth", HIGHLIGHT.width));
        } else if card.vacant {
            attributes.push(attribute("penwidth", "1.5"));
        }
    }
    attributes.push(Attribute(plain_id("tooltip"), quoted(label::tooltip(card))));
    Node { id: NodeId(node_id(card), None), attributes }
}

/// Edges go from the manager to the report, for Graphviz puts the tail above the head.
fn edge(drawing: &Drawing<'_>, line: &Line) -> Option<Edge> {
    let end = |card: u32| Some(Vertex::N(NodeId(node_id(drawing.cards.get(card as usize)?), None)));
    let attributes = match line.kind {
        LineKind::Solid if drawing.is_highlighted(line) => {
            vec![attribute("color", HIGHLIGHT.colour), attribute("penwidth", HIGHLIGHT.width)]
        }
        LineKind::Solid => vec![],
        LineKind::Dotted => [vec![attribute("style", "dashed")], beside_the_tree()].concat(),
        // In a loop, above and below do not tell who the manager is.
        LineKind::Loop => [fault(), any_side(), arrow_to_manager()].concat(),
        LineKind::Broken => [fault(), vec![attribute("style", "dashed")]].concat(),
        LineKind::Surplus => {
            [fault(), vec![attribute("style", "dashed")], beside_the_tree(), arrow_to_manager()].concat()
        }
    };
    Some(Edge { ty: EdgeTy::Pair(end(line.manager)?, end(line.report)?), attributes })
}

fn fault() -> Vec<Attribute> {
    vec![attribute("color", FAULT), attribute("penwidth", "2")]
}

fn any_side() -> Vec<Attribute> {
    vec![attribute("tailport", "_"), attribute("headport", "_")]
}

/// A line that leaves it to the solid lines who stands above whom.
fn beside_the_tree() -> Vec<Attribute> {
    [vec![attribute("constraint", "false")], any_side()].concat()
}

fn arrow_to_manager() -> Vec<Attribute> {
    vec![attribute("dir", "back"), attribute("arrowtail", "normal")]
}

fn node_id(card: &Card<'_>) -> Id {
    Id::Plain(label::box_id(card))
}

/// A note of what was found in the chart as a whole; it stands at the top, beside the tree.
fn remarks(drawing: &Drawing<'_>) -> Option<Node> {
    let border = border(drawing.remarks.first()?.severity);
    let attributes = vec![
        Attribute(plain_id("label"), quoted_left(label::remarks(drawing))),
        attribute("shape", "note"),
        attribute("style", "filled"),
        attribute("color", border.colour),
        attribute("penwidth", border.width),
        attribute("tooltip", "about the chart as a whole"),
    ];
    Some(Node { id: NodeId(plain_id("remarks"), None), attributes })
}

/// A quoted string of centred lines in which nothing has a meaning but the line breaks between them. Quotes and
/// backslashes are escaped (`\N`, `\G`, `\l` stand for other things in DOT), and so are ampersands: Graphviz reads the
/// entities of HTML in every text. Characters that cannot be shown are dropped as [`plain`] does.
pub(super) fn quoted<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> Id {
    Id::Escaped(format!("\"{}\"", escaped(lines).join("\\n")))
}

/// As [`quoted`], with the lines to the left.
fn quoted_left<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> Id {
    Id::Escaped(format!("\"{}\\l\"", escaped(lines).join("\\l")))
}

fn escaped<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> Vec<String> {
    let escape = |line: S| {
        let mut text = String::new();
        for character in plain(line.as_ref()).chars() {
            match character {
                '"' => text.push_str("\\\""),
                '\\' => text.push_str("\\\\"),
                '&' => text.push_str("&amp;"),
                character => text.push(character),
            }
        }
        text
    };
    lines.into_iter().map(escape).collect()
}

pub(super) fn attribute(name: &str, value: &str) -> Attribute {
    Attribute(plain_id(name), quoted([value]))
}

pub(super) fn plain_id(id: &str) -> Id {
    Id::Plain(id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[&str]) -> String {
        quoted(lines).print(&mut PrinterContext::default())
    }

    #[test]
    fn nothing_of_a_name_has_a_meaning_in_dot() {
        assert_eq!(text(&["Jane \"JD\" Doe"]), r#""Jane \"JD\" Doe""#);
        assert_eq!(text(&[r"\N \G \l \"]), r#""\\N \\G \\l \\""#);
        assert_eq!(text(&["<b>&amp;</b>"]), r#""<b>&amp;amp;</b>""#);
        assert_eq!(text(&["a\nb", "c"]), r#""a b\nc""#, "only the lines that are given are lines");
        assert_eq!(text(&[r#"\""#]), r#""\\\"""#);
    }
}
