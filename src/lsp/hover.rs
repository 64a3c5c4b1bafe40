//! What is told of a place: the position, how its title was read, the findings there; in a configuration the rule.

use std::ops::Range;

use super::configurations::Setup;
use super::documents::{Document, Kind};
use super::examined::{Examined, Kept};
use super::page::Page;
use super::spot::Spot;
use crate::check::Entry;
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::Field;
use crate::title::Explanation;
use crate::wording::grouped;

/// Of a longer chain the upper part is left out.
const LONGEST_CHAIN: usize = 12;
/// Parts of a title that are explained.
const MOST_PARTS: usize = 24;

/// What is told of a byte of a document, and of which part of its text.
pub(super) fn hover(document: &Document, setup: &Setup, offset: usize, page: &mut Page) -> Option<Range<usize>> {
    if document.kind == Kind::Configuration {
        let (range, name) = rule_name(document, offset)?;
        rule(setup.rulebook.find(name)?, page);
        return Some(range);
    }
    let examined = document.examined.as_ref()?;
    let spot = Spot::at(&examined.chart, offset);
    if let Some(spot) = &spot {
        if spot.field == Field::Title {
            title(&examined.setup.reader.explain(&examined.chart.title(spot.record)), page);
        } else if let Some(record) = spot.position(&examined.chart) {
            position(examined, record, page);
        }
    }
    let mut found = examined.findings.iter().filter(|kept| kept.is_at(offset)).peekable();
    let range = spot.map(|spot| spot.range).or_else(|| found.peek().map(|kept| kept.finding.at.range()));
    found.for_each(|kept| finding(examined, kept, page));
    range
}

/// The name of a rule that a byte of a configuration is in.
fn rule_name(document: &Document, offset: usize) -> Option<(Range<usize>, &str)> {
    let line = document.text.line_around(offset);
    let text = document.text.as_str().get(line.clone())?;
    let at = offset.checked_sub(line.start)?;
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "/-_".contains(letter);
    let start = text.get(..at)?.rfind(|letter| !is_part(letter)).map_or(0, |before| before + 1);
    let end = text.get(at..)?.find(|letter| !is_part(letter)).map_or(text.len(), |end| at + end);
    // What stands before the name may be a letter of several bytes.
    let start = text.ceil_char_boundary(start);
    Some((line.start + start..line.start + end, text.get(start..end)?))
}

fn rule(rule: &Entry, page: &mut Page) {
    page.part();
    let name = page.bold(&page.code(rule.name()));
    page.paragraph(&format!("{name} ({}): {}", rule.severity(), page.shown(rule.summary())));
    if !rule.why().is_empty() {
        page.paragraph(&page.shown(rule.why()));
    }
    for setting in rule.settings() {
        page.item(&page.code(setting.name), &format!("{} {}, {}", setting.default, setting.unit, setting.help));
    }
    sources(rule, page);
}

fn sources(rule: &Entry, page: &mut Page) {
    let sources: Vec<String> = rule.sources().into_iter().map(|source| page.shown(source)).collect();
    if !sources.is_empty() {
        page.paragraph(&format!("Sources: {}", sources.join(", ")));
    }
}

fn finding(examined: &Examined, kept: &Kept, page: &mut Page) {
    page.part();
    let name = page.bold(&page.code(&kept.rule));
    let rule = examined.setup.rulebook.find(&kept.rule);
    let summary = rule.map(|rule| page.shown(rule.summary())).unwrap_or_default();
    page.paragraph(&format!("{name} ({}): {summary}", kept.severity));
    if let Some(rule) = rule {
        sources(rule, page);
    }
}

/// A position as a line names it.
fn named(examined: &Examined, record: Record, page: &Page) -> String {
    let chart = &examined.chart;
    let (name, title) = (chart.name(record), chart.title(record));
    let parts = [&name, &title].into_iter().filter(|part| !part.is_empty()).map(|part| page.shown(part));
    let parts: Vec<String> = parts.collect();
    format!("{} {}", page.code(&chart.id(record)), parts.join(", ")).trim_end().to_owned()
}

fn position(examined: &Examined, record: Record, page: &mut Page) {
    let Examined { chart, setup, .. } = examined;
    page.part();
    page.paragraph(&named(examined, record, page));
    let facts = Facts::new(chart, &setup.policy.organisation, &setup.reader);
    let role = facts.role(record);
    let functions: Vec<&str> = role.functions.iter().map(|function| function.name()).collect();
    page.item("level", role.level.name());
    if !functions.is_empty() {
        page.item("function", &functions.join(", "));
    }
    let layer = chart.layer(record).map_or_else(|| "reaches no top".to_owned(), |layer| layer.to_string());
    page.item("layer", &layer);
    let (direct, total) = (chart.direct_reports(record), chart.total_reports(record));
    page.item("reports", &format!("{} direct, {} in all", grouped(direct as usize), grouped(total as usize)));
    let chain = chart.chain(record);
    let above = &chain[..chain.len().saturating_sub(1)];
    if !above.is_empty() {
        let left_out = above.len().saturating_sub(LONGEST_CHAIN);
        let chain: Vec<String> = above[left_out..].iter().map(|above| named(examined, *above, page)).collect();
        let start = if left_out > 0 { "… › " } else { "" };
        page.item("chain", &format!("{start}{}", chain.join(" › ")));
    }
}

fn title(explanation: &Explanation<'_>, page: &mut Page) {
    let role = &explanation.role;
    page.part();
    let functions: Vec<&str> = role.functions.iter().map(|function| function.name()).collect();
    let qualifiers: Vec<&str> = role.qualifiers.iter().map(|qualifier| qualifier.name()).collect();
    let read = [
        role.level.name().to_owned(),
        functions.join(" + "),
        format!("manages people: {}", role.manages_people.name()),
        qualifiers.join(", "),
    ];
    let read: Vec<String> = read.into_iter().filter(|part| !part.is_empty()).collect();
    page.paragraph(&format!("Read as {}", read.join(" · ")));
    for part in explanation.parts.iter().take(MOST_PARTS) {
        let effects: Vec<String> = part.effects.iter().map(ToString::to_string).collect();
        page.item(&page.code(part.text), &page.shown(&effects.join("; ")));
    }
}
