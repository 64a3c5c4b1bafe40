//! Workbooks: every cell a text.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::table::Table;

pub(crate) fn xlsx(table: &Table) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in std::iter::once(&table.headings).chain(&table.rows).enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write_string(row as u32, column as u16, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A paragraph a line, and runs of blanks as such.
fn paragraphs(cell: &str) -> String {
    let line = |line: &str| {
        format!("<text:p>{}</text:p>", escaped(line).replace(' ', "<text:s/>").replace('\t', "<text:tab/>"))
    };
    cell.split('\n').map(line).collect()
}

pub(crate) fn ods(table: &Table) -> Vec<u8> {
    let row = |cells: &Vec<String>| {
        let cells = cells.iter().map(|cell| match cell.is_empty() {
            true => "<table:table-cell/>".to_owned(),
            false => format!(r#"<table:table-cell office:value-type="string">{}</table:table-cell>"#, paragraphs(cell)),
        });
        format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
    };
    let rows: String = std::iter::once(&table.headings).chain(&table.rows).map(row).collect();
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:body><office:spreadsheet>
        <table:table table:name="Sheet1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = "<manifest:manifest><manifest:file-entry/></manifest:manifest>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
