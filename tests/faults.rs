//! Charts with known faults: each fault is found once, by its rule and at its line, and nobody else is accused.

#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;

use std::collections::{BTreeMap, BTreeSet};

use generator::{Fault, IdStyle, Kind, Params, RowOrder, Truth};
use orglint::chart::Chart;
use orglint::check::{Report, Reported, Rulebook, check};
use orglint::finding::Severity;
use orglint::input;
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::stats::Stats;
use orglint::title::Reader;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const SIZES: [usize; 10] = [150, 200, 249, 250, 400, 700, 1_000, 1_700, 2_500, 5_000];
const STYLES: [IdStyle; 4] = [IdStyle::Prefix, IdStyle::Gaps, IdStyle::Zeros, IdStyle::Uuid];

/// Clean charts: twenty seeds over all sizes, styles of ids and orders of rows, and two large ones.
fn clean() -> impl Iterator<Item = Params> {
    let of_size = |(seed, size): (u64, usize)| Params {
        ids: STYLES[seed as usize % STYLES.len()],
        order: if seed % 3 == 2 { RowOrder::Tree } else { RowOrder::Id },
        ..Params::new(size, 1_000 + seed)
    };
    (0..20).zip(SIZES.into_iter().cycle()).chain([(20, 20_000), (23, 20_000)]).map(of_size)
}

/// The same with as many faults as they bear.
fn faulty() -> impl Iterator<Item = Params> {
    clean().map(|clean| Params { faults: if clean.employees < 500 { 2 } else { 6 }, ..clean })
}

/// Checks a generated chart and hands the report to `test`.
fn checking(params: &Params, test: impl FnOnce(&Truth, &Report<'_>) -> Outcome) -> Outcome {
    let generated = generator::Chart::generate(params)?;
    let mut bytes = Vec::new();
    generated.write_csv(&mut bytes)?;
    let source = Source::new("chart.csv", bytes).map_err(|fault| format!("{fault:?}"))?;
    let chart = Chart::new(input::read(source, &input::Options::default())?, jiff::civil::date(2026, 6, 30));
    let (rulebook, policy) = (Rulebook::builtin()?, Policy::default());
    test(generated.truth(), &check(&chart, &rulebook, &policy, &Reader::builtin()))
}

fn line(report: &Report<'_>, reported: &Reported<'_>) -> usize {
    report.chart().source().place(reported.finding.at.start as usize).line as usize
}

fn subjects(report: &Report<'_>, reported: &Reported<'_>) -> Vec<String> {
    reported.finding.subjects.iter().map(|subject| report.chart().id(*subject).into_owned()).collect()
}

fn describe(report: &Report<'_>, reported: &Reported<'_>) -> String {
    let (line, rule) = (line(report, reported), reported.rule.name());
    format!("line {line}: {}[{rule}] {}", reported.severity, reported.finding.message)
}

/// The findings of a rule that are about a fault.
fn found<'a>(report: &'a Report<'_>, fault: &Fault) -> Vec<&'a Reported<'a>> {
    let of_rule = report.findings.iter().filter(|reported| reported.rule.name() == fault.rule);
    let at_fault = fault.leader.as_ref().unwrap_or(&fault.ids[0]);
    let is_about = |reported: &&Reported<'_>| match fault.kind {
        Kind::Cycle => subjects(report, reported).contains(at_fault),
        _ => subjects(report, reported).first() == Some(at_fault),
    };
    of_rule.filter(is_about).collect()
}

#[test]
fn a_clean_chart_has_no_error_and_no_warning() -> Outcome {
    for params in clean() {
        checking(&params, |_, report| {
            let grave = report.findings.iter().filter(|reported| reported.severity > Severity::Info);
            let grave: Vec<String> = grave.map(|reported| describe(report, reported)).collect();
            assert!(grave.is_empty(), "{params:?}: {grave:#?}");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn each_fault_is_found_once_at_its_line() -> Outcome {
    for params in faulty() {
        checking(&params, |truth, report| {
            let rulebook = Rulebook::builtin()?;
            for fault in truth.faults.iter().filter(|fault| rulebook.find(fault.rule).is_some()) {
                let found = found(report, fault);
                let [reported] = found[..] else {
                    return Err(format!("{params:?}: found {} times: {fault:?}", found.len()).into());
                };
                let (line, subjects) = (line(report, reported), subjects(report, reported));
                match fault.kind {
                    Kind::Cycle => {
                        // The loop may be told from any of its members.
                        let start = fault.ids.iter().position(|id| *id == subjects[0]).ok_or("no member")?;
                        let mut expected = (fault.ids.clone(), fault.lines.clone());
                        expected.0.rotate_left(start);
                        expected.1.rotate_left(start);
                        assert_eq!(subjects, expected.0, "{params:?}: {fault:?}");
                        assert_eq!(line, expected.1[0], "{params:?}: {fault:?}");
                    }
                    Kind::DuplicateId => {
                        assert_eq!(line, fault.line, "{params:?}: {fault:?}");
                        let first = reported.finding.labels.first().ok_or("no related place")?;
                        let first = report.chart().source().place(first.at.start as usize).line as usize;
                        assert_eq!(first, fault.lines[0], "{params:?}: {fault:?}");
                    }
                    _ => assert_eq!(line, fault.line, "{params:?}: {fault:?}"),
                }
                if let Some(manager) = fault.manager.as_ref().filter(|_| fault.kind == Kind::ManagerReportsToIc) {
                    assert!(subjects.contains(manager), "{params:?}: {fault:?}: {subjects:?}");
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn nobody_is_accused_who_is_not_at_fault() -> Outcome {
    // What no other fault brings with it is found so often as there are faults, and not once more.
    let without_company =
        [Kind::DanglingManager, Kind::DuplicateId, Kind::SelfReport, Kind::Cycle, Kind::SecondRoot, Kind::EmptyTitle];
    for params in faulty() {
        checking(&params, |truth, report| {
            let named: BTreeSet<&String> = truth
                .faults
                .iter()
                .flat_map(|fault| fault.ids.iter().chain(&fault.leader).chain(&fault.manager))
                .collect();
            let is_noise = |reported: &&Reported<'_>| {
                reported.severity > Severity::Info
                    && !subjects(report, reported).iter().any(|subject| named.contains(subject))
            };
            let noise = report.findings.iter().filter(is_noise);
            let noise: Vec<String> = noise.map(|reported| describe(report, reported)).collect();
            assert!(noise.is_empty(), "{params:?}: {noise:#?}");

            let mut counts = BTreeMap::new();
            for reported in &report.findings {
                *counts.entry(reported.rule.name()).or_insert(0) += 1;
            }
            for kind in without_company {
                assert_eq!(counts.get(kind.rule()), Some(&params.faults), "{params:?}: {}", kind.rule());
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn figures_are_those_of_the_generator() -> Outcome {
    for params in faulty() {
        checking(&params, |truth, report| {
            let stats = Stats::of(&report.facts);
            let expected = &truth.expected;
            assert_eq!(stats.people, expected.ids, "{params:?}");
            assert_eq!(stats.duplicate_ids, expected.duplicate_ids, "{params:?}");
            assert_eq!(stats.unknown_managers, expected.dangling, "{params:?}");
            assert_eq!(stats.self_reports, expected.self_reports, "{params:?}");
            assert_eq!(stats.roots.len(), expected.roots, "{params:?}");
            assert_eq!(stats.cycles, expected.cycles, "{params:?}");
            assert_eq!(stats.unreachable, expected.unreachable, "{params:?}");
            assert_eq!(stats.layers as usize, expected.max_depth + 1, "{params:?}");
            assert_eq!(stats.managers, expected.managers, "{params:?}");
            let widest = stats.widest_span.map(|widest| widest.direct_reports as usize);
            assert_eq!(widest, Some(expected.max_span), "{params:?}");
            Ok(())
        })?;
    }
    Ok(())
}
