//! People who still report to someone who left.

use std::collections::{BTreeMap, HashMap};

use crate::change::{Change, Side};
use crate::chart::{Chart, Link};
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, sort_by_id};
use crate::wording::{counted, listed};

/// `transition/stranded-reports`
pub static RULE: Rule = Rule {
    name: "transition/stranded-reports",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "people still report to someone who left",
    why: "A manager is gone between the two charts, and the team was not handed over: nobody approves their absences and \
          expenses, and what follows the lines of the chart, such as access and payroll, ends in the void. Whoever left with \
          the whole team leaves nobody behind.",
    check_change: Some(check),
    ..Rule::USUAL
};

fn check(change: &Change<'_>) -> Vec<(Side, Finding)> {
    let (before, after) = (change.chart(Side::Before), change.chart(Side::After));
    let mut stranded: BTreeMap<Record, Vec<Record>> = BTreeMap::new();
    let gone = Gone::new(change);
    for position in after.positions() {
        let manager = match after.link(position) {
            Link::Manager(manager) if !after.presence(manager).counts() => change.then(manager),
            Link::Unknown => gone.find(&after.roster().text(position, Field::Manager)),
            _ => None,
        };
        if let Some(manager) = manager {
            stranded.entry(manager).or_default().push(position);
        }
    }
    let finding = |(manager, mut reports): (Record, Vec<Record>)| {
        sort_by_id(after, &mut reports);
        let ids: Vec<_> = reports.iter().map(|report| after.id(*report)).collect();
        let people = counted(reports.len(), "person still reports", "people still report");
        let message = format!("{people} to {}, who left: {}", before.named(manager), listed(&ids));
        let mut finding = Finding::new(after.place(reports[0], Field::Manager), message);
        for report in reports.iter().skip(1).take(2) {
            finding = finding.label(after.place(*report, Field::Manager), "and here");
        }
        (Side::After, finding.about(reports).shared().help("name whom they report to now"))
    };
    stranded.into_iter().map(finding).collect()
}

/// Those who left, by what managers are referred to by.
struct Gone(HashMap<String, Record>);

impl Gone {
    fn new(change: &Change<'_>) -> Gone {
        let before: &Chart = change.chart(Side::Before);
        let reference = |position: &Record| match before.referred_by() {
            Some(by) => by.text(before.roster(), *position).into_owned(),
            None => before.true_id(*position).into_owned(),
        };
        let managers = change.left.iter().filter(|position| before.direct_reports(**position) > 0);
        Gone(managers.map(|position| (reference(position), *position)).collect())
    }

    fn find(&self, reference: &str) -> Option<Record> {
        self.0.get(reference).copied()
    }
}
