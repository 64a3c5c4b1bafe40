//! The report for people at a terminal: each finding as miette draws it, with the cell at fault underlined.
//!
//! miette would give the rule's name two lines of its own; here it stands before the message, so that a finding is
//! about eight lines and a screen holds several.

use std::fmt;
use std::io::{self, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::closing;
use super::excerpt::{Excerpt, Spot};
use super::text::{clip, safe};
use crate::check::{Outcome, Part, Report, Reported};
use crate::error::Error;
use crate::finding::Severity;
use crate::input::Field;
use crate::source::{Place, Source, Span};
use crate::wording::counted;

/// How to write the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// Whether to colour it.
    pub color: bool,
    /// Columns of the terminal; taken for at least 40 and at most 1,000.
    pub width: usize,
    /// The most findings to show, of all reports together.
    pub max_findings: Option<usize>,
    /// Leaves out the closing line.
    pub quiet: bool,
}

/// With less than this there is no room for an excerpt; with more, lines are too long to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=1000;

/// Characters of a message or a help: ids and titles in them may be of any length.
const LONGEST_TEXT: usize = 600;

/// Characters of a label, which must fit beside its place.
const LONGEST_LABEL: usize = 40;

/// Writes the findings of all reports, and one line that closes them.
pub fn write(outcome: &Outcome<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_parts(&outcome.parts(), style, out)?;
    if !style.quiet {
        writeln!(out, "{}", closing::line(outcome))?;
    }
    Ok(())
}

/// Writes the findings of several files, and how many of them are not shown.
pub(super) fn write_parts(parts: &[Part<'_>], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let pen = Pen::new(style);
    let most = style.max_findings.unwrap_or(usize::MAX);
    let mut shown = 0;
    let mut text = String::new();
    for part in parts {
        for reported in part.findings.iter().take(most - shown) {
            text.clear();
            let (source, _) = part.locate(reported.finding.at);
            let name = safe(source.name());
            pen.draw(&Drawing::of(part, reported, &name, pen.width), &mut text).map_err(io::Error::other)?;
            name_cell(part, reported, &name, &mut text);
            text.push('\n');
            out.write_all(text.as_bytes())?;
            shown += 1;
        }
    }
    let hidden = parts.iter().map(|part| part.findings.len()).sum::<usize>() - shown;
    if hidden > 0 {
        let hidden = counted(hidden, "more finding is", "more findings are");
        writeln!(out, "{hidden} not shown (--max-findings {most})")?;
    }
    Ok(())
}

/// miette puts line and column behind the name of the source: of a sheet these are numbers of a row and a column, and
/// its cells have names.
fn name_cell(part: &Part<'_>, reported: &Reported<'_>, name: &str, text: &mut String) {
    let (source, at) = part.locate(reported.finding.at);
    let at = at.start as usize;
    if source.is_sheet() {
        let Place { line, column } = source.place(at);
        let cell = format!("{name}:{}]", safe(&source.named_place(at)));
        *text = text.replacen(&format!("{name}:{line}:{column}]"), &cell, 1);
    }
}

/// What stops a run, for people at a terminal.
pub fn error(error: &Error, style: &Style) -> String {
    // Parsers of configuration say what is wrong in several lines.
    let lines = |text: &str| text.lines().map(safe).collect::<Vec<_>>().join("\n");
    let mut place = error.path().map(|path| safe(path).into_owned()).unwrap_or_default();
    if let Some(at) = error.named_place() {
        place.push_str(&format!(":{}", safe(at)));
    }
    if !place.is_empty() {
        place.push_str(": ");
    }
    let pen = Pen::new(style);
    let path = error.path().map(safe).unwrap_or_default();
    // The text is looked at as a source again, which knows its lines.
    let source = error.excerpt().and_then(|excerpt| Source::new(&*path, excerpt.text.as_bytes()).ok());
    let excerpt = error.excerpt().zip(source.as_ref()).map(|(excerpt, source)| {
        let spot = Spot { at: excerpt.at, label: Some("here".to_owned()), is_primary: true };
        Excerpt::new(source, &path, vec![spot], pen.width, &|_| Vec::new())
    });
    let drawing = Drawing {
        title: Severity::Error.name().to_owned(),
        // The excerpt names the place.
        message: if excerpt.is_some() { lines(error.message()) } else { format!("{place}{}", lines(error.message())) },
        severity: Severity::Error,
        help: error.mend().map(lines),
        excerpt,
    };
    let mut text = String::new();
    match pen.draw(&drawing, &mut text) {
        Ok(()) => text,
        // Rather plain than not at all.
        Err(fmt::Error) => format!("error: {}\n", drawing.message),
    }
}

/// Draws with one theme.
struct Pen {
    handler: GraphicalReportHandler,
    theme: GraphicalTheme,
    width: usize,
}

impl Pen {
    fn new(style: &Style) -> Pen {
        let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let width = style.width.clamp(*WIDTHS.start(), *WIDTHS.end());
        let handler = GraphicalReportHandler::new_themed(theme.clone())
            .with_width(width)
            .with_context_lines(0)
            .with_links(false)
            .without_syntax_highlighting();
        Pen { handler, theme, width }
    }

    fn draw(&self, drawing: &Drawing, text: &mut String) -> fmt::Result {
        let mut theme = self.theme.clone();
        let (characters, styles) = (&mut theme.characters, &theme.styles);
        let (icon, own) = match drawing.severity {
            Severity::Error => (&mut characters.error, styles.error),
            Severity::Warning => (&mut characters.warning, styles.warning),
            Severity::Info => (&mut characters.advice, styles.advice),
        };
        *icon = format!("{icon} {}:", drawing.title);
        // miette hands out colours to labels as they come; here the place of the finding has that of its severity.
        if let Some(excerpt) = &drawing.excerpt {
            let related = styles.link;
            theme.styles.highlights =
                excerpt.primaries().map(|is_primary| if is_primary { own } else { related }).collect();
        }
        self.handler.clone().with_theme(theme).render_report(text, drawing)
    }
}

/// What miette is given to draw; every text in it is safe.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Drawing {
    title: String,
    message: String,
    severity: Severity,
    help: Option<String>,
    excerpt: Option<Excerpt>,
}

impl Drawing {
    fn of(part: &Part<'_>, reported: &Reported<'_>, name: &str, width: usize) -> Drawing {
        let finding = &reported.finding;
        let label = |text: &str| Some(safe(&clip(text, LONGEST_LABEL)).into_owned());
        let primary = Spot {
            at: finding.at,
            label: part.report.and_then(|report| heading(report, reported)).and_then(label),
            is_primary: true,
        };
        let (source, at) = part.locate(finding.at);
        let hidden = |lines| part.report.map_or_else(Vec::new, |report| report.chart().hidden(source, lines));
        let mut spots = vec![Spot { at, ..primary }];
        let mut help = help(reported);
        for further in &finding.labels {
            let (other, at) = part.locate(further.at);
            if std::ptr::eq(source, other) {
                spots.push(Spot { at, label: label(&further.text), is_primary: false });
                continue;
            }
            // An excerpt is of one file; of another one the place is told.
            let place = other.named_place(at.start as usize);
            let line =
                format!("{}:{}: {}", safe(other.name()), safe(&place), safe(&clip(&further.text, LONGEST_LABEL)));
            help = Some(help.map_or(line.clone(), |help| format!("{help}\n{line}")));
        }
        Drawing {
            title: format!("{}[{}]", reported.severity.name(), safe(reported.rule.name())),
            message: safe(&clip(&finding.message, LONGEST_TEXT)).into_owned(),
            severity: reported.severity,
            help,
            excerpt: Some(Excerpt::new(source, name, spots, width, &hidden)),
        }
    }
}

impl Diagnostic for Drawing {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.excerpt.as_ref().map(|excerpt| Box::new(excerpt.labels()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

/// The heading of the column at fault: the header itself is mostly a long way up.
fn heading<'a>(report: &'a Report<'_>, reported: &Reported<'_>) -> Option<&'a str> {
    let chart = report.chart();
    let subject = *reported.finding.subjects.first()?;
    let is_at = |field: &Field| {
        let place: Span = chart.place(subject, *field);
        chart.roster().has(*field) && place == reported.finding.at
    };
    chart.roster().columns().heading(Field::ALL.into_iter().find(is_at)?)
}

/// What would mend it, and the statements that the rule rests on.
fn help(reported: &Reported<'_>) -> Option<String> {
    let mend = reported.finding.help.as_deref().map(|help| safe(&clip(help, LONGEST_TEXT)).into_owned());
    let sources = reported.rule.sources();
    let sources = (!sources.is_empty()).then(|| format!("sources: {}", safe(&sources.join(" "))));
    match (mend, sources) {
        (Some(mend), Some(sources)) => Some(format!("{mend}\n{sources}")),
        (mend, sources) => mend.or(sources),
    }
}
