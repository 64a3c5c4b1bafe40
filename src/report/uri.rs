//! Paths as URIs.

use std::fmt::Write;

/// A path as a URI: relative where the path is, and otherwise with the scheme `file`. All that may have a meaning in a URI
/// is written by its code.
pub(super) fn of_path(path: &str) -> String {
    let mut uri = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if has_drive(path) {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte as char),
            // Writing to a string cannot fail.
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

/// Whether a path leads from a folder that only the reader knows, down and not up.
pub(super) fn is_below(path: &str) -> bool {
    !path.starts_with('/') && !has_drive(path) && !path.split('/').any(|folder| folder == "..")
}

/// Whether a path starts as Windows has it: `C:/org.csv`.
fn has_drive(path: &str) -> bool {
    cfg!(windows) && path.as_bytes().get(1) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_name_holds_the_uri_is_one() {
        assert_eq!(of_path("exports/org.csv"), "exports/org.csv");
        assert_eq!(of_path("a b/ü:?#%[x].csv"), "a%20b/%C3%BC%3A%3F%23%25%5Bx%5D.csv");
        assert_eq!(of_path("/srv/org.csv"), "file:///srv/org.csv");
        assert_eq!(of_path("-"), "-");
    }

    #[test]
    fn only_what_is_below_has_a_base() {
        assert!(is_below("org.csv") && is_below("a..b/org.csv"));
        assert!(!is_below("/srv/org.csv") && !is_below("../org.csv") && !is_below("a/../../org.csv"));
    }
}
