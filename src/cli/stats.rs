//! `orglint stats`

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use comfy_table::{CellAlignment, Table, presets};

use super::config::Configuration;
use super::input::{Files, Reading};
use super::privacy::Privacy;
use super::{Outcome, Result, listing, output};
use crate::facts::Facts;
use crate::report::text::safe;
use crate::stats::{HeldTitle, Stats, titles};
use crate::title::Level;

/// Show the figures of a chart.
#[derive(Debug, Args)]
pub(super) struct StatsOf {
    #[command(flatten)]
    files: Files,
    /// How to show them.
    #[arg(long, value_enum, default_value_t = StatsFormat::Text)]
    format: StatsFormat,
    /// List the titles of the chart instead, those first that are not read, with the words that are not in the lexicon.
    #[arg(long)]
    titles: bool,
    /// List every title, and not only the first of each group.
    #[arg(long, requires = "titles")]
    all: bool,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    privacy: Privacy,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum StatsFormat {
    /// Tables and bars.
    Text,
    /// For programs.
    Json,
}

impl StatsOf {
    pub(super) fn run(&self) -> Result<Outcome> {
        let config = self.configuration.find(Some(self.files.first()))?;
        let chart = self.privacy.keep(self.reading.of_files(&self.files, &config.input))?;
        if self.titles {
            return self.list(&titles(&chart, &config.reader));
        }
        let stats = Stats::of(&Facts::new(&chart, &config.policy.organisation, &config.reader));
        output::write(None, &[], |out| match self.format {
            StatsFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, &stats)?;
                writeln!(out)
            }
            StatsFormat::Text => write_text(&stats, out),
        })?;
        Ok(Outcome::Clean)
    }

    fn list(&self, titles: &[HeldTitle]) -> Result<Outcome> {
        output::write(None, &[], |out| match self.format {
            StatsFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, &listing::entries(titles).collect::<Vec<_>>())?;
                writeln!(out)
            }
            StatsFormat::Text => listing::write_text(titles, self.all, out),
        })?;
        Ok(Outcome::Clean)
    }
}

fn write_text(stats: &Stats, out: &mut dyn Write) -> io::Result<()> {
    let mut figures = Table::new();
    figures.load_style(presets::NOTHING);
    let roots = match &stats.roots[..] {
        [] => "none".to_owned(),
        roots if roots.len() <= 5 => roots.join(", "),
        roots => format!("{}, … ({} in all)", roots[..5].join(", "), roots.len()),
    };
    let widest = stats.widest_span.as_ref();
    let widest = widest.map_or("none".to_owned(), |widest| format!("{} ({})", widest.direct_reports, widest.id));
    for (name, value) in [
        ("People", stats.people.to_string()),
        ("At the top", safe(&roots).into_owned()),
        ("Layers", stats.layers.to_string()),
        ("Managers", stats.managers.to_string()),
        ("Widest span", safe(&widest).into_owned()),
        ("Vacant", stats.vacant.to_string()),
        ("Report to themselves", stats.self_reports.to_string()),
        ("Unknown managers", stats.unknown_managers.to_string()),
        ("Duplicate ids", stats.duplicate_ids.to_string()),
        ("Loops", stats.cycles.to_string()),
        ("Reach no top", stats.unreachable.to_string()),
    ] {
        figures.add_row([name, &value]);
    }
    writeln!(out, "{figures}")?;
    let levels = Level::ALL.into_iter().filter_map(|level| Some((level.name(), *stats.levels.get(level.name())?)));
    bars(out, "People by level", levels.map(|(level, people)| (level.to_owned(), people)).collect())?;
    let mut functions: Vec<(String, u32)> =
        stats.functions.iter().map(|(function, people)| ((*function).to_owned(), *people)).collect();
    functions.sort_by_key(|(_, people)| std::cmp::Reverse(*people));
    bars(out, "People by function", functions)?;
    let spans = stats.spans.iter().map(|(span, managers)| (span.to_string(), *managers)).collect();
    bars(out, "Managers by direct reports", spans)
}

/// A table of counts with a bar each, the longest for the largest.
fn bars(out: &mut dyn Write, heading: &str, counts: Vec<(String, u32)>) -> io::Result<()> {
    const WIDTH: u32 = 40;
    let Some(most) = counts.iter().map(|(_, count)| *count).max() else { return Ok(()) };
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for (name, count) in counts {
        let length = (u64::from(count) * u64::from(WIDTH)).div_ceil(u64::from(most)) as usize;
        table.add_row([name, count.to_string(), "█".repeat(length)]);
    }
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    writeln!(out, "\n{heading}\n{table}")
}
