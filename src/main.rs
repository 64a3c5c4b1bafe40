//! The `orglint` command.

fn main() {}
