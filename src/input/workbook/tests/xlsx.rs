//! Cells of `.xlsx` workbooks.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::books::{xlsx, xlsx_of};
use super::{best, text};

#[test]
fn every_type_of_cell_reads_as_it_is_shown() {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet();
    for (column, heading) in ["id", "manager", "x"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    sheet.write(1, 0, 1042).unwrap();
    sheet.write(2, 0, 123_456_789_012_345_i64).unwrap();
    sheet.write(3, 0, 0.25).unwrap();
    sheet.write(4, 0, "00042").unwrap();
    sheet.write(5, 0, true).unwrap();
    sheet.write(6, 0, "two\nlines, \"quoted\"").unwrap();
    sheet.write_with_format(7, 0, ExcelDateTime::from_ymd(2026, 3, 31).unwrap(), &day).unwrap();
    let moment = ExcelDateTime::from_ymd(2026, 3, 31).unwrap().and_hms(10, 0, 0).unwrap();
    sheet.write_with_format(8, 0, &moment, &day).unwrap();
    sheet.write_formula(9, 0, Formula::new("A2+1").set_result("1043")).unwrap();
    sheet.write_formula(10, 0, Formula::new("A2&\"x\"").set_result("1042x")).unwrap();
    let bold = Format::new().set_bold();
    sheet.write_rich_string(11, 0, &[(&bold, "bold"), (&Format::new(), " and plain")]).unwrap();
    sheet.write(12, 0, "  spaces  ").unwrap();
    let read = text(&book.save_to_buffer().unwrap());
    assert_eq!(
        read,
        "id,manager,x\n1042,,\n123456789012345,,\n0.25,,\n00042,,\nTRUE,,\n\"two\nlines, \"\"quoted\"\"\",,\n\
         2026-03-31,,\n2026-03-31T10:00:00,,\n1043,,\n1042x,,\nbold and plain,,\n  spaces  ,,\n"
    );
}

#[test]
fn cells_as_other_programs_write_them() {
    let rows = r#"
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>manager</t></is></c></row>
        <row r="2"><c r="A2" t="e"><v>#SPILL!</v></c><c r="B2" t="e"><v>#REF!</v></c></row>
        <row r="3"><c t="b"><v>0</v></c><c t="d"><v>2026-03-31T00:00:00</v></c></row>
        <row><c t="str"><f>B1</f><v>a&amp;b&#x41;_x0042_</v></c><c/></row>
        <row r="9"><c r="A9" s="1"><v>46112</v></c><c r="B9" s="2"><v>1.5</v></c></row>
        <row r="10"><c r="A10" s="7"><v>46112</v></c><c r="B10" t="s"><v>1</v></c></row>
        <row r="11"><c r="A11"><v></v></c><c r="B11" t="s"><v>2</v></c></row>"#;
    let strings = "<si><t>id</t></si><si><r><rPr><b/></rPr><t>one </t></r><r><t xml:space=\"preserve\"> two</t></r>\
        <rPh sb=\"0\" eb=\"1\"><t>said</t></rPh></si><si/>";
    let book = xlsx(rows, strings);
    assert_eq!(
        text(&book),
        "id,manager\n#SPILL!,#REF!\nFALSE,2026-03-31\na&bAB,\n2026-03-31,36:00:00\n46112,one two\n"
    );
    let numbers: Vec<u32> = best(&book).unwrap().rows.iter().map(|(_, number)| *number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 9, 10]);
}

#[test]
fn days_count_from_1904_where_the_workbook_says_so() {
    let rows =
        r#"<row><c t="str"><v>id</v></c><c t="str"><v>manager</v></c></row><row><c s="1"><v>44650</v></c></row>"#;
    let book = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="P" r:id="a"/></sheets></workbook>"#;
    assert_eq!(text(&xlsx_of(book.as_bytes(), rows.as_bytes(), b"")), "id,manager\n2026-03-31,\n");
    assert_eq!(text(&xlsx(rows, "")), "id,manager\n2022-03-30,\n");
}

#[test]
fn a_far_cell_takes_no_grid() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "id").unwrap();
    sheet.write(0, 1, "manager").unwrap();
    sheet.write(1_048_575, 16_383, "far").unwrap();
    let sheet = best(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(sheet.rows.len(), 2);
    assert_eq!(sheet.rows[1].1, 1_048_576);
    assert_eq!(sheet.text.iter().filter(|byte| **byte == b',').count(), 2 * 16_383);
    assert!(sheet.text.ends_with(b",far\n"));
}

#[test]
fn values_beside_the_header_are_kept() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(2, 2, "id").unwrap();
    sheet.write(2, 3, "manager").unwrap();
    for row in 3..40 {
        sheet.write(row, 2, row).unwrap();
    }
    sheet.write(41, 5, "right").unwrap();
    sheet.write(42, 1, "left").unwrap();
    let sheet = best(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(sheet.first_column, 1);
    let lines: Vec<&[u8]> = sheet.text.split(|byte| *byte == b'\n').collect();
    assert_eq!(lines[0], b",id,manager,,");
    assert_eq!(lines[1], b",3,,,");
    assert_eq!(lines[38], b",,,,right");
    assert_eq!(lines[39], b"left,,,,");
    for (at, (start, _)) in sheet.rows.iter().enumerate() {
        assert!(sheet.text[*start as usize..].starts_with(lines[at]), "row {at}");
    }
}

#[test]
fn no_cell_says_how_the_text_is_written() {
    let rows = r#"<row><c t="str"><v>sep=;</v></c><c t="str"><v>id</v></c><c t="str"><v>manager</v></c></row>"#;
    assert_eq!(text(&xlsx(rows, "")), "\"sep=;\",id,manager\n");
    let rows =
        b"<row><c t=\"str\"><v>id</v></c><c t=\"str\"><v>manager</v></c></row><row><c t=\"str\"><v>a\0b</v></c></row>";
    let book = xlsx_of(br#"<workbook><sheets><sheet name="P" r:id="a"/></sheets></workbook>"#, rows, b"");
    assert_eq!(text(&book), "id,manager\n\"a\u{fffd}b\",\n");
}
