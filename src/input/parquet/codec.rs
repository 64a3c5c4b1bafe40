//! The ways in which pages are packed.

use std::io::Read;

use super::Fault;

const DAMAGED: Fault = Fault::Damaged("a part of it cannot be unpacked");

/// Unpacks bytes to exactly `length`. However much they claim to hold, no more is made of them.
pub(super) fn unpack(codec: i64, packed: &[u8], length: usize) -> Result<Vec<u8>, Fault> {
    let unpacked = match codec {
        1 => return unpack_snappy(packed, length),
        2 => read(flate2::read::MultiGzDecoder::new(packed), length)?,
        6 => read(ruzstd::decoding::StreamingDecoder::new(packed).map_err(|_| DAMAGED)?, length)?,
        codec => {
            let name = match codec {
                3 => "LZO",
                4 => "Brotli",
                5 | 7 => "LZ4",
                _ => "in a way that is not known",
            };
            return Err(Fault::Unread(format!(
                "its values are packed with {name}, and not with Snappy, gzip or Zstandard"
            )));
        }
    };
    if unpacked.len() == length { Ok(unpacked) } else { Err(DAMAGED) }
}

/// No three bytes of Snappy stand for more than 64, so that what claims to be more needs no memory.
fn unpack_snappy(packed: &[u8], length: usize) -> Result<Vec<u8>, Fault> {
    let is_sound = snap::raw::decompress_len(packed).is_ok_and(|claimed| claimed == length);
    if !is_sound || length / 22 > packed.len() {
        return Err(DAMAGED);
    }
    let mut unpacked = vec![0; length];
    match snap::raw::Decoder::new().decompress(packed, &mut unpacked) {
        Ok(written) if written == length => Ok(unpacked),
        _ => Err(DAMAGED),
    }
}

fn read(packed: impl Read, length: usize) -> Result<Vec<u8>, Fault> {
    let mut unpacked = Vec::new();
    packed.take(length as u64 + 1).read_to_end(&mut unpacked).map_err(|_| DAMAGED)?;
    Ok(unpacked)
}
