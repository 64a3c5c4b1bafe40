//! How much is read at most, so that a hostile input costs bounded memory and time.

use serde::Deserialize;

/// What one input may come to. A file itself may have 4 GiB, and a text as it is written needs no other bound; these are
/// for formats in which a small file can stand for a large chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(inline)]
pub struct Limits {
    /// Bytes that a packed file (.xlsx, .ods, .parquet) may unpack to; without it 1073741824, which is 1 GiB.
    pub unpacked_bytes: u64,
    /// Values (cells, keys and texts, lists and objects) that a file may hold; without it 200000000.
    pub values: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { unpacked_bytes: 1 << 30, values: 200_000_000 }
    }
}
