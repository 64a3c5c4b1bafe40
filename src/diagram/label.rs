//! The words on a drawing: in a box, in its tooltip, in the note about the chart as a whole. Every output says the same.

use super::drawing::{Card, Drawing, Kind};
use super::text::{cut, plain, wrap, wrap_at};
use crate::chart::Presence;
use crate::check::Reported;
use crate::wording::counted;

/// The id of a box in a diagram's language, whatever the id of the position is.
pub(super) fn box_id(card: &Card<'_>) -> String {
    let prefix = match card.kind {
        Kind::Position | Kind::Absent(_) => "n",
        Kind::Team { .. } => "team",
        Kind::Unknown => "unknown",
    };
    format!("{prefix}{}", card.position.0)
}

/// What stands in a box.
pub(super) fn in_box(card: &Card<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    match card.kind {
        Kind::Team { people, vacant } => {
            lines.push(counted(people as usize, "person", "people"));
            if vacant > 0 {
                lines.push(counted(vacant as usize, "vacant position", "vacant positions"));
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
        lines.push(format!("+ {} not shown", counted(card.reports_left_out as usize, "report", "reports")));
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
        lines.push(format!("+ {}", counted(card.findings.len() - NAMED, "finding", "findings")));
    }
    if card.in_loop && card.findings.is_empty() {
        lines.push("in a reporting loop".to_owned());
    }
    lines
}

/// What is shown when the pointer rests on a box: the id, and what was found.
pub(super) fn tooltip(card: &Card<'_>) -> Vec<String> {
    const MESSAGES: usize = 5;
    let mut lines = vec![match card.kind {
        Kind::Team { .. } => format!("reports of {}", cut(&plain(&card.id))),
        _ => cut(&plain(&card.id)).into_owned(),
    }];
    lines.extend(card.findings.iter().take(MESSAGES).map(|reported| message(reported)));
    if card.findings.len() > MESSAGES {
        lines.push(format!("+ {}", counted(card.findings.len() - MESSAGES, "finding", "findings")));
    }
    lines
}

/// What was found in the chart as a whole.
pub(super) fn remarks(drawing: &Drawing<'_>) -> Vec<String> {
    const SHOWN: usize = 8;
    const WIDTH: usize = 44;
    let shown = drawing.remarks.iter().take(SHOWN);
    let mut lines: Vec<String> = shown.flat_map(|reported| wrap_at(&message(reported), WIDTH)).collect();
    if drawing.remarks.len() > SHOWN {
        lines.push(format!("+ {}", counted(drawing.remarks.len() - SHOWN, "finding", "findings")));
    }
    lines
}

fn message(reported: &Reported<'_>) -> String {
    cut(&plain(&format!("{}: {}", reported.severity, reported.finding.message))).into_owned()
}
