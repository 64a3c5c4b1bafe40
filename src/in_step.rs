//! Holds files that are made from others in step with what they are made from.
#![cfg(test)]

use std::path::Path;

/// Fails where `file`, a path from the root of the package, does not hold `expected`; with `ORGLINT_BLESS=1` it is
/// written anew instead. `filter` names the tests that do so.
pub(crate) fn hold(file: &str, expected: &[u8], filter: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::fs::read(&path).ok().as_deref() != Some(expected) {
        let blesses = std::env::var_os("ORGLINT_BLESS").is_some_and(|value| value == "1");
        assert!(blesses, "{file} is not in step: run `ORGLINT_BLESS=1 cargo test --lib {filter}`");
        std::fs::write(&path, expected).expect("a file of the package can be written");
    }
}
