//! orglint for Python: what takes long, and what has to be the same as in the program. What Python users see is the
//! package `orglint` beside it, which calls this module.

mod batch;
mod capsule;
mod cells;
mod chart;
mod error;
mod findings;
mod frame;
mod records;
mod titles;

use std::ffi::OsString;
use std::path::PathBuf;

use orglint::change::MatchBy;
use orglint::check::{Comparison, check as check_chart};
use orglint::cli::session::Session;
use orglint::error::Error;
use orglint::facts::Facts;
use orglint::report::diff;
use orglint::stats::Stats;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use chart::{Options, Read, read};
use error::apart;
use findings::{Findings, Found};

/// Runs the command line, and says with which status to exit.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| orglint::cli::main(arguments))
}

/// Checks a chart.
#[pyfunction]
fn check(py: Python<'_>, chart: &Bound<'_, PyAny>, options: Options) -> PyResult<Findings> {
    let read = read(chart, &options, "<frame>")?;
    apart(py, || Ok(Found::new(read, options.baseline()?))).map(Findings::from)
}

/// Compares two charts, as JSON.
#[pyfunction]
fn diff_json(
    py: Python<'_>,
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    match_by: &str,
    options: Options,
) -> PyResult<String> {
    let (before, after) = (read(before, &options, "<before>")?, read(after, &options, "<after>")?);
    apart(py, || {
        let match_by = MatchBy::from_name(match_by).ok_or_else(|| {
            let known = MatchBy::ALL.map(|(name, _)| name).join(", ");
            Error::new(format!("there is no way to match by '{match_by}'")).help(format!("known are: {known}"))
        })?;
        // Both are judged by what holds for the chart that is to be.
        let setup = &after.setup;
        let judge = |chart| check_chart(chart, &setup.rulebook, &setup.policy, &setup.reader);
        let (before, after) = (judge(&before.chart), judge(&after.chart));
        written(|out| diff::json::write(&Comparison::new(&before, &after, match_by), &[], out))
    })
}

/// The figures of a chart, as JSON.
#[pyfunction]
fn stats_json(py: Python<'_>, chart: &Bound<'_, PyAny>, options: Options) -> PyResult<String> {
    let Read { chart, setup, .. } = read(chart, &options, "<frame>")?;
    apart(py, || {
        let stats = Stats::of(&Facts::new(&chart, &setup.policy.organisation, &setup.reader));
        written(|out| Ok(serde_json::to_writer(out, &stats)?))
    })
}

/// What a report writes, which is UTF-8.
fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Result<String, Error> {
    let mut out = Vec::new();
    write(&mut out).map_err(|error| Error::new(error.to_string()))?;
    String::from_utf8(out).map_err(|error| Error::new(error.to_string()))
}

/// The rules, as the JSON of `orglint rules` has them.
#[pyfunction]
fn rules(py: Python<'_>, config: Option<PathBuf>) -> PyResult<Vec<Bound<'_, PyDict>>> {
    let mut session = Session::default();
    session.config(config);
    let setup = apart(py, || session.setup())?;
    let describe = |rule: &orglint::check::Entry| {
        let settings = rule.settings().iter().map(|setting| {
            let dict = PyDict::new(py);
            dict.set_item("name", setting.name)?;
            dict.set_item("default", setting.default)?;
            dict.set_item("unit", setting.unit)?;
            dict.set_item("help", setting.help)?;
            Ok(dict)
        });
        let dict = PyDict::new(py);
        dict.set_item("name", rule.name())?;
        dict.set_item("severity", rule.severity().name())?;
        dict.set_item("summary", rule.summary())?;
        dict.set_item("sources", rule.sources())?;
        dict.set_item("settings", settings.collect::<PyResult<Vec<_>>>()?)?;
        Ok(dict)
    };
    setup.rulebook.entries().iter().map(describe).collect()
}

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::findings::Findings;
    #[pymodule_export]
    use super::titles::{Titles, read_titles};
    #[pymodule_export]
    use super::{check, diff_json, main, rules, stats_json};

    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
