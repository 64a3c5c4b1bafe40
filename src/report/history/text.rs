//! The history for people: a row a day in two tables, and then what came and went.

use std::io::{self, Write};

use comfy_table::{CellAlignment, Table, presets};

use super::{came_and_went, mean};
use crate::finding::Severity;
use crate::reorg::history::{Change, Event, Figures, History};
use crate::report::text::{clip, safe};
use crate::wording::{counted, grouped};

/// What stands where there is no figure, as for those who joined before the first day.
const NONE: &str = "–";
/// Characters of an id that are shown in a column.
const WIDEST: usize = 20;

/// Writes the history, and of each day at most so many of the findings that came, and of those that went.
pub fn write(history: &History, max_findings: usize, out: &mut dyn Write) -> io::Result<()> {
    let days = history.days();
    let Some((first, last)) = history.extent() else { return Ok(()) };
    writeln!(out, "{}, {first} to {last}\n", counted(days.len(), "chart", "charts"))?;
    let figures = days.iter().map(shape);
    table(
        &["Day", "People", "Joined", "Left", "Vacant", "Layers", "Managers", "Mean span", "Widest span"],
        figures,
        out,
    )?;
    writeln!(out, "\nFindings")?;
    table(&["Day", "Errors", "Warnings", "Notes", "Came", "Went"], days.iter().map(findings), out)?;
    for (number, day) in days.iter().enumerate() {
        let (came, went) = (history.came(number), history.went(number));
        let is_first = day.change.is_none();
        if came.len() + went.len() == 0 {
            continue;
        }
        let heading = match is_first {
            true => format!("{} to begin with", counted(came.len(), "finding", "findings")),
            false => came_and_went(came.len(), went.len()),
        };
        writeln!(out, "\n{}: {heading}", day.day)?;
        list(if is_first { ' ' } else { '+' }, came, max_findings, out)?;
        list('-', went, max_findings, out)?;
    }
    Ok(())
}

fn shape(day: &Figures) -> Vec<String> {
    let widest = day.widest_span.as_ref();
    vec![
        day.day.to_string(),
        grouped(day.people),
        changed(day, |change| change.joined),
        changed(day, |change| change.left),
        grouped(day.vacant),
        grouped(day.layers as usize),
        grouped(day.managers),
        mean(day.mean_span).unwrap_or(NONE.to_owned()),
        widest.map_or(NONE.to_owned(), |widest| {
            format!("{} ({})", grouped(widest.direct_reports as usize), safe(&clip(&widest.id, WIDEST)))
        }),
    ]
}

fn findings(day: &Figures) -> Vec<String> {
    let counts = Severity::ALL.map(|severity| grouped(day.count(severity)));
    let changes = [changed(day, |change| change.introduced), changed(day, |change| change.resolved)];
    [day.day.to_string()].into_iter().chain(counts).chain(changes).collect()
}

fn changed(day: &Figures, of: impl Fn(&Change) -> usize) -> String {
    day.change.as_ref().map_or(NONE.to_owned(), |change| grouped(of(change)))
}

/// A table whose first column is text, and whose others are numbers.
fn table(headings: &[&str], rows: impl Iterator<Item = Vec<String>>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(headings);
    rows.for_each(|row| _ = table.add_row(row));
    for (number, column) in table.column_iter_mut().enumerate() {
        if number == 0 {
            column.set_padding((0, 1));
        } else {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    writeln!(out, "{}", table.trim_fmt())
}

fn list<'h>(
    mark: char,
    events: impl ExactSizeIterator<Item = Event<'h>>,
    max: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let more = events.len().saturating_sub(max);
    for event in events.take(max) {
        let again = if event.is_again && mark == '+' { " (again)" } else { "" };
        let (severity, rule) = (event.stretch.severity, safe(event.story.key.rule()));
        writeln!(out, "  {mark} {severity}[{rule}] {}{again}", safe(&event.stretch.message))?;
    }
    if more > 0 {
        writeln!(out, "  {mark} … and {} more", grouped(more))?;
    }
    Ok(())
}
