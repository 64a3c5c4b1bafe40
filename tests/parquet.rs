//! Charts in Parquet: what is exported is read again, and findings name row and column.
#![cfg(feature = "parquet")]

use std::fs::File;
use std::io::{Cursor, Write};

use orglint::chart::{Chart, Link};
use orglint::check::{Outcome as Checked, Rulebook, check};
use orglint::export::Export;
use orglint::finding::Record;
use orglint::input::{self, Field, Groups, Options, Scratch};
use orglint::policy::Policy;
use orglint::report::{json, short};
use orglint::source::{Raw, Source};
use orglint::table::{Column, Format, Value};
use orglint::title::Reader;
use parquet::basic::Type;
use parquet::file::reader::{FileReader, SerializedFileReader};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn chart(raw: Raw) -> Result<Chart, orglint::error::Error> {
    Ok(Chart::new(input::load(raw, &Options::default())?, jiff::civil::date(2026, 6, 30)))
}

fn exported(chart: &Chart, format: Format) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (rulebook, policy, reader) = (Rulebook::builtin()?, Policy::default(), Reader::builtin());
    let mut out = Vec::new();
    Export::of(&check(chart, &rulebook, &policy, &reader)).write(format, &mut out)?;
    Ok(out)
}

/// A file as the crate reads it.
fn opened(bytes: &[u8]) -> Result<SerializedFileReader<File>, Box<dyn std::error::Error>> {
    let mut file = tempfile::tempfile()?;
    file.write_all(bytes)?;
    Ok(SerializedFileReader::new(file)?)
}

/// A table of texts, in which an empty one is missing.
fn table(rows: &[&[&str]]) -> Result<Vec<u8>, std::io::Error> {
    let mut out = Vec::new();
    let columns: Vec<Column<'_>> = rows[0].iter().map(|heading| Column::of_texts(heading)).collect();
    let mut table = Format::Parquet.begin(&columns, &mut out)?;
    for row in &rows[1..] {
        table.write(&row.iter().map(|cell| Value::text_if_any((*cell).into())).collect::<Vec<_>>())?;
    }
    table.finish()?;
    Ok(out)
}

const CHART: &str = "\
id,name,title,manager_id
E1,Ann Lee,CEO,
E2,\"Bo, =cmd\",VP Sales,E1
E3,'=1+1,Sales Manager,E2
E4,\"say \"\"x\"\"\",Account Executive,E33
";

#[test]
fn what_is_exported_is_read_back() -> Outcome {
    let original = chart(Raw::new("x.csv", CHART))?;
    let parquet = exported(&original, Format::Parquet)?;
    let file = opened(&parquet)?;
    let fields = file.metadata().file_metadata().schema_descr().columns().to_vec();
    let numbers: Vec<&str> =
        fields.iter().filter(|field| field.physical_type() == Type::INT32).map(|field| field.name()).collect();
    assert_eq!(numbers, ["layer", "direct_reports", "total_reports"]);
    let read = chart(Raw::new("x.parquet", parquet))?;
    assert_eq!(
        String::from_utf8(exported(&read, Format::Csv)?)?,
        String::from_utf8(exported(&original, Format::Csv)?)?
    );
    let names: Vec<String> = read.roster().records().map(|record| read.name(record).into_owned()).collect();
    assert_eq!(names[2], original.name(orglint::finding::Record(2)));
    Ok(())
}

#[test]
fn large_tables_are_written_in_several_groups() -> Outcome {
    let mut out = Vec::new();
    let mut table = Format::Parquet.begin(&[Column::of_texts("id"), Column::of_numbers("count")], &mut out)?;
    let count = 300_000;
    for row in 0..count {
        let number = if row % 3 == 0 { Value::Nothing } else { Value::Number(row) };
        table.write(&[Value::Text(format!("E{row}").into()), number])?;
    }
    table.finish()?;
    let file = opened(&out)?;
    assert_eq!(file.num_row_groups(), 3);
    let rows = file.get_row_iter(None)?.filter(|row| row.is_ok()).count();
    assert_eq!(rows, count as usize);
    let mut table = Format::Parquet.begin(&[Column::of_numbers("count")], &mut out)?;
    assert!(table.write(&[Value::Text("one".into())]).is_err());
    Ok(())
}

#[test]
fn findings_name_row_and_column() -> Outcome {
    let rows = [&["photo", "id", "title", "manager.id"][..], &["", "E1", "CEO", ""], &["", "E2", "CFO", "E9"]];
    let (rulebook, policy, reader) = (Rulebook::builtin()?, Policy::default(), Reader::builtin());
    let mut options = Options::default();
    options.mapping.set(Field::Manager, "manager.id");
    let chart =
        Chart::new(input::load(Raw::new("org.parquet", table(&rows)?), &options)?, jiff::civil::date(2026, 6, 30));
    let outcome = Checked::new(vec![check(&chart, &rulebook, &policy, &reader)]);
    let mut out = Vec::new();
    short::write(&outcome, usize::MAX, &mut out)?;
    let text = String::from_utf8(std::mem::take(&mut out))?;
    assert!(text.contains("org.parquet:2:manager.id: error[integrity/unknown-manager]"), "{text}");
    json::write(&outcome, &mut out)?;
    let report: serde_json::Value = serde_json::from_slice(&out)?;
    let found = report["findings"].as_array().into_iter().flatten();
    let location = found.into_iter().find(|finding| finding["rule"] == "integrity/unknown-manager");
    let expected = serde_json::json!({
        "path": "org.parquet", "line": 2, "column": 4, "end_line": 2, "end_column": 5, "column_name": "manager.id"
    });
    assert_eq!(location.map(|finding| &finding["location"]), Some(&expected));
    Ok(())
}

#[test]
fn columns_that_cannot_matter_are_not_read() -> Outcome {
    let fillers: Vec<String> = (0..80).map(|number| format!("extra {number}")).collect();
    let mut headings = vec!["Employee ID", "Reports To"];
    headings.extend(fillers.iter().map(String::as_str));
    let row: Vec<&str> = (0..headings.len()).map(|at| if at == 1 { "" } else { "1" }).collect();
    let bytes = table(&[&headings, &row])?;
    let read = |all_columns| {
        let options = Options { all_columns, ..Options::default() };
        input::load(Raw::new("x.parquet", bytes.clone()), &options)
    };
    assert_eq!(read(false)?.columns().headings(), ["Employee ID", "Reports To"]);
    assert_eq!(read(true)?.columns().headings().len(), 82);
    // Of a table that is no chart, all columns are named.
    let none = table(&[&["one", "two"], &["1", "2"]])?;
    let error = input::load(Raw::new("x.parquet", none), &Options::default()).err();
    let mend = error.as_ref().and_then(|error| error.mend()).unwrap_or_default();
    assert!(mend.contains("the columns are: 'one', 'two'"), "{mend}");
    Ok(())
}

#[test]
fn a_text_that_begins_like_parquet_is_a_text() -> Outcome {
    let source = Source::new("x.csv", "PAR1,id,manager\nx,1,\n").map_err(|fault| format!("{fault:?}"))?;
    assert!(!source.is_sheet());
    let roster = input::load(Raw::new("x.csv", "PAR1,id,manager\nx,1,\n"), &Options::default())?;
    assert_eq!(roster.len(), 1);
    Ok(())
}

#[test]
fn a_table_of_many_charts_is_read_part_by_part() -> Outcome {
    // More rows than a part of the file holds; chart by chart in turns, so that every chart is in both parts.
    let mut rows = vec![["tenant", "id", "manager_id"].map(str::to_owned)];
    let (tenants, people) = (7, 20_000);
    for person in 0..people {
        for tenant in 0..tenants {
            let manager = if person == 0 { String::new() } else { format!("E{}", (person - 1) / 8) };
            let manager = if person == people - 1 { format!("T{tenant}") } else { manager };
            rows.push([format!("t{tenant}"), format!("E{person}"), manager]);
        }
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let bytes = table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
    assert!(opened(&bytes)?.num_row_groups() > 1);
    let groups = Groups::find("t.parquet", Box::new(Cursor::new(bytes)), "tenant", &Options::default())?;
    let mut found = Vec::new();
    let mut new_scratch = || Ok(Box::new(Cursor::new(Vec::new())) as Box<dyn Scratch>);
    groups.in_batches_of(1 << 18).each(&mut new_scratch, &Options::default(), &mut |name, source| {
        let roster = source.and_then(|source| input::read(source, &Options::default()));
        let Ok(roster) = roster else { return false };
        let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
        let last = Record(people - 1);
        let place = chart.source().named_place(chart.place(last, Field::Manager).start as usize);
        found.push((name.to_owned(), chart.roster().len(), chart.link(last), place));
        true
    })?;
    let expected = (0..tenants).map(|tenant| {
        let row = (people - 1) * tenants + tenant + 1;
        (format!("t{tenant}"), people as usize, Link::Unknown, format!("{row}:manager_id"))
    });
    assert_eq!(found, expected.collect::<Vec<_>>());
    Ok(())
}
