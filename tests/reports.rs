//! The reports for machines: held against the schemas that others have published, against what their readers ask for beyond
//! these, and against each other.

#[path = "reports/annotations.rs"]
mod annotations;
#[path = "reports/demands.rs"]
mod demands;
#[path = "charts/files.rs"]
mod files;
#[path = "reports/grammar.rs"]
mod grammar;
#[path = "charts/hostile.rs"]
mod hostile;
#[path = "reports/large.rs"]
mod large;
#[path = "reports/places.rs"]
mod places;
#[path = "reports/run.rs"]
mod run;
#[path = "reports/schemas.rs"]
mod schemas;
#[path = "charts/sheet.rs"]
mod sheet;
#[path = "reports/suites.rs"]
mod suites;
#[path = "reports/texts.rs"]
mod texts;

use std::fs;

use demands::{all_are_sound, fingerprints};
use files::fixtures_by_themselves;
use run::{Written, check, check_text, fixtures};
use schemas::Schemas;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[test]
fn every_fixture_is_reported_as_its_readers_ask() -> Outcome {
    let (files, written) = every_fixture()?;
    assert!(written.status == 1 && written.findings().len() > 200, "{}", written.findings().len());
    all_are_sound(&Schemas::load()?, &written)?;
    let suites = suites::suites(&written.junit)?;
    // The configuration beside a chart has a suite of its own where something is to be said of it.
    assert!(suites.len() >= files.len());
    assert!(files.iter().all(|file| suites.iter().any(|suite| suite.name == *file)));
    Ok(())
}

/// The charts of the fixtures, and the reports of all of them in one run.
fn every_fixture() -> Outcome<(Vec<String>, Written)> {
    let files = fixtures_by_themselves()?;
    assert!(files.len() > 150, "{}", files.len());
    let mut arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    arguments.extend(["--select", "all"]);
    let written = check(&fixtures(), &arguments, None)?;
    Ok((files, written))
}

/// What xmllint says of a report, after what a smaller check of the same schema says in every run of the tests.
#[cfg(feature = "schema-tests")]
#[test]
fn xmllint_finds_nothing_wrong_and_does_look() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("junit.xsd"), schemas::junit_xsd())?;
    let validate = |report: &str| -> Outcome<(bool, String)> {
        fs::write(folder.path().join("report.xml"), report)?;
        let mut xmllint = std::process::Command::new("xmllint");
        let output =
            xmllint.current_dir(folder.path()).args(["--noout", "--schema", "junit.xsd", "report.xml"]).output()?;
        Ok((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
    };
    let hostile = texts::hostile_report()?;
    for report in [every_fixture()?.1.junit, hostile, large::junit()?.to_owned()] {
        assert_eq!(validate(&report)?, (true, "report.xml validates\n".to_owned()));
        assert!(!validate(&report.replacen("classname", "class", 1))?.0);
    }
    Ok(())
}

#[test]
fn what_is_found_in_a_configuration_is_in_every_report() -> Outcome {
    let schemas = Schemas::load()?;
    for rule in ["expired-exception", "unused-exception"] {
        let folder = tempfile::tempdir()?;
        let from = fixtures().join("rules/config").join(rule);
        fs::copy(from.join("fail.csv"), folder.path().join("org.csv"))?;
        fs::copy(from.join("fail.toml"), folder.path().join("orglint.toml"))?;
        let written = check(folder.path(), &["org.csv", "--as-of", "2026-06-15"], None)?;
        all_are_sound(&schemas, &written)?;
        let of_rule = |text: &str| text.contains(&format!("config/{rule}")) && text.contains("orglint.toml");
        let result = written.results().iter().find(|one| of_rule(&one.to_string())).ok_or("no result")?;
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 1);
        assert!(of_rule(&written.gitlab.to_string()) && of_rule(&written.github) && of_rule(&written.junit));
    }
    Ok(())
}

#[test]
fn what_a_company_says_of_an_empty_cell_is_some_text() -> Outcome {
    let rule = "[[rule]]\nname = 'custom/clerks'\nwhen = 'person.title == \"Clerk\"'\nmessage = '{department}'\nhelp = '{department}'\n\
        severity = 'warning'\n";
    let folder = tempfile::tempdir()?;
    fs::write(
        folder.path().join("org.csv"),
        "id,title,manager,department\n1,CEO,,\n2,Clerk,1,\"   \"\n3,Clerk,1,\u{a0}\n",
    )?;
    fs::write(folder.path().join("orglint.toml"), rule)?;
    let written = check(folder.path(), &["org.csv", "--select", "custom/*"], None)?;
    all_are_sound(&Schemas::load()?, &written)?;
    let said: Vec<&str> = written.results().iter().filter_map(|one| one["message"]["text"].as_str()).collect();
    assert_eq!(said, ["nothing\nhelp: nothing"; 2], "a report with a text of blanks would be refused");
    Ok(())
}

#[test]
fn a_sound_chart_has_empty_reports() -> Outcome {
    let written = check_text("id,name,title,manager\n1,A,CEO,\n2,B,Clerk,1\n3,C,Clerk,1\n", &[])?;
    all_are_sound(&Schemas::load()?, &written)?;
    assert_eq!((written.status, &*written.github, written.results().len()), (0, "", 0));
    assert_eq!(written.gitlab, serde_json::json!([]));
    assert!(written.junit.contains("failures=\"0\"") && !written.junit.contains("<failure"), "{}", written.junit);
    Ok(())
}

#[test]
fn findings_are_known_by_the_same_wherever_their_rows_stand() -> Outcome {
    for file in ["real/oracle-hr/employees.csv", "rules/integrity/cycle/fail.csv", "rules/input/missing-id/fail.csv"] {
        let text = fs::read_to_string(fixtures().join(file))?;
        let (head, rows) = text.split_once('\n').ok_or("no header")?;
        // Another order without chance: the last comes first, and each second one after all others.
        let rows: Vec<&str> = rows.lines().rev().collect();
        let (even, odd): (Vec<_>, Vec<_>) = rows.iter().enumerate().partition(|(number, _)| number % 2 == 0);
        let rows: Vec<&str> = even.into_iter().chain(odd).map(|(_, row)| *row).collect();
        let moved = format!("{head}\n{}\n", rows.join("\n"));
        let (before, after) = (check_text(&text, &[])?, check_text(&moved, &[])?);
        assert!(!before.results().is_empty() && before.results() != after.results(), "{file}");
        assert_eq!(fingerprints(before.results()), fingerprints(after.results()), "{file}");
    }
    Ok(())
}

#[test]
fn a_fingerprint_tells_rules_and_people_and_files_apart() -> Outcome {
    let select = ["--select", "integrity/*"];
    let one = check_text("id,name,title,manager\n1,A,CEO,\n2,B,Clerk,9\n3,C,Clerk,9\n", &select)?;
    let other = check_text("id,name,title,manager\n1,A,CEO,\n2,B,Clerk,9\n4,C,Clerk,1\n", &select)?;
    let (one, other) = (fingerprints(one.results()), fingerprints(other.results()));
    assert_eq!((one.len(), other.len()), (2, 1));
    assert!(one.contains(&other[0]), "what stays is known as before");
    let folder = tempfile::tempdir()?;
    for name in ["a.csv", "b.csv"] {
        fs::write(folder.path().join(name), "id,name,title,manager\n1,A,CEO,\n2,B,Clerk,9\n")?;
    }
    let both = check(folder.path(), &["a.csv", "b.csv", "--select", "integrity/*"], None)?;
    all_are_sound(&Schemas::load()?, &both)?;
    assert_eq!(fingerprints(both.results()).len(), 2);
    assert_eq!(check(folder.path(), &["b.csv", "./a.csv", "--select", "integrity/*"], None)?.sarif, both.sarif);
    Ok(())
}
