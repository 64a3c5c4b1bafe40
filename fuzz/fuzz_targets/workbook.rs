//! Any bytes, read as a workbook, give an error or a text whose rows begin where they are said to.

#![no_main]

use libfuzzer_sys::fuzz_target;
use orglint::input::workbook::{Limits, read};

const LIMITS: Limits = Limits { unpacked_bytes: 4 << 20, text_bytes: 4 << 20, cells: 1 << 20 };

fuzz_target!(|bytes: &[u8]| {
    let score = |headings: &[String]| headings.iter().filter(|heading| ["id", "manager"].contains(&heading.as_str())).count();
    let Ok(sheet) = read("fuzz", bytes, None, &LIMITS, &score) else { return };
    assert!(std::str::from_utf8(&sheet.text).is_ok());
    assert!(sheet.text.ends_with(b"\n"));
    for (start, _) in &sheet.rows {
        assert!(*start == 0 || sheet.text[*start as usize - 1] == b'\n');
    }
    assert!(sheet.rows.is_sorted_by(|one, other| one.0 < other.0 && one.1 < other.1));
});
