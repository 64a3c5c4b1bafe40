//! A further top position.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Setting, Settings};
use crate::wording::counted;

/// `integrity/extra-root`
pub static RULE: Rule = Rule {
    name: "integrity/extra-root",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a further top position",
    why: "A chart has one top. A second one is mostly a manager's cell that was lost in an export, and everybody below it \
          is cut off from the rest. The position with the most people under it counts as the top. Where several tops are \
          meant, as in some public bodies, the limit is what says so.",
    sources: &[],
    settings: &[&MAX],
    check,
    ..Rule::USUAL
};

static MAX: Setting =
    Setting { name: "max", default: 1, unit: "top positions", help: "how many tops a chart may have" };

fn check(facts: &Facts<'_>, settings: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let roots = chart.roots();
    if roots.len() <= settings.value(&MAX) as usize {
        return;
    }
    let Some(top) = facts.largest(&roots) else { return };
    for root in roots.into_iter().filter(|root| *root != top) {
        let below = match chart.total_reports(root) {
            0 => "nobody below".to_owned(),
            people => counted(people as usize, "person below", "people below"),
        };
        found.push(
            Finding::new(
                chart.place(root, Field::Manager),
                format!("{} is at the top beside {}, with {below}", chart.id(root), chart.id(top)),
            )
            .about([root])
            .label(chart.place(top, Field::Manager), "the top with the most people")
            .help("name the manager"),
        );
    }
}
