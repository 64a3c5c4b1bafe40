//! The `orglint` command.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    orglint::cli::run(&orglint::cli::Arguments::parse())
}
