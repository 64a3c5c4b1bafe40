//! What a plan comes to, step by step: one file a format.

pub mod json;
pub mod markdown;
pub mod pretty;

use super::closing::found;
use crate::finding::Severity;
use crate::reorg::plan::{Assessment, DayOf, Figures, Told};
use crate::source::Source;
use crate::wording::{counted, grouped};

/// An assessment, with the files that it is of.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The plan.
    pub plan: &'a Source,
    /// What it comes to.
    pub assessment: &'a Assessment<'a>,
}

impl Subject<'_> {
    /// What the plan does as a whole: the figures of the chart before and after.
    fn headline(&self) -> String {
        let Assessment { before, after, steps, .. } = self.assessment;
        let number = |one: &str, many: &str, number: fn(&Figures) -> usize| {
            let (before, after) = (number(before), number(after));
            let after = counted(after, one, many);
            if counted(before, one, many) == after { after } else { format!("{} → {after}", grouped(before)) }
        };
        format!(
            "{} after {} of {}: {}, {}, {}, {}",
            self.assessment.draft.chart().source().name(),
            counted(steps.len(), "step", "steps"),
            self.plan.name(),
            number("person", "people", |figures| figures.stats.people),
            number("layer", "layers", |figures| figures.stats.layers as usize),
            number("manager", "managers", |figures| figures.stats.managers),
            number("finding", "findings", |figures| figures.findings.iter().sum()),
        )
    }

    /// What remains at the end.
    fn verdict(&self) -> String {
        let introduced = self.assessment.introduced().map(|(_, introduced)| &introduced.told);
        let resolved = self.assessment.resolved().map(|(_, resolved)| &resolved.told);
        let [introduced, resolved] = [counts(introduced), counts(resolved)].map(found);
        let say = |found: &[String]| if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
        let unchanged = grouped(self.assessment.unchanged);
        format!("introduced: {}; resolved: {}; unchanged: {unchanged}", say(&introduced), say(&resolved))
    }

    /// What is to be said of steps that are left out.
    fn left_out(&self) -> Option<String> {
        let count = self.assessment.left_out;
        let day = self.assessment.draft.chart().day();
        let steps = counted(count, "later step is", "later steps are");
        (count > 0).then(|| format!("{steps} left out: this is the chart of {day}"))
    }

    /// The chart of each day in a line, where there are several.
    fn days(&self) -> Vec<String> {
        let days = &self.assessment.days;
        if days.len() < 2 {
            return Vec::new();
        }
        let line = |day: &DayOf| {
            let stats = &day.figures.stats;
            let size = [
                counted(stats.people, "person", "people"),
                counted(stats.layers as usize, "layer", "layers"),
                counted(stats.managers, "manager", "managers"),
            ];
            let found = found(day.figures.findings);
            let found = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
            format!("{}: {}, {found}", day.date, size.join(", "))
        };
        days.iter().map(line).collect()
    }
}

/// How many findings there are of each severity.
fn counts<'t>(found: impl Iterator<Item = &'t Told<'t>>) -> [usize; Severity::ALL.len()] {
    let mut counts = [0; Severity::ALL.len()];
    for told in found {
        for (count, severity) in counts.iter_mut().zip(Severity::ALL) {
            *count += usize::from(told.reported.severity == severity);
        }
    }
    counts
}
