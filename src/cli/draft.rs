//! A file that is there in whole or not at all: written beside its place, and put there once it is complete.

use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::input::is_same_file;
use super::output::unwritable;
use super::{Result, signals};
use crate::error::Error;
use crate::progress::{self, Step};

/// What is written and not in its place yet.
pub(super) struct Prepared<'p> {
    asked_for: &'p Path,
    /// The file that is to take the place, and the place; nothing where a pipe or a device was written to.
    file: Option<(NamedTempFile, PathBuf)>,
}

/// Puts files in their places, all of them once the first one is.
pub(super) fn put(files: Vec<Prepared<'_>>) -> Result<()> {
    let drafts: Vec<PathBuf> =
        files.iter().filter_map(|prepared| Some(prepared.file.as_ref()?.0.path().to_owned())).collect();
    let drafts: Vec<&Path> = drafts.iter().map(PathBuf::as_path).collect();
    signals::settle(&drafts, || {
        files.into_iter().try_for_each(|Prepared { asked_for, file }| {
            let Some((file, place)) = file else { return Ok(()) };
            file.persist(place).map_err(|error| unwritable(asked_for, &error.error))?;
            Ok(())
        })
    })
}

/// Writes to a file that takes the place of the one that is asked for later, and goes away where it does not come to that.
pub(super) fn prepare<'p>(
    path: &'p Path,
    inputs: &[PathBuf],
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Prepared<'p>> {
    let mut draft = Draft::begin(path, inputs)?;
    let written = content(&mut draft);
    draft.end(written)
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
        progress::begin(Step::Writing);
        let out = Target::open(path).map_err(|error| unwritable(path, &error))?;
        Ok(Draft { asked_for: path, out })
    }

    /// What was written, to be put in its place; nothing where the writing failed.
    pub(super) fn end(mut self, written: io::Result<()>) -> Result<Prepared<'p>> {
        let asked_for = self.asked_for;
        let flushed = written.and_then(|()| self.out.as_write().flush());
        let file = match self.out {
            Target::Device(out) => {
                // What could not be written is not tried once more.
                let _ = out.into_parts();
                match flushed {
                    // Whoever reads has seen enough.
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
                    flushed => flushed.map(|()| None).map_err(|error| unwritable(asked_for, &error))?,
                }
            }
            Target::File(out, place) => {
                let (file, _) = out.into_parts();
                flushed.map_err(|error| unwritable(asked_for, &error))?;
                Some((file, place))
            }
        };
        Ok(Prepared { asked_for, file })
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
        let before = path.metadata().ok();
        if before.as_ref().is_some_and(|about| !about.is_file()) {
            return Ok(Target::Device(BufWriter::new(File::options().write(true).open(path)?)));
        }
        let place = place(path)?;
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            // As a new file would be; the umask is applied by the system.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = signals::draft(|| builder.prefix(".orglint-").tempfile_in(folder(&place)))?;
        if let Some(before) = before {
            take_after(file.as_file(), &before)?;
        }
        Ok(Target::File(BufWriter::new(file), place))
    }

    fn as_write(&mut self) -> &mut dyn Write {
        match self {
            Target::File(out, _) => out,
            Target::Device(out) => out,
        }
    }
}

/// The file that a path leads to, be it there yet or not: a link stays, and what it leads to is replaced.
fn place(path: &Path) -> io::Result<PathBuf> {
    /// As many links in a row as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut place = path.to_owned();
    for _ in 0..MOST_LINKS {
        match place.read_link() {
            Ok(target) => place = folder(&place).join(target),
            Err(_) => return Ok(place.canonicalize().unwrap_or(place)),
        }
    }
    Err(io::Error::other("its links lead round in a circle"))
}

/// Gives a file the permissions of the one whose place it takes, and its owner and group where that is allowed. A group
/// that cannot be kept is no reason to let another one in: it gets what all others have.
#[cfg(unix)]
fn take_after(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let now = file.metadata()?;
    let mut mode = before.mode() & 0o777;
    if now.uid() != before.uid() {
        let _ = fchown(file, Some(before.uid()), None);
    }
    if now.gid() != before.gid() && fchown(file, None, Some(before.gid())).is_err() {
        mode = (mode & 0o707) | ((mode & 0o007) << 3);
    }
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn take_after(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Whether two paths lead to one file, be it there yet or not.
pub(super) fn is_same_target(one: &Path, other: &Path) -> bool {
    let target = |path: &Path| {
        let path = place(path).unwrap_or_else(|_| path.to_owned());
        path.canonicalize().unwrap_or_else(|_| match path.file_name() {
            Some(name) => folder(&path).canonicalize().unwrap_or_else(|_| folder(&path).to_owned()).join(name),
            None => path,
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
        let mut file = signals::draft(|| tempfile::Builder::new().prefix("orglint-").suffix(end_of_name).tempfile())?;
        let mut out = BufWriter::new(&mut file);
        content(&mut out)?;
        out.flush()?;
        drop(out);
        let path = file.path().to_owned();
        signals::settle(&[&path], || file.keep().map_err(|error| error.error))?;
        Ok(path)
    };
    write().map_err(|error: io::Error| {
        Error::new(format!("the folder for temporary files cannot be written to: {error}"))
            .help("name a file to write to with -o FILE")
    })
}
