//! How many proposals name the true manager.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::LazyLock;

use orglint::chart::Chart;
use orglint::check::{Report, Rulebook, check};
use orglint::finding::Severity;
use orglint::input;
use orglint::policy::Policy;
use orglint::reorg::repair::{Repair, is_mended, repair};
use orglint::source::Source;
use orglint::title::Reader;

use crate::generator::{self, Kind, Params, Truth};

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| match Rulebook::builtin() {
    Ok(rulebook) => rulebook.only(is_mended),
    // Without rules nothing is found, and every test fails.
    Err(_) => Rulebook::new(Vec::new(), Vec::new()).only(|_| false),
});
static READER: LazyLock<Reader> = LazyLock::new(Reader::builtin);

/// A repaired chart.
pub(crate) struct Repaired {
    pub(crate) truth: Truth,
    pub(crate) changes: BTreeMap<String, (String, f64)>,
    pub(crate) left_out: usize,
    /// Errors that are left when the moves are made in the file.
    pub(crate) errors: Vec<String>,
    /// For each former manager how many managers of that level and function there are.
    alike: BTreeMap<String, usize>,
}

/// Generates a chart, proposes changes, and makes them in the file.
pub(crate) fn repaired(params: &Params) -> Result<Repaired, Box<dyn std::error::Error>> {
    let generated = generator::Chart::generate(params)?;
    let mut bytes = Vec::new();
    generated.write_csv(&mut bytes)?;
    let (found, chart) = proposed(bytes.clone())?;
    let id = |position| chart.id(position).into_owned();
    let changes: BTreeMap<String, (String, f64)> = found
        .changes
        .iter()
        .map(|change| (id(change.position), (change.to.map(id).unwrap_or_default(), change.confidence)))
        .collect();
    let moved = moved(&bytes, &changes)?;
    let chart = read(moved)?;
    let policy = Policy::default();
    let report = check(&chart, &RULEBOOK, &policy, &READER);
    let alike = alike(&report);
    let errors = report.findings.iter().filter(|reported| reported.severity == Severity::Error);
    let errors = errors.map(|reported| format!("{}: {}", reported.rule.name(), reported.finding.message)).collect();
    Ok(Repaired { truth: generated.truth().clone(), changes, left_out: found.left_out.len(), errors, alike })
}

fn alike(report: &Report<'_>) -> BTreeMap<String, usize> {
    let chart = report.chart();
    let kind = |position| {
        let role = report.facts.role(position);
        (role.level, role.functions)
    };
    let managers = || chart.positions().filter(|position| chart.direct_reports(*position) > 0);
    let mut kinds = HashMap::new();
    managers().for_each(|manager| *kinds.entry(kind(manager)).or_insert(0) += 1);
    managers().map(|manager| (chart.id(manager).into_owned(), kinds[&kind(manager)])).collect()
}

pub(crate) fn proposed(bytes: Vec<u8>) -> Result<(Repair, Chart), Box<dyn std::error::Error>> {
    let mut chart = read(bytes)?;
    let found = repair(&mut chart, &RULEBOOK, &Policy::default(), &READER);
    Ok((found, chart))
}

pub(crate) fn read(bytes: Vec<u8>) -> Result<Chart, Box<dyn std::error::Error>> {
    let source = Source::new("chart.csv", bytes).map_err(|fault| format!("{fault:?}"))?;
    Ok(Chart::new(input::read(source, &input::Options::default())?, jiff::civil::date(2026, 6, 30)))
}

/// The file with other managers in it.
fn moved(bytes: &[u8], changes: &BTreeMap<String, (String, f64)>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers()?)?;
    let mut seen = std::collections::BTreeSet::new();
    for record in reader.records() {
        let record = record?;
        let is_first = seen.insert(record[0].to_owned());
        let to = changes.get(&record[0]).filter(|_| is_first).map(|(to, _)| to.as_str());
        writer.write_record(
            record.iter().enumerate().map(|(at, cell)| if at == 3 { to.unwrap_or(cell) } else { cell }),
        )?;
    }
    Ok(writer.into_inner()?)
}

/// Right and all, by kind of fault, and by confidence.
#[derive(Default)]
pub(crate) struct Score {
    /// With the sum of the confidences, which is how many are expected to be right.
    pub(crate) kinds: BTreeMap<Kind, (usize, usize, f64)>,
    /// How many somebody would name who knows level and function of the true manager, and nothing else.
    guessed: BTreeMap<Kind, f64>,
    pub(crate) confidence: BTreeMap<u32, (usize, usize, f64)>,
    pub(crate) errors: Vec<String>,
    pub(crate) left_out: usize,
    /// Faults that were one changed line, for which there is not one change.
    pub(crate) not_one: usize,
    pub(crate) further: usize,
}

impl Score {
    pub(crate) fn add(&mut self, repaired: &Repaired) {
        self.errors.extend(repaired.errors.iter().cloned());
        self.left_out += repaired.left_out;
        let mut told = 0;
        for fault in &repaired.truth.faults {
            let changes: Vec<(&String, &(String, f64))> =
                fault.ids.iter().filter_map(|id| repaired.changes.get_key_value(id)).collect();
            told += changes.len();
            if !matches!(
                fault.kind,
                Kind::MistypedManager | Kind::DanglingManager | Kind::SelfReport | Kind::SecondRoot | Kind::Cycle
            ) {
                continue;
            }
            self.not_one += usize::from(changes.len() != 1);
            let (right, all, expected) = self.kinds.entry(fault.kind).or_default();
            *all += 1;
            *expected += changes.iter().map(|change| change.1.1).sum::<f64>();
            let chance = |id: &String| repaired.alike.get(fault.former.get(id)?).map(|alike| 1.0 / *alike as f64);
            *self.guessed.entry(fault.kind).or_default() +=
                changes.iter().filter_map(|(id, _)| chance(id)).sum::<f64>();
            let is_right = |(id, (to, _)): &(&String, &(String, f64))| fault.former.get(*id) == Some(to);
            *right += usize::from(!changes.is_empty() && changes.iter().all(is_right));
            for change in &changes {
                let (right, all, sum) = self.confidence.entry((change.1.1 * 10.0) as u32).or_default();
                *all += 1;
                *sum += change.1.1;
                *right += usize::from(is_right(change));
            }
        }
        self.further += repaired.changes.len() - told;
    }

    pub(crate) fn share(&self, kind: Kind) -> f64 {
        let (right, all, _) = self.kinds.get(&kind).copied().unwrap_or_default();
        right as f64 / all.max(1) as f64
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, (right, all, expected)) in &self.kinds {
            let share = 100.0 * self.share(*kind);
            let guessed = 100.0 * self.guessed.get(kind).copied().unwrap_or(0.0) / *all as f64;
            writeln!(
                f,
                "{:20} {right:5} of {all:5}  {share:5.1} %, expected {expected:.1}, by level and function {guessed:.1} %",
                kind.name()
            )?;
        }
        for (tenth, (right, all, sum)) in &self.confidence {
            let (right, all) = (*right as f64, *all as f64);
            writeln!(f, "confidence 0.{tenth}: {all:5} proposals, mean {:.2}, right {:.2}", sum / all, right / all)?;
        }
        let (errors, left_out) = (self.errors.len(), self.left_out);
        writeln!(
            f,
            "{errors} errors left, {left_out} left out, {} not one change, {} further",
            self.not_one, self.further
        )?;
        self.errors.iter().take(5).try_for_each(|error| writeln!(f, "  {error}"))
    }
}
