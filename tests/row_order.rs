//! What is found does not depend on the order of the rows, and neither does what a company has accepted of it.

#[path = "charts/files.rs"]
mod files;
#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use files::files;
use orglint::chart::Chart;
use orglint::check::{Outcome as Checked, Rulebook, check};
use orglint::error::Error;
use orglint::finding::Finding;
use orglint::input::{self, Field, Options};
use orglint::policy::{Baseline, Config, Policy};
use orglint::source::Source;
use orglint::stats::Stats;
use orglint::title::Reader;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The line that a place is in, as it stands, and the column there: what moves with a row. Of a finding about a whole column
/// the place is in the first row that shows it, whichever that is; and where positions are called by their rows, each
/// has another name afterwards.
fn place(chart: &Chart, finding: &Finding) -> Option<(String, u32)> {
    let (source, at) = (chart.source(), finding.at.start as usize);
    let text = std::str::from_utf8(source.bytes()).unwrap_or_default();
    let (before, after) = (text[..at].rsplit('\n').next()?, text[at..].split('\n').next()?);
    let moves = !finding.subjects.is_empty() && chart.roster().has(Field::Id);
    moves.then(|| (format!("{before}{after}"), source.place(at).column))
}

/// Every finding with what stands in its line, sorted, and the figures of the chart; the top positions sorted, too.
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
        let (severity, place) = (reported.severity, place(&chart, finding));
        findings.push(format!("{severity}[{rule}] {} {:?} {subjects:?} {place:?}", finding.message, finding.help));
    }
    findings.sort();
    let mut stats = Stats::of(&report.facts);
    stats.roots.sort();
    Ok((findings, stats))
}

/// The same rows in another order.
fn shuffled(text: &[u8], random: &mut fastrand::Rng) -> Outcome<Vec<u8>> {
    rewritten(text, |rows| random.shuffle(rows))
}

/// The rows below the header in the order that `arrange` gives them, with no more quotes than they need.
fn rewritten(text: &[u8], arrange: impl FnOnce(&mut [csv::ByteRecord])) -> Outcome<Vec<u8>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut records = reader.byte_records().collect::<Result<Vec<_>, _>>()?;
    arrange(&mut records[1..]);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in records {
        writer.write_byte_record(&record)?;
    }
    Ok(writer.into_inner().map_err(|error| error.to_string())?)
}

#[test]
fn rows_in_another_order_have_the_same_findings() -> Outcome {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut random = fastrand::Rng::with_seed(7);
    let mut shown = 0;
    let files = [files(&fixtures.join("rules"), &["csv"])?, files(&fixtures.join("real"), &["csv"])?];
    let mut charts = Vec::new();
    for file in files.concat() {
        // Which of two records with one id comes first is what decides which of them counts.
        if ["duplicate-id", "two-managers"]
            .iter()
            .any(|rule| file.parent().is_some_and(|folder| folder.ends_with(rule)))
        {
            continue;
        }
        charts.push((file.display().to_string(), std::fs::read(&file)?));
    }
    for (employees, seed) in [(60, 21), (150, 22), (400, 23)] {
        charts.push((format!("{employees} people"), sample(employees, seed)?));
    }
    for (name, text) in charts {
        let expected = outcome(rewritten(&text, |_| {})?)?;
        for _ in 0..3 {
            let found = outcome(shuffled(&text, &mut random)?)?;
            assert_eq!(found, expected, "{name}");
        }
        shown += expected.0.len();
    }
    assert!(shown > 50, "only {shown} findings were compared");
    Ok(())
}

/// What a company has decided, and rules of its own.
const CONFIGURATION: &str = r#"
[input]
where = 'location != "Remote" || title.contains("Chief")'
[[rule]]
name = "custom/wide-line"
when = 'person.total_reports > 3 * person.direct_reports && person.functions.exists(f, f != "sales")'
message = "{name} ({id}) has {total_reports} below {direct_reports}, under {manager.name}"
[[rule]]
name = "custom/recent"
when = 'person.start_date > "2018" && manager.rank > person.rank && person.quota_carrying'
message = "{id} since {start_date}"
[[pattern]]
name = "custom/individuals"
who = { level = "individual" }
reports_to = [{ level = "manager" }]
"#;

/// Every finding under a configuration that a baseline does not know: its rule, message and the ids at fault.
fn left(text: &[u8], configuration: &str, baseline: &Baseline) -> Outcome<(BTreeSet<String>, Baseline)> {
    let source = |name: &str, text: &[u8]| Source::new(name, text).map_err(|fault| format!("{fault:?}"));
    let load = source("orglint.toml", configuration.as_bytes())?;
    let Config { reader, input, patterns, rules, policy } = Config::load(load, &mut |_, path| Err(Error::new(path)))?;
    let chart = Chart::new(input::read(source("chart.csv", text)?, &input)?, jiff::civil::date(2026, 6, 30));
    let rulebook = Rulebook::new(patterns, rules);
    let mut outcome = Checked::new(vec![check(&chart, &rulebook, &policy, &reader)]);
    let all = outcome.baseline();
    outcome.leave_out_known(&mut baseline.clone());
    let id = |position: &_| chart.id(*position).into_owned();
    let findings = outcome.findings().map(|reported| {
        let ids: BTreeSet<String> = reported.finding.at_fault().iter().map(id).collect();
        format!("{} {} {ids:?}", reported.rule.name(), reported.finding.message)
    });
    Ok((findings.collect(), all))
}

/// A chart with faults, in which every id stands once: which of two records counts is a matter of their order.
fn sample(employees: usize, seed: u64) -> Outcome<Vec<u8>> {
    let faults = if employees < 150 { 1 } else { 3 };
    let params = generator::Params { faults, ..generator::Params::new(employees, seed) };
    let mut text = Vec::new();
    generator::Chart::generate(&params)?.write_csv(&mut text)?;
    let mut seen = HashSet::new();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*text);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in reader.byte_records() {
        let record = record?;
        if seen.insert(record.get(0).map(<[u8]>::to_vec)) {
            writer.write_byte_record(&record)?;
        }
    }
    Ok(writer.into_inner().map_err(|error| error.to_string())?)
}

/// A baseline with every other finding of one.
fn half(baseline: &Baseline) -> Outcome<Baseline> {
    let text = baseline.text();
    let kept: Vec<&str> = text.lines().skip(1).step_by(2).filter(|line| line.starts_with("  ")).collect();
    let kept: Vec<&str> = kept.iter().map(|line| line.trim_end_matches(',')).collect();
    Ok(Baseline::parse(&format!("{{\"version\": 1, \"findings\": [{}]}}", kept.join(",")))?)
}

#[test]
fn what_is_accepted_does_not_depend_on_the_order_of_the_rows() -> Outcome {
    let mut random = fastrand::Rng::with_seed(11);
    let mut rules = BTreeSet::new();
    for (employees, seed) in [(60, 1), (100, 2), (150, 3), (300, 4), (500, 5)] {
        let text = sample(employees, seed)?;
        let (all, baseline) = left(&text, CONFIGURATION, &Baseline::default())?;
        let known = half(&baseline)?;
        // Every third finding is accepted for its first position, and one exception covers nothing.
        let mut configuration = CONFIGURATION.to_owned();
        for finding in all.iter().step_by(3) {
            let (rule, id) = (finding.split(' ').next().ok_or("no rule")?, finding.rsplit('"').nth(1));
            let id = id.filter(|_| !finding.ends_with("{}")).map(|id| format!("id = '{id}'\n")).unwrap_or_default();
            configuration += &format!("[[exception]]\nrule = '{rule}'\nreason = 'agreed'\n{id}");
        }
        configuration += "[[exception]]\nrule = 'all'\nid = 'nobody'\nreason = 'agreed'\n";
        let expected = left(&text, &configuration, &known)?;
        assert!(expected.0.len() > 3 && expected.0.len() < all.len(), "{} of {}", expected.0.len(), all.len());
        for _ in 0..3 {
            let other = shuffled(&text, &mut random)?;
            assert_eq!(left(&other, &configuration, &known)?, expected, "{employees} people");
        }
        rules.extend(all.iter().filter_map(|finding| finding.split(' ').next()).map(str::to_owned));
    }
    for rule in
        ["custom/wide-line", "custom/recent", "custom/individuals", "integrity/unknown-manager", "integrity/cycle"]
    {
        assert!(rules.contains(rule), "{rule} has found nothing: {rules:?}");
    }
    Ok(())
}
