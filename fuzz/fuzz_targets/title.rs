//! Any text reads as a title, and as the same one whatever its case, the characters in it that nobody sees, and the
//! way in which its accents are written.

#![no_main]

use libfuzzer_sys::fuzz_target;
use orglint::title::Reader;
use unicode_normalization::UnicodeNormalization;

fuzz_target!(|bytes: &[u8]| {
    let title = String::from_utf8_lossy(bytes);
    let reader = Reader::builtin();
    let role = reader.read(&title);

    assert!(!role.functions.is_empty());
    assert!(!role.other_levels.contains(role.level));
    assert_eq!(role, reader.read(&title), "a second time");
    assert_eq!(role, reader.read(&title.to_ascii_uppercase()), "in capitals");
    assert_eq!(role, reader.read(&title.to_ascii_lowercase()), "in small letters");
    assert_eq!(role, reader.read(&format!("\u{a0} {title}\t\n")), "with space around it");
    assert_eq!(role, reader.read(&title.nfd().collect::<String>()), "with accents apart");
    assert_eq!(role, reader.read(&title.nfc().collect::<String>()), "with accents in their letters");
    let between: String = title.chars().flat_map(|char| [char, '\u{200b}', '\u{fe0f}']).collect();
    assert_eq!(role, reader.read(&between), "with unseen characters in it");
});
