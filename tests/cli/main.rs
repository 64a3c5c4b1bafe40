//! The command as people and pipelines call it: options, formats, exit statuses.

mod accepted;
mod configuration;
mod diagrams;
mod diff;
mod export;
mod extends;
mod groups;
mod history;
mod hostile;
mod html;
mod init;
mod left_out;
mod markup;
mod own_rules;
mod plan;
mod pull_requests;
mod real_charts;
mod redaction;
mod repair;
mod roles;
mod running;
mod several;
mod several_reports;
#[path = "../charts/sheet.rs"]
mod sheet;
mod titles;
mod watch;
mod workbook;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use running::{Outcome, Run, command, orglint, orglint_with, run};
use serde_json::Value;

/// One error (an unknown manager), nothing else.
const FAILING: &str = "rules/integrity/unknown-manager/fail.csv";
/// No finding.
const PASSING: &str = "rules/integrity/unknown-manager/pass.csv";
/// Two errors.
const LEFT: &str = "rules/integrity/inactive-manager/fail.csv";
/// Warnings alone.
const WARNED: &str = "rules/structure/wide-span/fail.csv";
/// Nothing above a note.
const NOTED: &str = "techcorp.csv";

fn status(arguments: &[&str]) -> i32 {
    orglint(arguments).map_or(-1, |run| run.status)
}

/// The keys of an object, in order.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// Whether the text has no control characters but line breaks, and nothing that hides or reorders.
fn is_plain(text: &str) -> bool {
    let steers = |character: char| {
        character.is_control() && character != '\n'
            || matches!(character, '\u{200e}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !text.chars().any(steers)
}

#[test]
fn the_exit_status_says_how_it_went() {
    assert_eq!(status(&["check", PASSING]), 0);
    assert_eq!(status(&["check", NOTED]), 0);
    assert_eq!(status(&["check", WARNED]), 0);
    assert_eq!(status(&["check", FAILING]), 1);
    assert_eq!(status(&["check", PASSING, FAILING]), 1);
    for (limit, statuses) in
        [("error", [0, 0, 0, 1]), ("warning", [0, 0, 1, 1]), ("info", [0, 1, 1, 1]), ("never", [0, 0, 0, 0])]
    {
        let found = [PASSING, NOTED, WARNED, FAILING].map(|file| status(&["check", "--fail-on", limit, file]));
        assert_eq!(found, statuses, "--fail-on {limit}");
    }
    // Showing is not judging.
    assert_eq!(status(&["stats", FAILING]), 0);
    assert_eq!(status(&["show", FAILING, "E4"]), 0);
}

#[test]
fn what_cannot_be_run_is_told_on_standard_error() {
    let mut messages = String::new();
    for arguments in [
        &["check"][..],
        &["check", "nowhere.csv"],
        &["check", "formats"],
        &["check", "bad/not-utf8.csv"],
        &["check", PASSING, "bad/short-record.csv"],
        &["check", "-", "-"],
        &["check", PASSING, "--select", "integrity/cycel"],
        &["check", PASSING, "--ignore", "nothing/like-it"],
        &["check", PASSING, "--severity", "integrity/cycle"],
        &["check", PASSING, "--severity", "integrity/cycle=fatal"],
        &["check", PASSING, "--severity", "integrety/cycle=info"],
        &["check", PASSING, "--fail-on", "fatal"],
        &["check", PASSING, "--map", "id"],
        &["check", PASSING, "--map", "boss=x"],
        &["check", PASSING, "--map", "manager=Boss"],
        &["check", PASSING, "--as-of", "yesterday"],
        &["check", PASSING, "--input-format", "xml"],
        &["check", PASSING, "--input-format", "json"],
        &["check", PASSING, "--unknown"],
        &["check", PASSING, "-o", "no/such/folder/report.txt"],
        &["check", PASSING, "-o", "formats"],
        &["stats", "nowhere.csv"],
        &["show", PASSING, "E111"],
        &["explain", "integrity/no-roots"],
        &["explain", "integrity"],
        &["export", "nowhere.csv"],
        &["export", PASSING, "--key", "k"],
        &["export", PASSING, "--anonymise", "--key", ""],
        &["export", PASSING, "--format", "xls"],
        &["convert", PASSING, "-o", PASSING],
        &["convert", "bad/short-record.csv"],
        &["roles", "nowhere.csv"],
        &["roles", "--role", "vp-sales-opreations"],
        &["chekc", PASSING],
    ] {
        let run = orglint(arguments).unwrap();
        assert_eq!((run.status, &*run.out), (2, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.starts_with("error: ") && is_plain(&run.err), "{arguments:?}: {}", run.err);
        // Writing to a string cannot fail.
        _ = write!(messages, "$ orglint {}\n{}", arguments.join(" "), run.err);
    }
    insta::assert_snapshot!(messages);
}

#[test]
fn rules_are_selected_and_weighed() {
    let rules = |arguments: &[&str]| {
        let all = [&["check", "growthgen.csv", FAILING, "--format", "json"], arguments].concat();
        orglint(&all).unwrap().rules().unwrap()
    };
    let all = rules(&[]);
    assert!(all.len() > 2 && all.contains(&"integrity/unknown-manager".to_owned()), "{all:?}");
    assert_eq!(rules(&["--select", "all"]), all);
    assert_eq!(rules(&["--select", "integrity/unknown-manager"]), ["integrity/unknown-manager"]);
    let of = |prefixes: &[&str]| -> Vec<String> {
        all.iter().filter(|rule| prefixes.iter().any(|prefix| rule.starts_with(prefix))).cloned().collect()
    };
    let two = of(&["scale/", "pattern/"]);
    assert_eq!(two.len(), 2);
    assert_eq!(rules(&["--select", "scale/*,pattern/*"]), two);
    assert_eq!(rules(&["--select", "scale/*", "--select", "pattern"]), two);
    let without: Vec<String> = all.iter().filter(|rule| !rule.starts_with("pattern/")).cloned().collect();
    assert_eq!(rules(&["--ignore", "pattern/*"]), without);
    assert_eq!(rules(&["--severity", "pattern/*=off"]), without);
    assert_eq!(rules(&["--ignore", "all"]), [""; 0]);
    assert_eq!(rules(&["--select", "integrity/unknown-manager", "--ignore", "all"]), ["integrity/unknown-manager"]);

    assert_eq!(status(&["check", FAILING, "--severity", "integrity/unknown-manager=info"]), 0);
    assert_eq!(status(&["check", FAILING, "--severity", "integrity/*=warning,integrity/unknown-manager=error"]), 1);
    assert_eq!(status(&["check", WARNED, "--severity", "structure/wide-span=error"]), 1);
    assert_eq!(status(&["check", FAILING, "--ignore", "integrity"]), 0);
    let weighed = orglint(&["check", FAILING, "--severity", "all=info", "--format", "json"]).unwrap().json().unwrap();
    assert_eq!(weighed["findings"][0]["severity"], "info");
    assert_eq!(weighed["summary"], serde_json::json!({"error": 0, "warning": 0, "info": 1}));
}

#[test]
fn standard_input_is_read_as_what_it_is() {
    for file in ["formats/chart.csv", "formats/nested.json", "formats/chart.tsv", "formats/wrapped.json"] {
        let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(file)).unwrap();
        let run = orglint_with(&["check", "-", "--format", "json"], text).unwrap();
        let json = run.json().unwrap();
        assert_eq!(run.status, 0, "{file}: {}", run.out);
        assert_eq!(json["charts"][0], serde_json::json!({"path": "-", "people": 8, "roots": ["E1"], "layers": 3}));
    }
    let chart = "[{\"id\": 1, \"manager\": null, \"title\": \"CEO\"}]";
    assert_eq!(orglint_with(&["stats", "-", "--input-format", "json"], chart).unwrap().status, 0);
    assert_eq!(orglint_with(&["stats", "-", "--input-format", "csv"], chart).unwrap().status, 2);
    assert_eq!(orglint_with(&["show", "-", "1"], chart).unwrap().status, 0);
    let nothing = orglint_with(&["check", "-"], "").unwrap();
    assert_eq!(
        (nothing.status, &*nothing.err),
        (2, "error: -: the file is empty\n  help: give a chart in a format such as CSV, JSON or XLSX\n")
    );
}

/// Field by field, as the interface has it.
fn check_shape(json: &Value) -> Outcome {
    let number = |value: &Value, what: &str| value.as_u64().ok_or(format!("{what}: {value}"));
    let text = |value: &Value, what: &str| value.as_str().map(str::to_owned).ok_or(format!("{what}: {value}"));
    let list = |value: &Value, what: &str| value.as_array().cloned().ok_or(format!("{what}: {value}"));
    assert_eq!(keys(json), ["charts", "findings", "summary", "version"]);
    assert_eq!(json["version"], 1);
    for chart in list(&json["charts"], "charts")? {
        assert_eq!(keys(&chart), ["layers", "path", "people", "roots"]);
        text(&chart["path"], "path")?;
        number(&chart["people"], "people")?;
        number(&chart["layers"], "layers")?;
        for root in list(&chart["roots"], "roots")? {
            text(&root, "root")?;
        }
    }
    let mut places = Vec::new();
    let mut counts = [0; 3];
    for finding in list(&json["findings"], "findings")? {
        let expected = ["help", "location", "message", "rule", "severity", "sources", "subjects"];
        assert_eq!(keys(&finding), expected);
        let rule = text(&finding["rule"], "rule")?;
        assert!(rule.contains('/') && !text(&finding["message"], "message")?.is_empty());
        assert!(finding["help"].is_string() || finding["help"].is_null());
        let severity = text(&finding["severity"], "severity")?;
        let weight = ["error", "warning", "info"].into_iter().position(|known| known == severity);
        counts[weight.ok_or(severity)?] += 1;
        for source in list(&finding["sources"], "sources")? {
            assert!(!text(&source, "source")?.is_empty());
        }
        for subject in list(&finding["subjects"], "subjects")? {
            assert_eq!(keys(&subject), ["id", "name", "title"]);
            for key in keys(&subject) {
                text(&subject[key], key)?;
            }
        }
        let location = &finding["location"];
        assert_eq!(keys(location), ["column", "end_column", "end_line", "line", "path"]);
        let start = (number(&location["line"], "line")?, number(&location["column"], "column")?);
        let end = (number(&location["end_line"], "end_line")?, number(&location["end_column"], "end_column")?);
        assert!(start.0 >= 1 && start.1 >= 1 && start <= end, "{location}");
        places.push((text(&location["path"], "path")?, start, rule));
    }
    assert!(places.is_sorted(), "findings come by path, line, column and rule: {places:#?}");
    assert_eq!(json["summary"], serde_json::json!({"error": counts[0], "warning": counts[1], "info": counts[2]}));
    Ok(())
}

#[test]
fn json_has_the_shape_of_the_interface() -> Outcome {
    let cycle = "rules/integrity/cycle/fail.csv";
    let files = [
        "growthgen.csv",
        FAILING,
        cycle,
        WARNED,
        NOTED,
        "hostile.csv",
        "rules/input/duplicate-id/fail.csv",
        "rules/input/missing-id/fail.csv",
        "rules/integrity/no-root/fail.csv",
        "rules/integrity/inactive-manager/fail.csv",
        "real/uk-organogram/ministry_of_justice-2011-09-30-senior.csv",
        "real/chinook/employees.json",
    ];
    let run = orglint(&[&["check", "--format", "json"], &files[..]].concat())?;
    assert_eq!((run.status, &*run.err), (1, ""));
    assert!(run.out.ends_with('\n') && is_plain(&run.out));
    let json = run.json()?;
    check_shape(&json)?;
    let paths: Vec<&str> =
        json["charts"].as_array().ok_or("charts")?.iter().filter_map(|c| c["path"].as_str()).collect();
    let mut sorted = files;
    sorted.sort_unstable();
    assert_eq!(paths, sorted, "every input is named as it was given, in order");

    let one = orglint(&["check", "--format", "json", cycle])?.json()?;
    let finding = &one["findings"][0];
    let ids: Vec<&Value> =
        finding["subjects"].as_array().ok_or("subjects")?.iter().map(|subject| &subject["id"]).collect();
    assert_eq!(ids, ["E4", "E6", "E5"]);
    assert_eq!(finding["subjects"][0]["title"], "Head of Product");
    let place = serde_json::json!({"path": cycle, "line": 5, "column": 29, "end_line": 5, "end_column": 31});
    assert_eq!(finding["location"], place);

    let clean = orglint(&["check", "--format", "json", PASSING])?.json()?;
    check_shape(&clean)?;
    assert_eq!(clean["findings"], serde_json::json!([]));
    Ok(())
}

#[test]
fn places_are_in_the_lines_of_the_file() -> Outcome {
    // The cell named by the place of each finding about a reference holds that reference.
    for (file, cell) in [
        (FAILING, "E22"),
        ("rules/integrity/self-report/fail.csv", ""),
        ("rules/integrity/cycle/fail.csv", "E6"),
        ("rules/input/duplicate-id/fail.csv", "E6"),
    ] {
        let json = orglint(&["check", "--format", "json", file])?.json()?;
        let location = &json["findings"][0]["location"];
        let at =
            |key: &str| location[key].as_u64().map(|number| number as usize - 1).ok_or(format!("{file}: {location}"));
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(file))?;
        let line = text.lines().nth(at("line")?).ok_or("no such line")?;
        let found: String = line.chars().skip(at("column")?).take(at("end_column")? - at("column")?).collect();
        let expected = if cell.is_empty() { line.split(',').next().unwrap_or_default() } else { cell };
        assert_eq!(found, expected, "{file}");
    }
    Ok(())
}

#[test]
fn short_is_one_line_a_finding() {
    let run = orglint(&["check", "--format", "short", FAILING, LEFT]).unwrap();
    let lines = [
        format!("{LEFT}:5:40: error[integrity/inactive-manager] 2 people still report to E4, who has left"),
        format!("{LEFT}:6:43: error[integrity/inactive-manager] 2 people still report to E5, who has not begun"),
        format!("{FAILING}:5:37: error[integrity/unknown-manager] E4 reports to E22, who is not in the chart"),
    ];
    assert_eq!(run.out.lines().collect::<Vec<_>>(), lines);
    assert_eq!(orglint(&["check", "--format", "short", PASSING]).unwrap().out, "");
}

#[test]
fn a_report_file_is_written_whole_and_no_input_is_overwritten() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let chart = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(FAILING))?;
    std::fs::write(path("org.csv"), &chart)?;
    std::fs::write(path("report.json"), "what was there before, and is longer than what comes".repeat(100))?;
    let shown = orglint(&["check", "--format", "json", &path("org.csv")])?;
    let written = orglint(&["check", "--format", "json", &path("org.csv"), "-o", &path("report.json")])?;
    assert_eq!((written.status, &*written.out, &*written.err), (1, "", ""));
    assert_eq!(std::fs::read_to_string(path("report.json"))?, shown.out);

    // Whatever the spelling of its path, an input is never written to.
    let detour = folder.path().join(".").join("x").join("..").join("org.csv").display().to_string();
    std::fs::create_dir(path("x"))?;
    for output in [path("org.csv"), detour] {
        let run = orglint(&["check", PASSING, &path("org.csv"), "-o", &output])?;
        assert_eq!(run.status, 2, "{output}");
        assert!(run.err.contains("inputs are never changed"), "{}", run.err);
        assert_eq!(std::fs::read(path("org.csv"))?, chart);
    }
    // A run that fails leaves what was there.
    assert_eq!(status(&["check", "bad/empty.csv", "-o", &path("report.json")]), 2);
    assert_eq!(std::fs::read_to_string(path("report.json"))?, shown.out);
    assert_eq!(status(&["check", PASSING, "-o", &path("x")]), 2);
    // Files for the time of writing are gone.
    let mut left: Vec<_> =
        std::fs::read_dir(folder.path())?.map(|entry| Ok(entry?.file_name())).collect::<Outcome<_>>()?;
    left.sort();
    assert_eq!(left, ["org.csv", "report.json", "x"]);
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_written_through() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("target.txt"), "before")?;
    std::os::unix::fs::symlink("target.txt", path("link.txt"))?;
    assert_eq!(status(&["check", "--format", "short", FAILING, "-o", &path("link.txt")]), 1);
    assert!(std::fs::symlink_metadata(path("link.txt"))?.is_symlink());
    assert!(std::fs::read_to_string(path("target.txt"))?.contains("unknown-manager"));
    std::os::unix::fs::symlink("target.txt", path("input.csv"))?;
    std::fs::write(path("target.txt"), "id,manager,title\n1,,CEO\n")?;
    assert_eq!(status(&["check", &path("input.csv"), "-o", &path("target.txt")]), 2);

    let pipe = path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status()?.success());
    let (send, receive) = std::sync::mpsc::channel();
    let reader = pipe.clone();
    std::thread::spawn(move || send.send(std::fs::read_to_string(reader)));
    assert_eq!(status(&["check", "--format", "short", FAILING, "-o", &pipe]), 1);
    assert!(receive.recv_timeout(Duration::from_secs(20))??.contains("unknown-manager"));
    Ok(())
}

#[test]
fn less_can_be_shown_than_is_counted() {
    let all = orglint(&["check", LEFT, FAILING]).unwrap();
    assert!(all.out.ends_with("3 errors in 2 charts (21 people)\n"), "{}", all.out);
    let some = orglint(&["check", LEFT, FAILING, "--max-findings", "1"]).unwrap();
    assert_eq!(some.status, 1);
    assert_eq!(some.out.matches("error[").count(), 1);
    let closing = "2 more findings are not shown (--max-findings 1)\n3 errors in 2 charts (21 people)\n";
    assert!(some.out.ends_with(closing), "{}", some.out);
    let none = orglint(&["check", FAILING, "--max-findings", "0"]).unwrap();
    assert_eq!((none.status, none.out.lines().count()), (1, 2), "{}", none.out);
    assert_eq!(orglint(&["check", LEFT, "--max-findings", "1", "--format", "short"]).unwrap().out.lines().count(), 1);
    // Programs are told everything.
    let json = orglint(&["check", LEFT, "--max-findings", "1", "--format", "json"]).unwrap();
    assert_eq!(json.rules().unwrap().len(), 2);

    let quiet = orglint(&["check", PASSING, "--quiet"]).unwrap();
    assert_eq!((quiet.status, &*quiet.out, &*quiet.err), (0, "", ""));
    let loud = orglint(&["check", PASSING]).unwrap();
    assert!(loud.out.contains("no findings"), "{}", loud.out);
    assert!(orglint(&["check", FAILING, "-q"]).unwrap().out.contains("unknown-manager"));
}

#[test]
fn who_is_here_depends_on_the_day() {
    let people = |day: &str| {
        orglint(&["stats", LEFT, "--format", "json", "--as-of", day]).unwrap().json().unwrap()["people"].clone()
    };
    assert_ne!(people("2026-06-30"), people("2999-12-31"));
}

#[test]
fn columns_can_be_mapped() {
    let text = "Badge,Boss,What\n1,,CEO\n2,1,CTO\n";
    assert_eq!(orglint_with(&["stats", "-"], text).unwrap().status, 2);
    let arguments =
        ["stats", "-", "--format", "json", "--map", "id=Badge", "--map", "manager_id=boss", "--map", "title=\"What\""];
    let stats = orglint_with(&arguments, text).unwrap().json().unwrap();
    assert_eq!((&stats["people"], &stats["levels"]["c-suite"]), (&2.into(), &2.into()));
}

#[test]
fn rules_are_listed_and_explained() -> Outcome {
    let json = orglint(&["rules", "--format", "json"])?.json()?;
    let rules = json.as_array().ok_or("no list")?;
    let mut names = Vec::new();
    for rule in rules {
        assert_eq!(keys(rule), ["name", "settings", "severity", "sources", "summary"]);
        for setting in rule["settings"].as_array().ok_or("settings")? {
            assert_eq!(keys(setting), ["default", "help", "name", "unit"]);
            assert!(setting["default"].is_number() && setting["help"].is_string() && setting["unit"].is_string());
        }
        names.push(rule["name"].as_str().ok_or("name")?);
    }
    assert!(names.len() > 30 && names.is_sorted() && names.contains(&"pattern/sales-ops-vp"));
    let text = orglint(&["rules"])?.out;
    for rule in rules {
        let name = rule["name"].as_str().unwrap_or_default();
        let line = text.lines().find(|line| line.split(' ').next() == Some(name)).ok_or(name)?;
        assert!(line.contains(rule["severity"].as_str().unwrap_or_default()), "{line}");
        let page = orglint(&["explain", name])?;
        assert_eq!(page.status, 0, "{name}");
        assert!(page.out.starts_with(&format!("# {name}\n")), "{name}");
        for setting in rule["settings"].as_array().ok_or("settings")? {
            assert!(page.out.contains(&format!("`{}`", setting["name"].as_str().unwrap_or_default())), "{name}");
        }
    }
    Ok(())
}

#[test]
fn one_position_is_shown() {
    let run = orglint(&["show", FAILING, "E4"]).unwrap();
    insta::assert_snapshot!(run.out);
    let chain = orglint(&["show", "formats/nested.json", "E8"]).unwrap().out;
    let above = chain.split("Chain from the top\n").nth(1).and_then(|rest| rest.split("\n\n").next());
    assert_eq!(
        above.unwrap(),
        "  E1  Person 1, Chief Executive Officer\n    E3  Person 3, VP of Finance\n      E8  Person 8, Payroll Specialist"
    );
    let near = orglint(&["show", FAILING, "e4"]).unwrap();
    assert_eq!(near.status, 2);
    assert!(near.err.contains("did you mean 'E4'?"), "{}", near.err);
}

#[test]
fn titles_are_read_in_order() {
    let expected = [
        r#"{"title":"VP, Sales Ops","level":"vp","functions":["sales-operations"],"manages_people":"yes","qualifiers":[]}"#,
        r#"{"title":"Acting CFO","level":"c-suite","functions":["finance"],"manages_people":"yes","qualifiers":["acting"]}"#,
    ];
    let titles = ["VP, Sales Ops", "Acting CFO"];
    let by_argument = orglint(&["title", "--format", "jsonl", titles[0], titles[1]]).unwrap();
    assert_eq!(by_argument.out.lines().collect::<Vec<_>>(), expected);
    for input in [titles.join("\n"), titles.join("\r\n") + "\r\n"] {
        let run = orglint_with(&["title", "--format", "jsonl"], input).unwrap();
        assert_eq!((run.status, run.out.lines().collect::<Vec<_>>()), (0, expected.to_vec()));
    }
    // A line each, also for what is none.
    let odd = orglint_with(&["title", "--format", "jsonl"], "\n \nCEO\n\u{1b}[31m\u{202e}\n").unwrap();
    assert_eq!(odd.out.lines().count(), 4);
    for line in odd.out.lines() {
        let reading: Value = serde_json::from_str(line).unwrap();
        assert_eq!(keys(&reading), ["functions", "level", "manages_people", "qualifiers", "title"]);
    }
    let text = orglint(&["title", "\u{1b}[31mCEO"]).unwrap();
    assert!(text.out.starts_with("\\u{1b}[31mCEO\n") && is_plain(&text.out), "{}", text.out);
    assert_eq!(orglint_with(&["title", "--format", "jsonl"], "").unwrap().out, "");

    let broken = orglint_with(&["title", "--format", "jsonl"], *b"CEO\nDirecteur g\xe9n\xe9ral\n").unwrap();
    assert_eq!(broken.status, 2);
    assert!(broken.err.starts_with("error: -:2:12: the byte 0xe9 is not valid UTF-8"), "{}", broken.err);
}

#[test]
fn pipes_get_no_colours_and_nothing_that_steers() -> Outcome {
    let commands: [&[&str]; 11] = [
        &["check", FAILING, "hostile.csv"],
        &["check", "hostile.csv", "--fail-on", "info", "--select", "all", "--severity", "all=error"],
        &["check", "--format", "short", "hostile.csv", FAILING],
        &["check", "--format", "json", "hostile.csv", FAILING],
        &["stats", "hostile.csv"],
        &["roles", "hostile.csv"],
        &["roles", "hostile.csv", "--format", "markdown"],
        &["title", "--from", "hostile.csv"],
        &["rules"],
        &["explain", "integrity/cycle"],
        &["--help"],
    ];
    for arguments in commands {
        let run = orglint(arguments)?;
        assert!(is_plain(&run.out) && is_plain(&run.err), "{arguments:?}: {:?}", run.out);
    }
    let ids = orglint(&["check", "--format", "json", "hostile.csv", "--select", "all"])?;
    assert_eq!(ids.err, "");
    let colored = orglint(&["check", FAILING, "--color", "always"])?.out;
    assert!(colored.contains("\u{1b}["), "{colored}");
    assert!(is_plain(&run(command(&["check", FAILING]).env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1"))?.out));
    assert!(is_plain(&orglint(&["check", FAILING, "--color", "never"])?.out));
    assert!(is_plain(&run(command(&["check", FAILING, "--color", "never"]).env("CLICOLOR_FORCE", "1"))?.out));
    for format in ["json", "short", "markdown"] {
        assert!(is_plain(&orglint(&["check", FAILING, "--color", "always", "--format", format])?.out), "{format}");
    }
    // Nor does a file.
    let folder = tempfile::tempdir()?;
    let report = folder.path().join("report.txt");
    orglint(&["check", FAILING, "--color", "always", "-o", &report.display().to_string()])?;
    assert!(is_plain(&std::fs::read_to_string(report)?));
    Ok(())
}

#[test]
fn every_command_has_its_help() -> Outcome {
    let help = orglint(&["--help"])?.out;
    let listed = help.split("\nOptions:\n").next().ok_or("no commands")?;
    let indented = listed.lines().filter_map(|line| line.strip_prefix("  "));
    let commands: BTreeSet<&str> = indented.filter_map(|line| line.split_whitespace().next()).collect();
    for known in ["check", "explain", "lsp", "man", "render", "roles", "rules", "show", "stats", "title"] {
        assert!(commands.contains(known), "{known}");
    }
    for name in commands.into_iter().filter(|name| *name != "help") {
        for flag in ["--help", "-h"] {
            let run = orglint(&[name, flag])?;
            assert_eq!((run.status, &*run.err), (0, ""), "{name} {flag}");
            assert!(run.out.contains(&format!("Usage: orglint {name}")) && is_plain(&run.out), "{name}: {}", run.out);
        }
    }
    let nothing = orglint(&[])?;
    assert_eq!((nothing.status, &*nothing.out), (2, ""));
    assert!(nothing.err.contains("Usage:"));
    assert!(orglint(&["--version"])?.out.starts_with("orglint "));
    Ok(())
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() -> Outcome {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("org.csv");
    let rows: String = (1..20_000).map(|id| format!("{id},nobody-{id},Engineer\n")).collect();
    std::fs::write(&path, format!("id,manager,title\n{rows}"))?;
    for format in ["json", "short", "pretty", "markdown"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_orglint"))
            .args(["check", "--format", format])
            .arg(&path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut out = child.stdout.take().ok_or("no output")?;
        out.read_exact(&mut [0; 10])?;
        drop(out);
        let output = child.wait_with_output()?;
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(String::from_utf8(output.stderr)?, "", "{format}");
    }
    Ok(())
}

/// Many people, in a shape that recursion or a quadratic walk would not survive.
fn people(count: usize, manager: impl Fn(usize) -> String) -> String {
    let mut text = "id,manager\n".to_owned();
    for id in 0..count {
        // Writing to a string cannot fail.
        _ = writeln!(text, "{id},{}", manager(id));
    }
    text
}

fn checked(chart: &str, format: &str) -> Outcome<Run> {
    orglint_with(&["check", "-", "--format", format], chart)
}

#[test]
fn a_chain_of_any_length_is_read() -> Outcome {
    const COUNT: usize = 200_000;
    let chain = people(COUNT, |id| if id == 0 { String::new() } else { (id - 1).to_string() });
    let json = checked(&chain, "json")?.json()?;
    assert_eq!((&json["charts"][0]["layers"], &json["summary"]["error"]), (&COUNT.into(), &0.into()));
    let reversed = people(COUNT, |id| if id + 1 == COUNT { String::new() } else { (id + 1).to_string() });
    let stats = orglint_with(&["stats", "-", "--format", "json"], reversed)?.json()?;
    assert_eq!((&stats["layers"], &stats["unreachable"]), (&COUNT.into(), &0.into()));
    let shown = orglint_with(&["show", "-", &(COUNT - 1).to_string()], chain)?;
    assert_eq!(shown.out.lines().filter(|line| line.ends_with(", ")).count(), COUNT + 1);
    Ok(())
}

#[test]
fn a_loop_of_any_length_is_one_finding() -> Outcome {
    const COUNT: usize = 200_000;
    let round = people(COUNT, |id| ((id + 1) % COUNT).to_string());
    let run = checked(&round, "json")?;
    let json = run.json()?;
    assert_eq!(json["charts"][0]["layers"], 0);
    let cycles: Vec<&Value> = json["findings"]
        .as_array()
        .ok_or("findings")?
        .iter()
        .filter(|finding| finding["rule"] == "integrity/cycle")
        .collect();
    assert_eq!(cycles.len(), 1);
    let members = cycles[0]["subjects"].as_array().ok_or("subjects")?;
    assert_eq!(members.len(), COUNT);
    let ids = members.iter().filter_map(|member| member["id"].as_str()?.parse::<usize>().ok());
    assert!(ids.eq(0..COUNT), "all members, in reporting order");
    let pretty = checked(&round, "pretty")?;
    assert!(pretty.status == 1 && pretty.out.len() < 20_000, "{} bytes", pretty.out.len());
    Ok(())
}

#[test]
fn many_faults_of_one_kind_are_told_in_time() -> Outcome {
    const COUNT: usize = 50_000;
    let shapes: [(&str, String, usize); 5] = [
        ("integrity/self-report", people(COUNT, |id| id.to_string()), COUNT),
        ("integrity/unknown-manager", people(COUNT, |id| format!("nobody-{id}")), 1),
        ("integrity/extra-root", people(COUNT, |_| String::new()), COUNT - 1),
        ("integrity/cycle", people(COUNT, |id| (id ^ 1).to_string()), COUNT / 2),
        ("structure/wide-span", people(COUNT, |id| if id == 0 { String::new() } else { "0".to_owned() }), 1),
    ];
    for (rule, chart, count) in shapes {
        let out = checked(&chart, "short")?.out;
        let found = out.lines().filter(|line| line.contains(&format!("[{rule}]"))).count();
        assert_eq!(found, count, "{rule}");
    }
    let duplicates =
        people(COUNT, |id| if id == 0 { String::new() } else { "0".to_owned() }) + "7,0\n".repeat(COUNT).as_str();
    let out = checked(&duplicates, "short")?.out;
    assert_eq!(out.lines().filter(|line| line.contains("[input/duplicate-id]")).count(), COUNT);
    Ok(())
}
