//! Cases of single rules that are too small for a chart in a file of its own.

use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::finding::Severity;
use orglint::input::{self, Options};
use orglint::policy::{Policy, Selection};
use orglint::source::Source;
use orglint::title::Reader;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The lines and messages of what one rule finds in a chart.
fn found(rule: &str, chart: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let source = Source::new("chart.csv", chart.as_bytes().to_vec()).map_err(|fault| format!("{fault:?}"))?;
    let chart = Chart::new(input::read(source, &Options::default())?, jiff::civil::date(2026, 6, 30));
    let severities = vec![(Selection::Rule(rule.to_owned()), Some(Severity::Info))];
    let policy = Policy { select: vec![Selection::Rule(rule.to_owned())], severities, ..Policy::default() };
    let rulebook = Rulebook::builtin()?;
    let report = check(&chart, &rulebook, &policy, &Reader::builtin());
    let line = |at: u32| chart.source().place(at as usize).line;
    Ok(report.findings.iter().map(|one| format!("{}: {}", line(one.finding.at.start), one.finding.message)).collect())
}

/// A chart of a CEO and others who report there, told by what stands in the columns after `id,title,manager`.
fn chart<T: std::fmt::Display>(columns: &str, rows: impl IntoIterator<Item = T>) -> String {
    let row = |(at, row): (usize, T)| format!("{},Clerk,1,{row}\n", at + 2);
    let blank = ",".repeat(columns.matches(',').count() + 1);
    let rows: String = rows.into_iter().enumerate().map(row).collect();
    format!("id,title,manager,{columns}\n1,CEO,{blank}\n{rows}")
}

#[test]
fn a_column_that_holds_something_else_is_one_finding() -> Outcome {
    let value = "input/invalid-value";
    let mostly = chart("start date", (0..12).map(|row| if row < 7 { "London" } else { "2020-01-01" }));
    assert_eq!(found(value, &mostly)?, ["3: most of the column 'start date' is no date: 7 of 12 cells"]);
    let half = chart("start date", (0..12).map(|row| if row < 6 { "London" } else { "2020-01-01" }));
    assert_eq!(found(value, &half)?.len(), 6);
    let few = chart("start date", ["London"; 9]);
    assert_eq!(found(value, &few)?.len(), 9);
    let crossed = chart("start date,end date", ["2024-01-01,2020-01-01"; 10]);
    let expected =
        "3: most last days, in the column 'end date', are before the first ones, in the column 'start date': 10 of 10";
    assert_eq!(found(value, &crossed)?, [expected]);
    Ok(())
}

#[test]
fn a_cell_of_two_readings_is_no_finding_while_one_is_right() -> Outcome {
    let rows = ["03/02/2024,02/03/2024", "2024,2024-05-01", "2024-02-01T10:00,2024-02-01", ",2020-01-01", "tbd,n/a"];
    assert_eq!(found("input/invalid-value", &chart("start date,end date", rows))?, [""; 0]);
    let rows = ["04/03/2024,02/01/2024", "Mar 2024,2024-02-29"];
    assert_eq!(found("input/invalid-value", &chart("start date,end date", rows))?.len(), 2);
    Ok(())
}

#[test]
fn a_shared_mailbox_is_one_finding() -> Outcome {
    let desk = found("input/duplicate-person", &chart("email", ["desk@example.com"; 8]))?;
    assert_eq!(desk, ["4: desk@example.com is the address of 8 positions: 2, 3, 4, 5, 6 and 3 more"]);
    assert_eq!(found("input/duplicate-person", &chart("email", ["no address"; 8]))?, [""; 0]);
    // Where the address is the id, two records of one address are one finding already.
    let ids = "email,title,manager email\nann@example.com,CEO,\nbob@example.com,Clerk,ann@example.com\n\
               BOB@example.com,Clerk,ann@example.com\n";
    assert_eq!(found("input/duplicate-person", ids)?, [""; 0]);
    Ok(())
}

#[test]
fn a_column_of_titles_that_cannot_be_read_is_one_finding() -> Outcome {
    let titles: String = (2..14).map(|id| format!("{id},Zzq{id},1\n")).collect();
    let found = found("input/unreadable-title", &format!("id,title,manager\n1,CEO,\n{titles}"))?;
    assert_eq!(found, ["3: no level can be told from most titles in the column 'title': those of 12 positions"]);
    Ok(())
}

#[test]
fn positions_in_a_line_with_one_report_each_are_one_finding() -> Outcome {
    let line = "id,title,manager\n1,CEO,\n2,VP of Finance,1\n3,Finance Director,2\n4,Clerk,3\n5,Clerk,3\n6,Clerk,3\n";
    let expected = ["2: 2 positions in a line have one direct report each: 1 and 2"];
    assert_eq!(found("structure/narrow-span", line)?, expected);
    let apart = line.replace("4,Clerk,3", "4,Clerk,2");
    assert_eq!(found("structure/narrow-span", &apart)?, ["2: 1 (CEO) has one direct report only"]);
    let round = "id,title,manager\n1,VP,3\n2,VP,1\n3,VP,2\n4,CEO,\n5,Clerk,4\n6,Clerk,4\n";
    assert_eq!(found("structure/narrow-span", round)?, [""; 0]);
    Ok(())
}

#[test]
fn a_chart_of_senior_posts_tells_no_spans() -> Outcome {
    let senior = "id,title,manager\n1,CEO,\n2,VP of Finance,1\n3,Finance Director,2\n4,VP of IT,1\n5,Analyst,1\n";
    for rule in ["structure/narrow-span", "structure/manager-without-reports"] {
        assert_eq!(found(rule, senior)?, [""; 0], "{rule}");
    }
    let teams = format!("{senior}6,Clerk,3\n7,Clerk,3\n8,Clerk,3\n");
    let alone = "5: nobody reports to 4 (VP of IT), whose title manages people";
    assert_eq!(found("structure/manager-without-reports", &teams)?, [alone]);
    assert_eq!(found("structure/narrow-span", &teams)?, ["3: 2 (VP of Finance) has one direct report only"]);
    Ok(())
}

#[test]
fn peers_that_a_pattern_is_about_are_left_to_it() -> Outcome {
    let under = |one: &str, other: &str, top: &str| {
        let chart = format!("id,title,manager\n1,{top},\n2,{one},1\n3,{other},2\n");
        found("structure/peer-report", &chart).map(|found| found.len())
    };
    assert_eq!(under("VP of Finance", "VP of Tax", "CEO")?, 1);
    assert_eq!(under("Senior Director of Finance", "Senior Director of Tax", "VP of Finance")?, 1);
    assert_eq!(under("Senior Director of Finance", "Senior Director of Tax", "Finance Manager")?, 0);
    assert_eq!(under("Director of Finance", "Director of Tax", "VP of Finance")?, 0);
    assert_eq!(under("VP of Sales", "VP of Sales Operations", "CEO")?, 0, "documented");
    for same in ["Head of Finance", "Clerk", "Chief Financial Officer", "Product Manager"] {
        assert_eq!(under(same, same, "CEO")?, 0, "{same}");
    }
    Ok(())
}

#[test]
fn without_a_column_only_titles_that_surely_sell_are_sellers() -> Outcome {
    let under = |title: &str| {
        let chart = format!("id,title,manager\n1,CEO,\n2,Sales Operations Manager,1\n3,{title},2\n");
        found("role/sales-ops-manages-sellers", &chart).map(|found| found.len())
    };
    for sells in ["Account Executive", "Sales Representative", "SDR"] {
        assert_eq!(under(sells)?, 1, "{sells}");
    }
    for helps in
        ["Sales Engineer", "Commercial Analyst", "Territory and Quota Planning Analyst", "Clerk", "Sales Manager"]
    {
        assert_eq!(under(helps)?, 0, "{helps}");
    }
    Ok(())
}

#[test]
fn pay_is_compared_where_it_can_be() -> Outcome {
    let pays = |manager: &str, own: &str| {
        let chart =
            format!("id,title,manager,base pay;currency\n1,CEO,,{manager}\n2,Clerk,1,{own}\n").replace(',', "|");
        found("role/pay-inversion", &chart.replace(';', "|")).map(|found| found.len())
    };
    for (manager, own) in
        [("90000;USD", "100000;usd"), ("90.000;", "100.000;"), ("$90k;", "100000;"), ("80-85;", "86;")]
    {
        assert_eq!(pays(manager, own)?, 1, "{manager} {own}");
    }
    for (manager, own) in [
        ("90000;USD", "100000;EUR"),
        ("90000;", "100.000;"),
        ("$90k;", "€100k;"),
        (";", "5;"),
        ("0;", "5;"),
        ("80-85;", "83;"),
    ] {
        assert_eq!(pays(manager, own)?, 0, "{manager} {own}");
    }
    Ok(())
}
