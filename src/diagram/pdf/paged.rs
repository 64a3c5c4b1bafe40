//! A chart on pages for print: the overview, the teams, the index, with ways between them.

use krilla::Document;

use super::super::drawing::Drawing;
use super::super::font::{Measures, Weight};
use super::super::fonts::Fonts;
use super::super::layout::{Direction, Family, NONE, Place};
use super::super::pages::{Cutter, Frame, Page, Part, Plan, Subject};
use super::super::palette::Colours;
use super::super::scene::Scene;
use super::super::text::{cut, plain};
use super::super::theme::Theme;
use super::furniture::{BOTTOM, Crumb, Format, MARGIN, TOP, called, fitted, foot, head};
use super::index::Index;
use super::letters::Letters;
use super::outline::outline;
use super::pen::{Area, Line, Pen};
use super::{Book, Link, sheet};
use crate::error::Error;

/// The paper that is printed on. It lies on its side, as charts are wider than high.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Paper {
    /// 297 by 210 millimetres.
    #[default]
    A4,
    /// 11 by 8½ inches.
    Letter,
}

impl Paper {
    const fn format(self) -> Format {
        match self {
            Paper::A4 => Format { width: 841.89, height: 595.28 },
            Paper::Letter => Format { width: 792.0, height: 612.0 },
        }
    }
}

/// Points for each pixel of a scene at least: its smallest letters are of 10.5 pixels, and 6 points can be read in print.
const LEAST: f32 = 6.0 / 10.5;
/// And at most: a small team does not fill its page.
const MOST: f32 = 0.85;
/// The letters of what leads to other pages, in pixels of the scene.
const TAG: (Weight, f32) = (Weight::Bold, 10.5);

/// Draws a drawing on pages.
pub fn paginate(
    drawing: &Drawing<'_>,
    colours: &Colours,
    direction: Direction,
    theme: Theme,
    fonts: &Fonts,
    (title, paper): (&str, Paper),
) -> Result<Vec<u8>, Error> {
    let format = paper.format();
    let (width, height) = room(format);
    let frame = Frame { width: (width / LEAST) as i64, height: (height / LEAST) as i64 };
    let plan = Plan::new(drawing, colours, direction, frame);
    let index = Index::new(drawing, &plan, format);
    let letters = Letters::new(fonts)?;
    let mut book = Book { document: Document::new(), letters: &letters, ink: theme.ink() };
    let mut press = Press {
        drawing,
        family: Family::of(drawing),
        cutter: Cutter::new(drawing, colours),
        direction,
        frame: (frame.width, frame.height),
        format,
        title: cut(&plain(title)).into_owned(),
        pages: plan.pages.len() + index.pages(),
        plan: &plan,
    };
    for number in 0..plan.pages.len() {
        press.page(&mut book, number);
    }
    for number in 0..index.pages() {
        press.index(&mut book, &index, number);
    }
    book.document.set_outline(outline(drawing, &plan, plan.pages.len()));
    book.finish(title)
}

/// What a page has for a scene, in points.
fn room(format: Format) -> (f32, f32) {
    (format.width - 2.0 * MARGIN, format.height - TOP - BOTTOM)
}

/// Makes the pages of a plan.
struct Press<'p, 'a> {
    drawing: &'p Drawing<'a>,
    family: Family,
    cutter: Cutter<'p, 'a>,
    direction: Direction,
    /// The largest scene that can be read on a page.
    frame: (i64, i64),
    format: Format,
    title: String,
    /// Of the whole document.
    pages: usize,
    plan: &'p Plan,
}

impl Press<'_, '_> {
    fn page(&mut self, book: &mut Book<'_>, number: usize) {
        let page = &self.plan.pages[number];
        let Part { drawing, colours } = self.cutter.part(&page.cards, number == 0);
        let scene = Scene::on_page(&drawing, &colours, self.direction, self.frame);
        let (format, ink) = (self.format, book.ink);
        let (width, height) = room(format);
        let (wide, high) = (scene.width.max(1) as f32, scene.height.max(1) as f32);
        let scale = (width / wide).min(height / high).min(MOST);
        let origin = (MARGIN + (width - wide * scale) / 2.0, TOP);
        book.page((format.width, format.height), |pen| {
            let mut links = self.around(pen, ink, number, &self.heading(page), page);
            let mut tags = Vec::new();
            pen.scaled(scale, origin, |pen| {
                sheet::draw(pen, &scene, ink);
                tags = self.tags(pen, ink, number, &scene);
            });
            links.extend(tags.into_iter().map(|Link { area, page }| {
                let Area { x, y, width, height } = area;
                let (x, y) = (origin.0 + x * scale, origin.1 + y * scale);
                Link { area: Area { x, y, width: width * scale, height: height * scale }, page }
            }));
            links
        });
    }

    fn index(&self, book: &mut Book<'_>, index: &Index, number: usize) {
        let (format, ink) = (self.format, book.ink);
        book.page((format.width, format.height), |pen| {
            let mut links = head(pen, format, ink, &index.heading(number), std::iter::empty());
            links.extend(self.foot(pen, ink, self.plan.pages.len() + number));
            links.extend(index.draw(pen, format, ink, number));
            links
        });
    }

    /// The heading, the way to it from the top, and the foot.
    fn around(&self, pen: &mut Pen<'_, '_>, ink: &super::Ink, number: usize, heading: &str, page: &Page) -> Vec<Link> {
        let nearest = match page.subject {
            Subject::Overview | Subject::Teams(None) => None,
            Subject::Team(card) => self.manager(card),
            Subject::Teams(Some(card)) => Some(card),
        };
        let chain = std::iter::successors(nearest, |card| self.manager(*card));
        let crumb = |card: u32| Crumb { text: self.called(card), page: self.plan.home[card as usize] as usize };
        let mut links = head(pen, self.format, ink, heading, chain.map(crumb));
        links.extend(self.foot(pen, ink, number));
        links
    }

    fn foot(&self, pen: &mut Pen<'_, '_>, ink: &super::Ink, number: usize) -> Vec<Link> {
        let ways = [("Overview", 0), ("Index of names", self.plan.pages.len())];
        foot(pen, self.format, ink, &self.title, (number, self.pages), &ways)
    }

    fn heading(&self, page: &Page) -> String {
        let what = match page.subject {
            Subject::Overview => self.title.clone(),
            Subject::Team(card) => {
                let title = plain(&self.drawing.cards[card as usize].title);
                let name = self.called(card);
                if title.is_empty() || *title == name { name } else { format!("{name}, {title}") }
            }
            Subject::Teams(Some(card)) => format!("Teams below {}", self.called(card)),
            Subject::Teams(None) => "Teams below the overview".to_owned(),
        };
        match page.part {
            (_, 1) => what,
            (part, of) => format!("{} ({part} of {of})", cut(&what)),
        }
    }

    /// What leads to other pages: from a manager down to the team, and from a team up.
    fn tags(&self, pen: &mut Pen<'_, '_>, ink: &super::Ink, number: usize, scene: &Scene<'_>) -> Vec<Link> {
        const HEIGHT: f32 = 16.0;
        const PADDING: f32 = 6.0;
        let page = &self.plan.pages[number];
        let mut links = Vec::new();
        let mut tag = |text: &str, left: Option<f32>, right: f32, top: f32, to: usize| {
            let wide = Measures::of(TAG.0).width(text, TAG.1) + 2.0 * PADDING;
            let area = Area { x: left.unwrap_or(right - wide), y: top, width: wide, height: HEIGHT };
            let edge = Line { colour: ink.line, width: 1.0, dash: None };
            pen.area(area, HEIGHT / 2.0, Some(ink.card), Some(edge));
            pen.text(text, (area.x + PADDING, top + 11.8), TAG, ink.text);
            links.push(Link { area, page: to });
        };
        for (at, card) in page.cards.iter().enumerate() {
            let Place { x, y, width, height } = scene.place(at);
            let (left, right) = (x as f32, (x + width) as f32);
            if self.plan.is_elsewhere(*card, number) {
                let to = self.plan.home[*card as usize] as usize;
                tag(&format!("→ p. {}", to + 1), None, right - 8.0, (y + height) as f32 - 7.0, to);
            }
            let above = self.plan.above[*card as usize];
            if page.heads.contains(card)
                && above != NONE
                && above as usize != number
                && let Some(manager) = self.manager(*card)
            {
                let page = format!(" · p. {}", above + 1);
                let used = Measures::of(TAG.0).width(&format!("↑ {page}"), TAG.1) + 2.0 * PADDING;
                let name = fitted(&self.called(manager), TAG, (right - left - 16.0 - used).max(30.0));
                tag(&format!("↑ {name}{page}"), Some(left + 8.0), right, y as f32 - 9.0, above as usize);
            }
        }
        links
    }

    fn manager(&self, card: u32) -> Option<u32> {
        Some(self.family.manager[card as usize]).filter(|manager| *manager != NONE)
    }

    fn called(&self, card: u32) -> String {
        called(&self.drawing.cards[card as usize])
    }
}
