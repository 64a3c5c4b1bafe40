//! The findings of each position.

use crate::check::Report;
use crate::finding::Record;

/// For each record that is at fault somewhere the rules that say so.
pub(super) struct Faults<'a> {
    /// The rules with findings, by name.
    rules: Vec<&'a str>,
    /// By record and rule, each pair once.
    faults: Vec<(Record, u32)>,
}

impl<'a> Faults<'a> {
    pub(super) fn of(report: &'a Report<'_>) -> Faults<'a> {
        let mut rules: Vec<&str> = report.findings.iter().map(|reported| reported.rule.name()).collect();
        rules.sort_unstable();
        rules.dedup();
        let mut faults = Vec::new();
        for reported in &report.findings {
            let rule = rules.partition_point(|rule| *rule < reported.rule.name()) as u32;
            faults.extend(reported.finding.at_fault().iter().map(|record| (*record, rule)));
        }
        faults.sort_unstable();
        faults.dedup();
        Faults { rules, faults }
    }

    /// The names of the rules, in order, joined by blanks.
    pub(super) fn of_record(&self, record: Record) -> String {
        let start = self.faults.partition_point(|(other, _)| *other < record);
        let rules = self.faults[start..].iter().take_while(|(other, _)| *other == record);
        rules.map(|(_, rule)| self.rules[*rule as usize]).collect::<Vec<_>>().join(" ")
    }
}
