//! A title whose level cannot be told.

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::{Field, values};
use crate::rules::{Rule, Settings};
use crate::title::{Level, Qualifier, Role};
use crate::wording::counted;

/// `input/unreadable-title`
pub static RULE: Rule = Rule {
    name: "input/unreadable-title",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "a title whose level cannot be told",
    why: "Patterns and structure rest on levels: whoever has such a title is passed over by nearly every rule, and \
          so are those who report there. Each title is reported once, at the holder who leads most; where more \
          than half of all titles cannot be read, that is said once for the column, which then holds something \
          else or is in a language that orglint does not read.",
    sources: &[],
    settings: &[],
    needs: &[&[Field::Title]],
    check,
    ..Rule::USUAL
};

/// As many distinct titles are enough to say what a column holds.
const ENOUGH: usize = 10;

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let mut holders: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for position in facts.holders(is_unreadable) {
        let title = chart.title(position);
        if !values::is_nothing(&title) {
            holders.entry(title.to_lowercase()).or_default().push(position);
        }
    }
    let titles = facts.people_by_role().iter().filter(|people| **people > 0).count();
    if holders.len() >= ENOUGH && 2 * holders.len() > titles {
        found.extend(of_column(facts, holders.into_values().flatten().collect()));
        return;
    }
    for holders in holders.into_values() {
        let Some(first) = facts.largest(&holders) else { continue };
        let others = match holders.len() - 1 {
            0 => String::new(),
            1 => ", which another position has, too".to_owned(),
            others => format!(", which {} have, too", counted(others, "other position", "other positions")),
        };
        let message = format!("no level can be told from the title of {}{others}", chart.named(first));
        found.push(
            Finding::new(chart.place(first, Field::Title), message)
                .about([first])
                .help("name the job in the title, or say under [titles] in orglint.toml what level it has"),
        );
    }
}

fn of_column(facts: &Facts<'_>, holders: Vec<Record>) -> Option<Finding> {
    let chart = facts.chart();
    let first = *holders.iter().min()?;
    let column = chart.roster().columns().heading(Field::Title).unwrap_or_default();
    let positions = counted(holders.len(), "position", "positions");
    let message = format!("no level can be told from most titles in the column '{column}': those of {positions}");
    let help = "name the column of job titles with --map title=COLUMN, or say under [titles] in orglint.toml what levels \
                they have";
    Some(Finding::new(chart.place(first, Field::Title), message).help(help))
}

fn is_unreadable(role: &Role) -> bool {
    role.level == Level::Unknown && role.other_levels.is_empty() && !role.qualifiers.contains(Qualifier::Vacant)
}
