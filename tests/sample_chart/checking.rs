//! Whether the faults are in the file.

use super::generator::{Fault, Kind};
use super::reading::{Person, Rank, Read};

/// Whether a fault is what it is said to be.
pub(crate) fn check(fault: &Fault, index: usize, at_fault: &[&Person], found_at: &Person, chart: &Read) {
    let person = at_fault[0];
    let rank = || Rank::of(&person.title);
    let manager = chart.manager(person);
    let above = || manager.map(|manager| Rank::of(&manager.title));
    let under = manager.map(|manager| manager.id.as_str());
    assert!(at_fault.iter().zip(&fault.ids).all(|(person, id)| person.id == *id), "{fault:?}");
    let holds = match fault.kind {
        Kind::DanglingManager | Kind::MistypedManager => {
            under.is_none() && fault.missing.as_ref() == Some(&person.manager_id)
        }
        Kind::DuplicateId => at_fault.len() == 2 && at_fault[1].id == person.id && person.line < at_fault[1].line,
        Kind::SelfReport => person.id == person.manager_id,
        Kind::Cycle => {
            let next = at_fault.iter().cycle().skip(1);
            let closed = at_fault.iter().zip(next).all(|(person, next)| person.manager_id == next.id);
            closed && fault.length == Some(2 + index % 5) && at_fault.len() == 2 + index % 5
        }
        Kind::SecondRoot => person.manager_id.is_empty() && rank() != Rank::ChiefExecutive,
        Kind::ManagerReportsToIc => {
            let manages = (Rank::SeniorManager..=Rank::Manager).contains(&rank());
            manages && above() == Some(Rank::Individual) && under == fault.manager.as_deref()
        }
        Kind::VpSalesOpsReportsToDirector => {
            let directs = above().is_some_and(|above| (Rank::SeniorDirector..=Rank::Director).contains(&above));
            is_sales_ops(person) && rank() == Rank::VicePresident && directs && under == fault.manager.as_deref()
        }
        Kind::DirectorSalesOpsReportsToManager => {
            let manages = above().is_some_and(|above| (Rank::SeniorManager..=Rank::Manager).contains(&above));
            is_sales_ops(person) && rank() == Rank::Director && manages && under == fault.manager.as_deref()
        }
        Kind::EmptyTitle => person.title.is_empty(),
        Kind::SalesOpsLeaderWithQuotaReport => {
            let leads = manager.is_some_and(|manager| manager.department.ends_with(" Operations"));
            person.carries_quota && leads && under == fault.leader.as_deref()
        }
    };
    assert!(holds, "{fault:?}: {at_fault:?} under {manager:?}");
    let expected_at = match fault.kind {
        Kind::DuplicateId => at_fault[1].line,
        Kind::SalesOpsLeaderWithQuotaReport => manager.map_or(0, |manager| manager.line),
        _ => person.line,
    };
    assert_eq!(found_at.line, expected_at, "{fault:?}");
}

fn is_sales_ops(person: &Person) -> bool {
    ["Sales Operations", "Sales Ops"].iter().any(|name| person.title.contains(name))
}
