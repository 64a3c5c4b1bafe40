//! Two holders of one chief's title, or one title that says two roles.

use std::collections::BTreeMap;

use crate::chart::Chart;
use crate::facts::{Facts, SALES_OPERATIONS, VICE_PRESIDENTS, is_whole};
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Settings};
use crate::title::{FurtherJob, Qualifier, Role};

/// `scale/duplicate-role`
pub static RULE: Rule = Rule {
    name: "scale/duplicate-role",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "two holders of one chief's title, or one title that says both COO and VP of Sales Operations",
    why: "Where two people hold one role, or one person two that are meant to be apart, nobody knows whom to expect what \
          from. Co-chiefs, regional and divisional ones, acting ones, deputies and vacant posts are passed over, and so is \
          a chief executive who reports to somebody: the head of a part.",
    sources: &["D1-8"],
    settings: &[],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let mut holders: BTreeMap<&'static str, Vec<Record>> = BTreeMap::new();
    for position in facts.holders(holds_an_office) {
        if let Some(chief) = facts.role(position).chief.filter(|chief| answers_for_all(facts, position, chief.0)) {
            holders.entry(chief.0).or_default().push(position);
        }
    }
    for (office, holders) in holders {
        // Whoever leads most is taken for the holder, whatever the order of the rows.
        let Some(first) = facts.largest(&holders) else { continue };
        for other in holders.into_iter().filter(|other| *other != first) {
            found.push(second_holder(chart, office, first, other));
        }
    }
    for position in facts.holders(says_both) {
        let message = format!("the title of {} says both COO and VP of Sales Operations", chart.id(position));
        found.push(
            Finding::new(chart.place(position, Field::Title), message)
                .about([position])
                .help("name the one role, and who holds the other"),
        );
    }
}

fn second_holder(chart: &Chart, office: &str, first: Record, other: Record) -> Finding {
    let message =
        format!("{} holds the same office as {}: {}", chart.id(other), chart.id(first), office.to_uppercase());
    Finding::new(chart.place(other, Field::Title), message)
        .about([other, first])
        .label(chart.place(first, Field::Title), "the holder with the most people")
        .help("if the two share the office or have a part each, say so in the titles (co-, a region, a division)")
}

fn holds_an_office(role: &Role) -> bool {
    let stands_in = [Qualifier::Acting, Qualifier::Interim, Qualifier::Vacant];
    // Of two people whose initials could mean two offices, each may hold one.
    let is_clear = role.offices.is_empty();
    role.chief.is_some()
        && is_clear
        && is_whole(role)
        && !stands_in.iter().any(|stand_in| role.qualifiers.contains(*stand_in))
}

fn answers_for_all(facts: &Facts<'_>, position: Record, office: &str) -> bool {
    let heads_a_part = office == "ceo" && facts.chart().manager(position).is_some();
    !facts.is_vacant(position) && !heads_a_part
}

fn says_both(role: &Role) -> bool {
    let is_coo = role.chief.is_some_and(|chief| chief.0 == "coo");
    let is_vp = |job: FurtherJob| {
        VICE_PRESIDENTS.contains(job.level) && SALES_OPERATIONS.iter().any(|function| job.functions.contains(*function))
    };
    is_coo && role.second.is_some_and(is_vp)
}
