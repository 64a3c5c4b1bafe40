//! Around the circle: the same chart in every format has the same findings, on the same cells.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of a test state what they hold to be true as well")]

#[path = "circle/case.rs"]
mod case;
#[path = "circle/delimited.rs"]
mod delimited;
#[path = "circle/directories.rs"]
mod directories;
#[path = "charts/files.rs"]
mod files;
#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;
#[path = "circle/nested.rs"]
mod nested;
#[path = "circle/outcome.rs"]
mod outcome;
#[path = "circle/table.rs"]
mod table;
#[path = "circle/workbooks.rs"]
mod workbooks;

use std::collections::BTreeMap;

use case::{Case, load};
use orglint::convert;
use orglint::input::{Field, Roster};
use orglint::policy::Config;
use orglint::table::Format as Tabular;
use outcome::{Court, Line, Written};
use table::Table;

/// A format to write a chart in: its name, the name of the file, how texts are written, and the file, if it can hold the chart.
type Format = (&'static str, &'static str, Written, fn(&Table) -> Option<Vec<u8>>);

const FORMATS: [Format; 18] = [
    ("comma", "org.csv", Written::Delimited, |table| Some(delimited::csv(table, b','))),
    ("semicolon", "org", Written::Delimited, |table| Some(delimited::csv(table, b';'))),
    ("tab", "org.tsv", Written::Delimited, |table| Some(delimited::csv(table, b'\t'))),
    ("UTF-16", "org.csv", Written::Delimited, |table| Some(delimited::utf16(table))),
    ("Windows-1252", "org.csv", Written::Delimited, delimited::windows_1252),
    ("JSON array", "org.json", Written::Json, |table| Some(nested::array(table))),
    ("JSON under keys", "org", Written::Json, |table| Some(nested::under_keys(table))),
    ("JSON by id", "org.json", Written::Json, nested::by_id),
    ("JSON Lines", "org.jsonl", Written::Json, |table| Some(nested::lines(table))),
    ("sparse JSON", "org.json", Written::Json, |table| Some(nested::sparse(table))),
    ("YAML in blocks", "org", Written::Yaml, |table| Some(nested::block(table))),
    ("YAML in brackets", "org.yaml", Written::Yaml, |table| Some(nested::flow(table))),
    ("XLSX", "org.xlsx", Written::Delimited, |table| Some(workbooks::xlsx(table))),
    ("ODS", "org", Written::Delimited, |table| Some(workbooks::ods(table))),
    ("LDIF", "org", Written::Ldif, |table| directories::ldif(table, false)),
    ("LDIF, managers by name", "org.ldif", Written::Ldif, |table| directories::ldif(table, true)),
    ("SCIM", "org.json", Written::Json, directories::scim),
    ("Graph", "org.json", Written::Json, directories::graph),
];

/// What is expected of a chart in one format, and what is found, but for what the format cannot hold.
fn comparable(table: &Table, format: &str, mut expected: Vec<Line>, mut found: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    match format {
        "XLSX" | "ODS" => {
            for line in &mut expected {
                line.name = line.cells.first().and_then(|(record, field)| table.name_of_cell(*record, field));
            }
        }
        // What is not there has the place of the record's id.
        "sparse JSON" => {
            for line in &mut found {
                let is_missing = |(record, field): &(u32, &'static str)| {
                    Field::from_name(field).is_some_and(|field| table.cell(*record as usize, field).is_empty())
                };
                if line.cells.iter().any(is_missing) {
                    line.cells.retain(is_missing);
                    line.text.clear();
                }
            }
        }
        "LDIF, managers by name" => {
            for line in &mut found {
                line.text = directories::with_ids(&line.text);
                line.message = directories::with_ids(&line.message);
            }
        }
        _ => {}
    }
    expected.sort();
    found.sort();
    (expected, found)
}

/// The lines that only one side has.
fn differences((expected, found): (Vec<Line>, Vec<Line>)) -> String {
    if expected == found {
        return String::new();
    }
    let side = |mark: &str, lines: &[Line], others: &[Line]| -> String {
        lines.iter().filter(|line| !others.contains(line)).map(|line| format!("  {mark} {line:?}\n")).collect()
    };
    format!("  {} and {} findings\n", expected.len(), found.len())
        + &side("-", &expected, &found)
        + &side("+", &found, &expected)
}

#[test]
fn the_same_chart_has_the_same_findings_in_every_format() {
    let usual = Court::new(Config::usual().unwrap());
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = String::new();
    let cases = Case::all();
    for case in &cases {
        let court = case.own.as_ref().unwrap_or(&usual);
        let table = Table::of(&case.read());
        let expected = court.findings(case.read(), case.written);
        for (format, file, style, write) in FORMATS {
            let Some(bytes) = write(&table) else { continue };
            *written.entry(format).or_default() += 1;
            let differences = match load(file, bytes) {
                Ok(roster) => differences(comparable(&table, format, expected.clone(), court.findings(roster, style))),
                Err(error) => error.to_string(),
            };
            if !differences.is_empty() {
                faults += &format!("{} as {format}:\n{differences}", case.name);
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    // Formats that need ids leave out a few charts, and no more.
    for (format, _, _, _) in FORMATS {
        let count = written.get(format).copied().unwrap_or_default();
        assert!(count + 12 >= cases.len() && cases.len() > 80, "{format}: {count} of {}", cases.len());
    }
}

#[test]
fn a_chart_that_is_converted_to_and_fro_has_the_same_findings() {
    let usual = Court::new(Config::usual().unwrap());
    let converted = |roster: Roster, format: Tabular| {
        let mut out = Vec::new();
        convert::write(&roster, format, &mut out).unwrap();
        let name = if format == Tabular::Csv { "org.csv" } else { "org.jsonl" };
        load(name, out).unwrap()
    };
    for case in Case::all() {
        let court = case.own.as_ref().unwrap_or(&usual);
        let expected = court.findings(case.read(), case.written);
        let lines = |roster, written| differences((expected.clone(), court.findings(roster, written)));
        let csv = || converted(case.read(), Tabular::Csv);
        assert_eq!(lines(csv(), Written::Delimited), "", "{}", case.name);
        let jsonl = || converted(csv(), Tabular::Jsonl);
        assert_eq!(lines(jsonl(), Written::Json), "", "{}", case.name);
        assert_eq!(lines(converted(jsonl(), Tabular::Csv), Written::Delimited), "", "{}", case.name);
    }
}
