//! What does not change a chart does not change what is found in it, and what changes it in a known way changes that in a
//! known way: cells in another dialect, other columns and headings, other ids, a department more.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of a test state what they hold to be true as well")]

#[allow(dead_code, reason = "whoever includes the charts uses a part of what is told of them")]
#[path = "circle/case.rs"]
mod case;
#[path = "charts/files.rs"]
mod files;
#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;
#[allow(dead_code, reason = "charts are written in one of the ways here")]
#[path = "circle/outcome.rs"]
mod outcome;
#[path = "metamorphic/rename.rs"]
mod rename;
#[path = "metamorphic/sheet.rs"]
mod sheet;
#[allow(dead_code, reason = "whoever includes the table uses a part of it")]
#[path = "circle/table.rs"]
mod table;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use case::{Case, load};
use orglint::chart::Chart;
use orglint::input::Field;
use orglint::policy::Config;
use outcome::{Court, Line, Written};
use rename::{Renamed, renamed};
use sheet::Sheet;

/// Hands each chart with what is found in it to `test`, which tells what is amiss.
fn of_each(test: impl Fn(&Sheet, &dyn Fn(Vec<u8>) -> Vec<Line>, &[Line]) -> String) {
    of_some(|_| true, test);
}

/// The same for those that are `wanted`.
fn of_some(wanted: impl Fn(&Case) -> bool, test: impl Fn(&Sheet, &dyn Fn(Vec<u8>) -> Vec<Line>, &[Line]) -> String) {
    let usual = Court::new(Config::usual().unwrap());
    let (mut faults, mut lines) = (String::new(), 0);
    for case in Case::all().into_iter().filter(wanted) {
        let court = case.own.as_ref().unwrap_or(&usual);
        let find = |text: Vec<u8>| {
            court.findings(load("org.csv", text).unwrap_or_else(|error| panic!("{error}")), Written::Delimited)
        };
        let sheet = Sheet::of(&case.read());
        let expected = find(sheet.text());
        lines += expected.len();
        let amiss = test(&sheet, &find, &expected);
        if !amiss.is_empty() {
            faults += &format!("{}:\n{amiss}", case.name);
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(lines > 200, "only {lines} findings");
}

/// What only one side has.
fn difference<T: PartialEq + Debug>(expected: &[T], found: &[T]) -> String {
    if expected == found {
        return String::new();
    }
    let only = |mark: &str, lines: &[T], others: &[T]| -> String {
        lines.iter().filter(|line| !others.contains(line)).map(|line| format!("  {mark} {line:?}\n")).collect()
    };
    format!("  {} and {} findings\n", expected.len(), found.len())
        + &only("-", expected, found)
        + &only("+", found, expected)
}

#[test]
fn a_file_in_another_dialect_has_the_same_findings() {
    of_each(|sheet, find, expected| {
        let dialect = csv::WriterBuilder::new;
        let plain = sheet.text();
        let mut random = fastrand::Rng::with_seed(3);
        let mut blanks = Vec::new();
        let mut is_quoted = false;
        for line in plain.split_inclusive(|byte| *byte == b'\n') {
            // A line within quotes is one of a cell.
            while !is_quoted && random.u8(..) < 60 {
                let commas = sheet.headings.len() - 1;
                blanks.extend(["\n", &format!("{}\n", ",".repeat(commas)), "\r\n"][random.usize(..3)].bytes());
            }
            is_quoted ^= line.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
            blanks.extend(line);
        }
        let mut wider = sheet.clone();
        wider.headings.push(String::new());
        wider.rows.iter_mut().for_each(|row| row.push(String::new()));
        let mut amiss = String::new();
        for (name, text) in [
            ("pipes", sheet.written(dialect().delimiter(b'|'))),
            ("quotes", sheet.written(dialect().quote_style(csv::QuoteStyle::Always))),
            (
                "quotes and semicolons",
                sheet.written(dialect().delimiter(b';').quote_style(csv::QuoteStyle::NonNumeric)),
            ),
            ("CRLF", sheet.written(dialect().terminator(csv::Terminator::CRLF))),
            ("a byte order mark", ["\u{feff}".as_bytes(), &plain].concat()),
            ("no line break at the end", plain[..plain.len() - 1].to_vec()),
            ("blank lines", blanks),
            ("an empty column at the end", wider.text()),
        ] {
            let difference = difference(expected, &find(text));
            if !difference.is_empty() {
                amiss += &format!(" with {name}\n{difference}");
            }
        }
        amiss
    });
}

#[test]
fn columns_in_another_order_have_the_same_findings() {
    of_each(|sheet, find, expected| {
        let mut random = fastrand::Rng::with_seed(5);
        (0..3).map(|_| difference(expected, &find(sheet.shuffled_columns(&mut random).text()))).collect()
    });
}

/// The spellings of each field that are of no other field, and go before those by which an address serves as the id.
fn spellings() -> BTreeMap<&'static str, Vec<String>> {
    #[derive(serde::Deserialize)]
    struct Known {
        field: Vec<Entry>,
    }
    #[derive(serde::Deserialize)]
    struct Entry {
        name: String,
        headings: Vec<String>,
    }
    let known: Known = toml::from_str(include_str!("../src/input/columns.toml")).unwrap();
    let times = |heading: &String| known.field.iter().filter(|entry| entry.headings.contains(heading)).count();
    let of = |entry: &Entry| {
        let first = entry.headings.iter().take_while(|heading| !heading.contains("mail"));
        (Field::from_name(&entry.name).unwrap().name(), first.filter(|heading| times(heading) == 1).cloned().collect())
    };
    known.field.iter().map(of).collect()
}

/// A heading in one of the ways in which the same one is written.
fn spelled(heading: &str, random: &mut fastrand::Rng) -> String {
    match random.u8(..4) {
        0 => heading.to_uppercase(),
        1 => heading.replace(' ', "_"),
        2 => heading.replace(' ', "-"),
        _ => {
            let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
            heading.split(' ').map(capital).collect::<Vec<_>>().concat()
        }
    }
}

#[test]
fn headings_in_other_spellings_have_the_same_findings() {
    let spellings = spellings();
    of_each(|sheet, find, expected| {
        let mut random = fastrand::Rng::with_seed(9);
        let mut amiss = String::new();
        for _ in 0..5 {
            let mut other = sheet.clone();
            for (heading, fields) in other.headings.iter_mut().zip(&sheet.fields) {
                match fields[..] {
                    // Which column is read where several could be is told by their headings.
                    [] => *heading = format!("further {heading}"),
                    [field] if !spellings[field.name()].is_empty() => {
                        *heading = spelled(random.choice(&spellings[field.name()]).unwrap(), &mut random);
                    }
                    _ => {}
                }
            }
            amiss += &difference(expected, &find(other.text()));
        }
        amiss
    });
}

#[test]
fn titles_in_another_case_have_the_same_findings() {
    let quietly = |mut line: Line| {
        line.message = line.message.to_lowercase();
        line.text = line.text.to_lowercase();
        line
    };
    of_each(|sheet, find, expected| {
        let expected: Vec<Line> = expected.iter().cloned().map(quietly).collect();
        let mut amiss = String::new();
        for change in [str::to_uppercase as fn(&str) -> String, str::to_lowercase] {
            let mut other = sheet.clone();
            other.each(Field::Title, change);
            let found: Vec<Line> = find(other.text()).into_iter().map(quietly).collect();
            amiss += &difference(&expected, &found);
        }
        amiss
    });
}

/// Rules that name one position of several that are as good, the one whose id sorts first.
const NAMES_ONE: [&str; 1] = ["structure/too-many-layers"];

/// The rule, its weight and whom it is about, in no order: of several that share a fault the one comes first whose id does.
fn about(line: &Line) -> (String, &'static str, BTreeSet<String>) {
    let ids = line.ids.iter().filter(|_| !NAMES_ONE.contains(&&*line.rule));
    (line.rule.clone(), line.severity, ids.cloned().collect())
}

#[test]
fn other_ids_have_the_same_findings_under_their_names() {
    let seen = Cell::new(0);
    // An exception in a configuration names ids.
    of_some(
        |case| case.own.is_none(),
        |sheet, find, expected| {
            let Some(Renamed { sheet: other, names }) = renamed(sheet, &mut fastrand::Rng::with_seed(13)) else {
                return String::new();
            };
            seen.set(seen.get() + 1);
            let back = |line: &Line| {
                let (rule, severity, ids) = about(line);
                (rule, severity, ids.iter().map(|id| names.get(id).unwrap_or(id).clone()).collect::<BTreeSet<_>>())
            };
            let sorted = |mut lines: Vec<_>| {
                lines.sort();
                lines
            };
            let expected: Vec<_> = sorted(expected.iter().map(about).collect());
            let found: Vec<_> = sorted(find(other.text()).iter().map(back).collect());
            difference(&expected, &found)
        },
    );
    assert!(seen.get() > 60, "only {} charts have ids that can be renamed", seen.get());
}

/// Rules that look at the chart as a whole, so that a department more changes what they say: each with what it looks at.
const OF_THE_WHOLE: [(&str, &str); 9] = [
    ("scale/early-vp", "the headcount"),
    ("scale/no-ceo", "the headcount"),
    ("scale/no-coo", "the headcount"),
    ("scale/no-sales-chief", "the headcount"),
    ("scale/no-sales-ops-vp", "the headcount"),
    ("structure/manager-without-reports", "whether the chart goes down to the teams"),
    ("structure/narrow-span", "whether the chart goes down to the teams, and how many report to the top"),
    ("structure/too-many-layers", "the layers that the headcount calls for"),
    ("structure/top-heavy", "the share of vice presidents"),
];

/// A department of eleven under one position: a vice president, two managers, four individuals each.
fn with_department(sheet: &Sheet, top: &str) -> Sheet {
    let mut other = sheet.clone();
    let mut add = |id: usize, title: &str, manager: &str| {
        let mut row = vec![String::new(); sheet.headings.len()];
        let id = format!("new-{id}");
        for (field, text) in [(Field::Id, &*id), (Field::Title, title), (Field::Manager, manager)] {
            row[sheet.column(field).unwrap()] = text.to_owned();
        }
        for (field, text) in [(Field::Name, format!("Newcomer {id}")), (Field::Department, "Facilities".to_owned())] {
            if let Some(column) = sheet.column(field) {
                row[column] = text;
            }
        }
        other.rows.push(row);
    };
    add(1, "VP of Facilities", top);
    for manager in [2, 3] {
        add(manager, "Senior Facilities Manager", "new-1");
        for clerk in 0..4 {
            add(10 * manager + clerk, "Facilities Coordinator", &format!("new-{manager}"));
        }
    }
    other
}

#[test]
fn a_department_more_leaves_what_was_found() {
    let changed = RefCell::new(BTreeSet::new());
    of_each(|sheet, find, expected| {
        let is_plain = sheet.column(Field::Id).is_some_and(|column| sheet.fields[column].len() == 1)
            && sheet.column(Field::Title).is_some();
        let chart = Chart::new(load("org.csv", sheet.text()).unwrap(), jiff::civil::date(2026, 6, 30));
        let [top] = chart.roots()[..] else { return String::new() };
        if !is_plain || chart.referred_by().is_some() {
            return String::new();
        }
        let found = find(with_department(sheet, &chart.id(top)).text());
        let is_known = |line: &&Line| OF_THE_WHOLE.iter().any(|(rule, _)| *rule == line.rule);
        let is_new =
            |line: &&Line| line.ids.first().is_none_or(|id| !id.starts_with("new-")) && !expected.contains(line);
        let differing = expected.iter().filter(|line| !found.contains(line)).chain(found.iter().filter(is_new));
        let mut amiss = String::new();
        for line in differing {
            changed.borrow_mut().insert(line.rule.clone());
            if !is_known(&line) {
                amiss += &format!("  {line:?}\n");
            }
        }
        amiss
    });
    let changed = changed.into_inner();
    for (rule, what) in OF_THE_WHOLE {
        assert!(changed.contains(rule), "{rule} looks at {what}, and says what it said");
    }
}
