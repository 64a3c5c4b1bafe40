//! What `--statistics` tells: how often each rule fired, which had nothing to look at, and what was left out.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use super::text::safe;
use crate::chart::Reference;
use crate::check::{Outcome, Report, Reported};
use crate::finding::Severity;
use crate::input::{Field, Roster};
use crate::wording::counted;

/// The statistics of a run.
pub fn text(outcome: &Outcome<'_>) -> String {
    let mut text = String::new();
    Fired::of(outcome.findings()).tell(&mut text);
    if outcome.known > 0 {
        let known = counted(outcome.known, "finding", "findings");
        let _ = writeln!(text, "{known} in the configuration known from the baseline");
    }
    for report in &outcome.reports {
        of_chart(report, outcome.reports.len() > 1, &mut text);
    }
    text
}

/// How often each rule fired: by severity, the gravest first, and by name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Fired(BTreeMap<(Reverse<Severity>, String), usize>);

impl Fired {
    /// Counts findings.
    pub fn of<'f>(findings: impl Iterator<Item = &'f Reported<'f>>) -> Fired {
        let mut fired = Fired::default();
        for reported in findings {
            *fired.0.entry((Reverse(reported.severity), reported.rule.name().to_owned())).or_default() += 1;
        }
        fired
    }

    /// Adds those of another chart.
    pub fn add(&mut self, other: &Fired) {
        for (rule, count) in &other.0 {
            *self.0.entry(rule.clone()).or_default() += count;
        }
    }

    /// The gravest severity.
    pub fn worst(&self) -> Option<Severity> {
        self.0.keys().next().map(|(severity, _)| severity.0)
    }

    fn tell(&self, text: &mut String) {
        let widest = self.0.values().max().map_or(1, |most| most.to_string().len());
        for ((severity, rule), count) in &self.0 {
            let _ = writeln!(text, "{count:>widest$}  {:7}  {}", severity.0, safe(rule));
        }
    }
}

/// The statistics of many charts that are not in memory any more.
pub fn of_many(fired: &Fired, excepted: usize, known: usize) -> String {
    let mut text = String::new();
    fired.tell(&mut text);
    for (count, what) in [(excepted, "covered by an exception"), (known, "known from the baseline")] {
        if count > 0 {
            let _ = writeln!(text, "{} {what}", counted(count, "finding", "findings"));
        }
    }
    text
}

fn of_chart(report: &Report<'_>, is_named: bool, text: &mut String) {
    let roster = report.chart().roster();
    let before = if is_named { format!("{}: ", safe(report.chart().source().name())) } else { String::new() };
    let mut say = |line: String| {
        let _ = writeln!(text, "{before}{line}");
    };
    say(format!("{} ran", counted(report.ran.len(), "rule", "rules")));
    for not_run in &report.not_run {
        let lacks: Vec<&str> = not_run.lacks.iter().map(|field| field.name()).collect();
        say(format!("not run: {}, for no column is known to hold {}", safe(not_run.rule.name()), lacks.join(" or ")));
    }
    if let Some(reference) = report.chart().referred_by() {
        say(format!("managers are referred to by {}", referred_by(reference, roster)));
    }
    let (left_out, totals) = (roster.left_out().count(), roster.totals().len());
    let (superseded, sharing) = (report.chart().superseded().len(), report.chart().sharing().len());
    let absent = roster.records().len() - report.chart().positions().count() - left_out - totals - superseded - sharing;
    if let Some(encoding) = report.chart().source().encoding() {
        say(format!("read as {encoding}"));
    }
    for (count, what) in [
        (left_out, "left out by `where`"),
        (totals, "passed over as a row of totals"),
        (roster.blank_records(), "blank and passed over"),
        (superseded, "passed over, for another one of the id is in force on the day of the check"),
        (sharing, "passed over, for the post is shared and another record stands for it"),
        (absent, "no position of the chart on the day of the check"),
    ] {
        if count > 0 {
            say(format!("{} {what}", counted(count, "record", "records")));
        }
    }
    for (count, what) in
        [(report.excepted.iter().sum(), "covered by an exception"), (report.known, "known from the baseline")]
    {
        if count > 0 {
            say(format!("{} {what}", counted(count, "finding", "findings")));
        }
    }
}

fn referred_by(reference: Reference, roster: &Roster) -> String {
    match reference {
        Reference::Field(Field::Id) => "ids with other text beside them".to_owned(),
        Reference::Field(Field::Name) => "name".to_owned(),
        other => format!("the column '{}'", safe(other.heading(roster).unwrap_or_default())),
    }
}
