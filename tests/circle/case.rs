//! The charts that tests write in other ways, and who judges each.

use std::fs;
use std::path::{Path, PathBuf};

use orglint::error::Error;
use orglint::input::{self, Options, Roster};
use orglint::policy::Config;
use orglint::source::{Raw, Source};

use crate::files::files;
use crate::generator::{Chart, IdStyle, Params, RowOrder};
use crate::outcome::{Court, Written};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

pub(crate) fn load(name: &str, bytes: Vec<u8>) -> Result<Roster, Error> {
    input::load(Raw::new(name, bytes), &Options::default())
}

/// A chart, and who judges it.
pub(crate) struct Case {
    pub(crate) name: String,
    bytes: Vec<u8>,
    pub(crate) written: Written,
    pub(crate) own: Option<Court>,
}

impl Case {
    /// Every shipped chart, and generated ones with as many faults as they bear.
    pub(crate) fn all() -> Vec<Case> {
        let mut paths = Vec::new();
        for folder in ["rules", "real"] {
            paths.extend(files(&fixtures().join(folder), &["csv", "json", "yml"]).unwrap());
        }
        let documented = ["growthgen", "salesprod-after", "salesprod-before", "salesprod-unfilled", "techcorp"];
        paths.extend(documented.map(|name| fixtures().join(name).with_extension("csv")));
        paths.iter().map(|path| Case::at(path)).chain(Case::generated()).collect()
    }

    /// A chart for each style of ids.
    fn generated() -> impl Iterator<Item = Case> {
        [IdStyle::Prefix, IdStyle::Gaps, IdStyle::Zeros, IdStyle::Uuid].into_iter().zip(1..).map(|(ids, seed)| {
            let params = Params { ids, faults: 1, order: RowOrder::Tree, ..Params::new(120, seed) };
            let mut bytes = Vec::new();
            Chart::generate(&params).unwrap().write_csv(&mut bytes).unwrap();
            Case { name: format!("generated {ids:?}"), bytes, written: Written::Delimited, own: None }
        })
    }

    fn at(path: &Path) -> Case {
        let beside = path.with_extension("toml");
        let own = beside.exists().then(|| {
            let source = Source::new("orglint.toml", fs::read(&beside).unwrap()).unwrap();
            Court::new(Config::load(source, &mut |_, path| Err(Error::new(path))).unwrap())
        });
        let written = match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Written::Json,
            Some("yml") => Written::Yaml,
            _ => Written::Delimited,
        };
        let name = path.strip_prefix(fixtures()).unwrap().display().to_string();
        Case { name, bytes: fs::read(path).unwrap(), written, own }
    }

    pub(crate) fn read(&self) -> Roster {
        load(&self.name, self.bytes.clone()).unwrap_or_else(|error| panic!("{error}"))
    }
}
