//! PNG and PDF: that they can be opened, hold everybody, are the same on every run, and that no name breaks them.

#![cfg(feature = "pictures")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::diagram::fonts::Fonts;
use orglint::diagram::{ColorBy, Colours, Direction, Drawing, Scene, Selection, Theme, draw, pdf, png as bitmap};
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::title::Reader;
use pdf_extract::{Dictionary, Document, Object, ObjectId};
use proptest::prelude::*;

/// Checks a chart, draws it, and finds its fonts.
fn drawn<T>(text: impl Into<String>, look: impl FnOnce(&Drawing<'_>, &Colours, &Fonts) -> T) -> T {
    let source = Source::new("chart.csv", text.into()).unwrap();
    let roster = orglint::input::read(source, &Default::default()).unwrap();
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 15));
    let (rulebook, policy) = (Rulebook::builtin().unwrap(), Policy::default());
    let report = check(&chart, &rulebook, &policy, &Reader::builtin());
    let drawing = draw(&report, &Selection::default());
    let colours = Colours::new(&drawing, ColorBy::Function);
    let fonts = Fonts::new(&drawing, &colours, "chart", Vec::new()).unwrap();
    look(&drawing, &colours, &fonts)
}

fn fixture(path: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)).unwrap()
}

fn png_of(text: &str, scale: Option<f32>) -> Result<bitmap::Picture, orglint::error::Error> {
    drawn(text, |drawing, colours, fonts| {
        let scene = Scene::new(drawing, colours, Direction::Down);
        bitmap::render(&scene, Theme::Auto, fonts, scale)
    })
}

fn sheet_of(text: &str) -> Vec<u8> {
    drawn(text, |drawing, colours, fonts| {
        let scene = Scene::new(drawing, colours, Direction::Down);
        pdf::render(&scene, Theme::Auto, fonts, "chart").unwrap().bytes
    })
}

fn pages_of(text: &str, paper: pdf::Paper) -> Vec<u8> {
    drawn(text, |drawing, colours, fonts| {
        pdf::paginate(drawing, colours, Direction::Down, Theme::Auto, fonts, ("chart", paper)).unwrap()
    })
}

/// A decoded PNG: its width, its height, and its pixels.
fn decoded(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(info.color_type, png::ColorType::Rgb);
    (info.width, info.height, pixels)
}

/// A chart of so many people in which each has `span` reports; all names differ.
fn tree(people: usize, span: usize) -> String {
    let mut text = String::from("id,name,title,manager_id\n");
    for number in 0..people {
        let manager = number.checked_sub(1).map_or(String::new(), |number| format!("E{}", number / span));
        let title = if number * span + 1 < people { "Engineering Manager" } else { "Engineer" };
        text += &format!("E{number},P{number:05}X,{title},{manager}\n");
    }
    text
}

/// A document as another library reads it.
struct Read {
    document: Document,
    /// The text of each page, without blanks, for lines are broken anywhere.
    texts: Vec<String>,
    numbers: BTreeMap<ObjectId, usize>,
}

impl Read {
    fn new(bytes: &[u8]) -> Read {
        let document = Document::load_mem(bytes).unwrap();
        let numbers: BTreeMap<ObjectId, usize> =
            document.get_pages().into_iter().map(|(number, id)| (id, number as usize - 1)).collect();
        let texts = pdf_extract::extract_text_from_mem_by_pages(bytes).unwrap();
        assert_eq!(texts.len(), numbers.len());
        let texts = texts.iter().map(|text| text.split_whitespace().collect()).collect();
        Read { document, texts, numbers }
    }

    /// The pages that the links of a page lead to.
    fn links(&self, page: usize) -> Vec<usize> {
        let id = self.numbers.iter().find(|(_, number)| **number == page).map(|(id, _)| *id).unwrap();
        let annotations = self.document.get_page_annotations(id).unwrap();
        annotations.iter().map(|annotation| self.target(annotation)).collect()
    }

    /// The page that a dictionary's destination is on.
    fn target(&self, of: &Dictionary) -> usize {
        let destination = of.get_deref(b"Dest", &self.document).unwrap().as_array().unwrap();
        let Object::Reference(page) = destination[0] else { panic!("no page: {destination:?}") };
        self.numbers[&page]
    }

    /// The bookmarks with their pages, in the order of the document.
    fn bookmarks(&self) -> Vec<(String, usize)> {
        let catalogue = self.document.catalog().unwrap();
        let outline = catalogue.get_deref(b"Outlines", &self.document).unwrap().as_dict().unwrap();
        let mut waiting: Vec<&Dictionary> = self.child(outline, b"First").into_iter().collect();
        let mut found = Vec::new();
        while let Some(mark) = waiting.pop() {
            let title = pdf_extract::decode_text_string(mark.get(b"Title").unwrap()).unwrap();
            found.push((title, self.target(mark)));
            waiting.extend(self.child(mark, b"Next"));
            waiting.extend(self.child(mark, b"First"));
        }
        found
    }

    fn child<'d>(&'d self, of: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
        of.get_deref(key, &self.document).ok()?.as_dict().ok()
    }
}

#[test]
fn a_png_has_the_size_of_the_scene_and_is_the_same_on_every_run() {
    let text = fixture("techcorp.csv");
    let (width, height) = drawn(text.as_str(), |drawing, colours, _| {
        let scene = Scene::new(drawing, colours, Direction::Down);
        (scene.width as u32, scene.height as u32)
    });
    for (scale, factor) in [(None, 2), (Some(1.0), 1), (Some(3.0), 3)] {
        let picture = png_of(&text, scale).unwrap();
        let (wide, high, pixels) = decoded(&picture.bytes);
        assert_eq!((wide, high), (width * factor, height * factor));
        assert_eq!(picture.scale, factor as f32);
        let colours: BTreeSet<&[u8]> = pixels.chunks_exact(3).collect();
        assert!(colours.len() > 20, "letters have soft edges");
        let dark = pixels.chunks_exact(3).filter(|pixel| pixel.iter().all(|part| *part < 64)).count();
        assert!(dark > 1_000 && dark < pixels.len() / 30, "{dark} pixels of letters");
        assert_eq!(png_of(&text, scale).unwrap().bytes, picture.bytes);
    }
}

#[test]
fn a_large_chart_is_drawn_smaller_and_one_that_nobody_could_read_is_refused() {
    let large = png_of(&tree(600, 4), None).unwrap();
    assert!(large.scale < 2.0 && large.scale > 0.4, "{}", large.scale);
    let (width, height, _) = decoded(&large.bytes);
    assert!(width <= 32_767 && u64::from(width) * u64::from(height) <= 64_100_000);
    let error = png_of(&tree(60_000, 4), None).err().unwrap();
    assert!(error.to_string().contains("too large for a PNG"), "{error}");
    assert!(error.mend().unwrap().contains("--depth"));
}

#[test]
fn a_sheet_holds_the_text_of_every_box() {
    let bytes = sheet_of(&fixture("techcorp.csv"));
    assert_eq!(bytes, sheet_of(&fixture("techcorp.csv")), "nothing in it tells when it was made");
    let read = Read::new(&bytes);
    assert_eq!(read.texts.len(), 1);
    for said in ["Jane", "ChiefOperatingOfficer", "VPofSalesOperations", "info:early-vp", "Salesoperations·6below"] {
        assert!(read.texts[0].contains(said), "{said} in {}", read.texts[0]);
    }
}

#[test]
fn everybody_is_on_a_page_and_in_the_index() {
    const PEOPLE: usize = 700;
    let bytes = pages_of(&tree(PEOPLE, 6), pdf::Paper::A4);
    assert_eq!(bytes, pages_of(&tree(PEOPLE, 6), pdf::Paper::A4), "nothing in it tells when it was made");
    let read = Read::new(&bytes);
    let index = read.texts.iter().position(|text| text.starts_with("Indexofnames:")).unwrap();
    assert!(index > 8 && index < 120, "{index} pages of {PEOPLE} people");
    assert!(read.texts[0].contains(&format!("Page1of{}", read.texts.len())));
    // The two links at the foot come first, then the entries, which are sorted by name.
    let entries: Vec<usize> = (index..read.texts.len()).flat_map(|page| read.links(page).into_iter().skip(2)).collect();
    assert_eq!(entries.len(), PEOPLE);
    for (number, page) in entries.iter().enumerate() {
        let name = format!("P{number:05}X");
        assert!(*page < index && read.texts[*page].contains(&name), "{name} is on page {page}");
        let listed: Vec<&String> = read.texts[index..].iter().filter(|text| text.contains(&name)).collect();
        let entry = format!("{name}{}", if number * 6 + 1 < PEOPLE { "EngineeringManager" } else { "Engineer" });
        assert!(listed.iter().any(|text| text.contains(&entry)), "{entry} in the index");
    }
    // Whoever has a page says so above, and that page leads back.
    for page in 0..index {
        for to in read.links(page) {
            assert!(to < read.texts.len());
        }
    }
    let marks = read.bookmarks();
    assert_eq!(marks.first().map(|(title, page)| (title.as_str(), *page)), Some(("Overview", 0)));
    assert_eq!(marks.last().map(|(title, page)| (title.as_str(), *page)), Some(("Index of names", index)));
    for (title, page) in &marks[1..marks.len() - 1] {
        assert!(read.texts[*page].contains(title), "{title} is on page {page}");
    }
}

#[test]
fn each_page_is_reached_from_the_one_above() {
    let read = Read::new(&pages_of(&tree(300, 5), pdf::Paper::Letter));
    let index = read.texts.iter().position(|text| text.starts_with("Indexofnames")).unwrap();
    for page in 1..index {
        let above: Vec<usize> = (0..page).filter(|above| read.links(*above).contains(&page)).collect();
        assert!(!above.is_empty(), "page {page} is reached");
        assert!(above.iter().any(|above| read.links(page).contains(above)), "page {page} leads back");
        assert!(above.iter().all(|above| read.texts[*above].contains(&format!("→p.{}", page + 1))));
    }
}

#[test]
fn loops_and_managers_who_are_not_there_are_drawn_as_they_are() {
    for path in ["integrity/cycle", "integrity/self-report", "integrity/unknown-manager"] {
        let read = Read::new(&pages_of(&fixture(&format!("rules/{path}/fail.csv")), pdf::Paper::A4));
        assert!(read.texts.len() >= 2, "{path}");
        let rule = path.rsplit('/').next().unwrap();
        assert!(read.texts.iter().any(|text| text.contains(rule)), "{path}: {:?}", read.texts);
    }
}

#[test]
fn a_drawing_of_nobody_is_a_document_too() {
    let drawing = Drawing::default();
    let colours = Colours::new(&drawing, ColorBy::Function);
    let fonts = Fonts::new(&drawing, &colours, "", Vec::new()).unwrap();
    let paper = pdf::Paper::A4;
    let pages = pdf::paginate(&drawing, &colours, Direction::Down, Theme::Dark, &fonts, ("", paper)).unwrap();
    assert_eq!(Read::new(&pages).texts.len(), 2);
    let scene = Scene::new(&drawing, &colours, Direction::Down);
    assert_eq!(Read::new(&pdf::render(&scene, Theme::Dark, &fonts, "").unwrap().bytes).texts.len(), 1);
    decoded(&bitmap::render(&scene, Theme::Dark, &fonts, None).unwrap().bytes);
}

#[test]
fn a_very_long_chart_is_drawn_smaller_for_pdf_knows_no_longer_page() {
    drawn(tree(8_000, 7), |drawing, colours, fonts| {
        let scene = Scene::new(drawing, colours, Direction::Down);
        let sheet = pdf::render(&scene, Theme::Auto, fonts, "chart").unwrap();
        assert!(sheet.scale < 1.0);
        let document = Document::load_mem(&sheet.bytes).unwrap();
        let (_, page) = document.get_pages().into_iter().next().unwrap();
        let size = document.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        assert!(size.iter().all(|side| side.as_float().unwrap() <= 14_400.0), "{size:?}");
    });
}

#[test]
fn a_file_that_is_no_font_is_refused_by_name() {
    drawn(tree(2, 2), |drawing, colours, _| {
        let own = vec![("my.ttf".to_owned(), b"not a font".to_vec())];
        let error = Fonts::new(drawing, colours, "chart", own).err().unwrap();
        assert_eq!(error.to_string(), "my.ttf: this is not a font");
    });
}

#[test]
fn what_no_font_has_is_told() {
    // A private character, which stands for nothing.
    let text = "id,name,title,manager_id\n1,Jos\u{E9} \u{10FABC}\u{200D},CEO,\n";
    drawn(text, |_, _, fonts| assert_eq!(fonts.missing(), ['\u{10FABC}']));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_text_breaks_a_picture_or_drops_out(rows in prop::collection::vec((hostile(), hostile()), 1..40)) {
        let mut text = String::from("id,name,title,manager_id\n");
        for (number, (name, title)) in rows.iter().enumerate() {
            let manager = number.checked_sub(1).map_or(String::new(), |number| format!("E{}", number / 3));
            let quoted = |cell: &str| cell.replace('"', "\"\"");
            text += &format!("E{number},\"Q{number:03}Z {}\",\"{}\",{manager}\n", quoted(name), quoted(title));
        }
        let read = Read::new(&pages_of(&text, pdf::Paper::A4));
        let index = read.bookmarks().last().unwrap().1;
        // pdf-extract loses the text of a font that has characters beyond U+FFFF; poppler reads it.
        let is_read = text.chars().all(|character| u32::from(character) <= 0xFFFF);
        for number in (0..rows.len()).filter(|_| is_read) {
            let name = format!("Q{number:03}Z");
            prop_assert!(read.texts[..index].iter().any(|text| text.contains(&name)), "{} is drawn", name);
            prop_assert!(read.texts[index..].iter().any(|text| text.contains(&name)), "{} is in the index", name);
        }
        for page in 0..read.texts.len() {
            prop_assert!(read.links(page).into_iter().all(|to| to < read.texts.len()));
        }
        Read::new(&sheet_of(&text));
        let small = png_of(&text, Some(0.3)).unwrap();
        decoded(&small.bytes);
    }
}

/// Whatever a cell can hold, what has a meaning in PDF and SVG more often than chance has it.
fn hostile() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(vec![
        "(",
        ")",
        "\\",
        "<",
        ">",
        "</text>",
        "]]>",
        "&amp;",
        "&",
        "<!--",
        "endstream",
        "%%EOF",
        "/Annots",
        "\n",
        "\r",
        "\u{1b}",
        "\u{7}",
        "\u{0}",
        "\u{202e}",
        "\u{2066}",
        "\u{2028}",
        "👩🏽\u{200d}💻",
        "e\u{301}",
        "\u{feff}",
        "組織",
        "שלום",
        "سلام",
        "\u{e000}",
        "\u{fffe}",
        "\u{301}\u{301}\u{301}",
        "नमस्ते",
    ]);
    let long = prop::sample::select(vec!["x".repeat(10_000), "W ".repeat(5_000), "ש".repeat(300)]);
    let part = prop_oneof![
        6 => telling.prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[\\x00-\\u{D7FF}]{0,20}",
        2 => "[a-zA-Z ]{0,12}",
        1 => long,
    ];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat().replace('\0', ""))
}
