//! `orglint plan`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::Configuration;
use super::fail_on::FailOn;
use super::input::{Reading, is_standard_input, open_as};
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, output, progress};
use crate::error::Error;
use crate::input::Options;
use crate::reorg::plan::{self, Draft, Judge};
use crate::report::plan::{Subject, json, markdown, pretty};
use crate::table::Format;

/// Apply a reorganisation in steps, check the chart after each, and say which step introduces what.
#[derive(Debug, Args)]
pub(super) struct PlanOf {
    /// The chart before; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The plan, in TOML; `-` is standard input.
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    /// How to report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Pretty)]
    format: ReportFormat,
    /// Write the chart after the last step to a file, as CSV or JSON lines by its extension.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with status 1 where the plan introduces a finding of this severity or a graver one that no step resolves.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Show at most so many findings; all are counted.
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// Say nothing of steps that introduce nothing.
    #[arg(short, long)]
    quiet: bool,
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
enum ReportFormat {
    /// For people: each step, and under it what it introduces.
    Pretty,
    /// For programs.
    Json,
    /// For a comment on a pull request: tables.
    Markdown,
}

impl PlanOf {
    pub(super) fn run(&self) -> Result<Outcome> {
        if is_standard_input(&self.file) && is_standard_input(&self.plan) {
            return Err(Error::new("standard input can be read only once").help("give '-' once"));
        }
        if self.quiet {
            progress::forgo();
        }
        let format = output::wanted_format(None, self.output.as_deref())?;
        if format == Format::Parquet {
            return Err(Error::new("the chart after a plan is written as CSV or JSON lines, and not as Parquet")
                .help("name a file that ends in .csv or .jsonl"));
        }
        let setup = self.configuration.setup(&self.file, &self.judging)?;
        let source = open_as("a plan", &self.plan)?;
        let plan = self.privacy.told(plan::Plan::read(&source))?;
        // Columns that no check needs are in the chart after as well.
        let options = Options { all_columns: true, ..self.reading.options(&setup.input) };
        let roster = self.reading.roster(&self.file, &options);
        let draft = roster.and_then(|roster| Draft::new(roster, &options, self.reading.day()));
        let draft = self.privacy.keep_draft(self.privacy.told(draft)?);
        let judge = Judge { rulebook: &setup.rulebook, policy: &setup.policy, reader: &setup.reader };
        let assessment = plan::run(draft, &plan, &source, judge, self.reading.is_day_asked_for());
        let assessment = self.privacy.told(assessment)?;
        let subject = Subject { plan: &source, assessment: &assessment };
        if let Some(path) = &self.output {
            let inputs = [self.file.clone(), self.plan.clone()];
            output::write_data(Some(path), &inputs, |out| assessment.draft.write(format, out))?;
        }
        output::write(None, &[], |out| match self.format {
            ReportFormat::Json => json::write(subject, out),
            ReportFormat::Markdown => {
                let style = markdown::Style { max_findings: self.max_findings, quiet: self.quiet };
                markdown::write(subject, style, out)
            }
            ReportFormat::Pretty => {
                let (max_findings, quiet) = (self.max_findings, self.quiet);
                pretty::write(subject, pretty::Style { color: output::is_colored(), max_findings, quiet }, out)
            }
        })?;
        Ok(self.fail_on.outcome(assessment.introduced().map(|(_, one)| one.told.reported.severity)))
    }
}
