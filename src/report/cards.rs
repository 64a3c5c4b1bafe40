//! The cards of the documented roles, for people: one in full, or all in short.

use std::fmt::Write as _;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use crate::facts::Organisation;
use crate::pattern::Kind;
use crate::profile::{Card, Line, Need, Verdict};

use super::page::{filled, wrapped};

/// A terminal with fewer columns has no room for the table.
const NARROW: usize = 72;

/// What a card says under one heading: each line with the ids of its statements.
struct Section {
    heading: &'static str,
    lines: Vec<(String, String)>,
}

/// Cards in Markdown that reads well as plain text.
pub fn markdown(cards: &[&Card], organisation: &Organisation) -> String {
    let mut page = String::new();
    for card in cards {
        let before = if page.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        _ = write!(page, "{before}## {}\n\n{}\n", card.label, wrapped(&card.summary, ""));
        for section in sections(card, organisation) {
            _ = write!(page, "\n**{}**\n\n", section.heading);
            for (text, sources) in section.lines {
                _ = writeln!(page, "- {}", wrapped(&format!("{text} ({sources})"), "  "));
            }
        }
    }
    page
}

/// One card in full, for a terminal of `width` columns.
pub fn full(card: &Card, organisation: &Organisation, width: usize) -> String {
    let mut text = format!("{}\n{}\n", card.label, filled(&card.summary, "", width));
    for section in sections(card, organisation) {
        _ = write!(text, "\n{}\n", section.heading);
        for (line, sources) in section.lines {
            _ = writeln!(text, "  {}", filled(&format!("{line} ({sources})"), "    ", width));
        }
    }
    text
}

/// All cards in short, for a terminal of `width` columns: a table, or in a narrow one what each role is for.
pub fn short(cards: &[&Card], organisation: &Organisation, width: usize) -> String {
    let names = cards.iter().map(|card| card.name.len()).max().unwrap_or_default();
    if width < NARROW {
        let entry = |card: &&Card| format!("{}\n  {}\n", card.name, filled(&card.summary, "  ", width));
        return cards.iter().map(entry).collect();
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_header(["Role", "Reports to", "Called for", "Pay in USD, experience"]);
    // Each cell has a blank on either side, and one stands between two.
    let column = (width - 11 - names) / 3;
    for card in cards {
        let lines = |lines: Vec<(String, String)>| {
            let fill = |(line, sources): &(String, String)| filled(&format!("{line} ({sources})"), "  ", column);
            lines.iter().map(fill).collect::<Vec<String>>().join("\n")
        };
        table.add_row([
            format!("{}\n{}", filled(&card.label, "", names), card.name),
            lines(reports_to(card, organisation)),
            lines(called_for(card, organisation)),
            lines([pay(card), experience(card)].concat()),
        ]);
    }
    if let Some(column) = table.column_mut(0) {
        // A name is typed as it stands, and is not to be broken.
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(u16::try_from(names + 2).unwrap_or(0))));
    }
    format!("{table}\n")
}

/// When a company needs the role, or, where no document says so, when it may have it.
fn called_for(card: &Card, organisation: &Organisation) -> Vec<(String, String)> {
    let of = |verdict: Verdict| card.needs.iter().filter(move |need| need.verdict == verdict);
    let (needed, optional) = (of(Verdict::Needed), of(Verdict::Optional));
    let line = |need: &Need| (format!("{}: {}", need.verdict.label(), need.text(organisation)), need.sources.join(" "));
    let needed: Vec<_> = needed.map(line).collect();
    if needed.is_empty() { optional.map(line).collect() } else { needed }
}

fn sections(card: &Card, organisation: &Organisation) -> Vec<Section> {
    let of = |lines: &[Line]| lines.iter().map(|line| (line.text.clone(), line.sources.join(" "))).collect();
    let needs = card
        .needs
        .iter()
        .map(|need| (format!("{}: {}", need.verdict.label(), need.text(organisation)), need.sources.join(" ")));
    let all = [
        Section { heading: "Reports to", lines: reports_to(card, organisation) },
        Section { heading: "Place", lines: of(&card.place) },
        Section { heading: "Teams", lines: of(&card.teams) },
        Section { heading: "Tasks", lines: of(&card.tasks) },
        Section { heading: "Scope", lines: of(&card.scope) },
        Section { heading: "Need", lines: needs.collect() },
        Section { heading: "Pay, in USD a year", lines: pay(card) },
        Section { heading: "Experience", lines: experience(card) },
        Section { heading: "Education", lines: of(&card.education) },
        Section { heading: "Ways in", lines: of(&card.ways_in) },
        Section { heading: "Ways out", lines: of(&card.ways_out) },
    ];
    all.into_iter().filter(|section| !section.lines.is_empty()).collect()
}

/// The preferred managers, and behind them those that a document names, too.
fn reports_to(card: &Card, organisation: &Organisation) -> Vec<(String, String)> {
    let line = |kind: &Kind<'_>, standing: &str| {
        let when = kind.when.map(|when| format!(", where {}", condition(when, organisation)));
        (format!("{}{standing}{}", kind.label, when.unwrap_or_default()), kind.sources.join(" "))
    };
    let preferred = card.reports_to();
    let preferred = preferred.iter().filter(|kind| !kind.sources.is_empty()).map(|kind| line(kind, ""));
    let documented = card.documented();
    preferred.chain(documented.iter().map(|kind| line(kind, ", documented, too"))).collect()
}

/// A condition with the values of the thresholds that it names.
fn condition(text: &str, organisation: &Organisation) -> String {
    text.replace("small_below", &organisation.small_below.to_string())
        .replace("large_from", &organisation.large_from.to_string())
}

fn pay(card: &Card) -> Vec<(String, String)> {
    let amounts = card.pay.iter().flat_map(|pay| {
        let sources = pay.sources.join(" ");
        [(format!("base {}", pay.base), sources.clone()), (format!("total {}", pay.total), sources)]
    });
    amounts.collect()
}

fn experience(card: &Card) -> Vec<(String, String)> {
    card.experience.iter().map(|years| (years.to_string(), years.sources.join(" "))).collect()
}
