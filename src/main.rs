//! The `orglint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    orglint::cli::run(&orglint::cli::Arguments::of_process())
}
