//! Writes a sample org chart.
//!
//! ```text
//! cargo run --release --example sample_chart -- --employees 5000 --seed 1 --faults 3 -o chart.csv --truth truth.json
//! ```

mod generator;

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};

use generator::{Chart, IdStyle, Params, RowOrder};

/// Write a realistic sample org chart, the same one for the same arguments.
#[derive(Parser)]
#[command(name = "sample_chart")]
struct Arguments {
    /// How many people the chart has
    #[arg(long, value_name = "N")]
    employees: usize,

    /// Which of the charts of this size
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// How many faults of each kind to put into it: 1 in the smallest charts, 3 from 150 employees on, then 2 for
    /// every 100 or so
    #[arg(long, value_name = "N", default_value_t = 0)]
    faults: usize,

    /// In which order the people stand in the file
    #[arg(long, value_enum, default_value_t = RowOrder::Id)]
    order: RowOrder,

    /// How the employee ids look
    #[arg(long, value_enum, default_value_t = IdStyle::Prefix)]
    ids: IdStyle,

    /// How many references to managers are mistyped, so that they are nobody's
    #[arg(long, value_name = "N", default_value_t = 0)]
    mistyped: usize,

    /// Let location and cost center follow the teams, as they mostly do in real exports, instead of being drawn
    #[arg(long)]
    teams: bool,

    /// The format of the file
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// Where to write the chart [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Where to write what is true of the chart, as JSON: its faults and its figures
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Comma-separated values
    Csv,
    /// A JSON array
    Json,
    /// One JSON object on each line
    Jsonl,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { employees, seed, faults, order, ids, mistyped, teams, format, output, truth } = Arguments::parse();
    let chart = Chart::generate(&Params { employees, seed, faults, ids, order, mistyped, teams })
        .unwrap_or_else(|impossible| Arguments::command().error(ErrorKind::ValueValidation, impossible).exit());
    if let Some(path) = truth {
        fs::write(path, chart.truth().to_json()?)?;
    }
    let written = match output {
        Some(path) => write(&chart, format, File::create(path)?),
        None => write(&chart, format, io::stdout().lock()),
    };
    match written {
        // Whoever reads has seen enough, as `head` has.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

fn write(chart: &Chart, format: Format, to: impl Write) -> io::Result<()> {
    let mut to = BufWriter::new(to);
    match format {
        Format::Csv => chart.write_csv(&mut to)?,
        Format::Json => chart.write_json(&mut to)?,
        Format::Jsonl => chart.write_jsonl(&mut to)?,
    }
    to.flush()
}
