//! Options that say what to read, and the reading of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use clap::Args;
use jiff::civil::Date;

use super::progress::Counted;
use super::{Result, progress};
use crate::chart::Chart;
use crate::error::Error;
use crate::input::{self, Field, Format, Options, Roster};
use crate::source::{Encoding, Raw, Rereadable, Source};

/// How to read a chart, beyond what its file tells.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Reading {
    #[command(flatten)]
    pub(super) layout: Layout,
    /// The day of the check: who has left by then, or begins later, is no part of the chart [default: today].
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) as_of: Option<Date>,
}

/// How to find the records of a chart, beyond what its file tells.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Layout {
    /// Which column holds a field, such as `id="Worker ID"` or `manager=Supervisor`; may be given several times.
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = mapped)]
    pub(super) map: Vec<(Field, String)>,
    /// The format of the input, where its name and content do not tell.
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub(super) input_format: Option<Format>,
    /// The encoding of the input, such as windows-1252, where its bytes do not tell.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(super) encoding: Option<Encoding>,
    /// The sheet of a workbook, where its content does not tell which one holds the chart.
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
}

/// The file of a chart, or the files that make one.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// The chart; `-` is standard input. With --merge, the files that make one chart.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Take several files for one chart: positions in several files, groups of posts below them, positions and persons.
    #[arg(long)]
    merge: bool,
}

impl Files {
    /// The file whose configuration applies.
    pub(super) fn first(&self) -> &Path {
        self.files.first().map_or(Path::new("-"), PathBuf::as_path)
    }

    /// All of them.
    pub(super) fn all(&self) -> &[PathBuf] {
        &self.files
    }
}

impl Reading {
    /// Whether nothing is said beyond what the file tells.
    pub(super) fn is_plain(&self) -> bool {
        let Layout { map, input_format, encoding, sheet } = &self.layout;
        let is_plain = map.is_empty() && input_format.is_none() && encoding.is_none() && sheet.is_none();
        is_plain && self.as_of.is_none()
    }

    /// The day of the check.
    pub(super) fn day(&self) -> Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }

    /// Whether a day was given, and is not just today.
    pub(super) fn is_day_asked_for(&self) -> bool {
        self.as_of.is_some()
    }

    /// How to read, with what the configuration says of it.
    pub(super) fn options(&self, configured: &Options) -> Options {
        self.layout.options(configured)
    }

    /// Reads the records of a file, or of standard input where the path is `-`.
    pub(super) fn roster(&self, path: &Path, configured: &Options) -> Result<Roster> {
        self.layout.roster(path, configured)
    }

    /// Reads a chart from a file, or from standard input where the path is `-`.
    pub(super) fn chart(&self, path: &Path, configured: &Options) -> Result<Chart> {
        Ok(Chart::new(self.layout.roster(path, configured)?, self.day()))
    }

    /// Reads a chart from a file, which stays on the disk where it is large, or from standard input.
    pub(super) fn chart_on_disk(&self, path: &Path, configured: &Options) -> Result<Chart> {
        Ok(Chart::new(self.layout.roster_on_disk(path, configured)?, self.day()))
    }

    /// Reads one chart, from one file or several.
    pub(super) fn of_files(&self, files: &Files, configured: &Options) -> Result<Chart> {
        Ok(Chart::new(self.layout.of_files(files, configured)?, self.day()))
    }

    /// Reads one chart from several files.
    pub(super) fn merged(&self, paths: &[PathBuf], configured: &Options) -> Result<Chart> {
        Ok(Chart::new(self.layout.merged(paths, configured)?, self.day()))
    }
}

impl Layout {
    /// Reads the records of a file, or of standard input where the path is `-`. What the command line says of columns
    /// goes before the configuration.
    pub(super) fn roster(&self, path: &Path, configured: &Options) -> Result<Roster> {
        input::load(open_chart(path)?, &self.options(configured))
    }

    /// Reads the records of a file, which stays on the disk where it is large, or of standard input.
    fn roster_on_disk(&self, path: &Path, configured: &Options) -> Result<Roster> {
        /// Of a smaller file everything is as fast in memory.
        const LARGE: u64 = 1 << 20;
        // A pipe can be opened only once.
        let is_large = path.metadata().is_ok_and(|about| about.is_file() && about.len() >= LARGE);
        let open = || {
            let file = File::open(path)?;
            io::Result::Ok((Stand::of(&file)?, file.metadata()?.len(), Arc::new(file.try_clone()?), file))
        };
        if let Some((before, size, own, file)) = is_large.then(open).and_then(io::Result::ok) {
            progress::begin(path);
            let name = path.display().to_string();
            let roster = input::on_disk(&name, own, size, &self.options(configured));
            before.still_holds(&file, &name)?;
            if let Some(roster) = roster {
                return Ok(roster);
            }
        }
        self.roster(path, configured)
    }

    /// Reads the records of one chart, from one file or several.
    pub(super) fn of_files(&self, files: &Files, configured: &Options) -> Result<Roster> {
        match &files.files[..] {
            [_, _, ..] if files.merge => self.merged(&files.files, configured),
            [_, second, ..] => {
                Err(Error::new(format!("'{}' is a second chart, and one is asked for", second.display()))
                    .help("give --merge where the files make one chart"))
            }
            _ => self.roster(files.first(), configured),
        }
    }

    /// Reads the records of several files that make one chart.
    pub(super) fn merged(&self, paths: &[PathBuf], configured: &Options) -> Result<Roster> {
        let raws = paths.iter().map(|path| open_chart(path)).collect::<Result<Vec<Raw>>>()?;
        input::load_merged(raws, &self.options(configured))
    }

    pub(super) fn options(&self, configured: &Options) -> Options {
        let mut options = Options {
            format: self.input_format,
            encoding: self.encoding,
            sheet: self.sheet.clone(),
            ..configured.clone()
        };
        for (field, column) in &self.map {
            options.mapping.set(*field, column);
        }
        options
    }
}

/// The path that stands for standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The text of a file that is no chart, and so in UTF-8.
fn open(path: &Path) -> Result<Source> {
    let name = path.display().to_string();
    open_raw(path)?
        .into_text(Some(Encoding::UTF_8))
        .map_err(|fault| Error::not_text(name, fault).help("save the file as UTF-8"))
}

/// The bytes of a chart, which may be large.
fn open_chart(path: &Path) -> Result<Raw> {
    progress::begin(path);
    open_raw(path)
}

/// The bytes of what has no length and may have no end.
fn read_stream(name: &str, stream: impl Read) -> Result<Raw> {
    let failed = |error: io::Error| unreadable(name.to_owned(), &error);
    let mut stream = Counted::new(stream, None);
    let mut head = Vec::new();
    stream.by_ref().take(input::HEAD as u64).read_to_end(&mut head).map_err(failed)?;
    input::refuse_endless(name, &head)?;
    Raw::read(name, head.as_slice().chain(stream), None).map_err(failed)
}

/// The bytes of a file, or of standard input.
fn open_raw(path: &Path) -> Result<Raw> {
    let name = path.display().to_string();
    let failed = |error: io::Error| unreadable(name.clone(), &error);
    if is_standard_input(path) {
        return read_stream(&name, io::stdin().lock());
    }
    let file = File::open(path).map_err(failed)?;
    let before = Stand::of(&file).map_err(failed)?;
    if before.size.is_none() {
        return read_stream(&name, file);
    }
    let raw = Raw::read(&name, Counted::new(&file, before.size), before.size).map_err(failed)?;
    before.still_holds(&file, &name)?;
    Ok(raw)
}

impl Rereadable for File {
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::read_at(self, buffer, at);
        #[cfg(windows)]
        return std::os::windows::fs::FileExt::seek_read(self, buffer, at);
        // Elsewhere files are read whole.
        #[cfg(not(any(unix, windows)))]
        {
            let _ = (at, buffer);
            Err(io::ErrorKind::Unsupported.into())
        }
    }
}

/// What shows whether a file is still the one that began to be read. Of one that is being written some parts would be read
/// as they were and others as they are: a chart that never was, in which nobody could tell what is at fault.
pub(super) struct Stand {
    /// Its length in bytes; nothing of a pipe or a device, which may grow as they like.
    pub(super) size: Option<u64>,
    modified: Option<SystemTime>,
}

impl Stand {
    /// How an open file stands; a folder is an error.
    pub(super) fn of(file: &File) -> io::Result<Stand> {
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Some systems do not say when a file was written; its length has to do there.
        Ok(Stand { size: about.is_file().then_some(about.len()), modified: about.modified().ok() })
    }

    /// An error where the file, which is named `name`, is another one now.
    pub(super) fn still_holds(&self, file: &File, name: &str) -> Result<()> {
        let now = Stand::of(file).map_err(|error| unreadable(name.to_owned(), &error))?;
        if self.size.is_some() && (self.size, self.modified) != (now.size, now.modified) {
            return Err(Error::in_file(name, "the file changed while it was read")
                .help("run this again once whoever writes the file has finished; best of all, an export is written under another name and then renamed"));
        }
        Ok(())
    }
}

/// Opens what is no chart.
pub(super) fn open_as(what: &str, path: &Path) -> Result<Source> {
    open(path).map_err(|error| match path.metadata() {
        Ok(about) if about.is_dir() => error.help(format!("give the file of {what}")),
        Err(_) => error.help(format!("check the path: it should lead to {what}")),
        Ok(_) => error,
    })
}

/// Says why a file or folder cannot be read.
pub(super) fn unreadable(name: String, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::in_file(name, "there is no such file").help("check the path, or give '-' to read standard input")
        }
        io::ErrorKind::IsADirectory => Error::in_file(name, "this is a directory").help("give the file of a chart"),
        io::ErrorKind::FileTooLarge => {
            Error::in_file(name, "the input is larger than 4 GiB").help("split it into several charts")
        }
        io::ErrorKind::OutOfMemory => Error::in_file(name, "there is not enough memory to read it")
            .help("allow the process more memory, or split the file into several charts"),
        io::ErrorKind::PermissionDenied => {
            Error::in_file(name, "it may not be read by this user").help("ask its owner for the right to read it")
        }
        _ => Error::in_file(name, format!("it cannot be read: {error}"))
            .help("copy it to another place, and give that file"),
    }
}

fn mapped(text: &str) -> std::result::Result<(Field, String), String> {
    let (field, column) = text.split_once('=').ok_or("expected FIELD=COLUMN, such as id=\"Worker ID\"")?;
    Ok((self::field(field.trim())?, column.trim().trim_matches('"').to_owned()))
}

pub(super) fn field(name: &str) -> std::result::Result<Field, String> {
    let known = || Field::ALL.map(Field::name).join(", ");
    Field::from_name(name).ok_or_else(|| format!("there is no field '{name}'; known are: {}", known()))
}

pub(super) fn format(text: &str) -> std::result::Result<Format, String> {
    let known = || Format::ALL.map(|(name, _)| name).join(", ");
    let found = Format::ALL.into_iter().find(|(name, _)| *name == text);
    found.map(|(_, format)| format).ok_or_else(|| format!("known formats are: {}", known()))
}

pub(super) fn encoding(text: &str) -> std::result::Result<Encoding, String> {
    Encoding::from_name(text)
        .ok_or_else(|| "no encoding has this name; common are utf-8, utf-16le, windows-1252".to_owned())
}

/// Reads a day.
pub(super) fn date(text: &str) -> std::result::Result<Date, String> {
    text.parse().map_err(|_| "expected a day such as 2026-03-31".to_owned())
}

/// Whether two paths name one file.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
