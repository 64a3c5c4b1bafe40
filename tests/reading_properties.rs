//! Reading, held against the `csv` crate as oracle, and against bytes that nobody meant to be a chart.

use std::borrow::Cow;

use orglint::chart::Chart;
use orglint::finding::Record;
use orglint::input::{self, Field, Format, Options, Roster};
use orglint::source::{Source, Span, line_break};
use proptest::prelude::*;

/// Cells made of what a dialect has to tell apart.
fn cell() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9]{1,4}",
        2 => prop::sample::select(vec![",", ";", "\t", "|", "\"", "\"\"", "\n", "\r", "\r\n", " ", "\u{a0}", "'"])
            .prop_map(str::to_owned),
        1 => prop::sample::select(vec!["é", "日本", "👩\u{200d}💻", "\u{feff}", "\u{202e}", "e\u{301}", "\u{2028}"])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_filter("no text holds it", |character| *character != '\0').prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

#[derive(Clone, Copy, Debug)]
struct Dialect {
    delimiter: u8,
    terminator: csv::Terminator,
    quotes: csv::QuoteStyle,
}

fn dialect() -> impl Strategy<Value = Dialect> {
    (
        prop::sample::select(vec![b',', b';', b'\t', b'|']),
        prop::sample::select(vec![csv::Terminator::Any(b'\n'), csv::Terminator::CRLF]),
        prop::sample::select(vec![csv::QuoteStyle::Necessary, csv::QuoteStyle::Always]),
    )
        .prop_map(|(delimiter, terminator, quotes)| Dialect { delimiter, terminator, quotes })
}

fn write(dialect: Dialect, rows: &[[String; 4]]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(dialect.delimiter)
        .terminator(dialect.terminator)
        .quote_style(dialect.quotes)
        .from_writer(Vec::new());
    writer.write_record(["id", "name", "manager_id", "title"])?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner().map_err(|error| error.to_string())?)
}

/// Whether every cell of the row is blank: no record.
fn is_blank(row: &[String; 4]) -> bool {
    row.iter().all(|cell| cell.chars().all(|character| matches!(character, ' ' | '\t')))
}

/// A cell without the apostrophe by which a spreadsheet marks it as text.
fn unmarked(cell: &str) -> &str {
    let Some(text) = cell.strip_prefix('\'') else { return cell };
    let behind = text.trim_start_matches('\'');
    let is_marked = behind.starts_with(['\t', '\r', '\n'])
        || behind.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if is_marked { text } else { cell }
}

fn read(name: &str, bytes: &[u8], format: Format) -> Option<Roster> {
    let source = Source::new(name, bytes).ok()?;
    input::read(source, &Options { format: Some(format), ..Options::default() }).ok()
}

/// What holds of every place of a roster, whatever was read.
fn check_places(roster: &Roster, format: Format) -> Result<(), TestCaseError> {
    let source = roster.source();
    for record in roster.records() {
        for field in Field::ALL {
            let span = roster.place(record, field);
            let range = span.range();
            prop_assert!(range.start <= range.end && range.end <= source.bytes().len(), "{field:?}: {span:?}");
            let raw = std::str::from_utf8(&source.bytes()[range.clone()]);
            prop_assert!(raw.is_ok(), "{field:?}: a place cuts a character");
            prop_assert_eq!(raw, Ok(source.text(span)));
            let (start, end) = (source.place(range.start), source.place(range.end));
            prop_assert!(start.line >= 1 && start.column >= 1 && start <= end, "{start:?} {end:?}");
            prop_assert_eq!(Ok(()), check_line(source, range.start));
            let value = roster.bytes(record, field);
            // Values come without a copy where they stand in the source as they are; a manager who is told by nesting
            // stands elsewhere.
            let is_nested = format != Format::Csv && field == Field::Manager && span == roster.place(record, Field::Id);
            if let Cow::Borrowed(value) = value
                && source.bytes().as_ptr_range().contains(&value.as_ptr())
                && !is_nested
            {
                let inside = source.bytes()[range].windows(value.len().max(1)).any(|window| window == value);
                prop_assert!(value.is_empty() || inside, "{field:?}: {value:?} does not stand at {span:?}");
            }
            let raw = source.text(span);
            if format == Format::Csv && roster.has(field) && !raw.starts_with(['"', '\'']) {
                prop_assert_eq!(raw.as_bytes(), &*roster.bytes(record, field));
                prop_assert_eq!(raw.trim(), roster.text(record, field));
            }
        }
    }
    Ok(())
}

/// Lines are those of an editor: one for each line break before.
fn check_line(source: &Source, offset: usize) -> Result<(), String> {
    let before = source.bytes()[..offset].iter().filter(|byte| **byte == line_break(source.bytes())).count();
    let line = source.place(offset).line as usize;
    if line == before + 1 { Ok(()) } else { Err(format!("offset {offset} is on line {}, not {line}", before + 1)) }
}

/// Reads as both formats, and builds the chart of whatever was read.
fn try_all(bytes: &[u8]) -> Result<(), TestCaseError> {
    for (_, format) in Format::ALL {
        if let Some(roster) = read("chart", bytes, format) {
            check_places(&roster, format)?;
            let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
            for position in chart.positions() {
                prop_assert!(!chart.id(position).is_empty());
                prop_assert_eq!(chart.chain(position).last().copied(), Some(position));
            }
        }
    }
    Ok(())
}

/// Bytes that have much of a chart about them.
fn nearly_a_chart() -> impl Strategy<Value = Vec<u8>> {
    let csv = prop::sample::select(vec![
        "id", "manager", "title", "name", "1", "2", "\"", "\"\"", ",", ",", ";", "\t", "|", "\n", "\n", "\r", "\r\n",
        " ", "é", "sep=;", "\u{feff}",
    ]);
    let json = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"id\":1",
        "\"id\":\"2\"",
        "\"manager\":1",
        "\"reports\":[",
        "\"team\":",
        "null",
        "\"\\u00e9\"",
        "{\"id\":1,\"manager\":null}",
        "\n",
        "true",
        "\\",
    ]);
    let join = |pieces: Vec<&str>| pieces.concat().into_bytes();
    prop_oneof![
        prop::collection::vec(csv.clone(), 0..60).prop_map(join),
        prop::collection::vec(csv, 0..40).prop_map(move |pieces| [b"id,manager,title\n", &*join(pieces)].concat()),
        prop::collection::vec(json, 0..40).prop_map(join),
        prop::collection::vec(any::<u8>(), 0..200),
        any::<String>().prop_map(String::into_bytes),
    ]
}

const CHARTS: [&str; 11] = [
    include_str!("../fixtures/formats/chart.yaml"),
    include_str!("../fixtures/formats/flow.yaml"),
    include_str!("../fixtures/formats/chart.jsonl"),
    include_str!("../fixtures/formats/chart.ldif"),
    include_str!("../fixtures/formats/chart.csv"),
    include_str!("../fixtures/formats/crlf.csv"),
    include_str!("../fixtures/formats/quoted-breaks.csv"),
    include_str!("../fixtures/formats/chart.json"),
    include_str!("../fixtures/formats/nested.json"),
    include_str!("../fixtures/formats/wrapped.json"),
    include_str!("../fixtures/hostile.csv"),
];

#[derive(Clone, Debug)]
enum Change {
    Flip(u8),
    Insert(u8),
    Delete(usize),
    Repeat(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let telling = prop::sample::select(b",;\t|\"\n\r{}[]:\\ \0\xff\xe9-?&*!'#<>~".to_vec());
    prop_oneof![
        (0..8_u8).prop_map(|bit| Change::Flip(1 << bit)),
        prop_oneof![telling, any::<u8>()].prop_map(Change::Insert),
        (1..40_usize).prop_map(Change::Delete),
        (1..40_usize).prop_map(Change::Repeat),
    ]
}

fn changed(chart: &str, changes: &[(prop::sample::Index, Change)]) -> Vec<u8> {
    let mut bytes = chart.as_bytes().to_vec();
    for (at, change) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        let upto = |length: usize| at..(at + length).min(bytes.len());
        match change {
            Change::Flip(bit) => bytes[at] ^= bit,
            Change::Insert(byte) => bytes.insert(at, *byte),
            Change::Delete(length) => drop(bytes.drain(upto(*length))),
            Change::Repeat(length) => {
                let again = bytes[upto(*length)].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

/// The cells of each record as they stand, told byte by byte: a quote counts where a cell begins, and until it is closed.
/// `None` where one never is.
fn records_byte_by_byte(text: &str) -> Option<Vec<Vec<&str>>> {
    let bytes = text.as_bytes();
    let (mut records, mut cells) = (Vec::new(), Vec::new());
    let (mut cell, mut at, mut is_open) = (0, 0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'"' if is_open && bytes.get(at + 1) == Some(&b'"') => at += 1,
            b'"' => is_open = !is_open && at == cell,
            byte @ (b',' | b'\n') if !is_open => {
                cells.push(&text[cell..at]);
                cell = at + 1;
                if byte == b'\n' {
                    records.push(std::mem::take(&mut cells));
                }
            }
            _ => {}
        }
        at += 1;
    }
    if cell < bytes.len() || !cells.is_empty() {
        cells.push(&text[cell..]);
        records.push(cells);
    }
    (!is_open).then_some(records)
}

/// What a cell says that stands so, without its quotes.
fn unquoted(raw: &str) -> String {
    let Some(mut rest) = raw.strip_prefix('"') else { return raw.to_owned() };
    let mut said = String::new();
    while let Some((before, behind)) = rest.split_once('"') {
        said += before;
        rest = behind;
        match rest.strip_prefix('"') {
            Some(behind) => {
                said.push('"');
                rest = behind;
            }
            None => break,
        }
    }
    said + rest
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_csv_crate_writes_is_read_back(
        dialect in dialect(),
        rows in prop::collection::vec([cell(), cell(), cell(), cell()], 0..12),
        bom in any::<bool>(),
    ) {
        // The first record always counts, so that there is a chart.
        let mut rows = rows;
        rows.insert(0, ["1", "Ann", "", "CEO"].map(str::to_owned));
        let mut bytes = if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        bytes.extend(write(dialect, &rows).unwrap());
        let source = Source::new("chart.csv", bytes).unwrap();
        let roster = input::read(source, &Options::default()).unwrap();
        let expected: Vec<&[String; 4]> = rows.iter().filter(|row| !is_blank(row)).collect();
        prop_assert_eq!(roster.len(), expected.len());
        prop_assert_eq!(roster.blank_records(), rows.len() - expected.len());
        for (number, row) in expected.into_iter().enumerate() {
            let record = Record(number as u32);
            let fields = [Field::Id, Field::Name, Field::Manager, Field::Title];
            for (field, cell) in fields.into_iter().zip(row) {
                prop_assert_eq!(&*roster.bytes(record, field), unmarked(cell).as_bytes(), "{:?}", field);
                prop_assert_eq!(roster.text(record, field), unmarked(cell).trim());
                let raw = roster.source().text(roster.place(record, field));
                let quoted = format!("\"{}\"", cell.replace('"', "\"\""));
                prop_assert!(raw == cell || raw == quoted, "{field:?}: {raw:?} for {cell:?}");
            }
            prop_assert_eq!(roster.name(record), unmarked(&row[1]).trim());
        }
        check_places(&roster, Format::Csv)?;
    }

    #[test]
    fn quotes_count_where_a_cell_begins(
        rows in prop::collection::vec(prop::collection::vec(prop_oneof![
            "[ab]{0,20}", "\"[ab,]{0,60}\"", "\"[ab,\n]{0,9}\"", "\"[ab]{0,9}\"\"[ab,]{0,9}\"", "[ab]\"[ab\"]{0,9}",
            "\"[ab\"]{0,9}", "(\"\"){0,4}",
        ], 3), 1..30),
        is_ended in any::<bool>(),
    ) {
        let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let text = format!("id,title,manager_id\n1,CEO,\n{}{}", rows.join("\n"), if is_ended { "\n" } else { "" });
        let read = read("chart.csv", text.as_bytes(), Format::Csv);
        let records = records_byte_by_byte(&text);
        // Beyond the header's, cells may stand that say nothing.
        let is_said = |cell: &&str| !unquoted(cell).is_empty();
        let fits = |record: &Vec<&str>| record.len() >= 3 && !record[3..].iter().any(is_said);
        let says_nothing = |record: &Vec<&str>| !record.iter().any(is_said);
        let expected = records.filter(|records| records.iter().all(|record| fits(record) || says_nothing(record)));
        prop_assert_eq!(read.is_some(), expected.is_some());
        let Some((roster, records)) = read.zip(expected) else { return Ok(()) };
        let of = |record: Record, field| (roster.source().text(roster.place(record, field)).to_owned(),
            String::from_utf8_lossy(&roster.bytes(record, field)).into_owned());
        let fields = [Field::Id, Field::Title, Field::Manager];
        let told = roster.records().map(|record| fields.map(|field| of(record, field)).to_vec());
        let expected = records[1..].iter().filter(|record| !says_nothing(record));
        let expected =
            expected.map(|record| record[..3].iter().map(|cell| (cell.to_string(), unquoted(cell))).collect());
        prop_assert_eq!(told.collect::<Vec<Vec<_>>>(), expected.collect::<Vec<Vec<_>>>());
    }

    #[test]
    fn what_serde_json_writes_is_read_back(rows in prop::collection::vec([cell(), cell(), cell(), cell()], 1..12)) {
        let object = |[id, name, manager, title]: &[String; 4]| {
            serde_json::json!({"id": id, "name": name, "manager_id": manager, "title": title})
        };
        let mut rows = rows;
        rows.insert(0, ["1", "Ann", "", "CEO"].map(str::to_owned));
        let text = serde_json::to_vec_pretty(&rows.iter().map(object).collect::<Vec<_>>()).unwrap();
        let roster = read("chart.json", &text, Format::Json).unwrap();
        prop_assert_eq!(roster.len(), rows.len());
        for (record, row) in roster.records().zip(&rows) {
            let fields = [Field::Id, Field::Name, Field::Manager, Field::Title];
            for (field, cell) in fields.into_iter().zip(row) {
                prop_assert_eq!(&*roster.bytes(record, field), cell.as_bytes(), "{:?}", field);
                let raw = roster.source().text(roster.place(record, field));
                prop_assert_eq!(serde_json::from_str::<String>(raw).ok(), Some(cell.clone()));
            }
        }
        check_places(&roster, Format::Json)?;
    }

    #[test]
    fn no_bytes_are_fatal(bytes in nearly_a_chart()) {
        try_all(&bytes)?;
    }

    #[test]
    fn no_change_of_a_chart_is_fatal(
        chart in prop::sample::select(CHARTS.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..6),
    ) {
        try_all(&changed(chart, &changes))?;
    }

    #[test]
    fn no_span_is_fatal(start in 0..400_u32, end in 0..400_u32) {
        let source = Source::new("chart", CHARTS[5]).unwrap();
        let text = source.text(Span { start, end });
        prop_assert!(text.len() <= CHARTS[5].len());
        let place = source.place(start as usize);
        prop_assert!(place.line <= 1 + CHARTS[5].matches('\n').count() as u32);
    }
}
