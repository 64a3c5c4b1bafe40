//! SVG, for browsers, documents and drawing programs. It needs no font to be installed: whatever takes the place of Noto
//! Sans is narrower.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use quick_xml::escape::escape;

use super::drawing::{Card, Fate, Kind, LineKind};
use super::faces::INDENT;
use super::font::FAMILY;
use super::key::{self, Sample};
use super::label::{self, Voice};
use super::palette::WHITE;
use super::scene::Scene;
use super::theme::{DARK, Ink, Theme};
use crate::finding::Severity;

/// Writes a scene. It is written box by box, so that a chart of any size needs little memory for it.
pub fn write(scene: &Scene<'_>, theme: Theme, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer { out, text: String::with_capacity(2 * FULL) };
    writer.open(scene, theme);
    writer.lines(scene)?;
    for (number, card) in scene.drawing.cards.iter().enumerate() {
        writer.card(scene, number, card);
        writer.flush_if_full()?;
    }
    writer.remarks(scene);
    writer.legend(scene);
    writer.text.push_str("</g>\n</svg>\n");
    writer.flush()
}

/// The style sheet within the picture, byte for byte, for a policy of a page that the picture is a part of.
pub fn style_of(svg: &str) -> &str {
    let after = svg.split_once("<style>").map_or("", |(_, after)| after);
    after.split_once("</style>").map_or("", |(style, _)| style)
}

/// So many bytes are written at a time.
const FULL: usize = 1 << 16;

struct Writer<'w> {
    out: &'w mut dyn Write,
    text: String,
}

impl Writer<'_> {
    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    fn flush_if_full(&mut self) -> io::Result<()> {
        if self.text.len() >= FULL { self.flush() } else { Ok(()) }
    }

    fn open(&mut self, scene: &Scene<'_>, theme: Theme) {
        let (width, height) = (scene.width, scene.height);
        let boxes = crate::wording::counted(scene.drawing.cards.len(), "box", "boxes");
        let _ = write!(
            self.text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"Org chart of {boxes}\">\n<style>\n"
        );
        self.text.push_str(STYLE);
        let _ = write!(self.text, "text{{font-family:'{FAMILY}',Arial,Helvetica,sans-serif}}");
        for voice in [Voice::Name, Voice::Title, Voice::Note, Voice::Quiet, Voice::Finding(Severity::Error)] {
            let _ = write!(self.text, ".{}{{font-size:{}px}}", class(voice), voice.style().size);
        }
        colours(&mut self.text, theme.ink());
        let is_of_change = scene.drawing.is_of_change();
        if is_of_change {
            self.text.push_str(CHANGE_STYLE);
            let _ = write!(self.text, ".c{{font-size:{}px}}", Voice::Change.style().size);
            change_colours(&mut self.text, theme.ink());
        }
        if theme == Theme::Auto {
            self.text.push_str("\n@media (prefers-color-scheme:dark){");
            colours(&mut self.text, &DARK);
            if is_of_change {
                change_colours(&mut self.text, &DARK);
            }
            self.text.push('}');
        }
        // Lines of one pixel are sharp half way between two.
        self.text.push_str(
            "\n</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n<g transform=\"translate(.5,.5)\">\n",
        );
    }

    /// All lines, those that stand out last. Lines of one kind are one path, up to a length that viewers bear.
    fn lines(&mut self, scene: &Scene<'_>) -> io::Result<()> {
        const KINDS: [(LineKind, bool, &str); 6] = [
            (LineKind::Solid, false, "line"),
            (LineKind::Dotted, false, "line dotted"),
            (LineKind::Broken, false, "line fault dash"),
            (LineKind::Surplus, false, "line fault dash"),
            (LineKind::Loop, false, "line fault"),
            (LineKind::Solid, true, "line high"),
        ];
        for (kind, is_high, class) in KINDS {
            let mut length = 0;
            for (number, line) in scene.drawing.lines.iter().enumerate().filter(|(_, line)| line.kind == kind) {
                if scene.drawing.is_highlighted(line) != is_high {
                    continue;
                }
                if length == 0 {
                    let _ = write!(self.text, "<path class=\"{class}\" d=\"");
                }
                length += self.path(scene, number);
                if length > FULL / 4 {
                    self.text.push_str("\"/>\n");
                    length = 0;
                    self.flush_if_full()?;
                }
            }
            if length > 0 {
                self.text.push_str("\"/>\n");
            }
            if matches!(kind, LineKind::Loop | LineKind::Surplus) {
                self.arrows(scene, kind)?;
            }
        }
        Ok(())
    }

    /// One line, from the manager to the report. Gives how many bytes it is.
    fn path(&mut self, scene: &Scene<'_>, line: usize) -> usize {
        let before = self.text.len();
        let mut last: Option<(i64, i64)> = None;
        for (x, y) in scene.corners(line).rev() {
            match last {
                None => {
                    self.text.push('M');
                    self.number(x);
                    self.text.push(' ');
                    self.number(y);
                }
                Some((_, at)) if at == y => {
                    self.text.push('H');
                    self.number(x);
                }
                Some(_) => {
                    self.text.push('V');
                    self.number(y);
                }
            }
            last = Some((x, y));
        }
        self.text.len() - before
    }

    /// The heads of arrows, which point at the manager.
    fn arrows(&mut self, scene: &Scene<'_>, kind: LineKind) -> io::Result<()> {
        for (number, _) in scene.drawing.lines.iter().enumerate().filter(|(_, line)| line.kind == kind) {
            let mut corners = scene.corners(number).rev();
            if let (Some((x, y)), Some(before)) = (corners.next(), corners.next()) {
                let (dx, dy) = ((before.0 - x).signum() * 7, (before.1 - y).signum() * 7);
                let (px, py) = (dy * 4 / 7, dx * 4 / 7);
                let _ = writeln!(
                    self.text,
                    "<path class=\"head\" d=\"M{x} {y}L{} {}L{} {}Z\"/>",
                    x + dx + px,
                    y + dy + py,
                    x + dx - px,
                    y + dy - py
                );
            }
            self.flush_if_full()?;
        }
        Ok(())
    }

    fn number(&mut self, number: i64) {
        self.text.push_str(itoa::Buffer::new().format(number));
    }

    fn card(&mut self, scene: &Scene<'_>, number: usize, card: &Card<'_>) {
        let place = scene.place(number);
        self.text.push_str("<g transform=\"translate(");
        self.number(place.x);
        self.text.push(',');
        self.number(place.y);
        self.text.push_str(")\"><title>");
        for (at, line) in label::tooltip(card).iter().enumerate() {
            if at > 0 {
                self.text.push('\n');
            }
            self.words(line);
        }
        self.text.push_str("</title>");
        if matches!(card.kind, Kind::Team { .. }) {
            // A second card behind: more than one.
            self.rect("box", 4, 4, place.width, place.height);
        }
        self.rect(edge(card), 0, 0, place.width, place.height);
        if let Some(colour) = scene.colours.colour(number).filter(|colour| *colour != WHITE) {
            // Within the edge, which is broader where something was found.
            let inset = if card.severity().is_some() || card.in_loop { 2 } else { 1 };
            let radius = 5 - inset;
            let _ = write!(
                self.text,
                "<path fill=\"{colour}\" d=\"M{inset} 5a{radius} {radius} 0 0 1 {radius}-{radius}h2v"
            );
            self.number(place.height - 2 * inset);
            let _ = write!(self.text, "h-2a{radius} {radius} 0 0 1-{radius}-{radius}z\"/>");
        }
        let is_there = !matches!(card.kind, Kind::Absent(_) | Kind::Unknown);
        for line in scene.faces.lines(number) {
            let class = match (line.voice, card.fate.as_deref()) {
                (Voice::Finding(severity), _) => severity_class(severity),
                (Voice::Change, Some(Fate::Joined)) => "new",
                (Voice::Name | Voice::Title, Some(Fate::Left)) => "gone",
                (Voice::Change, Some(Fate::Left)) => "was",
                _ if !is_there => "away",
                _ => "",
            };
            self.text.push_str("<text class=\"");
            self.text.push_str(self::class(line.voice));
            if !class.is_empty() {
                self.text.push(' ');
                self.text.push_str(class);
            }
            self.text.push_str("\" x=\"");
            self.number(i64::from(INDENT));
            self.text.push_str("\" y=\"");
            self.number(line.baseline);
            self.text.push_str("\">");
            self.words(line.text);
            self.text.push_str("</text>");
        }
        self.text.push_str("</g>\n");
    }

    fn rect(&mut self, class: &str, x: i64, y: i64, width: i64, height: i64) {
        self.text.push_str("<rect class=\"");
        self.text.push_str(class);
        if (x, y) != (0, 0) {
            let _ = write!(self.text, "\" x=\"{x}\" y=\"{y}");
        }
        self.text.push_str("\" width=\"");
        self.number(width);
        self.text.push_str("\" height=\"");
        self.number(height);
        self.text.push_str("\" rx=\"5\"/>");
    }

    /// Text in which nothing has a meaning.
    fn words(&mut self, text: &str) {
        match escape(text) {
            Cow::Borrowed(text) => self.text.push_str(text),
            Cow::Owned(text) => self.text.push_str(&text),
        }
    }

    fn remarks(&mut self, scene: &Scene<'_>) {
        let (x, y) = scene.remarks_at;
        let mut severity = None;
        for (row, remark) in (1..).zip(&scene.remarks) {
            severity = remark.severity.or(severity);
            let class = severity.map_or("", severity_class);
            let _ = write!(self.text, "<text class=\"key {class}\" x=\"{x}\" y=\"{}\">", y + row * key::ROW - 6);
            self.words(&remark.text);
            self.text.push_str("</text>\n");
        }
    }

    fn legend(&mut self, scene: &Scene<'_>) {
        let (left, top) = scene.legend_at;
        for entry in &scene.legend {
            let (x, y) = (left + entry.x, top + entry.y);
            let middle = y - 4;
            let line = |class: &str| format!("<path class=\"{class}\" d=\"M{x} {middle}H{}\"/>", x + 24);
            let box_of = |class: &str| {
                format!("<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"24\" height=\"13\" rx=\"3\"/>", middle - 7)
            };
            let sample = match entry.sample {
                Sample::Colour(colour) => format!(
                    "<rect class=\"swatch\" fill=\"{colour}\" x=\"{x}\" y=\"{}\" width=\"24\" height=\"13\" rx=\"3\"/>",
                    middle - 7
                ),
                Sample::Finding(severity) => box_of(&format!("box {}", severity_class(severity))),
                Sample::Vacant => box_of("box dash"),
                Sample::Absent => box_of("box fault dash"),
                Sample::Dotted => line("line dotted"),
                Sample::Surplus => line("line fault dash"),
                Sample::Highlight => line("line high"),
                Sample::Joined => box_of("box joined"),
                Sample::Left => box_of("box left dash"),
                Sample::Changed => box_of("box changed"),
            };
            self.text.push_str(&sample);
            let _ = write!(self.text, "<text class=\"key\" x=\"{}\" y=\"{y}\">", x + key::SAMPLE);
            self.words(&entry.text);
            self.text.push_str("</text>\n");
        }
    }
}

/// The edge of a box.
fn edge(card: &Card<'_>) -> &'static str {
    if matches!(card.kind, Kind::Absent(_) | Kind::Unknown) {
        return "box fault dash";
    }
    let gravest = card.severity().or(card.in_loop.then_some(Severity::Error));
    if gravest.is_none_or(|severity| severity == Severity::Info)
        && let Some(fate) = card.fate.as_deref()
    {
        return match fate {
            Fate::Joined => "box joined",
            Fate::Left => "box left dash",
            Fate::Changed(_) => "box changed",
        };
    }
    // A member of a loop is marked also where the finding is on another member.
    match (gravest, card.vacant) {
        (Some(Severity::Error), false) => "box error",
        (Some(Severity::Warning), false) => "box warning",
        (Some(Severity::Info), false) => "box info",
        (Some(Severity::Error), true) => "box error dash",
        (Some(Severity::Warning), true) => "box warning dash",
        (Some(Severity::Info), true) => "box info dash",
        (None, true) => "box dash",
        (None, false) if card.highlighted => "box high",
        (None, false) => "box",
    }
}

const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

const fn class(voice: Voice) -> &'static str {
    match voice {
        Voice::Name => "n",
        Voice::Title => "t",
        Voice::Note => "o",
        Voice::Quiet => "q",
        Voice::Finding(_) => "f",
        Voice::Change => "c",
    }
}

/// What is the same in all themes.
const STYLE: &str = ".n,.f{font-weight:700}.key{font-size:11px}\
.line{fill:none;stroke-width:1.2}.box{stroke-width:1}.swatch{stroke-width:.6}\
.dash{stroke-dasharray:5 3}.dotted{stroke-dasharray:2 4}\
.box.error{stroke-width:2.6}.box.warning{stroke-width:2.2}.box.info{stroke-width:1.8}\
.box.high{stroke-width:2}.box.fault{stroke-width:1.6}.line.high{stroke-width:3}.line.fault{stroke-width:2}";

/// What is the same in all themes of a drawing of two charts.
const CHANGE_STYLE: &str = ".c{font-weight:700}.gone{text-decoration:line-through}\
.box.joined,.box.changed{stroke-width:2}.box.left{stroke-width:1.4}";

fn change_colours(text: &mut String, ink: &Ink) {
    let Ink { joined, changed, quiet, .. } = *ink;
    let _ = write!(
        text,
        ".box.joined{{stroke:{joined}}}.box.changed{{stroke:{changed}}}.box.left{{stroke:{quiet}}}\
         text.c{{fill:{changed}}}text.new{{fill:{joined}}}text.gone,text.was{{fill:{quiet}}}"
    );
}

/// The colours of a theme.
fn colours(text: &mut String, ink: &Ink) {
    let Ink { paper, card, edge, line, high, text: letters, quiet, error, warning, info, .. } = *ink;
    let _ = write!(
        text,
        ".paper{{fill:{paper}}}text{{fill:{letters}}}.q,.o{{fill:{quiet}}}.box{{fill:{card};stroke:{edge}}}\
         .swatch{{stroke:{line}}}.line{{stroke:{line}}}.line.high,.box.high{{stroke:{high}}}\
         .box.error,.box.fault,.line.fault{{stroke:{error}}}.head{{fill:{error}}}\
         .box.warning{{stroke:{warning}}}.box.info{{stroke:{info}}}\
         text.error,text.away{{fill:{error}}}text.warning{{fill:{warning}}}text.info{{fill:{info}}}"
    );
}
