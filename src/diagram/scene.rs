//! A drawing laid out: boxes with their lines of text, lines with their corners, the legend. All pictures are made from it.

use super::drawing::Drawing;
use super::faces::Faces;
use super::key::{self, Entry, Remark};
use super::layout::{Direction, Layout, Place};
use super::palette::Colours;
use crate::progress::{self, Step};

/// A drawing laid out, in pixels from the upper left corner of the sheet.
#[derive(Debug)]
pub struct Scene<'s> {
    /// What is drawn.
    pub drawing: &'s Drawing<'s>,
    /// The colours of its boxes.
    pub colours: &'s Colours,
    /// The text in the boxes.
    pub faces: Faces,
    /// The legend; its places are from [`Scene::legend_at`].
    pub legend: Vec<Entry>,
    /// The upper left corner of the legend.
    pub legend_at: (i64, i64),
    /// What was found in the chart as a whole, a line below the other.
    pub remarks: Vec<Remark>,
    /// The upper left corner of the remarks.
    pub remarks_at: (i64, i64),
    /// The width of the sheet.
    pub width: i64,
    /// The height of the sheet.
    pub height: i64,
    layout: Layout,
    /// Where the layout stands on the sheet.
    origin: (i64, i64),
}

/// What is free at the edges of the sheet.
const MARGIN: i64 = 24;
/// Text beside the chart is as wide as the chart, but not narrower than this.
const NARROWEST: i64 = 420;
/// Nor wider.
const WIDEST: i64 = 1_200;

impl<'s> Scene<'s> {
    /// Lays out a drawing, in time linear in its boxes and lines.
    pub fn new(drawing: &'s Drawing<'s>, colours: &'s Colours, direction: Direction) -> Scene<'s> {
        progress::begin(Step::LayingOut);
        let faces = Faces::new(drawing);
        let layout = Layout::new(drawing, direction, |card| faces.size(card));
        Scene::around(drawing, colours, faces, layout)
    }

    /// Lays out a part of a chart for a page of a width and height.
    #[cfg(feature = "pictures")]
    pub(super) fn on_page(
        drawing: &'s Drawing<'s>,
        colours: &'s Colours,
        direction: Direction,
        page: (i64, i64),
    ) -> Scene<'s> {
        let faces = Faces::new(drawing);
        let layout = Layout::on_page(drawing, direction, page, |card| faces.size(card));
        Scene::around(drawing, colours, faces, layout)
    }

    /// The sheet around a layout.
    fn around(drawing: &'s Drawing<'s>, colours: &'s Colours, faces: Faces, layout: Layout) -> Scene<'s> {
        let inner = layout.width - 2 * MARGIN;
        let legend = key::legend(drawing, colours, inner.clamp(NARROWEST, WIDEST));
        let remarks = key::remarks(drawing, inner.clamp(NARROWEST, WIDEST));
        let remarks_height = if remarks.is_empty() { 0 } else { remarks.len() as i64 * key::ROW + 4 };
        let chart_top = if remarks.is_empty() { 0 } else { MARGIN + remarks_height };
        let legend_top = chart_top + layout.height;
        let legend_height = legend.last().map_or(0, |entry| entry.y + MARGIN);
        let wide = |text: &str| super::font::Measures::of(super::font::Weight::Regular).width(text, key::SIZE) as i64;
        let beside = remarks.iter().map(|remark| wide(&remark.text));
        let beside = beside.chain(legend.iter().map(|entry| entry.x + key::SAMPLE + wide(&entry.text)));
        let width = beside.map(|width| width + 2 * MARGIN + 2).max().unwrap_or(0).max(layout.width);
        Scene {
            drawing,
            colours,
            faces,
            legend,
            legend_at: (MARGIN, legend_top),
            remarks,
            remarks_at: (MARGIN, MARGIN),
            width,
            height: legend_top + legend_height,
            origin: ((width - layout.width) / 2, chart_top),
            layout,
        }
    }

    /// The box of a card.
    pub fn place(&self, card: usize) -> Place {
        let place = self.layout.places[card];
        Place { x: place.x + self.origin.0, y: place.y + self.origin.1, ..place }
    }

    /// The corners of a line, from the report to the manager.
    pub fn corners(&self, line: usize) -> impl DoubleEndedIterator<Item = (i64, i64)> + '_ {
        let (x, y) = self.origin;
        self.layout.corners(line).iter().map(move |corner| (corner.0 + x, corner.1 + y))
    }

    /// Dotted and surplus lines that are left out, for there are too many on too long ways.
    pub fn undrawn(&self) -> usize {
        self.layout.undrawn
    }
}
