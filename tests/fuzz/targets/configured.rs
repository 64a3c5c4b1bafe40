//! Any text is refused as a configuration at a place, or judges a chart: the same twice, and within the time that a run may
//! take.

use orglint::check::{Outcome, Rulebook, check};
use orglint::error::Error;
use orglint::policy::Config;
use orglint::report::{json, pretty, short};
use orglint::source::Source;

use super::checked::{STYLE, assert_plain, assert_told, chart, written};

const CHART: &str = include_str!("../../../fixtures/configured/org.csv");

fn load(bytes: &[u8]) -> Option<Result<Config, Error>> {
    let source = Source::new("orglint.toml", bytes).ok()?;
    // What it builds on is itself, or not there.
    Some(Config::load(source, &mut |_, path| match path {
        "again.toml" => Source::new(path, bytes).map_err(|fault| Error::not_text(path, fault)),
        _ => Err(Error::new("there is no such file")),
    }))
}

/// Reads a configuration, and a chart under it.
pub(crate) fn configuration(bytes: &[u8]) {
    let Some(read) = load(bytes) else { return };
    let config = match read {
        Ok(config) => config,
        Err(error) => return assert_told(&error),
    };
    let chart = chart("org.csv", CHART).expect("a chart that is read without a configuration");
    let reports = || {
        let again = load(bytes).expect("text as before").expect("read before");
        let rulebook = Rulebook::new(again.patterns, again.rules);
        let outcome = Outcome::new(vec![check(&chart, &rulebook, &again.policy, &again.reader)]);
        let parts = [
            written(|out| short::write(&outcome, usize::MAX, out)),
            written(|out| pretty::write(&outcome, &STYLE, out)),
        ];
        let json: serde_json::Value = serde_json::from_str(&written(|out| json::write(&outcome, out))).unwrap();
        assert_eq!(json["findings"].as_array().map(Vec::len), Some(outcome.findings().count()));
        parts
    };
    let first = reports();
    first.iter().for_each(|report| assert_plain(report));
    assert_eq!(first, reports());
    if let Err(error) = orglint::input::read(Source::new("org.csv", CHART).expect("text"), &config.input) {
        assert_told(&error);
    }
}
