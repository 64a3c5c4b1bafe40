//! Packed bytes, sound and damaged.

use std::io::Write;

use super::super::codec::unpack;

const SNAPPY: i64 = 1;
const GZIP: i64 = 2;
const ZSTANDARD: i64 = 6;

fn packed(codec: i64, bytes: &[u8]) -> Vec<u8> {
    match codec {
        SNAPPY => snap::raw::Encoder::new().compress_vec(bytes).unwrap(),
        GZIP => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        }
        _ => ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest),
    }
}

fn text() -> Vec<u8> {
    (0..3000).flat_map(|row: i32| format!("E{row},Person {}\n", row * row % 977).into_bytes()).collect()
}

#[test]
fn what_was_packed_is_unpacked_and_nothing_else() {
    for codec in [SNAPPY, GZIP, ZSTANDARD] {
        for bytes in [text(), Vec::new(), vec![b'x'; 1 << 20]] {
            let packed = packed(codec, &bytes);
            assert_eq!(unpack(codec, &packed, bytes.len()).unwrap(), bytes);
            assert!(unpack(codec, &packed, bytes.len() + 1).is_err());
            assert!(unpack(codec, &packed, i32::MAX as usize).is_err());
            assert!(bytes.is_empty() || unpack(codec, &packed, bytes.len() - 1).is_err());
        }
    }
}

#[test]
fn zstandard_of_another_program() {
    let text = b"orgorgorgorgorgorgorgorg chart chart chart chart";
    let frame = "28b52ffd00688d0000486f72672063686172740200295ef17343";
    let bytes: Vec<u8> =
        (0..frame.len()).step_by(2).map(|at| u8::from_str_radix(&frame[at..at + 2], 16).unwrap()).collect();
    assert_eq!(unpack(ZSTANDARD, &bytes, text.len()).unwrap(), text);
}

#[test]
fn damage_is_an_error_or_other_bytes() {
    let mut random = fastrand::Rng::with_seed(3);
    let bytes = text();
    for codec in [SNAPPY, GZIP, ZSTANDARD] {
        let sound = packed(codec, &bytes);
        for _ in 0..super::mutations() / 100 {
            let mut damaged = sound.clone();
            for _ in 0..random.usize(1..4) {
                let place = random.usize(..damaged.len().min(400));
                damaged[place] = random.u8(..);
            }
            if random.bool() {
                damaged.truncate(random.usize(..damaged.len()));
            }
            if let Ok(read) = unpack(codec, &damaged, bytes.len()) {
                assert_eq!(read.len(), bytes.len());
            }
        }
    }
}
