//! A converted chart is the same chart.

use std::fs;
use std::path::{Path, PathBuf};

use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::convert;
use orglint::input::{self, Field, Mapping, Options, Roster};
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::table::Format;
use orglint::title::Reader;
use proptest::prelude::*;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn read(name: &str, text: impl Into<Vec<u8>>) -> Option<Roster> {
    input::read(Source::new(name, text).ok()?, &Options::default()).ok()
}

/// Writing to memory does not fail; where it did, nothing would agree.
fn converted(roster: &Roster, format: Format) -> String {
    let mut out = Vec::new();
    let written = convert::write(roster, format, &mut out);
    written.ok().and_then(|()| String::from_utf8(out).ok()).unwrap_or_default()
}

/// JSON lines as one array.
fn array(lines: &str) -> String {
    format!("[{}]", lines.lines().collect::<Vec<_>>().join(",\n"))
}

/// What a field says of every record.
fn cells(roster: &Roster, field: Field) -> Vec<String> {
    let text = |record| String::from_utf8_lossy(&roster.bytes(record, field)).into_owned();
    roster.records().map(text).collect()
}

/// The columns that no field is read from.
fn others(roster: &Roster) -> Vec<usize> {
    let is_mapped =
        |column: &usize| Field::ALL.into_iter().any(|field| roster.columns().column(field) == Some(*column));
    (0..roster.columns().headings().len()).filter(|column| !is_mapped(column)).collect()
}

/// Whether two rosters hold the same, whatever it is headed.
fn assert_same(one: &Roster, other: &Roster, name: &str) {
    for field in Field::ALL {
        assert_eq!(one.has(field), other.has(field), "{name}: {field:?}");
        assert_eq!(cells(one, field), cells(other, field), "{name}: {field:?}");
    }
    let (ours, theirs) = (others(one), others(other));
    assert_eq!(ours.len(), theirs.len(), "{name}");
    for record in one.records() {
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(one.bytes_in(record, *ours), other.bytes_in(record, *theirs), "{name}: {record:?}");
        }
    }
}

/// The findings, each by its rule and whom it is about.
fn findings(roster: Roster) -> Outcome<Vec<(String, Vec<u32>)>> {
    let (rulebook, policy) = (Rulebook::builtin()?, Policy::default());
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
    let report = check(&chart, &rulebook, &policy, &Reader::builtin());
    let found = report.findings.iter().map(|reported| {
        let subjects = reported.finding.subjects.iter().map(|subject| subject.0).collect();
        (reported.rule.name().to_owned(), subjects)
    });
    let mut found: Vec<_> = found.collect();
    found.sort();
    Ok(found)
}

fn files(folder: &Path, ends: &str, found: &mut Vec<PathBuf>) -> Outcome<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, ends, found)?;
        } else if path.to_string_lossy().ends_with(ends) {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn every_shipped_chart_has_the_same_findings_after() {
    let mut charts = Vec::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    files(&fixtures, ".csv", &mut charts).unwrap();
    files(&fixtures, ".json", &mut charts).unwrap();
    let mut compared = 0;
    for path in charts {
        let name = path.display().to_string();
        let again = || read(&name, fs::read(&path).unwrap());
        let Some(roster) = again() else { continue };
        let is_csv = name.ends_with(".csv");
        let csv = converted(&roster, Format::Csv);
        let read_back = read("x.csv", csv.clone()).unwrap();
        if is_csv {
            assert_same(&roster, &read_back, &name);
        }
        assert_eq!(converted(&read_back, Format::Csv), csv, "{name}");
        let lines = array(&converted(&roster, Format::Jsonl));
        let from_lines = read("x.json", lines).unwrap();
        for field in Field::ALL {
            assert_eq!(cells(&roster, field), cells(&from_lines, field), "{name}: {field:?}");
        }
        let before = findings(roster).unwrap();
        assert_eq!(findings(read_back).unwrap(), before, "{name}");
        assert_eq!(findings(from_lines).unwrap(), before, "{name}");
        compared += 1;
    }
    assert!(compared > 80, "{compared}");
}

#[test]
fn a_column_of_two_fields_comes_once_for_each() {
    let roster =
        read("x.csv", "Email,Manager email,Full name,Shoe size\na@x.com,,Ann,38\nb@x.com,a@x.com,Bo,\n").unwrap();
    let expected = "id,manager_id,name,work_email,Shoe size\na@x.com,,Ann,a@x.com,38\nb@x.com,a@x.com,Bo,b@x.com,\n";
    assert_eq!(converted(&roster, Format::Csv), expected);
}

#[test]
fn nothing_is_lost_but_blank_lines() {
    let text = "ID;Reports To;Name\n E1 ;;Ann\n;E1;no id\nE1;E1;twice\n;;\n007;E1;\"two\nlines\"\nTotal: 4;;\n";
    let roster = read("x.csv", text).unwrap();
    let expected = "id,manager_id,name\n E1 ,,Ann\n,E1,no id\nE1,E1,twice\n007,E1,\"two\nlines\"\nTotal: 4,,\n";
    assert_eq!(converted(&roster, Format::Csv), expected);
    let lines = converted(&roster, Format::Jsonl);
    assert_eq!(lines.lines().nth(3), Some(r#"{"id":"007","manager_id":"E1","name":"two\nlines"}"#));
}

#[test]
fn a_heading_that_is_taken_gets_a_number() {
    let mut mapping = Mapping::default();
    mapping.set(Field::Id, "Badge");
    mapping.set(Field::Title, "What");
    let text = "id,Title,What,Badge,manager,Notes,notes,Notes (2),,\na,b,c,d,,f,g,h,i,j\n";
    let options = Options { mapping, ..Options::default() };
    let roster = input::read(Source::new("x.csv", text).unwrap(), &options).unwrap();
    let csv = converted(&roster, Format::Csv);
    let expected = "id,manager_id,title,id (2),Title (2),Notes,notes (2),Notes (2) (2),,(2)\nd,,c,a,b,f,g,h,i,j\n";
    assert_eq!(csv, expected);
    assert_same(&roster, &read("x.csv", csv).unwrap(), "numbered");
}

/// Headings that are known, that nearly are, and that could pass for separators.
fn heading() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(Field::ALL.to_vec()).prop_map(|field| field.heading().to_owned()),
        4 => prop::sample::select(vec![
            "Employee ID", "Supervisor", "Work Email", "EMAIL", "Job Title", "Full Name", "Dept", "dotted line", "FTE",
            "id (2)", "Team", "reports", "Worker", "position", "Hire Date", "parent", "title", "E-Mail",
        ]).prop_map(str::to_owned),
        1 => "[a-c]{0,2}",
        1 => "[;|\t\"',= \n]{0,5}",
        1 => Just("id;manager;id;manager;id|manager|name|x|y".to_owned()),
    ]
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Z]?[0-9]{0,3}",
        2 => "['=+@＝ \t\r\n;,\"|-]{0,3}[a-z0]{0,2}",
        1 => "\\PC{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_converted_reads_the_same(
        headings in prop::collection::vec(heading(), 2..9),
        rows in prop::collection::vec(prop::collection::vec(cell(), 8), 1..6),
        map in prop::collection::vec((prop::sample::select(Field::ALL.to_vec()), any::<prop::sample::Index>()), 0..4),
    ) {
        // Of two columns with one heading, either could be meant: what is converted has one of them under it.
        let is_twin = |at: usize| headings[..at].iter().any(|other| other.trim() == headings[at].trim());
        prop_assume!(!(0..headings.len()).any(is_twin));
        let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
        writer.write_record(&headings).unwrap();
        for row in &rows {
            writer.write_record(&row[..headings.len()]).unwrap();
        }
        let mut mapping = Mapping::default();
        for (field, index) in map {
            mapping.set(field, headings[index.index(headings.len())].trim());
        }
        let source = Source::new("x.csv", writer.into_inner().unwrap()).unwrap();
        let Ok(roster) = input::read(source, &Options { mapping, ..Options::default() }) else { return Ok(()) };
        let csv = converted(&roster, Format::Csv);
        let again = read("x.csv", csv.clone());
        prop_assert!(again.is_some(), "{csv}");
        let again = again.unwrap();
        assert_same(&roster, &again, &csv);
        prop_assert_eq!(converted(&again, Format::Csv), csv);
        let lines = converted(&roster, Format::Jsonl);
        let keys = |line: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).unwrap().len();
        let width = Field::ALL.into_iter().filter(|field| roster.has(*field)).count() + others(&roster).len();
        prop_assert!(lines.lines().all(|line| keys(line) == width), "{lines}");
        let from_lines = read("x.json", array(&lines)).unwrap();
        for field in Field::ALL {
            prop_assert_eq!(cells(&roster, field), cells(&from_lines, field), "{:?}", field);
        }
    }
}
