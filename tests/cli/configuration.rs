//! `orglint.toml`: where it is found, and what it changes.

use std::fs;
use std::path::Path;

use crate::running::{Outcome, Run, command, run};

/// A CSV chart in the folder `charts/2026` of a new folder.
fn folder(chart: &str) -> Outcome<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir_all(folder.path().join("charts/2026"))?;
    fs::write(folder.path().join("charts/2026/org.csv"), chart)?;
    Ok(folder)
}

fn orglint_in(folder: &Path, arguments: &[&str]) -> Outcome<Run> {
    run(command(arguments).current_dir(folder))
}

const CHART: &str = "id,title,manager\nA,Kingpin,\nB,CRO,A\nC,VP Sales,A\n";

#[test]
fn the_nearest_configuration_above_the_input_applies() -> Outcome {
    let folder = folder(CHART)?;
    let level = |at: &str, chart: &str| -> Outcome<bool> {
        Ok(orglint_in(&folder.path().join(at), &["show", chart, "A"])?.out.contains("level      c-suite"))
    };
    assert!(!level(".", "charts/2026/org.csv")?, "without a configuration");
    fs::write(folder.path().join("orglint.toml"), "titles.exact = { Kingpin = { level = 'c-suite' } }")?;
    assert!(level(".", "charts/2026/org.csv")?, "two folders above the chart");
    assert!(level("charts/2026", "org.csv")?, "from another working directory");
    fs::write(folder.path().join("charts/orglint.toml"), "")?;
    assert!(!level(".", "charts/2026/org.csv")?, "a nearer one replaces it");
    let named = orglint_in(folder.path(), &["show", "charts/2026/org.csv", "A", "--config", "orglint.toml"])?;
    assert!(named.out.contains("level      c-suite"), "the named one goes before: {}", named.out);
    Ok(())
}

#[test]
fn each_of_several_charts_has_its_own() -> Outcome {
    let folder = folder("id,title,manager\nA,CEO,\nB,Kingpin,A\nC,Director of Sales,B\n")?;
    let chart = folder.path().join("charts/2026/org.csv");
    fs::create_dir(folder.path().join("charts/2027"))?;
    fs::copy(&chart, folder.path().join("charts/2027/org.csv"))?;
    let exact = "titles.exact = { Kingpin = { level = 'individual' } }";
    fs::write(folder.path().join("charts/2027/orglint.toml"), exact)?;
    let run = orglint_in(folder.path(), &["check", "charts/2026/org.csv", "charts/2027/org.csv", "--format", "json"])?;
    let json = run.json()?;
    let mut paths: Vec<&str> = json["findings"]
        .as_array()
        .ok_or("no findings")?
        .iter()
        .filter(|finding| finding["rule"] == "structure/level-inversion")
        .filter_map(|finding| finding["location"]["path"].as_str())
        .collect();
    paths.dedup();
    assert_eq!(paths, ["charts/2027/org.csv"], "{}", run.out);
    Ok(())
}

#[test]
fn initials_and_words_of_the_company_go_before() -> Outcome {
    let folder = folder(CHART)?;
    fs::write(folder.path().join("orglint.toml"), "[titles]\ninitials = { CRO = 'Chief Risk Officer' }\n")?;
    let shown = orglint_in(folder.path(), &["show", "charts/2026/org.csv", "B"])?.out;
    assert!(shown.contains("function   risk-compliance (from the title)"), "{shown}");
    let read = orglint_in(folder.path(), &["title", "--format", "jsonl", "CRO"])?.out;
    assert!(read.contains("risk-compliance"), "the working directory counts for titles: {read}");
    Ok(())
}

#[test]
fn a_faulty_configuration_stops_the_run_with_its_place() -> Outcome {
    let folder = folder(CHART)?;
    let path = folder.path().join("orglint.toml");
    for (text, expected) in [
        ("titels = {}", "orglint.toml:1:1: unknown field `titels`"),
        ("[titles]\nexact = { a = { level = 'bos' } }", "orglint.toml:2:25: unknown variant `bos`"),
        ("[titles\n", "orglint.toml:1:8:"),
        ("[titles]\nexact = 7", "orglint.toml:2:9: invalid type"),
    ] {
        fs::write(&path, text)?;
        let run = orglint_in(folder.path(), &["check", "charts/2026/org.csv"])?;
        assert_eq!(run.status, 2, "{}", run.err);
        assert!(run.err.contains(expected) && run.out.is_empty(), "{expected}: {}", run.err);
    }
    let missing = orglint_in(folder.path(), &["check", "charts/2026/org.csv", "--config", "none.toml"])?;
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("none.toml: there is no such file"), "{}", missing.err);
    Ok(())
}

#[test]
fn where_a_function_comes_from_is_shown() -> Outcome {
    let folder =
        folder("id,title,manager,department\nA,CEO,,\nB,Director,A,Sales Operations\nC,CRO,A,\nD,Risk Analyst,C,\n")?;
    let shown =
        |id: &str| -> Outcome<String> { Ok(orglint_in(folder.path(), &["show", "charts/2026/org.csv", id])?.out) };
    let from_department = "function   sales-operations (the title names none; from the department 'Sales Operations')";
    assert!(shown("B")?.contains(from_department), "{}", shown("B")?);
    let from_chart =
        "function   risk-compliance (read as chief risk officer: 1 direct report works in risk-compliance)";
    assert!(shown("C")?.contains(from_chart), "{}", shown("C")?);
    assert!(shown("D")?.contains("risk-compliance (from the title)"), "{}", shown("D")?);
    Ok(())
}
