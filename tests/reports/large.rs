//! More findings than the readers of a report take.

use std::fmt::Write;
use std::sync::LazyLock;

use crate::annotations::annotations;
use crate::demands::sarif_is_what_github_takes;
use crate::run::{Written, check_text, list};
use crate::suites::suites;
use crate::{Outcome, Schemas};

/// A chart in which so many report to themselves, and two after them to each other.
fn astray(count: usize) -> String {
    let mut chart = String::from("id,name,title,manager\nA,A,CEO,\n");
    for row in 0..count {
        // Writing to a string cannot fail.
        let _ = writeln!(chart, "E{row},P{row},Clerk,E{row}");
    }
    chart + "X,X,Clerk,Y\nY,Y,Clerk,X\n"
}

/// One run of 30,000 for all tests here: without optimization it takes seconds to read what it wrote.
static WRITTEN: LazyLock<Result<Written, String>> =
    LazyLock::new(|| check_text(&astray(30_000), &WARNING).map_err(|error| error.to_string()));

const WARNING: [&str; 4] =
    ["--select", "integrity/cycle,integrity/self-report", "--severity", "integrity/self-report=warning"];

/// The report for servers that show tests.
#[cfg(feature = "schema-tests")]
pub(crate) fn junit() -> Outcome<&'static str> {
    Ok(&WRITTEN.as_ref().map_err(String::as_str)?.junit)
}

#[test]
fn of_thirty_thousand_findings_github_is_given_what_it_takes() -> Outcome {
    let written = WRITTEN.as_ref().map_err(String::as_str)?;
    assert_eq!(written.findings().len(), 30_001);
    let schemas = Schemas::load()?;
    // Every result takes the schema a while; they are alike.
    let mut log = written.sarif.clone();
    log["runs"][0]["results"].as_array_mut().ok_or("no results")?.truncate(100);
    assert_eq!(schemas.sarif(&log), [""; 0]);
    sarif_is_what_github_takes(&written.sarif)?;
    let results = written.results();
    assert_eq!(results.len(), 25_000);
    assert_eq!(results[0]["ruleId"], "integrity/cycle", "the gravest is kept, though it comes last");
    let line = |result: &serde_json::Value| result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64();
    assert!(results[1..].is_sorted_by_key(line));
    let said = "5,001 findings of 30,001 left out, the least grave: GitHub takes 25,000 at most";
    let remarks = list(&written.sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"]);
    assert_eq!(remarks.iter().map(|remark| remark["message"]["text"].as_str()).collect::<Vec<_>>(), [Some(said)]);
    assert_eq!(written.err, format!("note: sarif: {said}\n"));
    Ok(())
}

#[test]
fn of_thirty_thousand_findings_the_others_say_so_too() -> Outcome {
    let written = WRITTEN.as_ref().map_err(String::as_str)?;
    let gitlab = list(&written.gitlab);
    let fingerprints: std::collections::HashSet<&str> =
        gitlab.iter().filter_map(|one| one["fingerprint"].as_str()).collect();
    assert_eq!((gitlab.len(), fingerprints.len()), (30_001, 30_001));

    let suites = suites(&written.junit)?;
    let test = suites[0].tests.iter().find(|test| test.rule == "integrity/self-report").ok_or("no test")?;
    let (severity, headline) = test.failure.clone().ok_or("it passes")?;
    assert_eq!(severity, "warning");
    assert!(headline.ends_with(" (and 29,999 more findings)"), "{headline}");
    assert_eq!(test.text.lines().filter(|line| line.contains(": warning: ")).count(), 1000);
    assert!(test.text.ends_with("\nand 29,000 warnings more\n"), "{}", &test.text[test.text.len() - 200..]);

    let shown = annotations(&written.github);
    let count = |command: &str| shown.iter().filter(|one| one.command == command).count();
    assert_eq!((count("error"), count("warning"), count("notice")), (1, 10, 1));
    assert_eq!(
        shown.last().map(|one| &*one.text).unwrap_or_default().split('.').next(),
        Some("+29,990 more findings: 29,990 warnings")
    );
    Ok(())
}

#[test]
fn annotations_are_at_most_as_many_as_are_asked_for() -> Outcome {
    let written =
        check_text(&astray(30), &["--select", "integrity/cycle,integrity/self-report", "--max-findings", "3"])?;
    let shown = annotations(&written.github);
    assert_eq!((shown.len(), written.results().len()), (4, 31), "programs are given all");
    assert!(shown[3].text.starts_with("+28 more findings: 28 errors."), "{}", shown[3].text);
    Ok(())
}

#[test]
fn the_members_of_a_loop_are_related_places() -> Outcome {
    let size = 250;
    let mut chart = String::from("id,name,title,manager\nA,A,CEO,\n");
    for row in 0..size {
        let _ = writeln!(chart, "E{row},P{row},Clerk,E{}", (row + 1) % size);
    }
    let written = check_text(&chart, &["--select", "integrity/cycle"])?;
    assert_eq!(Schemas::load()?.sarif(&written.sarif), [""; 0]);
    sarif_is_what_github_takes(&written.sarif)?;
    let [result] = written.results() else { return Err("one loop has one result".into()) };
    let lines: std::collections::BTreeSet<u64> = list(&result["relatedLocations"])
        .iter()
        .filter_map(|place| place["physicalLocation"]["region"]["startLine"].as_u64())
        .collect();
    assert_eq!(lines.len(), 99, "with its own place 100, each once");
    assert!(!lines.contains(&result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap_or(0)));

    let small = check_text("id,name,title,manager\nA,A,CEO,\nB,B,Clerk,D\nC,C,Clerk,B\nD,D,Clerk,C\n", &[])?;
    let result = &small.results()[0];
    let related: Vec<(Option<u64>, Option<&str>)> = list(&result["relatedLocations"])
        .iter()
        .map(|place| (place["physicalLocation"]["region"]["startLine"].as_u64(), place["message"]["text"].as_str()))
        .collect();
    assert_eq!(related, [(Some(5), Some("reports to C")), (Some(4), Some("reports to B"))]);
    Ok(())
}
