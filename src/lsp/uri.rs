//! Documents are named by URIs, and files by paths.

use std::path::{Path, PathBuf};

/// The path of a `file:` URI; a document that is no file (yet) has none.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // Between the slashes may stand the name of a machine, which is this one.
    let path = decoded(&rest[rest.find('/')?..])?;
    let is_drive = |path: &str| matches!(path.as_bytes(), [b'/', letter, b':', ..] if letter.is_ascii_alphabetic());
    Some(PathBuf::from(if cfg!(windows) && is_drive(&path) { &path[1..] } else { &path }))
}

/// The URI of a path.
pub(super) fn uri_of(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let slash = if text.starts_with('/') { "" } else { "/" };
    let mut uri = format!("file://{slash}");
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(byte.into()),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The text with what is written as `%20` in its place; `None` where that is no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        let hex = |digit: &u8| char::from(*digit).to_digit(16);
        let byte = match (first, behind) {
            (b'%', [high, low, behind @ ..]) => {
                rest = behind;
                u8::try_from(hex(high)? * 16 + hex(low)?).ok()?
            }
            _ => *first,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn paths_survive_being_named_as_uris() {
        for path in ["/a/org chart.csv", "/ä/50%/#1?.csv", "/x:y/z"] {
            assert_eq!(path_of(&uri_of(Path::new(path))).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(path_of("file://localhost/a%20b"), Some(PathBuf::from("/a b")));
    }

    #[test]
    fn what_is_no_file_has_no_path() {
        for uri in ["untitled:Untitled-1", "file://", "file:///%zz", "file:///%ff%fe", "", "https://example.com/a.csv"]
        {
            assert_eq!(path_of(uri), None, "{uri}");
        }
    }
}
