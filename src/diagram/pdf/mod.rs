//! PDF: lines and letters that stay sharp at any size, and text that can be searched and copied.
//!
//! A scene is drawn as it is; nothing goes through SVG, which knows no pages and no links between them. Nothing in a
//! document tells when or where it was made, so that the same chart gives the same bytes.

mod furniture;
mod index;
mod letters;
mod outline;
mod paged;
mod pen;
mod sheet;

use krilla::Document;
use krilla::annotation::{LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;

use super::fonts::Fonts;
use super::scene::Scene;
use super::text::{cut, plain};
use super::theme::{Ink, Theme};
use crate::error::Error;
use letters::Letters;
pub use paged::{Paper, paginate};
use pen::{Area, Pen};

/// A document of one page.
pub struct Sheet {
    /// The file.
    pub bytes: Vec<u8>,
    /// How large it is drawn, where 1 is the size of an SVG on paper; less where PDF knows no page as large.
    pub scale: f32,
}

/// Points for each pixel of a scene, which has 96 in an inch.
const POINTS: f32 = 0.75;
/// PDF knows no longer side, in points.
const LONGEST_SIDE: f32 = 14_400.0;

/// Draws a scene on one page of its size.
pub fn render(scene: &Scene<'_>, theme: Theme, fonts: &Fonts, title: &str) -> Result<Sheet, Error> {
    let letters = Letters::new(fonts)?;
    let (width, height) = (scene.width.max(1) as f32, scene.height.max(1) as f32);
    let points = POINTS.min(LONGEST_SIDE / width.max(height));
    let mut book = Book { document: Document::new(), letters: &letters, ink: theme.ink() };
    // A product can be a hair above the limit that it is made for.
    let sides = [width, height].map(|side| (side * points).min(LONGEST_SIDE));
    book.page((sides[0], sides[1]), |pen| {
        pen.scaled(points, (0.0, 0.0), |pen| sheet::draw(pen, scene, theme.ink()));
        Vec::new()
    });
    Ok(Sheet { bytes: book.finish(title)?, scale: points / POINTS })
}

/// A place that leads to a page, counted from 0.
#[derive(Clone, Copy)]
struct Link {
    area: Area,
    page: usize,
}

/// The upper left corner of a page.
fn start_of(page: usize) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(0.0, 0.0))
}

/// A document in the making.
struct Book<'f> {
    document: Document,
    letters: &'f Letters<'f>,
    ink: &'static Ink,
}

impl Book<'_> {
    /// Adds a page of a size in points. What draws it gives the links on it.
    fn page(&mut self, (width, height): (f32, f32), draw: impl FnOnce(&mut Pen<'_, '_>) -> Vec<Link>) {
        let settings = PageSettings::from_wh(width, height).unwrap_or_default();
        let mut page = self.document.start_page_with(settings);
        let mut pen = Pen { surface: page.surface(), letters: self.letters };
        pen.area(Area { x: 0.0, y: 0.0, width, height }, 0.0, Some(self.ink.paper), None);
        let links = draw(&mut pen);
        drop(pen);
        for Link { area, page: to } in links {
            if let Some(rect) = Rect::from_xywh(area.x, area.y, area.width, area.height) {
                let target = Target::Destination(start_of(to).into());
                page.add_annotation(LinkAnnotation::new(rect, target).into());
            }
        }
        page.finish();
    }

    fn finish(mut self, title: &str) -> Result<Vec<u8>, Error> {
        let title = cut(&plain(title)).into_owned();
        let metadata = Metadata::new().title(title).language("en".to_owned()).creator("orglint".to_owned());
        self.document.set_metadata(metadata);
        self.document.finish().map_err(|error| match error {
            KrillaError::Font(_, why) => {
                Error::new(format!("a font cannot be put into the PDF: {why}")).help("give another --font")
            }
            error => Error::new(format!("cannot write the PDF: {error}")),
        })
    }
}
