//! The `orglint.toml` to start from: it is read back, changes nothing, and what it shows as a comment can be set.

#[path = "charts/files.rs"]
mod files;

use std::path::Path;

use files::files;
use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::error::Error;
use orglint::input;
use orglint::policy::Config;
use orglint::report::starter::{Found, Starter};
use orglint::source::Source;
use proptest::prelude::*;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const DAY: jiff::civil::Date = jiff::civil::date(2026, 6, 30);

/// The findings of a chart, and the file that a configuration's chart starts from.
struct Checked {
    findings: Vec<String>,
    starter: String,
}

fn checked(name: &str, bytes: &[u8], config: Config) -> Outcome<Checked> {
    let source = Source::new(name, bytes).map_err(|fault| format!("{fault:?}"))?;
    let options = config.input.clone();
    let chart = Chart::new(input::read(source, &options)?, DAY);
    let rulebook = Rulebook::new(config.patterns, config.rules);
    let report = check(&chart, &rulebook, &config.policy, &config.reader);
    let findings = report.findings.iter().map(|reported| {
        let finding = &reported.finding;
        format!("{:?} {} {} {}", finding.at, reported.severity, reported.rule.name(), finding.message)
    });
    let found = Some(Found::of(&report, &config.reader));
    let starter = Starter { rulebook: &rulebook, policy: &config.policy, extends: None, day: DAY, found };
    Ok(Checked { findings: findings.collect(), starter: starter.text() })
}

fn load(text: &str) -> Outcome<Config> {
    let source = Source::new("orglint.toml", text).map_err(|fault| format!("{fault:?}"))?;
    Ok(Config::load(source, &mut |_, path| Err(Error::new(path))).map_err(|error| format!("{error}:\n{text}"))?)
}

/// The file with every setting in it counting.
fn uncommented(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.is_empty() && !setting.starts_with(' ') => format!("{setting}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn no_finding_of_any_fixture_changes_under_its_own_file() -> Outcome {
    let mut read = 0;
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &["csv", "tsv", "json"])? {
        let name = file.display().to_string();
        let bytes = std::fs::read(&file)?;
        // Some are there because they cannot be read.
        let Ok(before) = checked(&name, &bytes, Config::usual()?) else { continue };
        let after = checked(&name, &bytes, load(&before.starter)?)?;
        assert_eq!(before.findings, after.findings, "{name}");
        assert_eq!(before.starter, after.starter, "{name}");
        read += 1;
    }
    assert!(read > 50, "{read}");
    Ok(())
}

#[test]
fn every_key_of_the_schema_is_there() -> Outcome {
    let rulebook = Rulebook::builtin()?;
    let config = Config::usual()?;
    let starter = Starter { rulebook: &rulebook, policy: &config.policy, extends: None, day: DAY, found: None };
    let text = uncommented(&starter.text());
    load(&text)?;
    let all: toml::Table = toml::from_str(&text)?;
    let schema = serde_json::to_value(orglint::policy::schema())?;
    let keys = |schema: &serde_json::Value| -> Vec<String> {
        schema["properties"].as_object().map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
    };
    for key in keys(&schema) {
        let value = all.get(&key).ok_or_else(|| format!("{key} is missing"))?;
        let definition = match &key[..] {
            "input" => "Input",
            "organisation" => "Organisation",
            "titles" => "Vocabulary",
            "exception" => "Exception",
            _ => continue,
        };
        let inner = value.as_table().or_else(|| value.as_array()?.first()?.as_table()).ok_or("no table")?;
        for key in keys(&schema["$defs"][definition]) {
            assert!(inner.contains_key(&key), "{key} of {definition} is missing");
        }
    }
    Ok(())
}

#[test]
fn statuses_and_titles_that_are_not_known_are_named() -> Outcome {
    let chart = "id,manager,title,status\n1,,CEO,Active\n2,1,Frobnitz,On \"x\" #1\n3,1,FROBNITZ,Active\n4,1,VP Sales,\
                 Terminated\n5,1,VP Sales,Vacant\n6,1,---,Active\n7,1,Vacant,Active\n";
    let starter = checked("org.csv", chart.as_bytes(), Config::usual()?)?.starter;
    assert!(starter.contains("'Active' (4), 'On \"x\" #1' (1)."), "{starter}");
    assert!(starter.contains(r##"#where = "status != \"On \\\"x\\\" #1\"""##), "{starter}");
    assert!(starter.contains("\" = { level = \"unknown\", functions = [\"other\"] }"), "{starter}");
    assert_eq!(starter.matches("level = \"unknown\"").count(), 1, "{starter}");
    assert!(!starter.contains("Terminated") && !starter.contains("---"), "{starter}");
    let config = load(&starter.replace("#where", "where"))?;
    let source = Source::new("org.csv", chart).map_err(|fault| format!("{fault:?}"))?;
    let options = config.input.clone();
    assert_eq!(Chart::new(input::read(source, &options)?, DAY).roster().left_out().count(), 1);
    Ok(())
}

/// One cell, as CSV has it.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_a_chart_holds_the_file_is_read_back(
        heading in "[^\u{0}]{0,20}",
        texts in prop::collection::vec("[^\u{0}]{0,20}", 4),
    ) {
        let [id, title, status, name] = &texts[..] else { unreachable!() };
        let headings = ["Worker ID", "Manager ID", "Job Title", "Status", &heading].map(cell).join(",");
        let row = [&format!("x{id}"), "", title, status, name].map(cell).join(",");
        let text = format!("{headings}\n{row}\n");
        // The heading may be one that is known and taken.
        let Ok(before) = checked("org.csv", text.as_bytes(), Config::usual().unwrap()) else { return Ok(()) };
        let mut mapped = Config::usual().unwrap();
        mapped.input.mapping.set(input::Field::Name, heading.trim());
        let after = checked("org.csv", text.as_bytes(), load(&before.starter).unwrap()).unwrap();
        prop_assert_eq!(before.findings, after.findings);
        let Ok(before) = checked("org.csv", text.as_bytes(), mapped) else { return Ok(()) };
        let after = checked("org.csv", text.as_bytes(), load(&before.starter).unwrap()).unwrap();
        prop_assert_eq!(before.findings, after.findings);
        load(&uncommented(&before.starter)).unwrap();
    }
}
