//! The stages of a check, on a sample chart of 100,000 people.
#![allow(clippy::unwrap_used, reason = "a benchmark of what cannot be set up has nothing to say")]

use divan::Bencher;
use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::facts::{Facts, Organisation};
use orglint::input::{self, Options, Roster};
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::title::Reader;

#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;

fn main() {
    divan::main();
}

fn sample(faults: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let params = generator::Params { faults, ..generator::Params::new(100_000, 1) };
    generator::Chart::generate(&params).unwrap().write_csv(&mut bytes).unwrap();
    bytes
}

fn roster(bytes: &[u8]) -> Roster {
    input::read(Source::new("sample.csv", bytes).unwrap(), &Options::default()).unwrap()
}

fn chart(bytes: &[u8]) -> Chart {
    Chart::new(roster(bytes), jiff::civil::date(2026, 6, 30))
}

#[divan::bench]
fn read_records(bencher: Bencher<'_, '_>) {
    let bytes = sample(0);
    bencher.bench(|| roster(&bytes));
}

#[divan::bench]
fn build_chart(bencher: Bencher<'_, '_>) {
    let bytes = sample(0);
    bencher.with_inputs(|| roster(&bytes)).bench_values(|roster| Chart::new(roster, jiff::civil::date(2026, 6, 30)));
}

#[divan::bench]
fn read_titles(bencher: Bencher<'_, '_>) {
    let chart = chart(&sample(0));
    let (organisation, reader) = (Organisation::default(), Reader::builtin());
    bencher.bench(|| Facts::new(&chart, &organisation, &reader).roles().len());
}

#[divan::bench(args = [0, 100])]
fn run_rules(bencher: Bencher<'_, '_>, faults: usize) {
    let chart = chart(&sample(faults));
    let (rulebook, policy, reader) = (Rulebook::builtin().unwrap(), Policy::default(), Reader::builtin());
    bencher.bench(|| check(&chart, &rulebook, &policy, &reader).findings.len());
}
