//! A manager who is not in the chart.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::chart::{Chart, Link, Near};
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Setting, Settings};
use crate::wording::{counted, grouped};

/// `integrity/unknown-manager`
pub static RULE: Rule = Rule {
    name: "integrity/unknown-manager",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a manager who is not in the chart",
    why: "A reference that leads nowhere cuts the position, and everybody below it, off from the chart: approvals and \
          access rights that follow the line end there. It is mostly a mistyped id, or a manager who left or was left out \
          of the export. Where most references are no ids but e-mail addresses, names, or what another column holds, they \
          are followed by that (`--statistics` tells the column), and one that several positions have in common is lost.",
    sources: &[],
    settings: &[&TOGETHER_FROM, &TOGETHER_SHARE],
    check,
    ..Rule::USUAL
};

static TOGETHER_FROM: Setting = Setting {
    name: "together_from",
    default: 20,
    unit: "references",
    help: "so many lost references are reported as one finding, if they are also the share below",
    ..Setting::USUAL
};
static TOGETHER_SHARE: Setting = Setting {
    name: "together_share",
    default: 25,
    unit: "per cent",
    help: "the share of all references from which lost ones are reported as one finding",
    ..Setting::USUAL
};

fn check(facts: &Facts<'_>, settings: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let is_lost = |position: &Record| chart.link(*position) == Link::Unknown;
    let lost: Vec<Record> = chart.linked_to_no_other().iter().copied().filter(is_lost).collect();
    if lost.is_empty() {
        return;
    }
    let share = settings.value(&TOGETHER_SHARE) as usize;
    // So many references that they are the share; whether there are more is told without counting all.
    let most = (100 * lost.len()).checked_div(share).unwrap_or(usize::MAX - 1);
    let references = chart.positions().filter(|position| chart.link(*position) != Link::Top).take(most + 1).count();
    if lost.len() >= settings.value(&TOGETHER_FROM) as usize && references <= most {
        found.extend(together(chart, &lost, references));
        return;
    }
    let left_out = LeftOut::of(chart);
    let shared: HashMap<Record, u32> = chart.shared_references().iter().copied().collect();
    let mut nearest = Nearest::of(chart, &lost);
    for position in lost {
        let reference = chart.roster().text(position, Field::Manager);
        let said = chart.quoted(position, Field::Manager);
        let message = format!("{} reports to {said}, who is not in the chart", chart.id(position));
        if let Some(count) = shared.get(&position) {
            let message = format!("{} reports to {said}, and {count} positions are called so", chart.id(position));
            let help = "refer to the manager by id";
            found.push(Finding::new(chart.place(position, Field::Manager), message).about([position]).help(help));
            continue;
        }
        if left_out.has(&reference) {
            let help = format!("{said} is left out by `where`: name another manager, or mend the condition");
            found.push(Finding::new(chart.place(position, Field::Manager), message).about([position]).help(help));
            continue;
        }
        let near = nearest.to(&reference);
        let help = match near.len() {
            0 => "add the manager to the chart, or name another one".to_owned(),
            _ => format!("did you mean {}?", near.join(" or ")),
        };
        let finding = Finding::new(chart.place(position, Field::Manager), message).about([position]).help(help);
        found.push(finding.instead(near.into_iter().map(Cow::into_owned)));
    }
}

/// Where so many references lead nowhere, they are not mistyped one by one: the file or the column is the wrong one. The
/// finding is about the column, and no position in particular.
fn together(chart: &Chart, lost: &[Record], references: usize) -> Option<Finding> {
    let first = *lost.first()?;
    let heading = chart.roster().columns().heading(Field::Manager).unwrap_or_default();
    let managers: HashSet<Cow<'_, str>> =
        lost.iter().map(|position| chart.roster().text(*position, Field::Manager)).collect();
    let message = format!(
        "{} of {} in the column '{heading}' lead to {} who are not in the chart",
        grouped(lost.len()),
        counted(references, "reference", "references"),
        counted(managers.len(), "manager", "managers"),
    );
    let left_out = LeftOut::of(chart);
    let by_condition = managers.iter().filter(|manager| left_out.has(manager)).count();
    if 2 * by_condition > managers.len() {
        let help =
            format!("{} left out by `where`: mend the condition", counted(by_condition, "of them is", "of them are"));
        return Some(Finding::new(chart.place(first, Field::Manager), message).help(help));
    }
    let help = "if the export is cut off, or a part of a larger chart, export all of it; if these are no ids of this file, name \
                the right columns with --map id=COLUMN --map manager=COLUMN";
    Some(Finding::new(chart.place(first, Field::Manager), message).help(help))
}

/// The ids of the records that the user's condition leaves out.
struct LeftOut<'a>(HashSet<Cow<'a, str>>);

impl<'a> LeftOut<'a> {
    fn of(chart: &'a Chart) -> LeftOut<'a> {
        let roster = chart.roster();
        LeftOut(roster.left_out().map(|record| roster.text(record, Field::Id)).collect())
    }

    fn has(&self, reference: &str) -> bool {
        self.0.contains(reference)
    }
}

/// The ids that are closest to a reference, or whatever managers are referred to by in this chart.
struct Nearest<'a> {
    chart: &'a Chart,
    near: Near<'a>,
    /// What was found for each reference: many may have lost the same manager.
    known: HashMap<String, Vec<Cow<'a, str>>>,
}

impl<'a> Nearest<'a> {
    const COMPARISONS: usize = 250_000;
    const SHOWN: usize = 3;

    fn of(chart: &'a Chart, lost: &[Record]) -> Nearest<'a> {
        let references: Vec<_> = lost.iter().map(|position| chart.roster().text(*position, Field::Manager)).collect();
        let references = references.iter().map(|reference| &**reference);
        Nearest { chart, near: Near::new(chart, references, Nearest::COMPARISONS), known: HashMap::new() }
    }

    /// At most [`Nearest::SHOWN`] ids that are a slip or two away, in the order in which they sort.
    fn to(&mut self, reference: &str) -> Vec<Cow<'a, str>> {
        if let Some(known) = self.known.get(reference) {
            return known.clone();
        }
        let near = self.search(reference);
        self.known.insert(reference.to_owned(), near.clone());
        near
    }

    fn search(&mut self, reference: &str) -> Vec<Cow<'a, str>> {
        let by = self.near.by();
        let text = |(distance, position)| match self.chart.is_redacted() {
            true => (distance, self.chart.id(position)),
            false => (distance, by.text(self.chart.roster(), position)),
        };
        let mut near: Vec<(usize, Cow<'a, str>)> = self.near.to(reference, 1).into_iter().map(text).collect();
        near.sort_unstable();
        near.dedup();
        // A slip away from many ids is close to none of them.
        let best = near.first().map_or(0, |(distance, _)| *distance);
        near.retain(|(distance, _)| *distance == best);
        if near.len() > Nearest::SHOWN { Vec::new() } else { near.into_iter().map(|(_, id)| id).collect() }
    }
}
