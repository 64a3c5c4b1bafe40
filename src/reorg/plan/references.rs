//! From who reports to whom to the cells that say so.
//!
//! A chart whose managers are referred to by e-mail address or by name stays one where it can, for a mix of addresses and
//! ids could not be read. Where it cannot, because a manager has no address or shares a name, all references become ids.

use std::collections::{BTreeMap, HashMap};

use super::edits::Edits;
use crate::chart::{Link, Reference};
use crate::finding::Record;
use crate::input::{Field, Rewriting};

/// How managers are named in the chart after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Naming {
    /// As in the chart before.
    AsBefore,
    /// By ids, all of them.
    ByIds,
}

/// The changes of a step as changes of cells; `None` where they cannot be said so.
pub(super) fn rewriting(edits: &Edits<'_>, naming: Naming) -> Option<Rewriting> {
    let manager_column = edits.roster().columns().column(Field::Manager)?;
    let reference = edits.chart.referred_by();
    let name = |manager: Record| match (naming, reference) {
        (Naming::ByIds, _) | (_, None) => Some(id(edits, manager)),
        (Naming::AsBefore, Some(reference)) => said(edits, reference, manager),
    };
    let mut cells = edits.cells.clone();
    match (naming, reference) {
        (_, None) => {}
        (Naming::AsBefore, Some(reference)) if renames_a_manager(edits, reference) => return None,
        (Naming::AsBefore, Some(_)) => {}
        (Naming::ByIds, Some(_)) => all_by_ids(edits, manager_column, &mut cells),
    }
    for (position, manager) in &edits.managers {
        let is_as_before = match manager {
            Some(manager) => edits.chart.link(*position) == Link::Manager(*manager),
            None => edits.chart.link(*position) == Link::Top,
        };
        if is_as_before && !edits.beside.contains_key(position) {
            continue;
        }
        let text = manager.map_or(Some(String::new()), name)?;
        for record in edits.records(*position) {
            cells.insert((record, manager_column), text.clone());
        }
    }
    cells.retain(|(record, _), _| !edits.removed.contains(record));
    let added = match &edits.hired {
        None => None,
        Some(hired) => {
            let mut own = hired.cells.clone();
            own.insert(manager_column, hired.manager.map_or(Some(String::new()), name)?);
            Some((last(edits)?, own))
        }
    };
    Some(Rewriting { cells, removed: edits.removed.clone(), added })
}

/// The record behind which a new one stands: the last, but for rows of totals.
pub(super) fn last(edits: &Edits<'_>) -> Option<Record> {
    let totals = edits.roster().totals();
    edits.roster().records().rev().find(|record| !totals.contains(record))
}

/// The id as the file has it, blanks included: what refers to it has to match.
fn id(edits: &Edits<'_>, position: Record) -> String {
    String::from_utf8_lossy(&edits.roster().bytes(position, Field::Id)).into_owned()
}

/// What a manager is referred to as, where that can be another manager's no more than an id can.
fn said(edits: &Edits<'_>, reference: Reference, manager: Record) -> Option<String> {
    if reference == Reference::Field(Field::Id) {
        // Ids stand beside other text, and it takes most of the references to tell so.
        return None;
    }
    Some(reference.text(edits.roster(), manager).into_owned()).filter(|text| !text.is_empty())
}

/// Whether the step changes what somebody is referred to as who has reports.
fn renames_a_manager(edits: &Edits<'_>, reference: Reference) -> bool {
    let columns = edits.roster().columns();
    let fields = match reference {
        Reference::Field(Field::Name) => vec![Field::Name, Field::FirstName, Field::LastName],
        Reference::Field(field) => vec![field],
        Reference::Column(_) => Vec::new(),
    };
    let mut own: Vec<usize> = fields.into_iter().filter_map(|field| columns.column(field)).collect();
    if let Reference::Column(column) = reference {
        own.push(column);
    }
    edits.cells.keys().any(|(record, column)| own.contains(column) && edits.chart.direct_reports(*record) > 0)
}

/// Every reference that leads to somebody becomes the id, dotted lines included, also on records of other times.
fn all_by_ids(edits: &Edits<'_>, manager_column: usize, cells: &mut BTreeMap<(Record, usize), String>) {
    let (chart, roster) = (edits.chart, edits.roster());
    let several: Vec<Record> = chart.several_managers().iter().map(|(record, _)| *record).collect();
    let positions = || roster.records().filter(|record| chart.is_position(*record));
    let mut meant = HashMap::new();
    for position in positions().filter(|position| several.binary_search(position).is_err()) {
        let manager = match chart.link(position) {
            Link::Manager(manager) => manager,
            Link::Itself => position,
            Link::Top | Link::Unknown => continue,
        };
        meant.entry(roster.text(position, Field::Manager)).or_insert(manager);
    }
    for record in roster.records() {
        if let Some(manager) = meant.get(&roster.text(record, Field::Manager)) {
            cells.insert((record, manager_column), id(edits, *manager));
        }
    }
    let Some(column) = roster.columns().column(Field::DottedManager) else { return };
    for lines in chart.dotted_lines().chunk_by(|one, next| one.report == next.report) {
        let managers: Option<Vec<String>> =
            lines.iter().map(|line| line.manager.map(|manager| id(edits, manager))).collect();
        if let (Some(managers), Some(line)) = (managers, lines.first()) {
            cells.insert((line.report, column), managers.join(";"));
        }
    }
}
