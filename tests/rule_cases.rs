//! Cases of single rules that are too small for a chart in a file of its own.

#[path = "rule_cases/finding.rs"]
mod finding;

use finding::{Outcome, found, help_of, spots};
use orglint::rules::config::{expired_exception, unused_exception};
use orglint::rules::{Accepted, Setting, Settings};
use orglint::source::Span;
use orglint::title::Reader;

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

#[test]
fn thresholds_are_the_last_that_was_set_for_the_role() {
    static MAX: Setting = Setting { name: "max", default: 20, ..Setting::USUAL };
    static OTHER: Setting = Setting { name: "maximum", default: 7, ..Setting::USUAL };
    let reader = Reader::builtin();
    let of = |settings: &Settings, title: &str| settings.value_for(&MAX, &reader.read(title));
    let mut settings = Settings::default();
    assert_eq!((settings.value(&MAX), settings.least(&MAX), of(&settings, "Clerk")), (20, 20, 20));
    settings.set("max", 30);
    settings.set("max", 15);
    settings.set_for("max", "director", 12);
    settings.set_for("max", "finance", 9);
    assert_eq!((settings.value(&MAX), settings.least(&MAX), of(&settings, "Clerk")), (15, 9, 15));
    assert_eq!(of(&settings, "Director of Engineering"), 12);
    assert_eq!(of(&settings, "Director of Finance"), 9, "the function goes before the level");
    assert_eq!((settings.value(&OTHER), settings.least(&OTHER)), (7, 7));
    // What is set for all later goes before what was said of a level; what is set for another level does not.
    let mut later = Settings::default();
    later.set_for("max", "vp", 5);
    settings.extend(later);
    assert_eq!((of(&settings, "Director of Engineering"), of(&settings, "VP of Engineering")), (12, 5));
    let mut later = Settings::default();
    later.set("max", 40);
    later.set("maximum", 3);
    settings.extend(later);
    assert_eq!((of(&settings, "Director of Engineering"), settings.least(&MAX), settings.value(&OTHER)), (40, 40, 3));
}

#[test]
fn an_exception_holds_on_its_last_day_and_is_unused_where_it_covers_nothing() {
    let accepted = Accepted {
        rule: "pattern/director",
        id: None,
        reason: "agreed",
        until: Some(jiff::civil::date(2026, 6, 30)),
        day: jiff::civil::date(2026, 6, 30),
        is_used: false,
        was_tried: true,
        at: Span { start: 0, end: 0 },
    };
    let later = Accepted { day: jiff::civil::date(2026, 7, 1), ..accepted.clone() };
    let (expired, unused) = (expired_exception::RULE.check_exception, unused_exception::RULE.check_exception);
    assert!(expired(&accepted).is_none() && expired(&later).is_some());
    assert!(unused(&accepted).is_some() && unused(&later).is_none());
    assert!(unused(&Accepted { is_used: true, ..accepted.clone() }).is_none());
    assert!(unused(&Accepted { was_tried: false, ..accepted.clone() }).is_none());
    assert!(expired(&Accepted { until: None, ..later }).is_none());
}

#[test]
fn a_person_on_several_positions_may_have_one_address() -> Outcome {
    let rule = "input/duplicate-person";
    let chart = |rows: &[&str]| {
        format!(
            "position id,person id,name,title,manager position id,email\nP1,1,A,CEO,,a@x.org\n{}\n",
            rows.join("\n")
        )
    };
    let both = chart(&["P2,2,B,Clerk,P1,b@x.org", "P3,2,B,Clerk,P1,B@X.org", "P4,3,C,Clerk,P1,c@x.org"]);
    assert_eq!(found(rule, &both)?, [""; 0]);
    let two = chart(&["P2,2,B,Clerk,P1,b@x.org", "P3,2,B,Clerk,P1,b@x.org", "P4,3,C,Clerk,P1,b@x.org"]);
    assert_eq!(found(rule, &two)?, ["5: b@x.org is the address of 2 positions: P2 and P4"]);
    let unknown = chart(&["P2,n/a,B,Clerk,P1,b@x.org", "P3,n/a,C,Clerk,P1,b@x.org", "P4,3,D,Clerk,P1,d@x.org"]);
    assert_eq!(found(rule, &unknown)?, ["4: b@x.org is the address of 2 positions: P2 and P3"]);
    // What would mend it depends on how many one person may hold.
    let help = |count| help_of(rule, &self::chart("email", vec!["desk@x.org"; count]));
    assert_eq!(help(5)?, help(2)?);
    assert_ne!(help(6)?, help(5)?);
    Ok(())
}

#[test]
fn columns_are_looked_at_one_by_one_and_most_is_more_than_half() -> Outcome {
    let value = "input/invalid-value";
    let days = chart("start date,effective date", ["2020-01-01,2020-01-01", "2020-01-01,soon", "2020-01-01,"]);
    assert_eq!(found(value, &days)?, ["4: the column 'effective date' of 3 holds no date: 'soon'"]);
    let crossed = |wrong: usize| {
        chart(
            "start date,end date",
            (0..10).map(|row| if row < wrong { "2024-01-01,2020-01-01" } else { "2020-01-01,2024-01-01" }),
        )
    };
    assert_eq!((found(value, &crossed(5))?.len(), found(value, &crossed(6))?.len()), (5, 1));
    let one_day = chart("start date,end date", ["2024-01-01,2024-01-01", "x,2024-01-01"]);
    assert_eq!(found(value, &one_day)?, ["4: the column 'start date' of 3 holds no date: 'x'"]);
    Ok(())
}

#[test]
fn half_of_the_titles_are_not_most_of_them() -> Outcome {
    let rule = "input/unreadable-title";
    let known = ["CFO", "VP of Sales", "Clerk", "Sales Manager", "Account Executive", "Director of Finance", "COO"];
    let known = known.into_iter().chain(["Software Engineer", "Analyst", "VP of Finance", "Nurse", "Accountant"]);
    let chart = |unreadable: usize, readable: usize| {
        let titles: Vec<String> = (0..unreadable).map(|at| format!("Zzq{at}")).collect();
        let titles = titles.iter().map(String::as_str).chain(known.clone().take(readable));
        let rows: String = titles.enumerate().map(|(at, title)| format!("{},{title},1\n", at + 2)).collect();
        format!("id,title,manager\n1,CEO,\n{rows}")
    };
    assert_eq!(found(rule, &chart(9, 0))?.len(), 9, "too few to tell");
    assert_eq!(found(rule, &chart(10, 9))?.len(), 10, "half");
    assert_eq!(found(rule, &chart(10, 8))?.len(), 1);
    assert_eq!(found(rule, &chart(12, 10))?.len(), 1);
    Ok(())
}

#[test]
fn names_for_ids_are_remarked_once() -> Outcome {
    let names = "id,name,title,manager\n1,Ann,CEO,\n2,Bo,Clerk,Ann\n3,Cy,Clerk,Ann\n4,Di,Clerk,Bo\n";
    let expected = "3: the column 'manager' holds names rather than ids: 3 references are matched by them";
    assert_eq!(found("input/untidy-id", names)?, [expected]);
    Ok(())
}

#[test]
fn a_long_loop_is_named_by_its_first_members() -> Outcome {
    let round = |count: usize| {
        let rows: String = (1..=count).map(|id| format!("{id},Clerk,{}\n", id % count + 1)).collect();
        found("integrity/cycle", &format!("id,title,manager\n{rows}"))
    };
    let eight = "2: 8 positions report in a loop: 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 1";
    assert_eq!(round(8)?, [eight]);
    let nine = "2: 9 positions report in a loop: 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → … (1 more) → 1";
    assert_eq!(round(9)?, [nine]);
    Ok(())
}

#[test]
fn a_manager_who_is_not_here_is_shown_where_the_record_says_so() -> Outcome {
    let of = |columns: &str, cells: &str| -> Result<(String, String), Box<dyn std::error::Error>> {
        let blank = ",".repeat(columns.matches(',').count());
        let chart =
            format!("id,name,title,manager,{columns}\n1,A,CEO,,{blank}\n2,B,CFO,1,{cells}\n3,C,Clerk,2,{blank}\n");
        let found = spots("integrity/inactive-manager", &chart)?;
        let [(message, cell)] = &found[..] else { return Err(format!("{found:?}").into()) };
        Ok((message.clone(), cell.clone()))
    };
    let left = "1 person still reports to 2, who has left";
    let not_begun = "1 person still reports to 2, who has not begun";
    for (columns, cells, message, cell) in [
        ("status,end date", "terminated,2020-01-01", left, "terminated"),
        ("status,end date", ",2020-01-01", left, "2020-01-01"),
        ("status,start date", ",2999-01-01", not_begun, "2999-01-01"),
        ("start date,effective date", ",2999-01-01", not_begun, "2999-01-01"),
        ("start date,effective date", "2998-01-01,2999-01-01", not_begun, "2998-01-01"),
    ] {
        assert_eq!(of(columns, cells)?, (message.to_owned(), cell.to_owned()), "{columns}: {cells}");
    }
    let by_name = "id,name,title,manager,status\n1,A,CEO,,\n2,Eliminated,CFO,1,\n3,C,Clerk,2,\n";
    assert_eq!(spots("integrity/inactive-manager", by_name)?, [(left.to_owned(), "Eliminated".to_owned())]);
    Ok(())
}
