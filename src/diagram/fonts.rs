//! The fonts of pictures: Noto Sans, and for what it lacks those that a user names or the system has.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Source, Style};
use ttf_parser::{Face, OutlineBuilder};

use super::drawing::Drawing;
use super::font::{BOLD, Measures, REGULAR, Weight};
use super::label;
use super::palette::Colours;
use super::text::plain;
use crate::error::Error;

/// The bytes of a font, shared by all that read them.
pub(super) type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The fonts that a drawing needs.
pub struct Fonts {
    /// Regular and bold, then what is there for single characters.
    pub(super) files: Vec<File>,
    /// For characters that Noto Sans lacks the file that has them.
    others: HashMap<char, usize>,
    missing: Vec<char>,
}

/// A font.
#[derive(Clone)]
pub(super) struct File {
    pub(super) bytes: Bytes,
    /// Its number in a file of several.
    pub(super) index: u32,
}

impl Fonts {
    /// Finds fonts for a drawing and its title. `own` are fonts of the user, each with its name, which come before those of the system;
    /// the system is asked only where a character is still missing, for that takes time.
    pub fn new(
        drawing: &Drawing<'_>,
        colours: &Colours,
        title: &str,
        own: Vec<(String, Vec<u8>)>,
    ) -> Result<Fonts, Error> {
        let noto = [REGULAR, BOLD].map(|bytes| File { bytes: Arc::new(bytes), index: 0 });
        let mut fonts = Fonts { files: noto.to_vec(), others: HashMap::new(), missing: Vec::new() };
        let mut wanted = lacking(drawing, colours, title);
        for (name, bytes) in own {
            if Face::parse(&bytes, 0).is_err() {
                return Err(Error::in_file(name, "this is not a font").help("give a TrueType or OpenType font"));
            }
            fonts.take(&mut wanted, bytes, 0);
        }
        if !wanted.is_empty() {
            fonts.ask_the_system(&mut wanted);
        }
        fonts.missing = wanted.into_iter().collect();
        Ok(fonts)
    }

    /// Characters that no font has; they are drawn as an empty box.
    pub fn missing(&self) -> &[char] {
        &self.missing
    }

    /// The number of the file that draws a character; `None` where it goes with whatever is before it.
    pub(super) fn of(&self, character: char, weight: Weight) -> Option<usize> {
        if !character.is_ascii() && is_unseen(character) {
            return None;
        }
        let noto = usize::from(weight == Weight::Bold);
        Some(self.others.get(&character).copied().unwrap_or(noto))
    }

    /// The file that takes the place of Noto Sans for a character.
    pub(super) fn instead(&self, character: char) -> Option<usize> {
        self.others.get(&character).copied()
    }

    /// Keeps a font if it has something that is wanted.
    fn take(&mut self, wanted: &mut BTreeSet<char>, bytes: Vec<u8>, index: u32) {
        let Ok(face) = Face::parse(&bytes, index) else { return };
        let found: Vec<char> = wanted.iter().copied().filter(|character| draws(&face, *character)).collect();
        if !found.is_empty() {
            for character in found {
                wanted.remove(&character);
                self.others.insert(character, self.files.len());
            }
            self.files.push(File { bytes: Arc::new(bytes), index });
        }
    }

    /// Looks through the fonts of the system, always in the same order: upright ones of regular weight first, and Noto
    /// among them, which looks like the rest.
    fn ask_the_system(&mut self, wanted: &mut BTreeSet<char>) {
        let mut system = Database::new();
        system.load_system_fonts();
        let mut faces: Vec<_> = system.faces().collect();
        faces.sort_by_cached_key(|face| {
            let family = face.families.first().map_or("", |(name, _)| name.as_str());
            let rank = match () {
                () if family.starts_with("Noto Sans") => 0,
                () if family.contains("Sans") => 1,
                () => 2,
            };
            let path = match &face.source {
                Source::Binary(_) => None,
                Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
            };
            (face.style != Style::Normal, face.weight.0.abs_diff(400), rank, family.to_owned(), path, face.index)
        });
        for face in faces {
            if wanted.is_empty() {
                break;
            }
            let has = |bytes: &[u8], index: u32| {
                let face = Face::parse(bytes, index).ok()?;
                wanted.iter().any(|character| draws(&face, *character)).then(|| (bytes.to_vec(), index))
            };
            if let Some((bytes, index)) = system.with_face_data(face.id, has).flatten() {
                self.take(wanted, bytes, index);
            }
        }
    }
}

/// What stands in a drawing and is not in Noto Sans.
fn lacking(drawing: &Drawing<'_>, colours: &Colours, title: &str) -> BTreeSet<char> {
    let noto = Measures::of(Weight::Regular);
    let mut lacking = BTreeSet::new();
    let mut look = |text: &str| {
        if !text.is_ascii() {
            let other = text.chars().filter(|character| !character.is_ascii() && !is_unseen(*character));
            lacking.extend(other.filter(|character| !noto.has(*character)));
        }
    };
    look(&plain(title));
    for card in &drawing.cards {
        label::said(card).iter().for_each(|said| look(&said.text));
    }
    label::about_the_chart(drawing).iter().for_each(|(_, text)| look(text));
    colours.swatches.iter().for_each(|swatch| look(&plain(&swatch.name)));
    lacking
}

/// Whether a font has a character and draws something for it: letters of bitmaps are not drawn.
fn draws(face: &Face<'_>, character: char) -> bool {
    let Some(glyph) = face.glyph_index(character) else { return false };
    character.is_whitespace() || face.outline_glyph(glyph, &mut Unseen).is_some() || face.is_color_glyph(glyph)
}

/// An outline that nobody looks at.
struct Unseen;

impl OutlineBuilder for Unseen {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}

/// Whether nothing is drawn for a character, which only tells how those around it are.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}
