//! Dotted lines: further managers, who do not answer for the position.

use super::ids::{Ids, listed};
use crate::finding::Record;
use crate::input::{Field, Roster};

/// One dotted line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DottedLine {
    /// Who reports.
    pub report: Record,
    /// To whom; `None` where nobody in the chart is meant, or it cannot be told who.
    pub manager: Option<Record>,
    /// The reference, as it is written.
    pub reference: String,
}

/// Separators between the managers of one cell, as the tools that export dotted lines write them.
const SEPARATORS: [char; 5] = [';', ':', '|', ',', '\n'];

/// All dotted lines, in the order of the input.
pub(super) fn dotted_lines(roster: &Roster, is_position: impl Fn(Record) -> bool + Copy) -> Vec<DottedLine> {
    if !roster.has(Field::DottedManager) {
        return Vec::new();
    }
    let mut cells = Vec::new();
    for record in roster.records().filter(|record| is_position(*record)) {
        let cell = roster.text(record, Field::DottedManager);
        if !cell.is_empty() {
            let references = listed(&cell, &SEPARATORS);
            cells.push((record, cell.into_owned(), references));
        }
    }
    let all = cells.iter().flat_map(|(_, whole, parts)| parts.iter().chain([whole])).map(String::as_str);
    let ids = Ids::matching(roster, is_position, all);
    let mut lines = Vec::new();
    for (report, whole, parts) in cells {
        // An id may hold what elsewhere separates.
        let references = if ids.one(&whole).is_some() { vec![whole] } else { parts };
        for reference in references {
            lines.push(DottedLine { report, manager: ids.one(&reference), reference });
        }
    }
    lines
}
