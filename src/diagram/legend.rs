//! The legend of a DOT graph: what the colours and lines stand for, as far as the drawing has them.

use graphviz_rust::dot_structures::Id;
use quick_xml::escape::escape;

use super::drawing::{Drawing, Kind};
use super::palette::{Colours, FAULT, QUIET, border};
use super::text::{cut, plain};
use crate::finding::Severity;

/// The legend as the label of the graph, where it takes no part in the layout; `None` where there is nothing to tell
/// apart.
///
/// It is a table in the HTML of Graphviz, for nothing else packs colour samples closely. Of its text only the names of
/// departments are a user's.
pub(super) fn label(drawing: &Drawing<'_>, colours: &Colours) -> Option<Id> {
    const COLUMNS: usize = 4;
    let entries = entries(drawing, colours);
    if entries.is_empty() {
        return None;
    }
    let rows: String = entries.chunks(COLUMNS).map(|row| format!("<TR>{}</TR>", row.concat())).collect();
    Some(Id::Html(format!("<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"2\">{rows}</TABLE>>")))
}

fn entries(drawing: &Drawing<'_>, colours: &Colours) -> Vec<String> {
    let mut entries = Vec::new();
    let filled = || drawing.cards.iter().filter(|card| is_filled(card.kind));
    if colours.swatches.len() > 1 {
        for swatch in &colours.swatches {
            let sample = format!("BGCOLOR=\"{}\" BORDER=\"1\" COLOR=\"{}\"", swatch.colour, QUIET.colour);
            entries.push(entry(&sample, &text(&swatch.name)));
        }
    }
    for severity in Severity::ALL {
        if filled().any(|card| card.severity() == Some(severity)) {
            let border = border(severity);
            let sample = format!("BORDER=\"{}\" COLOR=\"{}\"", border.width, border.colour);
            entries.push(entry(&sample, &format!("{} found here", capitalised(severity.name()))));
        }
    }
    if filled().any(|card| card.vacant) {
        entries.push(entry(&format!("BORDER=\"1\" STYLE=\"dashed\" COLOR=\"{}\"", QUIET.colour), "Vacant"));
    }
    if drawing.cards.iter().any(|card| !is_filled(card.kind)) {
        let sample = format!("BORDER=\"2\" STYLE=\"dashed\" COLOR=\"{FAULT}\"");
        entries.push(entry(&sample, "Manager who is not there"));
    }
    entries
}

/// Text in which nothing has a meaning: markup is escaped, and so are backslashes, for `\G` would stand for the name of the
/// graph here, too.
fn text(name: &str) -> String {
    escape(cut(&plain(name)).as_ref()).replace('\\', "\\\\")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// Whether boxes of a kind have the colour of their function.
fn is_filled(kind: Kind) -> bool {
    matches!(kind, Kind::Position | Kind::Team { .. })
}

/// A sample, and what it stands for.
fn entry(sample: &str, name: &str) -> String {
    format!(
        "<TD {sample} WIDTH=\"26\" HEIGHT=\"14\" FIXEDSIZE=\"TRUE\"></TD><TD ALIGN=\"LEFT\">{name}&nbsp;&nbsp;</TD>"
    )
}
