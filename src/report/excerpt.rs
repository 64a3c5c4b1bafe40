//! What a finding points at, as a source that miette can draw.
//!
//! miette's own sources look for a place from byte 0, show every line between two labels, and print what they hold.
//! This one holds only the lines pointed at, found through the line index, each cut to a window and made safe
//! character by character; miette sees nothing else, so that a finding costs the same in a file of any size.

use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::text::{is_begun_command, stand_in};
use super::window;
use crate::chart::REDACTED;
use crate::source::{Part, Place, Source, Span};

/// A place to point at.
#[derive(Debug)]
pub(super) struct Spot {
    /// Where.
    pub(super) at: Span,
    /// What is to be seen there; safe to show.
    pub(super) label: Option<String>,
    /// Whether it is the place of the finding, not a further one.
    pub(super) is_primary: bool,
}

/// The lines that a finding points at. Lines near each other make one run; from one run to the next, lines are left out.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    rows: Vec<Row>,
    marks: Vec<Mark>,
}

/// A line of the excerpt.
#[derive(Debug)]
struct Row {
    start: usize,
    /// After its line break.
    end: usize,
    /// Counted from 0, in the source.
    line: usize,
    run: usize,
}

/// A spot, found in the excerpt.
#[derive(Debug)]
struct Mark {
    span: SourceSpan,
    place: Place,
    label: Option<String>,
    is_primary: bool,
}

/// Lines that lie further apart are drawn apart: drawing a gap takes two lines as well.
const NEAR: usize = 3;

impl Excerpt {
    /// The excerpt of `source`, named `name`, that shows the spots in `width` columns, line numbers included. `hidden` tells
    /// what of some lines is not to be shown.
    pub(super) fn new(
        source: &Source,
        name: &str,
        spots: Vec<Spot>,
        width: usize,
        hidden: &dyn Fn(Span) -> Vec<Span>,
    ) -> Excerpt {
        let spots = in_order(spots.into_iter().map(|spot| Spot { at: within(source, spot.at), ..spot }).collect());
        let last = spots.iter().map(|spot| source.place(spot.at.start as usize).line).max().unwrap_or(1);
        // miette puts a number, a bar and three blanks before the line; two columns are for the marks of a cut.
        let columns = width.saturating_sub(last.to_string().len() + 4 + 2).max(20);
        let mut runs = runs(source, spots, columns);
        // The place of the finding is what is read first, and what a terminal makes a link of.
        if let Some(first) = runs.iter().position(|run| run.iter().any(Strip::is_primary)) {
            runs[..=first].rotate_right(1);
        }
        let mut excerpt = Excerpt { name: name.to_owned(), text: String::new(), rows: Vec::new(), marks: Vec::new() };
        for (number, run) in runs.into_iter().enumerate() {
            let mut next = run.first().map_or(0, |strip| strip.first_line);
            for strip in run {
                for between in next..strip.first_line {
                    excerpt.push(source, Strip::between(source, between, &strip), number, columns, hidden);
                }
                next = strip.last_line + 1;
                excerpt.push(source, strip, number, columns, hidden);
            }
        }
        excerpt
    }

    /// The labels, for miette to place.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.marks.iter().map(|mark| match mark.is_primary {
            true => LabeledSpan::new_primary_with_span(mark.label.clone(), mark.span),
            false => LabeledSpan::new_with_span(mark.label.clone(), mark.span),
        })
    }

    /// For each label in the order in which miette will draw them: whether it is the place of the finding.
    pub(super) fn primaries(&self) -> impl Iterator<Item = bool> + '_ {
        self.marks.iter().map(|mark| mark.is_primary)
    }

    fn push(&mut self, source: &Source, strip: Strip, run: usize, columns: usize, hidden: &dyn Fn(Span) -> Vec<Span>) {
        let part = source.part(strip.line.clone());
        let shown = window::around(part, strip.line.clone(), strip.need.clone(), columns, strip.left(part, columns));
        let start = self.text.len();
        if shown.start > strip.line.start {
            self.text.push('…');
        }
        // Where each character stands in the source, and where in the excerpt.
        let mut offsets = Vec::with_capacity(shown.len() + 1);
        let mut at = shown.start;
        let mut veils = hidden(Span::new(strip.line.clone())).into_iter().peekable();
        let mut veiled_to = shown.start;
        for character in source.text(Span::new(shown.clone())).chars() {
            offsets.push((at, self.text.len()));
            while let Some(veil) = veils.next_if(|veil| veil.start as usize <= at) {
                if veil.end as usize >= shown.start {
                    self.text.push_str(REDACTED);
                    veiled_to = veil.end as usize;
                }
            }
            if at >= veiled_to {
                // Two of them are the start of a command in the logs of some servers, wherever they stand in a line.
                let is_command = character == '#' && is_begun_command(&self.text[start..], character);
                self.text.push(if is_command { '♯' } else { stand_in(character) });
            }
            at += character.len_utf8();
        }
        offsets.push((at, self.text.len()));
        // An empty cell at the end.
        if veils.any(|veil| veil.start as usize == at && shown.end == strip.line.end) {
            self.text.push_str(REDACTED);
        }
        if shown.end < strip.line.end {
            self.text.push('…');
        }
        let end = self.text.len();
        let offset_of = |offset: u32| {
            let found = offsets.partition_point(|(at, _)| *at < offset as usize);
            offsets.get(found).map_or(end, |(_, offset)| *offset)
        };
        for spot in strip.spots {
            let (start, end) = (offset_of(spot.at.start), offset_of(spot.at.end));
            self.marks.push(Mark {
                span: (start, end.saturating_sub(start)).into(),
                place: source.place(spot.at.start as usize),
                label: spot.label,
                is_primary: spot.is_primary,
            });
        }
        // Without an end of line, miette would not draw the mark of an empty cell at the end.
        self.text.push('\n');
        self.rows.push(Row { start, end: self.text.len(), line: strip.first_line, run });
    }

    fn row(&self, offset: usize) -> Result<&Row, MietteError> {
        self.rows.get(self.rows.partition_point(|row| row.end <= offset)).ok_or(MietteError::OutOfBounds)
    }
}

impl SourceCode for Excerpt {
    /// The rows of a span. Lines of context are what the excerpt was made with, not what is asked for.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (first, last) = (self.row(span.offset())?, self.row(span.offset() + span.len())?);
        // miette joins what it can read as one; asked to join two runs, it must not.
        if first.run != last.run {
            return Err(MietteError::OutOfBounds);
        }
        let mark = self.marks.iter().find(|mark| mark.span == *span);
        let column = mark.map_or(0, |mark| mark.place.column as usize - 1);
        let run = self.rows.iter().filter(|row| row.run == first.run).map(|row| row.line);
        // All lines of the run, so that miette tries to join whatever else is in it.
        let reach = run.max().unwrap_or(first.line) + 1 - first.line;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[first.start..last.end],
            (first.start, last.end - first.start).into(),
            first.line,
            column,
            reach,
        )))
    }
}

/// The span, without what lies outside of the text or cuts a character.
fn within(source: &Source, span: Span) -> Span {
    let boundary = |at: u32| {
        let at = (at as usize).clamp(source.text_start(), source.len());
        let part = source.part(at..at);
        (part.start()..=at).rev().find(|at| window::is_boundary(part, *at)).unwrap_or(at)
    };
    let start = boundary(span.start);
    Span::new(start..boundary(span.end).max(start))
}

/// By place; two spots in one place become one, for miette would draw their underlines side by side.
fn in_order(mut spots: Vec<Spot>) -> Vec<Spot> {
    spots.sort_by_key(|spot| (spot.at, !spot.is_primary));
    spots.dedup_by(|later, first| {
        if later.at != first.at {
            return false;
        }
        first.label = match (first.label.take(), later.label.take()) {
            (Some(one), Some(other)) if one != other => Some(format!("{one}; {other}")),
            (one, other) => one.or(other),
        };
        true
    });
    spots
}

/// A line to be drawn, or several where a quoted cell goes over their ends: its line breaks become visible marks.
struct Strip {
    first_line: usize,
    last_line: usize,
    /// The bytes of the lines.
    line: Range<usize>,
    /// What must be seen of them.
    need: Range<usize>,
    spots: Vec<Spot>,
}

impl Strip {
    fn of(source: &Source, spot: Spot) -> Strip {
        let need = spot.at.range();
        let (first_line, first) = source.line_around(need.start);
        let (last_line, last) = source.line_around(need.end.saturating_sub(1).max(need.start));
        // A place may be the line break itself, which is no part of the line.
        let line = first.start.min(need.start)..last.end.max(need.end);
        Strip { first_line, last_line, line, need, spots: vec![spot] }
    }

    /// A line that only stands between two others, the latter of which is `below`.
    fn between(source: &Source, number: usize, below: &Strip) -> Strip {
        let mut line = below.line.clone();
        for _ in number..below.first_line {
            line = source.line_around(line.start.saturating_sub(1)).1;
        }
        Strip { first_line: number, last_line: number, need: line.start..line.start, line, spots: Vec::new() }
    }

    fn is_primary(&self) -> bool {
        self.spots.iter().any(|spot| spot.is_primary)
    }

    /// Takes in what is pointed at in the same line, if both can be seen at once.
    fn join(&mut self, other: Strip, source: &Source, columns: usize) -> Result<(), Strip> {
        let need = self.need.start..self.need.end.max(other.need.end);
        let part = source.part(need.clone());
        if other.first_line != self.last_line || window::forward(part, need.clone(), columns).0 < need.end {
            return Err(other);
        }
        self.last_line = other.last_line;
        self.line.end = self.line.end.max(other.line.end);
        self.need = need;
        self.spots.extend(other.spots);
        Ok(())
    }

    /// How many columns may stand before what must be seen: labels hang below the middle of their place, and run on to
    /// the right, where there must be room for them.
    fn left(&self, part: Part<'_>, columns: usize) -> usize {
        const HOOK: usize = "╰── ".len() / 3;
        let width = |range| window::forward(part, range, columns).1;
        let ends = self.spots.iter().filter_map(|spot| {
            let label = spot.label.as_ref()?;
            let start = spot.at.start as usize;
            Some(width(self.need.start..start) + width(spot.at.range()) / 2 + HOOK + label.chars().count())
        });
        columns.saturating_sub(ends.max().unwrap_or(0))
    }
}

fn runs(source: &Source, spots: Vec<Spot>, columns: usize) -> Vec<Vec<Strip>> {
    let mut runs: Vec<Vec<Strip>> = Vec::new();
    for spot in spots {
        let mut strip = Strip::of(source, spot);
        if let Some(run) = runs.last_mut()
            && let Some(above) = run.last_mut()
        {
            strip = match above.join(strip, source, columns) {
                Ok(()) => continue,
                Err(strip) => strip,
            };
            // miette numbers the lines that it draws one after the other: below several in one it would go wrong.
            let is_next = above.first_line == above.last_line && strip.first_line > above.last_line;
            if is_next && strip.first_line - above.last_line <= NEAR && follows(source, &strip, above) {
                run.push(strip);
                continue;
            }
        }
        runs.push(vec![strip]);
    }
    runs
}

/// Whether every line between two of them is in the source: it may be a sheet with blank rows, or hold a few lines of a
/// file.
fn follows(source: &Source, below: &Strip, above: &Strip) -> bool {
    let (mut line, mut number) = (below.line.clone(), below.first_line);
    while number > above.last_line && line.start > 0 {
        let (before, range) = source.line_around(line.start - 1);
        if before + 1 != number {
            return false;
        }
        (line, number) = (range, before);
    }
    number == above.last_line
}

#[cfg(test)]
mod tests;
