//! Where output goes: standard output, or a file that is there in whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Result;
use super::input::is_same_file;
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
        Some(path) => prepare(path, inputs, content)?.put(),
    }
}

/// What is written and not in its place yet.
pub(super) struct Prepared<'p> {
    asked_for: &'p Path,
    /// The file that is to take the place, and the place; nothing where a pipe or a device was written to.
    file: Option<(NamedTempFile, PathBuf)>,
}

impl Prepared<'_> {
    /// Puts the file in its place.
    pub(super) fn put(self) -> Result<()> {
        let Some((file, place)) = self.file else { return Ok(()) };
        file.persist(place).map_err(|error| unwritable(self.asked_for, &error.error))?;
        Ok(())
    }
}

/// Writes to a file that takes the place of the one that is asked for later, and goes away where it does not come to that.
pub(super) fn prepare<'p>(
    path: &'p Path,
    inputs: &[PathBuf],
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Prepared<'p>> {
    let mut draft = Draft::begin(path, inputs)?;
    content(&mut draft).map_err(|error| unwritable(path, &error))?;
    draft.end()
}

/// A file that is being written beside its place, or a pipe or a device.
pub(super) struct Draft<'p> {
    asked_for: &'p Path,
    out: Target,
}

enum Target {
    /// A file, and its place.
    File(BufWriter<NamedTempFile>, PathBuf),
    /// It would be gone, were a file put in its place.
    Device(BufWriter<File>),
}

impl<'p> Draft<'p> {
    /// Begins to write; none of `inputs` is ever written to.
    pub(super) fn begin(path: &'p Path, inputs: &[PathBuf]) -> Result<Draft<'p>> {
        if inputs.iter().any(|input| is_same_file(path, input)) {
            return Err(Error::in_file(path.display().to_string(), "this is an input, and inputs are never changed")
                .help("name another file to write to"));
        }
        let out = Target::open(path).map_err(|error| unwritable(path, &error))?;
        Ok(Draft { asked_for: path, out })
    }

    /// What was written, to be put in its place.
    pub(super) fn end(mut self) -> Result<Prepared<'p>> {
        let failed = |error: &io::Error| unwritable(self.asked_for, error);
        self.out.as_write().flush().map_err(|error| failed(&error))?;
        let file = match self.out {
            Target::Device(_) => None,
            Target::File(out, place) => Some((out.into_inner().map_err(|error| failed(error.error()))?, place)),
        };
        Ok(Prepared { asked_for: self.asked_for, file })
    }
}

impl Write for Draft<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_write().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_write().flush()
    }
}

impl Target {
    fn open(path: &Path) -> io::Result<Target> {
        if path.metadata().is_ok_and(|about| !about.is_file()) {
            return Ok(Target::Device(BufWriter::new(File::options().write(true).open(path)?)));
        }
        // Where the path is a link, the file that it leads to is replaced, and the link stays.
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            // As a new file would be; the umask is applied by the system.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.prefix(".orglint-").tempfile_in(folder(&place))?;
        Ok(Target::File(BufWriter::new(file), place))
    }

    fn as_write(&mut self) -> &mut dyn Write {
        match self {
            Target::File(out, _) => out,
            Target::Device(out) => out,
        }
    }
}

/// Whether two paths lead to one file, be it there yet or not.
pub(super) fn is_same_target(one: &Path, other: &Path) -> bool {
    let target = |path: &Path| {
        path.canonicalize().unwrap_or_else(|_| match path.file_name() {
            Some(name) => folder(path).canonicalize().unwrap_or_else(|_| folder(path).to_owned()).join(name),
            None => path.to_owned(),
        })
    };
    target(one) == target(other)
}

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes to a new file in the folder for temporary files, which only its owner can read and which stays.
pub(super) fn write_private(
    end_of_name: &str,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<PathBuf> {
    let write = || {
        let mut file = tempfile::Builder::new().prefix("orglint-").suffix(end_of_name).tempfile()?;
        let mut out = BufWriter::new(&mut file);
        content(&mut out)?;
        out.flush()?;
        drop(out);
        Ok(file.keep().map_err(|error| error.error)?.1)
    };
    write().map_err(|error: io::Error| {
        Error::new(format!("the folder for temporary files cannot be written to: {error}"))
            .help("name a file to write to with -o FILE")
    })
}

/// Writes what is no text, such as a picture or a workbook.
pub(super) fn write_bytes(path: Option<&Path>, inputs: &[PathBuf], bytes: &[u8]) -> Result<()> {
    match path {
        None => finish(io::stdout().lock().write_all(bytes)),
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
        run(&mut BufWriter::new(anstream::StripStream::new(stdout)))
    } else {
        run(&mut BufWriter::new(stdout))
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
        kind => Error::in_file(name, format!("it cannot be written: {kind}")),
    }
}

/// Standard output, for text.
pub(super) fn standard_output() -> BufWriter<anstream::AutoStream<io::StdoutLock<'static>>> {
    BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()))
}

fn to_standard_output(content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = standard_output();
    finish(content(&mut out).and_then(|()| out.flush()))
}

pub(super) fn finish(written: io::Result<()>) -> Result<()> {
    match written {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::new(format!("standard output cannot be written: {error}"))),
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
    let _ = anstream::AutoStream::auto(io::stderr().lock()).write_all(text.as_bytes());
}

/// Says on standard error what stopped the run: drawn for a terminal, and for a log in one line and its mend.
pub(super) fn complain(error: &Error) {
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
