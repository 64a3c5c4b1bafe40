//! Several tables are one chart: each position in it, whoever holds it, and every finding at its place in its own file.

use jiff::civil::date;
use orglint::chart::{Chart, Presence};
use orglint::check::{Outcome as Checked, Rulebook, check};
use orglint::error::Error;
use orglint::finding::Record;
use orglint::input::{self, Field, Filter, Options};
use orglint::policy::Policy;
use orglint::report::{json, pretty, short};
use orglint::source::Raw;
use orglint::title::Reader;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn merged_with(files: &[(&str, &str)], options: &Options) -> Result<Chart, Error> {
    let raws = files.iter().map(|(name, text)| Raw::new(*name, text.as_bytes())).collect();
    Ok(Chart::new(input::load_merged(raws, options)?, date(2026, 6, 30)))
}

fn merged(files: &[(&str, &str)]) -> Result<Chart, Error> {
    merged_with(files, &Options::default())
}

fn find(chart: &Chart, id: &str) -> Record {
    chart.positions().find(|position| chart.id(*position) == id).unwrap_or(Record(u32::MAX))
}

/// Each position with its manager's id and the name of who holds it.
fn told(chart: &Chart) -> String {
    let one = |position| {
        let manager = chart.manager(position).map(|manager| chart.id(manager).into_owned()).unwrap_or_default();
        format!("{}:{manager}:{}", chart.id(position), chart.name(position))
    };
    chart.positions().map(one).collect::<Vec<_>>().join(" ")
}

const POSITIONS: &str =
    "Position ID,Manager Position ID,Job Title\nP1,,CEO\nP2,P1,VP of Sales\nP3,P1,CFO\nP4,P9,Accountant\n";

#[test]
fn persons_are_put_on_their_positions() -> Outcome {
    let persons =
        "Employee ID,Full Name,Work Email,Position ID\n7,Ann,ann@x.com,P1\n8,Bo,bo@x.com,P2\n9,Cy,cy@x.com,P4\n";
    let chart = merged(&[("positions.csv", POSITIONS), ("persons.csv", persons)])?;
    assert_eq!(told(&chart), "P1::Ann P2:P1:Bo P3:P1: P4::Cy");
    assert_eq!(chart.presence(find(&chart, "P3")), Presence::Vacant);
    assert_eq!(chart.roster().text(find(&chart, "P2"), Field::Email), "bo@x.com");
    // The order of the files says nothing, nor does their format.
    let other = merged(&[("persons.csv", persons), ("positions.csv", POSITIONS)])?;
    assert_eq!(told(&chart), told(&other));
    let persons = r#"[{"employee_id": 7, "name": "Ann", "position": {"id": "P1"}}, {"employee_id": 8, "name": "Bo", "position": {"id": "P2"}}]"#;
    let nested = merged(&[("positions.csv", POSITIONS), ("persons.json", persons)])?;
    assert_eq!(told(&nested), "P1::Ann P2:P1:Bo P3:P1: P4::");
    Ok(())
}

#[test]
fn positions_can_name_their_persons() -> Outcome {
    let positions =
        "Position ID,Employee ID,Reports To,Title\nP1,7,,CEO\nP2,8,P1,CFO\nP3,,P1,COO\nP4,7,P1,VP of Product\n";
    let persons = "Employee ID,Name\n8,Bo\n7,Ann\n";
    let chart = merged(&[("positions.csv", positions), ("persons.csv", persons)])?;
    assert_eq!(told(&chart), "P1::Ann P2:P1:Bo P3:P1: P4:P1:Ann");
    Ok(())
}

#[test]
fn several_on_one_position_share_it_and_who_has_none_is_told() -> Outcome {
    let persons = "Employee ID,Name,Position ID\n7,Ann,P1\n8,Bo,P2\n9,Cy,P2\n10,Di,P77\n";
    let chart = merged(&[("positions.csv", POSITIONS), ("persons.csv", persons)])?;
    assert_eq!(chart.positions().count(), 4);
    assert!(chart.duplicates().is_empty(), "{:?}", chart.duplicates());
    assert_eq!(chart.without_id().len(), 1);
    let (source, span) = chart.roster().locate(chart.place(chart.without_id()[0], Field::Name));
    assert_eq!((source.name(), source.text(span)), ("persons.csv", "Di"));
    Ok(())
}

#[test]
fn findings_stand_in_their_own_file() -> Outcome {
    let more = "id;manager;title\n\nX1;P2;Account Executive\nX2;X2;Account Executive\nP3;P1;CFO\n";
    let chart = merged(&[("positions.csv", POSITIONS), ("more.csv", more)])?;
    assert_eq!(chart.source().name(), "positions.csv + more.csv");
    let rulebook = Rulebook::builtin()?;
    let policy = Policy::default();
    let outcome = Checked::new(vec![check(&chart, &rulebook, &policy, &Reader::builtin())]);
    let mut out = Vec::new();
    short::write(&outcome, usize::MAX, &mut out)?;
    let out = String::from_utf8(out)?;
    for expected in [
        "positions.csv:5:4: error[integrity/unknown-manager] P4 reports to P9",
        "more.csv:4:4: error[integrity/self-report] X2",
        "more.csv:5:1: error[input/duplicate-id] the id P3",
    ] {
        assert!(out.contains(expected), "{expected}\n{out}");
    }
    let mut out = Vec::new();
    json::write(&outcome, &mut out)?;
    let json: serde_json::Value = serde_json::from_slice(&out)?;
    let duplicate =
        json["findings"].as_array().into_iter().flatten().find(|finding| finding["rule"] == "input/duplicate-id");
    assert_eq!(duplicate.ok_or("no duplicate")?["location"]["path"], "more.csv");
    // The other record is in the other file, whose place is told below the excerpt.
    let style = pretty::Style { color: false, width: 80, max_findings: None, quiet: false };
    let mut out = Vec::new();
    pretty::write(&outcome, &style, &mut out)?;
    let out = String::from_utf8(out)?;
    assert!(out.contains("[more.csv:5:1]") && out.contains("positions.csv:4:1: first here"), "{out}");
    Ok(())
}

#[test]
fn groups_of_posts_hang_below_positions() -> Outcome {
    let senior =
        "Post Unique Reference,Name,Job Title,Reports to Senior Post\n1,N/D,Chief Executive,XX\n2,N/D,Director,1\n";
    let junior = "Reporting Senior Post,Generic Job Title,Number of Posts in FTE\n2,Adviser,4\n1,Assistant,1.5\n";
    let chart = merged(&[("senior.csv", senior), ("junior.csv", junior)])?;
    assert_eq!(told(&chart), "1::N/D 2:1:N/D row 2:2: row 3:1:");
    let two = merged(&[("senior.csv", senior), ("a.csv", junior), ("b.csv", junior)])?;
    assert!(two.duplicates().is_empty());
    assert_eq!(two.id(find(&two, "row 3 of b.csv")), "row 3 of b.csv");
    Ok(())
}

#[test]
fn conditions_count_for_all_of_it() -> Outcome {
    let persons = "Employee ID,Full Name,Position ID,Status\n7,Ann,P1,Active\n8,Bo,P2,Test\n";
    let filter = Filter::parse("status != 'Test'").map_err(|fault| fault.message)?;
    let options = Options { filter: Some(std::sync::Arc::new(filter)), ..Options::default() };
    let chart = merged_with(&[("positions.csv", POSITIONS), ("persons.csv", persons)], &options)?;
    assert_eq!(told(&chart), "P1::Ann P3:P1: P4::");
    Ok(())
}

#[test]
fn tables_that_do_not_go_together_are_told() {
    let complaint = |files: &[(&str, &str)]| merged(files).map(|chart| told(&chart)).unwrap_err().to_string();
    let strangers = "Employee ID,Name\n70,Ann\n80,Bo\n";
    assert_eq!(
        complaint(&[("positions.csv", POSITIONS), ("persons.csv", strangers)]),
        "persons.csv: no column of this table tells which position a record belongs to"
    );
    assert_eq!(complaint(&[("a.csv", ""), ("b.csv", POSITIONS)]), "a.csv: the file is empty");
    // Of persons alone there is no chart.
    assert_eq!(
        complaint(&[("a.csv", strangers), ("b.csv", strangers)]),
        "a.csv: no column of this table or the others is known to hold the manager's id"
    );
}
