//! `gitlab`: what GitLab shows beside a merge request as code quality. docs/reports.md says what becomes of what.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::listed::{self, Fingerprint, Listed, Region};
use crate::check::Outcome;
use crate::finding::Severity;

/// Writes the findings as one JSON array.
pub fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Issues(&listed::by_place(outcome)))?;
    writeln!(out)
}

/// The findings, written as they are met.
struct Issues<'o>(&'o [Listed<'o>]);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        self.0.iter().try_for_each(|listed| list.serialize_element(&Issue::of(listed)))?;
        list.end()
    }
}

#[derive(Serialize)]
struct Issue<'o> {
    description: String,
    check_name: &'o str,
    fingerprint: Fingerprint,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl<'o> Issue<'o> {
    fn of(listed: &Listed<'o>) -> Issue<'o> {
        let (source, at) = listed.locate();
        let Region { start, end } = Region::new(source, at);
        let description = match listed.help() {
            Some(help) => format!("{} ({help})", listed.message()),
            None => listed.message(),
        };
        Issue {
            description,
            check_name: listed.reported.rule.name(),
            fingerprint: listed.fingerprint,
            severity: severity(listed.severity()),
            location: Location {
                path: listed::path(source).into_owned(),
                lines: Lines { begin: start.line, end: end.line },
            },
        }
    }
}

/// GitLab has two more for what is worse, `critical` and `blocker`, which are for what stops a business.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
