//! The font of diagrams: Noto Sans, carried by the `notosans` crate, and what text set in it measures.
//!
//! Other fonts that a viewer may take in its place (Arial, Helvetica, Segoe UI) are narrower, so that text that fits in
//! Noto Sans fits in them.

use std::sync::OnceLock;

use ttf_parser::Face;
use unicode_width::UnicodeWidthChar;

/// The family, as fonts call it.
pub const FAMILY: &str = "Noto Sans";
/// The file of the regular weight.
pub const REGULAR: &[u8] = notosans::REGULAR_TTF;
/// The file of the bold weight.
pub const BOLD: &[u8] = notosans::BOLD_TTF;

/// A weight of the font.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Weight {
    /// For running text.
    Regular,
    /// For names.
    Bold,
}

/// The measures of one weight.
pub(super) struct Measures {
    face: Option<Face<'static>>,
    units_per_em: u32,
    /// The advances of the first characters, which are those of nearly all text.
    advances: [u16; MEASURED],
}

/// The letters of most languages of the West; what comes after is looked up each time.
const MEASURED: usize = 0x100;

impl Measures {
    /// Those of a weight.
    pub(super) fn of(weight: Weight) -> &'static Measures {
        static MEASURES: [OnceLock<Measures>; 2] = [OnceLock::new(), OnceLock::new()];
        match weight {
            Weight::Regular => MEASURES[0].get_or_init(|| Measures::new(REGULAR)),
            Weight::Bold => MEASURES[1].get_or_init(|| Measures::new(BOLD)),
        }
    }

    fn new(file: &'static [u8]) -> Measures {
        // Of a font that could not be read, which a test would tell, all characters count as missing.
        let face = Face::parse(file, 0).ok();
        let units_per_em = face.as_ref().map_or(1000, |face| u32::from(face.units_per_em()));
        let mut measures = Measures { face, units_per_em, advances: [0; MEASURED] };
        for code in 0..MEASURED as u32 {
            let advance = char::from_u32(code).map_or(0, |character| measures.look_up(character));
            measures.advances[code as usize] = advance.min(u32::from(u16::MAX)) as u16;
        }
        measures
    }

    /// How wide text is at a size, in pixels. Kerning, which makes it a little narrower, is left out.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        self.pixels(text.chars().map(|character| self.advance(character)).sum(), size)
    }

    /// The advance of one character, in units of the font.
    pub(super) fn advance(&self, character: char) -> u32 {
        match self.advances.get(character as usize) {
            Some(advance) => u32::from(*advance),
            None => self.look_up(character),
        }
    }

    /// Whether the font has a character.
    #[cfg(feature = "pictures")]
    pub(super) fn has(&self, character: char) -> bool {
        self.face.as_ref().is_some_and(|face| face.glyph_index(character).is_some())
    }

    /// Units of the font as pixels at a size.
    pub(super) fn pixels(&self, units: u32, size: f32) -> f32 {
        units as f32 * size / self.units_per_em as f32
    }

    /// Pixels at a size as units of the font.
    pub(super) fn units(&self, pixels: f32, size: f32) -> u32 {
        (pixels * self.units_per_em as f32 / size) as u32
    }

    /// The advance of a character; of one that the font lacks, as wide as fonts that have it draw it.
    fn look_up(&self, character: char) -> u32 {
        let face = self.face.as_ref();
        let known = face.and_then(|face| face.glyph_hor_advance(face.glyph_index(character)?));
        known.map_or_else(|| self.guess(character), u32::from)
    }

    fn guess(&self, character: char) -> u32 {
        let columns = character.width().unwrap_or(0) as u32;
        columns * self.units_per_em * 11 / 20
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_are_read_and_measure_as_the_font_says() {
        for weight in [Weight::Regular, Weight::Bold] {
            let measures = Measures::of(weight);
            assert!(measures.face.is_some());
            let upright = measures.width("Sales Operations", 13.0);
            assert!(upright > 90.0 && upright < 130.0, "{upright}");
            assert!(measures.width("WWW", 13.0) > 2.0 * measures.width("iii", 13.0));
            assert_eq!(measures.width("", 13.0), 0.0);
            assert!(measures.width("組織図", 10.0) >= 30.0, "a character that the font lacks has a width");
        }
        assert!(Measures::of(Weight::Bold).width("Name", 13.0) > Measures::of(Weight::Regular).width("Name", 13.0));
    }
}
