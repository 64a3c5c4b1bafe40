//! A manager reference that matches an id only after mending.

use crate::chart::{Chart, Damage};
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Setting, Settings};
use crate::wording::counted;

/// `input/untidy-id`
pub static RULE: Rule = Rule {
    name: "input/untidy-id",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "a manager reference that matches an id only after mending",
    why: "Spreadsheets drop leading zeros and write 17 as 17.0; exports pad with blanks and change case. orglint links such \
          a reference where just one id can be meant, but a join in a payroll run will not. Where a whole column is damaged \
          in one way, that is said once. Where most references are no ids, they are looked up among the e-mail addresses, \
          the names, ids with a name beside them ('Jane Doe (E12)') and then every other column: a DN, a position number, \
          a role's slug. Each is a way to refer to a position, and no fault; of names it is remarked once, for tomorrow two \
          people may have one. `--statistics` tells the column.",
    sources: &[],
    settings: &[&COLUMN_FROM],
    check,
    ..Rule::USUAL
};

static COLUMN_FROM: Setting = Setting {
    name: "column_from",
    default: 20,
    unit: "references",
    help: "so many references damaged in one way, or half of all, are reported as one finding about the column",
    ..Setting::USUAL
};

fn check(facts: &Facts<'_>, settings: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    if chart.untidy().is_empty() {
        return;
    }
    let linked = chart.positions().filter(|position| chart.manager(*position).is_some()).count();
    let throughout = (settings.value(&COLUMN_FROM) as usize).min(linked.div_ceil(2)).max(3);
    found.extend(by_name(chart));
    for damage in [Damage::Blanks, Damage::Case, Damage::Zeros, Damage::Decimal] {
        let damaged: Vec<Record> =
            chart.untidy().iter().filter(|(_, found)| *found == damage).map(|(position, _)| *position).collect();
        let how = damage.description();
        if let Some(first) = damaged.first().filter(|_| damaged.len() >= throughout) {
            let column = chart.roster().columns().heading(Field::Manager).unwrap_or_default();
            let references = counted(damaged.len(), "reference", "references");
            let message = format!("{references} in the column '{column}' match an id only after {how}");
            found.push(
                Finding::new(chart.place(*first, Field::Manager), message)
                    .help("export ids and manager references as text"),
            );
            continue;
        }
        for position in damaged {
            let reference = chart.roster().bytes(position, Field::Manager);
            let reference = chart.told(Field::Manager, String::from_utf8_lossy(&reference));
            let manager = chart.manager(position).map(|manager| chart.id(manager)).unwrap_or_default();
            let message = format!("the reference '{reference}' matches the id {manager} only after {how}");
            found.push(
                Finding::new(chart.place(position, Field::Manager), message)
                    .about([position])
                    .help(format!("write it as {manager}"))
                    .instead([manager.into_owned()]),
            );
        }
    }
}

/// A column of names is one fault, whatever its length. Another column than the id by which positions are told apart is a way
/// to refer to them, and no fault.
fn by_name(chart: &Chart) -> Option<Finding> {
    let mut matched = chart.untidy().iter().filter(|(_, found)| *found == Damage::Name);
    let (first, _) = matched.next()?;
    let heading = chart.roster().columns().heading(Field::Manager).unwrap_or_default();
    let count = counted(matched.count() + 1, "reference is", "references are");
    let message = format!("the column '{heading}' holds names rather than ids: {count} matched by them");
    let help = "name the column of the managers' ids with --map manager=COLUMN, or export their ids; two people may have one name";
    Some(Finding::new(chart.place(*first, Field::Manager), message).help(help))
}
