//! Several records of one id, and managers who are referred to by something else than their id.

use std::fmt::Write;

use serde_json::Value;

use crate::running::{Folder, Outcome, Run};

fn check(chart: &str, more: &[&str]) -> Outcome<Run> {
    let day = if more.is_empty() { &["--as-of", "2026-06-15"] } else { more };
    let arguments = ["check", "org.csv", "--format", "json", "--select", "input/*,integrity/*", "--statistics"];
    Folder::new(&[("org.csv", chart)])?.run(&[&arguments, day].concat())
}

fn stats(chart: &str) -> Outcome<Value> {
    Folder::new(&[("org.csv", chart)])?.run(&["stats", "org.csv", "--format", "json", "--as-of", "2026-06-15"])?.json()
}

/// Every reference leads to its manager, nothing is found, and the statistics tell what serves as the reference.
fn is_followed(chart: &str, by: &str) -> Outcome {
    let run = check(chart, &[])?;
    assert_eq!(run.rules()?, [""; 0], "{}", run.out);
    assert!(run.err.contains(&format!("managers are referred to by {by}\n")), "{}", run.err);
    let stats = stats(chart)?;
    assert_eq!((&stats["layers"], &stats["unknown_managers"]), (&3.into(), &0.into()), "{chart}");
    Ok(())
}

#[test]
fn managers_are_found_by_a_slug_that_only_managers_have() -> Outcome {
    let mut chart = "id,name,role,reports_to,manager_role_slug\ne1,P1,CEO,none,ceo\n".to_owned();
    for number in 2..6 {
        writeln!(chart, "e{number},P{number},Engineering Manager,ceo,lead_{number}")?;
    }
    for number in 6..30 {
        writeln!(chart, "e{number},P{number},Software Engineer,lead_{},", 2 + number % 4)?;
    }
    is_followed(&chart, "the column 'manager_role_slug'")?;
    let lost = check(&chart.replace("Engineer,lead_2,\n", "Engineer,leadd_2,\n"), &[])?;
    assert!(lost.rules()?.iter().all(|rule| rule == "integrity/unknown-manager"), "{}", lost.out);
    assert!(lost.out.contains("did you mean lead_2?"), "{}", lost.out);
    let shared = check(&chart.replace(",lead_3\n", ",lead_2\n"), &[])?;
    assert!(shared.out.contains("e8 reports to lead_2, and 2 positions are called so"), "{}", shared.out);
    assert!(shared.out.contains("e9 reports to lead_3, who is not in the chart"), "{}", shared.out);
    Ok(())
}

#[test]
fn managers_are_found_by_whatever_column_holds_the_references() -> Outcome {
    let rows = |references: [&str; 3]| {
        let mut chart = "id,name,title,manager,mail,dn,badge\n".to_owned();
        for (number, name) in (1..).zip(["Ann Ark", "Bo Bee", "Cy Sea", "Di Dee"]) {
            let reference = if number == 1 { "" } else { references[number - 2] };
            let _ = writeln!(
                chart,
                "E{number},{name},Clerk,\"{reference}\",p{number}@x.org,\"CN={name},OU=Staff, DC=x\",{}",
                7000 + number
            );
        }
        chart
    };
    is_followed(
        &rows(["cn=ann ark,ou=staff,dc=x", "CN=Bo Bee,OU=Staff,DC=x", "CN=Bo Bee,OU=Staff, DC=x"]),
        "the column 'dn'",
    )?;
    is_followed(&rows(["7001", "7002", "7002"]), "the column 'badge'")?;
    is_followed(&rows(["P1@x.org", "p2@x.org", "p2@x.org"]), "the column 'mail'")?;
    is_followed(&rows(["Ann Ark (E1)", "Bo Bee [E2]", "E2 - Bo Bee"]), "ids with other text beside them")?;
    // Two people may have one name tomorrow.
    let by_name = check(&rows(["Ark, Ann", "bo  bee", "Bee,Bo"]), &[])?;
    assert_eq!(by_name.rules()?, ["input/untidy-id"], "{}", by_name.out);
    assert!(by_name.err.contains("managers are referred to by name\n"), "{}", by_name.err);
    // A column of ids with a lost one holds a mistyped id, though another column knows it.
    let mistyped = check(&rows(["E1", "E2", "7002"]), &[])?;
    assert_eq!(mistyped.rules()?, ["integrity/unknown-manager"]);
    assert!(!mistyped.err.contains("referred to"), "{}", mistyped.err);
    Ok(())
}

#[test]
fn a_column_that_repeats_the_references_is_no_way_to_resolve_them() -> Outcome {
    let chart = "id,title,manager,previous manager\n1,CEO,,\n2,CFO,x,x\n3,Clerk,y,y\n4,Clerk,z,z\n";
    let run = check(chart, &[])?;
    assert_eq!(run.rules()?, ["integrity/unknown-manager"; 3], "{}", run.out);
    Ok(())
}

#[test]
fn dotted_lines_are_followed_alike() -> Outcome {
    let chart = "id,name,title,manager,slug,dotted manager\n1,A,CEO,,ceo,\n2,B,CFO,ceo,cfo,\n3,C,COO,ceo,coo,\n\
        4,D,Clerk,cfo,,coo; ceo\n5,E,Clerk,coo,,cto\n";
    let run = check(chart, &[])?;
    assert_eq!(run.rules()?, ["integrity/dotted-line"], "{}", run.out);
    assert!(run.out.contains("cto"), "{}", run.out);
    Ok(())
}

#[test]
fn of_effective_dated_records_the_one_in_force_counts() -> Outcome {
    let chart = "EMPLID,Name,Job Title,Supervisor ID,EFFDT,EFFSEQ,Annual Salary\n\
        1,Ann,CEO,,2015-01-01,0,10\n2,Bo,Clerk,1,2019-01-01,0,bad\n2,Bo,CFO,1,2024-01-01,1,10\n2,Bo,Clerk,9,2024-01-01,0,10\n\
        2,Bo,COO,9,2027-01-01,0,bad\n3,Cy,Controller,2,2020-01-01,0,10\n4,Di,Clerk,2,2026-12-01,0,10\n";
    let run = check(chart, &[])?;
    assert_eq!(run.rules()?, [""; 0], "{}", run.out);
    assert_eq!(run.json()?["charts"][0]["people"], 3);
    let line = "3 records passed over, for another one of the id is in force on the day of the check";
    assert!(run.err.contains(line), "{}", run.err);
    assert!(run.err.contains("1 record no position of the chart on the day"), "{}", run.err);
    let later = check(chart, &["--as-of", "2027-02-01"])?;
    assert_eq!(later.rules()?, ["integrity/unknown-manager", "input/invalid-value"], "{}", later.out);
    let doubtful = check(&chart.replace("2027-01-01", "05/07/2026"), &[])?;
    assert!(doubtful.rules()?.contains(&"input/duplicate-id".to_owned()), "{}", doubtful.out);
    let wrong = check(&chart.replace("2026-12-01", "soon"), &[])?;
    assert_eq!(wrong.rules()?, ["input/invalid-value"], "{}", wrong.out);
    Ok(())
}

#[test]
fn hire_dates_alone_make_no_versions() -> Outcome {
    let chart =
        "id,name,title,manager,hire date\n1,Ann,CEO,,2015-01-01\n2,Bo,CFO,1,2019-01-01\n2,Cy,Clerk,1,2024-01-01\n";
    assert_eq!(check(chart, &[])?.rules()?, ["input/duplicate-id"]);
    let periods = "id,name,title,manager,start date,end date\n1,Ann,CEO,,2015-01-01,\n2,Bo,Clerk,1,2019-01-01,2023-12-31\n\
        2,Bo,CFO,1,2024-01-01,\n3,Cy,Clerk,2,2020-01-01,\n";
    let run = check(periods, &[])?;
    assert_eq!((run.rules()?, &run.json()?["charts"][0]["people"]), (Vec::new(), &3.into()), "{}", run.out);
    Ok(())
}

#[test]
fn a_post_may_be_vacant_or_shared_and_a_person_have_two() -> Outcome {
    let chart = "Position ID,Worker ID,Name,Email,Job Title,Manager Position ID\nP1,W1,Ann,a@x.org,CEO,\n\
        P2,W2,Bo,b@x.org,HR Director,P1\nP2,W3,Cy,c@x.org,HR Director,P1\nP3,,,,Clerk,P2\nP4,W4,Di,d@x.org,Clerk,P2\n\
        P5,W4,Di,d@x.org,Treasurer,P1\n";
    let run = check(chart, &[])?;
    assert_eq!(run.rules()?, [""; 0], "{}", run.out);
    assert!(run.err.contains("1 record passed over, for the post is shared"), "{}", run.err);
    let stats = stats(chart)?;
    assert_eq!((&stats["people"], &stats["vacant"], &stats["duplicate_ids"]), (&5.into(), &1.into(), &0.into()));
    for (was, is, rule) in [
        ("P2,W3", "P2,W2", "input/duplicate-id"),
        ("P2,W3", "P2,", "input/duplicate-id"),
        ("Cy,c@x.org,HR Director", "Cy,c@x.org,Clerk", "input/duplicate-id"),
        ("c@x.org,HR Director,P1", "c@x.org,HR Director,P4", "input/duplicate-id"),
        ("P5,W4", "P5,W5", "input/duplicate-person"),
    ] {
        let run = check(&chart.replace(was, is), &[])?;
        assert_eq!(run.rules()?, [rule], "{is}: {}", run.out);
    }
    Ok(())
}

#[test]
fn who_has_left_a_shared_post_does_not_stand_for_it() -> Outcome {
    let chart = "Position ID,Worker ID,Job Title,Manager Position ID,Status\nP1,W1,CEO,,active\nP2,W2,CFO,P1,terminated\n\
        P2,W3,CFO,P1,active\nP3,W4,Clerk,P2,active\n";
    let run = check(chart, &[])?;
    assert_eq!((run.rules()?, &run.json()?["charts"][0]["people"]), (Vec::new(), &3.into()), "{}", run.out);
    Ok(())
}

#[test]
fn halves_of_a_post_are_told_by_their_weight() -> Outcome {
    let chart = "Post Unique Reference,Name,Job Title,Reports to Senior Post,FTE\n1,Ann,Permanent Secretary,XX,1\n\
        2,Bo,Director,1,0.6\n2,Cy,Director,1,0.4\n3,Di,Clerk,2,1\n";
    let run = check(chart, &[])?;
    assert_eq!((run.rules()?, &run.json()?["charts"][0]["people"]), (Vec::new(), &3.into()), "{}", run.out);
    assert_eq!(check(&chart.replace("0.6", "1"), &[])?.rules()?, ["input/duplicate-id"]);
    assert_eq!(check(&chart.replace("Cy", "Bo"), &[])?.rules()?, ["input/duplicate-id"]);
    assert_eq!(check(&chart.replace("Cy", ""), &[])?.rules()?, ["input/duplicate-id"]);
    Ok(())
}
