//! Records that do not count: left out by `where`, rows of totals; and references that lead to nobody.

use std::fmt::Write;

use crate::running::{Folder, Outcome, Run};

const CHART: &str = "id,name,title,manager,status,Base Salary,Quota,Hire Date\nA,Ann,CEO,,active,100,no,2020-01-01\n\
    B,Bo,CFO,A,on loan,x,,03.05.2021\nC,Cy,Controller,B,active,90k,yes,2021-05-03\nC,Cy,Controller,A,on loan,50,no,2022-01-01\n\
    ,Eve,Clerk,A,on loan,,,\n";

fn condition(text: &str) -> String {
    format!("[input]\nwhere = '''{text}'''\n")
}

fn under(text: &str) -> Outcome<Folder> {
    Folder::new(&[("org.csv", CHART), ("orglint.toml", &condition(text))])
}

#[test]
fn what_is_left_out_is_as_if_it_were_not_there() -> Outcome {
    let all = Folder::new(&[("org.csv", CHART)])?.check("input/*,integrity/*", &[])?;
    for rule in ["input/missing-id", "integrity/two-managers", "input/invalid-value"] {
        assert!(all.contains(rule), "{rule}: {all}");
    }
    let folder = under("status != \"on loan\"")?;
    let run = folder.run(&["check", "org.csv", "--format", "json", "--statistics"])?;
    let json = run.json()?;
    assert_eq!(json["charts"][0]["people"], 2);
    let rules = run.rules()?;
    assert_eq!(
        rules.iter().filter(|rule| rule.starts_with("in")).collect::<Vec<_>>(),
        ["integrity/unknown-manager"],
        "{}",
        run.out
    );
    let finding =
        json["findings"].as_array().and_then(|all| all.iter().find(|one| one["rule"] == "integrity/unknown-manager"));
    let finding = finding.ok_or("none")?;
    assert_eq!(finding["message"], "C reports to B, who is not in the chart");
    assert_eq!(finding["help"], "B is left out by `where`: name another manager, or mend the condition");
    assert!(run.err.contains("3 records left out by `where`"), "{}", run.err);
    assert!(!run.err.contains("no position of the chart"), "{}", run.err);
    Ok(())
}

#[test]
fn of_two_records_of_one_id_either_can_be_left_out() -> Outcome {
    let layers = |text: &str| -> Outcome<serde_json::Value> {
        Ok(under(text)?.run(&["stats", "org.csv", "--format", "json"])?.json()?["layers"].clone())
    };
    assert_eq!(layers("true")?, 3, "the first counts");
    assert_eq!(layers("id != 'C' || manager == 'A'")?, 2, "the first is left out");
    Ok(())
}

#[test]
fn conditions_on_records_see_what_the_cells_mean() -> Outcome {
    let people = |text: &str| -> Outcome<i64> {
        let run = under(text)?.run(&["stats", "org.csv", "--format", "json"])?;
        run.json().map_err(|error| format!("{text}: {error}"))?["people"].as_i64().ok_or_else(|| "none".into())
    };
    for (text, left) in [
        ("base_pay < 95000", 3),
        ("base_pay > 1000", 2),
        ("base_pay != null && base_pay < 95000", 2),
        ("quota_carrying", 2),
        ("!quota_carrying", 3),
        ("start_date < '2021-01-01' || start_date == ''", 1),
        ("start_date >= '2021-05-03'", 2),
        ("title.startsWith('C')", 3),
        ("name in ['Ann', 'Bo']", 2),
    ] {
        // Where it cannot be told, the record stays.
        assert_eq!(people(text)?, left, "{text}");
    }
    Ok(())
}

#[test]
fn a_condition_that_fits_no_chart_is_told() -> Outcome {
    for (text, expected) in [
        ("status == 'gone'", "org.csv: the condition 'status == 'gone'' leaves no record over"),
        ("worker_type == 'x'", "asks for the field 'worker_type', and no column is known to hold it"),
        ("statuss == 'x'", "orglint.toml:2:12: there is no 'statuss' to be used here"),
        ("base_pay == 'x' || foo(id)", "there is no function 'foo'"),
        ("quota_carrying == 'yes' && name > 3", "'>' cannot be applied to text and number"),
        ("has(base_pay)", "help: `has` asks for a name with a dot: compare with null"),
        ("name", "this is neither true nor false"),
    ] {
        let run = under(text)?.run(&["check", "org.csv"])?;
        assert!(run.status == 2 && run.err.contains(expected), "{text}: {}", run.err);
    }
    let folder = under("worker_type != 'temp'")?;
    assert!(folder.check("input/*", &["--map", "worker_type=status"]).is_ok(), "a mapped column counts");
    Ok(())
}

#[test]
fn json_is_filtered_too() -> Outcome {
    let chart = r#"{"id": "A", "title": "CEO", "status": "active", "reports": [
        {"id": "B", "title": "CFO", "status": "loan", "reports": [{"id": "C", "title": "Controller", "status": "active"}]},
        {"id": "D", "title": "Clerk", "status": "loan"}, {"title": "Nobody", "status": "loan"}]}"#;
    let folder = Folder::new(&[("org.json", chart), ("orglint.toml", &condition("status == 'active'"))])?;
    let run =
        folder.run(&["check", "org.json", "--format", "json", "--select", "input/*,integrity/*", "--statistics"])?;
    assert_eq!(run.rules()?, ["integrity/unknown-manager"]);
    assert_eq!(
        run.json()?["findings"][0]["help"],
        "B is left out by `where`: name another manager, or mend the condition"
    );
    assert!(run.err.contains("3 records left out by `where`"), "{}", run.err);
    Ok(())
}

#[test]
fn many_whose_managers_are_left_out_are_one_finding() -> Outcome {
    let mut chart = "id,title,manager,status\nA,CEO,,active\n".to_owned();
    for number in 0..30 {
        writeln!(chart, "M{number},Manager,A,gone")?;
        writeln!(chart, "P{number},Clerk,M{number},active")?;
    }
    let folder = Folder::new(&[("org.csv", &chart), ("orglint.toml", &condition("status != 'gone'"))])?;
    let json =
        folder.run(&["check", "org.csv", "--format", "json", "--select", "integrity/unknown-manager"])?.json()?;
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(json["findings"][0]["help"], "30 of them are left out by `where`: mend the condition");
    Ok(())
}

fn check(chart: &str) -> Outcome<Run> {
    Folder::new(&[("org.csv", chart)])?.run(&[
        "check",
        "org.csv",
        "--format",
        "json",
        "--select",
        "input/*,integrity/*",
        "--statistics",
    ])
}

#[test]
fn rows_of_totals_are_told_from_people() -> Outcome {
    let header = "id,name,title,manager\n";
    let people = "A,Ann,CEO,\nB,Bo,Clerk,A\n";
    for total in ["Total,,,", "Total: 2,,,", ",Total,,", ",Grand Total:,2,", "SUM,,2,", "Gesamt,2,,"] {
        let run = check(&format!("{header}{people}{total}\n"))?;
        assert_eq!(run.rules()?, ["input/missing-id"], "{total}: {}", run.out);
        assert_eq!(run.json()?["charts"][0]["people"], 2, "{total}");
        assert!(run.err.contains("1 record passed over as a row of totals"), "{}", run.err);
        assert!(!run.err.contains("no position of the chart"), "{}", run.err);
    }
    for (chart, rules) in [
        // A person of that name, with an id.
        (format!("{people}C,Total,Clerk,A\n"), &[][..]),
        (format!("{people}C,Sum,Clerk,A\n"), &[]),
        // An id of that name, with a manager.
        (format!("{people}SUM,Cy,Clerk,A\n"), &[]),
        (format!("{people}COUNT,Cy,,A\n"), &["input/missing-title"]),
        // At the top, with a title or with reports.
        ("B,Bo,Clerk,SUM-001\nC,Cy,Clerk,SUM-001\nSUM-001,Ann,CEO,\n".to_owned(), &[]),
        ("B,Bo,Clerk,Total\nC,Cy,Clerk,Total\nTotal,Ann,,\n".to_owned(), &["input/missing-title"]),
        // The only row.
        ("Total,Ann,,\n".to_owned(), &["input/missing-title"]),
        // The last row of a chart without an id is no total.
        (format!("{people},Cy,Clerk,A\n"), &["input/missing-id"]),
    ] {
        let run = check(&format!("{header}{chart}"))?;
        assert_eq!(run.rules()?, rules, "{chart}");
        assert!(!run.err.contains("row of totals"), "{chart}");
    }
    Ok(())
}

#[test]
fn references_by_name_and_address_are_followed_where_they_are_the_rule() -> Outcome {
    let by_name =
        "id,name,title,manager\n1,Ann Ark,CEO,\n2,Bo Bee,CFO,ann ark\n3,Cy Sea,Clerk,Bo Bee\n4,Di Dee,Clerk,Bo Bee\n";
    let run = check(by_name)?;
    assert_eq!((run.rules()?, &run.json()?["charts"][0]["layers"]), (vec!["input/untidy-id".to_owned()], &3.into()));
    let by_address = by_name.replace("ann ark\n", "ANN@x.org\n").replace("Bo Bee\n", "bo@x.org\n");
    let by_address =
        by_address.replace("id,name", "id,email").replace("Ann Ark,", "ann@x.org,").replace("Bo Bee,", "bo@x.org,");
    assert_eq!(check(&by_address)?.rules()?, [""; 0], "an address is somebody's own");
    assert_eq!(check(&by_address.replace("manager", "manager email"))?.rules()?, [""; 0]);
    let twins =
        "id,name,title,manager\n1,Ann Ark,CEO,\n2,Bo Bee,CFO,Ann Ark\n3,Bo Bee,COO,Ann Ark\n4,Di Dee,Clerk,Bo Bee\n";
    let json = check(twins)?.json()?;
    let lost =
        json["findings"].as_array().and_then(|all| all.iter().find(|one| one["rule"] == "integrity/unknown-manager"));
    assert_eq!(lost.ok_or("none")?["message"], "4 reports to Bo Bee, and 2 positions are called so");
    Ok(())
}

#[test]
fn a_part_of_a_larger_chart_is_told_once() -> Outcome {
    let mut chart = "id,name,title,manager\nE0,N0,CEO,\n".to_owned();
    for number in 1..60 {
        // Every other manager is in another file.
        let manager = if number % 2 == 0 { format!("F{}", number / 10) } else { "E0".to_owned() };
        writeln!(chart, "E{number},N{number},Clerk,{manager}")?;
    }
    let run = check(&chart)?;
    assert_eq!(run.rules()?, ["integrity/unknown-manager"], "{}", run.out);
    let message = run.json()?["findings"][0]["message"].clone();
    assert_eq!(message, "29 of 59 references in the column 'manager' lead to 6 managers who are not in the chart");
    Ok(())
}
