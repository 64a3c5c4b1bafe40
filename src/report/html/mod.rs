//! `html`: one page for a browser, with the chart to walk in, the findings and the figures. It is one file that asks for
//! nothing: a policy in it forbids the browser every request, and every script and style but those that were written here.
//!
//! What a chart says reaches the page in two ways only: as JSON in a block that no browser runs, from which the script
//! makes text, and escaped in the plain list for readers without scripts.

mod chart;
pub(super) mod escape;
mod figures;
mod findings;
mod plain;

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::check::{Outcome, Part, Report};
use crate::diagram::{ColorBy, Drawing, Selection, draw};
use chart::Extent;
use escape::{escaped, write_json};
use findings::{Findings, Rules};

/// The colours of every page that is written, in light, in dark and on paper.
pub(super) const COLOURS: &str = include_str!("page/colours.css");
const STYLE: &str = concat!(include_str!("page/colours.css"), include_str!("page/page.css"));
const BODY: &str = include_str!("page/body.html");
const HEADING: &str = "<!-- heading -->";

/// One script, in files with one purpose each. A name is known to all files behind its own.
const SCRIPT: &str = concat!(
    include_str!("page/dom.js"),
    include_str!("page/data.js"),
    include_str!("page/text.js"),
    include_str!("page/layout.js"),
    include_str!("page/boxes.js"),
    include_str!("page/lines.js"),
    include_str!("page/far.js"),
    include_str!("page/scene.js"),
    include_str!("page/state.js"),
    include_str!("page/view.js"),
    include_str!("page/keys.js"),
    include_str!("page/search.js"),
    include_str!("page/panel.js"),
    include_str!("page/findings.js"),
    include_str!("page/figures.js"),
    include_str!("page/print.js"),
    include_str!("page/main.js"),
);

/// Writes the charts of a run, each drawn whole, with what was found in them and in their configurations.
pub fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let reports: Vec<&Report<'_>> = outcome.reports.iter().collect();
    let parts = outcome.parts();
    open(&reports, &parts, out)?;
    let remarks: Vec<Part<'_>> = parts.into_iter().filter(|part| part.report.is_none()).collect();
    remark_block(&remarks, out)?;
    for (number, report) in reports.iter().enumerate() {
        // One drawing at a time: of many charts only one is in memory twice.
        let drawing = draw(report, &Selection::default());
        let id = format!("chart-{number}");
        block(&id, out, |out| chart::write(report, &drawing, Extent::Whole, ColorBy::default(), out))?;
    }
    close(out)
}

/// Writes one chart as it was selected, with what was found in what is drawn.
pub fn write_drawing(report: &Report<'_>, drawing: &Drawing<'_>, by: ColorBy, out: &mut dyn Write) -> io::Result<()> {
    let part = Part { source: report.chart().source(), report: Some(report), findings: &report.findings };
    open(&[report], &[part], out)?;
    remark_block(&[], out)?;
    block("chart-0", out, |out| chart::write(report, drawing, Extent::Part, by, out))?;
    close(out)
}

/// Everything before the data.
fn open(reports: &[&Report<'_>], parts: &[Part<'_>], out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = reports.iter().map(|report| report.chart().source().name()).collect();
    let title = match names[..] {
        [name] => escaped(name),
        _ => crate::wording::counted(names.len(), "chart", "charts"),
    };
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    );
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"orglint {}\">\n\
         <title>{title} · org chart</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        env!("CARGO_PKG_VERSION"),
    )?;
    let (before, after) = BODY.split_once(HEADING).unwrap_or((BODY, ""));
    out.write_all(before.as_bytes())?;
    match names[..] {
        [name] => write!(out, "<span dir=\"auto\">{}</span>", escaped(name))?,
        _ => {
            write!(out, "<label class=\"unseen\" for=\"chart-choice\">Chart</label><select id=\"chart-choice\">")?;
            for (number, name) in names.iter().enumerate() {
                write!(out, "<option value=\"{number}\">{}</option>", escaped(name))?;
            }
            write!(out, "</select>")?;
        }
    }
    out.write_all(after.as_bytes())?;
    plain::write(parts, out)
}

fn remark_block(remarks: &[Part<'_>], out: &mut dyn Write) -> io::Result<()> {
    let rules = Rules::of(remarks);
    block("remarks", out, |out| {
        write_json(out, &findings::Remarks { rules: &rules, findings: Findings::new(remarks, &rules, &[]) })
    })
}

/// A block of data, which no browser runs.
fn block(id: &str, out: &mut dyn Write, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" id=\"{id}\">")?;
    content(out)?;
    writeln!(out, "</script>")
}

fn close(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

/// How a policy names a script or style that may run.
pub(super) fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::diagram::palette::{FAULT, border, contrast};
    use crate::finding::Severity;

    /// The variables of one block of the style sheet.
    fn variables(block: &str) -> HashMap<&str, &str> {
        let block = block.split('}').next().unwrap_or_default();
        let declared = block.split([';', '{']).filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
        declared.filter(|(_, colour)| colour.len() == 7).collect()
    }

    #[test]
    fn every_text_reads_on_its_ground_in_light_and_dark() {
        let schemes: Vec<_> = STYLE.split(":root").skip(1).take(2).map(variables).collect();
        assert_eq!(schemes.len(), 2);
        for scheme in &schemes {
            for ground in ["ground", "panel", "card", "hover"] {
                for ink in ["text", "quiet"] {
                    assert!(contrast(scheme[ink], scheme[ground]) >= 4.5, "{ink} on {ground}");
                }
                for ink in ["error", "warning", "info"] {
                    assert!(contrast(scheme[ink], scheme[ground]) >= 4.5, "{ink} on {ground}");
                    assert!(contrast(scheme[ink], scheme[&*format!("{ink}-ground")]) >= 4.5, "{ink} on its own ground");
                }
                // What is no text needs less.
                for ink in ["line", "focus", "bar"] {
                    assert!(contrast(scheme[ink], scheme[ground]) >= 3.0, "{ink} on {ground}");
                }
            }
        }
    }

    #[test]
    fn severities_have_the_colours_of_every_diagram() {
        let light = STYLE.split(":root").nth(1).map(variables).unwrap();
        assert_eq!(light["error"].to_uppercase(), FAULT);
        for severity in Severity::ALL {
            assert_eq!(light[severity.name()].to_uppercase(), border(severity).colour);
        }
    }

    #[test]
    fn the_frame_of_the_page_has_a_place_for_the_name() {
        assert_eq!(BODY.matches(HEADING).count(), 1);
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--") && !STYLE.contains("</style"));
    }
}
