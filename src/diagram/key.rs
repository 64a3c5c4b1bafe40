//! What stands beside the chart: the legend, and what was found in the chart as a whole.

use super::drawing::{Drawing, Fate, Kind, LineKind};
use super::fit::Set;
use super::font::{Measures, Weight};
use super::label;
use super::palette::{Colours, WHITE};
use super::text::{cut, plain};
use crate::finding::Severity;

/// A sample of something that the legend explains.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sample {
    /// The colour of boxes.
    Colour(&'static str),
    /// The edge of boxes with findings.
    Finding(Severity),
    /// The edge of vacant positions.
    Vacant,
    /// The edge of managers who are not there.
    Absent,
    /// A line that is not solid.
    Dotted,
    /// A manager beside the one who answers for a position.
    Surplus,
    /// The line that stands out.
    Highlight,
    /// The edge of who joined.
    Joined,
    /// The edge of who left.
    Left,
    /// The edge of what else changed.
    Changed,
}

/// An entry of the legend, in its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// What it explains.
    pub sample: Sample,
    /// In words.
    pub text: String,
    /// The left edge of the sample, from that of the legend.
    pub x: i64,
    /// The foot of the letters, from the upper edge of the legend.
    pub y: i64,
}

/// A line of what was found in the chart as a whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Remark {
    /// How grave it is; `None` where the line before goes on.
    pub severity: Option<Severity>,
    /// Its text.
    pub text: String,
}

/// From the left edge of a sample to its words, in pixels.
pub const SAMPLE: i64 = 32;
/// From one line of the legend to the next, in pixels.
pub const ROW: i64 = 20;
/// The size of its letters, in pixels.
pub const SIZE: f32 = 11.0;

/// The legend, as far as the drawing has what it explains, in rows of at most `width` pixels.
pub(super) fn legend(drawing: &Drawing<'_>, colours: &Colours, width: i64) -> Vec<Entry> {
    const GAP: i64 = 22;
    let measures = Measures::of(Weight::Regular);
    let (mut x, mut y) = (0, ROW - 6);
    let mut entries = Vec::new();
    for (sample, text) in samples(drawing, colours) {
        let breadth = SAMPLE + measures.width(&text, SIZE).ceil() as i64;
        if x > 0 && x + breadth > width {
            (x, y) = (0, y + ROW);
        }
        entries.push(Entry { sample, text, x, y });
        x += breadth + GAP;
    }
    entries
}

fn samples(drawing: &Drawing<'_>, colours: &Colours) -> Vec<(Sample, String)> {
    let cards = || drawing.cards.iter();
    let has_line = |kind| drawing.lines.iter().any(|line| line.kind == kind);
    let mut samples = Vec::new();
    if colours.swatches.len() > 1 {
        let named = |name: &str| cut(&plain(name)).into_owned();
        let coloured = colours.swatches.iter().filter(|swatch| swatch.colour != WHITE);
        samples.extend(coloured.map(|swatch| (Sample::Colour(swatch.colour), named(&swatch.name))));
    }
    for (severity, name) in
        [(Severity::Error, "error found"), (Severity::Warning, "warning found"), (Severity::Info, "info found")]
    {
        if cards().any(|card| card.severity() == Some(severity)) {
            samples.push((Sample::Finding(severity), name.to_owned()));
        }
    }
    let mut tell = |is_there: bool, sample: Sample, name: &str| {
        if is_there {
            samples.push((sample, name.to_owned()));
        }
    };
    tell(cards().any(|card| card.vacant), Sample::Vacant, "vacant");
    let is_absent = |kind| matches!(kind, Kind::Absent(_) | Kind::Unknown);
    tell(cards().any(|card| is_absent(card.kind)), Sample::Absent, "manager who is not there");
    tell(has_line(LineKind::Dotted), Sample::Dotted, "dotted line");
    tell(has_line(LineKind::Surplus), Sample::Surplus, "second manager");
    tell(drawing.lines.iter().any(|line| drawing.is_highlighted(line)), Sample::Highlight, "line to the top");
    let fate = |wanted: fn(&Fate) -> bool| cards().any(|card| card.fate.as_deref().is_some_and(wanted));
    tell(fate(|fate| *fate == Fate::Joined), Sample::Joined, "joined");
    tell(fate(|fate| *fate == Fate::Left), Sample::Left, "left");
    tell(fate(|fate| matches!(fate, Fate::Changed(_))), Sample::Changed, "was otherwise");
    samples
}

/// What was found in the chart as a whole, in lines of at most `width` pixels.
pub(super) fn remarks(drawing: &Drawing<'_>, width: i64) -> Vec<Remark> {
    let measures = Measures::of(Weight::Regular);
    let mut lines = Vec::new();
    for (severity, text) in label::about_the_chart(drawing) {
        let mut severity = severity;
        let set = Set { text: &text, measures, size: SIZE };
        set.lines(width as f32, |range| {
            lines.push(Remark { severity: severity.take(), text: text[range].to_owned() });
        });
    }
    lines
}
