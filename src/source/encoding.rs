//! From bytes to text, whatever the encoding: UTF-8 as it is, anything else decoded.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{LineIndex, NotText, Place};
use crate::processor;

/// A text that was written in another encoding than UTF-8.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
}

/// Looks at how much of an input to tell UTF-16 and what is no text.
const SAMPLE: usize = 8192;

/// Decodes bytes; `None` where they are UTF-8 already. A byte-order mark goes before the encoding that the user names,
/// and that before what the bytes look like.
pub(super) fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> Result<Option<Decoded>, NotText> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let Some(encoding) = marked.or(named).or_else(|| unmarked_utf_16(sample)) else {
        if sample.contains(&0) {
            return Err(NotText::Binary);
        }
        // Validated once, here; single cells are short enough to be looked at again when they are asked for as text.
        return match processor::utf_8(bytes) {
            Ok(()) => Ok(None),
            Err(fault) => detect(bytes, fault).map(Some),
        };
    };
    if encoding != UTF_8 {
        return decode_as(bytes, encoding).ok_or(NotText::NotEncoded { encoding: encoding.name() }).map(Some);
    }
    if sample.contains(&0) {
        return Err(NotText::Binary);
    }
    match processor::utf_8(bytes) {
        Ok(()) => Ok(None),
        Err(fault) => Err(not_utf_8(bytes, fault)),
    }
}

/// Decodes what is not UTF-8 by what it looks like.
fn detect(bytes: &[u8], fault: usize) -> Result<Decoded, NotText> {
    // UTF-8 with a few bytes that are damaged would come out as something else throughout.
    if is_mostly_utf_8(bytes) {
        return Err(not_utf_8(bytes, fault));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    decode_as(bytes, encoding).ok_or_else(|| not_utf_8(bytes, fault))
}

/// Whether characters of several bytes are well-formed more often than not.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += chunk.invalid().len();
    }
    sound > broken
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Option<Decoded> {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    (!had_errors).then(|| Decoded { text: text.into_owned(), encoding: encoding.name() })
}

/// UTF-16 without a byte-order mark: in mostly Latin text every other byte is zero, and none of the rest.
fn unmarked_utf_16(sample: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = sample.as_chunks::<2>();
    let zeros = |at: usize| pairs.iter().filter(|pair| pair[at] == 0).count();
    match (zeros(0), zeros(1)) {
        (0, low) if pairs.len() >= 4 && 2 * low > pairs.len() => Some(UTF_16LE),
        (high, 0) if pairs.len() >= 4 && 2 * high > pairs.len() => Some(UTF_16BE),
        _ => None,
    }
}

fn not_utf_8(bytes: &[u8], at: usize) -> NotText {
    let index = LineIndex::new(bytes);
    let line = index.line_of(at);
    let start = index.line_start(line);
    let column = index.characters_before(bytes, at) - index.characters_before(bytes, start);
    NotText::NotUtf8 { place: Place { line: line as u32 + 1, column: column as u32 + 1 }, byte: bytes[at] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None).unwrap().unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "id,name,title\n1,Jürgen Groß,Geschäftsführer\n2,Zoë,Préposée\n";
        let latin: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
        assert_eq!(decoded(&latin), (text.to_owned(), "windows-1252"));
        let pairs = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        assert_eq!(decoded(&pairs(u16::to_le_bytes)), (text.to_owned(), "UTF-16LE"));
        assert_eq!(decoded(&pairs(u16::to_be_bytes)), (text.to_owned(), "UTF-16BE"));
        let marked = [&b"\xff\xfe"[..], &pairs(u16::to_le_bytes)].concat();
        assert_eq!(decoded(&marked), (text.to_owned(), "UTF-16LE"));
        let (japanese, _, _) =
            encoding_rs::SHIFT_JIS.encode("社員番号,氏名,役職\n1,山田太郎,代表取締役社長\n2,佐藤花子,営業部長\n");
        assert_eq!(decoded(&japanese).1, "Shift_JIS");
        assert!(decode(text.as_bytes(), None).unwrap().is_none());
    }

    #[test]
    fn what_is_damaged_is_told() {
        let damaged = "id,name\n1,Jürgen Groß\n2,Zo\u{eb}\n".as_bytes().to_vec();
        let mut damaged = damaged;
        damaged.extend(b"3,\xff\n");
        let expected = NotText::NotUtf8 { place: Place { line: 4, column: 3 }, byte: 0xff };
        assert_eq!(decode(&damaged, None).err(), Some(expected));
        assert_eq!(decode(b"a\0b", None).err(), Some(NotText::Binary));
        assert_eq!(
            decode(b"\xef\xbb\xbfa\xff", None).err().map(|fault| matches!(fault, NotText::NotUtf8 { .. })),
            Some(true)
        );
    }
}
