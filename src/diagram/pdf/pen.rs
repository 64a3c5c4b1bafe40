//! A pen: boxes, lines and letters on a page, in the colours of a theme.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Paint, Stroke, StrokeDash};
use krilla::surface::Surface;

use super::super::font::Weight;
use super::letters::{Letters, Setting};

/// Draws on a surface.
pub(super) struct Pen<'p, 'f> {
    pub(super) surface: Surface<'p>,
    pub(super) letters: &'p Letters<'f>,
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(super) struct Line<'c> {
    pub(super) colour: &'c str,
    pub(super) width: f32,
    /// Lengths of a dash and of the gap after it.
    pub(super) dash: Option<[f32; 2]>,
}

/// A rectangle.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Pen<'_, '_> {
    /// A rectangle with round corners, filled and then drawn round.
    pub(super) fn area(&mut self, area: Area, radius: f32, filled: Option<&str>, edge: Option<Line<'_>>) {
        /// How far the handles of a curve are along the edges that it joins, so that it is a part of a circle.
        const HANDLE: f32 = 0.552;
        let Area { x, y, width, height } = area;
        let (right, bottom, bend) = (x + width, y + height, radius * (1.0 - HANDLE));
        let mut path = PathBuilder::new();
        path.move_to(x + radius, y);
        path.line_to(right - radius, y);
        path.cubic_to(right - bend, y, right, y + bend, right, y + radius);
        path.line_to(right, bottom - radius);
        path.cubic_to(right, bottom - bend, right - bend, bottom, right - radius, bottom);
        path.line_to(x + radius, bottom);
        path.cubic_to(x + bend, bottom, x, bottom - bend, x, bottom - radius);
        path.line_to(x, y + radius);
        path.cubic_to(x, y + bend, x + bend, y, x + radius, y);
        path.close();
        self.path(path, filled, edge);
    }

    /// A path, filled and then drawn.
    pub(super) fn path(&mut self, path: PathBuilder, filled: Option<&str>, drawn: Option<Line<'_>>) {
        if let Some(path) = path.finish() {
            self.surface.set_fill(filled.map(fill));
            self.surface.set_stroke(drawn.map(stroke));
            self.surface.draw_path(&path);
        }
    }

    /// A line of text, from the left end of its foot.
    pub(super) fn text(&mut self, text: &str, at: (f32, f32), (weight, size): (Weight, f32), colour: &str) {
        self.surface.set_fill(Some(fill(colour)));
        self.surface.set_stroke(None);
        self.letters.set(&mut self.surface, text, Setting { at, size, weight });
    }

    /// Draws with another origin and scale.
    pub(super) fn scaled(&mut self, scale: f32, origin: (f32, f32), draw: impl FnOnce(&mut Self)) {
        self.surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, origin.0, origin.1));
        draw(self);
        self.surface.pop();
    }
}

fn fill(colour: &str) -> Fill {
    Fill { paint: paint(colour), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn stroke(line: Line<'_>) -> Stroke {
    let dash = line.dash.map(|dash| StrokeDash { array: dash.to_vec(), offset: 0.0 });
    Stroke { paint: paint(line.colour), width: line.width, dash, ..Stroke::default() }
}

/// A colour that is written as `#RRGGBB`; all of ours are.
fn paint(colour: &str) -> Paint {
    let part = |at: usize| colour.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok()).unwrap_or(0);
    rgb::Color::new(part(1), part(3), part(5)).into()
}
