//! PNG: the SVG, drawn on a grid of pixels.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontResolver, Options, Tree};

use super::font::FAMILY;
use super::fonts::Fonts;
use super::scene::Scene;
use super::svg;
use super::theme::Theme;
use crate::error::Error;

/// A picture, and how large it is drawn.
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// Pixels of the picture for each pixel of the scene, which is less than was asked for where that is too many.
    pub scale: f32,
}

/// Pixels for each pixel of the scene, unless something else is asked for: letters are sharp on dense screens.
pub const SCALE: f32 = 2.0;
/// The scales that can be asked for.
pub const SCALES: std::ops::RangeInclusive<f32> = 0.1..=8.0;
/// So many pixels a picture has at most: they are held in memory, four bytes each.
const MOST_PIXELS: f64 = 64e6;
/// And so many a side, which most programs still open.
const LONGEST_SIDE: f64 = 32_767.0;
/// Below this nobody reads names. It is drawn only where it is asked for.
const LEGIBLE: f32 = 0.45;

/// Draws a scene.
pub fn render(scene: &Scene<'_>, theme: Theme, fonts: &Fonts, scale: Option<f32>) -> Result<Picture, Error> {
    let asked = scale.unwrap_or(SCALE);
    let scale = asked.min(largest(scene));
    if scale < asked.min(LEGIBLE) {
        return Err(too_large(scene));
    }
    // What viewers may turn dark would have no one to decide here.
    let theme = if theme == Theme::Auto { Theme::Light } else { theme };
    let mut text = Vec::new();
    let fault = |error: &dyn std::fmt::Display| Error::new(format!("cannot draw the picture: {error}"));
    svg::write(scene, theme, &mut text).map_err(|error| fault(&error))?;
    let tree = Tree::from_data(&text, &options(fonts)).map_err(|error| fault(&error))?;
    drop(text);
    let sides = (side(scene.width, scale), side(scene.height, scale));
    let mut pixels = Pixmap::new(sides.0, sides.1).ok_or_else(|| too_large(scene))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    drop(tree);
    let bytes = encode(&pixels, scale).map_err(|error| fault(&error))?;
    Ok(Picture { bytes, scale })
}

/// The largest scale at which a scene is within the limits.
fn largest(scene: &Scene<'_>) -> f32 {
    let (width, height) = (scene.width.max(1) as f64, scene.height.max(1) as f64);
    let by_sides = LONGEST_SIDE / width.max(height);
    by_sides.min((MOST_PIXELS / (width * height)).sqrt()) as f32
}

fn side(length: i64, scale: f32) -> u32 {
    (length as f64 * f64::from(scale)).round().max(1.0) as u32
}

fn too_large(scene: &Scene<'_>) -> Error {
    let size = format!("{} × {} pixels", scene.width, scene.height);
    Error::new(format!("the chart is too large for a PNG: {size}, of which letters would not be left"))
        .help("draw a part of it (--depth, --root, --collapse teams), or SVG or PDF, which have no pixels")
}

/// How text is set: in our fonts only, so that a picture is the same on every system that has what Noto Sans lacks.
fn options(fonts: &Fonts) -> Options<'_> {
    let mut database = Database::new();
    let ids: Vec<Option<ID>> = fonts
        .files
        .iter()
        .map(|file| {
            let faces = database.load_font_source(Source::Binary(Arc::clone(&file.bytes)));
            faces.into_iter().find(|id| database.face(*id).is_some_and(|face| face.index == file.index))
        })
        .collect();
    // Who asks goes on until nothing is missing or there is no answer, and so wants no font twice. Of a character that no
    // font has any other font is given: those that come after it in the text may be there.
    let select_fallback = move |character: char, used: &[ID], _: &mut Arc<Database>| {
        let own = fonts.instead(character).and_then(|file| ids[file]);
        let unused = |id: &ID| !used.contains(id);
        own.filter(unused).or_else(|| ids.iter().skip(2).flatten().copied().find(unused))
    };
    let font_resolver =
        FontResolver { select_font: FontResolver::default_font_selector(), select_fallback: Box::new(select_fallback) };
    Options { font_family: FAMILY.to_owned(), fontdb: Arc::new(database), font_resolver, ..Options::default() }
}

/// The file. Nothing in it tells when or where it was made.
fn encode(pixels: &Pixmap, scale: f32) -> Result<Vec<u8>, png::EncodingError> {
    use std::io::Write as _;
    /// Of a scene, as in browsers.
    const PIXELS_A_METRE: f32 = 96.0 / 0.0254;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    // The paper is opaque.
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let dots = (PIXELS_A_METRE * scale).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: dots, yppu: dots, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    let mut rows = writer.stream_writer()?;
    let mut row = Vec::with_capacity(pixels.width() as usize * 3);
    for pixels in pixels.data().chunks_exact(pixels.width() as usize * 4) {
        row.clear();
        row.extend(pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]));
        rows.write_all(&row)?;
    }
    rows.finish()?;
    writer.finish()?;
    Ok(bytes)
}
