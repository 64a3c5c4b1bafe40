//! The report for people.

use std::error::Error;
use std::fmt::Write;

use insta::assert_snapshot;
use jiff::civil::date;
use orglint::chart::Chart;
use orglint::check::{Outcome as Checked, Rulebook, check};
use orglint::input;
use orglint::policy::Policy;
use orglint::report::pretty::{self, Style};
use orglint::source::Source;
use orglint::title::Reader;
use proptest::prelude::*;

const STYLE: Style = Style { color: false, width: 100, max_findings: None, quiet: false };

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The report on several inputs, each a name and a text.
fn reports(inputs: &[(&str, &[u8])], style: &Style) -> Outcome<String> {
    let chart = |(name, text): &(&str, &[u8])| -> Outcome<Chart> {
        let source = Source::new(*name, *text).map_err(|fault| orglint::error::Error::not_text(*name, fault))?;
        Ok(Chart::new(input::read(source, &input::Options::default())?, date(2025, 1, 1)))
    };
    let charts = inputs.iter().map(chart).collect::<Outcome<Vec<_>>>()?;
    let (rulebook, policy) = (Rulebook::builtin()?, Policy::default());
    let reader = Reader::builtin();
    let reports: Vec<_> = charts.iter().map(|chart| check(chart, &rulebook, &policy, &reader)).collect();
    let mut out = Vec::new();
    pretty::write(&Checked::new(reports), style, &mut out)?;
    Ok(String::from_utf8(out)?)
}

fn report(name: &str, text: impl AsRef<[u8]>) -> Outcome<String> {
    reports(&[(name, text.as_ref())], &STYLE)
}

fn fixture(path: &str) -> Outcome<String> {
    report("fail.csv", std::fs::read(format!("{}/fixtures/{path}", env!("CARGO_MANIFEST_DIR")))?)
}

#[test]
fn both_records_of_a_duplicate_are_shown() {
    assert_snapshot!(fixture("rules/input/duplicate-id/fail.csv").unwrap(), @"
      × error[input/duplicate-id]: the id E6 is on an earlier record already
       ╭─[fail.csv:9:1]
     7 │ E6,Person 6,Software Engineer,E4
       · ─┬
       ·  ╰── first here
     8 │ E7,Person 7,Senior Software Engineer,E4
     9 │ E6,Person 8,QA Engineer,E4
       · ─┬
       ·  ╰── id
       ╰────
      help: give one of the two records an id of its own, or remove it

    1 error in fail.csv (9 people, 4 layers)
    ");
}

#[test]
fn both_titles_of_an_inversion_are_shown() {
    assert_snapshot!(fixture("rules/structure/level-inversion/fail.csv").unwrap(), @"
      × error[structure/level-inversion]: E5 (vp) outranks the manager, E4 (director)
       ╭─[fail.csv:6:27]
     5 │ E4,Person 4,Director of Engineering,E2
       ·             ───────────┬───────────
       ·                        ╰── the manager's title
     6 │ E5,Person 5,VP of Product,E4
       ·                           ─┬
       ·                            ╰── manager_id
       ╰────
      help: name a manager of a higher level, or mend the title that is wrong

    1 error in fail.csv (11 people, 5 layers)
    ");
}

#[test]
fn the_references_of_a_loop_are_shown() {
    assert_snapshot!(fixture("rules/integrity/cycle/fail.csv").unwrap(), @"
      × error[integrity/cycle]: 3 positions report in a loop: E4 → E6 → E5 → E4
       ╭─[fail.csv:5:29]
     5 │ E4,Person 4,Head of Product,E6
       ·                             ─┬
       ·                              ╰── manager_id
     6 │ E5,Person 5,Head of Design,E4
       ·                            ─┬
       ·                             ╰── reports to E4
     7 │ E6,Person 6,Head of Data,E5
       ·                          ─┬
       ·                           ╰── reports to E5
       ╰────
      help: one of these references is wrong: name the manager outside the loop

    1 error in fail.csv (13 people, 3 layers)
    ");
}

#[test]
fn an_empty_cell_is_pointed_at() {
    assert_snapshot!(fixture("rules/input/missing-title/fail.csv").unwrap(), @"
      ⚠ warning[input/missing-title]: E8 has no title
       ╭─[fail.csv:9:13]
     9 │ E8,Person 8,,E4
       ·             ▲
       ·             ╰── title
       ╰────
      help: fill in the title of the position

    1 warning in fail.csv (10 people, 4 layers)
    ");
}

#[test]
fn a_rule_names_its_sources() {
    assert_snapshot!(fixture("rules/pattern/manager/fail.csv").unwrap(), @"
      ⚠ warning[pattern/manager]: E6 (Payroll Manager) reports to E5 (Accounting Manager), no
      │ documented manager of a Manager
       ╭─[fail.csv:7:29]
     6 │ E5,Person 5,Accounting Manager,E4
       ·             ─────────┬────────
       ·                      ╰── the manager's title
     7 │ E6,Person 6,Payroll Manager,E5
       ·                             ─┬
       ·                              ╰── manager_id
       ╰────
      help: conforming managers: a Director; documented, too: a Vice President or above, a Senior
            Manager; in this chart: E4
            sources: U-3 D2-2

    1 warning in fail.csv (16 people, 6 layers)
    ");
}

#[test]
fn a_chart_without_findings_is_one_line() {
    assert_snapshot!(fixture("rules/integrity/cycle/pass.csv").unwrap(), @"fail.csv: no findings (19 people, 6 layers)");
}

#[test]
fn a_line_break_in_a_cell_breaks_no_excerpt() {
    let text = "id,name,title,manager_id\nE1,A,CEO,\n\"E\n2\",B,VP of Finance,E1\n\"E\n2\",C,VP of Engineering,E1\n";
    assert_snapshot!(report("breaks.csv", text).unwrap(), @r#"
      × error[input/duplicate-id]: the id E\n2 is on an earlier record already
       ╭─[breaks.csv:5:1]
     5 │ "E␊2",C,VP of Engineering,E1
       · ──┬──
       ·   ╰── id
       ╰────
       ╭─[breaks.csv:3:1]
     3 │ "E␊2",B,VP of Finance,E1
       · ──┬──
       ·   ╰── first here
       ╰────
      help: give one of the two records an id of its own, or remove it

    1 error in breaks.csv (2 people, 2 layers)
    "#);
}

#[test]
fn nested_json_shows_the_id_that_stands_in_for_the_reference() {
    let text = r#"{
  "id": "E1", "title": "Chief Executive Officer",
  "reports": [
    {
      "id": "E2",
      "title": "Director of Engineering",
      "reports": [
        {
          "id": "E3",
          "title": "VP of Engineering"
        }
      ]
    }
  ]
}"#;
    assert_snapshot!(report("nested.json", text).unwrap(), @r#"
      × error[structure/level-inversion]: E3 (vp) outranks the manager, E2 (director)
       ╭─[nested.json:9:17]
     6 │       "title": "Director of Engineering",
       ·                ────────────┬────────────
       ·                            ╰── the manager's title
     7 │       "reports": [
     8 │         {
     9 │           "id": "E3",
       ·                 ──┬─
       ·                   ╰── id
       ╰────
      help: name a manager of a higher level, or mend the title that is wrong

    1 error in nested.json (3 people, 3 layers)
    "#);
}

#[test]
fn a_file_of_one_line_is_cut_to_windows_around_the_places() {
    let mut text =
        r#"[{"id":"E1","title":"CEO","manager":null},{"id":"E2","title":"QA Engineer","manager":"E1"}"#.to_owned();
    for number in 3..100_000 {
        write!(text, r#",{{"id":"E{number}","title":"Accountant","manager":"E{}"}}"#, number / 8 + 1).unwrap();
    }
    text.push_str(r#",{"id":"E2","title":"Engineer","manager":"E1"}]"#);
    let style = Style { quiet: true, ..STYLE };
    let report = reports(&[("flat.json", text.as_bytes())], &style).unwrap();
    let duplicate = report.split("\n\n").find(|finding| finding.contains("duplicate-id")).unwrap();
    assert_snapshot!(duplicate, @r#"
     × error[input/duplicate-id]: the id E2 is on an earlier record already
      ╭─[flat.json:1:5499996]
    1 │ …9999","title":"Accountant","manager":"E12500"},{"id":"E2","title":"Engineer","manager":"E1"}]
      ·                                                       ──┬─
      ·                                                         ╰── id
      ╰────
      ╭─[flat.json:1:49]
    1 │ …d":"E1","title":"CEO","manager":null},{"id":"E2","title":"QA Engineer","manager":"E1"},{"id":…
      ·                                              ──┬─
      ·                                                ╰── first here
      ╰────
     help: give one of the two records an id of its own, or remove it
    "#);
}

#[test]
fn a_related_record_far_away_is_shown_without_what_lies_between() {
    let mut text = "id,name,title,manager_id\nE1,A,CEO,\nE2,B,QA Engineer,E1\n".to_owned();
    for number in 3..10_000 {
        writeln!(text, "E{number},C,Accountant,E{}", number / 8 + 1).unwrap();
    }
    text.push_str("E2,D,Engineer,E1\n");
    let report = report("far.csv", text).unwrap();
    let duplicate = report.split("\n\n").find(|finding| finding.contains("duplicate-id")).unwrap();
    assert_snapshot!(duplicate, @"
     × error[input/duplicate-id]: the id E2 is on an earlier record already
          ╭─[far.csv:10001:1]
    10001 │ E2,D,Engineer,E1
          · ─┬
          ·  ╰── id
          ╰────
      ╭─[far.csv:3:1]
    3 │ E2,B,QA Engineer,E1
      · ─┬
      ·  ╰── first here
      ╰────
     help: give one of the two records an id of its own, or remove it
    ");
}

#[test]
fn a_long_line_leaves_room_for_the_label_in_a_narrow_terminal() {
    let text = "id,name,title,manager_id\nE1,A,CEO,\n\
        E2,Maximiliane-Alexandra von und zu Mustermann-Beispiel,Senior Software Engineer,E77\n";
    let style = Style { width: 60, ..STYLE };
    let report = reports(&[("long.csv", text.as_bytes())], &style).unwrap();
    assert!(report.lines().all(|line| line.chars().count() <= 60));
    assert_snapshot!(report, @"
      × error[integrity/unknown-manager]: E2 reports to E77,
      │ who is not in the chart
       ╭─[long.csv:3:82]
     3 │ …mann-Beispiel,Senior Software Engineer,E77
       ·                                         ─┬─
       ·                                          ╰── manager_id
       ╰────
      help: add the manager to the chart, or name another one

    1 error in long.csv (2 people, 1 layer)
    ");
}

#[test]
fn several_charts_are_closed_by_one_line_and_what_is_hidden_is_counted() {
    let text = "id,title,manager\nE1,CEO,\nE2,QA Engineer,E7\nE3,QA Engineer,E8\n";
    let style = Style { max_findings: Some(1), ..STYLE };
    let inputs: [(&str, &[u8]); 2] = [("one.csv", text.as_bytes()), ("two.csv", text.as_bytes())];
    assert_snapshot!(reports(&inputs, &style).unwrap(), @"
      × error[integrity/unknown-manager]: E2 reports to E7, who is not in the chart
       ╭─[one.csv:3:16]
     3 │ E2,QA Engineer,E7
       ·                ─┬
       ·                 ╰── manager
       ╰────
      help: add the manager to the chart, or name another one

    3 more findings are not shown (--max-findings 1)
    4 errors in 2 charts (6 people)
    ");
    let style = Style { quiet: true, max_findings: Some(0), ..STYLE };
    assert_snapshot!(reports(&inputs, &style).unwrap(), @"4 more findings are not shown (--max-findings 0)");
}

#[test]
fn colour_is_in_the_report_only_where_it_is_asked_for() {
    let text: &[u8] = b"id,title,manager\nE1,CEO,\nE2,QA Engineer,E7\n";
    let coloured = reports(&[("one.csv", text)], &Style { color: true, ..STYLE }).unwrap();
    let plain = reports(&[("one.csv", text)], &STYLE).unwrap();
    assert!(!plain.contains('\x1b'));
    let mut rest = coloured.as_str();
    let mut stripped = String::new();
    while let Some((before, after)) = rest.split_once("\x1b[") {
        stripped.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    assert_eq!(stripped + rest, plain);
}

#[test]
fn an_error_says_what_where_and_how_to_mend_it() {
    let text = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/bad/not-utf8.csv")).unwrap();
    let fault = Source::new("bad\x1b.csv", text).unwrap_err();
    assert_snapshot!(pretty::error(&orglint::error::Error::not_text("bad\x1b.csv", fault), &STYLE), @r"
    × error: bad\u{1b}.csv:7:8: the byte 0xf6 is not valid UTF-8
    help: save the file as UTF-8 (in Excel: 'CSV UTF-8'), or name its encoding with --encoding
    ");
}

#[test]
fn hostile_cells_are_shown_for_what_they_are() {
    let text = "id,name,title,manager_id\nE1,A,CEO,\nE\x1b[31m2,\u{202e}B\u{202c},VP of Finance,\u{2066}E9\nE3,\x1b]0;x\x07,QA Engineer,E1\u{200b}0\n";
    assert_snapshot!(report("hostile.csv", text).unwrap(), @r"
      × error[integrity/unknown-manager]: E\u{1b}[31m2 reports to \u{2066}E9, who is not in the chart
       ╭─[hostile.csv:3:27]
     3 │ E␛[31m2,·B·,VP of Finance,·E9
       ·                           ─┬─
       ·                            ╰── manager_id
       ╰────
      help: add the manager to the chart, or name another one

      × error[integrity/unknown-manager]: E3 reports to E1\u{200b}0, who is not in the chart
       ╭─[hostile.csv:4:23]
     4 │ E3,␛]0;x␇,QA Engineer,E1·0
       ·                       ──┬─
       ·                         ╰── manager_id
       ╰────
      help: add the manager to the chart, or name another one

    2 errors in hostile.csv (3 people, 1 layer)
    ");
}

/// 2,000 findings in 20 MB, half of them pointing at a record that is megabytes away.
#[test]
fn what_is_written_for_a_finding_does_not_grow_with_the_file() {
    let mut text = "id,name,title,manager_id\nE1,A,CEO,\n".to_owned();
    let padding = "x".repeat(1000);
    for number in 2..20_000 {
        // Faults only among those to whom nobody reports, so that no fault makes others.
        let is_leaf = number > 2_500;
        let title = if is_leaf && number % 18 == 0 { "" } else { "Wizard" };
        let id = if is_leaf && number % 18 == 9 { number / 2 } else { number };
        writeln!(text, "E{id},{padding},{title},E{}", number / 8 + 1).unwrap();
    }
    let style = Style { quiet: true, ..STYLE };
    let report = reports(&[("large.csv", text.as_bytes())], &style).unwrap();
    let findings: Vec<&str> = report.split_terminator("\n\n").collect();
    assert!(text.len() > 20_000_000 && (1_900..2_000).contains(&findings.len()), "{} {}", text.len(), findings.len());
    assert!(findings.iter().all(|finding| finding.len() < 2000));
}

/// Whether a terminal would only show it.
fn is_harmless(text: &str) -> bool {
    let overrides = ['\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}', '\u{200b}'..='\u{200f}'];
    text.chars().all(|character| {
        character == '\n' || !character.is_control() && !overrides.iter().any(|range| range.contains(&character))
    })
}

/// Text with more than its share of what is dangerous.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\x01-\\x20\\x7f-\\xa0\\u{200b}-\\u{202e}\\u{2066}-\\u{2069}a-c\",]{1,9}",
        Just("\x1b[2J\u{202e}E1\n\r\x07".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn nothing_in_a_chart_reaches_the_terminal_unseen(
        cells in prop::collection::vec((hostile(), hostile(), hostile(), hostile()), 1..8),
        name in hostile(),
    ) {
        let mut text = "id,name,title,manager_id\n".to_owned();
        for (id, person, title, manager) in &cells {
            let quoted = [id, person, title, manager].map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            // A second record of every id, so that there is something to report.
            writeln!(text, "{0}\n{0},x\n{1},other,{2},{3}", quoted.join(","), quoted[0], quoted[2], quoted[3]).unwrap();
        }
        let name = format!("{name}.csv");
        let text = text.replace('\0', "");
        match reports(&[(&name, text.as_bytes())], &STYLE) {
            Ok(report) => prop_assert!(is_harmless(&report), "{report:?}"),
            Err(fault) => {
                let fault = fault.downcast::<orglint::error::Error>().unwrap();
                let text = pretty::error(&fault, &STYLE);
                prop_assert!(is_harmless(&text), "{text:?}");
            }
        }
    }
}
