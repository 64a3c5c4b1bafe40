//! The report in Markdown: what it says, and that no text in a chart can make it more than tables and a diagram.

#[path = "charts/hostile.rs"]
mod hostile;
#[path = "charts/report.rs"]
mod report;

use std::path::Path;

use hostile::hostile;
use orglint::report::markdown::{MOST_BOXES, Style};
use orglint::report::short;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use report::{markdown, reported};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn fixture(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)).unwrap_or_default()
}

/// What a reader of Markdown finds.
#[derive(PartialEq, Eq, Debug, Default)]
struct Page {
    headings: Vec<String>,
    /// The cells of each row of each table, its header first.
    tables: Vec<Vec<Vec<String>>>,
    /// The languages of the blocks of code.
    blocks: Vec<String>,
    paragraphs: usize,
    /// Whatever else there is.
    other: Vec<String>,
}

/// Reads Markdown as GitHub does, as far as the parser goes.
fn read(markdown: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    let mut page = Page::default();
    // The text of a heading or a cell, and what of it is no code.
    let (mut text, mut loose) = (String::new(), String::new());
    let mut in_block = false;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(_) if in_block => {}
            Event::Text(part) => {
                text.push_str(&part);
                loose.push_str(&part);
            }
            Event::Code(part) => text.push_str(&part),
            Event::Start(Tag::Table(_)) => page.tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                page.tables.last_mut().into_iter().for_each(|table| table.push(Vec::new()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                page.blocks.push(language.to_string());
                in_block = true;
            }
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::TableCell) => {
                text.clear();
                loose.clear();
            }
            Event::End(TagEnd::Heading(_)) => {
                page.other.extend(reference(&loose));
                page.headings.push(std::mem::take(&mut text));
            }
            Event::End(TagEnd::TableCell) => {
                page.other.extend(reference(&loose));
                let row = page.tables.last_mut().and_then(|table| table.last_mut());
                row.into_iter().for_each(|row| row.push(std::mem::take(&mut text)));
            }
            Event::End(TagEnd::Paragraph) => page.paragraphs += 1,
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow) => {}
            other => page.other.push(format!("{other:?}")),
        }
    }
    page
}

/// A person, an issue or an address that GitHub would find in a text: it looks for them where escapes are gone.
fn reference(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let letters: Vec<char> = lower.chars().collect();
    let names = letters.windows(2).any(|pair| matches!(pair[0], '@' | '#') && pair[1].is_ascii_alphanumeric());
    let numbers = lower.split("gh-").skip(1).any(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    (names || numbers || lower.contains("://") || lower.contains("www.")).then(|| format!("reference in {text:?}"))
}

/// The rules in the rows of the first table.
fn rules(page: &Page) -> Vec<&str> {
    page.tables.first().map(|rows| rows[1..].iter().map(|row| &*row[1]).collect()).unwrap_or_default()
}

#[test]
fn a_chart_with_findings_is_reported_so() -> Outcome {
    let text = fixture("rules/pattern/sales-ops-director/fail.csv");
    insta::assert_snapshot!(markdown("org/chart.csv", &text, Style::default())?);
    Ok(())
}

#[test]
fn techcorp_is_reported_so() -> Outcome {
    insta::assert_snapshot!(markdown("techcorp.csv", &fixture("techcorp.csv"), Style::default())?);
    Ok(())
}

#[test]
fn the_gravest_come_first_and_the_rest_is_counted() -> Outcome {
    let text = fixture("real/oracle-hr/employees.csv");
    let whole = read(&markdown("chart.csv", &text, Style::default())?);
    let severities: Vec<&str> = whole.tables[0][1..].iter().map(|row| &*row[0]).collect();
    assert!(
        severities.is_sorted_by_key(|severity| ["error", "warning", "info"].iter().position(|one| one == severity))
    );
    assert!(severities.contains(&"warning") && severities.contains(&"info"), "{severities:?}");

    let some = markdown("chart.csv", &text, Style { max_findings: Some(2), quiet: false })?;
    assert!(some.contains(&format!("\n\\+ {} more findings\n", severities.len() - 2)), "{some}");
    assert_eq!(rules(&read(&some)), rules(&whole)[..2]);
    assert_eq!((read(&some).headings, read(&some).other), (whole.headings, vec![]));

    let none = read(&markdown("chart.csv", &text, Style { max_findings: Some(0), quiet: false })?);
    assert_eq!((none.tables.len(), none.paragraphs), (0, 1), "all are counted");
    Ok(())
}

#[test]
fn quiet_says_nothing_of_a_sound_chart() -> Outcome {
    let sound = "id,name,title,manager_id\n1,Ann,Chief Executive Officer,\n2,Bob,Accountant,1\n3,Cem,Accountant,1\n";
    let quiet = Style { quiet: true, ..Style::default() };
    assert_eq!(markdown("chart.csv", sound, quiet)?, "");
    let told = markdown("chart.csv", sound, Style::default())?;
    assert_eq!(told, "## orglint: chart.csv: no findings (3 people, 2 layers)\n");
    Ok(())
}

#[test]
fn a_diagram_that_nobody_could_read_is_not_drawn() -> Outcome {
    // All but the first report to nobody, and so each has a finding.
    let tops = |count: usize| -> String { (0..count).map(|row| format!("{row},,Engineer,\n")).collect() };
    let chart = |count| format!("id,name,title,manager_id\nA,,CEO,\nB,,Engineer,A\n{}", tops(count));
    let small = markdown("chart.csv", &chart(MOST_BOXES - 3), Style::default())?;
    assert_eq!(read(&small).blocks, ["mermaid"], "{small}");
    let large = markdown("chart.csv", &chart(MOST_BOXES + 10), Style::default())?;
    assert!(read(&large).blocks.is_empty() && large.contains("`orglint render FILE --findings-only"), "{large}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_text_is_more_than_the_text_of_a_cell(
        texts in prop::collection::vec((hostile(), hostile(), hostile()), 2..6),
        name in hostile(),
    ) {
        // Everybody is at the top, which is a fault of all but one.
        let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut chart = String::from("id,name,title,manager_id\n");
        for (row, (id, name, title)) in texts.iter().enumerate() {
            chart += &format!("{},{},{},\n", cell(&format!("{row}{id}{row}")), cell(name), cell(title));
        }
        let path = format!("x{name}");
        let page = read(&markdown(&path, &chart, Style::default()).unwrap());
        prop_assert_eq!(&page.other, &Vec::<String>::new());
        prop_assert_eq!((page.headings.len(), page.paragraphs), (2, 0));
        prop_assert_eq!(&page.blocks, &["mermaid"]);
        prop_assert_eq!(page.tables.len(), 1);
        prop_assert!(page.tables[0].iter().all(|row| row.len() == 6));
        // What is read is what the plainest report says.
        let short = reported(&path, &chart, |outcome, out| short::write(outcome, usize::MAX, out)).unwrap();
        let mut rows: Vec<String> = page.tables[0][1..]
            .iter()
            .map(|row| format!("{}: {}[{}] {}", row[2], row[0], row[1], row[4]).replace('\u{2060}', ""))
            .collect();
        let mut lines: Vec<&str> = short.lines().collect();
        rows.sort();
        lines.sort_unstable();
        prop_assert_eq!(rows, lines);
    }
}
