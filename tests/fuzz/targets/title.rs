//! Any text reads as a title, and as the same one whatever its case, the characters in it that nobody sees, and the way in
//! which its accents are written. What is said of it covers its words in order.

use orglint::title::Reader;
use unicode_normalization::UnicodeNormalization;

/// Reads a title in many spellings.
pub(crate) fn read(bytes: &[u8]) {
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

    let explained = reader.explain(&title);
    assert_eq!(explained.role, role);
    let mut rest = &*title;
    for part in &explained.parts {
        let (_, behind) = rest.split_once(part.text).expect("each part stands behind the one before");
        rest = behind;
    }
}
