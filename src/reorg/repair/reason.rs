//! Proposals with their reasons, in plain words.

use super::candidate::{Candidate, Candidates};
use super::evidence::{Evidence, of_others};
use super::fault::{Fault, Faults, Kind};
use super::solve::{Choice, is_the_break};
use super::{Change, LeftOut, Repair};
use crate::chart::Chart;
use crate::finding::Record;
use crate::input::Field;
use crate::wording::{counted, grouped};

/// Texts of a chart can be as long as it is.
const LONGEST: usize = 80;
/// Facts of columns that a reason names.
const TOLD: usize = 2;

/// The changes that are chosen, and what is left out.
pub(super) fn told(
    faults: Faults,
    candidates: &[Candidates],
    choices: &[Choice],
    evidence: &mut Evidence<'_>,
) -> Repair {
    let mut repair = Repair::default();
    let chart = evidence.chart();
    for ((fault, of_fault), choice) in faults.open.iter().zip(candidates).zip(choices) {
        let change = |to, confidence, reason| Change {
            position: fault.position,
            from: chart.manager(fault.position),
            to,
            confidence,
            reason,
            rules: fault.rules.clone(),
        };
        match choice {
            Choice::Stays => {}
            Choice::Top => {
                let reason = format!(
                    "{}; of those at fault it is the most senior, and somebody has to be the top",
                    what(chart, fault)
                );
                repair.changes.push(change(None, 0.9, reason));
            }
            Choice::Changes(number) => {
                let chosen = &of_fault.all[*number];
                let confidence = chosen.likelihood * is_the_break(&faults, candidates, fault);
                let reason = format!("{}; {}", what(chart, fault), why(evidence, fault, of_fault, chosen));
                repair.changes.push(change(Some(chosen.manager), confidence, reason));
            }
            Choice::LeftOut => repair.left_out.push(LeftOut {
                position: Some(fault.position),
                rule: fault.rules.first().cloned().unwrap_or_default(),
                reason: format!("no plausible manager: {}, and nobody in this chart fits", what(chart, fault)),
            }),
        }
    }
    repair.left_out.extend(faults.left_out);
    repair
}

/// What is wrong.
fn what(chart: &Chart, fault: &Fault) -> String {
    let written = clipped(&chart.quoted(fault.position, Field::Manager));
    match &fault.kind {
        Kind::Lost => format!("{written} is not in the chart"),
        Kind::Itself => "it reports to itself".to_owned(),
        Kind::Loop(_, members) => {
            format!("the line to {written} is the least plausible one of a loop of {}", grouped(*members))
        }
        Kind::Root => "the manager's cell is empty".to_owned(),
        Kind::Gone(_) => format!("{written} is no longer there, or not yet"),
        Kind::Several(managers) => format!("{} are named", counted(managers.len(), "manager", "managers")),
        Kind::Undocumented => format!("the line to {written} is undocumented"),
    }
}

/// Why this candidate.
fn why(evidence: &mut Evidence<'_>, fault: &Fault, candidates: &Candidates, chosen: &Candidate) -> String {
    let chart = evidence.chart();
    let manager = format!("{} ({})", clipped(&chart.id(chosen.manager)), clipped(&chart.title(chosen.manager)));
    let mut parts = Vec::new();
    match chosen.slips {
        Some(0) => parts.push(format!("{manager} is called so")),
        Some(1) => parts.push(format!("{manager} is one slip away from it")),
        Some(_) => parts.push(format!("{manager} is two slips away from it")),
        None => parts.push(format!("{manager} is the likeliest")),
    }
    if let Kind::Gone(gone) = fault.kind
        && chart.manager(gone) == Some(chosen.manager)
    {
        parts.push("the manager of who is gone".to_owned());
    }
    let line = evidence.line(fault.position, chosen.manager);
    let (alike, others) = (line.of_same_class(), line.others);
    if alike > 0 {
        let verb = if alike == 1 { "is" } else { "are" };
        parts.push(format!("{} {verb} of the same level and function", of_others(alike, others)));
    }
    parts.extend(evidence.told(fault.position, chosen.manager).into_iter().take(TOLD));
    let rivals = candidates.all.iter().filter(|other| other.likelihood * 2.0 > chosen.likelihood).count() - 1;
    if rivals > 0 {
        parts.push(format!("{} as well or nearly so", counted(rivals, "other fits", "others fit")));
    }
    parts.join("; ")
}

/// The start of a text.
pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A position in a comment: `E7, Ann Lee, VP Sales`.
pub(super) fn named(chart: &Chart, position: Record) -> String {
    let texts = [chart.id(position), chart.name(position), chart.title(position)];
    let texts: Vec<String> = texts.iter().filter(|text| !text.is_empty()).map(|text| clipped(text)).collect();
    texts.join(", ")
}
