//! `orglint diff`: exit status, limits, formats.

#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn orglint() -> Command {
    Command::cargo_bin("orglint").unwrap()
}

fn diff(before: &str, after: &str) -> Command {
    let mut command = orglint();
    command.arg("diff").args([fixture(before), fixture(after)]);
    command
}

fn json(command: &mut Command) -> Value {
    let output = command.args(["--format", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[test]
fn salesprod_is_a_promotion_with_its_succession() {
    let told = json(&mut diff("salesprod-before.csv", "salesprod-after.csv"));
    assert_eq!(ids(&told["joined"]), ["E19"]);
    assert!(ids(&told["left"]).is_empty());
    assert_eq!(ids(&told["moved"]), ["E2", "E3", "E5", "E6", "E8", "E9", "E10"]);
    assert_eq!(told["moved"][1]["from"], "E2");
    assert_eq!(told["moved"][1]["to"], "E1");
    assert_eq!(told["promoted"][0]["id"], "E3");
    assert_eq!([&told["promoted"][0]["from"], &told["promoted"][0]["to"]], ["vp", "c-suite"]);
    assert_eq!(told["vacated"].as_array().unwrap().len(), 1);
    assert_eq!([ids(&told["vacated"][0]["by"]), ids(&told["vacated"][0]["filled_by"])], [["E3"], ["E19"]]);
    let introduced = told["findings"]["introduced"].as_array().unwrap();
    assert!(introduced.iter().all(|found| !found["rule"].as_str().unwrap().starts_with("transition/")));
    assert_eq!([&told["before"]["people"], &told["after"]["people"]], [18, 19]);
    diff("salesprod-before.csv", "salesprod-after.csv").assert().code(0);
}

#[test]
fn without_a_successor_the_role_is_unfilled() {
    let told = json(&mut diff("salesprod-before.csv", "salesprod-unfilled.csv"));
    let introduced = told["findings"]["introduced"].as_array().unwrap();
    let unfilled: Vec<&Value> = introduced.iter().filter(|found| found["rule"] == "transition/unfilled-role").collect();
    assert_eq!(unfilled.len(), 1);
    assert_eq!(ids(&unfilled[0]["subjects"]), ["E3"]);
    assert_eq!(unfilled[0]["severity"], "error");
    assert_eq!([&unfilled[0]["location"]["line"], &unfilled[0]["location"]["column"]], [4, 10]);
    diff("salesprod-before.csv", "salesprod-unfilled.csv").assert().code(1);
    // An info and a warning are left then.
    let ignoring = ["--ignore", "transition/*"];
    diff("salesprod-before.csv", "salesprod-unfilled.csv").args(ignoring).assert().code(0);
    diff("salesprod-before.csv", "salesprod-unfilled.csv")
        .args(ignoring)
        .args(["--fail-on", "warning"])
        .assert()
        .code(1);
}

#[test]
fn what_was_wrong_before_fails_nothing() {
    let faulty = "rules/integrity/cycle/fail.csv";
    orglint().arg("check").arg(fixture(faulty)).assert().code(1);
    let output = diff(faulty, faulty).args(["--fail-on", "info"]).assert().code(0);
    let text = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    assert!(text.contains("no new finding; 0 resolved"), "{text}");
    // The other way round everything is resolved.
    let told = json(&mut diff(faulty, "rules/integrity/cycle/pass.csv"));
    assert_eq!(told["findings"]["resolved"][0]["rule"], "integrity/cycle");
}

#[test]
fn limits_catch_exports_that_lost_rows() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read_to_string(fixture("techcorp.csv")).unwrap();
    let kept: String = whole.lines().take(10).map(|line| format!("{line}\n")).collect();
    let broken = folder.path().join("broken.csv");
    fs::write(&broken, kept).unwrap();
    let run = |limits: &[&str]| {
        let mut command = orglint();
        command.arg("diff").arg(fixture("techcorp.csv")).arg(&broken).args(["--fail-on", "never"]).args(limits);
        command.assert()
    };
    run(&[]).code(0);
    run(&["--max-left", "50%", "--max-joined", "0", "--max-moved", "100%"]).code(0);
    let caught = run(&["--max-left", "5%"]).code(1);
    let told = String::from_utf8_lossy(&caught.get_output().stderr).into_owned();
    assert!(told.contains("people left") && told.contains("--max-left is 5%"), "{told}");
    run(&["--max-left", "5"]).code(1);
    let wrong = run(&["--max-left", "many"]).code(2);
    assert!(String::from_utf8_lossy(&wrong.get_output().stderr).contains("write it as 40 or as 5%"));
}

#[test]
fn two_formats_of_one_chart_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("techcorp.jsonl");
    orglint().arg("convert").arg(fixture("techcorp.csv")).arg("-o").arg(&other).assert().code(0);
    let mut command = orglint();
    let told = json(command.arg("diff").arg(fixture("techcorp.csv")).arg(&other));
    for kind in ["joined", "left", "moved", "retitled", "renumbered", "spans", "vacated"] {
        assert_eq!(told[kind].as_array().map(Vec::len), Some(0), "{kind}");
    }
    assert_eq!(told["before"], told["after"]);
}

#[test]
fn an_input_is_never_written_to_and_standard_input_read_once() {
    let input = fixture("salesprod-after.csv");
    let before = fs::read(&input).unwrap();
    diff("salesprod-before.csv", "salesprod-after.csv").arg("-o").arg(&input).assert().code(2);
    assert_eq!(fs::read(&input).unwrap(), before);
    orglint().args(["diff", "-", "-"]).assert().code(2);
    let mut piped = orglint();
    piped
        .args(["diff", "-"])
        .arg(&input)
        .write_stdin(fs::read(fixture("salesprod-before.csv")).unwrap())
        .assert()
        .code(0);
}

#[test]
fn a_page_with_too_much_to_draw_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let rows = |manager: &str| -> String {
        (0..6_000).map(|number| format!("E{number},Clerk,{}\n", if number < 2 { "" } else { manager })).collect()
    };
    let name = |file: &str| folder.path().join(file);
    fs::write(name("a.csv"), format!("id,title,manager_id\n{}", rows("E0"))).unwrap();
    fs::write(name("b.csv"), format!("id,title,manager_id\n{}", rows("E1"))).unwrap();
    let mut command = orglint();
    command.arg("diff").args([name("a.csv"), name("b.csv")]).args(["--format", "html", "--fail-on", "never"]);
    let page = String::from_utf8(command.assert().code(0).get_output().stdout.clone()).unwrap();
    assert!(page.contains("6,000 boxes, too many for a page") && !page.contains("<svg"), "{}", page.len());
    assert!(page.contains("5,998 people from <code>E0</code>"), "what moved is told in one line");
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let name = |file: &str| folder.path().join(file);
    let evil = "\"<script>alert(1)</script>\",\"</style><img src=x onerror=y>\u{1b}[31m\u{202e}|`[x](http://e)\"";
    fs::write(name("a.csv"), format!("id,name,title,manager_id\nE1,{evil},\nE2,{evil},E1\n")).unwrap();
    fs::write(name("b.csv"), format!("id,name,title,manager_id\nE1,{evil},\nE3,{evil},E1\n")).unwrap();
    for format in ["pretty", "markdown", "html", "svg"] {
        let mut command = orglint();
        command.arg("diff").args([name("a.csv"), name("b.csv")]).args(["--format", format, "--fail-on", "never"]);
        let output = command.assert().code(0);
        let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        assert!(text.contains("E3"), "{format}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{format}");
        if format != "pretty" {
            let text = text.replace("\\<", "");
            assert!(!text.contains("<script>alert") && !text.contains("<img"), "{format}: {text}");
        }
        if format == "markdown" {
            assert!(!text.contains("[x](http"), "{text}");
        }
    }
}
