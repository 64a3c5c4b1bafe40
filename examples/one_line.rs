//! The floor that figures of start-up are given against: a program that prints a line, and does nothing else.

use std::io::Write;

fn main() -> std::io::Result<()> {
    writeln!(std::io::stdout(), "one line")
}
