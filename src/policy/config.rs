//! A configuration, read: `orglint.toml` and what it builds on, checked and put together.

use std::path::{Component, Path, PathBuf};

use super::Policy;
use super::loading::Loading;
use crate::custom::CustomRule;
use crate::error::Error;
use crate::input::Options;
use crate::pattern::{self, Pattern};
use crate::source::Source;
use crate::title::Reader;

/// The name of the file that is looked for beside a chart and in the folders above.
pub const FILE_NAME: &str = "orglint.toml";

/// What a company has decided.
#[derive(Debug, Default)]
pub struct Config {
    /// Reads titles as the company writes them.
    pub reader: Reader,
    /// How to read charts: which column holds which field, which records count, how much is read at most.
    pub input: Options,
    /// The reporting patterns: the built-in ones and the company's own.
    pub patterns: Vec<Pattern>,
    /// The company's own rules.
    pub rules: Vec<CustomRule>,
    /// Severities, thresholds, sizes, exceptions.
    pub policy: Policy,
}

/// Opens a file that a configuration builds on: it is given the name of the file that asks, and the path that stands
/// there.
pub type Open<'o> = dyn FnMut(&str, &str) -> Result<Source, Error> + 'o;

impl Config {
    /// What holds where there is no configuration.
    pub fn usual() -> Result<Config, Error> {
        Ok(Config { patterns: pattern::documented_patterns()?, ..Config::default() })
    }

    /// Reads a configuration and what it builds on.
    pub fn load(source: Source, open: &mut Open<'_>) -> Result<Config, Error> {
        let mut loading = Loading::new(open);
        loading.file(source)?;
        loading.finish()
    }
}

/// A path without detours: `a/../b` and `./b` are `b`. Where `a` is a link to a folder elsewhere, it is another file.
pub fn without_detours(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match (component, plain.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                plain.pop();
            }
            (Component::ParentDir, Some(Component::RootDir | Component::Prefix(_))) => {}
            _ => plain.push(component),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detours_are_left_out() {
        for (path, plain) in [
            ("a/../b", "b"),
            ("./b", "b"),
            ("a/./b/..", "a"),
            ("../../a/../b", "../../b"),
            ("/a/../../b", "/b"),
            ("a/..", ""),
        ] {
            assert_eq!(without_detours(Path::new(path)), Path::new(plain), "{path}");
        }
    }
}
