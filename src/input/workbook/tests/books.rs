//! Workbooks put together from their parts.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

/// A zip archive of these parts.
pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ROOT: &[u8] = br#"<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const RELATIONS: &[u8] = br#"<Relationships>
    <Relationship Id="a" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="b" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/>
    <Relationship Id="c" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;

const BOOK: &[u8] = br#"<workbook><sheets><sheet name="People" sheetId="1" r:id="a"/></sheets></workbook>"#;

const STYLES: &[u8] = br#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
    <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

/// A workbook with one sheet of these rows, and these shared strings.
pub(super) fn xlsx(rows: &str, strings: &str) -> Vec<u8> {
    xlsx_of(BOOK, rows.as_bytes(), strings.as_bytes())
}

/// A workbook with these parts for the workbook itself, the rows of its sheet, and the strings.
pub(super) fn xlsx_of(book: &[u8], rows: &[u8], strings: &[u8]) -> Vec<u8> {
    let sheet = [&b"<worksheet><sheetData>"[..], rows, b"</sheetData></worksheet>"].concat();
    let strings = [&b"<sst uniqueCount=\"3\">"[..], strings, b"</sst>"].concat();
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", &strings),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

pub(super) const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
pub(super) const MANIFEST: &[u8] = b"<manifest:manifest><manifest:file-entry/></manifest:manifest>";

/// A workbook of OpenDocument with these tables.
pub(super) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content><office:automatic-styles>
        <style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>
        <style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>
        </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
        </office:document-content>"#
    );
    archive(&[("mimetype", MIMETYPE), ("META-INF/manifest.xml", MANIFEST), ("content.xml", content.as_bytes())])
}

/// A table of OpenDocument with these rows.
pub(super) fn table(name: &str, style: &str, rows: &str) -> String {
    format!(r#"<table:table table:name="{name}" table:style-name="{style}"><table:table-column/>{rows}</table:table>"#)
}

/// A row of OpenDocument with a text in each cell.
pub(super) fn row(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| {
            format!(r#"<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>"#)
        })
        .collect();
    format!("<table:table-row>{cells}</table:table-row>")
}
