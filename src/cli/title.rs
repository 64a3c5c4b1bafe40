//! `orglint title`

use std::io::{self, BufRead, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Outcome, Result, output};
use crate::report::text::safe;
use crate::title::{Reader, Role};

/// Show how titles are read.
#[derive(Debug, Args)]
pub(super) struct Titles {
    /// The titles; without any, one a line from standard input.
    #[arg(value_name = "TITLE")]
    titles: Vec<String>,
    /// How to show the readings.
    #[arg(long, value_enum, default_value_t = TitleFormat::Text)]
    format: TitleFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum TitleFormat {
    /// A line each.
    Text,
    /// One JSON object a line.
    Jsonl,
}

#[derive(Serialize)]
struct Reading<'a> {
    title: &'a str,
    level: &'static str,
    functions: Vec<&'static str>,
    manages_people: &'static str,
    qualifiers: Vec<&'static str>,
}

impl Titles {
    pub(super) fn run(&self) -> Result<Outcome> {
        let reader = Reader::builtin();
        output::write(None, &[], |out| {
            if self.titles.is_empty() {
                for line in io::stdin().lock().lines() {
                    self.write(&line?, &reader, out)?;
                }
                return Ok(());
            }
            self.titles.iter().try_for_each(|title| self.write(title, &reader, out))
        })?;
        Ok(Outcome::Clean)
    }

    fn write(&self, title: &str, reader: &Reader, out: &mut dyn Write) -> io::Result<()> {
        let reading = Reading::new(title, &reader.read(title));
        match self.format {
            TitleFormat::Jsonl => {
                serde_json::to_writer(&mut *out, &reading)?;
                writeln!(out)
            }
            TitleFormat::Text => {
                write!(out, "{}: {}, {}", safe(title), reading.level, reading.functions.join(" + "))?;
                write!(out, "; manages people: {}", reading.manages_people)?;
                if !reading.qualifiers.is_empty() {
                    write!(out, "; {}", reading.qualifiers.join(", "))?;
                }
                writeln!(out)
            }
        }
    }
}

impl<'a> Reading<'a> {
    fn new(title: &'a str, role: &Role) -> Reading<'a> {
        Reading {
            title,
            level: role.level.name(),
            functions: role.functions.iter().map(|function| function.name()).collect(),
            manages_people: role.manages_people.name(),
            qualifiers: role.qualifiers.iter().map(|qualifier| qualifier.name()).collect(),
        }
    }
}
