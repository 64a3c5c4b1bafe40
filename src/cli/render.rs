//! `orglint render`

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::Configuration;
use super::input::Reading;
use super::picture::{Picturing, Request, tell_undrawn};
use super::policy::Judging;
use super::privacy::Privacy;
use super::show::find;
use super::{Outcome, Result, output};
use crate::check::check;
use crate::diagram::{ColorBy, Colours, Direction, Scene, Selection, Theme, dot, draw, graphviz, mermaid, svg};
use crate::error::Error;
use crate::report::html;
use crate::title::Function;
use crate::wording::{counted, grouped};

/// Draw a chart.
#[derive(Debug, Args)]
pub(super) struct Render {
    /// The chart; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What to write. Told from the name of the output where not given, and else DOT.
    #[arg(long, value_enum)]
    format: Option<DiagramFormat>,
    /// Write the diagram to a file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    looks: Looks,
    #[command(flatten)]
    picturing: Picturing,
    #[command(flatten)]
    selecting: Selecting,
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
pub(super) enum DiagramFormat {
    /// The language of Graphviz.
    Dot,
    /// What GitHub draws from a block in Markdown.
    #[value(alias = "mmd")]
    Mermaid,
    Svg,
    Png,
    Pdf,
    /// One page for a browser, which needs no Graphviz.
    Html,
}

/// How the diagram looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Looks")]
pub(super) struct Looks {
    /// What the colour of a box tells: function, level, department, findings or none. Function, unless the theme is plain.
    #[arg(long, value_name = "WHAT", value_parser = color_by)]
    color_by: Option<ColorBy>,
    /// Colours: auto is light or dark as the viewer prefers; light; dark; plain is black on white for print.
    #[arg(long, default_value = "auto", value_parser = theme)]
    pub(super) theme: Theme,
    /// Which way the chart grows from the top of the hierarchy.
    #[arg(long, value_enum, default_value_t = Growth::Down)]
    direction: Growth,
    /// Who lays the chart out.
    #[arg(long, value_enum, default_value_t = Engine::Orglint)]
    engine: Engine,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Growth {
    /// Reports below their manager.
    Down,
    /// Reports to the right of their manager.
    Right,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Engine {
    /// orglint itself.
    Orglint,
    /// An installed Graphviz, which looks at none of the theme and the direction.
    Graphviz,
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

impl DiagramFormat {
    /// The format as Graphviz is asked for it; `None` for what needs no layout.
    const fn of_graphviz(self) -> Option<graphviz::Format> {
        match self {
            DiagramFormat::Dot | DiagramFormat::Mermaid | DiagramFormat::Html => None,
            DiagramFormat::Svg => Some(graphviz::Format::Svg),
            DiagramFormat::Png => Some(graphviz::Format::Png),
            DiagramFormat::Pdf => Some(graphviz::Format::Pdf),
        }
    }
}

impl Looks {
    fn color_by(&self) -> ColorBy {
        self.color_by.unwrap_or(if self.theme == Theme::Plain { ColorBy::None } else { ColorBy::Function })
    }

    pub(super) const fn direction(&self) -> Direction {
        match self.direction {
            Growth::Down => Direction::Down,
            Growth::Right => Direction::Right,
        }
    }
}

impl Render {
    pub(super) fn run(&self) -> Result<Outcome> {
        let format = self.format()?;
        self.picturing.suits(format, self.looks.engine == Engine::Graphviz)?;
        let setup = self.configuration.setup(&self.file, &self.judging)?;
        let chart = self.privacy.keep(self.reading.chart(&self.file, &setup.input))?;
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
        let colours = Colours::new(&drawing, self.looks.color_by());
        let inputs = std::slice::from_ref(&self.file);
        let path = self.output.as_deref();
        if let (Engine::Graphviz, Some(format)) = (self.looks.engine, format.of_graphviz()) {
            let bytes = graphviz::render(&drawing, &colours, format)?;
            output::write_bytes(path, inputs, &bytes)?;
            return Ok(Outcome::Clean);
        }
        match format {
            DiagramFormat::Dot => output::write(path, inputs, |out| dot::write(&drawing, &colours, out))?,
            DiagramFormat::Svg => {
                let scene = Scene::new(&drawing, &colours, self.looks.direction());
                output::write(path, inputs, |out| svg::write(&scene, self.looks.theme, out))?;
                tell_undrawn(&scene);
            }
            DiagramFormat::Png | DiagramFormat::Pdf => {
                let request = Request { format, looks: &self.looks, path, inputs };
                self.picturing.write(&drawing, &colours, &request)?;
            }
            DiagramFormat::Mermaid => {
                let mut size = mermaid::Size::default();
                output::write(path, inputs, |out| {
                    size = mermaid::write(&drawing, &colours, out)?;
                    Ok(())
                })?;
                warn_of_size(size);
            }
            DiagramFormat::Html => {
                output::write(path, inputs, |out| html::write_drawing(&report, &drawing, self.looks.color_by(), out))?
            }
        }
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

fn theme(name: &str) -> std::result::Result<Theme, String> {
    let known = || Theme::ALL.map(|(name, _)| name).join(", ");
    let found = Theme::ALL.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, theme)| theme).ok_or_else(|| format!("known themes are: {}", known()))
}

/// Says where a diagram is larger than what Mermaid draws unless it is told to.
fn warn_of_size(size: mermaid::Size) {
    let most = mermaid::Size::MOST;
    if !size.is_drawn() {
        output::tell(&format!(
            "note: GitHub will not draw this: it has {} and {}, and Mermaid draws at most {} and {}\n  \
             help: choose a part with --root, --depth or --findings-only, or fold teams with --collapse teams\n",
            counted(size.characters, "character", "characters"),
            counted(size.lines, "line", "lines"),
            grouped(most.characters),
            grouped(most.lines),
        ));
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
