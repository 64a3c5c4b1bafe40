use super::*;
use proptest::prelude::*;

fn spot(at: Range<usize>, is_primary: bool) -> Spot {
    Spot { at: Span::new(at), label: Some("here".to_owned()), is_primary }
}

fn excerpt(text: &str, spots: impl IntoIterator<Item = (Range<usize>, bool)>) -> Excerpt {
    let source = Source::new("x", text).unwrap();
    Excerpt::new(&source, "x", spots.into_iter().map(|(at, primary)| spot(at, primary)).collect(), 60, &|_| Vec::new())
}

fn marked(excerpt: &Excerpt) -> Vec<&str> {
    let text = |span: SourceSpan| &excerpt.text[span.offset()..span.offset() + span.len()];
    excerpt.marks.iter().map(|mark| text(mark.span)).collect()
}

#[test]
fn lines_far_apart_are_runs_that_cannot_be_joined_and_the_finding_leads() {
    let text = (0..100).map(|number| format!("line {number}\n")).collect::<String>();
    let at = |number: usize| {
        let start = text.find(&format!("line {number}\n")).unwrap();
        start..start + 4
    };
    let excerpt = excerpt(&text, [(at(90), true), (at(4), false), (at(6), false)]);
    assert_eq!(excerpt.text, "line 90\nline 4\nline 5\nline 6\n");
    let lines: Vec<usize> = excerpt.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [90, 4, 5, 6]);
    assert!(excerpt.read_span(&(8..19).into(), 0, 0).is_ok());
    assert!(excerpt.read_span(&(0..12).into(), 0, 0).is_err());
}

#[test]
fn a_cell_over_several_lines_is_one_row_with_visible_breaks() {
    let excerpt = excerpt("a,\"b\r\nc\",d\n\te\n", [(2..8, true), (12..13, false)]);
    assert_eq!(excerpt.text, "a,\"b␍␊c\",d\n e\n");
    assert_eq!(marked(&excerpt), ["\"b␍␊c\"", "e"]);
    assert_eq!(excerpt.rows[1].line, 2);
}

#[test]
fn a_byte_order_mark_and_the_ends_of_the_text_are_no_trouble() {
    let excerpt = excerpt("\u{feff}id,é\n1,\n", [(0..0, true), (7..7, false), (10..10, false), (99..99, false)]);
    assert_eq!(excerpt.text, "id,é\n1,\n\n");
    assert_eq!(excerpt.marks[0].place, Place { line: 1, column: 1 });
}

#[test]
fn what_is_hidden_has_one_length_and_is_marked_all_the_same() {
    let source = Source::new("x", "E1,Zoë,,VP,\nE2,A,,CEO,\n").unwrap();
    let hidden = |lines: Span| match lines.start {
        0 => vec![Span::new(3..7), Span::new(8..8), Span::new(12..12)],
        _ => vec![Span::new(16..17)],
    };
    let spots = vec![spot(3..7, true), spot(9..11, false), spot(16..17, false)];
    let excerpt = Excerpt::new(&source, "x", spots, 60, &hidden);
    assert_eq!(excerpt.text, "E1,[redacted],[redacted],VP,[redacted]\nE2,[redacted],,CEO,\n");
    assert_eq!(marked(&excerpt), ["[redacted]", "VP", "[redacted]"]);
    assert_eq!(excerpt.marks[0].place, Place { line: 1, column: 4 });
}

#[test]
fn places_of_one_span_are_one_mark() {
    let excerpt = excerpt("abc\n", [(0..1, false), (0..1, true)]);
    assert_eq!(excerpt.marks.len(), 1);
    assert!(excerpt.marks[0].is_primary);
}

/// Work, not seconds: miette reads nothing but what the excerpt holds.
#[test]
fn an_excerpt_is_as_short_in_twenty_megabytes() {
    let one_line = "{\"id\":\"E1\"},".repeat(20 << 20 >> 4);
    let lines = "E1,Zoë,VP\n".repeat((20 << 20) / 11);
    for text in [one_line, lines] {
        let source = Source::new("x", text).unwrap();
        let end = source.bytes().len();
        for at in (0..2000).map(|number| number * (end / 2000)) {
            let spots = vec![spot(at..at + 5, true), spot(end - at - 9..end - at, false), spot(at..end, false)];
            let excerpt = Excerpt::new(&source, "x", spots, 100, &|_| Vec::new());
            assert!(excerpt.text.len() <= 3 * 4 * 100, "{}", excerpt.text.len());
            for mark in &excerpt.marks {
                assert!(excerpt.read_span(&mark.span, 0, 0).unwrap().data().len() <= excerpt.text.len());
            }
        }
    }
}

#[test]
fn no_line_holds_a_command_to_a_log() {
    let text = "##[stop-commands]x,###vso[task]\n";
    let excerpt = excerpt(text, [(0..18, true)]);
    assert_eq!(excerpt.text.trim_end(), "#♯[stop-commands]x,#♯#vso[task]");
    assert_eq!(marked(&excerpt), ["#♯[stop-commands]x"]);
}

proptest! {
    #[test]
    fn marks_stand_under_their_cells(before in ".{0,9}", cell in any::<String>(), after in ".{0,9}") {
        let text = format!("{before},{cell},{after}").replace('\0', "0");
        let cell = before.len() + 1..before.len() + 1 + cell.len();
        // A byte-order mark is no part of the text.
        prop_assume!(!text.starts_with('\u{feff}') && !text.starts_with("PK") && !text.contains("##"));
        let shown: String = text[cell.clone()].chars().map(stand_in).collect();
        let excerpt = excerpt(&text, [(cell, true)]);
        match marked(&excerpt)[0].strip_suffix('…') {
            None => prop_assert_eq!(marked(&excerpt)[0], shown),
            Some(start) => prop_assert!(shown.starts_with(start)),
        }
    }
}
