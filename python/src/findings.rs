//! What was found, kept as it was found: what Python or Arrow see of it is made when it is asked for.

use std::sync::Arc;

use orglint::chart::Chart;
use orglint::check::{Entry, Outcome, Reported, check};
use orglint::cli::session::Setup;
use orglint::finding::{Finding, Severity};
use orglint::policy::Baseline;
use orglint::source::{Cell, Place, Source};
use pyo3::exceptions::PyIndexError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use crate::batch::Batches;
use crate::capsule::export;
use crate::chart::Read;

/// The findings of a chart.
#[pyclass(frozen, module = "orglint._native")]
pub(crate) struct Findings(Arc<Found>);

/// All that findings are told from.
pub(crate) struct Found {
    read: Read,
    /// By path, place and rule.
    findings: Vec<(Where, u32, Severity, Finding)>,
    people: u32,
    layers: u32,
}

/// The file that a finding is in: the chart's, or one of the configuration, by its number.
#[derive(Clone, Copy)]
enum Where {
    Chart,
    Configuration(u32),
}

/// A finding, and what it is about.
pub(crate) struct Told<'f> {
    pub(crate) rule: &'f Entry,
    pub(crate) severity: &'static str,
    pub(crate) finding: &'f Finding,
    /// The chart that its subjects are in.
    pub(crate) chart: Option<&'f Chart>,
    pub(crate) location: Location<'f>,
}

/// Where a finding is.
pub(crate) struct Location<'f> {
    pub(crate) path: &'f str,
    pub(crate) start: Place,
    pub(crate) end: Place,
    pub(crate) sheet: Option<&'f str>,
    pub(crate) cell: Option<String>,
    pub(crate) column_name: Option<&'f str>,
    /// The row of a frame, from 0; `None` of its header.
    pub(crate) row: Option<u32>,
    pub(crate) is_frame: bool,
}

impl<'f> Location<'f> {
    fn new(source: &'f Source, at: orglint::source::Span, is_frame: bool) -> Location<'f> {
        let start = source.place(at.start as usize);
        let cell = source.cell_at(at.start as usize);
        let end = match cell {
            None => source.place(at.end as usize),
            // In a table, what is behind a cell is the next one.
            Some(_) => Place { line: start.line, column: start.column + 1 },
        };
        let row = start.line.checked_sub(1).filter(|_| is_frame);
        let (path, none) = (source.name(), None);
        let (sheet, cell, column_name) = match cell {
            None => (none, None, none),
            Some(Cell::Lettered { sheet, cell }) => (Some(sheet), Some(cell), none),
            Some(Cell::Named { column_name, .. }) => (none, None, Some(column_name)),
        };
        Location { path, start, end, sheet, cell, column_name, row, is_frame }
    }
}

impl Found {
    pub(crate) fn new(read: Read, baseline: Option<Baseline>) -> Found {
        let setup: &Setup = &read.setup;
        let mut outcome = Outcome::new(vec![check(&read.chart, &setup.rulebook, &setup.policy, &setup.reader)]);
        if let Some(mut baseline) = baseline {
            outcome.leave_out_known(&mut baseline);
        }
        let facts = outcome.reports.first().map(|report| (report.facts.people(), report.facts.layers()));
        let (people, layers) = facts.unwrap_or_default();
        let path = read.chart.source().name();
        let (before, after): (Vec<_>, Vec<_>) =
            outcome.remarks.into_iter().partition(|remarks| remarks.source.name() < path);
        let kept = |at: Where| {
            move |reported: Reported<'_>| {
                let rules = setup.rulebook.entries();
                let rule = rules.partition_point(|rule| rule.name() < reported.rule.name());
                (at, rule as u32, reported.severity, reported.finding)
            }
        };
        let mut findings = Vec::new();
        let remark = |remarks: orglint::check::Remarks<'_>, findings: &mut Vec<_>| {
            let file = setup.policy.files.iter().position(|file| file.name() == remarks.source.name());
            let at = Where::Configuration(file.unwrap_or(0) as u32);
            findings.extend(remarks.findings.into_iter().map(kept(at)));
        };
        before.into_iter().for_each(|remarks| remark(remarks, &mut findings));
        for report in outcome.reports {
            findings.extend(report.findings.into_iter().map(kept(Where::Chart)));
        }
        after.into_iter().for_each(|remarks| remark(remarks, &mut findings));
        Found { read, findings, people, layers }
    }

    pub(crate) fn len(&self) -> usize {
        self.findings.len()
    }

    /// A finding by its number.
    pub(crate) fn get(&self, number: usize) -> Option<Told<'_>> {
        let (at, rule, severity, finding) = self.findings.get(number)?;
        let rule = self.read.setup.rulebook.entries().get(*rule as usize)?;
        let (source, span, chart) = match at {
            Where::Chart => {
                let chart = &self.read.chart;
                let (source, span) = chart.roster().locate(finding.at);
                (source, span, Some(chart))
            }
            Where::Configuration(file) => (&*self.read.setup.policy.files[*file as usize], finding.at, None),
        };
        let location = Location::new(source, span, self.read.is_frame && chart.is_some());
        Some(Told { rule, severity: severity.name(), finding, chart, location })
    }
}

impl Told<'_> {
    /// As the JSON of `orglint check` has it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item(intern!(py, "rule"), self.rule.name())?;
        dict.set_item(intern!(py, "severity"), self.severity)?;
        dict.set_item(intern!(py, "message"), &self.finding.message)?;
        dict.set_item(intern!(py, "help"), &self.finding.help)?;
        dict.set_item(intern!(py, "sources"), self.rule.sources())?;
        let subjects = PyList::empty(py);
        for (chart, position) in
            self.chart.into_iter().flat_map(|chart| self.finding.subjects.iter().map(move |one| (chart, *one)))
        {
            let subject = PyDict::new(py);
            subject.set_item(intern!(py, "id"), chart.id(position))?;
            subject.set_item(intern!(py, "name"), chart.name(position))?;
            subject.set_item(intern!(py, "title"), chart.title(position))?;
            subjects.append(subject)?;
        }
        dict.set_item(intern!(py, "subjects"), subjects)?;
        dict.set_item(intern!(py, "location"), self.location.to_dict(py)?)?;
        Ok(dict)
    }
}

impl Location<'_> {
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item(intern!(py, "path"), self.path)?;
        dict.set_item(intern!(py, "line"), self.start.line)?;
        dict.set_item(intern!(py, "column"), self.start.column)?;
        dict.set_item(intern!(py, "end_line"), self.end.line)?;
        dict.set_item(intern!(py, "end_column"), self.end.column)?;
        if let (Some(sheet), Some(cell)) = (self.sheet, &self.cell) {
            dict.set_item(intern!(py, "sheet"), sheet)?;
            dict.set_item(intern!(py, "cell"), cell)?;
        }
        if let Some(column_name) = self.column_name {
            dict.set_item(intern!(py, "column_name"), column_name)?;
        }
        if self.is_frame {
            dict.set_item(intern!(py, "row"), self.row)?;
        }
        Ok(dict)
    }
}

impl From<Found> for Findings {
    fn from(found: Found) -> Findings {
        Findings(Arc::new(found))
    }
}

#[pymethods]
impl Findings {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn get<'py>(&self, py: Python<'py>, number: usize) -> PyResult<Bound<'py, PyDict>> {
        let told = self.0.get(number).ok_or_else(|| PyIndexError::new_err("there is no such finding"))?;
        told.to_dict(py)
    }

    /// How many there are of a severity.
    fn count(&self, severity: &str) -> usize {
        self.0.findings.iter().filter(|(_, _, one, _)| one.name() == severity).count()
    }

    /// The chart, as the JSON of `orglint check` has it.
    fn chart<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let chart = &self.0.read.chart;
        let dict = PyDict::new(py);
        dict.set_item("path", chart.source().name())?;
        dict.set_item("people", self.0.people)?;
        dict.set_item("roots", chart.roots().into_iter().map(|root| chart.id(root)).collect::<Vec<_>>())?;
        dict.set_item("layers", self.0.layers)?;
        Ok(dict)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface leaves it to the producer whether to heed it.
        let _ = requested_schema;
        export(py, Box::new(Batches::of_findings(Arc::clone(&self.0))))
    }
}
