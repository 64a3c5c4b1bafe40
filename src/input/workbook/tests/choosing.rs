//! Which sheet is read, and from which row on.

use rust_xlsxwriter::Workbook;

use super::{Limits, best, fault, said, score, text};
use crate::input::workbook::read;

/// A sheet: its name, whether it is hidden, and its rows.
type Plan<'a> = (&'a str, bool, &'a [&'a [&'a str]]);

fn book(sheets: &[Plan<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, hidden, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.set_hidden(*hidden);
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write(row as u32, column as u16, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const PEOPLE: &[&[&str]] = &[&["id", "manager"], &["1", ""]];
const BETTER: &[&[&str]] = &[&["id", "manager", "name"], &["2", "", "B"]];
const NOTES: &[&[&str]] = &[&["remember", "this"], &["and", "that"]];

fn named(bytes: &[u8], name: &str) -> Result<String, String> {
    let sheet = read("book", bytes, Some(name), &Limits::default(), &score);
    sheet.map(|sheet| String::from_utf8(sheet.text).unwrap()).map_err(said)
}

#[test]
fn a_title_block_is_left_out() {
    let rows: &[&[&str]] =
        &[&["Headcount report"], &["as of", "2026-03-31"], &[], &["", "id", "manager"], &["", "1", ""]];
    let sheet = best(&book(&[("P", false, rows)])).unwrap();
    assert_eq!(String::from_utf8(sheet.text).unwrap(), "id,manager\n1,\n");
    assert_eq!((sheet.rows, sheet.first_column), (vec![(0, 4), (11, 5)], 1));
}

#[test]
fn the_sheet_that_reads_best_is_taken() {
    let all: [Plan<'_>; 4] =
        [("Notes", false, NOTES), ("A", false, PEOPLE), ("B", false, BETTER), ("C", false, PEOPLE)];
    assert_eq!(best(&book(&all)).unwrap().name, "B");
    let hidden = [("B", true, BETTER), ("A", false, PEOPLE), ("Z", true, BETTER)];
    // The first sheet of the library is active, and an active sheet cannot be hidden.
    assert_eq!(best(&book(&hidden[1..])).unwrap().name, "A");
    assert_eq!(best(&book(&[("Notes", false, NOTES), ("A", true, PEOPLE)])).unwrap().name, "A");
}

#[test]
fn several_that_read_as_well_are_an_error() {
    let same = book(&[("A", false, PEOPLE), ("Notes", false, NOTES), ("B", false, PEOPLE)]);
    assert_eq!(fault(&same), "several sheets could hold the chart: 'A' and 'B'; say which with --sheet NAME");
    assert_eq!(named(&same, "B").unwrap(), "id,manager\n1,\n");
}

#[test]
fn a_sheet_is_found_by_its_name() {
    let bytes = book(&[("people", false, PEOPLE), ("Notes", false, NOTES), ("Empty", false, &[])]);
    assert_eq!(named(&bytes, "PEOPLE").unwrap(), "id,manager\n1,\n");
    assert_eq!(named(&bytes, "notes").unwrap(), "remember,this\nand,that\n");
    assert_eq!(
        named(&bytes, "Staff").unwrap_err(),
        "the sheet 'Staff' is not in the workbook; the sheets are 'people', 'Notes' and 'Empty'"
    );
    assert!(named(&bytes, "Empty").unwrap_err().starts_with("the sheet 'Empty' is empty"));
}

#[test]
fn the_only_sheet_that_holds_anything_is_taken_as_it_is() {
    assert_eq!(text(&book(&[("Empty", false, &[]), ("Notes", false, NOTES)])), "remember,this\nand,that\n");
    assert_eq!(text(&book(&[("Notes", false, NOTES), ("Hidden", true, NOTES)])), "remember,this\nand,that\n");
    assert_eq!(
        fault(&book(&[("A", false, NOTES), ("B", false, NOTES)])),
        "no sheet has a row that reads as the header of a chart; the sheets are 'A' and 'B'; say which with --sheet NAME"
    );
    assert!(fault(&book(&[("A", false, &[])])).starts_with("the workbook is empty"));
}
