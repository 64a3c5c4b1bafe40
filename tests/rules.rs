//! Every rule has a chart that passes and one that does not, and these do what they are for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use orglint::change::MatchBy;
use orglint::chart::Chart;
use orglint::check::{Comparison, Entry, Outcome as Checked, Part, Rulebook, check};
use orglint::error::Error;
use orglint::finding::Severity;
use orglint::input;
use orglint::policy::{Config, Policy, Selection};
use orglint::source::Source;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Checks a fixture, under the configuration beside it if there is one, and hands the outcome to `test`.
fn checking(file: &Path, select: Vec<Selection>, test: impl FnOnce(&Checked<'_>)) -> Outcome {
    let source = |file: &Path| -> Result<Source, Box<dyn std::error::Error>> {
        let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(Source::new(file.display().to_string(), bytes).map_err(|fault| format!("{fault:?}"))?)
    };
    let configuration = file.with_extension("toml");
    let config = match configuration.exists() {
        true => Config::load(source(&configuration)?, &mut |_, path| Err(Error::new(path)))?,
        false => Config::usual()?,
    };
    let roster = input::read(source(file)?, &input::Options::default())?;
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
    let policy = Policy { select, ..config.policy };
    let rulebook = Rulebook::new(config.patterns, config.rules);
    test(&Checked::new(vec![check(&chart, &rulebook, &policy, &config.reader)]));
    Ok(())
}

/// Compares the chart of a folder before with one after, and hands what one rule finds to `test`.
fn comparing(folder: &Path, after: &str, rule: &str, test: impl FnOnce(String)) -> Outcome {
    let chart = |file: &str| -> Result<Chart, Box<dyn std::error::Error>> {
        let file = folder.join(file);
        let source = Source::new(file.display().to_string(), std::fs::read(&file)?).map_err(|_| "no text")?;
        Ok(Chart::new(input::read(source, &input::Options::default())?, jiff::civil::date(2026, 6, 30)))
    };
    let config = Config::usual()?;
    let policy = Policy { select: vec![Selection::Rule(rule.to_owned())], ..config.policy };
    let rulebook = Rulebook::new(config.patterns, config.rules);
    let (before, after) = (chart("before.csv")?, chart(after)?);
    let [before, after] = [&before, &after].map(|chart| check(chart, &rulebook, &policy, &config.reader));
    let comparison = Comparison::new(&before, &after, MatchBy::Id);
    test(comparison.introduced().into_iter().map(lines_of).collect());
    Ok(())
}

/// One line a finding: place, severity, rule, message.
fn lines(outcome: &Checked<'_>) -> String {
    outcome.parts().into_iter().map(lines_of).collect()
}

fn lines_of(part: Part<'_>) -> String {
    let source = part.source;
    let line = |reported: &orglint::check::Reported<'_>| {
        let place = source.place(reported.finding.at.start as usize);
        let (severity, rule, finding) = (reported.severity, reported.rule.name(), &reported.finding);
        let help = finding.help.as_deref().unwrap_or_default();
        format!("{}:{} {severity}[{rule}] {}\n    help: {help}\n", place.line, place.column, finding.message)
    };
    part.findings.iter().map(line).collect()
}

/// The lines of the findings, all of them where the rule ran alone.
fn lines_of_rule(outcome: &Checked<'_>, rule: &str) -> String {
    if !rule.starts_with("config/") {
        return lines(outcome);
    }
    let name = format!("[{rule}]");
    let all = lines(outcome);
    let mut shown = String::new();
    for (line, help) in all.lines().zip(all.lines().skip(1)).filter(|(line, _)| line.contains(&name)) {
        shown += &format!("{line}\n{help}\n");
    }
    shown
}

#[test]
fn each_rule_fires_alone_on_its_failing_chart_and_is_silent_on_the_passing_one() -> Outcome {
    let rulebook = Rulebook::builtin()?;
    for entry in rulebook.entries() {
        let rule = entry.name();
        let folder = fixtures().join("rules").join(rule);
        if entry.is_about_change() {
            comparing(&folder, "pass.csv", rule, |found| assert_eq!(found, "", "{rule}: the passing chart"))?;
            comparing(&folder, "fail.csv", rule, |found| {
                assert!(!found.is_empty(), "{rule}: nothing is found in the failing chart");
                insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
                    insta::assert_snapshot!(rule.replace('/', "__"), found);
                });
            })?;
            continue;
        }
        // Exceptions are judged after the rules that they are from.
        let alone = || match rule.strip_prefix("config/") {
            Some(_) => vec![Selection::Rule(rule.to_owned()), Selection::Category("pattern".to_owned())],
            None => vec![Selection::Rule(rule.to_owned())],
        };
        checking(&folder.join("pass.csv"), alone(), |report| {
            assert_eq!(lines_of_rule(report, rule), "", "{rule}: the passing chart");
        })?;
        checking(&folder.join("fail.csv"), alone(), |report| {
            assert!(
                report.findings().any(|reported| reported.rule.name() == rule),
                "{rule}: nothing is found in the failing chart"
            );
            insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
                insta::assert_snapshot!(rule.replace('/', "__"), lines_of_rule(report, rule));
            });
        })?;
    }
    Ok(())
}

#[test]
fn beside_its_own_a_failing_chart_has_no_other_finding_of_weight() -> Outcome {
    // The finding of an exception that has expired, or names another id, is there.
    // Nobody is at the top only where everybody has a manager, and in a chart of its own that is somebody's own self.
    let known = [
        ("integrity/no-root", "integrity/self-report"),
        ("config/expired-exception", "pattern/director"),
        ("config/unused-exception", "pattern/director"),
    ];
    let rulebook = Rulebook::builtin()?;
    // Of one chart a rule about changes says nothing, and what it is about is often a fault of the chart as well.
    for rule in rulebook.entries().iter().filter(|rule| !rule.is_about_change()).map(Entry::name) {
        for chart in ["pass.csv", "fail.csv"] {
            let file = fixtures().join("rules").join(rule).join(chart);
            checking(&file, Vec::new(), |report| {
                let others: BTreeSet<&str> = report
                    .findings()
                    .filter(|reported| reported.severity > Severity::Info)
                    .map(|reported| reported.rule.name())
                    .filter(|other| *other != rule && !known.contains(&(rule, other)))
                    .collect();
                assert!(others.is_empty(), "{rule}, {chart}: {others:?}\n{}", lines(report));
            })?;
        }
    }
    Ok(())
}

#[test]
fn no_folder_is_without_a_rule() -> Outcome {
    let rulebook = Rulebook::builtin()?;
    for category in std::fs::read_dir(fixtures().join("rules"))? {
        for folder in std::fs::read_dir(category?.path())? {
            let folder = folder?.path();
            let name: PathBuf = folder.strip_prefix(fixtures().join("rules"))?.into();
            assert!(rulebook.find(&name.display().to_string()).is_some(), "no rule for {}", folder.display());
        }
    }
    Ok(())
}

#[test]
fn names_are_well_formed_and_texts_complete() -> Outcome {
    let rulebook = Rulebook::builtin()?;
    let categories = ["input", "integrity", "pattern", "structure", "scale", "role", "transition", "config"];
    for rule in rulebook.entries() {
        let (category, name) = rule.name().split_once('/').ok_or(rule.name())?;
        assert!(categories.contains(&category), "{}", rule.name());
        assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{}", rule.name());
        assert!(!rule.summary().is_empty() && !rule.summary().ends_with('.'), "{}", rule.name());
        assert!(rule.why().ends_with('.'), "{}", rule.name());
    }
    Ok(())
}

#[test]
fn the_cases_of_the_sources_come_out_as_the_sources_have_them() -> Outcome {
    let of_weight = |report: &Checked<'_>| -> Vec<String> {
        let grave = report.findings().filter(|reported| reported.severity > Severity::Info);
        grave.map(|reported| reported.rule.name().to_owned()).collect()
    };
    for conforming in ["techcorp.csv", "salesprod-before.csv", "salesprod-after.csv"] {
        checking(&fixtures().join(conforming), Vec::new(), |report| {
            assert_eq!(of_weight(report), [""; 0], "{conforming}\n{}", lines(report));
        })?;
    }
    for failing in ["growthgen.csv", "salesprod-unfilled.csv"] {
        checking(&fixtures().join(failing), Vec::new(), |report| {
            assert!(of_weight(report).contains(&"scale/coo-runs-sales-ops".to_owned()), "{failing}\n{}", lines(report));
        })?;
    }
    Ok(())
}
