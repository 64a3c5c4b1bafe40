//! The documented roles in a chart, for people: a table in text or in Markdown.

use comfy_table::{ContentArrangement, Table, presets};

use crate::chart::{Chart, Link};
use crate::facts::Facts;
use crate::staffing::{Holder, Staffing, Standing};
use crate::wording::counted;

use super::escape::escaped;
use super::page::filled;
use super::text::safe;

/// Holders of one role that are shown; of a large team all lines are alike.
const SHOWN: usize = 5;

/// A terminal with fewer columns gets a paragraph for each role instead of a table.
const NARROW: usize = 72;

/// What the chart is like, and a table of the roles, for a terminal of `width` columns.
pub fn text(roles: &[Staffing<'_>], facts: &Facts<'_>, width: usize) -> String {
    let heading = format!("{}: {}", safe(facts.chart().source().name()), size(facts));
    let heading = filled(&heading, "  ", width);
    if width < NARROW {
        let paragraph = |role: &Staffing<'_>| {
            let lines = [called_for(role, facts), held_by(role, facts)].concat();
            format!("\n{}\n{}\n", role.card.label, cell(&lines, width, "  "))
        };
        return format!("{heading}\n{}", roles.iter().map(paragraph).collect::<String>());
    }
    // What the columns hold is filled here, so that the later lines of an entry are indented; each cell has a blank on
    // either side, and one stands between two.
    let room = width - 8;
    let label = 24;
    let need = (room - label) * 2 / 5;
    let held = room - label - need;
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_header(["Role", "Called for", "Held by, and the line above"]);
    for role in roles {
        table.add_row([
            filled(&role.card.label, "", label),
            cell(&called_for(role, facts), need, ""),
            cell(&held_by(role, facts), held, ""),
        ]);
    }
    format!("{heading}\n{table}\n")
}

/// Lines, filled and made safe, that begin after `indent`; the later lines of each, and what is indented already, stand
/// further in.
fn cell(lines: &[String], width: usize, indent: &str) -> String {
    let fill = |line: &String| {
        let own = format!("{indent}{}", if line.starts_with(' ') { "  " } else { "" });
        format!("{own}{}", filled(&safe(line), &format!("{own}  "), width))
    };
    lines.iter().map(fill).collect::<Vec<_>>().join("\n")
}

/// The same in Markdown.
pub fn markdown(roles: &[Staffing<'_>], facts: &Facts<'_>) -> String {
    let mut page = format!("{}: {}\n\n", escaped(facts.chart().source().name()), size(facts));
    page += "| role | called for | held by, and the line above |\n|---|---|---|\n";
    for role in roles {
        let cell =
            |lines: &[String]| lines.iter().map(|line| escaped(line.trim_start())).collect::<Vec<_>>().join("<br>");
        let (need, held) = (called_for(role, facts), held_by(role, facts));
        page += &format!("| {} | {} | {} |\n", role.card.label, cell(&need), cell(&held));
    }
    page
}

/// What decides which roles a chart calls for.
fn size(facts: &Facts<'_>) -> String {
    let organisation = facts.organisation();
    let mut parts = vec![counted(facts.people() as usize, "person", "people")];
    if organisation.headcount.is_some() {
        parts.push(format!("{} in the whole organisation", counted(facts.headcount() as usize, "person", "people")));
    }
    parts.push(counted(facts.sellers() as usize, "seller", "sellers"));
    parts.push(match (facts.is_small(), facts.is_large()) {
        (true, _) => format!("small (under {})", organisation.small_below),
        (_, true) => format!("at scale ({} and more)", organisation.large_from),
        _ => format!(
            "neither small (under {}) nor at scale ({} and more)",
            organisation.small_below, organisation.large_from
        ),
    });
    parts.extend(organisation.rapid_growth.then(|| "rapid growth".to_owned()));
    parts.extend((organisation.channels > 1).then(|| format!("{} sales channels", organisation.channels)));
    parts.extend(organisation.overhaul.then(|| "an overhaul of operations".to_owned()));
    parts.join(", ")
}

/// The verdict, and why.
fn called_for(role: &Staffing<'_>, facts: &Facts<'_>) -> Vec<String> {
    let Some(need) = role.need else { return Vec::new() };
    let (verdict, sources) = (need.verdict.label(), need.sources.join(" "));
    vec![format!("{verdict}: {} ({sources})", need.text(facts.organisation()))]
}

/// What is missing, then everybody with the line above.
fn held_by(role: &Staffing<'_>, facts: &Facts<'_>) -> Vec<String> {
    let missing = role
        .missing
        .iter()
        .map(|missing| format!("missing: {} ({})", missing.finding.message, missing.rule.sources.join(" ")));
    let mut lines: Vec<String> = missing.collect();
    for (holders, word) in [(&role.holders, ""), (&role.stand_ins, "does for it: ")] {
        for holder in holders.iter().take(SHOWN) {
            lines.push(format!("{word}{}", person(facts.chart(), holder)));
            lines.push(format!("  {}", line(facts.chart(), holder)));
        }
        if holders.len() > SHOWN {
            lines.push(format!("and {} more", holders.len() - SHOWN));
        }
    }
    if lines.is_empty() {
        lines.push("nobody".to_owned());
    }
    lines
}

fn person(chart: &Chart, holder: &Holder<'_>) -> String {
    let (id, name, title) = (chart.id(holder.position), chart.name(holder.position), chart.title(holder.position));
    let before = if name.is_empty() { "" } else { " " };
    let vacant = if holder.is_vacant { " (vacant)" } else { "" };
    format!("{id}{before}{name}, {title}{vacant}")
}

fn line(chart: &Chart, holder: &Holder<'_>) -> String {
    let under = match chart.link(holder.position) {
        Link::Manager(manager) => format!("under {}", chart.named(manager)),
        Link::Top => "at the top".to_owned(),
        Link::Itself => "reports to itself".to_owned(),
        Link::Unknown => "under somebody who is not in the chart".to_owned(),
    };
    match &holder.line {
        None => under,
        Some(standing @ Standing::Undocumented(pattern, _)) => {
            format!("{}: {under} ({})", standing.name(), pattern.sources.join(" "))
        }
        Some(standing) => format!("{}: {under}", standing.name()),
    }
}
