//! The exports of HR systems and chart tools are read without an option: their columns are known, every line leads to a manager.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use orglint::chart::{Chart, Link};
use orglint::finding::Record;
use orglint::input::{self, Field, Options};
use orglint::source::Raw;
use serde::Deserialize;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[derive(Deserialize)]
struct File {
    system: Vec<System>,
}

/// What one program exports.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct System {
    name: String,
    /// The headings of fields, by their names.
    columns: BTreeMap<String, String>,
    #[serde(default)]
    dotted: Vec<[u32; 2]>,
    #[serde(default)]
    vacant: Vec<u32>,
    /// Whom the first position reports to, where it is not nobody.
    top: Option<String>,
    text: String,
}

/// What is wrong with how an export is read.
fn faults(system: &System) -> Vec<String> {
    let raw = Raw::new("export.csv", system.text.as_bytes());
    let roster = match input::load(raw, &Options::default()) {
        Ok(roster) => roster,
        Err(error) => return vec![error.to_string()],
    };
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
    let mut faults = Vec::new();
    for (field, heading) in &system.columns {
        let found = Field::from_name(field).and_then(|field| chart.roster().columns().heading(field));
        if found != Some(heading) {
            faults.push(format!("the {field} is read from {found:?}, not from '{heading}'"));
        }
    }
    let manager = |number| if number < 4 { 1 } else { number - 2 };
    for number in 1..=5 {
        let (expected, found) = match number {
            1 if system.top.as_deref() == Some("itself") => (Link::Itself, chart.link(Record(0))),
            1 => (Link::Top, chart.link(Record(0))),
            _ => (Link::Manager(Record(manager(number) - 1)), chart.link(Record(number - 1))),
        };
        if found != expected {
            faults.push(format!("{number} has the link {found:?}, not {expected:?}"));
        }
    }
    let lines = chart.dotted_lines().iter();
    let lines: Vec<_> = lines.map(|line| (line.report.0 + 1, line.manager.map(|manager| manager.0 + 1))).collect();
    let expected: Vec<_> = system.dotted.iter().map(|[report, manager]| (*report, Some(*manager))).collect();
    if lines != expected {
        faults.push(format!("the dotted lines are {lines:?}, not {expected:?}"));
    }
    let is_vacant = |number: &u32| chart.presence(Record(number - 1)) == orglint::chart::Presence::Vacant;
    let vacant: Vec<u32> = (1..=5).filter(is_vacant).collect();
    if vacant != system.vacant {
        faults.push(format!("{vacant:?} are vacant, not {:?}", system.vacant));
    }
    faults
}

#[test]
fn exports_are_read_without_an_option() -> Outcome {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/systems.toml");
    let File { system: systems } = toml::from_str(&fs::read_to_string(file)?)?;
    let mut all = String::new();
    for system in &systems {
        for fault in faults(system) {
            all += &format!("{}: {fault}\n", system.name);
        }
    }
    assert!(all.is_empty(), "{all}");
    assert!(systems.len() > 40);
    Ok(())
}
