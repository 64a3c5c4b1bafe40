//! Dotted lines: further managers, who do not answer for the position.

use super::ids::{Ids, listed};
use super::reference::{Named, Reference};
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

/// Those of them that stand within no name and no DN.
const SURE_SEPARATORS: [char; 3] = [';', '|', '\n'];

/// All dotted lines, in the order of the input. What is no id is looked up by what the solid-line managers are referred to
/// by, too.
pub(super) fn dotted_lines(
    roster: &Roster,
    is_position: impl Fn(Record) -> bool + Copy,
    referred_by: Option<Reference>,
) -> Vec<DottedLine> {
    if !roster.has(Field::DottedManager) {
        return Vec::new();
    }
    let mut cells = Vec::new();
    for record in roster.records().filter(|record| is_position(*record)) {
        let cell = roster.text(record, Field::DottedManager);
        if !cell.is_empty() {
            let separators = if referred_by.is_some() { &SURE_SEPARATORS[..] } else { &SEPARATORS };
            let (parts, finer) = (listed(&cell, separators), listed(&cell, &SEPARATORS));
            cells.push((record, [vec![cell.into_owned()], parts, finer]));
        }
    }
    let all = || cells.iter().flat_map(|(_, ways)| ways.iter().flatten()).map(String::as_str);
    let ids = Ids::matching(roster, is_position, all());
    let otherwise = referred_by.map(|reference| Named::by(reference, roster, is_position, all()));
    let one = |reference: &str| ids.one(reference).or_else(|| otherwise.as_ref()?.one(reference));
    let mut lines = Vec::new();
    for (report, ways) in &cells {
        // An id may hold what elsewhere separates.
        let is_told = |way: &&Vec<String>| way.iter().any(|reference| one(reference).is_some());
        let way = ways.iter().find(is_told).unwrap_or(&ways[2]);
        let line =
            |reference: &String| DottedLine { report: *report, manager: one(reference), reference: reference.clone() };
        lines.extend(way.iter().map(line));
    }
    lines
}
