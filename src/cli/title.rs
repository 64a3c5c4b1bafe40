//! `orglint title`

use std::io::{self, BufRead, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::config::Configuration;
use super::{Outcome, Result, output};
use crate::error::Error;
use crate::report::text::safe;
use crate::source::{NotText, Place};
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
    #[command(flatten)]
    configuration: Configuration,
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
        let reader = self.configuration.find(None)?.reader;
        if !self.titles.is_empty() {
            output::write(None, &[], |out| self.titles.iter().try_for_each(|title| self.write(title, &reader, out)))?;
            return Ok(Outcome::Clean);
        }
        let mut unreadable = None;
        output::write(None, &[], |out| {
            for (number, line) in (1..).zip(io::stdin().lock().split(b'\n')) {
                match line.map_err(cannot_be_read).and_then(|line| title_of(line, number)) {
                    Ok(title) => self.write(&title, &reader, out)?,
                    Err(error) => {
                        unreadable = Some(error);
                        break;
                    }
                }
            }
            Ok(())
        })?;
        unreadable.map_or(Ok(Outcome::Clean), Err)
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

/// The title on a line of standard input, counted from 1.
fn title_of(mut line: Vec<u8>, number: u32) -> Result<String> {
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    String::from_utf8(line).map_err(|fault| {
        let (before, after) = fault.as_bytes().split_at(fault.utf8_error().valid_up_to());
        let column = String::from_utf8_lossy(before).chars().count() as u32 + 1;
        let place = Place { line: number, column };
        Error::not_text("-", NotText::NotUtf8 { place, byte: after.first().copied().unwrap_or_default() })
    })
}

fn cannot_be_read(error: io::Error) -> Error {
    Error::in_file("-", format!("it cannot be read: {error}"))
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
