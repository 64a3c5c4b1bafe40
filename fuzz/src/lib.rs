//! The targets of fuzzing, which `tests/fuzz/main.rs` runs as well, over the inputs that are kept.

#[path = "../../tests/fuzz/targets/mod.rs"]
mod targets;

/// Runs the target of that name.
pub fn run(name: &str, bytes: &[u8]) {
    targets::run(name, bytes);
}
