//! The configurations that apply to open charts, each read once and not at every keystroke.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Host;
use super::documents::Documents;
use crate::check::Rulebook;
use crate::error::Error;
use crate::input::Options;
use crate::policy::{Config, FILE_NAME, Policy, without_detours};
use crate::source::{Encoding, Raw, Source};
use crate::title::Reader;

/// All that a check needs beside the chart.
pub(super) struct Setup {
    pub(super) rulebook: Rulebook,
    pub(super) policy: Policy,
    pub(super) reader: Reader,
    pub(super) input: Options,
}

/// What came of reading a configuration.
#[derive(Clone, Default)]
pub(super) struct Loaded {
    /// As it was when it could last be read: while it is typed it mostly cannot.
    pub(super) setup: Option<Rc<Setup>>,
    /// Why it cannot be read now.
    pub(super) fault: Option<Rc<Error>>,
    is_fresh: bool,
}

/// By path; what holds without a configuration has none.
#[derive(Default)]
pub(super) struct Configurations(BTreeMap<Option<PathBuf>, Loaded>);

impl Configurations {
    /// Something may have changed in them.
    pub(super) fn forget(&mut self) {
        self.0.values_mut().for_each(|loaded| loaded.is_fresh = false);
    }

    /// Keeps only those that are needed.
    pub(super) fn retain(&mut self, is_needed: impl Fn(Option<&Path>) -> bool) {
        self.0.retain(|path, _| is_needed(path.as_deref()));
    }

    /// Why those that cannot be read cannot.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Error> {
        self.0.values().filter_map(|loaded| loaded.fault.as_deref())
    }

    /// The configuration of a path, or what holds without one.
    pub(super) fn get(&mut self, path: Option<&Path>, host: &dyn Host, documents: &Documents) -> Loaded {
        let loaded = self.0.entry(path.map(Path::to_owned)).or_default();
        if !loaded.is_fresh {
            loaded.is_fresh = true;
            match Setup::load(path, host, documents) {
                Ok(setup) => (loaded.setup, loaded.fault) = (Some(Rc::new(setup)), None),
                Err(error) => loaded.fault = Some(Rc::new(error)),
            }
        }
        loaded.clone()
    }
}

impl Setup {
    fn load(path: Option<&Path>, host: &dyn Host, documents: &Documents) -> Result<Setup, Error> {
        let config = match path {
            None => Config::usual()?,
            Some(path) => load(open(path, host, documents)?, host, documents)?,
        };
        let Config { reader, input, patterns, rules, policy } = config;
        Ok(Setup { rulebook: Rulebook::new(patterns, rules), policy, reader, input })
    }
}

/// Reads a configuration and what it builds on.
pub(super) fn load(source: Source, host: &dyn Host, documents: &Documents) -> Result<Config, Error> {
    Config::load(source, &mut |asking, path| {
        let path = Path::new(asking).parent().unwrap_or(Path::new("")).join(path);
        open(&without_detours(&path), host, documents)
    })
}

/// The configuration that applies to a file: beside it, or in the nearest folder above.
pub(super) fn applying(path: &Path, host: &dyn Host, documents: &Documents) -> Option<PathBuf> {
    let mut candidates = path.ancestors().skip(1).map(|folder| folder.join(FILE_NAME));
    candidates.find(|candidate| documents.at(candidate).is_some() || host.is_file(candidate))
}

/// A file as it is in the editor, or else on the disk.
fn open(path: &Path, host: &dyn Host, documents: &Documents) -> Result<Source, Error> {
    match documents.at(path) {
        Some(document) => source(path.display().to_string(), document.text.as_str()),
        None => host.open(path),
    }
}

/// The text of a document as a source.
pub(super) fn source(name: String, text: &str) -> Result<Source, Error> {
    let raw = Raw::new(name.as_str(), text.as_bytes());
    raw.into_text(Some(Encoding::UTF_8)).map_err(|fault| Error::not_text(name, fault))
}
