//! `--group-by`: many charts in one table.

use serde_json::Value;

use crate::running::{Folder, Outcome, Run, orglint_with};

/// Three charts, scattered: the first has no fault, the second one, the third two.
const TABLE: &str = "\
tenant,id,name,title,manager_id
b,E1,P1,CEO,
a,E1,P2,CEO,
c,E1,P3,CEO,
b,E2,P4,VP Sales,E9
a,E2,P5,VP Sales,E1
c,E2,P6,VP Sales,E8
c,E3,P7,VP Finance,E9
";

const ONLY: &[&str] = &["check", "org.csv", "--group-by", "tenant", "--select", "integrity/unknown-manager"];

fn run(files: &[(&str, &str)], more: &[&str]) -> Outcome<Run> {
    Folder::new(files)?.run(&[ONLY, more].concat())
}

#[test]
fn each_chart_is_checked_as_its_own_and_places_are_those_of_the_table() -> Outcome {
    let run = run(&[("org.csv", TABLE)], &["--format", "short"])?;
    assert_eq!(run.status, 1);
    let lines: Vec<&str> = run.out.lines().map(|line| line.split(" E").next().unwrap_or_default()).collect();
    let rule = "error[integrity/unknown-manager]";
    assert_eq!(
        lines,
        [format!("org.csv:5:18: {rule}"), format!("org.csv:7:18: {rule}"), format!("org.csv:8:20: {rule}")]
    );
    Ok(())
}

#[test]
fn json_names_the_chart() -> Outcome {
    let run = run(&[("org.csv", TABLE)], &["--format", "json"])?;
    let report = run.json()?;
    let of = |list: &str, key: &str| -> Vec<Value> {
        report[list].as_array().into_iter().flatten().map(|one| one[key].clone()).collect()
    };
    assert_eq!(of("charts", "group"), ["a", "b", "c"]);
    assert_eq!(of("charts", "people"), [2, 2, 3]);
    assert_eq!(of("findings", "group"), ["b", "c", "c"]);
    assert_eq!(report["summary"]["error"], 3);
    assert_eq!((&report["version"], &report["group_by"]), (&1.into(), &"tenant".into()));
    Ok(())
}

#[test]
fn people_are_told_chart_by_chart_and_how_much_all_comes_to() -> Outcome {
    let full = run(&[("org.csv", TABLE)], &[])?;
    assert!(full.out.contains("tenant b: 1 error (2 people)\n"), "{}", full.out);
    assert!(full.out.contains("tenant c: 2 errors (3 people)\n"), "{}", full.out);
    assert!(full.out.ends_with("3 errors in 2 of 3 charts (7 people)\n"), "{}", full.out);
    let short = run(&[("org.csv", TABLE)], &["--max-findings", "1"])?;
    assert_eq!(short.out.matches("error[").count(), 1, "{}", short.out);
    assert!(short.out.contains("2 more findings are not shown"), "{}", short.out);
    let statistics = run(&[("org.csv", TABLE)], &["--statistics", "--format", "short"])?;
    assert_eq!(statistics.err, "3  error    integrity/unknown-manager\n");
    Ok(())
}

#[test]
fn several_reports_go_to_their_files() -> Outcome {
    let folder = Folder::new(&[("org.csv", TABLE)])?;
    let run = folder.run(&[ONLY, &["--format", "short=out.txt", "--format", "json=out.json"]].concat())?;
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert_eq!(folder.read("out.txt")?.lines().count(), 3);
    assert_eq!(serde_json::from_str::<Value>(&folder.read("out.json")?)?["summary"]["error"], 3);
    let refused = folder.run(&[ONLY, &["--format", "sarif"]].concat())?;
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("sarif is no report of many charts"), "{}", refused.err);
    Ok(())
}

#[test]
fn a_chart_that_cannot_be_read_hides_no_other() -> Outcome {
    let table = format!("{TABLE}b,too few\n");
    let run = run(&[("org.csv", &table)], &["--format", "json"])?;
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("tenant b: error: org.csv:9:1: this record has 2 cells"), "{}", run.err);
    let report = run.json()?;
    assert_eq!(report["summary"]["error"], 2);
    assert_eq!(report["charts"][1]["group"], "b");
    assert!(report["charts"][1]["error"].as_str().is_some_and(|error| error.contains("2 cells")));
    Ok(())
}

#[test]
fn a_baseline_knows_findings_chart_by_chart() -> Outcome {
    let folder = Folder::new(&[("org.csv", TABLE)])?;
    let baseline = ["baseline", "org.csv", "--group-by", "tenant", "-o", "known.json"];
    assert_eq!(folder.run(&baseline)?.status, 0);
    let known = [ONLY, &["--baseline", "known.json", "--format", "short"]].concat();
    let clean = folder.run(&known)?;
    assert_eq!((clean.status, clean.out.as_str()), (0, ""));
    // The same id in another chart is somebody else.
    folder.write("org.csv", TABLE.replace("a,E2,P5,VP Sales,E1", "a,E2,P5,VP Sales,E9"))?;
    let found = folder.run(&known)?;
    assert!(found.status == 1 && found.out.starts_with("org.csv:6:"), "{}", found.out);
    Ok(())
}

#[test]
fn exceptions_are_judged_after_all_charts() -> Outcome {
    let exception = |id: &str| format!("[[exception]]\nrule = \"integrity/*\"\nid = \"{id}\"\nreason = \"agreed\"\n");
    let run = |id: &str| {
        let files = [("org.csv", TABLE), ("orglint.toml", &exception(id))];
        Folder::new(&files)?.run(&["check", "org.csv", "--group-by", "tenant", "--format", "short"])
    };
    let used = run("E3")?;
    assert!(!used.out.contains("config/unused-exception"), "{}", used.out);
    let unused = run("E7")?;
    assert_eq!(unused.out.matches("config/unused-exception").count(), 1, "{}", unused.out);
    Ok(())
}

#[test]
fn what_comes_from_a_pipe_is_grouped_too() -> Outcome {
    let run = orglint_with(&["check", "-", "--group-by", "tenant", "--format", "json"], TABLE)?;
    assert_eq!(run.json()?["charts"].as_array().map(Vec::len), Some(3));
    Ok(())
}

#[test]
fn redaction_keeps_people_out_of_every_chart() -> Outcome {
    let table = format!("{TABLE}b,too few,P8\n").replace("P7,VP Finance", "\"Pat Doe\",VP Finance");
    for format in ["pretty", "short", "json"] {
        let open = run(&[("org.csv", &table)], &["--format", format])?;
        let run = run(&[("org.csv", &table)], &["--format", format, "--redact"])?;
        assert!(!run.out.contains("Pat Doe") && !run.err.contains("P8"), "{}{}", run.out, run.err);
        assert!(run.err.contains("this record has 3 cells"), "what is wrong is told: {}", run.err);
        assert_eq!(run.status, open.status);
    }
    Ok(())
}
