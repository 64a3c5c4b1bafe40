//! `json`: the steps with what each introduces and resolves, and the figures. The shape is a contract; see docs/json.md.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::Subject as Whole;
use crate::finding::Severity;
use crate::reorg::plan::{Assessed, DayOf, Introduced, Resolved, Told};
use crate::report::json::{FindingOf, Location, Subject};
use crate::source::{Source, Span};
use crate::stats::Stats;

/// Writes the assessment as one JSON object.
pub fn write(whole: Whole<'_>, out: &mut dyn Write) -> io::Result<()> {
    let assessment = whole.assessment;
    let places: Vec<Place<'_>> =
        assessment.steps.iter().map(|step| Place { plan: whole.plan, at: step.step.at }).collect();
    let place = |number: usize| places[number - 1];
    let output = Output {
        version: 1,
        plan: whole.plan.name(),
        steps: (1..).zip(&assessment.steps).map(|(number, step)| StepOf::new(number, step, place(number))).collect(),
        left_out: assessment.left_out,
        days: assessment.days.iter().map(DayFigures::new).collect(),
        findings: Findings {
            introduced: assessment.introduced().map(|(step, one)| Came::new(step, one, place(step))).collect(),
            resolved: assessment.resolved().map(|(step, one)| Went::new(step, one, place(step))).collect(),
            unchanged: assessment.unchanged,
        },
        before: &assessment.before.stats,
        after: &assessment.after.stats,
    };
    serde_json::to_writer(&mut *out, &output)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    plan: &'a str,
    steps: Vec<StepOf<'a>>,
    left_out: usize,
    days: Vec<DayFigures<'a>>,
    findings: Findings<'a>,
    before: &'a Stats,
    after: &'a Stats,
}

#[derive(Serialize)]
struct StepOf<'a> {
    step: usize,
    action: &'static str,
    subjects: &'a [String],
    on: Option<String>,
    note: Option<&'a str>,
    confidence: Option<f64>,
    sentence: &'a str,
    location: Location<'a>,
    introduced: Vec<Came<'a>>,
    resolved: Vec<Went<'a>>,
}

#[derive(Serialize)]
struct DayFigures<'a> {
    date: String,
    stats: &'a Stats,
    findings: Counts,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
}

#[derive(Serialize)]
struct Findings<'a> {
    introduced: Vec<Came<'a>>,
    resolved: Vec<Went<'a>>,
    unchanged: usize,
}

/// A finding that a step introduces.
#[derive(Serialize)]
struct Came<'a> {
    #[serde(flatten)]
    finding: FindingOf<'a>,
    step: usize,
    resolved_by: Option<usize>,
}

/// A finding that a step resolves.
#[derive(Serialize)]
struct Went<'a> {
    #[serde(flatten)]
    finding: FindingOf<'a>,
    step: usize,
    introduced_by: Option<usize>,
}

/// Where a step stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    plan: &'a Source,
    at: Span,
}

impl<'a> Place<'a> {
    fn location(self) -> Location<'a> {
        Location::new((self.plan, self.at))
    }
}

impl<'a> StepOf<'a> {
    fn new(number: usize, assessed: &'a Assessed<'_>, place: Place<'a>) -> StepOf<'a> {
        let step = assessed.step;
        StepOf {
            step: number,
            action: step.action.name(),
            subjects: &assessed.subjects,
            on: step.on.map(|day| day.to_string()),
            note: assessed.note,
            confidence: step.confidence,
            sentence: &assessed.sentence,
            location: place.location(),
            introduced: assessed.introduced.iter().map(|one| Came::new(number, one, place)).collect(),
            resolved: assessed.resolved.iter().map(|one| Went::new(number, one, place)).collect(),
        }
    }
}

impl<'a> DayFigures<'a> {
    fn new(day: &'a DayOf) -> DayFigures<'a> {
        let count = |wanted: Severity| {
            let counts = Severity::ALL.into_iter().zip(day.figures.findings);
            counts.filter(|(severity, _)| *severity == wanted).map(|(_, count)| count).sum()
        };
        DayFigures {
            date: day.date.to_string(),
            stats: &day.figures.stats,
            findings: Counts {
                error: count(Severity::Error),
                warning: count(Severity::Warning),
                info: count(Severity::Info),
            },
        }
    }
}

impl<'a> Came<'a> {
    fn new(step: usize, introduced: &'a Introduced<'_>, place: Place<'a>) -> Came<'a> {
        Came { finding: finding(&introduced.told, place), step, resolved_by: introduced.resolved_by }
    }
}

impl<'a> Went<'a> {
    fn new(step: usize, resolved: &'a Resolved<'_>, place: Place<'a>) -> Went<'a> {
        Went { finding: finding(&resolved.told, place), step, introduced_by: resolved.introduced_by }
    }
}

fn finding<'a>(told: &'a Told<'_>, place: Place<'a>) -> FindingOf<'a> {
    let subjects = told.subjects.iter().map(|subject| Subject {
        id: Cow::Borrowed(&subject.id),
        name: Cow::Borrowed(&subject.name),
        title: Cow::Borrowed(&subject.title),
    });
    FindingOf::about(&told.reported, subjects.collect(), place.location())
}
