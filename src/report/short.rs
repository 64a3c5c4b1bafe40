//! `short`: one line a finding, as compilers write it and editors read it.

use std::io::{self, Write};

use super::text::safe;
use crate::check::Report;

/// Writes `path:line:column: severity[rule] message`, a line each; at most `most` of them.
pub fn write(reports: &[Report<'_>], most: usize, out: &mut dyn Write) -> io::Result<()> {
    let all = reports.iter().flat_map(|report| report.findings.iter().map(move |finding| (report, finding)));
    for (report, reported) in all.take(most) {
        let source = report.chart().source();
        let place = source.place(reported.finding.at.start as usize);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            safe(source.name()),
            place.line,
            place.column,
            reported.severity,
            reported.rule.name(),
            safe(&reported.finding.message)
        )?;
    }
    Ok(())
}
