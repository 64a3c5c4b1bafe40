//! Where output goes: standard output, or a file that is there in whole or not at all.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::draft::{prepare, put};
use super::{Result, progress};
use crate::error::Error;
use crate::report::pretty;
use crate::report::text::safe;
use crate::table::Format;

/// Writes to a file, or to standard output where there is none. The file is replaced only once all is written, and none
/// of `inputs` is ever written to.
pub(super) fn write(
    path: Option<&Path>,
    inputs: &[PathBuf],
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    match path {
        None => to_standard_output(content),
        Some(path) => put(vec![prepare(path, inputs, content)?]),
    }
}

/// Writes what is no text, such as a picture or a workbook.
pub(super) fn write_bytes(path: Option<&Path>, inputs: &[PathBuf], bytes: &[u8]) -> Result<()> {
    match path {
        None => {
            let mut out = Alone(io::stdout().lock());
            finish(out.write_all(bytes).and_then(|()| out.flush()))
        }
        path => write(path, inputs, |out| out.write_all(bytes)),
    }
}

/// Writes what programs read, byte for byte: nothing is taken out of cells, unless a terminal would obey it.
pub(super) fn write_data(
    path: Option<&Path>,
    inputs: &[PathBuf],
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    if path.is_some() {
        return write(path, inputs, content);
    }
    let stdout = io::stdout().lock();
    let run = |mut out: &mut dyn Write| content(&mut out).and_then(|()| out.flush());
    finish(if stdout.is_terminal() {
        run(&mut BufWriter::new(Alone(anstream::StripStream::new(stdout))))
    } else {
        run(&mut BufWriter::new(Alone(stdout)))
    })
}

/// The format of a table by its name.
pub(super) fn table_format(name: &str) -> std::result::Result<Format, String> {
    let known = || Format::ALL.map(|(name, _)| name).join(", ");
    Format::from_name(name).ok_or_else(|| format!("known formats are: {}", known()))
}

/// The format that is asked for: the one that is named, that of the file to write to, or CSV.
pub(super) fn wanted_format(named: Option<Format>, path: Option<&Path>) -> Result<Format> {
    let format = named.or_else(|| Format::of_file(path?)).unwrap_or(Format::Csv);
    if !format.is_built() {
        return Err(Error::new("this build of orglint does not write Parquet")
            .help("install it with --features parquet, or take --format csv"));
    }
    if format == Format::Parquet {
        refuse_terminal("Parquet", path)?;
    }
    Ok(format)
}

/// Refuses to write what is no text to a terminal.
pub(super) fn refuse_terminal(what: &str, path: Option<&Path>) -> Result<()> {
    if path.is_none() && io::stdout().is_terminal() {
        return Err(
            Error::new(format!("{what} is nothing for a terminal")).help("name a file to write to with -o FILE")
        );
    }
    Ok(())
}

/// Names the path that was asked for, not that of the file for the time of writing.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Error {
    let name = path.display().to_string();
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::in_file(name, "its folder is not there").help("make the folder first, or name another file")
        }
        io::ErrorKind::IsADirectory => Error::in_file(name, "this is a directory").help("name a file to write to"),
        _ => Error::in_file(name, format!("it cannot be written: {}", reason(error))).help(mend(error)),
    }
}

/// What kept something from being written, in the words of the system, without the name of a file that nobody asked for.
fn reason(error: &io::Error) -> String {
    error.to_string().split(" at path ").next().unwrap_or_default().to_owned()
}

/// What to do about it.
fn mend(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room there, or write to another disk with -o FILE"
        }
        io::ErrorKind::FileTooLarge => "raise the limit on the size of files (ulimit -f), or write less of the chart",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "name a file in a folder that may be written to: a file is written beside its place, and then put there"
        }
        _ => "name another file to write to with -o FILE",
    }
}

/// Standard output, for text.
pub(super) fn standard_output() -> impl Write {
    BufWriter::new(Alone(anstream::AutoStream::auto(io::stdout().lock())))
}

/// A stream that is written to once no progress is shown any more: on a terminal the two would be mixed up.
struct Alone<W>(W);

impl<W: Write> Write for Alone<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        progress::end();
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn to_standard_output(content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = standard_output();
    finish(content(&mut out).and_then(|()| out.flush()))
}

/// Standard output cannot be written.
pub(super) fn unwritten(error: &io::Error) -> Error {
    Error::new(format!("standard output cannot be written: {}", reason(error))).help(mend(error))
}

pub(super) fn finish(written: io::Result<()>) -> Result<()> {
    match written {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(unwritten(&error)),
        Ok(()) => Ok(()),
    }
}

/// Whether standard output is shown in colour.
pub(super) fn is_colored() -> bool {
    !matches!(anstream::AutoStream::choice(&io::stdout()), anstream::ColorChoice::Never)
}

/// The columns of the terminal, or 100 where there is none.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).clamp(40, 160)
}

/// Says something on standard error.
pub(super) fn tell(text: &str) {
    progress::end();
    let _ = anstream::AutoStream::auto(io::stderr().lock()).write_all(text.as_bytes());
}

/// Says on standard error what stopped the run: drawn for a terminal, and for a log in one line and its mend.
pub(super) fn complain(error: &Error) {
    progress::end();
    let stderr = io::stderr();
    let message = if stderr.is_terminal() {
        let color = !matches!(anstream::AutoStream::choice(&stderr), anstream::ColorChoice::Never);
        pretty::error(error, &pretty::Style { color, width: width(), max_findings: None, quiet: false })
    } else {
        let mend = error.mend().map(|mend| format!("  help: {}\n", safe(mend))).unwrap_or_default();
        format!("error: {}\n{mend}", safe(&error.to_string()))
    };
    let _ = anstream::AutoStream::auto(stderr.lock()).write_all(message.as_bytes());
}
