//! Any text, packed as the sheet of a workbook, gives an error or a chart: what is broken here is not the archive but what
//! is in it. The first byte tells the kind of workbook; `\0` parts the files of one.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::reads;

/// Packs parts and reads them.
pub(crate) fn packed(bytes: &[u8]) {
    let Some((kind, parts)) = bytes.split_first() else { return };
    let mut parts = parts.split(|byte| *byte == 0);
    let mut files: Vec<(&str, &[u8])> = Vec::new();
    if kind % 2 == 0 {
        files.push(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"));
        files.push(("content.xml", parts.next().unwrap_or_default()));
    } else {
        files.push(("[Content_Types].xml", b"<Types/>"));
        files.push(("xl/workbook.xml", BOOK));
        files.push(("xl/_rels/workbook.xml.rels", RELATIONS));
        let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"];
        files.extend(names.into_iter().zip(parts));
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        archive.start_file(name, stored).unwrap();
        archive.write_all(bytes).unwrap();
    }
    reads::packed("fuzz.xlsx", &archive.finish().unwrap().into_inner());
}

const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Staff" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
Target="sharedStrings.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
Target="styles.xml"/></Relationships>"#;
