//! Whatever a chart holds, a repair of it is written as a plan that can be read, with a step for each change, and changes
//! nobody twice.

use std::collections::HashSet;

use arbitrary::Unstructured;
use orglint::policy::Policy;
use orglint::reorg::plan::Plan;
use orglint::reorg::repair::repair;
use orglint::source::Source;
use orglint::title::Reader;
use serde_json::Value;

use super::checked::{RULEBOOK, chart, written};
use super::draws;
use super::reads::graph_is_that_of_a_walk;

/// Draws a chart and repairs it.
pub(crate) fn mended(bytes: &[u8]) {
    let Ok(text) = draws::table(&mut Unstructured::new(bytes)) else { return };
    let Ok(mut chart) = chart("chart.csv", text) else { return };
    let found = repair(&mut chart, &RULEBOOK, &Policy::default(), &Reader::builtin());
    graph_is_that_of_a_walk(&chart);
    let changed: HashSet<_> = found.changes.iter().map(|change| change.position).collect();
    assert_eq!(changed.len(), found.changes.len());
    assert!(found.changes.iter().all(|change| (0.0..=1.0).contains(&change.confidence)));

    let json: Value = serde_json::from_str(&written(|out| found.write_json(&chart, out))).unwrap();
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(found.changes.len()));
    let plan = written(|out| found.write_plan(&chart, out));
    if !found.changes.is_empty() {
        let source = Source::new("plan.toml", plan.as_str()).unwrap();
        let read = Plan::read(&source).map_err(|error| format!("{error}\n{plan}")).unwrap();
        assert_eq!(read.steps.len(), found.changes.len());
    }
}
