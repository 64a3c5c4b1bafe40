//! What stands in the boxes of a drawing, measured: the lines of text and the size of each box.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::drawing::{Card, Drawing};
use super::fit::Set;
use super::font::{Measures, Weight};
use super::label::{Said, Voice, said};

/// The lines of all boxes.
#[derive(Debug, Default)]
pub struct Faces {
    /// The text of all lines.
    text: String,
    lines: Vec<Row>,
    boxes: Vec<Face>,
}

/// The face of one box.
#[derive(Clone, Copy, Debug)]
struct Face {
    first: u32,
    lines: u32,
    width: u32,
    height: u32,
}

/// Where a line of a box is.
#[derive(Clone, Copy, Debug)]
struct Row {
    start: u32,
    end: u32,
    voice: Voice,
    baseline: u32,
}

/// A line in a box.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FaceLine<'f> {
    /// How it is set.
    pub voice: Voice,
    /// Its text.
    pub text: &'f str,
    /// From the upper edge of the box to the foot of its letters, in pixels.
    pub baseline: i64,
}

/// How a voice is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Style {
    /// The weight of the font.
    pub weight: Weight,
    /// The size of the font in pixels.
    pub size: f32,
    /// From one line to the next, in pixels.
    line: u32,
    /// What is free above the first line, in pixels.
    above: u32,
}

impl Voice {
    /// How it is set.
    pub const fn style(self) -> Style {
        let (weight, size, line, above) = match self {
            Voice::Name => (Weight::Bold, 13.0, 17, 0),
            Voice::Title => (Weight::Regular, 12.0, 16, 1),
            Voice::Note | Voice::Quiet => (Weight::Regular, 10.5, 14, 3),
            Voice::Finding(_) | Voice::Change => (Weight::Bold, 10.5, 14, 3),
        };
        Style { weight, size, line, above }
    }
}

/// From the left edge of a box to its text, in pixels: room for the stripe of its colour.
pub const INDENT: u32 = 15;
/// From the text to the right edge.
const RIGHT: u32 = 9;
/// Above the first and below the last line.
const PADDING: u32 = 9;

/// The text of a box is as wide as that of the widest, between these.
const NARROWEST: f32 = 96.0;
const WIDEST: f32 = 164.0;
/// A word that is wider than `WIDEST` makes its box wider, up to this; then it is broken.
const WIDEST_WORD: f32 = 260.0;

impl Faces {
    /// The faces of all boxes of a drawing.
    pub fn new(drawing: &Drawing<'_>) -> Faces {
        let mut setter = Setter { faces: Faces::default(), width: common_width(drawing), titles: HashMap::default() };
        for card in &drawing.cards {
            setter.set(card);
        }
        setter.faces
    }

    /// The size of a box, in pixels, both even: its width and height.
    pub fn size(&self, card: usize) -> (i64, i64) {
        let face = &self.boxes[card];
        (i64::from(face.width), i64::from(face.height))
    }

    /// The lines of a box, from the top.
    pub fn lines(&self, card: usize) -> impl Iterator<Item = FaceLine<'_>> {
        let face = &self.boxes[card];
        self.lines[face.first as usize..][..face.lines as usize].iter().map(|row| FaceLine {
            voice: row.voice,
            text: &self.text[row.start as usize..row.end as usize],
            baseline: i64::from(row.baseline),
        })
    }
}

/// The width of text that most boxes share: as wide as the widest name or title, within bounds.
fn common_width(drawing: &Drawing<'_>) -> f32 {
    let (bold, regular) = (Measures::of(Weight::Bold), Measures::of(Weight::Regular));
    let mut widest = NARROWEST;
    for card in &drawing.cards {
        // A long text is cut and wrapped later; its start tells enough.
        let start = |text: &'_ str| text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
        let (name, title): (&str, &str) = (&card.name, &card.title);
        widest = widest.max(bold.width(&name[..start(name)], Voice::Name.style().size));
        widest = widest.max(regular.width(&title[..start(title)], Voice::Title.style().size));
        if widest >= WIDEST {
            return WIDEST;
        }
    }
    widest.ceil()
}

struct Setter {
    faces: Faces,
    /// The width of text that boxes share.
    width: f32,
    /// Titles that were set before: their lines. Charts repeat their titles.
    titles: HashMap<String, Vec<(u32, u32)>, RandomState>,
}

impl Setter {
    fn set(&mut self, card: &Card<'_>) {
        let said = said(card);
        let width = self.width_for(&said);
        let is_common = width == self.width;
        let first = self.faces.lines.len() as u32;
        let mut height = PADDING;
        for said in &said {
            let style = said.voice.style();
            if height > PADDING {
                height += style.above;
            }
            let is_title = is_common && said.voice == Voice::Title;
            let lines = match self.titles.get(&*said.text).filter(|_| is_title) {
                Some(lines) => Cow::Borrowed(lines),
                None => Cow::Owned(fit(&mut self.faces.text, said, width)),
            };
            for (start, end) in lines.iter().copied() {
                height += style.line;
                // Of a line three quarters are above the foot of its letters.
                let baseline = height - style.line / 4;
                self.faces.lines.push(Row { start, end, voice: said.voice, baseline });
            }
            if let Cow::Owned(lines) = lines
                && is_title
            {
                self.titles.insert(said.text.as_ref().to_owned(), lines);
            }
        }
        let lines = self.faces.lines.len() as u32 - first;
        let width = even(INDENT + width.ceil() as u32 + RIGHT);
        self.faces.boxes.push(Face { first, lines, width, height: even(height + PADDING) });
    }

    /// The width of text that a box needs: that which all share, unless a word is wider.
    fn width_for(&self, said: &[Said<'_>]) -> f32 {
        let mut width = self.width;
        for said in said {
            // Who was set before in the common width fits in it.
            if said.voice == Voice::Title && self.titles.contains_key(&*said.text) {
                continue;
            }
            let set = as_set(said);
            if set.width() > width {
                width = width.max(set.widest_part().min(WIDEST_WORD));
            }
        }
        width
    }
}

/// Adds a text to that of all, and gives its lines there.
fn fit(all: &mut String, said: &Said<'_>, width: f32) -> Vec<(u32, u32)> {
    let start = all.len() as u32;
    let set = as_set(said);
    let mut lines = Vec::new();
    let mut line = |range: Range<usize>| lines.push((start + range.start as u32, start + range.end as u32));
    if set.width() <= width {
        line(0..set.text.len())
    } else {
        set.lines(width, line)
    }
    all.push_str(set.text);
    lines
}

fn as_set<'s>(said: &'s Said<'_>) -> Set<'s> {
    let Style { weight, size, .. } = said.voice.style();
    Set { text: &said.text, measures: Measures::of(weight), size }
}

const fn even(number: u32) -> u32 {
    number.next_multiple_of(2)
}
