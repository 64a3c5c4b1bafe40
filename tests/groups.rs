//! Tables of many charts: whatever the order of their records, each is the chart that it would be in a file of its own.

use std::io::Cursor;

use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::error::Error;
use orglint::input::{self, Groups, Options, Scratch};
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::title::Reader;
use proptest::prelude::*;

/// A finding: its chart, its line in the table, its rule, and its column with the positions that it is about.
type Found = (String, u32, String, String);

fn findings(source: Source, group: &str, line: impl Fn(u32) -> u32) -> Result<Vec<Found>, Error> {
    let chart = Chart::new(input::read(source, &Options::default())?, jiff::civil::date(2026, 6, 15));
    let (rulebook, policy, reader) = (Rulebook::builtin()?, Policy::default(), Reader::builtin());
    let report = check(&chart, &rulebook, &policy, &reader);
    let found = report.findings.iter().map(|reported| {
        let place = chart.source().place(reported.finding.at.start as usize);
        // Messages may name lines, which are other ones in a file of its own.
        let ids = reported.finding.subjects.iter().map(|subject| chart.id(*subject).into_owned());
        let about = format!("{}: {}", place.column, ids.collect::<Vec<_>>().join(" "));
        (group.to_owned(), line(place.line), reported.rule.name().to_owned(), about)
    });
    Ok(found.collect())
}

/// A chart as it is handed out: its name, and its text or why there is none.
type HandedOut = (String, Result<Source, Error>);

/// The charts of a table.
fn handed_out(table: &[u8], batch: u64) -> Result<Vec<HandedOut>, Error> {
    let groups = Groups::find("table.csv", Box::new(Cursor::new(table)), "tenant", &Options::default())?;
    let mut charts = Vec::new();
    let mut new_scratch = || Ok(Box::new(Cursor::new(Vec::new())) as Box<dyn Scratch>);
    groups.in_batches_of(batch).each(&mut new_scratch, &Options::default(), &mut |name, source| {
        charts.push((name.to_owned(), source));
        true
    })?;
    Ok(charts)
}

/// A record: its chart, and its cells.
#[derive(Clone, Debug)]
struct Row {
    tenant: usize,
    text: String,
}

const HEADER: &str = "tenant,id,name,title,manager_id\n";

/// Names as they are written, some of them over several lines; the first is of who has none.
const TENANTS: [&str; 5] = ["", "acme", "\"b,c\"", "\"d\"\"e\n f\"", "ünï"];

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..TENANTS.len(), 1..7_u8, 0..9_u8, 0..6_usize).prop_map(|(tenant, id, manager, look)| {
        let title = ["CEO", "\"VP, Sales\"", "Manager", "\"A\nB\"", "COO", "Analyst"][look];
        let manager = if manager == 0 { String::new() } else { format!("E{manager}") };
        Row { tenant, text: format!("{},E{id},\"N \"\"{id}\"\"\",{title},{manager}", TENANTS[tenant]) }
    });
    proptest::collection::vec(row, 1..40)
}

/// What a naive reader makes of it: for each chart a file of its own, in which every record knows its line.
fn expected(rows: &[Row], line_break: &str) -> Result<Vec<Found>, Error> {
    let mut names: Vec<(String, usize)> = Vec::new();
    for (tenant, written) in TENANTS.iter().enumerate() {
        let name = written.trim_matches('"').replace("\"\"", "\"").replace('\n', line_break);
        if rows.iter().any(|row| row.tenant == tenant) {
            names.push((name, tenant));
        }
    }
    names.sort();
    let mut all = Vec::new();
    for (name, tenant) in names {
        let (mut text, mut lines, mut line) = (HEADER.to_owned(), vec![1], 2);
        for row in rows {
            let height = row.text.matches('\n').count() as u32 + 1;
            if row.tenant == tenant {
                text.push_str(&row.text);
                text.push('\n');
                lines.extend(line..line + height);
            }
            line += height;
        }
        let source = Source::new("table.csv", text.replace('\n', line_break));
        let source = source.map_err(|fault| Error::not_text("table.csv", fault))?;
        all.extend(findings(source, &name, |line| lines[line as usize - 1])?);
    }
    Ok(all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn each_is_checked_as_in_a_file_of_its_own(
        mut rows in rows(),
        is_sorted: bool,
        returns: bool,
        batch in prop_oneof![Just(1), Just(200), Just(1 << 20)],
        ends: bool,
    ) {
        if is_sorted {
            rows.sort_by_key(|row| row.tenant);
        }
        let line_break = if returns { "\r\n" } else { "\n" };
        let mut table = HEADER.to_owned();
        rows.iter().for_each(|row| table.extend([row.text.as_str(), "\n"]));
        if !ends {
            table.pop();
        }
        let mut found = Vec::new();
        for (name, source) in handed_out(table.replace('\n', line_break).as_bytes(), batch)? {
            found.extend(findings(source?, &name, |line| line)?);
        }
        prop_assert_eq!(found, expected(&rows, line_break)?);
    }
}

#[test]
fn records_longer_than_the_window_are_read_whole() -> Result<(), Error> {
    let name = "x".repeat(3 << 20);
    let table = format!("{HEADER}a,E1,{name},CEO,\nb,E1,N,CEO,\na,E2,\"{name}\n\",COO,E9\n");
    let mut found = Vec::new();
    for (name, source) in handed_out(table.as_bytes(), 1 << 20)? {
        found.extend(findings(source?, &name, |line| line)?);
    }
    let unknown: Vec<(&str, u32)> = found
        .iter()
        .filter(|(_, _, rule, _)| rule == "integrity/unknown-manager")
        .map(|(group, line, ..)| (group.as_str(), *line))
        .collect();
    assert_eq!(unknown, [("a", 5)]);
    Ok(())
}

#[test]
fn a_quote_that_is_never_closed_is_told() {
    let table = format!("{HEADER}a,E1,N,CEO,\nb,E1,\"N,CEO,\na,E2,N,COO,E1\n");
    let charts = handed_out(table.as_bytes(), 1).expect("the quote is one of chart b");
    let errors: Vec<(&str, String)> = charts
        .iter()
        .filter_map(|(name, source)| {
            let text = source.as_ref().ok()?.bytes().to_vec();
            let source = Source::new("table.csv", text).ok()?;
            Some((name.as_str(), input::read(source, &Options::default()).err()?.message().to_owned()))
        })
        .collect();
    assert_eq!(errors, [("b", "this quote is never closed".to_owned())]);
}

#[test]
fn what_is_no_table_of_many_charts_is_told() {
    let refused = |table: &[u8]| {
        let groups = Groups::find("table", Box::new(Cursor::new(table.to_vec())), "tenant", &Options::default());
        groups.map(|_| ()).expect_err("it is refused").to_string()
    };
    assert_eq!(refused(b"id,manager_id\n1,\n"), "table: there is no column 'tenant' to group by");
    assert!(refused(b"tenant,id,manager_id\n").contains("there is no position"));
    assert!(refused(b"").contains("there is no column 'tenant'"));
    assert!(refused(b"\xff\xfet\0").contains("binary"));
    assert!(refused(b"PK\x03\x04xl/workbook.xml").contains("only delimited text and Parquet"));
}
