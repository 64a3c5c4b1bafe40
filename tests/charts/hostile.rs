//! Texts that try to be more than text.

#[path = "telling.rs"]
mod telling;

use proptest::prelude::*;
use telling::TELLING;

/// Whatever a cell can hold, what has a meaning in DOT and HTML more often than chance has it.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(TELLING.to_vec());
    let part = prop_oneof![3 => telling.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-zA-Z ]{0,12}"];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat().replace('\0', ""))
}
