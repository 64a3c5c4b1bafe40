//! `pretty`: what changed as lists, and each new finding with the cell that is wrong.

use std::io::{self, Write};

use super::account::{Piece, Section, headlines, sections};
use crate::check::Comparison;
use crate::report::pretty;
use crate::report::text::{clip, safe};
use crate::wording::grouped;

/// How to write the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// How to write findings.
    pub findings: pretty::Style,
    /// The most changes of a kind to show.
    pub max_changes: usize,
}

/// Characters of an id, a name or a title: these may be of any length.
const LONGEST_TEXT: usize = 200;

/// Writes what changed, the findings that are gone in a line each, and those that are new in full.
pub fn write(comparison: &Comparison<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let name = |side: &crate::check::Report<'_>| safe(side.chart().source().name()).into_owned();
    let [sizes, findings] = headlines(comparison);
    writeln!(out, "{} → {}: {sizes}\n", name(comparison.before), name(comparison.after))?;
    let sections = sections(comparison, style.max_changes);
    if sections.is_empty() {
        writeln!(out, "Nobody joined, left, moved or has another title.\n")?;
    }
    for section in &sections {
        write_section(section, out)?;
    }
    let resolved = comparison.resolved();
    if !resolved.findings.is_empty() {
        writeln!(out, "Resolved: {}", grouped(resolved.findings.len()))?;
        for reported in resolved.findings.iter().take(style.max_changes) {
            let message = safe(&clip(&reported.finding.message, LONGEST_TEXT)).into_owned();
            writeln!(out, "  {}[{}] {message}", reported.severity, safe(reported.rule.name()))?;
        }
        more(resolved.findings.len().saturating_sub(style.max_changes), out)?;
        writeln!(out)?;
    }
    pretty::write_parts(&comparison.introduced(), &style.findings, out)?;
    writeln!(out, "{findings}")
}

fn write_section(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", section.heading, grouped(section.count))?;
    for line in &section.lines {
        let line: String = line.iter().map(text).collect();
        writeln!(out, "  {line}")?;
    }
    more(section.more, out)?;
    writeln!(out)
}

fn more(count: usize, out: &mut dyn Write) -> io::Result<()> {
    if count > 0 {
        writeln!(out, "  … and {} more (--max-changes)", grouped(count))?;
    }
    Ok(())
}

fn text(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => words.clone(),
        Piece::Id(text) | Piece::Data(text) => safe(&clip(text, LONGEST_TEXT)).into_owned(),
    }
}
