//! Options that say what to read, and the reading of it.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::Result;
use crate::chart::Chart;
use crate::error::Error;
use crate::input::{self, Field, Filter, Format, Mapping, Roster};
use crate::source::Source;

/// How to read a chart, beyond what its file tells.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Reading {
    #[command(flatten)]
    layout: Layout,
    /// The day of the check: who has left by then, or begins later, is no part of the chart [default: today].
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
}

/// How to find the records of a chart, beyond what its file tells.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Layout {
    /// Which column holds a field, such as `id="Worker ID"` or `manager=Supervisor`; may be given several times.
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = mapped)]
    map: Vec<(Field, String)>,
    /// The format of the input, where its name and content do not tell.
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    input_format: Option<Format>,
}

impl Reading {
    /// Whether nothing is said beyond what the file tells.
    pub(super) fn is_plain(&self) -> bool {
        self.layout.map.is_empty() && self.layout.input_format.is_none() && self.as_of.is_none()
    }

    /// The day of the check.
    pub(super) fn day(&self) -> Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }

    /// Reads a chart from a file, or from standard input where the path is `-`.
    pub(super) fn chart(&self, path: &Path, mapping: &Mapping, filter: &Option<Arc<Filter>>) -> Result<Chart> {
        Ok(Chart::new(self.layout.roster(path, mapping, filter)?, self.day()))
    }
}

impl Layout {
    /// Reads the records of a file, or of standard input where the path is `-`. What the command line says of columns
    /// goes before the configuration.
    pub(super) fn roster(&self, path: &Path, mapping: &Mapping, filter: &Option<Arc<Filter>>) -> Result<Roster> {
        let source = open(path)?;
        let mut mapping = mapping.clone();
        for (field, column) in &self.map {
            mapping.set(*field, column);
        }
        input::read(source, &input::Options { format: self.input_format, mapping, filter: filter.clone() })
    }
}

/// The path that stands for standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

pub(super) fn open(path: &Path) -> Result<Source> {
    let name = path.display().to_string();
    let read = if is_standard_input(path) {
        Source::read(&name, io::stdin().lock(), None)
    } else {
        File::open(path).and_then(|file| {
            let about = file.metadata()?;
            if about.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            Source::read(&name, file, Some(about.len()).filter(|_| about.is_file()))
        })
    };
    match read {
        Ok(Ok(source)) => Ok(source),
        Ok(Err(fault)) => Err(Error::not_text(name, fault)),
        Err(error) => Err(unreadable(name, &error)),
    }
}

/// Opens what is no chart.
pub(super) fn open_as(what: &str, path: &Path) -> Result<Source> {
    open(path).map_err(|error| match path.metadata() {
        Ok(about) if about.is_dir() => error.help(format!("give the file of {what}")),
        Err(_) => error.help(format!("check the path: it should lead to {what}")),
        Ok(_) => error,
    })
}

fn unreadable(name: String, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::in_file(name, "there is no such file").help("check the path, or give '-' to read standard input")
        }
        io::ErrorKind::IsADirectory => Error::in_file(name, "this is a directory").help("give the file of a chart"),
        io::ErrorKind::FileTooLarge => {
            Error::in_file(name, "the input is larger than 4 GiB").help("split it into several charts")
        }
        _ => Error::in_file(name, format!("it cannot be read: {error}")),
    }
}

fn mapped(text: &str) -> std::result::Result<(Field, String), String> {
    let known = || Field::ALL.map(Field::name).join(", ");
    let (field, column) = text.split_once('=').ok_or("expected FIELD=COLUMN, such as id=\"Worker ID\"")?;
    let field =
        Field::from_name(field.trim()).ok_or_else(|| format!("there is no field '{field}'; known are: {}", known()))?;
    Ok((field, column.trim().trim_matches('"').to_owned()))
}

fn format(text: &str) -> std::result::Result<Format, String> {
    let known = || Format::ALL.map(|(name, _)| name).join(", ");
    let found = Format::ALL.into_iter().find(|(name, _)| *name == text);
    found.map(|(_, format)| format).ok_or_else(|| format!("known formats are: {}", known()))
}

fn date(text: &str) -> std::result::Result<Date, String> {
    text.parse().map_err(|_| "expected a day such as 2026-03-31".to_owned())
}

/// Whether two paths name one file.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
