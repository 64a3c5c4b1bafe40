//! Files that are made to do harm, or were harmed.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::books::{MIMETYPE, archive, ods, row, table, xlsx, xlsx_of};
use super::{Limits, best, fault, said, score};
use crate::input::workbook::{is_workbook, read};

const HEADER: &str = r#"<row r="1"><c t="str"><v>id</v></c><c t="str"><v>manager</v></c></row>"#;

fn within(bytes: &[u8], limits: Limits) -> String {
    said(read("book", bytes, None, &limits, &score).unwrap_err())
}

/// A workbook whose part of this name goes on and on: `unit` again and again, so many MiB of it.
fn bomb(name: &str, start: &str, unit: &str, size: usize, method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    let people = xlsx(HEADER, "<si><t>a</t></si>");
    let mut whole = zip::ZipArchive::new(Cursor::new(&people[..])).unwrap();
    for at in 0..whole.len() {
        let part = whole.by_index(at).unwrap();
        if part.name().unwrap() != name {
            zip.raw_copy_file(part).unwrap();
        }
    }
    zip.start_file(name, options).unwrap();
    zip.write_all(start.as_bytes()).unwrap();
    let block = unit.repeat((1 << 20) / unit.len());
    for _ in 0..size {
        zip.write_all(block.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn no_part_unpacks_without_end() {
    let few = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let start = format!("<worksheet><sheetData>{HEADER}");
    for (name, start, unit) in [
        ("xl/worksheets/sheet1.xml", start.as_str(), "<row></row>"),
        ("xl/worksheets/sheet1.xml", start.as_str(), "<x>"),
        ("xl/sharedStrings.xml", "<sst>", "<si><t>text</t></si>"),
        ("xl/styles.xml", "<styleSheet><cellXfs>", "<xf/>"),
        ("xl/workbook.xml", "<workbook>", "<x/>"),
    ] {
        let bytes = bomb(name, start, unit, 2, CompressionMethod::Deflated);
        assert!(bytes.len() < 1 << 15);
        assert_eq!(
            within(&bytes, few),
            "the workbook unpacks to more than 1 MiB; \
             save the sheet with the chart as a workbook of its own, or export it as CSV"
        );
    }
}

#[test]
fn no_text_and_no_tag_goes_on_without_end() {
    for start in ["<sst><si><t>", "<sst><si x=\"", "<!--", "<!DOCTYPE x [", "<![CDATA[", "<sst>&"] {
        let bytes = bomb("xl/sharedStrings.xml", start, "aaaaaaaa", 17, CompressionMethod::Stored);
        assert!(fault(&bytes).contains("a tag or a text of more than 16 MiB"), "{start}: {}", fault(&bytes));
    }
}

#[test]
fn a_text_that_many_cells_share_is_no_bomb() {
    let strings = format!("<si><t>{}</t></si>", "a".repeat(1 << 16));
    let row = |number: usize| {
        let cells = r#"<c t="s"><v>0</v></c>"#.repeat(100);
        format!(r#"<row r="{number}">{cells}</row>"#)
    };
    let rows: String = (2..40).map(row).collect();
    let few = Limits { unpacked_bytes: 64 << 20, ..Limits::default() };
    assert!(within(&xlsx(&(HEADER.to_owned() + &rows), &strings), few).contains("more than 64 MiB of text"));
    let wide = format!(r#"{HEADER}<row>{}</row>"#, r#"<c t="s"><v>0</v></c>"#.repeat(1000));
    assert!(fault(&xlsx(&wide, &strings)).contains("row 2 holds more than 16 MiB of text"));
}

#[test]
fn a_far_value_in_many_rows_is_an_error() {
    let rows: String = (2..200).map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#)).collect();
    let rows = format!(r#"{HEADER}{rows}<row r="900"><c r="XFD900"><v>1</v></c></row>"#);
    let few = Limits { values: 100_000, ..Limits::default() };
    let message = within(&xlsx(&rows, ""), few);
    assert!(message.contains("200 rows that reach as far as column XFD, as row 900 does"), "{message}");
    assert!(message.contains("delete what stands far off the chart"));
    assert!(best(&xlsx(&rows, "")).is_ok());
}

#[test]
fn repeated_rows_of_repeated_cells_are_bounded() {
    let cell = r#"<table:table-cell table:number-columns-repeated="16384" office:value-type="string" office:string-value="x"/>"#;
    let rows = format!(
        r#"{}<table:table-row table:number-rows-repeated="1048575">{cell}</table:table-row>"#,
        row(&["id", "manager"])
    );
    assert!(fault(&ods(&table("A", "ta1", &rows))).contains("are too many cells"));
    for (rows, columns, message) in [
        ("1048576", "1", "there is a value in row 1048577, beyond the last row"),
        ("4294967295", "1", "beyond the last row"),
        ("99999999999", "1", "is no number of rows or cells"),
        ("0", "1", "is no number of rows or cells"),
        ("1", "16385", "beyond the last cell"),
    ] {
        let cell = format!(r#"<table:table-cell table:number-columns-repeated="{columns}" office:string-value="x"/>"#);
        let rows = format!(
            r#"{}<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>"#,
            row(&["id", "manager"])
        );
        assert!(fault(&ods(&table("A", "ta1", &rows))).contains(message), "{}", fault(&ods(&table("A", "ta1", &rows))));
    }
    let blanks = r#"<text:s text:c="4000000000"/>"#.repeat(3);
    assert!(fault(&ods(&table("A", "ta1", &row(&["id", &blanks])))).contains("more text than any program writes"));
}

#[test]
fn entities_of_its_own_are_not_looked_up() {
    let doctype = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let strings = format!("{doctype}<si><t>&b;</t></si>");
    assert!(fault(&xlsx(HEADER, &strings)).contains("the entity '&b;' is none of XML's own"));
    assert!(fault(&ods(&table("A", "ta1", &row(&["&b;"])))).contains("the entity '&b;'"));
}

#[test]
fn deep_nesting_takes_no_stack() {
    let deep = "<x>".repeat(100_000) + &"</x>".repeat(100_000);
    assert!(best(&xlsx(&format!("{HEADER}{deep}<row><c>{deep}<v>1</v></c></row>"), &deep)).is_ok());
    let cell = format!("<table:table-cell><text:p>{deep}a</text:p>{deep}</table:table-cell>");
    let rows = row(&["id", "manager"]) + &format!("<table:table-row>{cell}{deep}</table:table-row>{deep}");
    assert!(best(&ods(&table("A", "ta1", &rows))).is_ok());
}

#[test]
fn what_is_wrong_is_said() {
    let whole = xlsx(HEADER, "");
    for (bytes, message) in [
        (
            xlsx(&format!(r#"{HEADER}<row r="2"><c t="s"><v>9</v></c></row>"#), ""),
            "row 2 refers to a text that is not there",
        ),
        (
            xlsx(&format!(r#"{HEADER}<row r="2"><c r="B2"><v>9</v></c><c r="A2"><v>9</v></c></row>"#), ""),
            "the cells of row 2 are out of order",
        ),
        (xlsx(&format!(r#"{HEADER}<row r="1"/>"#), ""), "row 1 comes after row 1"),
        (xlsx(&format!(r#"{HEADER}<row r="2"><c r="B3"/></row>"#), ""), "a cell of row 3 stands in row 2"),
        (xlsx(&format!(r#"{HEADER}<row r="2"><c r="ZZZZZZZZZZ2"/></row>"#), ""), "a cell of row 0 stands in row 2"),
        (xlsx(&format!(r#"{HEADER}<row r="2"><c r="XFE2"><v>1</v></c></row>"#), ""), "beyond the last cell of a sheet"),
        (xlsx(&format!(r#"{HEADER}<row r="1048577"><c><v>1</v></c></row>"#), ""), "beyond the last cell of a sheet"),
        (xlsx_of(b"<workbook><sheet name=\"A\" r:id=\"zz\"/></workbook>", b"", b""), "no part goes with the sheet 'A'"),
        (xlsx_of(b"<workbook/>", b"", b""), "the workbook is empty"),
        (xlsx_of(b"<document/>", b"", b""), "the file is an Office document, and no workbook"),
        (xlsx_of(b"<workbook>", b"", b""), "'xl/workbook.xml': it ends too early"),
        (whole[..whole.len() / 2].to_vec(), "the workbook is damaged"),
        (archive(&[("a.txt", b"x")]), "the file is a zip archive, and no workbook"),
        (archive(&[("xl/workbook.bin", b"x")]), "the file is a binary workbook (.xlsb)"),
        (archive(&[("xl/workbook.xml", b"<workbook><sheet r:id='a'/></workbook>")]), "no part goes with"),
        (archive(&[("mimetype", MIMETYPE)]), "its part 'content.xml' is missing"),
        (b"PK\x03\x04".to_vec(), "the workbook is damaged"),
    ] {
        assert!(is_workbook(&bytes));
        assert!(fault(&bytes).contains(message), "{message}: {}", fault(&bytes));
    }
}

#[test]
fn a_password_is_asked_for_nowhere() {
    let help = "the workbook is protected by a password; save it without a password";
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let container = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600], &name].concat();
    assert_eq!(fault(&container), help);
    assert!(fault(&container[..600]).contains("of an old Office format"));
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let ods = archive(&[("mimetype", MIMETYPE), ("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")]);
    assert_eq!(fault(&ods), help);
    let mut locked = xlsx(HEADER, "");
    // The flag of an encrypted part, in every entry of the directory.
    let entries: Vec<usize> = memchr::memmem::find_iter(&locked, b"PK\x01\x02").collect();
    entries.into_iter().for_each(|at| locked[at + 8] |= 1);
    assert_eq!(fault(&locked), help);
}

#[test]
fn a_size_that_lies_changes_nothing() {
    let honest = xlsx(HEADER, "<si><t>a</t></si>");
    let mut lying = honest.clone();
    for at in memchr::memmem::find_iter(&honest, b"PK\x01\x02") {
        lying[at + 24..at + 28].copy_from_slice(&u32::MAX.to_le_bytes()[..]);
        lying[at + 27] = 0x7f;
    }
    assert_eq!(best(&lying), best(&honest));
    let strings = "\" uniqueCount=\"18446744073709551615";
    let bytes = archive(&[
        ("xl/workbook.xml", b"<workbook><sheet name='A' r:id='a'/></workbook>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id='a' Type='/worksheet' Target='s.xml'/><Relationship Id='b' Type='/sharedStrings' Target='t.xml'/></Relationships>"),
        ("xl/s.xml", format!("<worksheet><sheetData>{HEADER}</sheetData></worksheet>").as_bytes()),
        ("xl/t.xml", format!("<sst count=\"{strings}\"></sst>").as_bytes()),
    ]);
    assert!(best(&bytes).is_ok());
}

/// Books with a bit of everything.
fn samples() -> [Vec<u8>; 2] {
    let strings = "<si><t>a_x0041_</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si>";
    let rows = format!(
        r#"{HEADER}<row r="2" spans="1:2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>46112.5</v></c></row>
        <row r="3"><c t="inlineStr"><is><t xml:space="preserve"> i </t></is></c><c t="e"><v>#N/A</v></c><c s="2"><f>1</f><v>1.5E0</v></c></row>"#
    );
    let cells = r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"
        office:value-type="float" office:value="1.5"/><table:table-cell office:value-type="time" office:time-value="PT1H2M3S"/>
        <table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/>&amp;</text:p></table:table-cell></table:table-row>"#;
    let tables = table("A", "ta1", &(row(&["id", "manager"]) + cells)) + &table("B", "ta2", cells);
    [xlsx(&rows, strings), ods(&tables)]
}

/// Changes the text of every part by turns, and packs it anew, so that what is wrong is not only the packing.
fn repacked(bytes: &[u8], mut change: impl FnMut(&str, &mut Vec<u8>)) -> Vec<u8> {
    use std::io::Read;
    let mut whole = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts: Vec<(String, Vec<u8>)> = (0..whole.len())
        .map(|at| {
            let mut part = whole.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut text = Vec::new();
            part.read_to_end(&mut text).unwrap();
            change(&name, &mut text);
            (name, text)
        })
        .collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), &text[..])).collect();
    archive(&parts)
}

/// Pieces that mean something in a part.
const PIECES: [&str; 16] = [
    "<",
    ">",
    "\"",
    "&",
    "/>",
    "</c>",
    "<c>",
    "</row>",
    "<row>",
    "99999999999999999999",
    "-1",
    "1e999",
    "\0",
    "é",
    "]]>",
    "<!--",
];

/// Changes some bytes, takes some out, or puts a piece in.
fn mutate(text: &mut Vec<u8>, changes: &[(u8, usize, u8)]) {
    for (way, at, byte) in changes {
        let at = at % (text.len() + 1);
        match way % 4 {
            0 if at < text.len() => text[at] = *byte,
            1 if at < text.len() => text[at] ^= 1 << (byte % 8),
            2 => drop(text.drain(at..(at + usize::from(*byte)).min(text.len()))),
            _ => drop(text.splice(at..at, PIECES[usize::from(*byte) % PIECES.len()].bytes())),
        }
    }
}

/// The limits of what is tried at random, so that no case takes long.
const SMALL: Limits = Limits { unpacked_bytes: 1 << 20, values: 100_000 };

fn holds(bytes: &[u8]) {
    if let Ok(sheet) = read("book", bytes, None, &SMALL, &score) {
        let text = String::from_utf8(sheet.text).unwrap();
        let mut records = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        assert_eq!(records.records().filter(|record| record.is_ok()).count(), sheet.rows.len(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_are_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes);
        holds(&[b"PK\x03\x04", &bytes[..]].concat());
    }

    #[test]
    fn a_changed_archive_is_read_or_is_an_error(changes in prop::collection::vec(any::<(u8, usize, u8)>(), 1..6)) {
        for mut bytes in samples() {
            mutate(&mut bytes, &changes);
            holds(&bytes);
        }
    }

    #[test]
    fn changed_parts_are_read_or_are_an_error(
        part in 0..7_usize,
        changes in prop::collection::vec(any::<(u8, usize, u8)>(), 1..6),
    ) {
        for bytes in samples() {
            let mut at = 0;
            holds(&repacked(&bytes, |_, text| {
                if at == part {
                    mutate(text, &changes);
                }
                at += 1;
            }));
        }
    }
}
