//! `orglint repair`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::{Configuration, Setup};
use super::input::{Files, Reading};
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, output};
use crate::chart::Chart;
use crate::error::Error;
use crate::reorg::repair::{self, Repair as Found};
use crate::report::text::safe;

/// Propose the fewest changes of managers after which no error of `integrity/*` and `pattern/*` is left, each with its
/// reason, as a PLAN for `orglint plan`.
#[derive(Debug, Args)]
pub(super) struct Repair {
    #[command(flatten)]
    files: Files,
    /// How to write the changes.
    #[arg(long, value_enum, default_value_t = PlanFormat::Toml)]
    format: PlanFormat,
    /// Write to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave out changes that are less sure than that, from 0 to 1.
    #[arg(long, value_name = "X", value_parser = share)]
    min_confidence: Option<f64>,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    privacy: Privacy,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum PlanFormat {
    /// A PLAN.
    Toml,
    /// For programs.
    Json,
}

impl Repair {
    pub(super) fn run(&self) -> Result<Outcome> {
        let Setup { rulebook, policy, reader, input } = self.configuration.setup(self.files.first(), &self.judging)?;
        let mut chart = self.privacy.keep(self.reading.of_files(&self.files, &input))?;
        if chart.hides_ids() {
            let message = "the ids of this chart are names or addresses, and a PLAN names positions by their ids";
            return Err(Error::in_file(chart.source().name(), message).help("leave --redact out"));
        }
        let mut found = repair::repair(&mut chart, &rulebook.only(repair::is_mended), &policy, &reader);
        if let Some(least) = self.min_confidence {
            found.leave_out_below(least);
        }
        output::write(self.output.as_deref(), self.files.all(), |out| match self.format {
            PlanFormat::Toml => found.write_plan(&chart, out),
            PlanFormat::Json => found.write_json(&chart, out),
        })?;
        output::tell(&left_out(&chart, &found));
        Ok(if found.left_out.is_empty() { Outcome::Clean } else { Outcome::Findings })
    }
}

/// What is left out, a line each.
fn left_out(chart: &Chart, found: &Found) -> String {
    let line = |left: &repair::LeftOut| {
        let who = left.position.map(|position| format!("{}: ", chart.named(position))).unwrap_or_default();
        format!("left out: {} [{}]\n", safe(&format!("{who}{}", left.reason)), left.rule)
    };
    found.left_out.iter().map(line).collect()
}

fn share(text: &str) -> std::result::Result<f64, String> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}
