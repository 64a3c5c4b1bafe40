//! `github`: workflow commands, which GitHub Actions shows as annotations on the files and on the page of the run.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::closing;
use super::listed::{self, Listed, Region};
use crate::check::Outcome;
use crate::finding::Severity;
use crate::wording::counted;

/// Of each severity GitHub shows so many annotations of a step, and drops what comes after (`docs/problem-matchers.md` of
/// github.com/actions/toolkit; `ExecutionContext.cs` of github.com/actions/runner).
pub const MOST: usize = 10;

/// Writes a command for each finding that GitHub would show, the gravest first and `most` of them at most, and where some
/// are left out one that counts them.
pub fn write(outcome: &Outcome<'_>, most: usize, out: &mut dyn Write) -> io::Result<()> {
    let all = listed::gravest_first(outcome);
    let counts = Severity::ALL.map(|severity| outcome.count(severity));
    let mut room = counts.map(|count| count.min(MOST));
    let is_cut = all.len() > most || counts.iter().any(|count| *count > MOST);
    if is_cut && let Some(notices) = room.last_mut() {
        // One notice is for the count.
        *notices = (*notices).min(MOST - 1);
    }
    let mut hidden = counts;
    let mut shown = 0;
    for listed in &all {
        let of = Severity::ALL.iter().position(|severity| *severity == listed.severity()).unwrap_or_default();
        if shown < most && room[of] > 0 {
            room[of] -= 1;
            hidden[of] -= 1;
            shown += 1;
            out.write_all(command(listed).as_bytes())?;
        }
    }
    if is_cut {
        let number: usize = hidden.iter().sum();
        let more = counted(number, "more finding", "more findings");
        let of_them = closing::found(hidden).join(", ");
        writeln!(out, "::notice title=orglint::+{more}: {of_them}. Another format, such as markdown, shows them all.")?;
    }
    Ok(())
}

/// `::error file=org.csv,line=8,col=4,endColumn=9,title=rule::message`, a line of its own.
fn command(listed: &Listed<'_>) -> String {
    let (source, at) = listed.locate();
    let Region { start, end } = Region::new(source, at);
    let name = match listed.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut command = format!("::{name} ");
    // Writing to a string cannot fail.
    if source.name() != "-" {
        let _ = write!(command, "file={},", property(&listed::path(source)));
        let _ = write!(command, "line={},", start.line);
        if source.is_sheet() {
            // A row; the message names the cell.
        } else if start.line == end.line {
            // GitHub takes columns where all is in one line.
            let _ = write!(command, "col={},endColumn={},", start.column, end.column);
        } else {
            let _ = write!(command, "endLine={},", end.line);
        }
    }
    let _ = write!(command, "title={}::{}", property(listed.reported.rule.name()), data(&listed.message()));
    if source.name() == "-" && !source.is_sheet() {
        let _ = write!(command, " (standard input, {}:{})", start.line, start.column);
    }
    if let Some(help) = listed.help() {
        let _ = write!(command, "%0Ahelp: {}", data(&help));
    }
    command.push('\n');
    command
}

/// Text behind the colons, of which nothing ends the line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, which also ends at a colon and at a comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_command() {
        assert_eq!(data("100%\r\n::set-env name=x::y"), "100%25%0D%0A::set-env name=x::y");
        assert_eq!(property("a,b::c%0A\n"), "a%2Cb%3A%3Ac%250A%0A");
    }
}
