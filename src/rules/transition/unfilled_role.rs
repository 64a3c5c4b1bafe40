//! A Sales Operations or C-suite role that is vacated, and nobody follows.

use crate::change::{Change, Post, Side, Vacated, bounds};
use crate::facts::{Facts, is_sales_operations, is_whole, may_be_sales_chief, may_lead_sales_operations};
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::Rule;
use crate::title::{Function, Level, Levels, Role};

/// `transition/unfilled-role`
pub static RULE: Rule = Rule {
    name: "transition/unfilled-role",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a Sales Operations or C-suite role is vacated and nobody follows",
    why: "In the documented case a VP of Sales Operations who becomes COO is succeeded by a new VP: a promotion is complete \
          only with its succession. A role counts as filled where somebody holds it afterwards, under whatever spelling, at a \
          higher level, or joined with another one; and where somebody newly leads Sales Operations at a lower level, which \
          may be meant. Roles without people to lead, and those outside Sales Operations and the C-suite, are no matter of \
          this rule.",
    sources: &["D0-11"],
    check_change: Some(check),
    ..Rule::USUAL
};

fn check(change: &Change<'_>) -> Vec<(Side, Finding)> {
    let vacated = change.vacated();
    let unfilled = vacated.iter().filter(|vacated| vacated.holders == 0 && !is_filled(change, vacated));
    unfilled.filter_map(|vacated| finding(change, vacated)).collect()
}

fn finding(change: &Change<'_>, vacated: &Vacated) -> Option<(Side, Finding)> {
    let former = *vacated.by.first()?;
    let before = change.chart(Side::Before);
    let (side, position) = change.whereabouts(former);
    let chart = change.chart(side);
    let what = match side {
        Side::Before => "left".to_owned(),
        Side::After if change.facts(side).is_vacant(position) => "has no incumbent any more".to_owned(),
        Side::After => format!("is {} now", chart.title(position)),
    };
    let message = format!("{} {what}, and nobody follows", before.named(former));
    let others = vacated.by[1..].iter().map(|other| change.whereabouts(*other));
    let subjects = others.filter(|(other, _)| *other == side).map(|(_, position)| position);
    let finding = Finding::new(chart.place(position, Field::Title), message)
        .about([position])
        .about(subjects)
        .help(format!("name who is {} now, or say in the configuration why nobody is", before.title(former)));
    Some((side, finding))
}

/// Whether the rule leaves a vacated role alone: because it is none of its matter, or because somebody follows.
fn is_filled(change: &Change<'_>, vacated: &Vacated) -> bool {
    let Some(former) = vacated.by.first() else { return true };
    let role = change.facts(Side::Before).role(*former);
    let leads_sales_operations = is_sales_operations(role) && may_lead_sales_operations(role);
    let is_chief = matches!(vacated.post, Post::Chief(_)) || is_surely_of_the_c_suite(role);
    if !leads_sales_operations && !is_chief {
        return true;
    }
    let after = change.facts(Side::After);
    let follows = |other: &Role| {
        is_chief && holds_the_office(role, other) || leads_sales_operations && leads_at_least_as_high(role, other)
    };
    if after.holders(follows).into_iter().any(|position| !after.is_vacant(position)) {
        return true;
    }
    leads_sales_operations && after.holders(may_lead_sales_operations).into_iter().any(|one| is_new(change, after, one))
}

/// Whether a role is one of the C-suite in every reading; a managing director of a bank is not.
fn is_surely_of_the_c_suite(role: &Role) -> bool {
    role.levels() == Levels::NONE.with(Level::CSuite) && is_whole(role)
}

/// Whether a role is, or may be, the office of a chief, perhaps with another one beside it.
fn holds_the_office(vacated: &Role, other: &Role) -> bool {
    let for_the_same = |function: Function| function != Function::Other && other.may_be_for(function);
    let functions = vacated.functions.iter().chain(vacated.other_functions.iter());
    let is_of_the_rank = other.levels().contains(Level::CSuite) && is_whole(other);
    is_of_the_rank
        && (other.chief.is_some() && other.chief == vacated.chief
            || may_be_sales_chief(vacated) && may_be_sales_chief(other)
            || functions.into_iter().any(for_the_same))
}

/// Whether a role leads Sales Operations, at the level of the vacated one or above in some reading.
fn leads_at_least_as_high(vacated: &Role, other: &Role) -> bool {
    let lowest = bounds(vacated).map(|(lowest, _)| lowest);
    let highest = bounds(other).map(|(_, highest)| highest);
    // Of a title without a level nothing is known, and it may be meant.
    may_lead_sales_operations(other) && (highest.is_none() || highest >= lowest)
}

/// Whether somebody leads Sales Operations who did not before in this role.
fn is_new(change: &Change<'_>, after: &Facts<'_>, position: Record) -> bool {
    let held = |before| change.facts(Side::Before).role(before) == after.role(position);
    !after.is_vacant(position) && !change.then(position).is_some_and(held)
}
