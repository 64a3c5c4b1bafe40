//! What may be meant in a manager's cell, and in a configuration where a rule is named.

use super::configurations::Setup;
use super::documents::{Document, Kind};
use super::edits::in_cell;
use super::protocol::{COMPLETION_KIND, CompletionItem, CompletionList, TextEdit};
use super::spot::Spot;
use super::text::Units;
use crate::chart::Reference;
use crate::finding::{Record, Severity};
use crate::input::Field;
use crate::report::text::{clip, safe};
use crate::source::Span;

/// So many are offered at once; whoever types on is offered others.
const MOST: usize = 100;

/// What may be meant at a byte of a document.
pub(super) fn completion(document: &Document, setup: &Setup, offset: usize, units: Units) -> Option<CompletionList> {
    match document.kind {
        Kind::Configuration => in_configuration(document, setup, offset, units),
        _ => in_chart(document, offset, units),
    }
}

/// Managers whose id, name or title goes on as the cell begins.
fn in_chart(document: &Document, offset: usize, units: Units) -> Option<CompletionList> {
    let chart = &document.examined.as_ref()?.chart;
    let roster = chart.roster();
    let spot = Spot::at(chart, offset).filter(|spot| spot.field == Field::Manager)?;
    let typed = document.text.as_str().get(spot.range.start..offset)?;
    let typed = typed.trim_start_matches(['"', '\'', ' ']).to_lowercase();
    let by = chart.referred_by().unwrap_or(Reference::Field(Field::Id));
    let range = document.text.range(spot.range.clone(), units);
    let item = |position: Record| {
        let reference = by.text(roster, position);
        let (name, title) = (chart.name(position), chart.title(position));
        let words = [&reference, &name, &title];
        if position == spot.record || !words.iter().any(|word| begins(word, &typed)) {
            return None;
        }
        let new_text = in_cell(roster, Span::new(spot.range.clone()), &reference)?;
        let detail = if name.is_empty() { title.into_owned() } else { format!("{name}, {title}") };
        Some(CompletionItem {
            label: safe(&clip(&reference, 200)).into_owned(),
            kind: COMPLETION_KIND,
            filter_text: format!("{} {detail}", new_text.trim_matches('"')),
            detail: safe(&clip(&detail, 200)).into_owned(),
            text_edit: TextEdit { range, new_text },
        })
    };
    let mut items: Vec<CompletionItem> = chart.positions().filter_map(item).take(MOST + 1).collect();
    let is_incomplete = items.len() > MOST;
    items.truncate(MOST);
    Some(CompletionList { is_incomplete, items })
}

/// Whether a text begins so, whatever the case.
fn begins(text: &str, start: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    start.chars().all(|letter| letters.next() == Some(letter))
}

/// Names of rules and severities, within the quotes in which they are expected.
fn in_configuration(document: &Document, setup: &Setup, offset: usize, units: Units) -> Option<CompletionList> {
    let text = document.text.as_str();
    let line = document.text.line_around(offset);
    let before = text.get(line.start..offset)?;
    let quote = before.rfind('"').filter(|_| before.matches('"').count() % 2 == 1)?;
    let key = before[..quote].trim();
    let is_in_rules = || section(text, line.start) == Some("[rules]");
    let names_rule = key.is_empty() && is_in_rules() || key.trim_end_matches([' ', '=']) == "rule";
    let names_severity = key.starts_with('"') && key.ends_with('=') && is_in_rules()
        || key.trim_end_matches([' ', '=']).ends_with("severity");
    let start = line.start + quote + 1;
    let end = text.get(offset..line.end)?.find('"').map_or(offset, |end| offset + end);
    let range = document.text.range(start..end, units);
    let items: Vec<CompletionItem> = if names_rule {
        let entries = setup.rulebook.entries().iter();
        entries.map(|rule| item(rule.name(), rule.summary(), range)).collect()
    } else if names_severity {
        let names = Severity::ALL.map(Severity::name).into_iter().chain(["off"]);
        names.map(|name| item(name, "", range)).collect()
    } else {
        return None;
    };
    Some(CompletionList { is_incomplete: false, items })
}

fn item(name: &str, detail: &str, range: super::protocol::Range) -> CompletionItem {
    CompletionItem {
        label: name.to_owned(),
        kind: COMPLETION_KIND,
        detail: detail.to_owned(),
        filter_text: name.to_owned(),
        text_edit: TextEdit { range, new_text: name.to_owned() },
    }
}

/// The header of the table that a line is in.
fn section(text: &str, line: usize) -> Option<&str> {
    text.get(..line)?.lines().rev().map(str::trim).find(|line| line.starts_with('['))
}
