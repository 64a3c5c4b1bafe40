//! A manager who has left, or has not begun.

use std::collections::BTreeMap;

use crate::chart::Presence;
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::wording::counted;

/// `integrity/inactive-manager`
pub static RULE: Rule = Rule {
    name: "integrity/inactive-manager",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a manager who has left, or has not begun, on the day of the check",
    why: "Requests that follow the line go to somebody who is not there. Status words such as 'leave' and 'notice' are \
          still here; 'terminated', 'left' and 'eliminated' are not, nor is who left before the day of the check or begins \
          after it. Said once a manager, for all who report to them.",
    sources: &[],
    settings: &[],
    needs: &[&[Field::Status, Field::StartDate, Field::EndDate, Field::EffectiveDate]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    if chart.teams().iter().all(|manager| chart.presence(*manager).counts()) {
        return;
    }
    let mut stranded: BTreeMap<Record, Vec<Record>> = BTreeMap::new();
    for position in chart.positions() {
        if let Some(manager) = chart.manager(position).filter(|manager| !chart.presence(*manager).counts()) {
            stranded.entry(manager).or_default().push(position);
        }
    }
    for (manager, reports) in stranded {
        let (what, at) = match chart.presence(manager) {
            Presence::NotBegun if chart.roster().text(manager, Field::StartDate).is_empty() => {
                ("has not begun", Field::EffectiveDate)
            }
            Presence::NotBegun => ("has not begun", Field::StartDate),
            _ if !chart.roster().text(manager, Field::Status).is_empty() => ("has left", Field::Status),
            _ if !chart.roster().text(manager, Field::EndDate).is_empty() => ("has left", Field::EndDate),
            _ => ("has left", Field::Name),
        };
        let people = counted(reports.len(), "person still reports", "people still report");
        let message = format!("{people} to {}, who {what}", chart.id(manager));
        let mut finding = Finding::new(chart.place(manager, at), message).about([manager]);
        for report in reports.iter().take(3) {
            finding = finding.label(chart.place(*report, Field::Manager), "reports there");
        }
        found.push(finding.about(reports).help("name the manager who answers for them now"));
    }
}
