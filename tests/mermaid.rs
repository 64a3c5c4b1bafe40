//! Mermaid itself reads what is written for it: it finds the boxes and lines that were meant, and shows the texts that
//! stand in the same chart's DOT.
//!
//! It runs in Node: `npm ci --prefix tests/mermaid` installs what it needs.

#[path = "charts/mod.rs"]
mod charts;
#[path = "charts/hostile.rs"]
mod hostile;
#[path = "charts/hostile_charts.rs"]
mod hostile_charts;
#[path = "charts/report.rs"]
mod report;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use charts::{charts, drawn};
use graphviz_rust::dot_structures::{EdgeTy, Graph, Id, Stmt, Vertex};
use hostile_charts::{hostile_chart, hostile_texts};
use orglint::diagram::{ColorBy, Colours, Drawing, Selection, dot, mermaid};
use orglint::finding::Record;
use orglint::report::markdown::Style;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use report::markdown;
use serde::Deserialize;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The texts of boxes by their ids.
type Texts = BTreeMap<String, String>;

/// The boxes that a line leads to.
type Ends = (String, String);

/// A diagram and what it should say.
struct Case {
    name: String,
    text: String,
    size: mermaid::Size,
    nodes: Texts,
    edges: Vec<Ends>,
}

/// What Mermaid says of a diagram.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Answer {
    error: Option<String>,
    /// The text of each box, and its texts as drawn.
    nodes: Texts,
    shown: Texts,
    edges: Vec<Ends>,
    /// Elements in the picture that only a text could have made.
    foreign: usize,
}

impl Case {
    fn new(name: impl Into<String>, drawing: &Drawing<'_>, by: ColorBy) -> Outcome<Case> {
        let colours = Colours::new(drawing, by);
        let (mut text, mut graph) = (Vec::new(), Vec::new());
        let size = mermaid::write(drawing, &colours, &mut text)?;
        dot::write(drawing, &colours, &mut graph)?;
        let (nodes, edges) = meant(&String::from_utf8(graph)?)?;
        Ok(Case { name: name.into(), text: String::from_utf8(text)?, size, nodes, edges })
    }
}

/// The texts of the boxes by their ids, and the lines, as the DOT of a chart has them.
fn meant(dot: &str) -> Outcome<(Texts, Vec<Ends>)> {
    let Graph::DiGraph { stmts, .. } = graphviz_rust::parse(dot)? else { return Err("not directed".into()) };
    let (mut nodes, mut edges) = (BTreeMap::new(), Vec::new());
    let plain = |id: &Id| match id {
        Id::Plain(id) => id.clone(),
        id => format!("{id:?}"),
    };
    for stmt in &stmts {
        match stmt {
            Stmt::Node(node) => {
                let label = node.attributes.iter().find(|attribute| attribute.0 == Id::Plain("label".to_owned()));
                let Some(Id::Escaped(label)) = label.map(|label| &label.1) else { return Err("no label".into()) };
                nodes.insert(plain(&node.id.0), unquoted(label));
            }
            Stmt::Edge(edge) => {
                let EdgeTy::Pair(Vertex::N(from), Vertex::N(to)) = &edge.ty else { return Err("no pair".into()) };
                edges.push(sorted(plain(&from.0), plain(&to.0)));
            }
            _ => {}
        }
    }
    edges.sort();
    Ok((nodes, edges))
}

/// A text of DOT without its quotes and escapes.
fn unquoted(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text[1..text.len() - 1].chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'l') => plain.push('\n'),
                escaped => plain.extend(escaped),
            },
            letter => plain.push(letter),
        }
    }
    plain.replace("&amp;", "&").trim_end().to_owned()
}

/// Which end of a line comes first does not matter: an arrow of a loop leads to the manager.
fn sorted(one: String, other: String) -> Ends {
    if one <= other { (one, other) } else { (other, one) }
}

/// What Mermaid says of each.
fn asked(cases: &[Case]) -> Outcome<Vec<Answer>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mermaid");
    let mut node = Command::new("node")
        .arg("parse.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("node cannot be started: {error}"))?;
    let texts: Vec<String> = cases.iter().map(|case| serde_json::to_string(&case.text)).collect::<Result<_, _>>()?;
    let mut stdin = node.stdin.take().ok_or("no standard input")?;
    let feeding = std::thread::spawn(move || stdin.write_all((texts.join("\n") + "\n").as_bytes()));
    let output = node.wait_with_output()?;
    // Why it ended early is on standard error.
    assert!(output.status.success(), "run `npm ci --prefix tests/mermaid` first");
    feeding.join().map_err(|_| "feeding")??;
    let answers: Vec<Answer> =
        String::from_utf8(output.stdout)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    assert_eq!(answers.len(), cases.len());
    Ok(answers)
}

/// Holds what Mermaid understood and shows against what was meant.
fn hold(cases: &[Case]) -> Outcome {
    let without_joiners = |texts: &Texts| -> Texts {
        texts.iter().map(|(id, text)| (id.clone(), text.replace('\u{2060}', ""))).collect()
    };
    for (case, mut answer) in cases.iter().zip(asked(cases)?) {
        let Case { name, text, .. } = case;
        if !case.size.is_drawn() {
            assert!(answer.error.is_some() || answer.shown.len() < case.nodes.len(), "{name} is drawn after all");
            continue;
        }
        assert_eq!(answer.error, None, "{name}:\n{text}");
        let meant = without_joiners(&case.nodes);
        assert_eq!(without_joiners(&answer.nodes), meant, "{name}:\n{text}");
        assert_eq!(without_joiners(&answer.shown), meant, "{name}:\n{text}");
        answer.edges = answer.edges.into_iter().map(|(from, to)| sorted(from, to)).collect();
        answer.edges.sort();
        assert_eq!(answer.edges, case.edges, "{name}:\n{text}");
        assert_eq!(answer.foreign, 0, "{name}:\n{text}");
    }
    Ok(())
}

#[test]
fn mermaid_reads_every_fixture_as_it_is_meant() -> Outcome {
    let whole = Selection::default();
    let selections = [whole, Selection { collapse_teams: true, highlight: Some(Record(1)), ..whole }];
    let mut cases = Vec::new();
    for (path, text) in charts() {
        for selection in selections {
            let case = drawn(text.clone(), &selection, |_, drawing| {
                Case::new(path.to_string_lossy(), drawing, ColorBy::Level)
            })?;
            cases.push(case?);
        }
    }
    hold(&cases)
}

#[test]
fn no_text_can_be_more_than_text_to_mermaid() -> Outcome {
    let mut cases = Vec::new();
    for texts in hostile_texts(400).chunks(20) {
        let case = drawn(hostile_chart(texts), &Selection::default(), |_, drawing| {
            Case::new("hostile texts", drawing, ColorBy::Department)
        })?;
        cases.push(case?);
    }
    hold(&cases)
}

#[test]
fn mermaid_draws_the_blocks_of_a_report() -> Outcome {
    let hostile = hostile_texts(200);
    let hostile = hostile.chunks(20).map(|texts| ("hostile texts".into(), hostile_chart(texts)));
    let mut cases = Vec::new();
    for (path, text) in charts().into_iter().chain(hostile) {
        let selection = Selection { findings_only: true, ..Selection::default() };
        let case =
            drawn(text.clone(), &selection, |_, drawing| Case::new(path.to_string_lossy(), drawing, ColorBy::None))??;
        if let Some(block) = block(&markdown("chart.csv", &text, Style::default())?) {
            cases.push(Case { text: block, ..case });
        }
    }
    assert!(cases.len() > 50, "{}", cases.len());
    hold(&cases)
}

/// The diagram in the Markdown of a report, as a reader of Markdown finds it.
fn block(markdown: &str) -> Option<String> {
    let mut events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    events
        .find(|event| matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(of))) if &**of == "mermaid"))?;
    let lines = events.map_while(|event| match event {
        Event::Text(text) => Some(text.to_string()),
        _ => None,
    });
    Some(lines.collect())
}

#[test]
fn the_most_that_mermaid_draws_is_known() -> Outcome {
    let star = |lines: usize, last: &str| {
        let rows: String =
            (1..=lines).map(|row| format!("{row},,x{},0\n", if row == lines { last } else { "" })).collect();
        drawn(format!("id,name,title,manager_id\n0,,x,\n{rows}"), &Selection::default(), |_, drawing| {
            Case::new("a star", drawing, ColorBy::None)
        })
    };
    let at_most = star(mermaid::Size::MOST.lines, "")??;
    let beyond = star(mermaid::Size::MOST.lines + 1, "")??;
    assert!(at_most.size.is_drawn() && !beyond.size.is_drawn());
    hold(&[at_most, beyond])
}
