//! The findings for readers without scripts: a plain list, as long as it is short enough to be read.

use std::io::{self, Write};

use super::escape::{escaped, escaped_whole};
use crate::check::Part;
use crate::wording::{counted, grouped};

/// More findings than anybody reads in one list.
const LISTED: usize = 200;

pub(super) fn write(parts: &[Part<'_>], out: &mut dyn Write) -> io::Result<()> {
    let all = || parts.iter().flat_map(|part| part.findings.iter().map(move |reported| (part, reported)));
    let total = all().count();
    writeln!(out, "<noscript><div class=\"plain\">")?;
    writeln!(out, "<p>The chart is drawn by a script within this page, and scripts are switched off.</p>")?;
    writeln!(out, "<h2>{}</h2>\n<ol>", counted(total, "finding", "findings"))?;
    for (part, reported) in all().take(LISTED) {
        let (source, span) = part.locate(reported.finding.at);
        writeln!(
            out,
            "<li><b>{}</b> <code>{}</code> {}<br><code>{}:{}</code></li>",
            reported.severity,
            escaped(reported.rule.name()),
            escaped_whole(&reported.finding.message),
            escaped(source.name()),
            escaped(&source.named_place(span.start as usize)),
        )?;
    }
    writeln!(out, "</ol>")?;
    if total > LISTED {
        writeln!(out, "<p>The first {LISTED} are listed; {} more are in the page.</p>", grouped(total - LISTED))?;
    }
    writeln!(out, "</div></noscript>")
}
