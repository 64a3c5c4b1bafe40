//! `markdown`: what changed, for a comment on a pull request.

use std::io::{self, Write};

use super::account::{Piece, Section, headlines, sections};
use crate::change::Guard;
use crate::check::Comparison;
use crate::report::escape::{code, escaped};
use crate::report::markdown;
use crate::report::text::clip;
use crate::wording::grouped;

/// How to write the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// The most findings to show.
    pub max_findings: Option<usize>,
    /// The most changes of a kind to show.
    pub max_changes: usize,
}

/// Characters of an id, a name or a title: these may be of any length.
const LONGEST_TEXT: usize = 200;

/// Writes a heading, the limits that are exceeded, the new findings as a table, and what changed as lists.
pub fn write(comparison: &Comparison<'_>, guards: &[Guard], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let [sizes, findings] = headlines(comparison);
    let name = |report: &crate::check::Report<'_>| code(report.chart().source().name()).into_owned();
    writeln!(out, "## orglint: {} → {}\n", name(comparison.before), name(comparison.after))?;
    writeln!(out, "{}; {}\n", escaped(&sizes), escaped(&findings))?;
    for guard in guards.iter().filter(|guard| guard.is_exceeded()) {
        writeln!(out, "**{}**\n", escaped(&guard.message()))?;
    }
    let introduced = comparison.introduced();
    if introduced.iter().any(|part| !part.findings.is_empty()) {
        writeln!(out, "### New findings\n")?;
        markdown::write_table(&introduced, style.max_findings.unwrap_or(usize::MAX), out)?;
        writeln!(out)?;
    }
    let resolved = comparison.resolved();
    if !resolved.findings.is_empty() {
        writeln!(out, "### Resolved\n")?;
        markdown::write_table(&[resolved], style.max_findings.unwrap_or(usize::MAX), out)?;
        writeln!(out)?;
    }
    sections(comparison, style.max_changes).iter().try_for_each(|section| write_section(section, out))
}

fn write_section(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "### {}: {}\n", section.heading, grouped(section.count))?;
    for line in &section.lines {
        let line: String = line.iter().map(text).collect();
        writeln!(out, "- {line}")?;
    }
    if section.more > 0 {
        writeln!(out, "- … and {} more", grouped(section.more))?;
    }
    writeln!(out)
}

fn text(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => words.clone(),
        Piece::Id(id) => code(&clip(id, LONGEST_TEXT)).into_owned(),
        Piece::Data(text) => escaped(&clip(text, LONGEST_TEXT)).into_owned(),
    }
}
