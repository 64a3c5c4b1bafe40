//! What reading a chart costs, beside the bare library that parses its format and does nothing with it.
//!
//! `cargo bench --bench formats` prints a table: the same chart of 100,000 positions in every format; for each the two
//! are run in turns, and the ratio is the median over the rounds of their CPU times.

use std::borrow::Cow;
use std::error::Error;
use std::hint::black_box;
use std::io::{Cursor, Write};
use std::time::Duration;

use calamine::{Data, Ods, Reader, Xlsx};
use cpu_time::ProcessTime;
use orglint::input::{self, Options};
use orglint::source::Raw;
use rust_xlsxwriter::Workbook;
use serde::Deserialize;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const POSITIONS: usize = 100_000;
const ROUNDS: usize = 9;

const HEADINGS: [&str; 8] = ["id", "name", "title", "manager_id", "department", "email", "start_date", "location"];

/// The cells of a position: a tree in which everybody leads seven.
fn position(number: usize) -> [String; 8] {
    let titles = ["Software Engineer", "Account Executive", "Director of Finance", "Sales Operations Manager"];
    let manager = if number == 0 { String::new() } else { format!("E{:07}", (number - 1) / 7) };
    [
        format!("E{number:07}"),
        format!("Person {number}"),
        titles[number % titles.len()].to_owned(),
        manager,
        format!("Department {}", number % 50),
        format!("person.{number}@example.com"),
        format!("20{:02}-{:02}-{:02}", number % 25, number % 12 + 1, number % 28 + 1),
        ["Berlin", "Leeds", "Austin"][number % 3].to_owned(),
    ]
}

/// A format: its name, the file, and the bare library.
struct Format {
    name: &'static str,
    library: &'static str,
    file: &'static str,
    bytes: Vec<u8>,
    bare: fn(&[u8]) -> Outcome<usize>,
}

fn formats(chart: &[[String; 8]]) -> Outcome<Vec<Format>> {
    let bare_json: fn(&[u8]) -> Outcome<usize> = |bytes| Ok(serde_json::from_slice::<Vec<Person>>(bytes)?.len());
    let bare_lines: fn(&[u8]) -> Outcome<usize> = |bytes| {
        let lines = serde_json::Deserializer::from_slice(bytes).into_iter::<Person>();
        Ok(lines.collect::<Result<Vec<Person>, _>>()?.len())
    };
    #[allow(unused_mut)]
    let mut formats = vec![
        Format { name: "CSV", library: "csv", file: "x.csv", bytes: csv(chart)?, bare: bare_csv },
        Format {
            name: "JSON",
            library: "serde_json, to structs",
            file: "x.json",
            bytes: json(chart, true)?,
            bare: bare_json,
        },
        Format {
            name: "JSON Lines",
            library: "serde_json, to structs",
            file: "x.jsonl",
            bytes: json(chart, false)?,
            bare: bare_lines,
        },
        Format {
            name: "YAML",
            library: "saphyr-parser, its events",
            file: "x.yaml",
            bytes: yaml(chart)?,
            bare: bare_yaml,
        },
        Format { name: "XLSX", library: "calamine, its cells", file: "x.xlsx", bytes: xlsx(chart)?, bare: bare_xlsx },
        Format { name: "ODS", library: "calamine, its range", file: "x.ods", bytes: ods(chart)?, bare: bare_ods },
    ];
    #[cfg(feature = "parquet")]
    formats.push(Format {
        name: "Parquet",
        library: "parquet, its columns",
        file: "x.parquet",
        bytes: parquet::file(chart)?,
        bare: parquet::bare,
    });
    Ok(formats)
}

#[cfg(feature = "parquet")]
mod parquet {
    use std::hint::black_box;
    use std::sync::Arc;

    use bytes::Bytes;
    use parquet::basic::Compression;
    use parquet::column::reader::ColumnReader;
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::WriterProperties;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::{HEADINGS, Outcome};

    pub(super) fn file(chart: &[[String; 8]]) -> Outcome<Vec<u8>> {
        let columns: Vec<String> =
            HEADINGS.iter().map(|heading| format!("required binary {heading} (UTF8);")).collect();
        let schema = Arc::new(parse_message_type(&format!("message chart {{ {} }}", columns.join(" ")))?);
        let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties)?;
        let mut group = writer.next_row_group()?;
        for column in 0..HEADINGS.len() {
            let cells: Vec<ByteArray> = chart.iter().map(|cells| cells[column].as_str().into()).collect();
            if let Some(mut column) = group.next_column()? {
                column.typed::<ByteArrayType>().write_batch(&cells, None, None)?;
                column.close()?;
            }
        }
        group.close()?;
        Ok(writer.into_inner()?)
    }

    pub(super) fn bare(bytes: &[u8]) -> Outcome<usize> {
        let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes))?;
        let mut count = 0;
        for group in 0..reader.num_row_groups() {
            let group = reader.get_row_group(group)?;
            for column in 0..group.num_columns() {
                let ColumnReader::ByteArrayColumnReader(mut column) = group.get_column_reader(column)? else {
                    continue;
                };
                let mut values = Vec::new();
                let (_, read, _) = column.read_records(super::POSITIONS, None, None, &mut values)?;
                count += read;
                for value in &values {
                    black_box(value.as_utf8()?.to_owned());
                }
            }
        }
        Ok(count)
    }
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Person<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    manager_id: Cow<'a, str>,
    #[serde(borrow)]
    department: Cow<'a, str>,
    #[serde(borrow)]
    email: Cow<'a, str>,
    #[serde(borrow)]
    start_date: Cow<'a, str>,
    #[serde(borrow)]
    location: Cow<'a, str>,
}

fn csv(chart: &[[String; 8]]) -> Outcome<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADINGS)?;
    for cells in chart {
        writer.write_record(cells)?;
    }
    Ok(writer.into_inner()?)
}

fn bare_csv(bytes: &[u8]) -> Outcome<usize> {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut records = 0;
    while reader.read_byte_record(&mut record)? {
        records += 1;
    }
    Ok(records)
}

fn json(chart: &[[String; 8]], is_array: bool) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    let [begin, between, end] = if is_array { ["[\n", ",\n", "\n]\n"] } else { ["", "\n", "\n"] };
    write!(bytes, "{begin}")?;
    for (number, cells) in chart.iter().enumerate() {
        if number > 0 {
            write!(bytes, "{between}")?;
        }
        for (at, (heading, cell)) in HEADINGS.iter().zip(cells).enumerate() {
            write!(bytes, "{}\"{heading}\": \"{cell}\"", if at == 0 { "{" } else { ", " })?;
        }
        write!(bytes, "}}")?;
    }
    write!(bytes, "{end}")?;
    Ok(bytes)
}

fn yaml(chart: &[[String; 8]]) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    for cells in chart {
        for (at, (heading, cell)) in HEADINGS.iter().zip(cells).enumerate() {
            writeln!(bytes, "{}{heading}: {cell}", if at == 0 { "- " } else { "  " })?;
        }
    }
    Ok(bytes)
}

fn bare_yaml(bytes: &[u8]) -> Outcome<usize> {
    let mut events = 0;
    for event in saphyr_parser::Parser::new_from_str(std::str::from_utf8(bytes)?) {
        black_box(event?);
        events += 1;
    }
    Ok(events)
}

fn xlsx(chart: &[[String; 8]]) -> Outcome<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading)?;
    }
    for (row, cells) in (1..).zip(chart) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

fn bare_xlsx(bytes: &[u8]) -> Outcome<usize> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let sheet = book.sheet_names().first().cloned().unwrap_or_default();
    let mut cells = book.worksheet_cells_reader(&sheet)?;
    let mut count = 0;
    while let Some(cell) = cells.next_cell()? {
        black_box(cell.get_value());
        count += 1;
    }
    Ok(count)
}

fn ods(chart: &[[String; 8]]) -> Outcome<Vec<u8>> {
    const OPEN: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Staff">"#;
    const CLOSE: &str = "</table:table></office:spreadsheet></office:body></office:document-content>";
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("mimetype", options.compression_method(zip::CompressionMethod::Stored))?;
    archive.write_all(b"application/vnd.oasis.opendocument.spreadsheet")?;
    archive.start_file("META-INF/manifest.xml", options)?;
    archive.write_all(br#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#)?;
    archive.start_file("content.xml", options)?;
    archive.write_all(OPEN.as_bytes())?;
    let headings = HEADINGS.map(str::to_owned);
    for cells in std::iter::once(&headings).chain(chart) {
        write!(archive, "<table:table-row>")?;
        for cell in cells {
            write!(
                archive,
                r#"<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>"#
            )?;
        }
        write!(archive, "</table:table-row>")?;
    }
    archive.write_all(CLOSE.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

fn bare_ods(bytes: &[u8]) -> Outcome<usize> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes))?;
    let sheet = book.sheet_names().first().cloned().unwrap_or_default();
    let range = book.worksheet_range(&sheet)?;
    Ok(range.used_cells().filter(|(_, _, cell)| **cell != Data::Empty).count())
}

fn timed(work: impl FnOnce() -> Outcome<usize>) -> Outcome<Duration> {
    let start = ProcessTime::try_now()?;
    black_box(work()?);
    Ok(start.try_elapsed()?)
}

fn main() -> Outcome {
    let chart: Vec<[String; 8]> = (0..POSITIONS).map(position).collect();
    let mut out = std::io::stdout().lock();
    writeln!(out, "| format | the bare library | MB | its CPU ms | orglint, times that |\n|---|---|---|---|---|")?;
    for format in formats(&chart)? {
        let (mut bare, mut ratios) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let floor = timed(|| (format.bare)(&format.bytes))?;
            let raw = Raw::new(format.file, format.bytes.clone());
            let read = timed(|| {
                let roster = input::load(raw, &Options::default())?;
                assert_eq!(roster.len(), POSITIONS);
                Ok(roster.len())
            })?;
            bare.push(floor.as_secs_f64() * 1e3);
            ratios.push(read.as_secs_f64() / floor.as_secs_f64());
        }
        let median = |figures: &mut Vec<f64>| {
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        let megabytes = format.bytes.len() as f64 / 1e6;
        writeln!(
            out,
            "| {} | {} | {megabytes:.1} | {:.0} | {:.2} |",
            format.name,
            format.library,
            median(&mut bare),
            median(&mut ratios)
        )?;
    }
    Ok(())
}
