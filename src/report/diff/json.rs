//! `json`: everything that a program may want to know of a change. The shape is a contract; see docs/json.md.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::change::{Change, Guard, Pair, Side, Vacated};
use crate::check::Comparison;
use crate::finding::Record;
use crate::input::Field;
use crate::report::json::{Findings, Subject};
use crate::stats::Stats;
use crate::title::Function;

/// Writes the comparison as one JSON object.
pub fn write(comparison: &Comparison<'_>, guards: &[Guard], out: &mut dyn Write) -> io::Result<()> {
    let change = &comparison.change;
    let teller = Teller { change };
    let subjects = |side, positions: &[Record]| -> Vec<Subject<'_>> {
        positions.iter().map(|position| teller.subject(side, *position)).collect()
    };
    let [after, before] = comparison.introduced();
    let (introduced, resolved) = ([before, after], [comparison.resolved()]);
    let title = |side, position| Some(teller.change.chart(side).title(position));
    let name = |side, position| {
        let chart = teller.change.chart(side);
        Some(chart.told(Field::Name, chart.roster().name(position)))
    };
    let id = |side, position| Some(teller.change.chart(side).id(position));
    let manager = |side, position| change.manager_id(side, position).map(Cow::Owned);
    let level = |side, position| Some(Cow::Borrowed(change.facts(side).role(position).level.name()));
    let output = Output {
        version: 1,
        paths: [Side::Before, Side::After].map(|side| change.chart(side).source().name()),
        matched_by: change.matched_by().name(),
        joined: subjects(Side::After, &change.joined),
        left: subjects(Side::Before, &change.left),
        moved: teller.each(&change.moved, manager),
        retitled: teller.each(&change.retitled, title),
        promoted: teller.each(&change.promoted, level),
        demoted: teller.each(&change.demoted, level),
        changed_function: teller.each(&change.changed_function, |side, position| teller.functions(side, position)),
        renamed: teller.each(&change.renamed, name),
        renumbered: teller.each(&change.renumbered, id),
        emptied: change.emptied.iter().map(|pair| teller.subject(Side::Before, pair.before)).collect(),
        filled: change.filled.iter().map(|pair| teller.subject(Side::After, pair.after)).collect(),
        vacated: change.vacated().iter().map(|vacated| teller.vacated(vacated)).collect(),
        spans: teller.each(&change.spans, |side, position| change.chart(side).direct_reports(position)),
        guards: guards.iter().map(GuardOf::new).collect(),
        findings: FindingsOf {
            introduced: Findings(&introduced),
            resolved: Findings(&resolved),
            unchanged: comparison.unchanged,
        },
        before: Stats::of(&comparison.before.facts),
        after: Stats::of(&comparison.after.facts),
    };
    serde_json::to_writer(&mut *out, &output)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    paths: [&'a str; 2],
    matched_by: &'a str,
    joined: Vec<Subject<'a>>,
    left: Vec<Subject<'a>>,
    moved: Vec<Changed<'a, Option<Cow<'a, str>>>>,
    retitled: Vec<Changed<'a, Option<Cow<'a, str>>>>,
    promoted: Vec<Changed<'a, Option<Cow<'a, str>>>>,
    demoted: Vec<Changed<'a, Option<Cow<'a, str>>>>,
    changed_function: Vec<Changed<'a, Vec<&'static str>>>,
    renamed: Vec<Changed<'a, Option<Cow<'a, str>>>>,
    renumbered: Vec<Changed<'a, Option<Cow<'a, str>>>>,
    emptied: Vec<Subject<'a>>,
    filled: Vec<Subject<'a>>,
    vacated: Vec<VacatedOf<'a>>,
    spans: Vec<Changed<'a, u32>>,
    guards: Vec<GuardOf<'a>>,
    findings: FindingsOf<'a>,
    before: Stats,
    after: Stats,
}

/// A position of the later chart, with what was and what is.
#[derive(Serialize)]
struct Changed<'a, T> {
    #[serde(flatten)]
    subject: Subject<'a>,
    from: T,
    to: T,
}

#[derive(Serialize)]
struct VacatedOf<'a> {
    /// The title under which it was held.
    title: Cow<'a, str>,
    by: Vec<Subject<'a>>,
    filled_by: Vec<Subject<'a>>,
    holders: usize,
}

#[derive(Serialize)]
struct GuardOf<'a> {
    guard: &'a str,
    limit: String,
    count: usize,
    of: usize,
    exceeded: bool,
}

impl GuardOf<'_> {
    fn new(guard: &Guard) -> GuardOf<'_> {
        GuardOf {
            guard: guard.name,
            limit: guard.limit.to_string(),
            count: guard.count,
            of: guard.of,
            exceeded: guard.is_exceeded(),
        }
    }
}

#[derive(Serialize)]
struct FindingsOf<'a> {
    introduced: Findings<'a>,
    resolved: Findings<'a>,
    unchanged: usize,
}

struct Teller<'c> {
    change: &'c Change<'c>,
}

impl<'c> Teller<'c> {
    fn subject(&self, side: Side, position: Record) -> Subject<'c> {
        Subject::of(self.change.chart(side), position)
    }

    fn each<T>(&self, pairs: &[Pair], value: impl Fn(Side, Record) -> T) -> Vec<Changed<'c, T>> {
        let changed = |pair: &Pair| Changed {
            subject: self.subject(Side::After, pair.after),
            from: value(Side::Before, pair.before),
            to: value(Side::After, pair.after),
        };
        pairs.iter().map(changed).collect()
    }

    fn functions(&self, side: Side, position: Record) -> Vec<&'static str> {
        self.change.facts(side).role(position).functions.iter().map(Function::name).collect()
    }

    fn vacated(&self, vacated: &Vacated) -> VacatedOf<'c> {
        VacatedOf {
            title: self.change.chart(Side::Before).title(vacated.by[0]),
            by: vacated.by.iter().map(|position| self.subject(Side::Before, *position)).collect(),
            filled_by: vacated.filled_by.iter().map(|position| self.subject(Side::After, *position)).collect(),
            holders: vacated.holders,
        }
    }
}
