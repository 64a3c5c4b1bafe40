//! What a run comes to: the reports of its charts, and what is to be said of the configurations.

use std::collections::HashSet;

use super::{Checks, Report, Reported, sort};
use crate::finding::Severity;
use crate::policy::{Baseline, Key};
use crate::source::{Source, Span};

/// What was found in a configuration.
pub struct Remarks<'a> {
    /// The file.
    pub source: &'a Source,
    /// The findings, by place and rule.
    pub findings: Vec<Reported<'a>>,
}

/// The outcome of a run: its charts, and what was found in the configurations that they were checked under.
pub struct Outcome<'a> {
    /// The charts, by path.
    pub reports: Vec<Report<'a>>,
    /// The configurations with findings, by path.
    pub remarks: Vec<Remarks<'a>>,
    /// How many findings in configurations were known from a baseline.
    pub known: usize,
}

/// The findings of one file.
#[derive(Clone, Copy)]
pub struct Part<'o> {
    /// The file.
    pub source: &'o Source,
    /// The report, where the file is a chart.
    pub report: Option<&'o Report<'o>>,
    /// The findings, by place and rule.
    pub findings: &'o [Reported<'o>],
}

impl<'o> Part<'o> {
    /// The source that a place is in, and the place there: several files can make one chart.
    pub fn locate(&self, span: Span) -> (&'o Source, Span) {
        self.report.map_or((self.source, span), |report| report.chart().roster().locate(span))
    }

    /// What a finding is known by in a baseline.
    pub fn key(&self, reported: &Reported<'_>) -> Key {
        self.report.map_or_else(|| key_of_remark(reported), |report| report.key(reported))
    }
}

impl<'a> Outcome<'a> {
    /// Puts reports together: by path, the same whatever the order in which they come.
    pub fn new(mut reports: Vec<Report<'a>>) -> Outcome<'a> {
        reports.sort_by(|one, other| one.chart().source().name().cmp(other.chart().source().name()));
        let checks: Vec<Checks<'a>> = reports.iter().map(Checks::of).collect();
        Outcome { remarks: remarks(&checks), reports, known: 0 }
    }

    /// What is to be said of configurations after charts that are not in memory any more.
    pub fn of_checks(checks: &Checks<'a>) -> Outcome<'a> {
        Outcome { reports: Vec::new(), remarks: remarks(std::slice::from_ref(checks)), known: 0 }
    }

    /// Leaves out what a baseline knows.
    pub fn leave_out_known(&mut self, baseline: &mut Baseline) {
        self.reports.iter_mut().for_each(|report| report.leave_out_known(baseline));
        for remarks in &mut self.remarks {
            let before = remarks.findings.len();
            remarks.findings.retain(|reported| !baseline.take(&key_of_remark(reported)));
            self.known += before - remarks.findings.len();
        }
    }

    /// All findings as a baseline.
    pub fn baseline(&self) -> Baseline {
        let mut baseline = Baseline::default();
        for report in &self.reports {
            report.findings.iter().for_each(|reported| baseline.add(report.key(reported)));
        }
        let remarks = self.remarks.iter().flat_map(|remarks| &remarks.findings);
        remarks.for_each(|reported| baseline.add(key_of_remark(reported)));
        baseline
    }

    /// The files with what was found in them, by path.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let charts = self.reports.iter().map(|report| Part {
            source: report.chart().source(),
            report: Some(report),
            findings: &report.findings,
        });
        let configurations = self.remarks.iter().map(|remarks| Part {
            source: remarks.source,
            report: None,
            findings: &remarks.findings,
        });
        let mut parts: Vec<Part<'_>> = charts.chain(configurations).collect();
        parts.sort_by(|one, other| one.source.name().cmp(other.source.name()));
        parts
    }

    /// Every finding.
    pub fn findings(&self) -> impl Iterator<Item = &Reported<'a>> {
        let of_charts = self.reports.iter().flat_map(|report| &report.findings);
        of_charts.chain(self.remarks.iter().flat_map(|remarks| &remarks.findings))
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().filter(|reported| reported.severity == severity).count()
    }
}

/// What a finding about a configuration is known by in a baseline: it is about no position, and says which exception.
fn key_of_remark(reported: &Reported<'_>) -> Key {
    Key::new(reported.rule.name(), std::iter::once(reported.finding.message.clone()))
}

/// What is to be said of the exceptions of all policies, after all charts that they hold for. A file that several
/// configurations build on is one file: each of its exceptions is judged once.
fn remarks<'a>(all: &[Checks<'a>]) -> Vec<Remarks<'a>> {
    let mut remarks: Vec<Remarks<'a>> = Vec::new();
    let mut judged = HashSet::new();
    for checks in all {
        for exception in &checks.policy.exceptions {
            let source: &'a Source = &checks.policy.files[exception.file];
            if !judged.insert((source.name(), exception.at)) {
                continue;
            }
            let findings = checks.judge(exception, all);
            match remarks.iter_mut().find(|remarks| remarks.source.name() == source.name()) {
                _ if findings.is_empty() => {}
                Some(remarks) => remarks.findings.extend(findings),
                None => remarks.push(Remarks { source, findings }),
            }
        }
    }
    remarks.iter_mut().for_each(|remarks| sort(&mut remarks.findings));
    remarks.sort_by(|one, other| one.source.name().cmp(other.source.name()));
    remarks
}
