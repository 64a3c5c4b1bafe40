//! `markdown`: the steps and what they introduce as tables, for a comment on a pull request.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::Subject;
use crate::reorg::plan::Introduced;
use crate::report::escape::{code, escaped};
use crate::report::text::clip;
use crate::wording::counted;

/// How to write the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// The most findings to show: the gravest.
    pub max_findings: Option<usize>,
    /// Leaves out the heading and the steps.
    pub quiet: bool,
}

/// Characters of a sentence or a message: ids and titles in it may be of any length.
const LONGEST_TEXT: usize = 600;

/// Characters of a name or an id in a cell of its own.
const LONGEST_NAME: usize = 80;

/// Writes a heading with the figures, a table of the steps, and one of what they introduce, the gravest first.
pub fn write(subject: Subject<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if !style.quiet {
        steps(subject, out)?;
    }
    let numbered = (1..).zip(&subject.assessment.steps);
    let mut found: Vec<(usize, &Introduced<'_>)> =
        numbered.flat_map(|(number, step)| step.introduced.iter().map(move |one| (number, one))).collect();
    // A stable sort: of equal severity they stay in the order of the plan.
    found.sort_by_key(|(_, introduced)| Reverse(introduced.told.reported.severity));
    let shown = style.max_findings.unwrap_or(usize::MAX).min(found.len());
    if shown > 0 {
        writeln!(out, "| step | severity | rule | position | finding | until |\n|---|---|---|---|---|---|")?;
        found[..shown].iter().try_for_each(|(number, introduced)| finding(*number, introduced, out))?;
    }
    if found.len() > shown {
        // Without the backslash this would be an item of a list.
        writeln!(out, "\n\\+ {}", counted(found.len() - shown, "more finding", "more findings"))?;
    }
    Ok(())
}

fn steps(subject: Subject<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## orglint plan: {}\n", escaped(&subject.headline()))?;
    for day in subject.days() {
        writeln!(out, "- {}", escaped(&day))?;
    }
    if let Some(left_out) = subject.left_out() {
        writeln!(out, "- {}", escaped(&left_out))?;
    }
    writeln!(out, "- {}\n", escaped(&subject.verdict()))?;
    writeln!(out, "| step | place | what | note | introduces | resolves |\n|---|---|---|---|---|---|")?;
    for (number, step) in (1..).zip(&subject.assessment.steps) {
        let place = format!("{}:{}", subject.plan.name(), subject.plan.place(step.step.at.start as usize).line);
        let on = step.step.on.map(|day| format!(" on {day}")).unwrap_or_default();
        writeln!(
            out,
            "| {number} | {} | {}{on} | {} | {} | {} |",
            code(&place),
            escaped(&clip(&step.sentence, LONGEST_TEXT)),
            escaped(&clip(step.note.unwrap_or_default(), LONGEST_TEXT)),
            step.introduced.len(),
            step.resolved.len(),
        )?;
    }
    writeln!(out)
}

fn finding(number: usize, introduced: &Introduced<'_>, out: &mut dyn Write) -> io::Result<()> {
    let reported = &introduced.told.reported;
    let position = introduced.told.subjects.first().map(|subject| {
        let id = code(&clip(&subject.id, LONGEST_NAME)).into_owned();
        format!("{id} {}", escaped(&clip(&subject.name, LONGEST_NAME))).trim_end().to_owned()
    });
    let until = introduced.resolved_by.map(|step| format!("step {step}")).unwrap_or_default();
    writeln!(
        out,
        "| {number} | {} | {} | {} | {} | {until} |",
        reported.severity,
        code(reported.rule.name()),
        position.unwrap_or_default(),
        escaped(&clip(&reported.finding.message, LONGEST_TEXT)),
    )
}
