//! Which of several columns is the id, and which the manager, is told by what the references resolve to.

use jiff::civil::date;
use orglint::chart::{Chart, Link, Presence};
use orglint::error::Error;
use orglint::input::{self, Field, Mapping, Options};
use orglint::source::Source;

fn chart_with(text: &str, mapping: Mapping) -> Result<Chart, Error> {
    let source = Source::new("x.csv", text).map_err(|fault| Error::not_text("x.csv", fault))?;
    let roster = input::read(source, &Options { mapping, ..Options::default() })?;
    Ok(Chart::new(roster, date(2026, 6, 30)))
}

fn chart(text: &str) -> Result<Chart, Error> {
    chart_with(text, Mapping::default())
}

/// The columns of the id and the manager, and the links.
fn told(chart: &Chart) -> String {
    let heading = |field| chart.roster().columns().heading(field).unwrap_or("-").to_owned();
    let link = |position| match chart.link(position) {
        Link::Top => "top".to_owned(),
        Link::Itself => "itself".to_owned(),
        Link::Unknown => "unknown".to_owned(),
        Link::Manager(manager) => chart.id(manager).into_owned(),
    };
    let links: Vec<String> = chart.positions().map(|one| format!("{}:{}", chart.id(one), link(one))).collect();
    format!("{} <- {}: {}", heading(Field::Id), heading(Field::Manager), links.join(" "))
}

#[test]
fn ids_are_those_that_managers_are_referred_to_by() -> Result<(), Error> {
    let by_position = "Employee ID,Position ID,Manager Position ID,Title\n7,P1,,CEO\n8,P2,P1,CFO\n9,P3,P1,COO\n";
    assert_eq!(told(&chart(by_position)?), "Position ID <- Manager Position ID: P1:top P2:P1 P3:P1");
    let by_person = "Employee ID,Position ID,Manager ID,Title\n7,P1,,CEO\n8,P2,7,CFO\n9,P3,7,COO\n";
    assert_eq!(told(&chart(by_person)?), "Employee ID <- Manager ID: 7:top 8:7 9:7");
    Ok(())
}

#[test]
fn vacant_positions_have_ids_where_incumbents_have_none() -> Result<(), Error> {
    let text = "Employee ID,Name,Position ID,Manager Employee ID,Manager Position ID,Title\n\
                7,Ann,P1,,,CEO\n,,P2,7,P1,CFO\n9,Cy,P3,7,P1,COO\n10,Di,P4,,P2,Accountant\n";
    let chart = chart(text)?;
    assert_eq!(told(&chart), "Position ID <- Manager Position ID: P1:top P2:P1 P3:P1 P4:P2");
    let vacant: Vec<_> = chart.positions().filter(|one| chart.presence(*one) == Presence::Vacant).collect();
    assert_eq!(vacant.len(), 1);
    // A lost id of a person is a lost id, where positions are not what managers are referred to by.
    let lost = "Employee ID,Position ID,Manager ID,Title\n7,P1,,CEO\n,P2,7,CFO\n9,P3,7,COO\n";
    assert_eq!(told(&self::chart(lost)?), "Employee ID <- Manager ID: 7:top 9:7");
    Ok(())
}

#[test]
fn of_several_columns_of_managers_the_one_counts_that_resolves() -> Result<(), Error> {
    let by_address = "Employee ID,Name,Email,Manager,Manager Email,Title\n7,Ann,a@x.com,,,CEO\n\
                      8,Bo,b@x.com,Doe Ann,a@x.com,CFO\n9,Cy,c@x.com,Doe Ann,a@x.com,COO\n";
    assert_eq!(told(&chart(by_address)?), "Employee ID <- Manager Email: 7:top 8:7 9:7");
    let by_name = "Employee ID,Name,Manager ID,Manager,Title\n7,Ann,,,CEO\n8,Bo,x1,Ann,CFO\n9,Cy,x1,Ann,COO\n";
    assert_eq!(told(&chart(by_name)?), "Employee ID <- Manager: 7:top 8:7 9:7");
    Ok(())
}

#[test]
fn what_is_damaged_is_no_reason_to_look_elsewhere() -> Result<(), Error> {
    // Leading zeros lost throughout; a mistyped id; a position id that happens to be a reference.
    let zeros = "Employee ID,Position ID,Manager ID,Title\n0007,P1,,CEO\n0008,P2,7,CFO\n0009,P3,7,COO\n";
    assert_eq!(told(&chart(zeros)?), "Employee ID <- Manager ID: 0007:top 0008:0007 0009:0007");
    let mistyped = "Employee ID,Position ID,Manager ID,Title\n7,70,,CEO\n8,80,7,CFO\n9,90,70,COO\n10,99,8,X\n";
    assert_eq!(told(&chart(mistyped)?), "Employee ID <- Manager ID: 7:top 8:7 9:unknown 10:8");
    Ok(())
}

#[test]
fn charts_without_ids_go_by_name_or_by_row() -> Result<(), Error> {
    let names = "Name,Title,Reports To\nAnn,CEO,\nBo,CFO,Ann\nCy,COO,Ann\n";
    assert_eq!(told(&chart(names)?), "Name <- Reports To: Ann:top Bo:Ann Cy:Ann");
    let groups = "Reporting Senior Post,Generic Job Title,Number of Posts in FTE\n1,Adviser,4\n2,Officer,1\n";
    assert_eq!(told(&chart(groups)?), "- <- Reporting Senior Post: row 2:unknown row 3:unknown");
    // Names that resolve to nothing are no ids, and the id is asked for.
    let ids_elsewhere = "Nummer,Name,Title,Manager ID\n7,Ann,CEO,\n8,Bo,CFO,7\n9,Cy,COO,7\n";
    let error = chart(ids_elsewhere).err();
    assert_eq!(error.as_ref().map(Error::message), Some("no column is known to hold the id of each position"));
    Ok(())
}

#[test]
fn what_the_user_maps_stays() -> Result<(), Error> {
    let by_position = "Employee ID,Position ID,Manager Position ID,Title\n7,P1,,CEO\n8,P2,P1,CFO\n9,P3,P1,COO\n";
    let mut mapping = Mapping::default();
    mapping.set(Field::Id, "Employee ID");
    let chart = chart_with(by_position, mapping)?;
    assert_eq!(told(&chart), "Employee ID <- Manager Position ID: 7:top 8:7 9:7");
    assert!(chart.referred_by().is_some());
    Ok(())
}
