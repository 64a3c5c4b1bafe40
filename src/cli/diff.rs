//! `orglint diff`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::Configuration;
use super::fail_on::FailOn;
use super::input::{Reading, is_standard_input};
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, output};
use crate::change::{Guard, Limit, MatchBy};
use crate::check::{Comparison, check};
use crate::diagram::{ColorBy, Colours, Direction, Scene, Theme, draw_change, svg};
use crate::error::Error;
use crate::report::diff;
use crate::report::text::safe;

/// Compare two charts: who joined, left, moved, was promoted or changed function; which leading roles were vacated and who
/// fills them; and which findings are new.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The chart as it was; `-` is standard input.
    before: PathBuf,
    /// The chart as it is to be, in any format.
    after: PathBuf,
    /// What people are known again by, where their ids changed.
    #[arg(long, value_name = "WHAT", value_parser = matched_by, default_value = "id")]
    match_by: MatchBy,
    /// How to report.
    #[arg(long, value_enum, default_value_t = DiffFormat::Pretty)]
    format: DiffFormat,
    /// Write the report to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with status 1 where a finding of this severity or a graver one is new.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Exit with status 1 where more people joined: so many, or such a share of those before, as in 5%.
    #[arg(long, value_name = "LIMIT")]
    max_joined: Option<Limit>,
    /// Exit with status 1 where more people left.
    #[arg(long, value_name = "LIMIT")]
    max_left: Option<Limit>,
    /// Exit with status 1 where more people have another manager.
    #[arg(long, value_name = "LIMIT")]
    max_moved: Option<Limit>,
    /// Show at most so many changes of a kind; all are counted.
    #[arg(long, value_name = "N", default_value_t = 20)]
    max_changes: usize,
    /// Draw both charts whole, and not only what changed with the chains above.
    #[arg(long)]
    whole: bool,
    /// Show at most so many findings; all are counted.
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
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
enum DiffFormat {
    /// For people: what changed, and each new finding with the cell that is wrong.
    Pretty,
    /// For programs.
    Json,
    /// For a comment on a pull request.
    Markdown,
    /// One page for a browser: both charts in one drawing, what changed, and the new findings.
    Html,
    /// Both charts in one drawing.
    Svg,
}

impl Diff {
    pub(super) fn run(&self) -> Result<Outcome> {
        if is_standard_input(&self.before) && is_standard_input(&self.after) {
            return Err(Error::new("standard input can be read only once").help("give '-' once"));
        }
        let inputs = [self.before.clone(), self.after.clone()];
        let setups = self.configuration.setups(&inputs, &self.judging)?;
        let [earlier, later] = &setups[..] else { return Err(Error::new("two charts are asked for")) };
        let before = self.privacy.keep(self.reading.chart(&self.before, &earlier.input))?;
        let after = self.privacy.keep(self.reading.chart(&self.after, &later.input))?;
        // Both are judged by what holds for the chart that is to be.
        let judge = |chart| check(chart, &later.rulebook, &later.policy, &later.reader);
        let (before, after) = (judge(&before), judge(&after));
        let comparison = Comparison::new(&before, &after, self.match_by);
        let guards = self.guards(&comparison);
        output::write(self.output.as_deref(), &inputs, |out| match self.format {
            DiffFormat::Json => diff::json::write(&comparison, &guards, out),
            DiffFormat::Pretty => {
                let style = diff::pretty::Style {
                    findings: crate::report::pretty::Style {
                        color: self.output.is_none() && output::is_colored(),
                        width: output::width(),
                        max_findings: self.max_findings,
                        quiet: true,
                    },
                    max_changes: self.max_changes,
                };
                diff::pretty::write(&comparison, &style, out)
            }
            DiffFormat::Markdown => {
                let style = diff::markdown::Style { max_findings: self.max_findings, max_changes: self.max_changes };
                diff::markdown::write(&comparison, &guards, style, out)
            }
            DiffFormat::Html => {
                let style = diff::html::Style { whole: self.whole, max_changes: self.max_changes };
                diff::html::write(&comparison, &guards, style, out)
            }
            DiffFormat::Svg => {
                let drawing = draw_change(&comparison, self.whole);
                let colours = Colours::new(&drawing, ColorBy::default());
                svg::write(&Scene::new(&drawing, &colours, Direction::Down), Theme::Auto, out)
            }
        })?;
        let exceeded: Vec<&Guard> = guards.iter().filter(|guard| guard.is_exceeded()).collect();
        for guard in &exceeded {
            output::tell(&format!("error: {}\n", safe(&guard.message())));
        }
        let introduced = comparison.introduced();
        let outcome =
            self.fail_on.outcome(introduced.iter().flat_map(|part| part.findings).map(|reported| reported.severity));
        Ok(if exceeded.is_empty() { outcome } else { Outcome::Findings })
    }

    fn guards(&self, comparison: &Comparison<'_>) -> Vec<Guard> {
        let change = &comparison.change;
        let of = comparison.before.facts.people() as usize;
        let guards = [
            ("max-joined", "people joined", self.max_joined, change.joined.len()),
            ("max-left", "people left", self.max_left, change.left.len()),
            ("max-moved", "people moved", self.max_moved, change.moved.len()),
        ];
        let guard = |(name, what, limit, count)| Some(Guard { name, what, limit: limit?, count, of });
        guards.into_iter().filter_map(guard).collect()
    }
}

fn matched_by(name: &str) -> std::result::Result<MatchBy, String> {
    let known = || MatchBy::ALL.map(|(name, _)| name).join(", ");
    MatchBy::from_name(name).ok_or_else(|| format!("known are: {}", known()))
}
