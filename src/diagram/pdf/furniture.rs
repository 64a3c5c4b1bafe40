//! What stands on every page beside the chart: where one is, and ways to other pages.

use super::super::drawing::Card;
use super::super::font::{Measures, Weight};
use super::super::text::{cut, plain};
use super::super::theme::Ink;
use super::Link;
use super::pen::{Area, Pen};

/// The measures of a page, in points.
#[derive(Clone, Copy)]
pub(super) struct Format {
    pub(super) width: f32,
    pub(super) height: f32,
}

/// From the edges of the paper: what no printer reaches, and a little more.
pub(super) const MARGIN: f32 = 24.0;
/// Above what a page shows.
pub(super) const TOP: f32 = 52.0;
/// Below it.
pub(super) const BOTTOM: f32 = 30.0;

const HEADING: (Weight, f32) = (Weight::Bold, 13.0);
const SMALL: (Weight, f32) = (Weight::Regular, 7.5);

/// One of the names above a heading.
pub(super) struct Crumb {
    pub(super) text: String,
    pub(super) page: usize,
}

/// Who or what a card is, in one line.
pub(super) fn called(card: &Card<'_>) -> String {
    let name = [&card.name, &card.title, &card.id].into_iter().map(|text| plain(text)).find(|text| !text.is_empty());
    name.map_or_else(String::new, |name| cut(&name).into_owned())
}

/// As much of a text as is not wider than `width`.
pub(super) fn fitted(text: &str, (weight, size): (Weight, f32), width: f32) -> String {
    let measures = Measures::of(weight);
    if measures.width(text, size) <= width {
        return text.to_owned();
    }
    let mut room = width - measures.width("…", size);
    let fits = |character: &char| {
        room -= measures.pixels(measures.advance(*character), size);
        room >= 0.0
    };
    let start: String = text.chars().take_while(fits).collect();
    format!("{}…", start.trim_end())
}

/// The crumbs, the nearest of which come last, and the heading below them.
pub(super) fn head(
    pen: &mut Pen<'_, '_>,
    format: Format,
    ink: &Ink,
    heading: &str,
    mut crumbs: impl Iterator<Item = Crumb>,
) -> Vec<Link> {
    let wide = |text: &str| Measures::of(SMALL.0).width(text, SMALL.1);
    let between = wide("  ›  ");
    let mut room = format.width - 2.0 * MARGIN - wide("…") - between;
    let mut shown = Vec::new();
    // From the nearest on, as long as there is room.
    let is_cut = loop {
        let Some(crumb) = crumbs.next() else { break false };
        let crumb = Crumb { text: fitted(&crumb.text, SMALL, 150.0), ..crumb };
        room -= wide(&crumb.text) + between;
        if room < 0.0 {
            break true;
        }
        shown.push(crumb);
    };
    let (mut x, y) = (MARGIN, MARGIN + 6.0);
    let mut links = Vec::new();
    if is_cut {
        pen.text("…", (x, y), SMALL, ink.quiet);
        x += wide("…");
        pen.text("›", (x + 4.0, y), SMALL, ink.quiet);
        x += between;
    }
    for crumb in shown.into_iter().rev() {
        let width = wide(&crumb.text);
        pen.text(&crumb.text, (x, y), SMALL, ink.quiet);
        pen.text("›", (x + width + 4.0, y), SMALL, ink.quiet);
        links.push(Link { area: Area { x, y: y - 8.0, width, height: 11.0 }, page: crumb.page });
        x += width + between;
    }
    let heading = fitted(heading, HEADING, format.width - 2.0 * MARGIN);
    pen.text(&heading, (MARGIN, MARGIN + 22.0), HEADING, ink.text);
    links
}

/// What document this is, ways through it, and the number of the page, counted from 0.
pub(super) fn foot(
    pen: &mut Pen<'_, '_>,
    format: Format,
    ink: &Ink,
    title: &str,
    (page, pages): (usize, usize),
    ways: &[(&str, usize)],
) -> Vec<Link> {
    let wide = |text: &str| Measures::of(SMALL.0).width(text, SMALL.1);
    let y = format.height - 16.0;
    pen.text(&fitted(title, SMALL, format.width / 3.0), (MARGIN, y), SMALL, ink.quiet);
    let number = format!("Page {} of {pages}", page + 1);
    pen.text(&number, (format.width - MARGIN - wide(&number), y), SMALL, ink.quiet);
    let mut x = format.width / 2.0 - ways.iter().map(|(way, _)| wide(way) + 16.0).sum::<f32>() / 2.0;
    let mut links = Vec::new();
    for (way, to) in ways {
        let width = wide(way);
        pen.text(way, (x + 8.0, y), SMALL, ink.quiet);
        links.push(Link { area: Area { x: x + 8.0, y: y - 8.0, width, height: 11.0 }, page: *to });
        x += width + 16.0;
    }
    links
}
