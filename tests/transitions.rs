//! What the rules about changes find, case by case: each is a chart before and one after.

use orglint::change::{MatchBy, Side};
use orglint::chart::Chart;
use orglint::check::{Comparison, Rulebook, check};
use orglint::input;
use orglint::policy::{Policy, Selection};
use orglint::source::Source;
use orglint::title::Reader;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// A company in which nothing is amiss: id, name, title, manager.
const COMPANY: &str = "\
E1,Ann,Chief Executive Officer,
E2,Bob,Chief Revenue Officer,E1
E3,Cid,VP of Sales Operations,E2
E4,Dee,Director of Sales Operations,E3
E5,Eve,Sales Operations Manager,E4
E6,Fay,Sales Operations Analyst,E5
E7,Guy,Chief Financial Officer,E1
E8,Hal,Accountant,E7
E9,Ida,VP of Sales,E2
E10,Jim,Account Executive,E9
E11,Kay,Account Executive,E9
";

fn chart(rows: &str) -> Outcome<Chart> {
    let text = format!("id,name,title,manager_id\n{rows}");
    let source = Source::new("x.csv", text).map_err(|fault| format!("{fault:?}"))?;
    Ok(Chart::new(input::read(source, &input::Options::default())?, jiff::civil::date(2026, 6, 30)))
}

/// The company with rows replaced, by id; an empty row leaves, and other ids join.
fn after(changes: &[&str]) -> String {
    let id = |row: &str| row.split(',').next().unwrap_or_default().to_owned();
    let mut rows: Vec<String> = COMPANY.lines().map(str::to_owned).collect();
    for change in changes {
        match rows.iter().position(|row| id(row) == id(change)) {
            Some(at) if change.contains(',') => rows[at] = (*change).to_owned(),
            Some(at) => _ = rows.remove(at),
            None => rows.push((*change).to_owned()),
        }
    }
    rows.join("\n") + "\n"
}

/// What is found after these changes.
fn found(changes: &[&str]) -> Outcome<Vec<String>> {
    found_between(COMPANY, &after(changes))
}

/// What is found: the rule, the side, the message.
fn found_between(before: &str, after: &str) -> Outcome<Vec<String>> {
    let (before, after) = (chart(before)?, chart(after)?);
    let (rulebook, reader) = (Rulebook::builtin()?, Reader::builtin());
    let policy = Policy { select: vec![Selection::Category("transition".to_owned())], ..Policy::default() };
    let [before, after] = [&before, &after].map(|chart| check(chart, &rulebook, &policy, &reader));
    assert!(before.findings.is_empty() && after.findings.is_empty(), "of one chart these rules say nothing");
    let comparison = Comparison::new(&before, &after, MatchBy::Id);
    let [now, then] = comparison.introduced();
    let told = [(Side::After, now), (Side::Before, then)].into_iter().flat_map(|(side, part)| {
        part.findings.iter().map(move |one| format!("{side:?} {} {}", one.rule.name(), one.finding.message))
    });
    Ok(told.collect())
}

fn is_quiet(changes: &[&str]) {
    assert_eq!(found(changes).unwrap_or_else(|error| vec![error.to_string()]), [""; 0], "{changes:?}");
}

#[test]
fn a_role_that_nobody_fills_is_found_where_its_holder_is_to_be_seen() -> Outcome {
    let left = "Before transition/unfilled-role E3 (VP of Sales Operations) left, and nobody follows";
    assert_eq!(found(&["E3", "E4,Dee,Director of Sales Operations,E2"])?, [left]);
    let promoted =
        "After transition/unfilled-role E3 (VP of Sales Operations) is Chief Operating Officer now, and nobody follows";
    assert_eq!(found(&["E3,Cid,Chief Operating Officer,E1"])?, [promoted]);
    let chief = "Before transition/unfilled-role E7 (Chief Financial Officer) left, and nobody follows";
    assert_eq!(found(&["E7", "E8,Hal,Accountant,E1"])?, [chief]);
    let vacant =
        "After transition/unfilled-role E7 (Chief Financial Officer) has no incumbent any more, and nobody follows";
    assert_eq!(found(&["E7,Vacant,Chief Financial Officer,E1"])?, [vacant]);
    Ok(())
}

#[test]
fn a_role_is_filled_under_any_spelling_and_at_any_higher_level() {
    is_quiet(&["E3", "E12,Lou,VP Sales Ops,E2", "E4,Dee,Director of Sales Operations,E12"]);
    is_quiet(&["E3", "E12,Lou,\"Vice President, Revenue Operations\",E2", "E4,Dee,Director of Sales Operations,E12"]);
    is_quiet(&["E3,Cid,SVP Sales Operations,E2"]);
    is_quiet(&["E3", "E12,Lou,Head of Revenue Operations,E2", "E4,Dee,Director of Sales Operations,E12"]);
    is_quiet(&["E7", "E12,Lou,CFO,E1", "E8,Hal,Accountant,E12"]);
    is_quiet(&["E7", "E8,Hal,Accountant,E2", "E2,Bob,CRO & CFO,E1"]);
    is_quiet(&["E2", "E12,Lou,Chief Sales Officer,E1", "E3,Cid,VP of Sales Operations,E12", "E9,Ida,VP of Sales,E12"]);
    is_quiet(&["E3,Lou,VP of Sales Operations,E2"]);
}

#[test]
fn a_leader_who_is_new_at_a_lower_level_may_be_meant() {
    // The analyst's promotion is a step of its own, and none that the rule about roles looks at.
    is_quiet(&["E3", "E4", "E5,Eve,Director of Sales Operations,E2"]);
}

#[test]
fn a_head_may_be_of_any_level_and_a_director_who_stays_as_high() -> Outcome {
    let headed = COMPANY.replace("VP of Sales Operations", "Head of Sales Operations");
    let without = headed.replace("E3,Cid,Head of Sales Operations,E2\n", "").replace("Operations,E3", "Operations,E2");
    assert_eq!(found_between(&headed, &without)?, [""; 0]);
    Ok(())
}

#[test]
fn roles_elsewhere_and_without_people_may_go() {
    is_quiet(&["E9", "E10,Jim,Account Executive,E2", "E11,Kay,Account Executive,E2"]);
    is_quiet(&["E6"]);
    is_quiet(&["E10", "E11"]);
}

#[test]
fn whoever_left_with_the_team_leaves_nobody_behind() -> Outcome {
    let stranded = "After transition/stranded-reports 2 people still report to E9 (VP of Sales), who left: E10 and E11";
    assert_eq!(found(&["E9"])?, [stranded]);
    is_quiet(&["E9", "E10", "E11"]);
    // Who comes and is put under somebody who is gone is left behind as well.
    let one = "After transition/stranded-reports 1 person still reports to E9 (VP of Sales), who left: E12";
    assert_eq!(found(&["E9", "E10", "E11", "E12,Lou,Account Executive,E9"])?, [one]);
    Ok(())
}

#[test]
fn steps_are_judged_where_the_documents_name_some() -> Outcome {
    let step = |is: &str| {
        format!(
            "After transition/undocumented-step E4 goes from Director of Sales Operations to {is}, a step that no document names"
        )
    };
    for undocumented in ["Director of Finance", "VP of Marketing", "Chief Marketing Officer"] {
        let changes = [
            &*format!("E4,Dee,{undocumented},E1"),
            "E5,Eve,Director of Sales Operations,E3",
            "E6,Fay,Sales Operations Manager,E5",
        ];
        let found = found(&changes)?;
        assert!(found.contains(&step(undocumented)), "{undocumented}: {found:?}");
    }
    let succeeded = ["E5,Eve,Director of Sales Operations,E3", "E6,Fay,Sales Operations Analyst,E5"];
    for documented in
        ["VP of Sales", "VP of Sales Operations", "Head of Revenue Operations", "Senior Director of Sales Operations"]
    {
        let change = format!("E4,Dee,{documented},E2");
        is_quiet(&[&change, succeeded[0], succeeded[1]]);
    }
    // Down, or somebody else in the same post.
    is_quiet(&["E4,Dee,Accountant,E7", succeeded[0], succeeded[1]]);
    is_quiet(&["E4,Lou,VP of Marketing,E1", succeeded[0], succeeded[1]]);
    Ok(())
}
