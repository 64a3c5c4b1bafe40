//! SVG: sound XML that says what the drawing says, whatever stands in names and titles.

#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

#[path = "charts/mod.rs"]
mod charts;
#[path = "charts/hostile.rs"]
mod hostile;
#[path = "charts/read_svg.rs"]
mod read_svg;

use charts::drawn;
use hostile::hostile;
use orglint::diagram::{ColorBy, Colours, Direction, Scene, Selection, Theme, svg};
use proptest::prelude::*;
use read_svg::read;

fn svg_of(chart: &str, theme: Theme, direction: Direction) -> String {
    let selection = Selection::default();
    let bytes = drawn(chart, &selection, |_, drawing| {
        let colours = Colours::new(drawing, ColorBy::Department);
        let mut bytes = Vec::new();
        svg::write(&Scene::new(drawing, &colours, direction), theme, &mut bytes).unwrap();
        bytes
    });
    String::from_utf8(bytes.unwrap()).unwrap()
}

/// A chart of three whose words are given.
fn chart(words: &[String]) -> String {
    let cell = |word: &String| format!("\"{}\"", word.replace('"', "\"\""));
    let row = |(number, pair): (usize, &[String])| {
        let manager = if number == 0 { "" } else { "E0" };
        format!("E{number},{},{},{manager},Sales\n", cell(&pair[0]), cell(&pair[1]))
    };
    let rows: String = words.chunks(2).enumerate().map(row).collect();
    format!("id,name,title,manager_id,department\n{rows}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_name_changes_anything_but_text(words in prop::collection::vec(hostile(), 6)) {
        for theme in [Theme::Auto, Theme::Plain] {
            let read = read(&svg_of(&chart(&words), theme, Direction::Down));
            let known = |element: &String| {
                let name = element.split(' ').next().unwrap_or_default();
                ["svg", "style", "rect", "g", "title", "path", "text"].contains(&name)
            };
            prop_assert!(read.structure.iter().all(known), "{:?}", read.structure);
            let of = |name: &str| read.structure.iter().filter(|element| element.split(' ').next() == Some(name)).count();
            prop_assert_eq!((of("svg"), of("style"), of("title")), (1, 1, 3));
            let is_safe = |element: &String| !element.contains("href") && !element.contains(" on");
            prop_assert!(read.structure.iter().all(is_safe), "{:?}", read.structure);
        }
    }
}

#[test]
fn every_fixture_is_sound_in_every_theme_and_direction() {
    let charts = charts::charts();
    assert!(charts.len() > 60);
    for (number, (path, text)) in charts.into_iter().enumerate() {
        let theme = Theme::ALL[number % 4].1;
        let direction = if number % 3 == 0 { Direction::Right } else { Direction::Down };
        let boxes = drawn(text.clone(), &Selection::default(), |_, drawing| drawing.cards.len()).unwrap();
        let read = read(&svg_of(&text, theme, direction));
        let titles = read.structure.iter().filter(|element| element.starts_with("title")).count();
        assert_eq!(titles, boxes, "{}", path.display());
    }
}

#[test]
fn a_box_says_who_what_and_how_many() {
    let text = "id,name,title,manager_id\nE1,A & <B>,CEO,\nE2,Vacant,\"Head of Sales \"\"East\"\"\",E1\nE3,C,Account Executive,E2\n";
    let read = read(&svg_of(text, Theme::Light, Direction::Down));
    for said in ["A & <B>", "CEO", "Executive · 2 below", "Head of Sales \"East\"", "Account Executive"] {
        assert!(read.texts.iter().any(|text| text == said), "{said} in {:?}", read.texts);
    }
}

#[test]
fn long_names_are_wrapped_and_end_somewhere() {
    let words = [vec!["Name ".repeat(2_000), "W".repeat(10_000)], vec![String::new(); 4]].concat();
    let svg = svg_of(&chart(&words), Theme::Light, Direction::Down);
    assert!(svg.len() < 8_000, "{}", svg.len());
    assert!(read(&svg).texts.iter().all(|text| text.contains("font-weight") || text.chars().count() <= 1_200));
}
