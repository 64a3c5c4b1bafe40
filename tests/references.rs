//! References that match no id as they stand: whom they are linked to, what is told of it, and what is near them.

use jiff::civil::date;
use orglint::chart::{Chart, Damage, Link, Near};
use orglint::error::Error;
use orglint::finding::Record;
use orglint::input::{self, Options};
use orglint::source::Source;

fn chart(header: &str, rows: &[&str]) -> Result<Chart, Error> {
    let text = format!("{header}\n{}\n", rows.join("\n"));
    let source = Source::new("x.csv", text).map_err(|fault| Error::not_text("x.csv", fault))?;
    Ok(Chart::new(input::read(source, &Options::default())?, date(2026, 6, 30)))
}

/// Whom each position reports to, as its place in the chart, counted from 0.
fn links(chart: &Chart) -> String {
    let told = |position| match chart.link(position) {
        Link::Top => "top".to_owned(),
        Link::Itself => "itself".to_owned(),
        Link::Unknown => "unknown".to_owned(),
        Link::Manager(manager) => manager.index().to_string(),
    };
    chart.positions().map(told).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_spreadsheets_do_to_an_id_is_taken_back() -> Result<(), Error> {
    let rows =
        ["0007,CEO,", "e12,CFO,7", "9,COO,007.0", "10,CTO,E12", "11,Clerk,12.0", "12.5,Clerk,.0", "13,Clerk,12.50"];
    let chart = chart("id,title,manager", &rows)?;
    assert_eq!(links(&chart), "top 0 0 1 unknown unknown unknown");
    let damages =
        [(1, Damage::Zeros), (2, Damage::Decimal), (3, Damage::Case)].map(|(at, damage)| (Record(at), damage));
    assert_eq!(chart.untidy(), damages);
    Ok(())
}

#[test]
fn what_two_ids_can_mean_is_linked_to_neither() -> Result<(), Error> {
    let chart = chart("id,title,manager", &["07,CEO,", "007,CFO,07", "8,COO,7", "9,CTO,0007", "10,CIO, 007 "])?;
    assert_eq!(links(&chart), "top 0 unknown unknown 1");
    Ok(())
}

#[test]
fn a_cell_may_list_several_managers() -> Result<(), Error> {
    let rows = [
        "12,CEO,",
        "13,CFO,12",
        "14,COO,\"[12, \"\"13\"\"]\"",
        "15,CTO,12;13",
        "16,CIO,12|12",
        "17,CMO,\"[\"\"12\"\"]\"",
        "18,CPO,12;99",
        "19,CXO,[true]",
        "20,CRO,[]",
    ];
    let chart = chart("id,title,manager", &rows)?;
    assert_eq!(links(&chart), "top 0 0 0 0 0 unknown unknown unknown");
    let both = vec![Record(0), Record(1)];
    assert_eq!(chart.several_managers(), [(Record(2), both.clone()), (Record(3), both)]);
    Ok(())
}

#[test]
fn whoever_is_moved_is_no_longer_told_of_by_the_old_reference() -> Result<(), Error> {
    let rows = ["7,CEO,", "8,CFO,07", "9,COO,007", "10,CTO,7;8", "11,CMO,8;7"];
    let mut chart = chart("id,title,manager", &rows)?;
    assert_eq!((chart.untidy().len(), chart.several_managers().len(), chart.leading().len()), (2, 2, 2));
    chart.relink(&[(Record(1), None), (Record(3), Some(Record(2))), (Record(4), Some(Record(3)))]);
    assert_eq!(links(&chart), "top top 0 2 3");
    assert_eq!(chart.untidy(), [(Record(2), Damage::Zeros)]);
    assert_eq!(chart.several_managers(), []);
    assert_eq!(chart.leading(), [Record(0), Record(2), Record(3)]);

    let by_name = ["1,Ann,CEO,", "2,Bo,CFO,Ann", "3,Bo,COO,Ann", "4,Cy,Clerk,Bo", "5,Di,Clerk,Bo"];
    let mut chart = self::chart("id,name,title,manager", &by_name)?;
    assert_eq!(chart.shared_references(), [(Record(3), 2), (Record(4), 2)]);
    chart.relink(&[(Record(3), Some(Record(1)))]);
    assert_eq!(chart.shared_references(), [(Record(4), 2)]);
    Ok(())
}

#[test]
fn who_leads_counts_and_has_reports_who_count() -> Result<(), Error> {
    let rows = ["1,CEO,,", "2,CFO,1,left", "3,COO,1,", "4,CTO,3,left", "5,Clerk,2,", "6,CMO,1,", "7,Clerk,6,"];
    let chart = chart("id,title,manager,status", &rows)?;
    assert_eq!(chart.teams(), [Record(0), Record(2), Record(1), Record(5)]);
    assert_eq!(chart.leading(), [Record(0), Record(5)], "who has left does not lead, and is not led");
    Ok(())
}

#[test]
fn lost_references_are_names_where_no_more_are_ids() -> Result<(), Error> {
    let two_of_four = ["1,Ann,CEO,", "2,Bo,CFO,1", "3,Cy,COO,1", "4,Di,Clerk,Bo", "5,Ed,Clerk,Cy"];
    assert_eq!(links(&chart("id,name,title,manager", &two_of_four)?), "top 0 0 1 2");
    let two_of_five = [&two_of_four[..], &["6,Fi,Clerk,1"]].concat();
    assert_eq!(links(&chart("id,name,title,manager", &two_of_five)?), "top 0 0 unknown unknown 0");
    // Another column has to tell more of them than the ids do.
    let keys = ["1,a,CEO,", "2,b,CFO,1", "3,c,COO,a"];
    assert_eq!(links(&chart("id,key,title,manager", &keys)?), "top 0 unknown");
    let mostly = [&keys[..], &["4,d,Clerk,b"]].concat();
    assert_eq!(links(&chart("id,key,title,manager", &mostly)?), "top 0 0 1");
    Ok(())
}

#[test]
fn of_what_stands_side_by_side_all_that_means_somebody_has_to_agree() -> Result<(), Error> {
    let rows = [
        "E1,Ann Doe,CEO,",
        "E2,Bo Doe,CFO,Ann Doe (E1)",
        "E3,Cy Doe,COO,Ann Doe (Ann Doe)",
        "E4,Bo Doe,Clerk,\"Doe, Ann (E9)\"",
        "E5,Di Doe,Clerk,Ann Doe - Cy Doe",
        // One of several means the one that is named beside them.
        "E6,Ed Doe,Clerk,Bo Doe (Cy Doe)",
        "E7,Fi Doe,Clerk,Bo Doe",
    ];
    let by_name = chart("id,name,title,manager", &rows)?;
    assert_eq!(links(&by_name), "top 0 0 0 unknown 2 unknown");
    assert_eq!(by_name.shared_references(), [(Record(4), 2), (Record(6), 2)]);
    let by_id = ["E1,CEO,", "E2,CFO,Ann Doe (E1)", "E3,COO,E1 - E1", "E4,Clerk,E2 (E3)"];
    assert_eq!(links(&chart("id,title,manager", &by_id)?), "top 0 0 unknown");
    Ok(())
}

#[test]
fn a_long_reference_may_be_two_slips_away_and_a_short_one_one() -> Result<(), Error> {
    let near = |id: &str, reference: &str| -> Result<Vec<(usize, Record)>, Error> {
        let chart = chart("id,title,manager", &[&format!("{id},CEO,")])?;
        Ok(Near::new(&chart, [reference].into_iter(), 10).to(reference, 1))
    };
    let distance = |distance: usize| vec![(distance, Record(0))];
    assert_eq!(near("ABCDEF", "ABCDEX")?, distance(1));
    assert_eq!(near("ABCDEF", "ABCDXX")?, []);
    assert_eq!(near("ABCDEFG", "ABCDEXX")?, distance(2));
    assert_eq!(near("ABCDEFG", "ABCDXXX")?, []);
    assert_eq!(near("ABC", "ABD")?, distance(1));
    assert_eq!(near("AB", "AC")?, [], "nearly everything is near to so little");
    // Two characters of four bytes each are two slips.
    assert_eq!(near("ABCDEFG", "ABCDEFG😀😀")?, distance(2));
    assert_eq!(near("ABCDEF😀", "ABCDEF")?, distance(1));
    Ok(())
}
