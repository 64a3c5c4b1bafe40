//! The index at the end of a document: everybody by name, and where they stand.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::drawing::{Drawing, Kind};
use super::super::font::{Measures, Weight};
use super::super::pages::Plan;
use super::super::text::{cut, plain};
use super::super::theme::Ink;
use super::Link;
use super::furniture::{BOTTOM, Format, MARGIN, TOP, called, fitted};
use super::pen::{Area, Line, Pen};

/// The entries in their order.
pub(super) struct Index {
    entries: Vec<Entry>,
    rows: usize,
}

struct Entry {
    name: String,
    title: String,
    page: usize,
}

const COLUMNS: usize = 3;
const GUTTER: f32 = 20.0;
/// From one entry to the next.
const ROW: f32 = 10.5;
const NAME: (Weight, f32) = (Weight::Bold, 7.5);
const TITLE: (Weight, f32) = (Weight::Regular, 7.5);

impl Index {
    pub(super) fn new(drawing: &Drawing<'_>, plan: &Plan, format: Format) -> Index {
        let is_one = |kind| matches!(kind, Kind::Position | Kind::Absent(_) | Kind::Unknown);
        let cards = drawing.cards.iter().zip(&plan.home).filter(|(card, _)| is_one(card.kind));
        let mut entries: Vec<Entry> = cards
            .map(|(card, page)| {
                let title = if card.name.is_empty() { "" } else { &*card.title };
                Entry { name: called(card), title: cut(&plain(title)).into_owned(), page: *page as usize }
            })
            .collect();
        entries
            .sort_by_cached_key(|entry| (sorted_as(&entry.name), entry.name.clone(), entry.title.clone(), entry.page));
        let rows = ((format.height - TOP - BOTTOM) / ROW).floor().max(1.0) as usize;
        Index { entries, rows }
    }

    /// How many pages it has, one at least.
    pub(super) fn pages(&self) -> usize {
        self.entries.len().div_ceil(self.rows * COLUMNS).max(1)
    }

    /// The heading of one of its pages: the first and the last name there.
    pub(super) fn heading(&self, page: usize) -> String {
        let entries = self.on(page);
        match (entries.first(), entries.last()) {
            (Some(first), Some(last)) if self.pages() > 1 => {
                let short = |entry: &Entry| fitted(&entry.name, NAME, 160.0);
                format!("Index of names: {} – {}", short(first), short(last))
            }
            _ => "Index of names".to_owned(),
        }
    }

    /// Draws one of its pages. Each entry leads to its page.
    pub(super) fn draw(&self, pen: &mut Pen<'_, '_>, format: Format, ink: &Ink, page: usize) -> Vec<Link> {
        let width = (format.width - 2.0 * MARGIN - GUTTER * (COLUMNS - 1) as f32) / COLUMNS as f32;
        let mut links = Vec::new();
        for (number, entry) in self.on(page).iter().enumerate() {
            let x = MARGIN + (number / self.rows) as f32 * (width + GUTTER);
            let y = TOP + (number % self.rows) as f32 * ROW;
            let area = Area { x, y, width, height: ROW };
            entry.draw(pen, area, ink);
            links.push(Link { area, page: entry.page });
        }
        links
    }

    fn on(&self, page: usize) -> &[Entry] {
        let each = self.rows * COLUMNS;
        let start = (page * each).min(self.entries.len());
        &self.entries[start..(start + each).min(self.entries.len())]
    }
}

impl Entry {
    fn draw(&self, pen: &mut Pen<'_, '_>, area: Area, ink: &Ink) {
        const GAP: f32 = 6.0;
        let wide = |text: &str, (weight, size): (Weight, f32)| Measures::of(weight).width(text, size);
        let foot = area.y + ROW - 3.0;
        let page = (self.page + 1).to_string();
        let mut room = area.width - wide(&page, TITLE);
        pen.text(&page, (area.x + room, foot), TITLE, ink.text);
        let name = fitted(&self.name, NAME, room - GAP);
        pen.text(&name, (area.x, foot), NAME, ink.text);
        let mut x = area.x + wide(&name, NAME) + GAP;
        room -= x - area.x + GAP;
        if !self.title.is_empty() && room > 20.0 {
            let title = fitted(&self.title, TITLE, room);
            pen.text(&title, (x, foot), TITLE, ink.quiet);
            x += wide(&title, TITLE) + GAP;
            room = area.x + area.width - wide(&page, TITLE) - GAP - x;
        }
        if room > 6.0 {
            let mut path = krilla::geom::PathBuilder::new();
            path.move_to(x, foot);
            path.line_to(x + room, foot);
            pen.path(path, None, Some(Line { colour: ink.edge, width: 0.5, dash: Some([0.5, 2.0]) }));
        }
    }
}

/// A name as it is sorted: without accents and whatever the case.
fn sorted_as(name: &str) -> String {
    name.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect()
}
