//! Messages, as they stand one behind the other in a stream.

use std::io::{self, BufRead, Read};

/// A message that is longer is passed over: the largest document that an editor opens takes less.
const LONGEST: u64 = 1 << 30;

/// A line of a header that is longer is none.
const LONGEST_LINE: u64 = 1 << 13;

/// The content of the next message; `None` where the stream ends. What is no header is passed over, and room is made
/// only for what has come, whatever length a header claims.
pub(super) fn next(input: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    loop {
        let Some(length) = header(input)? else { return Ok(None) };
        if length > LONGEST {
            io::copy(&mut input.take(length), &mut io::sink())?;
            continue;
        }
        let mut content = Vec::new();
        let read = input.take(length).read_to_end(&mut content)? as u64;
        return Ok((read == length).then_some(content));
    }
}

/// The length that the next header tells.
fn header(input: &mut dyn BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = line.trim_ascii();
        match (text.is_empty(), length) {
            (true, Some(length)) => return Ok(Some(length)),
            (true, None) => {}
            (false, _) => length = content_length(text).or(length),
        }
    }
}

fn content_length(line: &[u8]) -> Option<u64> {
    let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
    if name.trim().eq_ignore_ascii_case("content-length") { value.trim().parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(stream: &[u8]) -> Vec<String> {
        let mut input = stream;
        let mut contents = Vec::new();
        while let Some(content) = next(&mut input).unwrap() {
            contents.push(String::from_utf8(content).unwrap());
        }
        contents
    }

    #[test]
    fn messages_follow_each_other() {
        let stream = b"Content-Length: 2\r\n\r\n{}content-length:3\r\nContent-Type: x\r\n\r\n[1]";
        assert_eq!(contents(stream), ["{}", "[1]"]);
    }

    #[test]
    fn what_is_no_header_is_passed_over() {
        let garbage = [vec![b'x'; 100_000], b"\r\n\r\n: \xff\r\n\r\nContent-Length: 2\r\n\r\n{}".to_vec()].concat();
        assert_eq!(contents(&garbage), ["{}"]);
        assert_eq!(contents(b"Content-Length: -1\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["{}"]);
    }

    #[test]
    fn a_length_that_lies_takes_no_room() {
        for length in ["1073741824", "99999999999", "18446744073709551615", "18446744073709551616"] {
            let stream = format!("Content-Length: {length}\r\n\r\n{{}}");
            assert_eq!(contents(stream.as_bytes()), [""; 0], "{length}");
        }
    }
}
