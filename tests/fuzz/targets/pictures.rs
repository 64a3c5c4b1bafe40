//! Whatever a chart holds, its pictures are those of their formats, and the same twice.

use std::io::Cursor;

use arbitrary::Unstructured;
use orglint::diagram::fonts::Fonts;
use orglint::diagram::{self, ColorBy, Colours, Direction, Scene, Selection, Theme, pdf, png};

use super::checked::{chart, checked};
use super::draws::{self, HEADER};

/// Draws a small chart as PNG and as PDF.
pub(crate) fn pictured(bytes: &[u8]) {
    let Ok(records) = draws::records(&mut Unstructured::new(bytes), 6) else { return };
    let Ok(chart) = chart("chart.csv", HEADER.to_owned() + &records.concat()) else { return };
    checked(&chart, |outcome| {
        let drawing = diagram::draw(&outcome.reports[0], &Selection::default());
        let colours = Colours::new(&drawing, ColorBy::Department);
        let Ok(fonts) = Fonts::new(&drawing, &colours, "chart", Vec::new()) else { return };
        let scene = Scene::new(&drawing, &colours, Direction::Down);
        let picture = png::render(&scene, Theme::Light, &fonts, Some(0.5)).unwrap();
        let mut reader = ::png::Decoder::new(Cursor::new(&picture.bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();

        let sheet = || pdf::render(&scene, Theme::Light, &fonts, "chart").unwrap().bytes;
        let bytes = sheet();
        assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
        assert_eq!(bytes, sheet());
    });
}
