//! What is found does not depend on the order of the rows.

use std::path::{Path, PathBuf};

use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::stats::Stats;
use orglint::title::Reader;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Every finding without its place, sorted, and the figures of the chart; the top positions sorted, too.
fn outcome(text: Vec<u8>) -> Outcome<(Vec<String>, Stats)> {
    let source = Source::new("chart.csv", text).map_err(|fault| format!("{fault:?}"))?;
    let chart = Chart::new(input::read(source, &Options::default())?, jiff::civil::date(2026, 6, 30));
    let (rulebook, policy) = (Rulebook::builtin()?, Policy::default());
    let report = check(&chart, &rulebook, &policy, &Reader::builtin());
    let mut findings = Vec::new();
    for reported in &report.findings {
        let (rule, finding) = (reported.rule.name(), &reported.finding);
        let mut subjects: Vec<_> = finding.subjects.iter().map(|subject| chart.id(*subject)).collect();
        // Members of a loop come in reporting order; others who share a fault stand as they stand in the file.
        if rule != "integrity/cycle" && subjects.len() > 1 {
            subjects[1..].sort();
        }
        findings.push(format!("{}[{rule}] {} {:?} {subjects:?}", reported.severity, finding.message, finding.help));
    }
    findings.sort();
    let mut stats = Stats::of(&report.facts);
    stats.roots.sort();
    Ok((findings, stats))
}

/// The same rows in another order.
fn shuffled(text: &[u8], random: &mut fastrand::Rng) -> Outcome<Vec<u8>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut records = reader.byte_records().collect::<Result<Vec<_>, _>>()?;
    random.shuffle(&mut records[1..]);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in records {
        writer.write_byte_record(&record)?;
    }
    Ok(writer.into_inner().map_err(|error| error.to_string())?)
}

fn charts(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(charts(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "csv") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[test]
fn rows_in_another_order_have_the_same_findings() -> Outcome {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut random = fastrand::Rng::with_seed(7);
    let mut shown = 0;
    let files = [charts(&fixtures.join("rules"))?, charts(&fixtures.join("real"))?];
    for file in files.concat() {
        // Which of two records with one id comes first is what decides which of them counts.
        if ["duplicate-id", "two-managers"]
            .iter()
            .any(|rule| file.parent().is_some_and(|folder| folder.ends_with(rule)))
        {
            continue;
        }
        let text = std::fs::read(&file)?;
        let expected = outcome(text.clone())?;
        for _ in 0..3 {
            let found = outcome(shuffled(&text, &mut random)?)?;
            assert_eq!(found, expected, "{}", file.display());
        }
        shown += expected.0.len();
    }
    assert!(shown > 50, "only {shown} findings were compared");
    Ok(())
}
