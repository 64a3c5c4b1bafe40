//! DOT, the language of Graphviz.
//!
//! Statements are built in graphviz-rust's tree and printed one by one, so that a chart of any size needs the memory of one.
//! That crate prints what it is given and escapes nothing: every word of a user goes through [`quoted`].

use std::io::{self, Write};

use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::drawing::{Card, Drawing, Kind, Line, LineKind};
use super::legend;
use super::palette::{FAULT, QUIET, border, family};
use super::text::{cut, plain, wrap, wrap_at};
use crate::chart::Presence;
use crate::check::Reported;
use crate::finding::Severity;

/// Writes a drawing as a DOT graph: one node for each box, one edge for each line, and where there is something to tell
/// apart a legend, as the label of the graph. What was found in the chart as a whole is the node `remarks`.
///
/// A position is the node `n` with the number of its record, whatever its id is; the id is in the tooltip. Names and
/// titles are wrapped at about 28 characters, and end in '…' after 200.
pub fn write(drawing: &Drawing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut context = PrinterContext::default();
    let opening = Graph::DiGraph { id: plain_id("orglint"), strict: false, stmts: defaults(drawing) };
    // Having printed a directed graph, the context prints all further edges as directed, and indents.
    let opening = opening.print(&mut context);
    out.write_all(opening.strip_suffix('}').unwrap_or(&opening).as_bytes())?;
    let remarks = remarks(drawing).map(Stmt::Node);
    let cards = drawing.cards.iter().map(|card| Stmt::Node(node(card)));
    let lines = drawing.lines.iter().filter_map(|line| Some(Stmt::Edge(edge(drawing, line)?)));
    for statement in remarks.into_iter().chain(cards).chain(lines) {
        writeln!(out, "{}", statement.print(&mut context))?;
    }
    writeln!(out, "}}")
}

/// The attributes of the graph, and those that all nodes and edges share.
fn defaults(drawing: &Drawing<'_>) -> Vec<Stmt> {
    const FONT: &str = "Helvetica,Arial,sans-serif";
    let mut graph = vec![
        attribute("rankdir", "TB"),
        // Reports stand under their manager in the order of the input.
        attribute("ordering", "out"),
        attribute("pad", "0.2"),
        attribute("nodesep", "0.3"),
        attribute("ranksep", "0.55"),
        attribute("splines", if drawing.lines.len() <= CURVES_UP_TO { "true" } else { "line" }),
        attribute("fontname", FONT),
        attribute("fontsize", "10"),
    ];
    if let Some(legend) = legend::label(drawing) {
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

/// Lines beyond which they are straight: Graphviz takes long over many curves.
const CURVES_UP_TO: usize = 2_000;

fn node(card: &Card<'_>) -> Node {
    let mut attributes = vec![Attribute(plain_id("label"), quoted(label(card)))];
    let fill = family(card.function).fill;
    if fill != "#FFFFFF" {
        attributes.push(attribute("fillcolor", fill));
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
        } else if card.vacant {
            attributes.push(attribute("penwidth", "1.5"));
        }
    }
    attributes.push(Attribute(plain_id("tooltip"), quoted(tooltip(card))));
    Node { id: NodeId(node_id(card), None), attributes }
}

/// Edges go from the manager to the report, for Graphviz puts the tail above the head.
fn edge(drawing: &Drawing<'_>, line: &Line) -> Option<Edge> {
    let end = |card: u32| Some(Vertex::N(NodeId(node_id(drawing.cards.get(card as usize)?), None)));
    let attributes = match line.kind {
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
    let prefix = match card.kind {
        Kind::Position | Kind::Absent(_) => "n",
        Kind::Team { .. } => "team",
        Kind::Unknown => "unknown",
    };
    Id::Plain(format!("{prefix}{}", card.position.0))
}

/// What stands in a box.
fn label(card: &Card<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    match card.kind {
        Kind::Team { people, vacant } => {
            lines.push(counted(people, "person", "people"));
            if vacant > 0 {
                lines.push(counted(vacant, "vacant position", "vacant positions"));
            }
        }
        Kind::Unknown => {
            lines.extend(wrap(&cut(&plain(&card.id))));
            lines.push("not in the chart".to_owned());
        }
        Kind::Position | Kind::Absent(_) => {
            lines.extend(wrap(&cut(&plain(&card.name))));
        }
    }
    lines.extend(wrap(&cut(&plain(&card.title))));
    if lines.is_empty() {
        lines.extend(wrap(&cut(&plain(&card.id))));
    }
    match card.kind {
        Kind::Absent(Presence::NotBegun) => lines.push("has not begun".to_owned()),
        Kind::Absent(_) => lines.push("has left".to_owned()),
        _ => {}
    }
    let says_vacant = |text: &str| text.to_lowercase().contains("vacan");
    if card.vacant && !says_vacant(&card.name) && !says_vacant(&card.title) {
        lines.push("vacant".to_owned());
    }
    lines.extend(finding_lines(card));
    if card.reports_left_out > 0 {
        lines.push(format!("+ {} not shown", counted(card.reports_left_out, "report", "reports")));
    }
    lines
}

/// The rules that are broken here, by severity, a few of them by name.
fn finding_lines(card: &Card<'_>) -> Vec<String> {
    const NAMED: usize = 2;
    let mut lines = Vec::new();
    for reported in card.findings.iter().take(NAMED) {
        let rule = reported.rule.name();
        let short = rule.rsplit('/').next().unwrap_or(rule);
        lines.extend(wrap(&cut(&plain(&format!("{}: {short}", reported.severity)))));
    }
    if card.findings.len() > NAMED {
        lines.push(format!("+ {}", counted(card.findings.len() as u32 - NAMED as u32, "finding", "findings")));
    }
    if card.in_loop && card.findings.is_empty() {
        lines.push("in a reporting loop".to_owned());
    }
    lines
}

/// What is shown when the pointer rests on a box: the id, and what was found.
fn tooltip(card: &Card<'_>) -> Vec<String> {
    const MESSAGES: usize = 5;
    let mut lines = vec![match card.kind {
        Kind::Team { .. } => format!("reports of {}", cut(&plain(&card.id))),
        _ => cut(&plain(&card.id)).into_owned(),
    }];
    lines.extend(card.findings.iter().take(MESSAGES).map(|reported| message(reported)));
    if card.findings.len() > MESSAGES {
        lines.push(format!("+ {}", counted((card.findings.len() - MESSAGES) as u32, "finding", "findings")));
    }
    lines
}

/// A note of what was found in the chart as a whole; it stands at the top, beside the tree.
fn remarks(drawing: &Drawing<'_>) -> Option<Node> {
    const SHOWN: usize = 8;
    const WIDTH: usize = 44;
    let border = border(drawing.remarks.first()?.severity);
    let mut lines: Vec<String> =
        drawing.remarks.iter().take(SHOWN).flat_map(|reported| wrap_at(&message(reported), WIDTH)).collect();
    if drawing.remarks.len() > SHOWN {
        lines.push(format!("+ {}", counted((drawing.remarks.len() - SHOWN) as u32, "finding", "findings")));
    }
    let attributes = vec![
        Attribute(plain_id("label"), quoted_left(lines)),
        attribute("shape", "note"),
        attribute("style", "filled"),
        attribute("color", border.colour),
        attribute("penwidth", border.width),
        attribute("tooltip", "about the chart as a whole"),
    ];
    Some(Node { id: NodeId(plain_id("remarks"), None), attributes })
}

fn message(reported: &Reported<'_>) -> String {
    cut(&plain(&format!("{}: {}", reported.severity, reported.finding.message))).into_owned()
}

fn counted(count: u32, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
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
