//! `html`: one page for a browser, with both charts in one drawing, what changed, and the findings that are new and gone. It is
//! one file without a script, and a policy in it forbids the browser every request.

use std::io::{self, Write};

use super::account::{Piece, Section, headlines, sections};
use crate::change::Guard;
use crate::check::{Comparison, Part, Report};
use crate::diagram::{ColorBy, Colours, Direction, Scene, Theme, draw_change, svg};
use crate::report::html::escape::{escape, escaped, escaped_whole};
use crate::report::html::{COLOURS, hash};
use crate::wording::{counted, grouped};

/// How to write the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Draws both charts whole.
    pub whole: bool,
    /// The most changes, and the most findings, of a kind to show.
    pub max_changes: usize,
}

/// The most boxes of the drawing: with more, no browser shows the page soon, and nobody finds anything.
const MOST_BOXES: usize = 5_000;

const LAYOUT: &str = include_str!("page.css");

/// Writes the page.
pub fn write(comparison: &Comparison<'_>, guards: &[Guard], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let picture = picture(comparison, style.whole)?;
    let name = |report: &Report<'_>| escaped(report.chart().source().name());
    let title = format!("{} → {}", name(comparison.before), name(comparison.after));
    let [sizes, findings] = headlines(comparison);
    let sheet = format!("{COLOURS}{LAYOUT}");
    let sheets = format!("'{}' '{}'", hash(&sheet), hash(svg::style_of(&picture)));
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {sheets}; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"orglint {}\">\n\
         <title>{title} · what changes</title>\n<style>{sheet}</style>\n</head>\n<body>\n\
         <h1 dir=\"auto\">{title}</h1>\n<p class=\"quiet\">{}; {}</p>\n",
        env!("CARGO_PKG_VERSION"),
        escaped_whole(&sizes),
        escaped_whole(&findings),
    )?;
    for guard in guards.iter().filter(|guard| guard.is_exceeded()) {
        writeln!(out, "<p class=\"alarm\">{}</p>", escaped_whole(&guard.message()))?;
    }
    writeln!(out, "<figure>{picture}</figure>")?;
    write_findings("New findings", &comparison.introduced(), style.max_changes, out)?;
    writeln!(out, "<div class=\"columns\">")?;
    sections(comparison, style.max_changes).iter().try_for_each(|section| write_section(section, out))?;
    writeln!(out, "</div>")?;
    write_findings("Resolved findings", &[comparison.resolved()], style.max_changes, out)?;
    writeln!(out, "</body>\n</html>")
}

/// The drawing as it stands in the page.
fn picture(comparison: &Comparison<'_>, is_whole: bool) -> io::Result<String> {
    let drawing = draw_change(comparison, is_whole);
    if drawing.cards.is_empty() {
        return Ok("<p class=\"quiet\">Nothing changed that could be drawn.</p>".to_owned());
    }
    if drawing.cards.len() > MOST_BOXES {
        let boxes = counted(drawing.cards.len(), "box", "boxes");
        return Ok(format!("<p class=\"quiet\">A drawing of what changed has {boxes}, too many for a page.</p>"));
    }
    let colours = Colours::new(&drawing, ColorBy::default());
    let mut bytes = Vec::new();
    svg::write(&Scene::new(&drawing, &colours, Direction::Down), Theme::Auto, &mut bytes)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn write_section(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section><h2>{} <span>{}</span></h2>\n<ul>", section.heading, grouped(section.count))?;
    for line in &section.lines {
        let line: String = line.iter().map(text).collect();
        writeln!(out, "<li>{line}</li>")?;
    }
    more(section.more, out)?;
    writeln!(out, "</ul></section>")
}

fn more(count: usize, out: &mut dyn Write) -> io::Result<()> {
    if count > 0 {
        writeln!(out, "<li class=\"quiet\">… and {} more</li>", grouped(count))?;
    }
    Ok(())
}

fn text(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => escape(words),
        Piece::Id(id) => format!("<code>{}</code>", escaped(id)),
        Piece::Data(text) => format!("<span dir=\"auto\">{}</span>", escaped(text)),
    }
}

fn write_findings(heading: &str, parts: &[Part<'_>], most: usize, out: &mut dyn Write) -> io::Result<()> {
    let total: usize = parts.iter().map(|part| part.findings.len()).sum();
    if total == 0 {
        return Ok(());
    }
    writeln!(out, "<section><h2>{heading} <span>{}</span></h2>\n<ul>", grouped(total))?;
    let all = parts.iter().flat_map(|part| part.findings.iter().map(move |reported| (part, reported)));
    for (part, reported) in all.take(most) {
        let (source, span) = part.locate(reported.finding.at);
        writeln!(
            out,
            "<li><b class=\"{severity}\">{severity}</b> <code>{}</code> {}<br><code class=\"place\">{}:{}</code></li>",
            escaped(reported.rule.name()),
            escaped_whole(&reported.finding.message),
            escaped(source.name()),
            escaped(&source.named_place(span.start as usize)),
            severity = reported.severity,
        )?;
    }
    more(total.saturating_sub(most), out)?;
    writeln!(out, "</ul></section>")
}
