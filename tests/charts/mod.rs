//! Charts for the tests of drawings: those of the fixtures, and one drawn from its text.

use std::fs;
use std::path::{Path, PathBuf};

use orglint::chart::Chart;
use orglint::check::{Report, Rulebook, check};
use orglint::diagram::{Drawing, Selection, draw};
use orglint::error::Error;
use orglint::input;
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::title::Reader;

/// Checks a chart and draws what is selected of it.
pub(crate) fn drawn<T>(
    text: impl Into<String>,
    selection: &Selection,
    look: impl FnOnce(&Report<'_>, &Drawing<'_>) -> T,
) -> Result<T, Error> {
    let source = Source::new("chart.csv", text.into()).map_err(|fault| Error::not_text("chart.csv", fault))?;
    let roster = input::read(source, &input::Options::default())?;
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 15));
    let (rulebook, policy) = (Rulebook::builtin()?, Policy::default());
    let report = check(&chart, &rulebook, &policy, &Reader::builtin());
    Ok(look(&report, &draw(&report, selection)))
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Every CSV file of the fixtures that can be read as a chart.
pub(crate) fn charts() -> Vec<(PathBuf, String)> {
    let mut folders = vec![fixtures()];
    let mut charts = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "csv")
                && let Ok(text) = fs::read_to_string(&path)
                && drawn(text.clone(), &Selection::default(), |_, _| ()).is_ok()
            {
                charts.push((path, text));
            }
        }
    }
    charts.sort();
    charts
}
