//! Diagrams: what they hold, that their DOT says exactly that, and that nothing in a name can make it say more.

#[path = "charts/mod.rs"]
mod charts;
#[path = "charts/hostile.rs"]
mod hostile;
#[cfg(feature = "graphviz-tests")]
#[path = "charts/hostile_charts.rs"]
mod hostile_charts;

use std::fs;

use charts::{charts, drawn, fixtures};
use graphviz_rust::dot_structures::{Graph, Id, Stmt};
use hostile::hostile;
use orglint::diagram::{Card, ColorBy, Colours, Drawing, Kind, Line, LineKind, Selection, dot, draw, mermaid};
use orglint::error::Error;
use orglint::finding::{Record, Severity};
use orglint::title::Function;
use proptest::prelude::*;

fn dot_of(drawing: &Drawing<'_>) -> String {
    let mut bytes = Vec::new();
    let colours = Colours::new(drawing, ColorBy::Function);
    let written = dot::write(drawing, &colours, &mut bytes);
    assert!(written.is_ok(), "a vector takes everything");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn mermaid_of(drawing: &Drawing<'_>) -> (String, mermaid::Size) {
    let mut bytes = Vec::new();
    let size = mermaid::write(drawing, &Colours::new(drawing, ColorBy::Function), &mut bytes);
    (String::from_utf8_lossy(&bytes).into_owned(), size.unwrap_or_default())
}

/// How many boxes and lines a flowchart has, of which nothing may be left but statements that take no text. Mermaid itself
/// reads flowcharts in `tests/mermaid.rs`.
fn statements(flowchart: &str) -> Result<(usize, usize), String> {
    let parts: Vec<&str> = flowchart.split('"').collect();
    let is_harmless = |letter: char| !letter.is_ascii() || letter.is_alphanumeric() || "\n ,()/'-#;".contains(letter);
    if let Some(text) = parts.iter().skip(1).step_by(2).find(|text| !text.chars().all(is_harmless)) {
        return Err(format!("in a text: {text:?}"));
    }
    let bare: String = parts.iter().step_by(2).copied().collect();
    let (mut boxes, mut lines) = (0, 0);
    for statement in bare.lines().map(str::trim_start) {
        let words: Vec<&str> = statement.split(' ').collect();
        match words[..] {
            ["flowchart", "TD"] | ["remarks[]"] | ["classDef" | "class" | "style" | "linkStyle", ..] => {}
            [id] if id.ends_with("()") || id.ends_with("[[]]") => boxes += 1,
            [_, "---" | "===" | "-.-" | "-->", _] => lines += 1,
            _ => return Err(format!("a statement: {statement:?}")),
        }
    }
    Ok((boxes, lines))
}

/// How many nodes and edges a DOT text has for one who reads it anew, the note about the whole chart aside.
fn parsed(dot: &str) -> Result<(usize, usize), String> {
    let Graph::DiGraph { stmts, .. } = graphviz_rust::parse(dot)? else { return Err("not directed".to_owned()) };
    let is_box = |stmt: &&Stmt| matches!(stmt, Stmt::Node(node) if node.id.0 != Id::Plain("remarks".to_owned()));
    let boxes = stmts.iter().filter(is_box).count();
    let edges = stmts.iter().filter(|stmt| matches!(stmt, Stmt::Edge(_))).count();
    Ok((boxes, edges))
}

fn counts(text: impl Into<String>) -> Result<(usize, usize), String> {
    let dot = drawn(text, &Selection::default(), |_, drawing| dot_of(drawing)).map_err(|error| error.to_string())?;
    parsed(&dot)
}

fn fixture(path: &str) -> String {
    fs::read_to_string(fixtures().join(path)).unwrap_or_default()
}

/// The ids on the boxes, in their order.
fn ids(text: &str, selection: &Selection) -> Result<String, Error> {
    drawn(text, selection, |_, drawing| {
        let name = |card: &Card<'_>| match card.kind {
            Kind::Position => card.id.to_string(),
            Kind::Team { people, vacant } => format!("{}+{people}+{vacant}", card.id),
            Kind::Absent(_) => format!("({})", card.id),
            Kind::Unknown => format!("?{}", card.id),
        };
        drawing.cards.iter().map(name).collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn the_dot_of_known_charts_has_one_node_a_box_and_one_edge_a_line() {
    for (path, expected) in [
        ("techcorp.csv", (15, 14)),
        ("growthgen.csv", (13, 12)),
        ("hostile.csv", (17, 16)),
        ("rules/integrity/cycle/fail.csv", (13, 12)),
        ("rules/integrity/extra-root/fail.csv", (13, 11)),
        ("rules/integrity/self-report/fail.csv", (11, 10)),
        ("rules/integrity/no-root/fail.csv", (10, 10)),
        ("rules/integrity/vacant-manager/fail.csv", (10, 9)),
        // The manager who is not there has a box.
        ("rules/integrity/unknown-manager/fail.csv", (12, 10)),
        // A record of the same id is no box, a second manager one more line.
        ("rules/integrity/two-managers/fail.csv", (12, 12)),
        // Two managers who are not here on the day stay as marks, for people report there.
        ("rules/integrity/inactive-manager/fail.csv", (12, 11)),
    ] {
        assert_eq!(counts(fixture(path)), Ok(expected), "{path}");
    }
}

#[test]
fn the_dot_of_every_fixture_parses() {
    let charts = charts();
    assert!(charts.len() > 60, "{} charts", charts.len());
    for (path, text) in charts {
        let (dot, boxes, lines) = drawn(text, &Selection::default(), |_, drawing| {
            (dot_of(drawing), drawing.cards.len(), drawing.lines.len())
        })
        .unwrap();
        assert_eq!(parsed(&dot), Ok((boxes, lines)), "{}", path.display());
    }
}

#[test]
fn techcorp_is_drawn_so() {
    let dot = drawn(fixture("techcorp.csv"), &Selection::default(), |_, drawing| dot_of(drawing)).unwrap();
    insta::assert_snapshot!(dot);
}

#[test]
fn techcorp_is_a_flowchart_so() {
    let (flowchart, size) =
        drawn(fixture("techcorp.csv"), &Selection::default(), |_, drawing| mermaid_of(drawing)).unwrap();
    assert_eq!(size, mermaid::Size { characters: flowchart.chars().count(), lines: 14 });
    insta::assert_snapshot!(flowchart);
}

#[test]
fn what_is_wrong_stands_out_in_a_flowchart() {
    let flowchart = |path: &str, selection: &Selection| {
        drawn(fixture(path), selection, |_, drawing| mermaid_of(drawing).0).unwrap()
    };
    let whole = Selection::default();
    let round = flowchart("rules/integrity/cycle/fail.csv", &whole);
    assert!(round.contains("\n    n3 --> n5\n") && round.contains("\n    class n3,n4,n5 error\n"), "{round}");
    assert!(round.contains("\n    linkStyle 2,3,4 stroke:#B00020,stroke-width:2px\n"), "{round}");
    let lost = flowchart("rules/integrity/unknown-manager/fail.csv", &whole);
    assert!(lost.contains("\n    unknown3 -.- n3\n") && lost.contains("\n    class unknown3 absent\n"), "{lost}");
    assert!(flowchart("rules/integrity/vacant-manager/fail.csv", &whole).contains(" vacant\n"));
    let line = Selection { highlight: Some(Record(3)), ..whole };
    let highlighted = flowchart("techcorp.csv", &line);
    assert!(highlighted.contains("\n    n2 === n3\n") && highlighted.contains("\n    class n0,n2,n3 highlight\n"));
}

#[test]
fn every_fixture_is_a_flowchart() {
    for (path, text) in charts() {
        let ((flowchart, size), meant) = drawn(text, &Selection::default(), |_, drawing| {
            (mermaid_of(drawing), (drawing.cards.len(), drawing.lines.len()))
        })
        .unwrap();
        assert_eq!(statements(&flowchart), Ok(meant), "{}", path.display());
        assert_eq!(size, mermaid::Size { characters: flowchart.encode_utf16().count(), lines: meant.1 });
    }
}

/// Two trees, one of them with a vacant post, a team and somebody who left.
const CHART: &str = "id,name,title,manager_id,status
E1,Ann,Chief Executive Officer,,
E2,Bob,VP of Sales,E1,
E3,Cem,Sales Manager,E2,
E4,Dan,Account Executive,E3,
E5,Eva,Account Executive,E3,
E6,Vacant,Sales Engineer,E3,
E7,Fay,VP of Finance,E1,
E8,Gus,Accountant,E7,
E9,Hal,Director of Engineering,E1,left
E10,Ida,Software Engineer,E9,
E11,Jim,Office Manager,E1,left
F1,Kim,Managing Director,,
F2,Lea,Accountant,F1,
";

#[test]
fn selections_select() {
    let whole = Selection::default();
    let at = |record| Some(Record(record));
    let all = "E1 E2 E3 E4 E5 E6 E7 E8 (E9) E10 F1 F2";
    for (selection, expected) in [
        (whole, all),
        (Selection { depth: Some(1), ..whole }, "E1 F1"),
        (Selection { depth: Some(2), ..whole }, "E1 E2 E7 F1 F2"),
        (Selection { depth: Some(0), ..whole }, ""),
        (Selection { root: at(1), ..whole }, "E2 E3 E4 E5 E6"),
        (Selection { root: at(1), depth: Some(2), ..whole }, "E2 E3"),
        (Selection { focus: at(2), ..whole }, "E1 E2 E3 E4 E5 E6"),
        (Selection { focus: at(2), depth: Some(1), ..whole }, "E1 E2 E3"),
        (Selection { root: at(1), focus: at(2), depth: Some(1), ..whole }, "E2 E3"),
        (Selection { root: at(6), focus: at(2), ..whole }, ""),
        (Selection { function: Some(Function::Finance), ..whole }, "E1 E7 E8 F1 F2"),
        (Selection { function: Some(Function::Finance), root: at(6), ..whole }, "E7 E8"),
        (Selection { function: Some(Function::Legal), ..whole }, ""),
        (Selection { collapse_teams: true, ..whole }, "E1 E2 E3 E3+2+1 E7 E8 (E9) E10 F1 F2"),
        // Whose reports are left out is no leaf.
        (Selection { collapse_teams: true, depth: Some(2), ..whole }, "E1 E2 E7 F1 F2"),
    ] {
        assert_eq!(ids(CHART, &selection).unwrap(), expected, "{selection:?}");
    }
}

#[test]
fn findings_are_shown_with_the_chain_above_them() {
    let selection = Selection { findings_only: true, ..Selection::default() };
    let text = fixture("rules/integrity/unknown-manager/fail.csv");
    assert_eq!(ids(&text, &selection).unwrap(), "?E22 E4");
    let text = fixture("rules/structure/individual-with-reports/fail.csv");
    let shown = drawn(text, &selection, |report, drawing| {
        assert!(report.findings.iter().all(|reported| reported.finding.subjects.len() == 1), "one subject each");
        drawing.cards.iter().filter(|card| card.severity().is_some()).count()
    });
    assert_eq!(shown.unwrap(), 1);
}

#[test]
fn a_folded_team_says_what_its_members_do() {
    let team = |titles: &[&str]| {
        let rows: String = titles.iter().enumerate().map(|(row, title)| format!("E{row},,{title},A\n")).collect();
        let selection = Selection { collapse_teams: true, ..Selection::default() };
        drawn(format!("id,name,title,manager_id\nA,,x,\n{rows}"), &selection, |_, drawing| {
            drawing.cards.last().map(|card| (card.title.to_string(), card.function))
        })
    };
    let said = |title: &str, function| Some((title.to_owned(), function));
    assert_eq!(team(&["Accountant"; 3]).unwrap(), said("Accountant", Function::Finance));
    assert_eq!(
        team(&["CRM Administrator", "Sales Operations Analyst"]).unwrap(),
        said("CRM Administrator, Sales Operations Analyst", Function::CrmAdministration),
        "related functions share a colour"
    );
    assert_eq!(
        team(&["Accountant", "Lawyer", "Software Engineer", "Recruiter", "Accountant"]).unwrap(),
        said("Accountant, Lawyer, Software Engineer, …", Function::Other)
    );
}

#[test]
fn what_is_left_out_is_counted() {
    let selection = Selection { depth: Some(1), ..Selection::default() };
    let counts = drawn(CHART, &selection, |_, drawing| {
        drawing.cards.iter().map(|card| card.reports_left_out).collect::<Vec<_>>()
    });
    assert_eq!(counts.unwrap(), [2, 1], "who has left is not counted");
}

#[test]
fn faults_of_the_chart_are_drawn_as_what_they_are() {
    let kinds = |path: &str| {
        drawn(fixture(path), &Selection::default(), |_, drawing| {
            let faults = drawing
                .lines
                .iter()
                .filter(|line| matches!(line.kind, LineKind::Loop | LineKind::Broken | LineKind::Surplus));
            let id = |card: u32| drawing.cards[card as usize].id.to_string();
            faults.map(|line| (id(line.report), id(line.manager), line.kind)).collect::<Vec<_>>()
        })
    };
    let line = |report: &str, manager: &str, kind| (report.to_owned(), manager.to_owned(), kind);
    assert_eq!(
        kinds("rules/integrity/cycle/fail.csv").unwrap(),
        [line("E4", "E6", LineKind::Loop), line("E5", "E4", LineKind::Loop), line("E6", "E5", LineKind::Loop)]
    );
    assert_eq!(kinds("rules/integrity/self-report/fail.csv").unwrap(), [line("E4", "E4", LineKind::Loop)]);
    assert_eq!(kinds("rules/integrity/unknown-manager/fail.csv").unwrap(), [line("E4", "E22", LineKind::Broken)]);
    assert_eq!(kinds("rules/integrity/two-managers/fail.csv").unwrap(), [line("E6", "E3", LineKind::Surplus)]);
    let broken = kinds("rules/integrity/inactive-manager/fail.csv").unwrap();
    assert!(broken.len() == 4 && broken.iter().all(|(_, _, kind)| *kind == LineKind::Broken), "{broken:?}");
}

#[test]
fn a_position_in_a_loop_has_the_loop_below_it() {
    let text = "id,name,title,manager_id\nA,,x,C\nB,,x,A\nC,,x,B\nD,,x,B\n";
    let below = |depth| Selection { root: Some(Record(0)), depth, ..Selection::default() };
    assert_eq!(ids(text, &below(None)).unwrap(), "A B C D");
    assert_eq!(ids(text, &below(Some(2))).unwrap(), "A B C", "the chain above B is C and A");
    assert_eq!(ids(text, &below(Some(1))).unwrap(), "A B C");
    let focus = Selection { focus: Some(Record(3)), ..Selection::default() };
    assert_eq!(ids(text, &focus).unwrap(), "A B C D");
}

#[test]
fn who_names_the_same_unknown_manager_hangs_off_one_box() {
    let text = "id,name,title,manager_id\nA,,x,Z\nB,,x,Z\nC,,x,Y\n";
    assert_eq!(ids(text, &Selection::default()).unwrap(), "?Z A B ?Y C");
    assert_eq!(counts(text), Ok((5, 3)));
}

#[test]
fn colour_is_never_alone() {
    for path in ["cycle", "self-report", "unknown-manager", "inactive-manager", "vacant-manager"] {
        let dot =
            drawn(fixture(&format!("rules/integrity/{path}/fail.csv")), &Selection::default(), |report, drawing| {
                let grave = report.findings.iter().map(|reported| reported.severity).max();
                (dot_of(drawing), grave.map_or("", Severity::name))
            });
        let (dot, word) = dot.unwrap();
        assert!(dot.contains(&format!("\\n{word}: {path}\"")), "{path}: {dot}");
    }
}

#[test]
fn dotted_lines_are_dashed() {
    let text = "id,name,title,manager_id\nA,,x,\nB,,x,A\nC,,x,A\n";
    let dot = drawn(text, &Selection::default(), |report, _| {
        let mut drawing = draw(report, &Selection::default());
        drawing.lines.push(Line { report: 2, manager: 1, kind: LineKind::Dotted });
        dot_of(&drawing)
    });
    let dot = dot.unwrap();
    assert!(dot.contains("n1 -> n2 [style=\"dashed\""), "{dot}");
}

#[test]
fn long_names_are_cut() {
    let text = format!("id,name,title,manager_id\nA,{},x,\n", "word ".repeat(2_000));
    let dot = drawn(text, &Selection::default(), |_, drawing| dot_of(drawing)).unwrap();
    assert!(dot.len() < 2_000 && dot.contains('…'), "{dot}");
}

#[test]
fn neither_a_long_chain_nor_a_wide_team_needs_stack_or_time() {
    let chain: String = (1..50_000).map(|n| format!("E{n},,Engineer,E{}\n", n - 1)).collect();
    let team: String = (1..50_000).map(|n| format!("E{n},,Engineer {n},E0\n")).collect();
    for rest in [chain, team] {
        let text = format!("id,name,title,manager_id\nE0,,CEO,\n{rest}");
        for collapse_teams in [false, true] {
            let selection = Selection { collapse_teams, findings_only: false, ..Selection::default() };
            drawn(text.clone(), &selection, |_, drawing| {
                assert!(drawing.lines.len() + 1 == drawing.cards.len());
                assert!(dot::write(drawing, &Colours::new(drawing, ColorBy::Function), &mut std::io::sink()).is_ok());
            })
            .unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_text_can_add_to_the_graph(rows in prop::collection::vec((hostile(), hostile(), hostile(), 0_usize..6), 1..6)) {
        // The number makes ids differ after trimming, too.
        let ids: Vec<String> = rows.iter().enumerate().map(|(row, (id, ..))| format!("{row}{id}{row}")).collect();
        let mut text = String::from("id,name,title,manager_id\n");
        for (id, (_, name, title, manager)) in ids.iter().zip(&rows) {
            let manager = ids.get(*manager).map_or("", String::as_str);
            let cells = [id, name, title, manager].map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            text += &(cells.join(",") + "\n");
        }
        let lines = rows.iter().filter(|row| row.3 < ids.len()).count();
        let flowchart = drawn(text.clone(), &Selection::default(), |_, drawing| mermaid_of(drawing).0).unwrap();
        prop_assert_eq!(statements(&flowchart), Ok((rows.len(), lines)));
        prop_assert_eq!(counts(text), Ok((rows.len(), lines)));
    }
}

#[cfg(feature = "graphviz-tests")]
#[test]
fn graphviz_draws_every_fixture() {
    use orglint::diagram::graphviz::{Format, render};
    for (path, text) in charts() {
        let (picture, boxes, lines, has_note) = drawn(text, &Selection::default(), |_, drawing| {
            let picture = render(drawing, &Colours::new(drawing, ColorBy::Function), Format::Svg)
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            (picture, drawing.cards.len(), drawing.lines.len(), !drawing.remarks.is_empty())
        })
        .unwrap();
        let picture = picture.unwrap();
        assert_eq!(picture.matches("class=\"node\"").count(), boxes + usize::from(has_note), "{}", path.display());
        assert_eq!(picture.matches("class=\"edge\"").count(), lines, "{}", path.display());
    }
}

#[cfg(feature = "graphviz-tests")]
#[test]
fn no_text_is_more_than_text_to_graphviz() {
    use orglint::diagram::graphviz::{Format, render};
    use quick_xml::escape::escape;
    let texts = hostile_charts::hostile_texts(400);
    // Each dozen of texts is also the departments that the legend names.
    for texts in texts.chunks(40) {
        let chart = hostile_charts::hostile_chart(texts);
        let (picture, expected) = drawn(chart, &Selection::default(), |_, drawing| {
            let colours = Colours::new(drawing, ColorBy::Department);
            let names = colours.swatches.iter().map(|swatch| swatch.name.clone()).collect::<Vec<_>>();
            let nodes = drawing.cards.len() + usize::from(!drawing.remarks.is_empty());
            (render(drawing, &colours, Format::Svg), (nodes, drawing.lines.len(), names))
        })
        .unwrap();
        let picture = String::from_utf8(picture.unwrap()).unwrap();
        let (nodes, lines, names) = expected;
        assert_eq!(picture.matches("class=\"node\"").count(), nodes);
        assert_eq!(picture.matches("class=\"edge\"").count(), lines);
        for element in ["<script", "<img", "<style", "<image"] {
            assert!(!picture.contains(element), "{element}");
        }
        // The legend comes before the first box: each department is one text of it.
        let legend = picture.split("class=\"node\"").next().unwrap_or_default();
        let shown: Vec<String> = legend
            .split("<text ")
            .skip(1)
            .filter_map(|text| Some(letters(text.split_once('>')?.1.split_once("</text>")?.0)))
            .collect();
        let names: Vec<String> = names.iter().map(|name| letters(&escape(name))).collect();
        assert_eq!(shown[..names.len()], names);
        let further = ["Errorfoundhere", "Warningfoundhere", "Infofoundhere", "Vacant"];
        assert!(shown[names.len()..].iter().all(|text| further.contains(&&**text)), "{shown:?}");
    }
}

/// The letters and digits of a text in XML, its entities aside.
#[cfg(feature = "graphviz-tests")]
fn letters(text: &str) -> String {
    let mut letters = String::new();
    for (at, part) in text.split('&').enumerate() {
        let part = if at == 0 { part } else { part.split_once(';').map_or(part, |(_, rest)| rest) };
        letters.extend(part.chars().filter(char::is_ascii_alphanumeric));
    }
    letters
}
