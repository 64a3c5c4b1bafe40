//! `pretty`: each step in words, and under it what it introduces.

use std::fmt::Display;
use std::io::{self, Write};

use miette::GraphicalTheme;

use super::Subject;
use crate::finding::Severity;
use crate::reorg::plan::{Assessed, Introduced};
use crate::report::text::{clip, safe};
use crate::wording::counted;

/// How to write the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// Whether to colour it.
    pub color: bool,
    /// The most findings to show.
    pub max_findings: Option<usize>,
    /// Shows only the steps that introduce something, and nothing around them.
    pub quiet: bool,
}

/// Characters of a sentence or a message: ids and titles in them may be of any length.
const LONGEST_TEXT: usize = 600;

/// Writes what the plan does as a whole, then each step, and what remains at the end.
pub fn write(subject: Subject<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    if !style.quiet {
        writeln!(out, "{}", safe(&subject.headline()))?;
        for day in subject.days() {
            writeln!(out, "  {day}")?;
        }
        writeln!(out)?;
    }
    let most = style.max_findings.unwrap_or(usize::MAX);
    let mut shown = 0;
    let steps = &subject.assessment.steps;
    let width = steps.len().to_string().len();
    for (number, step) in (1..).zip(steps) {
        if style.quiet && step.introduced.is_empty() {
            continue;
        }
        let place = format!("{}:{}", subject.plan.name(), subject.plan.place(step.step.at.start as usize).line);
        let on = step.step.on.map(|day| format!(" on {day}")).unwrap_or_default();
        let sentence = safe(&clip(&step.sentence, LONGEST_TEXT)).into_owned();
        writeln!(out, "{number:>width$}. {sentence}{on}  {}", theme.styles.linum.style(safe(&place)))?;
        let indent = " ".repeat(width + 2);
        if let Some(note) = note(step) {
            writeln!(out, "{indent}{note}")?;
        }
        for introduced in step.introduced.iter().take(most - shown) {
            writeln!(out, "{indent}{}", finding(introduced, &theme))?;
            shown += 1;
        }
        if !style.quiet && !step.resolved.is_empty() {
            writeln!(out, "{indent}resolves {}", counted(step.resolved.len(), "finding", "findings"))?;
        }
    }
    let hidden = steps.iter().map(|step| step.introduced.len()).sum::<usize>() - shown;
    if hidden > 0 {
        let hidden = counted(hidden, "more finding is", "more findings are");
        writeln!(out, "{hidden} not shown (--max-findings {most})")?;
    }
    if !style.quiet {
        if let Some(left_out) = subject.left_out() {
            writeln!(out, "{left_out}")?;
        }
        writeln!(out, "\n{}", subject.verdict())?;
    }
    Ok(())
}

/// Why the step is there, and how sure who proposed it is.
fn note(step: &Assessed<'_>) -> Option<String> {
    let note = step.note.map(|note| safe(&clip(note, LONGEST_TEXT)).into_owned());
    let confidence = step.step.confidence.map(|confidence| format!("confidence {confidence:.2}"));
    match (note, confidence) {
        (Some(note), Some(confidence)) => Some(format!("{note} ({confidence})")),
        (note, confidence) => note.or(confidence),
    }
}

/// One line, in the colour of the severity.
fn finding(introduced: &Introduced<'_>, theme: &GraphicalTheme) -> impl Display {
    let reported = &introduced.told.reported;
    let (icon, style) = match reported.severity {
        Severity::Error => (&theme.characters.error, theme.styles.error),
        Severity::Warning => (&theme.characters.warning, theme.styles.warning),
        Severity::Info => (&theme.characters.advice, theme.styles.advice),
    };
    let rule = format!("{icon} {}[{}]:", reported.severity, safe(reported.rule.name()));
    let until = match introduced.resolved_by {
        Some(step) => format!(" (until step {step})"),
        None if introduced.is_back => " (as before the plan)".to_owned(),
        None => String::new(),
    };
    format!("{} {}{until}", style.style(rule), safe(&clip(&reported.finding.message, LONGEST_TEXT)))
}
