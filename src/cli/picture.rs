//! `orglint render`: PNG and PDF.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::render::{DiagramFormat, Looks};
use super::{Result, output};
use crate::diagram::{Colours, Drawing, Scene};
use crate::error::Error;
use crate::wording::counted;

/// What only some pictures know.
#[derive(Debug, Args)]
#[command(next_help_heading = "PNG and PDF")]
pub(super) struct Picturing {
    /// Pixels of a PNG for each pixel of the SVG, from 0.1 to 8. 2, or less for a large chart.
    #[arg(long, value_name = "FACTOR", value_parser = scale)]
    scale: Option<f32>,
    /// Spread the chart over pages for print: an overview, a page a team, an index of names. PDF only.
    #[arg(long)]
    paginate: bool,
    /// The paper of --paginate.
    #[arg(long, value_enum, value_name = "SIZE", requires = "paginate")]
    paper: Option<Paper>,
    /// A font for what Noto Sans lacks, before those of the system; can be given several times.
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Paper {
    A4,
    Letter,
}

#[cfg(feature = "pictures")]
impl Paper {
    const fn of_pdf(self) -> crate::diagram::pdf::Paper {
        match self {
            Paper::A4 => crate::diagram::pdf::Paper::A4,
            Paper::Letter => crate::diagram::pdf::Paper::Letter,
        }
    }
}

/// A picture that is asked for.
#[cfg_attr(not(feature = "pictures"), allow(dead_code, reason = "nothing draws it"))]
pub(super) struct Request<'r> {
    pub(super) format: DiagramFormat,
    pub(super) looks: &'r Looks,
    pub(super) path: Option<&'r Path>,
    pub(super) inputs: &'r [PathBuf],
}

impl Picturing {
    /// Refuses what the format does not know.
    pub(super) fn suits(&self, format: DiagramFormat, by_graphviz: bool) -> Result<()> {
        let lacks = |option: &str, known: &str| {
            Err(Error::new(format!("{option} is for {known} only"))
                .help(format!("leave {option} out, or write {known}")))
        };
        match format {
            _ if by_graphviz && self.is_any() => {
                Err(Error::new("Graphviz knows none of --scale, --paginate and --font")
                    .help("leave --engine graphviz out"))
            }
            format if self.scale.is_some() && format != DiagramFormat::Png => lacks("--scale", "PNG"),
            format if self.paginate && format != DiagramFormat::Pdf => lacks("--paginate", "PDF"),
            DiagramFormat::Png | DiagramFormat::Pdf => Ok(()),
            _ if !self.font.is_empty() => lacks("--font", "PNG and PDF"),
            _ => Ok(()),
        }
    }

    fn is_any(&self) -> bool {
        self.scale.is_some() || self.paginate || !self.font.is_empty()
    }

    #[cfg(not(feature = "pictures"))]
    pub(super) fn write(&self, _: &Drawing<'_>, _: &Colours, _: &Request<'_>) -> Result<()> {
        Err(Error::new("this build of orglint draws neither PNG nor PDF")
            .help("install it with its default features, or take --format svg"))
    }

    #[cfg(feature = "pictures")]
    pub(super) fn write(&self, drawing: &Drawing<'_>, colours: &Colours, request: &Request<'_>) -> Result<()> {
        use crate::diagram::fonts::Fonts;
        use crate::diagram::{pdf, png};

        let title = title(request.inputs);
        let fonts = Fonts::new(drawing, colours, &title, self.own_fonts()?)?;
        tell_missing(&fonts);
        let Looks { theme, .. } = *request.looks;
        let direction = request.looks.direction();
        let bytes = match request.format {
            DiagramFormat::Png => {
                let scene = Scene::new(drawing, colours, direction);
                tell_undrawn(&scene);
                let picture = png::render(&scene, theme, &fonts, self.scale)?;
                if picture.scale < self.scale.unwrap_or(png::SCALE) {
                    note(&format!(
                        "the chart is large, so that it is drawn at a scale of {:.2} instead of {}",
                        picture.scale,
                        self.scale.unwrap_or(png::SCALE)
                    ));
                }
                picture.bytes
            }
            _ if self.paginate => {
                let paper = self.paper.map_or(pdf::Paper::default(), Paper::of_pdf);
                pdf::paginate(drawing, colours, direction, theme, &fonts, (&title, paper))?
            }
            _ => {
                let scene = Scene::new(drawing, colours, direction);
                tell_undrawn(&scene);
                let sheet = pdf::render(&scene, theme, &fonts, &title)?;
                if sheet.scale < 1.0 {
                    note(&format!(
                        "PDF knows no page as large, so that the chart is drawn at {:.0}% of its size; \
                         --paginate spreads it over pages",
                        sheet.scale * 100.0
                    ));
                }
                sheet.bytes
            }
        };
        output::write_bytes(request.path, request.inputs, &bytes)
    }

    #[cfg(feature = "pictures")]
    fn own_fonts(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let read = |path: &PathBuf| {
            let name = path.display().to_string();
            let bytes =
                std::fs::read(path).map_err(|error| Error::in_file(&name, format!("cannot read it: {error}")))?;
            Ok((name, bytes))
        };
        self.font.iter().map(read).collect()
    }
}

/// Says that lines are left out.
pub(super) fn tell_undrawn(scene: &Scene<'_>) {
    if scene.undrawn() > 0 {
        let lines = counted(scene.undrawn(), "line that is not solid is", "lines that are not solid are");
        note(&format!("{lines} left out: they would pass too many boxes; choose a part with --root or --focus"));
    }
}

/// Says on standard error what one would not see in the picture.
fn note(text: &str) {
    output::tell(&format!("note: {}\n", crate::report::text::safe(text)));
}

/// The title of a document: the name of the chart's file.
#[cfg(feature = "pictures")]
fn title(inputs: &[PathBuf]) -> String {
    let name = inputs.first().and_then(|path| path.file_stem()).map(|name| name.to_string_lossy().into_owned());
    name.filter(|name| name != "-").unwrap_or_else(|| "Org chart".to_owned())
}

/// Says which characters no font has.
#[cfg(feature = "pictures")]
fn tell_missing(fonts: &crate::diagram::fonts::Fonts) {
    const NAMED: usize = 8;
    let missing = fonts.missing();
    if missing.is_empty() {
        return;
    }
    let named: Vec<String> =
        missing.iter().take(NAMED).map(|character| format!("{character} (U+{:04X})", *character as u32)).collect();
    let more = if missing.len() > NAMED { format!(" and {} more", missing.len() - NAMED) } else { String::new() };
    note(&format!(
        "no font has {}{more}, drawn as an empty box; name a font that has it with --font",
        named.join(", ")
    ));
}

fn scale(text: &str) -> std::result::Result<f32, String> {
    let scale = text.parse::<f32>().ok().filter(|scale| (0.1..=8.0).contains(scale));
    scale.ok_or_else(|| "a scale is a number from 0.1 to 8".to_owned())
}
