//! Whatever a chart holds, its tables have a row for each record and a cell under each heading, no cell of delimited text is
//! run by a spreadsheet, and without its people nothing is left of these.

use arbitrary::Unstructured;
use calamine::Reader as _;
use orglint::chart::Chart;
use orglint::convert;
use orglint::export::{Export, Key};
use orglint::report::xlsx;
use orglint::table::Format;
use orglint::title::Reader;
use serde_json::Value;

use super::checked::{chart, checked, told, written};
use super::draws::{self, NAME_MARK};

/// Draws a chart, and has its tables written.
pub(crate) fn tabled(bytes: &[u8]) {
    let Ok(text) = draws::table(&mut Unstructured::new(bytes)) else { return };
    let Ok(drawn) = chart("chart.csv", text.as_str()) else { return };
    converted(&drawn);
    checked(&drawn, |outcome| {
        let report = &outcome.reports[0];
        let positions = drawn.positions().count();
        let export = |format| written(|out| Export::of(report).write(format, out));
        assert_eq!(rows(&export(Format::Csv)), positions);
        assert_eq!(lines(&export(Format::Jsonl)), positions);
        let (key, reader) = (Key::secret("fuzz"), Reader::builtin());
        let table = written(|out| Export::anonymous(report, &key, &reader).write(Format::Csv, out));
        assert_eq!(rows(&table), drawn.roster().len());
        assert!(!table.contains(NAME_MARK), "{table}");

        let book = xlsx::workbook(outcome).unwrap();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book)).unwrap();
        let findings = book.worksheet_range("Findings").unwrap();
        assert_eq!(findings.height() - 1, outcome.findings().count());
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).unwrap().used_cells().next().is_none(), "a formula in {name}");
        }
    });
}

fn converted(drawn: &Chart) {
    let records = drawn.roster().len();
    let csv = written(|out| convert::write(drawn.roster(), Format::Csv, out));
    assert_eq!(rows(&csv), records);
    assert_eq!(told(&chart("again.csv", csv).unwrap()), told(drawn));
    let jsonl = written(|out| convert::write(drawn.roster(), Format::Jsonl, out));
    assert_eq!(lines(&jsonl), records);
    assert_eq!(told(&chart("again.jsonl", jsonl).unwrap()), told(drawn));
    #[cfg(feature = "parquet")]
    {
        let mut bytes = Vec::new();
        convert::write(drawn.roster(), Format::Parquet, &mut bytes).unwrap();
        assert_eq!(told(&chart("again.parquet", bytes).unwrap()), told(drawn));
    }
}

/// The rows of delimited text, none of whose cells a spreadsheet takes for a formula.
fn rows(table: &str) -> usize {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let is_number = |cell: &str| cell[1..].bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        for cell in &row {
            let is_formula =
                cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
            assert!(!is_formula || is_number(cell), "{cell:?}");
        }
    });
    rows.count()
}

/// The lines of JSON, each an object.
fn lines(table: &str) -> usize {
    let is_object = |line: &str| serde_json::from_str::<Value>(line).unwrap().is_object();
    assert!(table.lines().all(is_object));
    table.lines().count()
}
