//! Any text is refused as a condition, with a place in it, or says of each record whether it counts.

use std::sync::Arc;

use orglint::input::{self, Filter, Options};
use orglint::source::Source;

use super::checked::assert_told;

const CHART: &str = "\
id,name,title,manager_id,department,status,salary,start_date,FTE
1,Ann Lee,CEO,,,active,100000,2020-02-29,1.0
2,Bo Fox,VP of Sales,1,Sales,leave,\"90,000.50\",,0.5
3,\"Cy \"\"=x\"\"\",Äccount Exécutive,2,Sales,,-1,31.12.2024,
4,,,2,,terminated,much,soon,yes
";

/// Reads a condition, and a chart under it.
pub(crate) fn condition(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(filter) = Filter::parse(text) else { return };
    let options = Options { filter: Some(Arc::new(filter)), ..Options::default() };
    let counted = || {
        let roster = input::read(Source::new("org.csv", CHART).expect("text"), &options)?;
        Ok(roster.left_out().collect::<Vec<_>>())
    };
    match counted() {
        Ok(left_out) => assert_eq!(Some(left_out), counted().ok()),
        Err(error) => assert_told(&error),
    }
}
