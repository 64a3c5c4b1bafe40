//! `markdown`: the findings as tables, for a comment on a pull request or the summary of a job, with a diagram of where
//! they are.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::closing;
use super::escape::{code, escaped};
use super::text::clip;
use crate::check::{Outcome, Part, Report, Reported};
use crate::diagram::{ColorBy, Colours, Selection, draw, mermaid};
use crate::wording::counted;

/// How to write the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// The most findings to show, of all reports together: the gravest.
    pub max_findings: Option<usize>,
    /// Leaves out the heading with the counts.
    pub quiet: bool,
}

/// The most boxes of a diagram: with more, their text is too small to read in the width of a comment.
pub const MOST_BOXES: usize = 60;

/// Characters of a message: ids and titles in it may be of any length.
const LONGEST_TEXT: usize = 600;

/// Characters of a name or an id in a cell of its own.
const LONGEST_NAME: usize = 80;

/// Writes a heading with the counts, and for each file with findings a table, the gravest first; for a chart also a Mermaid
/// diagram of the positions that its findings are about.
pub fn write(outcome: &Outcome<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let parts = outcome.parts();
    if !style.quiet {
        writeln!(out, "## orglint: {}", escaped(&closing::line(outcome)))?;
    }
    let shown = gravest(&parts, style.max_findings.unwrap_or(usize::MAX));
    let mut is_first = style.quiet;
    for (part, shown) in parts.iter().zip(shown).filter(|(part, _)| !part.findings.is_empty()) {
        let before = if std::mem::take(&mut is_first) { "" } else { "\n" };
        writeln!(out, "{before}### {}\n", code(part.source.name()))?;
        if !shown.is_empty() {
            out.write_all(TABLE_HEAD.as_bytes())?;
            rows(part, &shown, out)?;
        }
        let hidden = part.findings.len() - shown.len();
        if hidden > 0 {
            let before = if shown.is_empty() { "" } else { "\n" };
            // Without the backslash this would be an item of a list.
            writeln!(out, "{before}\\+ {}", counted(hidden, "more finding", "more findings"))?;
        }
        if let Some(report) = part.report {
            diagram(report, out)?;
        }
    }
    Ok(())
}

/// For each part the findings that are shown: of all findings the gravest, and of equal severity those that come first.
fn gravest<'o>(parts: &[Part<'o>], most: usize) -> Vec<Vec<&'o Reported<'o>>> {
    let findings = parts.iter().enumerate().flat_map(|(at, part)| part.findings.iter().map(move |one| (at, one)));
    let mut findings: Vec<(usize, &Reported<'_>)> = findings.collect();
    // A stable sort: of equal severity they stay in the order of the report.
    findings.sort_by_key(|(_, reported)| Reverse(reported.severity));
    let mut shown = vec![Vec::new(); parts.len()];
    for (at, reported) in findings.into_iter().take(most) {
        shown[at].push(reported);
    }
    shown
}

/// One table of the findings of several files.
pub(super) fn write_table(parts: &[Part<'_>], most: usize, out: &mut dyn Write) -> io::Result<()> {
    let shown = gravest(parts, most);
    let count = |parts: &[Vec<&Reported<'_>>]| parts.iter().map(Vec::len).sum::<usize>();
    let hidden = parts.iter().map(|part| part.findings.len()).sum::<usize>() - count(&shown);
    if count(&shown) > 0 {
        out.write_all(TABLE_HEAD.as_bytes())?;
        parts.iter().zip(&shown).try_for_each(|(part, shown)| rows(part, shown, out))?;
    }
    if hidden > 0 {
        let before = if count(&shown) == 0 { "" } else { "\n" };
        writeln!(out, "{before}\\+ {}", counted(hidden, "more finding", "more findings"))?;
    }
    Ok(())
}

const TABLE_HEAD: &str = "| severity | rule | place | position | finding | sources |\n|---|---|---|---|---|---|\n";

fn rows(part: &Part<'_>, shown: &[&Reported<'_>], out: &mut dyn Write) -> io::Result<()> {
    for reported in shown {
        let finding = &reported.finding;
        let (source, at) = part.locate(finding.at);
        let place = format!("{}:{}", source.name(), source.named_place(at.start as usize));
        let position = part.report.and_then(|report| position(report, reported)).unwrap_or_default();
        writeln!(
            out,
            "| {} | {} | {} | {position} | {} | {} |",
            reported.severity,
            code(reported.rule.name()),
            code(&place),
            escaped(&clip(&finding.message, LONGEST_TEXT)),
            escaped(&reported.rule.sources().join(" ")),
        )?;
    }
    Ok(())
}

/// The id and the name of the position at fault.
fn position(report: &Report<'_>, reported: &Reported<'_>) -> Option<String> {
    let chart = report.chart();
    let subject = *reported.finding.subjects.first()?;
    let id = code(&clip(&chart.id(subject), LONGEST_NAME)).into_owned();
    let name = escaped(&clip(&chart.name(subject), LONGEST_NAME)).into_owned();
    Some(format!("{id} {name}").trim_end().to_owned())
}

/// The positions that findings are about and the chains above them, where a comment has room for them.
fn diagram(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let drawing = draw(report, &Selection { findings_only: true, ..Selection::default() });
    let boxes = drawing.cards.len();
    if boxes == 0 {
        return Ok(());
    }
    if boxes <= MOST_BOXES {
        let mut block = Vec::new();
        // Colours would need a legend; what was found is in the boxes and on their outlines.
        let size = mermaid::write(&drawing, &Colours::new(&drawing, ColorBy::None), &mut block)?;
        if size.is_drawn() {
            out.write_all(b"\n```mermaid\n")?;
            out.write_all(&block)?;
            return out.write_all(b"```\n");
        }
    }
    writeln!(
        out,
        "\nA diagram of these positions and the chains above them has {}, too many for this page: \
         `orglint render FILE --findings-only -o findings.svg` draws it.",
        counted(boxes, "box", "boxes")
    )
}
