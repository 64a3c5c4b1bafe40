//! Cells of `.ods` workbooks.

use super::books::{ods, row, table};
use super::{best, text};

#[test]
fn every_type_of_cell_reads_as_it_is_shown() {
    let cells = [
        r#"<table:table-cell office:value-type="float" office:value="1042"><text:p>1,042.00</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="date" office:date-value="2026-03-31T00:00:00"/>"#,
        r#"<table:table-cell office:value-type="date" office:date-value="2026-03-31T10:00:00"/>"#,
        r#"<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"/>"#,
        r#"<table:table-cell office:value-type="boolean" office:boolean-value="true"/>"#,
        r#"<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b &lt;<text:span>c
            d</text:span></text:p><text:p>e</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation>
            <text:p>00042</text:p></table:table-cell>"#,
        r#"<table:table-cell table:number-columns-repeated="2" office:value-type="string" office:string-value="r"/>"#,
        r#"<table:covered-table-cell/>"#,
    ];
    let rows: String = cells.iter().map(|cell| format!("<table:table-row>{cell}</table:table-row>")).collect();
    let book = ods(&table("People", "ta1", &(row(&["id", "manager"]) + &rows)));
    assert_eq!(
        text(&book),
        "id,manager\n1042,\n2026-03-31,\n2026-03-31T10:00:00,\n36:00:00,\nTRUE,\n#REF!,\n\
         \"a  b <c d\ne\",\n00042,\nr,r\n"
    );
}

#[test]
fn rows_are_counted_with_what_they_stand_for() {
    let rows = r#"<table:table-row-group><table:table-header-rows>"#.to_owned()
        + &row(&["id", "manager"])
        + r#"</table:table-header-rows>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        </table:table-row-group>
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="7"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>"#;
    let sheet = best(&ods(&table("People", "ta1", &rows))).unwrap();
    assert_eq!(String::from_utf8(sheet.text).unwrap(), "id,manager\n7,\n7,\n");
    assert_eq!(sheet.rows, [(0, 1), (11, 5), (14, 6)]);
}

#[test]
fn tables_that_are_hidden_or_kept_from_elsewhere() {
    let people = row(&["id", "manager"]) + &row(&["1", ""]);
    let old = row(&["id", "manager", "title", "name"]);
    let tables = format!(
        "<table:tracked-changes>{}</table:tracked-changes>{}{}",
        table("Gone", "ta1", &old),
        table("Old", "ta2", &old),
        table("People", "ta1", &people)
    );
    let sheet = best(&ods(&tables)).unwrap();
    assert_eq!((sheet.name.as_str(), &sheet.text[..]), ("People", &b"id,manager\n1,\n"[..]));
}
