//! `orglint render`

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::Configuration;
use super::input::Reading;
use super::policy::Judging;
use super::show::find;
use super::{Outcome, Result, output};
use crate::check::check;
use crate::diagram::{ColorBy, Colours, Selection, dot, draw, graphviz};
use crate::error::Error;
use crate::report::html;
use crate::title::Function;

/// Draw a chart.
#[derive(Debug, Args)]
pub(super) struct Render {
    /// The chart; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What to write; pictures need an installed Graphviz. Told from the name of the output where not given.
    #[arg(long, value_enum)]
    format: Option<DiagramFormat>,
    /// Write the diagram to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What the colour of a box tells: function, level, department, findings or none.
    #[arg(long, value_name = "WHAT", default_value = "function", value_parser = color_by)]
    color_by: ColorBy,
    #[command(flatten)]
    selecting: Selecting,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum DiagramFormat {
    /// The language of Graphviz.
    Dot,
    Svg,
    Png,
    Pdf,
    /// One page for a browser, which needs no Graphviz.
    Html,
}

/// What part of the chart to draw.
#[derive(Debug, Args)]
#[command(next_help_heading = "Selection")]
struct Selecting {
    /// Draw this position and everybody below it.
    #[arg(long, value_name = "ID")]
    root: Option<String>,
    /// Draw so many layers.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    depth: Option<u32>,
    /// Draw this position, its chain to the top and everybody below it.
    #[arg(long, value_name = "ID")]
    focus: Option<String>,
    /// Draw positions of this function and the chains above them.
    #[arg(long, value_name = "NAME", value_parser = function)]
    function: Option<Function>,
    /// Draw positions with findings and the chains above them.
    #[arg(long)]
    findings_only: bool,
    /// Fold what is alike: `teams` draws the reports without reports of one manager as one box.
    #[arg(long, value_enum, value_name = "WHAT")]
    collapse: Option<Collapse>,
    /// Have the line from this position to the top stand out.
    #[arg(long, value_name = "ID")]
    highlight: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Collapse {
    /// Reports of one manager who have no reports themselves.
    Teams,
}

impl Render {
    pub(super) fn run(&self) -> Result<Outcome> {
        let format = self.format()?;
        let setup = self.configuration.setup(&self.file, &self.judging)?;
        let chart = self.reading.chart(&self.file, &setup.input)?;
        let report = check(&chart, &setup.rulebook, &setup.policy, &setup.reader);
        let position = |id: &Option<String>| id.as_deref().map(|id| find(&chart, id)).transpose();
        let selection = Selection {
            root: position(&self.selecting.root)?,
            depth: self.selecting.depth,
            focus: position(&self.selecting.focus)?,
            function: self.selecting.function,
            findings_only: self.selecting.findings_only,
            collapse_teams: self.selecting.collapse == Some(Collapse::Teams),
            highlight: position(&self.selecting.highlight)?,
        };
        let drawing = draw(&report, &selection);
        let colours = Colours::new(&drawing, self.color_by);
        let inputs = std::slice::from_ref(&self.file);
        let picture = match format {
            DiagramFormat::Dot => {
                output::write(self.output.as_deref(), inputs, |out| dot::write(&drawing, &colours, out))?;
                return Ok(Outcome::Clean);
            }
            DiagramFormat::Html => {
                let page = |out: &mut dyn Write| html::write_drawing(&report, &drawing, self.color_by, out);
                output::write(self.output.as_deref(), inputs, page)?;
                return Ok(Outcome::Clean);
            }
            DiagramFormat::Svg => graphviz::Format::Svg,
            DiagramFormat::Png => graphviz::Format::Png,
            DiagramFormat::Pdf => graphviz::Format::Pdf,
        };
        let bytes = graphviz::render(&drawing, &colours, picture)?;
        output::write_bytes(self.output.as_deref(), inputs, &bytes)?;
        Ok(Outcome::Clean)
    }

    /// The format that was asked for, or else the one that the output's name tells, or else DOT.
    fn format(&self) -> Result<DiagramFormat> {
        let extension = self.output.as_deref().and_then(|path| path.extension()).and_then(|end| end.to_str());
        let by_name = extension.and_then(|extension| DiagramFormat::from_str(extension, true).ok());
        let format = self.format.or(by_name).unwrap_or(DiagramFormat::Dot);
        let is_binary = matches!(format, DiagramFormat::Png | DiagramFormat::Pdf);
        if is_binary && self.output.is_none() && std::io::stdout().is_terminal() {
            return Err(Error::new("a picture cannot be shown in a terminal").help("name a file with -o"));
        }
        Ok(format)
    }
}

fn color_by(name: &str) -> std::result::Result<ColorBy, String> {
    let known = || ColorBy::ALL.map(|(name, _)| name).join(", ");
    let found = ColorBy::ALL.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, by)| by).ok_or_else(|| format!("known ways are: {}", known()))
}

fn function(name: &str) -> std::result::Result<Function, String> {
    let known = || Function::ALL.map(Function::name).join(", ");
    Function::from_name(name).ok_or_else(|| format!("known functions are: {}", known()))
}
