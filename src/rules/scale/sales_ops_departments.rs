//! Hundreds of sellers, and Sales Operations tasks without anyone for them.

use crate::facts::{Facts, is_sales_operations};
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{Function, Level, Role};
use crate::wording::counted;

/// `scale/sales-ops-departments`
pub static RULE: Rule = Rule {
    name: "scale/sales-ops-departments",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "hundreds of sellers, and Sales Operations tasks without anyone for them",
    why: "With hundreds of sellers, whole departments form around single tasks of Sales Operations: process, technology, \
          analytics, training and enablement, territory and quota planning. A task that no title names may have nobody. \
          The limit is `sellers_for_departments`.",
    sources: &["D3-3", "D0-7"],
    settings: &[],
    check,
    ..Rule::USUAL
};

/// A task of Sales Operations, and whether a role carries it out.
type Task = (&'static str, fn(&Role) -> bool);

/// Process, territory and quota planning are what a title of Sales Operations itself stands for, and an analyst or a
/// specialist there may well be the one who reports.
const TASKS: [Task; 4] = [
    ("sales process, territory and quota planning", is_sales_operations),
    ("sales technology and tools", |role| role.may_be_for(Function::CrmAdministration)),
    ("sales analytics and reporting", |role| {
        role.may_be_for(Function::SalesAnalytics) || is_sales_operations(role) && role.level == Level::Individual
    }),
    ("sales training and enablement", |role| role.may_be_for(Function::SalesEnablement)),
];

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let is_open = |task: &&Task| facts.count(task.1) == 0;
    let open: Vec<&str> = TASKS.iter().filter(is_open).map(|(task, _)| *task).collect();
    if open.is_empty() || facts.sellers() < facts.organisation().sellers_for_departments {
        return;
    }
    let chart = facts.chart();
    let leader = facts.largest(&facts.holders(is_sales_operations));
    let Some(at) = leader.or_else(|| facts.summit()) else { return };
    let message =
        format!("{}, and no title names {}", counted(facts.sellers() as usize, "seller", "sellers"), open.join("; "));
    found.push(
        Finding::new(chart.place(at, Field::Title), message)
            .about([at])
            .help("give each task to somebody, or name it in the title of who has it"),
    );
}
