//! Sheets as the calamine crate reads them.

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::best;

/// What a cell is written as.
#[derive(Clone, Debug)]
enum Cell {
    Blank,
    Text(String),
    Number(f64),
    Flag(bool),
    Day(u16, u8, u8),
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Blank),
        "[a-zA-Z0-9 ,\"\n;é_x]{0,12}".prop_map(Cell::Text),
        any::<i32>().prop_map(|number| Cell::Number(f64::from(number))),
        (-1e9..1e9).prop_map(Cell::Number),
        any::<bool>().prop_map(Cell::Flag),
        (1900..9999_u16, 1..13_u8, 1..29_u8).prop_map(|(year, month, day)| Cell::Day(year, month, day)),
    ]
}

fn book(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "id").unwrap();
    sheet.write(0, 5, "manager").unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32 + 1, column as u16);
            match cell {
                Cell::Blank => continue,
                Cell::Text(text) => sheet.write(row, column, text),
                Cell::Number(number) => sheet.write(row, column, *number),
                Cell::Flag(flag) => sheet.write(row, column, *flag),
                Cell::Day(year, month, day) => {
                    sheet.write_with_format(row, column, ExcelDateTime::from_ymd(*year, *month, *day).unwrap(), &date)
                }
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn shown(data: &Data) -> String {
    match data {
        Data::String(text) if text.trim().is_empty() => String::new(),
        Data::Bool(flag) => flag.to_string().to_uppercase(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        data => data.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn cells_read_as_calamine_reads_them(rows in prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..30)) {
        let bytes = book(&rows);
        let sheet = best(&bytes).unwrap();
        let mut theirs: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes[..])).unwrap();
        let range = theirs.worksheet_range("Sheet1").unwrap();
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(shown).collect()).collect();
        let filled = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
        let mut ours = csv::ReaderBuilder::new().has_headers(false).from_reader(&sheet.text[..]);
        let ours: Vec<Vec<String>> =
            ours.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(filled.clone().count(), ours.len());
        for (theirs, ours) in filled.zip(&ours) {
            let width = theirs.len().max(ours.len());
            let padded = |cells: &[String]| (0..width).map(|at| cells.get(at).cloned().unwrap_or_default()).collect::<Vec<_>>();
            prop_assert_eq!(padded(theirs), padded(ours));
        }
    }
}
