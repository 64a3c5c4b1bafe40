//! The report in Markdown: what it says, and that no text in a chart can make it more than tables and a diagram.

#[path = "charts/hostile.rs"]
mod hostile;
#[path = "markdown/page.rs"]
mod page;
#[path = "charts/report.rs"]
mod report;

use std::path::Path;

use hostile::hostile;
use orglint::report::markdown::{MOST_BOXES, Style};
use orglint::report::short;
use page::{Page, read};
use proptest::prelude::*;
use report::{markdown, reported};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn fixture(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)).unwrap_or_default()
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
        // What is read is what the plainest report says, where a name that ends in a colon makes two of them with the next.
        let plainly = |text: String| text.replace("\\u{3a}", ":");
        let short = reported(&path, &chart, |outcome, out| short::write(outcome, usize::MAX, out)).unwrap();
        let short = plainly(short);
        let mut rows: Vec<String> = page.tables[0][1..]
            .iter()
            .map(|row| format!("{}: {}[{}] {}", row[2], row[0], row[1], row[4]).replace('\u{2060}', ""))
            .map(plainly)
            .collect();
        let mut lines: Vec<&str> = short.lines().collect();
        rows.sort();
        lines.sort_unstable();
        prop_assert_eq!(rows, lines);
    }
}
