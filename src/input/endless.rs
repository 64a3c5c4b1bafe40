//! What begins with a line that has no end can be no chart, and is refused for its beginning: a device such as /dev/zero,
//! or a file of something else, would cost as much memory and time as there is.

use super::{parquet, workbook};
use crate::error::Error;

/// So much of an input is looked at: no first line of a table is as long.
pub const HEAD: usize = 16 << 20;

/// Refuses an input that is named `name` if its first line takes all of `head`, the first [`HEAD`] bytes of it. A document
/// of nested values may well stand in one line, and packed files have no lines.
pub fn refuse_endless(name: &str, head: &[u8]) -> Result<(), Error> {
    let Some(head) = head.get(..HEAD) else { return Ok(()) };
    let is_packed = workbook::is_workbook(head) || parquet::is_parquet(head);
    if is_packed || is_nested(head) || memchr::memchr2(b'\n', b'\r', head).is_some() {
        return Ok(());
    }
    Err(Error::in_file(name, format!("the first line has more than {} MiB", HEAD >> 20))
        .help("give a chart: a table with a record a line, JSON, YAML, LDIF, or a workbook"))
}

/// Whether the first mark is one of those that nested values begin with, in whatever encoding.
fn is_nested(head: &[u8]) -> bool {
    let is_mark = |byte: &&u8| byte.is_ascii_graphic();
    head.iter().find(is_mark).is_some_and(|mark| matches!(mark, b'{' | b'[' | b'-' | b'%' | b'&' | b'!' | b'"' | b'\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_first_line_without_end_is_refused() {
        let is_refused = |begin: &[u8], byte: u8| {
            let mut head = begin.to_vec();
            head.resize(HEAD, byte);
            refuse_endless("x", &head).is_err()
        };
        for begin in [&b""[..], b"id,manager", b"\xef\xbb\xbfid", b"\xff\xfei\0d\0", b"\0\0"] {
            assert!(is_refused(begin, b'x') && is_refused(begin, 0), "{begin:?}");
        }
        for begin in [
            &b"id\n"[..],
            b"id\r",
            b"[",
            b" {",
            b"\xef\xbb\xbf[",
            b"\xff\xfe[\0",
            b"--- {",
            b"PK\x03\x04",
            b"PAR1\x15\x04",
        ] {
            assert!(!is_refused(begin, b'x'), "{begin:?}");
        }
        assert!(refuse_endless("x", b"id,manager").is_ok(), "one line that ends is none without end");
    }
}
