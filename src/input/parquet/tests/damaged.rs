//! Files that are damaged, or made to do harm.

use ::parquet::basic::Encoding;
use ::parquet::file::properties::WriterProperties;

use super::files::{Column, Data, encoded, file, plain, texts, ways};
use super::{all, mutations, read, text};
use crate::input::Limits;

fn chart(way: WriterProperties) -> Vec<u8> {
    let schema = "required binary id (STRING); optional int64 manager; optional double pay; required int32 day (DATE);
        optional boolean quota; optional group dotted (LIST) { repeated group list { optional binary element (STRING); } }";
    let columns: Vec<Column> = vec![
        (texts(&["E1", "E2", "E3", "E4"]), None, None),
        (Data::Whole64(vec![1, 1, 2]), Some(vec![0, 1, 1, 1]), None),
        (Data::Doubles(vec![0.5, 2.0]), Some(vec![1, 1, 0, 0]), None),
        (Data::Whole32(vec![1, 2, 3, 4]), None, None),
        (Data::Flags(vec![true, false]), Some(vec![0, 1, 1, 0]), None),
        (texts(&["E1", "E2"]), Some(vec![0, 1, 3, 3, 2]), Some(vec![0, 0, 0, 1, 0])),
    ];
    file(schema, way, &[columns])
}

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = ways().into_iter().map(chart).collect();
    let numbers = || vec![(Data::Whole64((0..200).map(|at| at * at).collect()), None, None)];
    let words = || vec![(texts(&["alpha", "alpine", "beta"]), None, None)];
    seeds.push(file("required int64 x;", encoded(Encoding::DELTA_BINARY_PACKED), &[numbers()]));
    seeds.push(file("required int64 x;", encoded(Encoding::BYTE_STREAM_SPLIT), &[numbers()]));
    for encoding in [Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
        seeds.push(file("required binary x (STRING);", encoded(encoding), &[words()]));
    }
    seeds
}

#[test]
fn no_damage_brings_the_program_down() {
    let count = mutations();
    let seeds = seeds();
    let mut random = fastrand::Rng::with_seed(7);
    let limits = Limits { unpacked_bytes: 1 << 16, values: 1 << 12 };
    let mut sound = 0;
    for at in 0..count {
        let mut bytes = seeds[at % seeds.len()].clone();
        for _ in 0..random.usize(1..4) {
            let place = random.usize(4..bytes.len());
            match random.u8(0..5) {
                0 => bytes[place] = random.u8(..),
                1 => bytes[place] ^= 1 << random.u8(0..8),
                2 => bytes[place] = [0, 0x7f, 0x80, 0xff][random.usize(0..4)],
                3 => drop(bytes.remove(place)),
                _ => bytes.insert(place, random.u8(..)),
            }
        }
        if let Ok(table) = read("x.parquet", &bytes, &limits, &all) {
            assert!(table.text.len() as u64 <= limits.unpacked_bytes);
            assert!(std::str::from_utf8(&table.text).is_ok());
            sound += 1;
        }
    }
    assert!(sound > count / 50 && sound < count * 9 / 10, "{sound} of {count} are read");
}

#[test]
fn a_file_that_is_cut_off_says_so() {
    let bytes = chart(plain().build());
    for length in (4..bytes.len()).rev() {
        let message = text(&bytes[..length]);
        assert!(message.starts_with("the Parquet file is damaged: "), "{length}: {message}");
    }
    assert!(text(&bytes[..bytes.len() - 1]).contains("may be cut off"));
    assert_eq!(text(b"PARE"), "the Parquet file cannot be read: it is encrypted");
}

#[test]
fn metadata_longer_than_the_file_is_refused() {
    let mut bytes = chart(plain().build());
    let length = bytes.len();
    bytes[length - 8..length - 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(text(&bytes).contains("longer than the file"));
}

/// A file of these metadata.
fn with_footer(footer: &[u8]) -> Vec<u8> {
    [b"PAR1", footer, &(footer.len() as u32).to_le_bytes(), b"PAR1"].concat()
}

#[test]
fn a_schema_may_claim_anything() {
    // A list of two thousand million elements; a root with as many children; groups in groups in groups.
    let list = [0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07];
    assert!(text(&with_footer(&list)).contains("metadata cannot be read"));
    let children = [0x29, 0x1c, 0x48, 1, b'r', 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0, 0];
    assert!(text(&with_footer(&children)).contains("no column"));
    let deep = 200_000_u32;
    let mut footer = vec![0x29, 0xfc];
    footer.extend([deep as u8 & 0x7f | 0x80, (deep >> 7) as u8 & 0x7f | 0x80, (deep >> 14) as u8]);
    footer.extend([0x48, 1, b'a', 0x15, 2, 0].repeat(deep as usize));
    footer.push(0);
    assert!(text(&with_footer(&footer)).contains("more, deeper or longer columns"));
    // Unknown fields that nest.
    let nested = [vec![0xac], vec![0x1c; 100_000]].concat();
    assert!(text(&with_footer(&nested)).contains("metadata cannot be read"));
}

#[test]
fn a_small_file_for_a_large_table_is_refused() {
    let rows = 300_000;
    let schema = "optional binary x (STRING);";
    let nothing = file(schema, WriterProperties::builder().build(), &[vec![(texts(&[]), Some(vec![0; rows]), None)]]);
    assert!(nothing.len() < 20_000);
    let limits = Limits { values: 100_000, ..Limits::default() };
    let error = read("x.parquet", &nothing, &limits, &all).unwrap_err();
    assert_eq!(error.message(), "the Parquet file is too large: it holds more than 100000 values");
    let long = "x".repeat(1 << 19);
    let repeated = vec![long.as_str(); 64];
    let bomb = file(schema, WriterProperties::builder().build(), &[vec![(texts(&repeated), Some(vec![1; 64]), None)]]);
    assert!(bomb.len() < 2 << 20);
    let limits = Limits { unpacked_bytes: 1 << 24, ..Limits::default() };
    let error = read("x.parquet", &bomb, &limits, &all).unwrap_err();
    assert_eq!(error.message(), "the Parquet file is too large: column 'x': it unpacks to more than 16777216 bytes");
}

#[test]
fn what_is_no_text_is_no_text() {
    let bytes = Data::Bytes(vec![b"a".to_vec(), b"\xff".to_vec()]);
    let file = file("required binary id (STRING);", plain().build(), &[vec![(bytes, None, None)]]);
    assert!(
        text(&file).contains("column 'id': it holds a value that is none of its type, such as bytes that are no UTF-8")
    );
}
