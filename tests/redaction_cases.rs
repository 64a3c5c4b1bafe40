//! Cell by cell, what is shown of a chart whose people are kept out of reports.

use jiff::civil::date;
use orglint::chart::{Chart, REDACTED};
use orglint::error::Error;
use orglint::finding::Record;
use orglint::input::{self, Field, Options};
use orglint::source::{Raw, Span};

fn redacted_from(name: &str, text: String) -> Result<Chart, Error> {
    let roster = input::load(Raw::new(name, text.into_bytes()), &Options::default())?;
    Ok(Chart::new(roster, date(2026, 6, 30)).redacted())
}

fn redacted(header: &str, rows: &[&str]) -> Result<Chart, Error> {
    redacted_from("x.csv", format!("{header}\n{}\n", rows.join("\n")))
}

/// What the chart calls each of its records.
fn ids(chart: &Chart) -> Vec<String> {
    chart.roster().records().map(|record| chart.id(record).into_owned()).collect()
}

#[test]
fn ids_are_shown_where_they_tell_of_nobody() -> Result<(), Error> {
    let header = "id,name,email,title,manager";
    let plain = redacted(header, &["E1,Ann Ark,ann@x.org,CEO,", "E2,Bo E2b,bo@x.org,CFO,E1", ",,,COO,E1"])?;
    assert!(plain.is_redacted() && !plain.hides_ids());
    assert_eq!(ids(&plain), ["E1", "E2", ""]);
    assert_eq!(plain.name(Record(0)), "");
    for (row, why) in [
        ("ark,Ann Ark,,CEO,", "a word of the name"),
        ("Ann Ark,Ann Ark,,CEO,", "the name"),
        ("AARK,Ann Ark,aark@x.org,CEO,", "what stands before the @"),
    ] {
        let chart = redacted(header, &["E1,Bo Bee,bo@x.org,COO,", row])?;
        assert!(chart.hides_ids(), "{why}");
        assert_eq!(ids(&chart), ["row 2", "row 3"], "{why}");
    }
    Ok(())
}

#[test]
fn ids_from_a_column_of_people_are_not_shown() -> Result<(), Error> {
    for header in ["name,title,reports to", "email,title,manager email"] {
        let chart = redacted(header, &["a1@x.org,CEO,", "b2@x.org,CFO,a1@x.org"])?;
        assert!(chart.hides_ids(), "{header}");
        assert_eq!(ids(&chart), ["row 2", "row 3"], "{header}");
        assert_eq!(chart.quoted(Record(1), Field::Manager), REDACTED, "{header}");
        assert_eq!(chart.quoted(Record(0), Field::Manager), "", "nothing is no secret");
    }
    Ok(())
}

#[test]
fn of_single_ids_those_are_not_shown_that_read_like_people() -> Result<(), Error> {
    let rows = ["E1,CEO,", "HQ,CFO,E1", "Unit 7,COO,E1", "Ann Ark,CTO,E1", "a7@x.org,CMO,E1", "a@x,CIO,E1"];
    let chart = redacted("id,title,manager", &rows)?;
    assert!(!chart.hides_ids());
    assert_eq!(ids(&chart), ["E1", "HQ", "Unit 7", "row 5", "row 6", "row 7"]);
    Ok(())
}

#[test]
fn references_are_shown_that_read_as_ids_and_as_nothing_else() -> Result<(), Error> {
    let chart = redacted("id,title,department,manager,base pay,hobby", &["E1,CEO,Board,,100,chess"])?;
    let shown = |text: &'static str| chart.told(Field::Manager, text) == text;
    for reference in ["E1", "007", "E-17.b", ""] {
        assert!(shown(reference), "{reference}");
    }
    for reference in ["Ann", "Ann 2", "a2@x.org", "Ark,A2", "cn=a2", "Ann(E1", "E1\t"] {
        assert!(!shown(reference), "{reference}");
    }
    let quoted = |field| chart.quoted(Record(0), field).into_owned();
    let cells = [Field::Id, Field::Title, Field::Department, Field::Manager, Field::BasePay].map(quoted);
    assert_eq!(cells, ["E1", "CEO", "Board", "", REDACTED]);
    let columns = ["E1", "CEO", "Board", " ", "100", "chess"];
    let shown: Vec<bool> = (0..).zip(columns).map(|(column, text)| chart.may_show_column(column, text)).collect();
    assert_eq!(shown, [true, true, true, true, false, false]);
    Ok(())
}

/// The text of the file as it is shown of a redacted chart, each part that is hidden as one `#`.
fn shown(chart: &Chart, lines: Span) -> String {
    let source = chart.source();
    let mut shown = String::new();
    let mut next = lines.start;
    for Span { start, end } in chart.hidden(source, lines) {
        assert!(next <= start && start < end && end <= lines.end, "in order, and none within another");
        shown += source.text(Span { start: next, end: start });
        shown.push('#');
        next = end;
    }
    shown + source.text(Span { start: next, end: lines.end })
}

fn all(text: &str) -> Span {
    Span { start: 0, end: text.len() as u32 }
}

#[test]
fn cells_about_people_are_hidden_in_the_text_of_a_table() -> Result<(), Error> {
    let text = "id,name,title,manager\nE1,Ann Ark,CEO,\nE2,Bo Bee,CFO,E1\nE3,Cy Cee,COO,Ann Ark\n";
    let chart = redacted_from("x.csv", text.to_owned())?;
    assert_eq!(shown(&chart, all(text)), "id,name,title,manager\nE1,#,CEO,\nE2,#,CFO,E1\nE3,#,COO,#\n");
    let line = Span { start: 38, end: 54 };
    assert_eq!(shown(&chart, line), "E2,#,CFO,E1\n".trim_end());
    Ok(())
}

#[test]
fn of_nested_values_all_is_hidden_that_is_not_known() -> Result<(), Error> {
    let text = r#"[{"id":"E1","name":"Ann","title":"CEO"},{"pay":7,"id":"E2","title":"CFO","manager":"E1"}]"#;
    let chart = redacted_from("x.json", text.to_owned())?;
    assert_eq!(shown(&chart, all(text)), r##"#"E1"#"CEO"#"E2"#"CFO"#"E1"#"##);
    Ok(())
}

#[test]
fn all_is_shown_of_a_chart_that_is_not_redacted() -> Result<(), Error> {
    let text = "id,name,title,manager\nann@x.org,Ann Ark,CEO,\n";
    let roster = input::load(Raw::new("x.csv", text.as_bytes().to_vec()), &Options::default())?;
    let chart = Chart::new(roster, date(2026, 6, 30));
    assert_eq!((shown(&chart, all(text)), ids(&chart)), (text.to_owned(), vec!["ann@x.org".to_owned()]));
    assert!(chart.may_show_column(1, "Ann Ark") && chart.told(Field::BasePay, "7") == "7");
    Ok(())
}
