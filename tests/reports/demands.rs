//! What is asked of the reports beyond their schemas, by those who read them and by sense: all of them say the same.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use crate::annotations::{Annotation, annotations};
use crate::run::{Written, list};
use crate::suites::{Suite, suites};
use crate::{Outcome, Schemas};

/// Looks at every report of a run that is not so large that something is left out.
pub(crate) fn all_are_sound(schemas: &Schemas, written: &Written) -> Outcome {
    assert_eq!(schemas.sarif(&written.sarif), [""; 0]);
    assert_eq!(schemas.gitlab(&written.gitlab), [""; 0]);
    assert_eq!(schemas.junit(&written.junit), [""; 0]);
    sarif_is_what_github_takes(&written.sarif)?;
    let expected = found(written.findings(), |finding| {
        let location = &finding["location"];
        (text(&location["path"]), number(&location["line"]), text(&finding["rule"]), text(&finding["severity"]))
    });
    assert_eq!(found(written.results(), of_result), expected, "SARIF says what JSON says");
    assert_eq!(found(list(&written.gitlab), of_gitlab), expected, "GitLab's report says what JSON says");
    fingerprints_are_unique(written);
    junit_says_the_same(written.findings(), &suites(&written.junit)?);
    github_says_the_same(written.findings(), &annotations(&written.github));
    Ok(())
}

/// Path, line, rule and severity of a finding.
type Found = (String, u64, String, String);

fn found(findings: &[Value], read: impl Fn(&Value) -> Found) -> Vec<Found> {
    let mut found: Vec<Found> = findings.iter().map(read).collect();
    found.iter_mut().filter(|one| one.0 == "-").for_each(|one| one.0 = "stdin".to_owned());
    // A header that is in no row counts as the first.
    found.iter_mut().for_each(|one| one.1 = one.1.max(1));
    found.sort();
    found
}

fn of_result(result: &Value) -> Found {
    let place = &result["locations"][0]["physicalLocation"];
    let severity = match &*text(&result["level"]) {
        "note" => "info".to_owned(),
        level => level.to_owned(),
    };
    let path = decoded(&text(&place["artifactLocation"]["uri"]));
    let path = path.strip_prefix("file://").unwrap_or(&path).to_owned();
    (path, number(&place["region"]["startLine"]), text(&result["ruleId"]), severity)
}

fn of_gitlab(finding: &Value) -> Found {
    let severity = match finding["severity"].as_str().unwrap_or_default() {
        "major" => "error",
        "minor" => "warning",
        other => other,
    };
    let location = &finding["location"];
    let rule = text(&finding["check_name"]);
    (text(&location["path"]), number(&location["lines"]["begin"]), rule, severity.to_owned())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// What a URI says, its codes undone.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes();
    while let [first, others @ ..] = rest {
        let code = others.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What the documentation of GitHub asks for, and what the standard says that its schema does not.
pub(crate) fn sarif_is_what_github_takes(log: &Value) -> Outcome {
    assert_eq!(empty_texts(log, "$"), [""; 0]);
    let run = &log["runs"][0];
    let rules = list(&run["tool"]["driver"]["rules"]);
    let results = list(&run["results"]);
    assert!(results.len() <= 25_000 && rules.len() <= 25_000);
    for rule in rules {
        for key in ["shortDescription", "fullDescription"] {
            assert!((1..=1024).contains(&text(&rule[key]["text"]).encode_utf16().count()), "{rule}");
        }
        assert!(!text(&rule["help"]["text"]).is_empty() && list(&rule["properties"]["tags"]).len() <= 10);
        assert_ne!(rule["name"], rule["id"]);
    }
    let gravity = |level: &str| ["error", "warning", "note"].iter().position(|one| *one == level);
    assert!(results.is_sorted_by_key(|result| gravity(&text(&result["level"]))), "the gravest come first");
    for result in results {
        let index = usize::try_from(number(&result["ruleIndex"]))?;
        assert_eq!(rules.get(index).map(|rule| &rule["id"]), Some(&result["ruleId"]));
        assert_eq!(list(&result["locations"]).len(), 1);
        let related = list(&result["relatedLocations"]);
        assert!(related.len() < 100);
        let ids: Vec<u64> = related.iter().map(|place| number(&place["id"])).collect();
        assert!(ids.iter().copied().eq((1..).take(ids.len())), "{ids:?}");
        for place in list(&result["locations"]).iter().chain(related) {
            place_is_sound(&place["physicalLocation"]);
        }
        let message = text(&result["message"]["text"]);
        assert!(!message.contains("]("), "a link: {message}");
        let placeholder =
            message.split('{').skip(1).any(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
        assert!(!placeholder, "a placeholder: {message}");
    }
    Ok(())
}

fn place_is_sound(place: &Value) {
    let uri = text(&place["artifactLocation"]["uri"]);
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~/%".contains(letter);
    assert!(uri.strip_prefix("file://").unwrap_or(&uri).chars().all(is_plain), "{uri}");
    let has_base = place["artifactLocation"]["uriBaseId"] == "%SRCROOT%";
    let is_below = !uri.starts_with("file:") && uri != "stdin" && !uri.split('/').any(|folder| folder == "..");
    assert_eq!(has_base, is_below, "{place}");
    let region = |key: &str| number(&place["region"][key]);
    assert!(region("startLine") >= 1 && region("startColumn") >= 1, "{place}");
    let (start, end) = ((region("startLine"), region("startColumn")), (region("endLine"), region("endColumn")));
    assert!(start <= end, "{place}");
}

/// The paths of texts that say nothing.
fn empty_texts(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => vec![path.to_owned()],
        Value::Array(list) => list.iter().flat_map(|one| empty_texts(one, &format!("{path}[]"))).collect(),
        Value::Object(map) => map.iter().flat_map(|(key, one)| empty_texts(one, &format!("{path}.{key}"))).collect(),
        _ => Vec::new(),
    }
}

fn fingerprints_are_unique(written: &Written) {
    let of_sarif = fingerprints(written.results());
    let of_gitlab: HashSet<String> = list(&written.gitlab).iter().map(|one| text(&one["fingerprint"])).collect();
    assert_eq!(of_sarif.len(), written.results().len());
    assert_eq!(of_gitlab, of_sarif.into_iter().collect::<HashSet<_>>());
}

/// What the results are known by, with what they are: the same for the same faults.
pub(crate) fn fingerprints(results: &[Value]) -> Vec<String> {
    let mut all: Vec<String> =
        results.iter().map(|result| text(&result["partialFingerprints"]["primaryLocationLineHash"])).collect();
    let own: Vec<String> = results.iter().map(|result| text(&result["partialFingerprints"]["orglint/v1"])).collect();
    assert_eq!(all, own);
    all.sort();
    all.dedup();
    all
}

fn junit_says_the_same(findings: &[Value], suites: &[Suite]) {
    let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding["severity"] != "info") {
        expected.entry(text(&finding["rule"])).or_default().push(text(&finding["severity"]));
    }
    let mut failed: BTreeMap<String, usize> = BTreeMap::new();
    for suite in suites {
        assert_eq!(suite.tests.len(), suite.said_tests);
        assert_eq!(suite.tests.iter().filter(|test| test.failure.is_some()).count(), suite.said_failures);
        assert_eq!(suite.tests.iter().filter(|test| test.is_skipped).count(), suite.said_skipped);
        for test in &suite.tests {
            assert!(!(test.is_skipped && test.failure.is_some()));
            let named = test.text.lines().filter(|line| !line.starts_with("  help: ")).count();
            if test.failure.is_some() {
                *failed.entry(test.rule.clone()).or_default() += named;
            }
            assert_eq!(test.line.is_some(), named > 0, "a test with findings has the line of the first");
        }
    }
    // A rule that has both names what is only worth knowing, too.
    assert_eq!(failed.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (rule, severities) in expected {
        assert!(failed[&rule] >= severities.len(), "{rule}");
    }
}

/// At most ten of each severity, the gravest first; with all that there are they are those of the report.
fn github_says_the_same(findings: &[Value], annotations: &[Annotation]) {
    let (counts, annotations): (Vec<&Annotation>, Vec<&Annotation>) =
        annotations.iter().partition(|one| one.title == "orglint");
    let mut left_out = 0;
    for (severity, name) in [("error", "error"), ("warning", "warning"), ("info", "notice")] {
        let there_are = findings.iter().filter(|finding| finding["severity"] == severity).count();
        let shown = annotations.iter().filter(|one| one.command == name).count();
        let room = if name == "notice" { 10 - counts.len() } else { 10 };
        assert_eq!(shown, there_are.min(room), "{name}");
        left_out += there_are - shown;
    }
    let gravity = |one: &&Annotation| ["error", "warning", "notice"].iter().position(|name| *name == one.command);
    assert!(annotations.is_sorted_by_key(gravity));
    assert_eq!(counts.len(), usize::from(left_out > 0));
    for one in counts {
        assert!(one.text.starts_with(&format!("+{left_out} more finding")), "{}", one.text);
    }
    let rules: HashSet<&str> = findings.iter().filter_map(|finding| finding["rule"].as_str()).collect();
    assert!(annotations.iter().all(|one| rules.contains(&*one.title)));
}
