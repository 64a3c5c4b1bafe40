//! `orglint title`

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use comfy_table::{Table, presets};
use serde::Serialize;

use super::config::Configuration;
use super::input::Reading;
use super::privacy::Privacy;
use super::{Outcome, Result, listing, output};
use crate::error::Error;
use crate::policy::Config;
use crate::report::text::{clip, safe};
use crate::source::{NotText, Place};
use crate::stats;
use crate::title::{Explanation, Part, Reader, Role};

/// Show how titles are read, and why.
#[derive(Debug, Args)]
pub(super) struct Titles {
    /// The titles; without any, one a line from standard input.
    #[arg(value_name = "TITLE")]
    titles: Vec<String>,
    /// List the titles of this chart, those first that are not read, with the words that are not in the lexicon.
    #[arg(long, value_name = "FILE", conflicts_with = "titles")]
    from: Option<PathBuf>,
    /// List every title of the chart, and not only the first of each group.
    #[arg(long, requires = "from", conflicts_with = "titles")]
    all: bool,
    /// How to show the readings.
    #[arg(long, value_enum, default_value_t = TitleFormat::Text)]
    format: TitleFormat,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    privacy: Privacy,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum TitleFormat {
    /// What each part of a title did; for a chart, a line for each title.
    Text,
    /// One JSON object a line.
    Jsonl,
}

/// How a title reads, for programs.
#[derive(Serialize)]
pub(super) struct ReadTitle<'a> {
    title: &'a str,
    level: &'static str,
    functions: Vec<&'static str>,
    manages_people: &'static str,
    qualifiers: Vec<&'static str>,
}

impl Titles {
    pub(super) fn run(&self) -> Result<Outcome> {
        let config = self.configuration.find(self.from.as_deref())?;
        if let Some(file) = &self.from {
            return self.list(file, &config);
        }
        let reader = config.reader;
        if !self.reading.is_plain() {
            return Err(Error::new("--map, --input-format and --as-of say how to read a chart, and none is given")
                .help("name the chart with --from FILE"));
        }
        if !self.titles.is_empty() {
            output::write(None, &[], |out| {
                let mut titles = (0..).zip(&self.titles);
                titles.try_for_each(|(before, title)| self.write(title, before, &reader, out))
            })?;
            return Ok(Outcome::Clean);
        }
        let mut unreadable = None;
        output::write(None, &[], |out| {
            for (before, line) in (0..).zip(io::stdin().lock().split(b'\n')) {
                match line.map_err(cannot_be_read).and_then(|line| title_of(line, before + 1)) {
                    Ok(title) => self.write(&title, before, &reader, out)?,
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

    fn list(&self, file: &Path, config: &Config) -> Result<Outcome> {
        let chart = self.privacy.keep(self.reading.chart(file, &config.input))?;
        let titles = stats::titles(&chart, &config.reader);
        output::write(None, &[], |out| match self.format {
            TitleFormat::Jsonl => listing::entries(&titles).try_for_each(|entry| write_json(&entry, out)),
            TitleFormat::Text => listing::write_text(&titles, self.all, out),
        })?;
        Ok(Outcome::Clean)
    }

    /// Shows a title, with so many before it.
    fn write(&self, title: &str, before: u32, reader: &Reader, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            TitleFormat::Jsonl => write_json(&ReadTitle::new(title, &reader.read(title)), out),
            TitleFormat::Text => {
                if before > 0 {
                    writeln!(out)?;
                }
                write_explanation(title, &reader.explain(title), out)
            }
        }
    }
}

fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// The title, how it reads, and what each of its parts did.
fn write_explanation(title: &str, explanation: &Explanation<'_>, out: &mut dyn Write) -> io::Result<()> {
    /// How many characters of a title and of one of its parts are shown: enough for any that people hold.
    const LONGEST: usize = 400;
    const LONGEST_PART: usize = 60;
    let read = ReadTitle::new(title, &explanation.role);
    let title = if title.trim().is_empty() { "(no title)" } else { title };
    writeln!(out, "{}", safe(&clip(title, LONGEST)))?;
    write!(out, "  {} · {} · manages people: {}", read.level, read.functions(), read.manages_people)?;
    if !read.qualifiers.is_empty() {
        write!(out, " · {}", read.qualifiers.join(", "))?;
    }
    writeln!(out)?;
    if explanation.parts.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for Part { text, effects } in &explanation.parts {
        let effects: Vec<String> = effects.iter().map(ToString::to_string).collect();
        table.add_row([safe(&clip(text, LONGEST_PART)).into_owned(), effects.join("\n")]);
    }
    if let Some(column) = table.column_mut(0) {
        column.set_padding((4, 1));
    }
    writeln!(out, "{}", table.trim_fmt())
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

impl<'a> ReadTitle<'a> {
    pub(super) fn new(title: &'a str, role: &Role) -> ReadTitle<'a> {
        ReadTitle {
            title,
            level: role.level.name(),
            functions: role.functions.iter().map(|function| function.name()).collect(),
            manages_people: role.manages_people.name(),
            qualifiers: role.qualifiers.iter().map(|qualifier| qualifier.name()).collect(),
        }
    }

    /// The functions in one text.
    pub(super) fn functions(&self) -> String {
        self.functions.join(" + ")
    }
}
