//! A scene on a page: the same boxes and lines as in an SVG.

use krilla::geom::PathBuilder;

use super::super::drawing::{Card, Kind, LineKind};
use super::super::faces::INDENT;
use super::super::font::Weight;
use super::super::key::{self, Sample};
use super::super::label::Voice;
use super::super::layout::Place;
use super::super::scene::Scene;
use super::super::theme::Ink;
use super::pen::{Area, Line, Pen};
use crate::finding::Severity;

const DASH: Option<[f32; 2]> = Some([5.0, 3.0]);
const DOTS: Option<[f32; 2]> = Some([2.0, 4.0]);
/// The radius of a box's corners.
const CORNER: f32 = 5.0;

/// Draws a scene with its upper left corner at the origin.
pub(super) fn draw(pen: &mut Pen<'_, '_>, scene: &Scene<'_>, ink: &'static Ink) {
    let mut sheet = Sheet { pen, scene, ink };
    sheet.lines();
    for (number, card) in scene.drawing.cards.iter().enumerate() {
        sheet.card(number, card);
    }
    sheet.remarks();
    sheet.legend();
}

struct Sheet<'s, 'p, 'f> {
    pen: &'s mut Pen<'p, 'f>,
    scene: &'s Scene<'s>,
    ink: &'static Ink,
}

impl Sheet<'_, '_, '_> {
    fn high(&self) -> &'static str {
        self.ink.high
    }

    fn line(&self, kind: LineKind, is_high: bool) -> Line<'static> {
        let (colour, width, dash) = match (kind, is_high) {
            (_, true) => (self.high(), 3.0, None),
            (LineKind::Solid, _) => (self.ink.line, 1.2, None),
            (LineKind::Dotted, _) => (self.ink.line, 1.2, DOTS),
            (LineKind::Broken | LineKind::Surplus, _) => (self.ink.error, 2.0, DASH),
            (LineKind::Loop, _) => (self.ink.error, 2.0, None),
        };
        Line { colour, width, dash }
    }

    /// All lines, those that stand out last. Lines of one kind are one path, up to a length that viewers bear.
    fn lines(&mut self) {
        const FULL: usize = 2_000;
        const KINDS: [(LineKind, bool); 6] = [
            (LineKind::Solid, false),
            (LineKind::Dotted, false),
            (LineKind::Broken, false),
            (LineKind::Surplus, false),
            (LineKind::Loop, false),
            (LineKind::Solid, true),
        ];
        let drawing = self.scene.drawing;
        for (kind, is_high) in KINDS {
            let is_wanted = |(_, line): &(usize, &super::super::drawing::Line)| {
                line.kind == kind && drawing.is_highlighted(line) == is_high
            };
            let numbers: Vec<usize> =
                drawing.lines.iter().enumerate().filter(is_wanted).map(|(number, _)| number).collect();
            for numbers in numbers.chunks(FULL) {
                let mut path = PathBuilder::new();
                for number in numbers {
                    for (at, (x, y)) in self.scene.corners(*number).rev().enumerate() {
                        if at == 0 { path.move_to(x as f32, y as f32) } else { path.line_to(x as f32, y as f32) }
                    }
                }
                self.pen.path(path, None, Some(self.line(kind, is_high)));
            }
            if matches!(kind, LineKind::Loop | LineKind::Surplus) {
                numbers.iter().for_each(|number| self.arrow(*number));
            }
        }
    }

    /// The head of an arrow, which points at the manager.
    fn arrow(&mut self, line: usize) {
        let mut corners = self.scene.corners(line).rev();
        if let (Some((x, y)), Some(before)) = (corners.next(), corners.next()) {
            let (dx, dy) = ((before.0 - x).signum() * 7, (before.1 - y).signum() * 7);
            let (px, py) = (dy * 4 / 7, dx * 4 / 7);
            let mut path = PathBuilder::new();
            path.move_to(x as f32, y as f32);
            path.line_to((x + dx + px) as f32, (y + dy + py) as f32);
            path.line_to((x + dx - px) as f32, (y + dy - py) as f32);
            path.close();
            self.pen.path(path, Some(self.ink.error), None);
        }
    }

    /// The edge of a box.
    fn edge(&self, card: &Card<'_>) -> Line<'static> {
        let ink = self.ink;
        let dashed = if card.vacant { DASH } else { None };
        if matches!(card.kind, Kind::Absent(_) | Kind::Unknown) {
            return Line { colour: ink.error, width: 1.6, dash: DASH };
        }
        // A member of a loop is marked also where the finding is on another member.
        match card.severity().or(card.in_loop.then_some(Severity::Error)) {
            Some(severity) => self.gravity(severity, dashed),
            None if card.highlighted && !card.vacant => Line { colour: self.high(), width: 2.0, dash: None },
            None => Line { colour: ink.edge, width: 1.0, dash: dashed },
        }
    }

    fn gravity(&self, severity: Severity, dash: Option<[f32; 2]>) -> Line<'static> {
        let width = match severity {
            Severity::Error => 2.6,
            Severity::Warning => 2.2,
            Severity::Info => 1.8,
        };
        Line { colour: self.ink.severity(severity), width, dash }
    }

    fn card(&mut self, number: usize, card: &Card<'_>) {
        let Place { x, y, width, height } = self.scene.place(number);
        let area = Area { x: x as f32, y: y as f32, width: width as f32, height: height as f32 };
        if matches!(card.kind, Kind::Team { .. }) {
            // A second card behind: more than one.
            let behind = Area { x: area.x + 4.0, y: area.y + 4.0, ..area };
            let edge = Line { colour: self.ink.edge, width: 1.0, dash: None };
            self.pen.area(behind, CORNER, Some(self.ink.card), Some(edge));
        }
        let edge = self.edge(card);
        self.pen.area(area, CORNER, Some(self.ink.card), Some(edge));
        if let Some(colour) = self.scene.colours.colour(number) {
            self.stripe(area, colour);
        }
        let is_there = !matches!(card.kind, Kind::Absent(_) | Kind::Unknown);
        for line in self.scene.faces.lines(number) {
            let colour = match line.voice {
                Voice::Finding(severity) => self.ink.severity(severity),
                _ if !is_there => self.ink.error,
                Voice::Name | Voice::Title => self.ink.text,
                Voice::Note | Voice::Quiet => self.ink.quiet,
                Voice::Change => self.ink.changed,
            };
            let style = line.voice.style();
            let at = (area.x + INDENT as f32, area.y + line.baseline as f32);
            self.pen.text(line.text, at, (style.weight, style.size), colour);
        }
    }

    /// The colour of a box, along its left edge.
    fn stripe(&mut self, area: Area, colour: &str) {
        let (left, right) = (area.x + 0.5, area.x + 7.0);
        let (top, bottom) = (area.y + 0.5, area.y + area.height - 0.5);
        let mut path = PathBuilder::new();
        path.move_to(right, top);
        path.line_to(right, bottom);
        path.line_to(left + 4.0, bottom);
        path.cubic_to(left + 1.8, bottom, left, bottom - 1.8, left, bottom - 4.0);
        path.line_to(left, top + 4.0);
        path.cubic_to(left, top + 1.8, left + 1.8, top, left + 4.0, top);
        path.close();
        self.pen.path(path, Some(colour), None);
    }

    fn remarks(&mut self) {
        let (x, y) = self.scene.remarks_at;
        let mut severity = None;
        for (row, remark) in (1..).zip(&self.scene.remarks) {
            severity = remark.severity.or(severity);
            let colour = severity.map_or(self.ink.text, |severity| self.ink.severity(severity));
            let at = (x as f32, (y + row * key::ROW - 6) as f32);
            self.pen.text(&remark.text, at, (Weight::Regular, key::SIZE), colour);
        }
    }

    fn legend(&mut self) {
        let (left, top) = self.scene.legend_at;
        for entry in &self.scene.legend {
            let (x, y) = ((left + entry.x) as f32, (top + entry.y) as f32);
            let ink = self.ink;
            let sample = Area { x, y: y - 11.0, width: 24.0, height: 13.0 };
            let boxed = |sheet: &mut Self, line: Line<'_>| sheet.pen.area(sample, 3.0, Some(ink.card), Some(line));
            match entry.sample {
                Sample::Colour(colour) => {
                    let edge = Line { colour: ink.line, width: 0.6, dash: None };
                    self.pen.area(sample, 3.0, Some(colour), Some(edge));
                }
                Sample::Finding(severity) => boxed(self, self.gravity(severity, None)),
                Sample::Vacant => boxed(self, Line { colour: ink.edge, width: 1.0, dash: DASH }),
                Sample::Absent => boxed(self, Line { colour: ink.error, width: 1.6, dash: DASH }),
                Sample::Dotted => self.dash(sample, self.line(LineKind::Dotted, false)),
                Sample::Surplus => self.dash(sample, self.line(LineKind::Surplus, false)),
                Sample::Highlight => self.dash(sample, self.line(LineKind::Solid, true)),
                Sample::Joined => boxed(self, Line { colour: ink.joined, width: 2.0, dash: None }),
                Sample::Left => boxed(self, Line { colour: ink.quiet, width: 1.4, dash: DASH }),
                Sample::Changed => boxed(self, Line { colour: ink.changed, width: 2.0, dash: None }),
            }
            let at = (x + key::SAMPLE as f32, y);
            self.pen.text(&entry.text, at, (Weight::Regular, key::SIZE), ink.text);
        }
    }

    /// A sample of a line.
    fn dash(&mut self, area: Area, line: Line<'_>) {
        let middle = area.y + 7.0;
        let mut path = PathBuilder::new();
        path.move_to(area.x, middle);
        path.line_to(area.x + area.width, middle);
        self.pen.path(path, None, Some(line));
    }
}
