//! What a chief's initials stand for, where the chart tells.

use orglint::chart::Chart;
use orglint::facts::{Evidence, Facts, Organisation, Origin};
use orglint::finding::Record;
use orglint::input::{self, Options};
use orglint::source::Source;
use orglint::title::{Function, Reader};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// For the position in the first row: what its title is read as, and why.
fn first(rows: &str) -> Outcome<(Vec<Function>, Origin)> {
    let text = format!("id,title,manager\n{rows}");
    let source = Source::new("chart.csv", text.into_bytes()).map_err(|fault| format!("{fault:?}"))?;
    let chart = Chart::new(input::read(source, &Options::default())?, jiff::civil::date(2026, 6, 30));
    let organisation = Organisation::default();
    let facts = Facts::new(&chart, &organisation, &Reader::builtin());
    Ok((facts.role(Record(0)).functions.iter().collect(), facts.origin(Record(0))))
}

/// The office and the evidence, where the chart told.
fn told(rows: &str) -> Outcome<Option<(&'static str, Evidence)>> {
    Ok(match first(rows)?.1 {
        Origin::Chart(office, evidence) => Some((office.title, evidence)),
        _ => None,
    })
}

#[test]
fn direct_reports_tell() -> Outcome {
    let bank = "C,CRO,X\nR,Head of Credit Risk,C\nM,Compliance Manager,C\nX,CEO,\nV,VP Sales,X\n";
    assert_eq!(told(bank)?, Some(("chief risk officer", Evidence::Reports(2))));
    assert_eq!(first(bank)?.0, [Function::RiskCompliance]);
    let sellers = "C,CRO,X\nV,VP Sales,C\nX,CEO,\nR,Risk Manager,X\n";
    assert_eq!(told(sellers)?, Some(("chief revenue officer", Evidence::Reports(1))));
    let people = "C,CPO,X\nR,Head of Recruiting,C\nX,CEO,\nP,VP Product,X\n";
    assert_eq!(first(people)?.0, [Function::Hr]);
    let security = "C,CSO,X\nS,Security Analyst,C\nX,CEO,\n";
    assert_eq!(told(security)?, Some(("chief security officer", Evidence::Reports(1))));
    Ok(())
}

#[test]
fn then_everybody_below() -> Outcome {
    let sellers_below = "C,CRO,X\nD,Director,C\nA,Account Executive,D\nB,Account Executive,D\nX,CEO,\n";
    assert_eq!(told(sellers_below)?, Some(("chief revenue officer", Evidence::Below(2))));
    Ok(())
}

#[test]
fn then_who_holds_the_other_office() -> Outcome {
    assert_eq!(told("C,CRO,X\nV,Chief Revenue Officer,X\nX,CEO,\n")?, Some(("chief risk officer", Evidence::Others)));
    Ok(())
}

#[test]
fn then_the_functions_of_the_chart() -> Outcome {
    let bank = "C,CRO,X\nX,CEO,\nR,Risk Analyst,X\nS,Risk Analyst,X\n";
    assert_eq!(told(bank)?, Some(("chief risk officer", Evidence::Chart(2))));
    Ok(())
}

#[test]
fn what_points_both_ways_or_nowhere_tells_nothing() -> Outcome {
    assert_eq!(told("C,CRO,X\nX,CEO,\n")?, None);
    assert_eq!(told("C,CRO,X\nX,CEO,\nV,VP Sales,C\nR,Risk Manager,C\n")?, None);
    assert_eq!(first("C,CRO,X\nX,CEO,\n")?.0, [Function::Sales], "the usual reading");
    assert_eq!(told("C,Chief Revenue Officer,X\nR,Risk Manager,C\nX,CEO,\n")?, None, "spelled out");
    Ok(())
}

#[test]
fn chiefs_in_a_row_each_have_their_own_people() -> Outcome {
    let text = "C,CRO,X\nD,CRO,C\nE,Director,D\nR,Risk Manager,E\nF,Director,C\nV,VP Sales,F\nX,CEO,\n";
    assert_eq!(told(text)?, Some(("chief revenue officer", Evidence::Below(1))));
    Ok(())
}

#[test]
fn a_chart_full_of_initials_is_read_in_time() -> Outcome {
    let mut rows = String::from("P0,CRO,\n");
    (1..50_000).for_each(|number| rows.push_str(&format!("P{number},CRO,P{}\n", number - 1)));
    assert_eq!(told(&rows)?, None);
    Ok(())
}
