//! A plan applied step by step, each chart on the way checked: what each step introduces and resolves, what remains at the
//! end, and the figures of each day.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::draft::Draft;
use super::{Plan, Step, words};
use crate::change::{Change, MatchBy, Side};
use crate::chart::Chart;
use crate::check::{Report, Reported, Rulebook, check, judge};
use crate::error::Error;
use crate::facts::Facts;
use crate::finding::{Record, Severity};
use crate::policy::{Key, Policy};
use crate::source::Source;
use crate::stats::Stats;
use crate::title::Reader;

/// What charts are checked by.
#[derive(Clone, Copy)]
pub struct Judge<'r> {
    /// The rules.
    pub rulebook: &'r Rulebook,
    /// What is decided about them.
    pub policy: &'r Policy,
    /// How titles are read.
    pub reader: &'r Reader,
}

/// A position that a finding is about, as it was when it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// The incumbent's name.
    pub name: String,
    /// The title.
    pub title: String,
}

impl Subject {
    fn of(chart: &Chart, position: Record) -> Subject {
        Subject {
            id: chart.id(position).into_owned(),
            name: chart.name(position).into_owned(),
            title: chart.title(position).into_owned(),
        }
    }
}

/// A finding in a chart that need not be there any more.
#[derive(Debug)]
pub struct Told<'r> {
    /// The finding; its places and records are those of that chart.
    pub reported: Reported<'r>,
    /// Whom it is about.
    pub subjects: Vec<Subject>,
}

/// A finding that a step introduces.
#[derive(Debug)]
pub struct Introduced<'r> {
    /// The finding.
    pub told: Told<'r>,
    /// The number of the later step that resolves it.
    pub resolved_by: Option<usize>,
    /// Whether it is in the chart before the plan as well, and a step between had resolved it.
    pub is_back: bool,
    /// Whether it is still found after the last step.
    remains: bool,
}

impl Introduced<'_> {
    /// Whether the plan as a whole introduces it.
    pub const fn remains(&self) -> bool {
        self.remains && self.resolved_by.is_none() && !self.is_back
    }
}

/// A finding that a step resolves.
#[derive(Debug)]
pub struct Resolved<'r> {
    /// The finding.
    pub told: Told<'r>,
    /// The number of the earlier step that introduced it; without one it was in the chart before.
    pub introduced_by: Option<usize>,
    /// The number of the later step that introduces it again.
    pub back_in: Option<usize>,
}

impl Resolved<'_> {
    /// Whether the plan as a whole resolves it.
    pub const fn counts(&self) -> bool {
        self.introduced_by.is_none() && self.back_in.is_none()
    }
}

/// A step, applied.
pub struct Assessed<'r> {
    /// The step.
    pub step: &'r Step,
    /// The day on which the chart after it was checked.
    pub day: Date,
    /// What it does, in words.
    pub sentence: String,
    /// The ids of the positions that it names, as they may be shown.
    pub subjects: Vec<String>,
    /// Why it is there, where that may be shown.
    pub note: Option<&'r str>,
    /// What it introduces, by place and rule.
    pub introduced: Vec<Introduced<'r>>,
    /// What it resolves.
    pub resolved: Vec<Resolved<'r>>,
}

impl<'r> Assessed<'r> {
    /// A step that is applied to a chart, without what comes of it.
    fn new(step: &'r Step, day: Date, chart: &Chart) -> Assessed<'r> {
        Assessed {
            step,
            day,
            sentence: words::sentence(step, chart),
            subjects: words::subjects(step, chart),
            note: step.note.as_deref().filter(|_| !chart.is_redacted()),
            introduced: Vec::new(),
            resolved: Vec::new(),
        }
    }
}

/// The figures of a chart, and how many findings of each severity it has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// The figures.
    pub stats: Stats,
    /// Findings by severity, as [`Severity::ALL`] has them.
    pub findings: [usize; Severity::ALL.len()],
}

/// The chart at the end of a day.
pub struct DayOf {
    /// The day.
    pub date: Date,
    /// Its figures.
    pub figures: Figures,
}

/// What a plan comes to.
pub struct Assessment<'r> {
    /// The steps that apply.
    pub steps: Vec<Assessed<'r>>,
    /// How many steps at the end of the plan are left out, for they take effect later.
    pub left_out: usize,
    /// The days on which charts were checked, in order.
    pub days: Vec<DayOf>,
    /// The chart before.
    pub before: Figures,
    /// The chart after.
    pub after: Figures,
    /// How many findings of the chart after were found before, or come with the day.
    pub unchanged: usize,
    /// The chart after.
    pub draft: Draft,
}

impl<'r> Assessment<'r> {
    /// What the plan introduces and no step of it resolves, with the number of the step.
    pub fn introduced(&self) -> impl Iterator<Item = (usize, &Introduced<'r>)> {
        let numbered = self.steps.iter().zip(1..);
        let all = numbered.flat_map(|(step, number)| step.introduced.iter().map(move |one| (number, one)));
        all.filter(|(_, introduced)| introduced.remains())
    }

    /// What the plan resolves, with the number of the step.
    pub fn resolved(&self) -> impl Iterator<Item = (usize, &Resolved<'r>)> {
        let numbered = self.steps.iter().zip(1..);
        let all = numbered.flat_map(|(step, number)| step.resolved.iter().map(move |one| (number, one)));
        all.filter(|(_, resolved)| resolved.counts())
    }
}

/// Applies a plan, read from `source`, to the chart of a draft, whose day is that of the check. A step is checked on its day,
/// and one without takes effect with the step before it. Where the day was asked for (`until_then`), later steps are left out.
pub fn run<'r>(
    draft: Draft,
    plan: &'r Plan,
    source: &Source,
    by: Judge<'r>,
    until_then: bool,
) -> Result<Assessment<'r>, Error> {
    let day = draft.chart().day();
    let planned = planned(plan, day);
    let applied = planned.iter().take_while(|planned| !until_then || **planned <= day).count();
    // What changes is judged against the chart before the plan, whatever step made it so: a role that is vacated by one
    // step can be filled by a later one.
    let original = draft.again()?;
    let original = Facts::new(original.chart(), &by.policy.organisation, by.reader);
    let court = &Court { judge: by, original: &original };
    let mut state = State::of(draft, court);
    let before = state.figures.clone();
    let mut days = BTreeMap::new();
    let mut tally = Tally::default();
    for (step, day) in plan.steps.iter().zip(&planned).take(applied) {
        state = state.on(*day, court)?;
        let told = Assessed::new(step, *day, state.draft.chart());
        let next = State::of(state.draft.after(step, source, by.reader)?, court);
        let (introduced, resolved) = (lacking(&next, &state), lacking(&state, &next));
        tally.add(told, introduced, resolved);
        days.insert(*day, next.figures.clone());
        state = next;
    }
    let last = planned.iter().take(applied).copied().max().map_or(day, |last| last.max(day));
    state = state.on(last, court)?;
    days.insert(last, state.figures.clone());
    let remaining = tally.finish(&state);
    Ok(Assessment {
        steps: tally.steps,
        left_out: plan.steps.len() - applied,
        days: days.into_iter().map(|(date, figures)| DayOf { date, figures }).collect(),
        before,
        unchanged: state.found.len() - remaining,
        after: state.figures,
        draft: state.draft,
    })
}

/// The day on which each step is checked: its own, or that of the step before it.
fn planned(plan: &Plan, day: Date) -> Vec<Date> {
    let mut latest = day;
    let mut planned = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        latest = step.on.unwrap_or(latest);
        planned.push(latest);
    }
    planned
}

/// What charts are checked by, and the chart before the plan.
struct Court<'r, 'o> {
    judge: Judge<'r>,
    original: &'o Facts<'o>,
}

/// A chart between two steps, checked.
struct State<'r> {
    draft: Draft,
    /// The findings with what they are known by: by that, and then by place.
    found: Vec<(Key, Found<'r>)>,
    figures: Figures,
}

/// A finding, and whom it is about where they are in the chart before the plan only.
struct Found<'r> {
    reported: Reported<'r>,
    left: Vec<Subject>,
}

impl<'r> State<'r> {
    fn of(draft: Draft, court: &Court<'r, '_>) -> State<'r> {
        let Judge { rulebook, policy, reader } = court.judge;
        let report = check(draft.chart(), rulebook, policy, reader);
        let figures =
            Figures { stats: Stats::of(&report.facts), findings: Severity::ALL.map(|severity| report.count(severity)) };
        let mut found = of_the_change(&report.facts, court);
        let keys: Vec<Key> = report.findings.iter().map(|reported| report.key(reported)).collect();
        let Report { findings, .. } = report;
        // The rules outlive the chart.
        let lasting = |reported: Reported<'_>| {
            let rule = rulebook.find(reported.rule.name())?;
            let reported = Reported { rule, severity: reported.severity, finding: reported.finding };
            Some(Found { reported, left: Vec::new() })
        };
        found.extend(keys.into_iter().zip(findings).filter_map(|(key, reported)| Some((key, lasting(reported)?))));
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        State { draft, found, figures }
    }

    fn on(self, day: Date, court: &Court<'r, '_>) -> Result<State<'r>, Error> {
        if day == self.draft.chart().day() {
            return Ok(self);
        }
        Ok(State::of(self.draft.on(day)?, court))
    }

    /// A finding with whom it is about.
    fn told(&self, found: &Found<'r>) -> Told<'r> {
        let chart = self.draft.chart();
        let reported = found.reported.clone();
        if !found.left.is_empty() {
            return Told { subjects: found.left.clone(), reported };
        }
        let subjects = reported.finding.subjects.iter().map(|position| Subject::of(chart, *position)).collect();
        Told { subjects, reported }
    }
}

/// What the rules about changes find between the chart before the plan and this one.
fn of_the_change<'r>(facts: &Facts<'_>, court: &Court<'r, '_>) -> Vec<(Key, Found<'r>)> {
    let change = Change::between(court.original, facts, MatchBy::Id);
    let found = judge(&change, court.judge.rulebook, court.judge.policy).into_iter().map(|(side, reported)| {
        let chart = change.chart(side);
        let ids = reported.finding.at_fault().iter().map(|position| chart.true_id(*position).into_owned());
        let key = Key::new(reported.rule.name(), ids);
        let left = match side {
            Side::Before => reported.finding.subjects.iter().map(|one| Subject::of(chart, *one)).collect(),
            Side::After => Vec::new(),
        };
        (key, Found { reported, left })
    });
    found.collect()
}

type Keyed<'r> = Vec<(Key, Told<'r>)>;

/// The findings of one chart that the other lacks. Of several that are known by the same, the last are those.
fn lacking<'r>(of: &State<'r>, other: &State<'r>) -> Keyed<'r> {
    let mut others = other.found.iter().map(|(key, _)| key).peekable();
    let mut lacking = Vec::new();
    for (key, found) in &of.found {
        while others.next_if(|other| *other < key).is_some() {}
        if others.next_if(|other| *other == key).is_none() {
            lacking.push((key.clone(), found));
        }
    }
    lacking.sort_by_key(|(_, found)| found.reported.finding.at);
    lacking.into_iter().map(|(key, found)| (key, of.told(found))).collect()
}

/// Which findings came and went with which steps.
#[derive(Default)]
struct Tally<'r> {
    steps: Vec<Assessed<'r>>,
    /// Introduced and not resolved so far: the step, by its place here, and the place among what it introduces.
    open: HashMap<Key, Vec<(usize, usize)>>,
    /// Resolved, of the chart before the plan.
    resolved: HashMap<Key, Vec<(usize, usize)>>,
}

impl<'r> Tally<'r> {
    /// Adds a step, which introduces and resolves these.
    fn add(&mut self, mut assessed: Assessed<'r>, introduced: Keyed<'r>, resolved: Keyed<'r>) {
        let at = self.steps.len();
        for (key, told) in introduced {
            let before = self.resolved.get_mut(&key).and_then(Vec::pop);
            if let Some((step, place)) = before {
                self.steps[step].resolved[place].back_in = Some(at + 1);
            } else {
                self.open.entry(key).or_default().push((at, assessed.introduced.len()));
            }
            let is_back = before.is_some();
            assessed.introduced.push(Introduced { told, resolved_by: None, is_back, remains: false });
        }
        for (key, told) in resolved {
            let open = self.open.get_mut(&key).and_then(Vec::pop);
            match open {
                Some((step, place)) => self.steps[step].introduced[place].resolved_by = Some(at + 1),
                None => self.resolved.entry(key).or_default().push((at, assessed.resolved.len())),
            }
            let introduced_by = open.map(|(step, _)| step + 1);
            assessed.resolved.push(Resolved { told, introduced_by, back_in: None });
        }
        self.steps.push(assessed);
    }

    /// Looks which open findings the last chart has, and says how many: others went with the day.
    fn finish(&mut self, last: &State<'r>) -> usize {
        let mut found: HashMap<&Key, usize> = HashMap::new();
        for (key, _) in &last.found {
            *found.entry(key).or_default() += 1;
        }
        let mut remaining = 0;
        for (key, places) in &self.open {
            let there = found.get(key).copied().unwrap_or(0);
            for (step, place) in places.iter().rev().take(there) {
                self.steps[*step].introduced[*place].remains = true;
                remaining += 1;
            }
        }
        remaining
    }
}
