//! Text in a PDF: which font draws which part, shaped as the script asks, so that it can be read, searched and copied.

use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::ops::Range;
use std::sync::Arc;
use unicode_bidi::{BidiInfo, Level};

use super::super::font::Weight;
use super::super::fonts::{File, Fonts};
use crate::error::Error;

/// Sets text in the fonts of a drawing.
pub(super) struct Letters<'f> {
    fonts: &'f Fonts,
    cases: Vec<Case<'f>>,
}

/// A font, as the document and as the shaper has it.
struct Case<'f> {
    font: Font,
    parsed: FontRef<'f>,
    shaper: ShaperData,
}

/// Where text is set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// The left end of its foot.
    pub(super) at: (f32, f32),
    /// The size of the font.
    pub(super) size: f32,
    /// Its weight.
    pub(super) weight: Weight,
}

impl<'f> Letters<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Result<Letters<'f>, Error> {
        let cases = fonts.files.iter().map(Case::new).collect::<Option<_>>();
        let cases = cases.ok_or_else(|| Error::new("a font cannot be put into the PDF").help("give another --font"))?;
        Ok(Letters { fonts, cases })
    }

    /// Sets a line of text in the colour that the surface has.
    pub(super) fn set(&self, surface: &mut Surface<'_>, text: &str, setting: Setting) {
        let mut at = setting.at;
        for (part, case, direction) in self.parts(text, setting.weight) {
            let case = &self.cases[case];
            let glyphs = case.shape(&text[part.clone()], direction);
            let start = Point::from_xy(at.0, at.1);
            surface.draw_glyphs(start, &glyphs, case.font.clone(), &text[part], setting.size, false);
            at.0 += glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * setting.size;
        }
    }

    /// The parts of a text from the left to the right, each of one font and one direction.
    fn parts(&self, text: &str, weight: Weight) -> Vec<(Range<usize>, usize, Direction)> {
        let mut parts = Vec::new();
        if text.is_ascii() {
            parts.push((0..text.len(), usize::from(weight == Weight::Bold), Direction::LeftToRight));
            return parts;
        }
        let bidi = BidiInfo::new(text, None);
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let level = levels.get(run.start).copied().unwrap_or(Level::ltr());
                let before = parts.len();
                let direction = if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight };
                self.by_font(text, run, weight, |range, case| parts.push((range, case, direction)));
                if level.is_rtl() {
                    parts[before..].reverse();
                }
            }
        }
        parts
    }

    fn by_font(&self, text: &str, run: Range<usize>, weight: Weight, mut part: impl FnMut(Range<usize>, usize)) {
        let noto = usize::from(weight == Weight::Bold);
        let (mut start, mut case) = (run.start, None);
        for (at, character) in text[run.clone()].char_indices() {
            let Some(wanted) = self.fonts.of(character, weight) else { continue };
            // A space is in every font, and does not end what another one draws.
            let goes_on = case.is_none_or(|case| case == wanted) || character == ' ';
            if !goes_on {
                part(start..run.start + at, case.unwrap_or(noto));
                start = run.start + at;
            }
            if !goes_on || case.is_none() {
                case = Some(wanted);
            }
        }
        if start < run.end {
            part(start..run.end, case.unwrap_or(noto));
        }
    }
}

impl<'f> Case<'f> {
    fn new(file: &'f File) -> Option<Case<'f>> {
        let font = Font::new(Arc::clone(&file.bytes).into(), file.index)?;
        let parsed = FontRef::from_index((*file.bytes).as_ref(), file.index).ok()?;
        let shaper = ShaperData::new(&parsed);
        Some(Case { font, parsed, shaper })
    }

    /// The glyphs of a text, from the left, each with the part of the text that it stands for.
    fn shape(&self, text: &str, direction: Direction) -> Vec<KrillaGlyph> {
        let shaper = self.shaper.shaper(&self.parsed).build();
        let units = shaper.units_per_em() as f32;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|glyph| glyph.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let end = |start: usize| {
            let next = starts.partition_point(|other| *other <= start);
            starts.get(next).copied().unwrap_or(text.len())
        };
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        pairs
            .map(|(glyph, position)| {
                let start = glyph.cluster as usize;
                let [advance, x, y] =
                    [position.x_advance, position.x_offset, position.y_offset].map(|units_of| units_of as f32 / units);
                KrillaGlyph::new(GlyphId::new(glyph.glyph_id), advance, x, y, 0.0, start..end(start), None)
            })
            .collect()
    }
}
