//! Exceptions and baselines: findings that a company knows of.

use std::fmt::Write;

use crate::running::{Folder, Outcome};

/// Two directors under directors, and a loop of three.
const CHART: &str = "id,title,manager\nA,CEO,\nB,Director of Finance,A\nC,Director of Legal,B\nD,Director of IT,B\n\
                     X,Analyst,Y\nY,Analyst,Z\nZ,Analyst,X\n";

const RULES: &str = "pattern/*,integrity/cycle,config/*";

fn exception(rule: &str, more: &str) -> String {
    format!("[[exception]]\nrule = '{rule}'\nreason = 'agreed'\n{more}\n")
}

/// What is found of the chart under some exceptions, a line each: place, severity and rule.
fn found(exceptions: &[String], more: &[&str]) -> Outcome<Vec<String>> {
    let folder = Folder::new(&[("org.csv", CHART), ("orglint.toml", &exceptions.concat())])?;
    let lines = folder.check(RULES, more)?;
    Ok(lines.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect())
}

const C: &str = "org.csv:4:21: warning[pattern/director]";
const D: &str = "org.csv:5:18: warning[pattern/director]";
const LOOP: &str = "org.csv:6:11: error[integrity/cycle]";

#[test]
fn an_exception_covers_what_it_names() -> Outcome {
    assert_eq!(found(&[], &[])?, [C, D, LOOP]);
    for (rule, more, left) in [
        ("pattern/director", "id = 'C'", &[D, LOOP][..]),
        ("pattern/*", "id = 'D'", &[C, LOOP]),
        ("pattern/director", "", &[LOOP]),
        ("all", "", &[]),
        ("all", "id = 'C'", &[D, LOOP]),
        ("integrity/cycle", "id = 'X'", &[C, D]),
        ("integrity/cycle", "id = 'Y'", &[C, D]),
        ("integrity/*", "id = 'Z'", &[C, D]),
    ] {
        assert_eq!(found(&[exception(rule, more)], &[])?, left, "{rule} {more}");
    }
    // Of two that cover a finding the first is used.
    let twice = [exception("pattern/director", "id = 'C'"), exception("pattern/director", "id = 'C'")];
    assert_eq!(found(&twice, &[])?, [D, LOOP, "orglint.toml:5:1: info[config/unused-exception]"]);
    Ok(())
}

#[test]
fn an_exception_ends_with_its_last_day() -> Outcome {
    let until = |day: &str| exception("pattern/director", &format!("id = 'C'\nuntil = {day}"));
    let as_of = ["--as-of", "2026-06-30"];
    let expired = "orglint.toml:1:1: warning[config/expired-exception]";
    assert_eq!(found(&[until("2026-06-30")], &as_of)?, [D, LOOP], "today it holds");
    assert_eq!(found(&[until("2026-06-29")], &as_of)?, [C, D, LOOP, expired], "yesterday it did");
    let unused = "orglint.toml:1:1: info[config/unused-exception]";
    assert_eq!(found(&[exception("pattern/director", "id = 'B'")], &[])?, [C, D, LOOP, unused]);
    assert_eq!(
        found(&[exception("structure/wide-span", "")], &[])?,
        [C, D, LOOP],
        "a rule that did not run needs none"
    );
    let off = "[rules]\n'config/*' = 'off'\n".to_owned();
    assert_eq!(found(&[off, until("2026-06-29")], &as_of)?, [C, D, LOOP]);
    Ok(())
}

#[test]
fn what_one_of_several_charts_needs_is_used() -> Outcome {
    let sound = "id,title,manager\nA,CEO,\n";
    let both = exception("pattern/director", "id = 'C'") + &exception("pattern/director", "id = 'N'");
    let folder = Folder::new(&[
        ("one/org.csv", CHART),
        ("two/org.csv", sound),
        ("orglint.toml", &both),
        ("base.toml", &both),
        ("apart/one/org.csv", CHART),
        ("apart/one/orglint.toml", "extends = ['../../base.toml']"),
        ("apart/two/org.csv", sound),
        ("apart/two/orglint.toml", "extends = ['../.././base.toml']"),
    ])?;
    let check = |files: [&str; 2]| -> Outcome<Vec<String>> {
        let arguments = ["check", files[0], files[1], "--format", "short", "--select", RULES];
        let lines = folder.run(&arguments)?.out;
        Ok(lines.lines().filter(|line| line.contains("toml")).map(|line| line.replace('\\', "/")).collect())
    };
    let message = "info[config/unused-exception] nothing is found that the exception of N from pattern/director covers";
    assert_eq!(check(["one/org.csv", "two/org.csv"])?, [format!("orglint.toml:5:1: {message}")]);
    let shared = check(["apart/one/org.csv", "apart/two/org.csv"])?;
    assert!(
        shared.len() == 1 && shared[0].contains("base.toml:5:1: "),
        "a file that two build on is judged once: {shared:?}"
    );
    assert_eq!(shared, check(["apart/two/org.csv", "apart/one/org.csv"])?, "whatever the order");
    Ok(())
}

#[test]
fn findings_in_a_configuration_stand_in_every_format_by_path() -> Outcome {
    let text = exception("pattern/director", "id = 'N'");
    let folder = Folder::new(&[("a.csv", CHART), ("z.csv", CHART), ("orglint.toml", &text)])?;
    let run = |format: &str| folder.run(&["check", "z.csv", "a.csv", "--select", RULES, "--format", format]);
    let json = run("json")?.json()?;
    let findings = json["findings"].as_array().ok_or("no findings")?;
    let mut paths: Vec<&str> = findings.iter().filter_map(|finding| finding["location"]["path"].as_str()).collect();
    paths.dedup();
    assert_eq!(paths, ["a.csv", "orglint.toml", "z.csv"]);
    let own = findings.iter().find(|finding| finding["rule"] == "config/unused-exception").ok_or("none")?;
    assert_eq!((&own["location"]["line"], &own["subjects"]), (&1.into(), &serde_json::json!([])));
    assert_eq!(json["summary"], serde_json::json!({ "error": 2, "warning": 4, "info": 1 }));
    let short = run("short")?.out;
    let names: Vec<&str> = short.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(names, ["a.csv", "a.csv", "a.csv", "orglint.toml", "z.csv", "z.csv", "z.csv"]);
    let pretty = run("pretty")?.out;
    let at = |text: &str| pretty.find(text).ok_or_else(|| format!("{text}: {pretty}"));
    assert!(at("a.csv:")? < at("orglint.toml:1:1")? && at("orglint.toml:1:1")? < at("z.csv:")?);
    assert!(pretty.contains("[[exception]]"), "the place is shown: {pretty}");
    let failing = folder.run(&["check", "a.csv", "--select", "config/*", "--fail-on", "info"])?;
    assert_eq!(failing.status, 0, "the pattern did not run: {}", failing.out);
    let failing = folder.run(&["check", "a.csv", "--select", "config/*,pattern/coo", "--fail-on", "info"])?;
    assert_eq!(failing.status, 0, "nor did the one that it is of: {}", failing.out);
    Ok(())
}

/// The rows of the chart in another order, with a blank line and one more person between them.
fn disturbed() -> Outcome<String> {
    let (header, rows) = CHART.split_once('\n').ok_or("no header")?;
    let rows: Vec<&str> = rows.lines().rev().collect();
    let mut text = format!("{header}\n\n");
    for row in rows {
        writeln!(text, "{row}")?;
    }
    Ok(text + "N,VP Marketing,A\n")
}

#[test]
fn a_baseline_knows_its_findings_wherever_they_stand() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART), ("moved/other.csv", &disturbed()?)])?;
    let made = folder.run(&["baseline", "org.csv", "--select", RULES, "-o", "baseline.json"])?;
    assert_eq!((made.status, &*made.out), (0, ""), "{}", made.err);
    let text = folder.read("baseline.json")?;
    assert_eq!(folder.run(&["baseline", "org.csv", "--select", RULES])?.out, text);
    assert_eq!(text.lines().count(), 5, "a line a finding: {text}");
    for chart in ["org.csv", "moved/other.csv"] {
        let run = folder.run(&[
            "check",
            chart,
            "--select",
            RULES,
            "--baseline",
            "baseline.json",
            "--format",
            "short",
            "--statistics",
        ])?;
        assert_eq!((run.status, &*run.out), (0, ""), "{chart}");
        assert!(run.err.contains("3 findings known from the baseline"), "{}", run.err);
    }
    // One is mended, one is new.
    folder.write("org.csv", CHART.replace("D,Director of IT,B", "D,Director of IT,A\nE,Director of Sales,D"))?;
    let lines = folder.check(RULES, &["--baseline", "baseline.json"])?;
    assert!(lines.contains("E (Director of Sales) reports to D") && lines.lines().count() == 1, "{lines}");
    let json = folder
        .run(&["check", "org.csv", "--select", RULES, "--baseline", "baseline.json", "--format", "json"])?
        .json()?;
    assert_eq!(json["summary"]["warning"], 1);
    Ok(())
}

#[test]
fn a_baseline_knows_each_finding_as_often_as_it_was_there() -> Outcome {
    let double = "id,title,manager\nA,CEO,\nB,Analyst,A\nB,Analyst,A\nB,Analyst,A\n";
    let folder = Folder::new(&[("org.csv", double)])?;
    let found = |folder: &Folder| folder.check("input/duplicate-id", &["--baseline", "baseline.json"]);
    folder.run(&["baseline", "org.csv", "--select", "input/duplicate-id", "-o", "baseline.json"])?;
    assert!(folder.read("baseline.json")?.contains("\"count\":2"), "{}", folder.read("baseline.json")?);
    assert_eq!(found(&folder)?, "");
    folder.write("org.csv", format!("{double}B,Analyst,A\n"))?;
    assert_eq!(found(&folder)?.lines().count(), 1);
    folder.write("org.csv", "id,title,manager\nA,CEO,\nB,Analyst,A\n")?;
    assert_eq!(found(&folder)?, "", "what is gone is no fault");
    Ok(())
}

#[test]
fn a_baseline_knows_what_was_wrong_with_the_configuration() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART), ("orglint.toml", &exception("pattern/director", "id = 'N'"))])?;
    folder.run(&["baseline", "org.csv", "-o", "baseline.json"])?;
    let run = folder.run(&[
        "check",
        "org.csv",
        "--baseline",
        "baseline.json",
        "--fail-on",
        "info",
        "--format",
        "short",
        "--statistics",
    ])?;
    assert_eq!((run.status, &*run.out), (0, ""));
    assert!(run.err.contains("1 finding in the configuration known from the baseline"), "{}", run.err);
    Ok(())
}

#[test]
fn exceptions_and_baselines_are_counted_apart() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART), ("orglint.toml", &exception("pattern/director", "id = 'C'"))])?;
    folder.run(&["baseline", "org.csv", "--select", "pattern/*", "-o", "baseline.json"])?;
    let arguments =
        ["check", "org.csv", "--select", RULES, "--baseline", "baseline.json", "--format", "json", "--statistics"];
    let run = folder.run(&arguments)?;
    assert_eq!(run.rules()?, ["integrity/cycle"]);
    assert_eq!(run.status, 1, "what is left decides");
    for line in
        ["1  error    integrity/cycle", "1 finding covered by an exception", "1 finding known from the baseline"]
    {
        assert!(run.err.contains(line), "{line}: {}", run.err);
    }
    assert!(!run.out.contains("covered by"), "nothing of it on standard output");
    Ok(())
}

#[test]
fn a_broken_baseline_is_told() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART)])?;
    let huge = u64::MAX.to_string();
    let twice = format!("{{\"rule\":\"a\",\"ids\":[],\"count\":{huge}}}");
    for (text, expected) in [
        ("", "baseline.json: it is no baseline: EOF"),
        ("{", "it is no baseline"),
        ("[]", "it is no baseline"),
        ("{\"version\": 2, \"findings\": []}", "version 2 of baselines is not known"),
        ("{\"version\": 1}", "missing field `findings`"),
        ("{\"version\": 1, \"findings\": [{\"rule\": \"a\"}]}", "missing field `ids`"),
        ("{\"version\": 1, \"findings\": [{\"rule\": \"a\", \"ids\": [], \"count\": -1}]}", "invalid value"),
        ("{\"version\": 1, \"findings\": [], \"x\": 1}", "unknown field `x`"),
        ("{\"version\": 1, \"findings\": []} x", "trailing characters"),
        (&"[".repeat(100_000), "it is no baseline"),
    ] {
        folder.write("baseline.json", text)?;
        let run = folder.run(&["check", "org.csv", "--baseline", "baseline.json"])?;
        assert!(run.status == 2 && run.out.is_empty() && run.err.contains(expected), "{expected}: {}", run.err);
        assert!(run.err.contains("help: make one with `orglint baseline"), "{}", run.err);
    }
    for (text, lines) in [
        ("\u{feff}{\"version\": 1, \"findings\": []}".to_owned(), 3),
        (format!("{{\"version\": 1, \"findings\": [{twice},{twice}]}}"), 3),
    ] {
        folder.write("baseline.json", &text)?;
        assert_eq!(folder.check(RULES, &["--baseline", "baseline.json"])?.lines().count(), lines);
    }
    let run = folder.run(&["check", "org.csv", "--baseline", "none.json"])?;
    assert_eq!(
        run.err,
        "error: none.json: there is no such file\n  help: check the path: it should lead to a baseline\n"
    );
    let run = folder.run(&["baseline", "org.csv", "-o", "org.csv"])?;
    assert!(run.status == 2 && folder.read("org.csv")? == CHART, "a chart is never written over: {}", run.err);
    Ok(())
}
