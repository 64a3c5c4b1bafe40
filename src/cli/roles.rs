//! `orglint roles`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rapidfuzz::distance::jaro_winkler;
use serde::Serialize;

use super::config::{Configuration, Setup};
use super::input::Reading;
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, output};
use crate::check::Entry;
use crate::error::Error;
use crate::facts::Facts;
use crate::policy::FILE_NAME;
use crate::profile::{Card, documented};
use crate::report::{cards, roles, staffing};
use crate::staffing::assess;
use crate::title::Reader;

/// Show the documented roles: where each belongs, what it does, when a company needs it. With a chart: who holds them,
/// which of them the chart calls for, how the lines above stand, and what is missing.
#[derive(Debug, Args)]
pub(super) struct Roles {
    /// The chart to hold against the roles; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Only this role, by name (`vp-sales-operations`) or by title ('VP, Sales Ops'); without a chart its whole card.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// How to show them.
    #[arg(long, value_enum, default_value_t = RolesFormat::Text)]
    format: RolesFormat,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    privacy: Privacy,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum RolesFormat {
    /// For a terminal.
    Text,
    /// For programs.
    Json,
    /// For a page.
    Markdown,
}

impl Roles {
    pub(super) fn run(&self) -> Result<Outcome> {
        // Without a chart, the configuration of the working directory has the thresholds.
        let beside = self.file.as_deref().unwrap_or(Path::new(FILE_NAME));
        let setup = self.configuration.setup(beside, &Judging::default())?;
        let mut cards = documented()?;
        if let Some(wanted) = &self.role {
            let at = find(&cards, wanted, &setup.reader)?;
            cards = vec![cards.swap_remove(at)];
        }
        match &self.file {
            None => self.show(&cards, &setup)?,
            Some(file) => self.compare(&cards, &setup, file)?,
        }
        Ok(Outcome::Clean)
    }

    fn show(&self, all: &[Card], setup: &Setup) -> Result<()> {
        let organisation = &setup.policy.organisation;
        let all: Vec<&Card> = all.iter().collect();
        output::write(None, &[], |out| match (self.format, &all[..]) {
            (RolesFormat::Json, _) => write_json(&roles::Cards::new(&all, organisation), out),
            (RolesFormat::Markdown, _) => out.write_all(cards::markdown(&all, organisation).as_bytes()),
            (RolesFormat::Text, [card]) => out.write_all(cards::full(card, organisation, output::width()).as_bytes()),
            (RolesFormat::Text, _) => {
                out.write_all(cards::short(&all, organisation, output::width()).as_bytes())?;
                writeln!(out, "\n`orglint roles --role NAME` shows one in full, `orglint roles FILE` those of a chart.")
            }
        })
    }

    fn compare(&self, cards: &[Card], setup: &Setup, file: &Path) -> Result<()> {
        let chart = self.privacy.keep(self.reading.chart(file, &setup.input))?;
        let facts = Facts::new(&chart, &setup.policy.organisation, &setup.reader);
        let patterns = setup.rulebook.entries().iter().filter_map(|entry| match entry {
            Entry::Pattern(pattern) => Some(&**pattern),
            Entry::Coded(_) | Entry::Custom(_) => None,
        });
        let assessed = assess(cards, &patterns.collect::<Vec<_>>(), &facts);
        output::write(None, &[], |out| match self.format {
            RolesFormat::Json => write_json(&roles::Staffed::new(&assessed, &facts), out),
            RolesFormat::Markdown => out.write_all(staffing::markdown(&assessed, &facts).as_bytes()),
            RolesFormat::Text => out.write_all(staffing::text(&assessed, &facts, output::width()).as_bytes()),
        })
    }
}

fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// The card of that name, or the one that a title is about.
fn find(cards: &[Card], wanted: &str, reader: &Reader) -> Result<usize> {
    let named = cards.iter().position(|card| card.name == wanted);
    // What is written as the names are is a slip in one of them, and no title.
    let is_name = wanted.contains('-') && wanted.chars().all(|letter| letter == '-' || letter.is_ascii_lowercase());
    let role = (!is_name).then(|| reader.read(wanted));
    let titled = || cards.iter().position(|card| role.is_some_and(|role| card.is_about(&role)));
    named.or_else(titled).ok_or_else(|| {
        let likeness = |card: &&Card| (jaro_winkler::similarity(wanted.chars(), card.name.chars()) * 1000.0) as u32;
        let near = cards.iter().max_by_key(likeness).filter(|card| likeness(card) > 700);
        let near = near.map(|card| format!("did you mean '{}'? ", card.name)).unwrap_or_default();
        let known: Vec<&str> = cards.iter().map(|card| card.name.as_str()).collect();
        Error::new(format!("there is no documented role '{wanted}'"))
            .help(format!("{near}known are: {}", known.join(", ")))
    })
}
