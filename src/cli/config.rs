//! The option that names a configuration, and the search for the one that applies.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;

use super::Result;
use super::input::{self, is_standard_input};
use super::policy::Judging;
use crate::check::Rulebook;
use crate::input::Options;
use crate::policy::{Config, FILE_NAME, Policy, without_detours};
use crate::title::Reader;

/// What such a file is called in messages.
pub(super) const CONFIGURATION: &str = "a configuration";

/// Which configuration applies.
#[derive(Debug, Default, Args)]
pub(super) struct Configuration {
    /// The configuration [default: orglint.toml beside the input, or in the nearest folder above].
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// All that a check needs beside the chart.
#[derive(Debug)]
pub struct Setup {
    /// The rules.
    pub rulebook: Rulebook,
    /// Which of them run, and how grave their findings are.
    pub policy: Policy,
    /// Reads titles.
    pub reader: Reader,
    /// How to read charts.
    pub input: Options,
}

impl Configuration {
    /// The configuration of one input, or without one of the working directory.
    pub(super) fn find(&self, input: Option<&Path>) -> Result<Config> {
        load(self.path(input).as_deref())
    }

    /// The setup of one input.
    pub(super) fn setup(&self, input: &Path, judging: &Judging) -> Result<Setup> {
        Setup::new(self.find(Some(input))?, judging)
    }

    /// The setups of several inputs: each has the configuration that lies nearest to it, and each is read once.
    pub(super) fn setups(&self, inputs: &[PathBuf], judging: &Judging) -> Result<Vec<Rc<Setup>>> {
        let mut known: Vec<(Option<PathBuf>, Rc<Setup>)> = Vec::new();
        let mut setups = Vec::with_capacity(inputs.len());
        for input in inputs {
            let path = self.path(Some(input));
            let setup = match known.iter().find(|(other, _)| *other == path) {
                Some((_, setup)) => Rc::clone(setup),
                None => {
                    let setup = Rc::new(self.setup(input, judging)?);
                    known.push((path, Rc::clone(&setup)));
                    setup
                }
            };
            setups.push(setup);
        }
        Ok(setups)
    }

    /// The files that can hold the configuration of an input, whether they are there or not.
    pub(super) fn watched(&self, input: &Path) -> Vec<PathBuf> {
        self.config.as_ref().map_or_else(|| candidates(Some(input)).collect(), |config| vec![config.clone()])
    }

    /// The file that applies to an input.
    fn path(&self, input: Option<&Path>) -> Option<PathBuf> {
        if self.config.is_some() {
            return self.config.clone();
        }
        let found = candidates(input).find(|path| path.is_file())?;
        // Named as a chart would be, so that reports say the same in every clone of a repository.
        let here = std::env::current_dir().ok().and_then(|here| found.strip_prefix(here).map(Path::to_owned).ok());
        Some(here.unwrap_or(found))
    }
}

/// Where the configuration of an input, or without one of the working directory, is looked for: the nearest first.
pub(super) fn candidates(input: Option<&Path>) -> impl Iterator<Item = PathBuf> {
    let file = input.filter(|input| !is_standard_input(input)).unwrap_or(Path::new(FILE_NAME));
    // What is given by a link is looked up where the link stands, as its user sees it.
    let file = without_detours(&std::path::absolute(file).unwrap_or_default());
    let folders: Vec<PathBuf> = file.ancestors().skip(1).map(|folder| folder.join(FILE_NAME)).collect();
    folders.into_iter()
}

/// The configuration of a file, or what holds without one.
pub(super) fn load(path: Option<&Path>) -> Result<Config> {
    match path {
        None => Config::usual(),
        Some(path) => Config::load(input::open_as(CONFIGURATION, path)?, &mut |asking, path| {
            // Seen from the file that asks, and named in one way whoever asks.
            let path = Path::new(asking).parent().unwrap_or(Path::new("")).join(path);
            let plain = without_detours(&path);
            let path = if input::is_same_file(&plain, &path) { plain } else { path };
            input::open_as(CONFIGURATION, &path)
        }),
    }
}

impl Setup {
    /// What follows from a configuration, and from what the command line says of rules.
    pub(super) fn new(config: Config, judging: &Judging) -> Result<Setup> {
        let Config { reader, input, patterns, rules, policy } = config;
        let rulebook = Rulebook::new(patterns, rules);
        let policy = judging.apply(policy, &rulebook)?;
        Ok(Setup { rulebook, policy, reader, input })
    }
}
