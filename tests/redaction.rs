//! `--redact`: no name, address or pay of anybody is in whatever is shown, and what is found stays the same.

#[path = "charts/mod.rs"]
mod charts;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{Cursor, Read};
use std::{fs, io};

use orglint::chart::Chart;
use orglint::check::{Outcome as Checked, Rulebook, check};
use orglint::diagram::{ColorBy, Colours, Direction, Scene, Selection as Drawn, Theme, dot, draw, mermaid, svg};
use orglint::finding::Severity;
use orglint::input::{self, Field, Options, Roster};
use orglint::policy::{Config, Policy, Selection};
use orglint::report::{github, gitlab, html, json, junit, markdown, pretty, sarif, short, statistics, xlsx};
use orglint::source::{Raw, Source};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What is in every name, address and phone number of the charts here, and in nothing else.
const NEEDLE: &str = "zxq";

fn read(name: &str, text: &str) -> Result<Roster, orglint::error::Error> {
    input::load(Raw::new(name, text.as_bytes().to_vec()), &Options::default())
}

/// The text with other names and addresses for its people, each with the needle in it, wherever they stand.
fn marked(name: &str, text: &str) -> Option<String> {
    let roster = read(name, text).ok()?;
    let mut marks: BTreeMap<(std::cmp::Reverse<usize>, String), String> = BTreeMap::new();
    for record in roster.records() {
        for field in [Field::Name, Field::FirstName, Field::LastName, Field::Email] {
            let value = roster.text(record, field).into_owned();
            let tells_of_nobody =
                ["vacan", "tbd", "open", "n/a"].iter().any(|word| value.to_lowercase().contains(word));
            let is_elsewhere = roster.records().any(|other| {
                let texts = [Field::Title, Field::Department].map(|field| roster.text(other, field));
                texts.iter().any(|text| text.contains(&*value))
            }) || roster.columns().headings().iter().any(|heading| heading.contains(&*value));
            if value.len() >= 3 && !tells_of_nobody && !is_elsewhere {
                let number = marks.len();
                let mark = match value.split_once('@') {
                    Some(_) => format!("{NEEDLE}{number}e@{NEEDLE}.test"),
                    None if value.contains(' ') => format!("Zxq{number}a Zxq{number}b"),
                    None => format!("Zxq{number}c"),
                };
                marks.entry((std::cmp::Reverse(value.len()), value)).or_insert(mark);
            }
        }
    }
    // Round figures are in the rules and in pages, too.
    for amount in amounts(&roster) {
        let odd = amount.parse::<u64>().map_or_else(|_| amount.clone(), |whole| (whole + 7).to_string());
        marks.insert((std::cmp::Reverse(amount.len()), amount), odd);
    }
    let text = marks.iter().fold(text.to_owned(), |text, ((_, value), mark)| text.replace(value, mark));
    read(name, &text).ok().map(|_| text)
}

/// Delimited text with two more columns, of whatever is nobody's business.
fn with_more_columns(text: &str) -> String {
    let header = usize::from(text.starts_with("version:"));
    let mut lines = text.lines().skip(header);
    let header = format!("{},phone,birthday\n", lines.next().unwrap_or_default());
    lines
        .enumerate()
        .fold(header, |text, (number, line)| text + line + &format!(",{NEEDLE}-{number},{NEEDLE}{number}\n"))
}

/// What a check finds: rule, severity and place of each finding.
type Found = Vec<(String, Severity, u32, u32)>;

/// A rule that says all that it can.
const TELLTALE: &str = r#"
[[rule]]
name = "custom/telltale"
when = 'person.direct_reports >= 0'
message = "{name} {email} {base_pay} {total_pay} {start_date} {status} {location} {manager.name} {manager.email} of {id}"
help = "ask {name} or {manager.name}"
severity = "info"
"#;

fn checked<T>(
    name: &str,
    text: &str,
    is_redacted: bool,
    look: impl FnOnce(&Checked<'_>) -> Outcome<T>,
) -> Outcome<(Found, T)> {
    let chart = Chart::new(read(name, text)?, jiff::civil::date(2026, 6, 15));
    let chart = if is_redacted { chart.redacted() } else { chart };
    let source = Source::new("orglint.toml", TELLTALE).map_err(|fault| format!("{fault:?}"))?;
    let config = Config::load(source, &mut |_, path| Err(orglint::error::Error::new(path)))?;
    let policy = Policy { select: vec![Selection::All], ..config.policy };
    let rulebook = Rulebook::new(config.patterns, config.rules);
    let outcome = Checked::new(vec![check(&chart, &rulebook, &policy, &config.reader)]);
    let found = outcome.findings().map(|one| {
        let at = one.finding.at;
        (one.rule.name().to_owned(), one.severity, at.start, at.end)
    });
    let found = found.collect();
    Ok((found, look(&outcome)?))
}

fn text_of(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Outcome<String> {
    let mut out = Vec::new();
    write(&mut out)?;
    Ok(String::from_utf8(out)?)
}

/// All parts of a workbook.
fn unpacked(bytes: Vec<u8>) -> Outcome<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut all = String::new();
    for number in 0..archive.len() {
        archive.by_index(number)?.read_to_string(&mut all)?;
    }
    Ok(all)
}

/// What is paid, where it is a number of five digits or more.
fn amounts(roster: &Roster) -> impl Iterator<Item = String> + '_ {
    let cells = roster.records().flat_map(|record| [Field::BasePay, Field::TotalPay].map(|field| (record, field)));
    let amounts = cells.map(|(record, field)| roster.text(record, field).into_owned());
    amounts.filter(|amount| amount.len() >= 5 && amount.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What is paid, as it stands and in groups of digits.
fn pays(roster: &Roster) -> Vec<String> {
    let both = |amount: String| [orglint::wording::grouped(amount.parse().unwrap_or(0)), amount];
    amounts(roster).flat_map(both).collect()
}

/// Every report and every diagram that is text, by its name.
fn reports(outcome: &Checked<'_>) -> Outcome<Vec<(&'static str, String)>> {
    let pretty = |width| pretty::Style { color: false, width, max_findings: None, quiet: false };
    let mut all = vec![
        ("pretty", text_of(|out| pretty::write(outcome, &pretty(80), out))?),
        ("wide", text_of(|out| pretty::write(outcome, &pretty(400), out))?),
        ("short", text_of(|out| short::write(outcome, usize::MAX, out))?),
        ("json", text_of(|out| json::write(outcome, out))?),
        ("sarif", text_of(|out| sarif::write(outcome, out))?),
        ("junit", text_of(|out| junit::write(outcome, out))?),
        ("github", text_of(|out| github::write(outcome, usize::MAX, out))?),
        ("gitlab", text_of(|out| gitlab::write(outcome, out))?),
        ("markdown", text_of(|out| markdown::write(outcome, markdown::Style::default(), out))?),
        ("html", text_of(|out| html::write(outcome, out))?),
        ("xlsx", unpacked(xlsx::workbook(outcome)?)?),
        ("statistics", statistics::text(outcome)),
    ];
    for report in &outcome.reports {
        let drawing = draw(report, &Drawn::default());
        let colours = Colours::new(&drawing, ColorBy::default());
        all.push(("dot", text_of(|out| dot::write(&drawing, &colours, out))?));
        all.push(("mermaid", text_of(|out| mermaid::write(&drawing, &colours, out).map(|_| ()))?));
        let scene = Scene::new(&drawing, &colours, Direction::Down);
        all.push(("svg", text_of(|out| svg::write(&scene, Theme::Auto, out))?));
    }
    Ok(all)
}

/// Charts whose people are marked: all fixtures, and those of formats that nest.
fn marked_charts() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = charts::charts()
        .into_iter()
        .map(|(path, text)| {
            // A cell that goes over several lines is no line of its own.
            let is_plain = !text.contains('"');
            (path.display().to_string(), if is_plain { with_more_columns(&text) } else { text })
        })
        .collect();
    let mut folders = vec![charts::fixtures()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let nests = path
                .extension()
                .is_some_and(|end| ["json", "jsonl", "yaml", "yml", "ldif"].iter().any(|one| end == *one));
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path)
                && nests
            {
                all.push((path.display().to_string(), text));
            }
        }
    }
    let marked = all.into_iter().filter_map(|(name, text)| Some((name.clone(), marked(&name, &text)?)));
    marked.filter(|(_, text)| text.to_lowercase().contains(NEEDLE)).collect()
}

#[test]
fn nobody_is_in_a_redacted_report_and_what_is_found_is_the_same() -> Outcome {
    let charts = marked_charts();
    assert!(charts.len() > 100, "{}", charts.len());
    let (mut leaks, mut seen) = (String::new(), 0);
    for (name, text) in charts {
        let (found, plain) = checked(&name, &text, false, |outcome| text_of(|out| json::write(outcome, out)))?;
        let (redacted, hidden) = checked(&name, &text, true, reports)?;
        assert_eq!(found, redacted, "{name}");
        seen += usize::from(plain.to_lowercase().contains(NEEDLE));
        let pays = pays(&read(&name, &text)?);
        for (format, report) in hidden {
            let is_of_numbers = ["html", "svg"].contains(&format);
            if let Some(pay) = pays.iter().find(|pay| !is_of_numbers && report.contains(&**pay)) {
                let _ = writeln!(leaks, "{name} as {format}: {pay}");
            }
            let report = report.to_lowercase();
            if let Some(at) = report.find(NEEDLE) {
                let near: String = report[..at].chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
                let _ =
                    writeln!(leaks, "{name} as {format}: {near}{}", report[at..].chars().take(40).collect::<String>());
            }
        }
    }
    assert!(seen > 100, "the mark is there where nothing is redacted: {seen}");
    assert!(leaks.is_empty(), "{}", leaks.chars().take(6000).collect::<String>());
    Ok(())
}
