//! What is wrong with lines of reporting, as the check found it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::LeftOut;
use crate::chart::{Chart, Link};
use crate::check::Report;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;

/// A position whose line has to change, or may have to.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Fault {
    pub(super) position: Record,
    /// The rules that found something, by name.
    pub(super) rules: Vec<String>,
    pub(super) kind: Kind,
}

/// What is wrong with a line.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Kind {
    /// It leads to somebody who is not in the chart.
    Lost,
    /// It leads to the position itself.
    Itself,
    /// It is one of a loop, of this number, which has so many members.
    Loop(usize, usize),
    /// There is none, and somebody else is the top.
    Root,
    /// It leads to somebody who has left, or has not begun.
    Gone(Record),
    /// The cell names several managers.
    Several(Vec<Record>),
    /// A pattern finds that no document names it.
    Undocumented,
}

/// All that is wrong with the lines of a chart.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// By id.
    pub(super) open: Vec<Fault>,
    /// What no other manager would mend.
    pub(super) left_out: Vec<LeftOut>,
    /// Who is to be the top, where nobody is.
    pub(super) top: Option<Record>,
}

impl Faults {
    /// The faults among the errors of a report.
    pub(super) fn of(report: &Report<'_>) -> Faults {
        let roster = report.chart().roster();
        let mut found = Found {
            chart: report.chart(),
            absent: roster.left_out().map(|record| roster.text(record, Field::Id)).collect(),
            faults: BTreeMap::new(),
            left_out: Vec::new(),
        };
        let mut lacks_top = None;
        for reported in report.findings.iter().filter(|reported| reported.severity == Severity::Error) {
            match reported.rule.name() {
                "integrity/no-root" => lacks_top = Some(&reported.finding),
                rule => found.take(rule, &reported.finding),
            }
        }
        let Found { chart, faults, left_out, .. } = found;
        let mut faults = Faults { open: faults.into_values().collect(), left_out, top: None };
        faults.open.sort_by_cached_key(|fault| id_order(chart, fault.position));
        if let Some(finding) = lacks_top {
            faults.crown(report, finding);
        }
        faults
    }

    /// Finds who is to be the top: of those at fault the most senior, and of equals who has the most people below.
    fn crown(&mut self, report: &Report<'_>, finding: &Finding) {
        let rank = |fault: &&mut Fault| {
            let position = fault.position;
            (report.facts.role(position).level.rank(), report.chart().total_reports(position))
        };
        // The last of equals would be taken, and the first is wanted.
        match self.open.iter_mut().rev().max_by_key(rank) {
            Some(fault) => {
                fault.rules.push("integrity/no-root".to_owned());
                self.top = Some(fault.position);
            }
            None => self.left_out.push(LeftOut {
                position: finding.subjects.first().copied(),
                rule: "integrity/no-root".to_owned(),
                reason: finding.message.clone(),
            }),
        }
    }
}

/// The order of ids, which rows in another order leave as it is: shorter ones first, as in E2, E10.
pub(super) fn id_order(chart: &Chart, position: Record) -> (usize, Vec<u8>) {
    let id = chart.roster().bytes(position, Field::Id).into_owned();
    (id.len(), id)
}

struct Found<'c> {
    chart: &'c Chart,
    /// The ids of those whom the user's condition leaves out.
    absent: HashSet<Cow<'c, str>>,
    faults: BTreeMap<Record, Fault>,
    left_out: Vec<LeftOut>,
}

impl Found<'_> {
    fn take(&mut self, rule: &str, finding: &Finding) {
        let chart = self.chart;
        let subject = finding.subjects.first().copied();
        match (rule, subject) {
            ("integrity/unknown-manager", Some(position)) => match self.is_absent(position) {
                true => self.leave_out(rule, finding),
                false => self.add(rule, position, Kind::Lost),
            },
            ("integrity/self-report", Some(position)) => self.add(rule, position, Kind::Itself),
            ("integrity/extra-root", Some(position)) => self.add(rule, position, Kind::Root),
            ("integrity/cycle", Some(_)) => {
                let number = finding.at.start as usize;
                for member in &finding.subjects {
                    self.add(rule, *member, Kind::Loop(number, finding.subjects.len()));
                }
            }
            ("integrity/inactive-manager", Some(manager)) => {
                for report in &finding.subjects[1..] {
                    self.add(rule, *report, Kind::Gone(manager));
                }
            }
            ("integrity/two-managers", Some(position)) => {
                match chart.several_managers().iter().find(|(several, _)| *several == position) {
                    Some((_, managers)) => self.add(rule, position, Kind::Several(managers.clone())),
                    None => self.leave_out(rule, finding),
                }
            }
            (_, Some(position)) if rule.starts_with("pattern/") => self.add(rule, position, Kind::Undocumented),
            _ => self.leave_out(rule, finding),
        }
    }

    /// Whether the manager is in the file, and left out by the user's condition.
    fn is_absent(&self, position: Record) -> bool {
        self.absent.contains(&self.chart.roster().text(position, Field::Manager))
    }

    fn add(&mut self, rule: &str, position: Record, kind: Kind) {
        let fault =
            self.faults.entry(position).or_insert_with(|| Fault { position, rules: Vec::new(), kind: kind.clone() });
        // What is wrong with the line as such goes before what is wrong with whom it leads to.
        if fault.kind == Kind::Undocumented {
            fault.kind = kind;
        }
        if !fault.rules.iter().any(|known| known == rule) {
            fault.rules.push(rule.to_owned());
        }
    }

    fn leave_out(&mut self, rule: &str, finding: &Finding) {
        let reason = match &finding.help {
            Some(help) => format!("{}: {help}", finding.message),
            None => finding.message.clone(),
        };
        self.left_out.push(LeftOut { position: finding.subjects.first().copied(), rule: rule.to_owned(), reason });
    }
}

impl Fault {
    /// Whom the line leads to, where that is sound as far as this line is concerned: one of a loop may well be right.
    pub(super) fn current(&self, chart: &Chart) -> Option<Record> {
        match (&self.kind, chart.link(self.position)) {
            (Kind::Loop(..), Link::Manager(manager)) if self.rules.len() == 1 => Some(manager),
            _ => None,
        }
    }
}
