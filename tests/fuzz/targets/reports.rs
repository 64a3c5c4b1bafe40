//! Whatever a chart holds, every report says the same of it: as many findings, each in one place, and no text in a cell
//! becomes a command, a tag, a link or a control character.

use arbitrary::Unstructured;
use orglint::chart::Chart;
use orglint::check::Outcome;
use orglint::report::{github, gitlab, html, json, junit, markdown, pretty, sarif, short};
use serde_json::Value;

use super::checked::{STYLE, assert_plain, chart, checked, written};
use super::draws::{self, NAME_MARK};
use super::markup::{between, tags};
use super::page;
use super::suites::suites;

/// Draws a chart, and has every report of it written.
pub(crate) fn reported(bytes: &[u8]) {
    let Ok(text) = draws::table(&mut Unstructured::new(bytes)) else { return };
    let Ok(drawn) = chart("chart.csv", text.as_str()) else { return };
    checked(&drawn, |outcome| {
        for_programs(outcome);
        for_people(outcome);
        for_browsers(outcome);
    });
    names_nobody(drawn.redacted());
}

fn for_programs(outcome: &Outcome<'_>) {
    let count = outcome.findings().count();
    let length = |value: &Value| value.as_array().map(Vec::len);
    let read = |text: String| -> Value { serde_json::from_str(&text).unwrap() };
    assert_eq!(length(&read(written(|out| json::write(outcome, out)))["findings"]), Some(count));
    assert_eq!(length(&read(written(|out| gitlab::write(outcome, out)))), Some(count));
    assert_eq!(length(&read(written(|out| sarif::write(outcome, out)))["runs"][0]["results"]), Some(count));
    for suite in suites(&written(|out| junit::write(outcome, out))).unwrap() {
        let failures = suite.tests.iter().filter(|test| test.failure.is_some()).count();
        let skipped = suite.tests.iter().filter(|test| test.is_skipped).count();
        assert_eq!((suite.said_tests, suite.said_failures, suite.said_skipped), (suite.tests.len(), failures, skipped));
    }
    let annotations = written(|out| github::write(outcome, usize::MAX, out));
    assert!(
        annotations
            .lines()
            .all(|line| ["error", "warning", "notice"].iter().any(|kind| line.starts_with(&format!("::{kind} "))))
    );
    assert_plain(&annotations.replace("::", ""));
}

fn for_people(outcome: &Outcome<'_>) {
    let lines = written(|out| short::write(outcome, usize::MAX, out));
    assert_plain(&lines);
    assert_eq!(lines.lines().count(), outcome.findings().count(), "a line a finding");
    assert_plain(&written(|out| pretty::write(outcome, &STYLE, out)));
    // In colour there is nothing more than the sequences that set one.
    let coloured = written(|out| pretty::write(outcome, &pretty::Style { color: true, ..STYLE }, out));
    let mut pieces = coloured.split("\u{1b}[");
    assert_plain(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (code, text) = piece.split_once('m').unwrap();
        assert!(code.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{piece:?}");
        assert_plain(text);
    }
    let page = page::read(&written(|out| markdown::write(outcome, markdown::Style::default(), out)));
    assert_eq!(page.other, Vec::<String>::new());
    assert!(page.tables.len() <= 1 && page.blocks.iter().all(|language| language == "mermaid"));
    assert!(page.tables.iter().flatten().all(|row| row.len() == 6), "{:?}", page.tables);
    let rows = page.tables.first().map_or(0, |rows| rows.len() - 1);
    assert_eq!(rows, outcome.findings().count());
}

fn for_browsers(outcome: &Outcome<'_>) {
    const KNOWN: [&str; 4] = ["script", "img", "iframe", "object"];
    let html = written(|out| html::write(outcome, out));
    let tags = tags(&html);
    let scripts = tags.iter().filter(|tag| *tag == "script").count();
    // Besides the program one of data for each chart, and one for what is said of configurations.
    assert_eq!(scripts, 3, "{tags:?}");
    assert!(!tags.iter().any(|tag| KNOWN[1..].contains(&&**tag)));
    let [data] = between(&html, "<script type=\"application/json\" id=\"chart-0\">", "</script>")[..] else {
        panic!("no data of the chart");
    };
    let data: Value = serde_json::from_str(data).unwrap();
    let told = data["findings"]["message"].as_array().map(Vec::len);
    assert_eq!(told, Some(outcome.findings().count()));
}

fn names_nobody(chart: Chart) {
    checked(&chart, |outcome| {
        let reports = [
            written(|out| short::write(outcome, usize::MAX, out)),
            written(|out| pretty::write(outcome, &STYLE, out)),
            written(|out| json::write(outcome, out)),
            written(|out| sarif::write(outcome, out)),
            written(|out| markdown::write(outcome, markdown::Style::default(), out)),
            written(|out| html::write(outcome, out)),
        ];
        reports.iter().for_each(|report| assert!(!report.contains(NAME_MARK), "{report}"));
    });
}
