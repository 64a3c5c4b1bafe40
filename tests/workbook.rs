//! The report as a workbook: the chart cell for cell, findings in their cells, and texts that stay texts.

#[path = "workbook/book.rs"]
mod book;
#[path = "charts/mod.rs"]
mod charts;
#[path = "charts/hostile.rs"]
mod hostile;

use std::collections::{BTreeSet, HashMap};
use std::fs;

use book::{Book, Outcome, unescaped};
use calamine::Data;
use orglint::chart::Chart;
use orglint::check::{Outcome as Checked, Rulebook, check};
use orglint::diagram::palette::ground;
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::report::xlsx::workbook;
use orglint::source::Raw;
use orglint::title::Reader;
use proptest::prelude::*;

/// The workbook of some charts, and what was found in them: rule, severity, message, help, and what stands at the place.
struct Reported {
    bytes: Vec<u8>,
    findings: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    rule: String,
    severity: orglint::finding::Severity,
    message: String,
    id: String,
    /// What the source holds there.
    raw: String,
}

fn reported(charts: &[(&str, &[u8])]) -> Outcome<Reported> {
    reported_by(Rulebook::builtin()?, charts)
}

fn reported_by(rulebook: Rulebook, charts: &[(&str, &[u8])]) -> Outcome<Reported> {
    let read = |(name, bytes): &(&str, &[u8])| input::load(Raw::new(*name, bytes.to_vec()), &Options::default());
    let rosters = charts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let day = jiff::civil::date(2026, 6, 15);
    let charts: Vec<Chart> = rosters.into_iter().map(|roster| Chart::new(roster, day)).collect();
    let (policy, reader) = (Policy::default(), Reader::builtin());
    let outcome = Checked::new(charts.iter().map(|chart| check(chart, &rulebook, &policy, &reader)).collect());
    let mut findings = Vec::new();
    for part in outcome.parts() {
        for reported in part.findings {
            let chart = part.report.map(|report| report.chart());
            let subject = reported.finding.subjects.first();
            let (source, at) = part.locate(reported.finding.at);
            findings.push(Found {
                rule: reported.rule.name().to_owned(),
                severity: reported.severity,
                message: reported.finding.message.clone(),
                id: chart.zip(subject).map(|(chart, subject)| chart.id(*subject).into_owned()).unwrap_or_default(),
                raw: source.text(at).to_owned(),
            });
        }
    }
    Ok(Reported { bytes: workbook(&outcome)?, findings })
}

/// The rows of delimited text as the csv crate reads them, without blank ones.
fn rows(text: &str) -> Outcome<Vec<Vec<String>>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = if text.starts_with("version:") { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text };
    let first = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
    let count = |one: &&u8| first.bytes().filter(|byte| byte == *one).count();
    let delimiter = *b",;\t|".iter().max_by_key(count).unwrap_or(&b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        let row: Vec<String> = row?.iter().map(str::to_owned).collect();
        if row.iter().any(|cell| !cell.trim_matches([' ', '\t']).is_empty()) {
            rows.push(row);
        }
    }
    let width = rows.first().map_or(0, Vec::len);
    rows.iter_mut().for_each(|row| row.truncate(width));
    Ok(rows)
}

/// The rows without blank cells at their end, which a sheet has not.
fn trimmed(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for row in &mut rows {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
    }
    rows
}

fn rows_of(bytes: Vec<u8>, sheet: usize) -> Outcome<Vec<Vec<String>>> {
    let mut book = Book::open(bytes)?;
    let name = book.names[sheet].clone();
    book.rows(&name).map(trimmed)
}

#[test]
fn every_chart_is_in_the_workbook_cell_for_cell() -> Outcome {
    let charts = charts::charts();
    assert!(charts.len() > 100);
    for (path, text) in charts {
        let written = rows_of(reported(&[("chart.csv", text.as_bytes())])?.bytes, 1)?;
        assert_eq!(written, trimmed(rows(&text)?), "{}", path.display());
    }
    Ok(())
}

/// What a place of a source says, for the formats of the fixtures.
fn said(raw: &str) -> String {
    match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\"\"", "\""),
        None => raw.to_owned(),
    }
}

#[test]
fn every_finding_is_in_its_cell_and_leads_there() -> Outcome {
    let mut charts: Vec<(String, Vec<u8>)> = charts::charts()
        .into_iter()
        .map(|(path, text)| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text.into_bytes()))
        .collect();
    for name in ["chart.json", "chart.yaml", "nested.json", "scim.json", "by-id.yaml", "chart.jsonl", "chart.ldif"] {
        charts.push((name.to_owned(), fs::read(charts::fixtures().join("formats").join(name))?));
    }
    charts.push(("wrong.json".to_owned(), WRONG_JSON.as_bytes().to_vec()));
    let mut found_in_json = 0;
    for (name, bytes) in charts {
        let Reported { bytes, findings } = reported(&[(&name, &bytes)])?;
        let mut book = Book::open(bytes)?;
        assert_eq!((book.names.len(), &*book.names[0], &*book.names[2]), (3, "Findings", "Statistics"));
        let sheet = book.names[1].clone();
        let (values, looks, notes) = (book.values(&sheet)?, book.looks(&sheet), book.notes(&sheet));
        let (listed, links) = (book.rows("Findings")?, book.links("Findings"));
        assert_eq!((listed.len(), links.len()), (findings.len() + 1, findings.len()), "{name}");
        let mut gravest = HashMap::new();
        for (number, found) in (1..).zip(&findings) {
            let row = &listed[number as usize];
            assert_eq!((&row[0], &row[1]), (&found.severity.name().to_owned(), &found.rule));
            assert_eq!(row[2], found.message.replace('\u{1b}', "\\u{1b}"), "{name}");
            assert_eq!(row[4].is_empty(), found.id.is_empty());
            let (leads_to, at) = &links[&(number, 7)];
            assert_eq!(leads_to, &sheet);
            let there = values.get(at).map(ToString::to_string).unwrap_or_default();
            assert_eq!(there, said(&found.raw), "{name} {found:?}");
            found_in_json += usize::from(name == "wrong.json");
            assert!(notes[at].contains(&format!("{}: {}", row[0], row[1])), "{name}: {:?}", notes[at]);
            let severity = gravest.entry(*at).or_insert(found.severity);
            *severity = found.severity.max(*severity);
        }
        for (at, severity) in &gravest {
            let colour = looks[at].1.clone().map(|colour| colour.replacen("FF", "#", 1));
            assert_eq!(colour.as_deref(), Some(ground(*severity)), "{name} {at:?}");
        }
        let coloured: BTreeSet<_> = looks.iter().filter(|(_, look)| look.1.is_some()).map(|(at, _)| at).collect();
        assert_eq!(coloured, gravest.keys().collect(), "{name}: nothing else is coloured");
        assert_eq!(notes.keys().collect::<BTreeSet<_>>(), gravest.keys().collect(), "{name}");
    }
    assert!(found_in_json > 3);
    Ok(())
}

const WRONG_JSON: &str = r#"[
 {"id": "E1", "title": "CEO", "manager": null, "reports": [
   {"id": "E2", "title": "VP of Sales", "manager": "E2", "reports": []},
   {"id": "E3", "title": "VP of Sales", "manager": "E9"},
   {"id": "E4", "title": "", "manager": "E3"},
   {"id": "E4", "title": "Clerk", "manager": "E3"},
   {"id": "E5", "title": "Clerk", "manager": {"id": "E6"}},
   {"id": "E6", "title": "Clerk", "manager": {"id": "E5"}}
 ]}]"#;

#[test]
fn what_a_spreadsheet_would_change_stays_as_it_stood() -> Outcome {
    let cells = [
        "00123",
        "1E5",
        "3-4",
        "12345678901234567890",
        "=SUM(A1)",
        "'=SUM(A1)",
        "+1",
        "-1",
        "@x",
        "  both ",
        "TRUE",
        "#REF!",
        "2026-03-31",
        "3/4/21",
        "_x0041_",
        "_x005F_x000D_",
        "{=1}",
        "1,5",
        "\t",
        "a\r\nb",
        "NaN",
        "http://x.test",
    ];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["id", "manager_id", "title", "text"])?;
    for (number, cell) in cells.iter().enumerate() {
        writer.write_record([&*format!("{number:03}"), if number == 0 { "" } else { "000" }, "Clerk", cell])?;
    }
    let mut book = Book::open(reported(&[("org.csv", &writer.into_inner()?)])?.bytes)?;
    let (values, looks) = (book.values("org")?, book.looks("org"));
    for (row, cell) in (1..).zip(cells) {
        assert_eq!(values.get(&(row, 3)), Some(&Data::String(cell.to_owned())));
        assert_eq!(looks[&(row, 3)].0, "@", "it stays one when somebody edits the cell");
    }
    let sheet = book.sheet("org");
    assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{sheet}");
    assert!(sheet.contains(r#"<ignoredError sqref="A1:D23" numberStoredAsText="1"/>"#), "{sheet}");
    Ok(())
}

/// A workbook with a day, a time, numbers, a truth and texts that read like them, two rows and a column off the corner.
fn typed() -> Outcome<Vec<u8>> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Staff '26")?;
    sheet.write_string(0, 1, "Staff of the company")?;
    for (column, heading) in (1..).zip(["id", "manager_id", "title", "start_date", "at", "base_pay", "note", "remote"])
    {
        sheet.write_string(2, column, heading)?;
    }
    let (day, time) = (Format::new().set_num_format("dd/mm/yyyy"), Format::new().set_num_format("h:mm"));
    for (row, id, manager) in [(3, "0001", ""), (5, "0002", "0001"), (6, "0003", "0009")] {
        sheet.write_string(row, 1, id)?.write_string(row, 2, manager)?.write_string(row, 3, "Clerk")?;
        sheet.write_datetime_with_format(row, 4, ExcelDateTime::from_ymd(2020, 2, 29)?, &day)?;
        sheet.write_datetime_with_format(row, 5, ExcelDateTime::from_hms(9, 30, 0)?, &time)?;
        sheet.write_number(row, 6, 123_456_789_012.0)?.write_string(row, 7, "1E5")?.write_boolean(row, 8, true)?;
    }
    Ok(book.save_to_buffer()?)
}

#[test]
fn a_sheet_keeps_its_places_and_what_its_cells_are() -> Outcome {
    let Reported { bytes, findings } = reported(&[("org.xlsx", &typed()?)])?;
    let mut book = Book::open(bytes)?;
    let name = "Staff '26";
    assert_eq!(book.names, ["Findings", name, "Statistics"]);
    let (values, looks) = (book.values(name)?, book.looks(name));
    assert_eq!(values.get(&(0, 1)), None, "what stands above the header is no part of the chart");
    let text = |text: &str| Some(Data::String(text.to_owned()));
    assert_eq!(values.get(&(2, 1)).cloned(), text("id"));
    assert_eq!(values.get(&(5, 1)).cloned(), text("0002"), "in its row");
    assert_eq!((values.get(&(5, 7)).cloned(), &*looks[&(5, 7)].0), (text("1E5"), "@"));
    let number = |at| match values.get(&at) {
        Some(Data::Float(number)) => *number,
        Some(Data::DateTime(moment)) => moment.as_f64(),
        other => panic!("{other:?}"),
    };
    assert_eq!((number((5, 4)), &*looks[&(5, 4)].0), (43_890.0, "yyyy-mm-dd"));
    assert_eq!((number((5, 5)), &*looks[&(5, 5)].0), (9.5 / 24.0, "hh:mm:ss"));
    assert_eq!((number((5, 6)), &*looks[&(5, 6)].0), (123_456_789_012.0, "0"), "with all its digits");
    assert_eq!(values.get(&(5, 8)), Some(&Data::Bool(true)));
    let unknown = findings.iter().position(|found| found.rule == "integrity/unknown-manager").ok_or("none")?;
    assert_eq!(book.links("Findings")[&(unknown as u32 + 1, 7)], (name.to_owned(), (6, 2)));
    assert_eq!(book.rows("Findings")?[unknown + 1][8], "org.xlsx:Staff '26!C7", "as other reports name it");
    Ok(())
}

#[test]
fn a_workbook_of_a_chart_is_that_chart() -> Outcome {
    for (name, text) in [("wrong.json", WRONG_JSON.as_bytes().to_vec()), ("typed.xlsx", typed()?)] {
        let first = reported(&[(name, &text)])?;
        let options = Options { sheet: Book::open(first.bytes.clone())?.names.get(1).cloned(), ..Options::default() };
        let roster = input::load(Raw::new("again.xlsx", first.bytes), &options)?;
        let chart = Chart::new(roster, jiff::civil::date(2026, 6, 15));
        let (rulebook, policy) = (Rulebook::builtin()?, Policy::default());
        let again = check(&chart, &rulebook, &policy, &Reader::builtin());
        let mut again: Vec<_> = again.findings.iter().map(|one| (one.rule.name(), &*one.finding.message)).collect();
        let mut before: Vec<_> = first.findings.iter().map(|one| (&*one.rule, &*one.message)).collect();
        again.sort_unstable();
        before.sort_unstable();
        assert_eq!(again, before, "{name}");
    }
    Ok(())
}

#[test]
fn limits_of_workbooks_are_kept_and_what_they_cost_is_told() -> Outcome {
    let mut text = "id,manager_id,title\nE0,,CEO\n".to_owned();
    let long = "é😀".repeat(20_000);
    text.push_str(&format!("{long},E0,Clerk\n"));
    // Each of these reports to itself.
    for number in 1..=66_000 {
        text.push_str(&format!("E{number},E{number},Clerk\n"));
    }
    let rulebook = Rulebook::builtin()?.only(|name| name == "integrity/self-report");
    let Reported { bytes, findings } = reported_by(rulebook, &[("org.csv", text.as_bytes())])?;
    let mut book = Book::open(bytes)?;
    let cut = book.values("org")?[&(2, 0)].to_string();
    assert!(cut.encode_utf16().count() <= 32_767 && cut.ends_with('…') && long.starts_with(cut.trim_end_matches('…')));
    assert_eq!(findings.len(), 66_000);
    // Counted as text, for to look at each element takes a minute here.
    let count = |part: &str, what: &str| part.matches(what).count();
    assert_eq!(count(book.sheet("Findings"), "<row "), findings.len() + 1);
    assert_eq!(count(book.sheet("Findings"), "<hyperlink "), 65_530);
    assert_eq!(count(book.part("xl/comments1.xml"), "<comment "), 10_000);
    let left_out: Vec<_> = book.rows("Statistics")?.into_iter().filter(|row| row[1] == "left out").collect();
    let told = |row: &Vec<String>| (row[2].clone(), row[3].clone());
    let expected = [
        ("cells cut at 32,767 characters", 1),
        ("cells with findings and without a note", 56_000),
        ("findings that do not lead to their cell", findings.len() - 65_530),
    ];
    assert_eq!(
        left_out.iter().map(told).collect::<Vec<_>>(),
        expected.map(|(what, count)| (what.to_owned(), count.to_string()))
    );
    Ok(())
}

#[test]
fn a_chart_that_no_sheet_has_room_for_is_refused() {
    let wide: String = (0..16_385).map(|number| format!(",c{number}")).collect();
    let text = format!("id,manager_id,title{wide}\nE1,,CEO{}\n", ",".repeat(16_385));
    let error = reported(&[("org.csv", text.as_bytes())]).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("org.csv: the chart has more than 16,384 columns, too many for a sheet"));
    let text = format!("id,manager_id\n{}", "E1,\n".repeat(1 << 20));
    let error = reported(&[("org.csv", text.as_bytes())]).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("org.csv: the chart has more than 1,048,576 rows, too many for a sheet"));
}

#[test]
fn charts_of_one_run_have_sheets_of_their_own_and_figures() -> Outcome {
    let fail = fs::read(charts::fixtures().join("rules/integrity/unknown-manager/fail.csv"))?;
    let pass = fs::read(charts::fixtures().join("rules/integrity/unknown-manager/pass.csv"))?;
    let mut book = Book::open(reported(&[("b/org.csv", &fail), ("a/Org.csv", &pass), ("findings.csv", &pass)])?.bytes)?;
    assert_eq!(book.names, ["Findings", "Org", "org (2)", "findings (2)", "Statistics"]);
    let links = book.links("Findings");
    assert_eq!(links.values().map(|(sheet, _)| &**sheet).collect::<Vec<_>>(), ["org (2)"]);
    let figures = book.rows("Statistics")?;
    let figure = |chart: &str, what: &str| {
        let row = figures.iter().find(|row| row[0] == chart && row[2] == what);
        row.map(|row| row[3].clone()).unwrap_or_default()
    };
    assert_eq!(
        (figure("b/org.csv", "unknown managers"), figure("a/Org.csv", "unknown managers")),
        ("1".into(), "0".into())
    );
    assert_eq!(figure("b/org.csv", "integrity/unknown-manager"), "1");
    let not_run = figures.iter().find(|row| row[2] == "role/pay-outside-band").ok_or("no rule")?;
    assert_eq!((&*not_run[3], &*not_run[4]), ("", "not run, for no column is known to hold base_pay or total_pay"));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_stays_what_it_is(cells in prop::collection::vec((hostile::hostile(), "\\PC{0,12}|[_x0-9A-F]{0,12}"), 1..12)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "manager_id", "title", "name", "more"]).unwrap();
        for (number, (one, other)) in cells.iter().enumerate() {
            let (one, other) = (one.replace('\0', ""), other.replace('\0', ""));
            writer.write_record([&format!("E{number}"), "", &one, &other, &one]).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let written = rows_of(reported(&[("org.csv", &bytes)]).unwrap().bytes, 1).unwrap();
        prop_assert_eq!(written, trimmed(rows(&text).unwrap()));
    }
}

#[test]
fn escapes_are_read_as_spreadsheets_do() {
    assert_eq!(unescaped("_x0041_x_x005F_x0041__x000D_"), "Ax_x0041_\r");
}
