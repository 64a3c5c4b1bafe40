//! The `orglint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(orglint::cli::main(std::env::args_os()))
}
