//! Where rules begin and end to speak: the last chart without a finding, and the first one with it.

#[path = "rule_cases/finding.rs"]
mod finding;

use finding::{Outcome, found, found_under};
use orglint::facts::Organisation;

/// So many rows of a title under a manager, with ids from `from` on.
fn rows(from: usize, count: usize, title: &str, manager: &str) -> String {
    (from..from + count).map(|id| format!("{id},{title},{manager}\n")).collect()
}

fn under_a_ceo(rows: &[String]) -> String {
    format!("id,title,manager\n1,CEO,\n{}", rows.concat())
}

#[test]
fn lost_references_are_one_finding_from_twenty_and_a_quarter_on() -> Outcome {
    let rule = "integrity/unknown-manager";
    let lost = |lost: usize, linked: usize| {
        let managers: String = (0..lost).map(|at| format!("{},Clerk,nobody-{}\n", at + 2, at % 3)).collect();
        found(rule, &under_a_ceo(&[managers, rows(1000, linked, "Clerk", "1")]))
    };
    assert_eq!(lost(19, 19)?.len(), 19);
    assert_eq!(lost(20, 61)?.len(), 20, "20 of 81");
    let expected = "3: 20 of 80 references in the column 'manager' lead to 3 managers who are not in the chart";
    assert_eq!(lost(20, 60)?, [expected]);
    Ok(())
}

#[test]
fn a_mistyped_id_is_told_with_what_it_may_mean() -> Outcome {
    let help = |reference: &str| {
        let chart = format!("id,title,manager\nE1001,CEO,\nE1002,CFO,E1001\nE2222,COO,E1001\nE7,Clerk,{reference}\n");
        finding::help_of("integrity/unknown-manager", &chart)
    };
    assert_eq!(help("E1O02")?, [Some("did you mean E1002?".to_owned())]);
    assert_eq!(help("E1003")?, [Some("did you mean E1001 or E1002?".to_owned())]);
    assert_eq!(help("Z9")?, [Some("add the manager to the chart, or name another one".to_owned())]);
    Ok(())
}

/// Whoever many have lost is looked for once, so that something is left for the others; in charts of either size.
#[test]
fn what_many_have_lost_takes_nothing_from_what_one_has() -> Outcome {
    for (linked, lost) in [(1200, 220), (3000, 900)] {
        let lost = rows(900_000, lost, "Clerk", "somebody-gone");
        let mistyped = "last,Clerk,bosS-of-alk\n".to_owned();
        let rows = [rows(100_000, linked, "Clerk", "boss-of-all"), lost, mistyped];
        let chart = format!("id,title,manager\nboss-of-all,CEO,\n{}", rows.concat());
        let help = finding::help_of("integrity/unknown-manager", &chart)?;
        assert_eq!(help.last(), Some(&Some("did you mean boss-of-all?".to_owned())), "{linked}");
    }
    Ok(())
}

#[test]
fn two_records_are_one_position_where_all_but_the_manager_agrees() -> Outcome {
    let both = |record: &str| {
        let chart = format!("id,name,title,manager\n1,A,CEO,\n2,B,CFO,1\n3,C,Clerk,2\n{record}\n");
        Ok::<_, Box<dyn std::error::Error>>([
            found("integrity/two-managers", &chart)?.len(),
            found("input/duplicate-id", &chart)?.len(),
        ])
    };
    assert_eq!(both("3,C,Clerk,1")?, [1, 0]);
    for other in ["3,D,Clerk,1", "3,C,Nurse,1", "3,C,Clerk,2", "3,C,Clerk,", "3,,Clerk,1"] {
        assert_eq!(both(other)?, [0, 1], "{other}");
    }
    let nameless = "id,name,title,manager\n1,A,CEO,\n2,B,CFO,1\n3,,Clerk,2\n3,,Clerk,1\n";
    assert_eq!(found("integrity/two-managers", nameless)?, [""; 0]);
    let at_the_top = "id,name,title,manager\n1,A,CEO,\n2,B,CFO,\n2,B,CFO,1\n";
    assert_eq!(found("integrity/two-managers", at_the_top)?, [""; 0]);
    Ok(())
}

#[test]
fn one_in_five_may_be_a_vice_president() -> Outcome {
    let top_heavy = |vps: usize, clerks: usize| {
        found(
            "structure/top-heavy",
            &under_a_ceo(&[rows(2, vps, "VP of Finance", "1"), rows(500, clerks, "Clerk", "2")]),
        )
    };
    assert_eq!(top_heavy(9, 40)?, [""; 0], "10 of 50");
    assert_eq!(top_heavy(10, 39)?, ["2: 11 of 50 people are vice presidents or above, more than 20 %"]);
    assert_eq!(top_heavy(11, 37)?, [""; 0], "49 people");
    Ok(())
}

#[test]
fn a_small_organisation_ends_at_fifty_and_a_large_one_begins_at_250() -> Outcome {
    let vp = |people: usize| {
        found(
            "scale/early-vp",
            &under_a_ceo(&[rows(2, 1, "VP of Sales Operations", "1"), rows(9, people - 2, "Clerk", "2")]),
        )
    };
    assert_eq!((vp(49)?.len(), vp(50)?.len()), (1, 0));
    let leaderless = |people: usize| {
        found("scale/no-ceo", &format!("id,title,manager\n1,VP of Finance,\n{}", rows(2, people - 1, "Clerk", "1")))
    };
    assert_eq!((leaderless(49)?.len(), leaderless(50)?.len()), (0, 1));
    let sellers =
        |people: usize, seller: &str| under_a_ceo(&[rows(2, 1, seller, "1"), rows(9, people - 2, "Clerk", "1")]);
    for rule in ["scale/no-coo", "scale/no-sales-chief", "scale/no-sales-ops-vp"] {
        let count = |people| found(rule, &sellers(people, "Account Executive")).map(|found| found.len());
        assert_eq!((count(249)?, count(250)?), (0, 1), "{rule}");
    }
    for rule in ["scale/no-sales-chief", "scale/no-sales-ops-vp"] {
        assert_eq!(found(rule, &sellers(250, "Clerk"))?, [""; 0], "{rule}: nobody sells");
    }
    Ok(())
}

#[test]
fn what_an_organisation_declares_calls_for_a_vice_president() -> Outcome {
    let usual = Organisation::default;
    let sellers = under_a_ceo(&[rows(2, 3, "Account Executive", "1")]);
    let with_vp = under_a_ceo(&[rows(2, 1, "VP of Sales Operations", "1"), rows(3, 3, "Account Executive", "1")]);
    for (organisation, said) in [
        (Organisation { rapid_growth: true, ..usual() }, Some("rapid growth")),
        (Organisation { channels: 2, ..usual() }, Some("2 sales channels")),
        (Organisation { overhaul: true, ..usual() }, Some("an overhaul of operations")),
        (Organisation { headcount: Some(250), ..usual() }, Some("250 people")),
        (Organisation { headcount: Some(249), ..usual() }, None),
        (Organisation { channels: 1, ..usual() }, None),
    ] {
        let found = |rule, chart: &str| found_under(organisation.clone(), rule, chart);
        let expected = said.map(|said| format!("2: {said} with 3 sellers, and no VP of Sales Operations"));
        assert_eq!(found("scale/no-sales-ops-vp", &sellers)?, Vec::from_iter(expected), "{organisation:?}");
        assert_eq!(found("scale/no-sales-ops-vp", &with_vp)?, [""; 0], "{organisation:?}");
        let is_small = said.is_none() && organisation.headcount.is_none();
        assert_eq!(found("scale/early-vp", &with_vp)?.len(), usize::from(is_small), "{organisation:?}");
    }
    Ok(())
}

#[test]
fn ten_sellers_call_for_sales_operations_and_two_hundred_for_departments() -> Outcome {
    let count = |rule: &str, chart: &str| found(rule, chart).map(|found| found.len());
    let sellers = |sellers: usize| under_a_ceo(&[rows(2, sellers, "Account Executive", "1")]);
    assert_eq!((count("scale/no-sales-ops", &sellers(9))?, count("scale/no-sales-ops", &sellers(10))?), (0, 1));
    let rule = "scale/sales-ops-departments";
    assert_eq!((count(rule, &sellers(199))?, count(rule, &sellers(200))?), (0, 1));
    let staffed = |titles: &[&str]| {
        let staff: Vec<String> = titles.iter().enumerate().map(|(at, title)| rows(900 + at, 1, title, "1")).collect();
        found(rule, &under_a_ceo(&[rows(2, 200, "Account Executive", "1"), staff.concat()]))
    };
    let lead = "Director of Sales Operations";
    let expected = "203: 200 sellers, and no title names sales technology and tools; sales analytics and reporting; \
                    sales training and enablement";
    assert_eq!(staffed(&[lead])?, [expected]);
    assert_eq!(staffed(&[lead, "CRM Administrator", "Sales Operations Analyst", "Sales Enablement Manager"])?, [""; 0]);
    Ok(())
}

#[test]
fn spans_begin_to_be_wide_above_the_limit() -> Outcome {
    let wide = |individuals: usize, managers: usize, assistants: usize| {
        let rows = [
            rows(100, individuals, "Clerk", "1"),
            rows(200, managers, "VP of Finance", "1"),
            rows(300, assistants, "Executive Assistant to the CEO", "1"),
        ];
        found("structure/wide-span", &under_a_ceo(&rows))
    };
    let nothing = Vec::<String>::new();
    assert_eq!(
        (wide(20, 0, 0)?, wide(0, 15, 0)?, wide(20, 0, 3)?),
        (nothing.clone(), nothing.clone(), nothing.clone())
    );
    assert_eq!(wide(21, 0, 0)?, ["2: 1 has 21 direct reports; the limit for a manager of individuals is 20"]);
    assert_eq!(wide(0, 16, 0)?, ["2: 1 has 16 direct reports; the limit for a manager of managers is 15"]);
    assert_eq!(wide(8, 8, 0)?, nothing, "half of them are not most of them");
    assert_eq!(wide(8, 9, 0)?, ["2: 1 has 17 direct reports; the limit for a manager of managers is 15"]);
    Ok(())
}

#[test]
fn layers_are_too_many_three_above_what_the_headcount_needs() -> Outcome {
    // A line of so many layers, and clerks under its top.
    let line = |layers: usize, people: usize| {
        let line: String = (2..=layers).map(|id| format!("{id},Clerk,{}\n", id - 1)).collect();
        let chart = under_a_ceo(&[line, rows(500, people - layers, "Clerk", "1")]);
        found("structure/too-many-layers", &chart)
    };
    let nothing = Vec::<String>::new();
    assert_eq!(
        (line(8, 85)?, line(7, 85)?),
        (vec!["9: 85 people in 8 layers, down to 8 (Clerk); the limit is 7".to_owned()], nothing.clone())
    );
    assert_eq!((line(8, 86)?, line(9, 86)?.len()), (nothing.clone(), 1), "one more needs a layer more");
    assert_eq!((line(9, 100)?.len(), line(9, 101)?), (1, nothing), "less than one per cent is one odd line");
    Ok(())
}

#[test]
fn who_leads_somebody_is_a_manager_whatever_the_title() -> Outcome {
    let leads = |leading: usize| {
        let teams: String = (100..100 + leading).map(|id| format!("{},Clerk,{id}\n", id + 500)).collect();
        found("structure/wide-span", &under_a_ceo(&[rows(100, 16, "Clerk", "1"), teams]))
    };
    assert_eq!((leads(0)?.len(), leads(8)?.len(), leads(9)?.len()), (0, 0, 1));
    Ok(())
}
