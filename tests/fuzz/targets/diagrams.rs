//! Whatever a chart holds, it is drawn: SVG is sound XML with known elements and a box for each card, and in the languages of
//! Graphviz and Mermaid its texts stay within their quotes.

use arbitrary::Unstructured;
use orglint::diagram::{self, ColorBy, Colours, Direction, Scene, Selection, Theme, dot, mermaid, svg};
use orglint::report::html;

use super::checked::{chart, checked, written};
use super::draws::{self, MARK};
use super::markup::tags;
use super::read_svg;

/// Draws a chart in every language.
pub(crate) fn drawn(bytes: &[u8]) {
    let mut choices = Unstructured::new(bytes);
    let Ok(text) = draws::table(&mut choices) else { return };
    let Ok(chart) = chart("chart.csv", text) else { return };
    let selection = Selection {
        findings_only: choices.arbitrary().unwrap_or_default(),
        collapse_teams: choices.arbitrary().unwrap_or_default(),
        depth: choices.int_in_range(1..=5).ok(),
        ..Selection::default()
    };
    checked(&chart, |outcome| {
        let report = &outcome.reports[0];
        let drawing = diagram::draw(report, &selection);
        for by in [ColorBy::Department, ColorBy::Function] {
            let colours = Colours::new(&drawing, by);
            for direction in [Direction::Down, Direction::Right] {
                let scene = Scene::new(&drawing, &colours, direction);
                let read = read_svg::read(&written(|out| svg::write(&scene, Theme::Auto, out)));
                let of = |name: &str| read.structure.iter().filter(|one| one.split(' ').next() == Some(name)).count();
                let known = ["svg", "style", "rect", "g", "title", "path", "text"];
                assert_eq!(known.iter().map(|name| of(name)).sum::<usize>(), read.structure.len());
                assert_eq!((of("svg"), of("style"), of("title")), (1, 1, drawing.cards.len()));
                assert!(!read.structure.iter().any(|one| one.contains("href") || one.contains(" on")));
            }
            assert_quoted(&without_legend(written(|out| dot::write(&drawing, &colours, out))), Some('\\'));
            assert_quoted(&written(|out| mermaid::write(&drawing, &colours, out).map(|_| ())), None);
            let page = written(|out| html::write_drawing(report, &drawing, by, out));
            assert_eq!(tags(&page).iter().filter(|tag| *tag == "script").count(), 3);
        }
    });
}

/// DOT without its legend, which is sound HTML.
fn without_legend(dot: String) -> String {
    let Some((before, rest)) = dot.split_once("<<TABLE ") else { return dot };
    let (legend, behind) = rest.split_once("</TABLE>>").unwrap();
    let read = read_svg::read(&format!("<TABLE {}</TABLE>", legend.replace("&nbsp;", " ")));
    let known = |element: &String| ["TABLE", "TR", "TD"].contains(&element.split(' ').next().unwrap_or_default());
    assert!(read.structure.iter().all(known), "{:?}", read.structure);
    format!("{before}{behind}")
}

/// What stands in a chart stands between quotes, where a character may have the next one be nothing but text.
fn assert_quoted(text: &str, escape: Option<char>) {
    let mut is_quoted = false;
    let mut outside = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            _ if is_quoted && Some(character) == escape => _ = characters.next(),
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            _ => outside.push(character),
        }
    }
    assert!(!is_quoted && !outside.contains(MARK), "{text}");
}
