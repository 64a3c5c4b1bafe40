//! What is known about a chart because it was made so.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Params;
use super::faults::{Faults, Injected};
use super::figures::Figures;
use super::rows::Rows;

/// The kinds of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    DanglingManager,
    DuplicateId,
    SelfReport,
    Cycle,
    SecondRoot,
    ManagerReportsToIc,
    VpSalesOpsReportsToDirector,
    DirectorSalesOpsReportsToManager,
    EmptyTitle,
    SalesOpsLeaderWithQuotaReport,
    MistypedManager,
}

impl Kind {
    /// Every kind that is asked for together; mistyped references are asked for apart.
    pub(crate) const ALL: [Self; 10] = [
        Self::DanglingManager,
        Self::DuplicateId,
        Self::SelfReport,
        Self::Cycle,
        Self::SecondRoot,
        Self::ManagerReportsToIc,
        Self::VpSalesOpsReportsToDirector,
        Self::DirectorSalesOpsReportsToManager,
        Self::EmptyTitle,
        Self::SalesOpsLeaderWithQuotaReport,
    ];

    /// The name, as in the truth file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DanglingManager => "dangling_manager",
            Self::DuplicateId => "duplicate_id",
            Self::SelfReport => "self_report",
            Self::Cycle => "cycle",
            Self::SecondRoot => "second_root",
            Self::ManagerReportsToIc => "manager_reports_to_ic",
            Self::VpSalesOpsReportsToDirector => "vp_sales_ops_reports_to_director",
            Self::DirectorSalesOpsReportsToManager => "director_sales_ops_reports_to_manager",
            Self::EmptyTitle => "empty_title",
            Self::SalesOpsLeaderWithQuotaReport => "sales_ops_leader_with_quota_report",
            Self::MistypedManager => "mistyped_manager",
        }
    }

    /// The rule that finds it.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::DanglingManager | Self::MistypedManager => "integrity/unknown-manager",
            Self::DuplicateId => "input/duplicate-id",
            Self::SelfReport => "integrity/self-report",
            Self::Cycle => "integrity/cycle",
            Self::SecondRoot => "integrity/extra-root",
            Self::ManagerReportsToIc => "structure/level-inversion",
            Self::VpSalesOpsReportsToDirector => "pattern/sales-ops-vp",
            Self::DirectorSalesOpsReportsToManager => "pattern/sales-ops-director",
            Self::EmptyTitle => "input/missing-title",
            Self::SalesOpsLeaderWithQuotaReport => "role/sales-ops-manages-sellers",
        }
    }
}

/// A fault that was put into the chart.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    /// The rule that finds it.
    pub(crate) rule: &'static str,
    /// The line in the CSV where the rule finds it: the leader's for a leader with sellers, the later one of two rows
    /// with the same id, the first member's for a cycle, else that of the only person in `ids`.
    pub(crate) line: usize,
    /// The ids of those at fault, in reporting order for a cycle; for a duplicate id, that one id.
    pub(crate) ids: Vec<String>,
    /// The lines of those at fault: one for each id, or two for a duplicate id, the earlier one first.
    pub(crate) lines: Vec<usize>,
    /// The leader of Sales Operations whom a seller was put under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) leader: Option<String>,
    /// The manager who makes the position a fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) manager: Option<String>,
    /// The manager's id that nobody has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<String>,
    /// How many people a cycle has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) length: Option<usize>,
    /// The true managers of those whose line was changed, by their ids.
    #[serde(skip)]
    pub(crate) former: BTreeMap<String, String>,
}

impl Fault {
    fn new(injected: &Injected, faults: &Faults, rows: &Rows) -> Self {
        let &Injected { kind, ref people, manager, ref missing } = injected;
        let lines: Vec<usize> = people.iter().map(|&person| rows.line(person)).collect();
        let mut ids: Vec<String> = people.iter().map(|&person| rows.id(person)).collect();
        let mut line = lines[0];
        if kind == Kind::DuplicateId {
            line = lines[1];
            ids.truncate(1);
        }
        let manager_id = manager.map(|manager| rows.id(manager));
        let leads_sellers = kind == Kind::SalesOpsLeaderWithQuotaReport;
        if let Some(leader) = manager.filter(|_| leads_sellers) {
            line = rows.line(leader);
        }
        let (leader, manager) = if leads_sellers { (manager_id, None) } else { (None, manager_id) };
        let length = (kind == Kind::Cycle).then_some(people.len());
        let former = |person: &usize| Some((rows.id(*person), rows.id((*faults.former.get(person)?)?)));
        let former = people.iter().filter_map(former).collect();
        Self { kind, rule: kind.rule(), line, ids, lines, leader, manager, missing: missing.clone(), length, former }
    }
}

/// What is true of a chart.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Truth {
    /// The arguments that give the chart again.
    pub(crate) params: Params,
    /// Figures of the whole file.
    pub(crate) expected: Figures,
    /// The faults, kind by kind.
    pub(crate) faults: Vec<Fault>,
}

impl Truth {
    pub(super) fn new(params: &Params, faults: &Faults, expected: Figures, rows: &Rows) -> Self {
        let faults = faults.injected.iter().map(|injected| Fault::new(injected, faults, rows)).collect();
        Self { params: params.clone(), expected, faults }
    }

    /// The faults of one kind.
    pub(crate) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Fault> {
        self.faults.iter().filter(move |fault| fault.kind == kind)
    }

    /// The truth file.
    pub(crate) fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}
