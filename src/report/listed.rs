//! The findings of a run as reports for machines list them: in one row, each with what it is known by in every run.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;

use super::text::safe;
use crate::check::{Outcome, Part, Reported};
use crate::finding::Severity;
use crate::source::{Place, Source, Span};

/// A finding in the file that it is in.
#[derive(Clone, Copy)]
pub(super) struct Listed<'o> {
    pub(super) part: Part<'o>,
    pub(super) reported: &'o Reported<'o>,
    pub(super) fingerprint: Fingerprint,
}

/// Every finding, by path and place.
pub(super) fn by_place<'o>(outcome: &'o Outcome<'_>) -> Vec<Listed<'o>> {
    let mut seen: HashMap<[u8; 16], u32> = HashMap::new();
    let mut all = Vec::with_capacity(outcome.findings().count());
    for part in outcome.parts() {
        for reported in part.findings {
            let hash = hash(&part, reported);
            let number = seen.entry(hash).or_default();
            *number = number.saturating_add(1);
            all.push(Listed { part, reported, fingerprint: Fingerprint { hash, number: *number } });
        }
    }
    all
}

/// Every finding, the gravest first, and of equal severity by path and place.
pub(super) fn gravest_first<'o>(outcome: &'o Outcome<'_>) -> Vec<Listed<'o>> {
    let mut all = by_place(outcome);
    all.sort_by_key(|listed| Reverse(listed.reported.severity));
    all
}

/// What a finding is known by, wherever its rows stand in the file: its rule and the ids at fault, as in a baseline, and the
/// file. Findings that have all of these in common are told apart by a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Fingerprint {
    hash: [u8; 16],
    number: u32,
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        write!(f, ":{}", self.number)
    }
}

impl serde::Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn hash(part: &Part<'_>, reported: &Reported<'_>) -> [u8; 16] {
    let key = part.key(reported);
    let mut hasher = blake3::Hasher::new();
    let path = path(part.source);
    for text in [&*path, key.rule()].into_iter().chain(key.ids().iter().map(String::as_str)) {
        // With the length before it no two lists of texts run together alike.
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let mut hash = [0; 16];
    hasher.finalize_xof().fill(&mut hash);
    hash
}

impl<'o> Listed<'o> {
    pub(super) fn severity(&self) -> Severity {
        self.reported.severity
    }

    /// The source that the finding is in, and its place there.
    pub(super) fn locate(&self) -> (&'o Source, Span) {
        self.part.locate(self.reported.finding.at)
    }

    /// What was found, in one line. It names the cell where the place is in a sheet: what reads these reports knows lines only.
    pub(super) fn message(&self) -> String {
        let (source, at) = self.locate();
        let message = safe(&self.reported.finding.message);
        match source.cell_at(at.start as usize) {
            Some(cell) => format!("{}: {message}", safe(&cell.to_string())),
            None => message.into_owned(),
        }
    }

    /// What would mend it, in one line.
    pub(super) fn help(&self) -> Option<Cow<'o, str>> {
        let help = self.reported.finding.help.as_deref()?;
        Some(safe(help)).filter(|help| !help.trim().is_empty())
    }
}

/// The path of a source as programs that look for it in a repository have it.
pub(super) fn path(source: &Source) -> Cow<'_, str> {
    let name = source.name();
    match name {
        "-" => Cow::Borrowed("stdin"),
        _ if cfg!(windows) => Cow::Owned(name.replace('\\', "/").trim_start_matches("./").to_owned()),
        _ => Cow::Borrowed(name.trim_start_matches("./")),
    }
}

/// The lines and columns of a place, from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Region {
    pub(super) start: Place,
    pub(super) end: Place,
}

impl Region {
    /// Of a sheet these are its row and column; a header that is in no row counts as the first.
    pub(super) fn new(source: &Source, span: Span) -> Region {
        let Place { line, column } = source.place(span.start as usize);
        let start = Place { line: line.max(1), column: column.max(1) };
        let end = match source.cell_at(span.start as usize) {
            None => source.place(span.end as usize).max(start),
            Some(_) => Place { column: start.column + 1, ..start },
        };
        Region { start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_as_a_repository_has_it() {
        let path_of = |name: &str| Source::new(name, "").map(|source| path(&source).into_owned());
        assert_eq!(path_of("./exports/org.csv"), Ok("exports/org.csv".to_owned()));
        assert_eq!(path_of("-"), Ok("stdin".to_owned()));
        assert_eq!(path_of("../org.csv"), Ok("../org.csv".to_owned()));
    }
}
