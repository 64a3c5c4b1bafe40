//! `short`: one line a finding, as compilers write it and editors read it.

use std::io::{self, Write};

use super::text::safe;
use crate::check::{Outcome, Part};

/// Writes `path:line:column: severity[rule] message`, a line each, or `path:Sheet!D8: …`; at most `most` of them.
pub fn write(outcome: &Outcome<'_>, most: usize, out: &mut dyn Write) -> io::Result<()> {
    write_parts(&outcome.parts(), most, out)
}

/// Writes the findings of several files.
pub(super) fn write_parts(parts: &[Part<'_>], most: usize, out: &mut dyn Write) -> io::Result<()> {
    let all = parts
        .iter()
        .flat_map(|part| part.findings.iter().map(move |finding| (part.locate(finding.finding.at), finding)));
    for ((source, span), reported) in all.take(most) {
        let place = source.named_place(span.start as usize);
        writeln!(
            out,
            "{}:{}: {}[{}] {}",
            safe(source.name()),
            safe(&place),
            reported.severity,
            reported.rule.name(),
            safe(&reported.finding.message)
        )?;
    }
    Ok(())
}
