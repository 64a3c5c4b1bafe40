//! Delimited text, in several dialects and encodings.

use super::table::Table;

pub(crate) fn csv(table: &Table, delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let marked = |text: &String| orglint::table::formula::defused(text).into_owned();
    writer.write_record(table.headings.iter().map(marked)).unwrap();
    for row in &table.rows {
        writer.write_record(row.iter().map(marked)).unwrap();
    }
    writer.into_inner().unwrap()
}

fn text(table: &Table) -> String {
    String::from_utf8(csv(table, b',')).unwrap()
}

pub(crate) fn utf16(table: &Table) -> Vec<u8> {
    format!("\u{feff}{}", text(table)).encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// In Windows-1252, where every character is in it.
pub(crate) fn windows_1252(table: &Table) -> Option<Vec<u8>> {
    let text = text(table);
    let (bytes, _, has_others) = encoding_rs::WINDOWS_1252.encode(&text);
    (!has_others).then(|| bytes.into_owned())
}
