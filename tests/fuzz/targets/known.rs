//! Any text is refused as a baseline, or is one that is the same when it is written and read again.

use orglint::policy::Baseline;

/// Reads a baseline.
pub(crate) fn baseline(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Baseline::parse(text) {
        Ok(baseline) => assert_eq!(Baseline::parse(&baseline.text()), Ok(baseline)),
        Err(message) => assert!(!message.is_empty()),
    }
}
