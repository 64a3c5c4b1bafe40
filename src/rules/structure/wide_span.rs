//! More direct reports than one manager can lead.

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Setting, Settings};
use crate::title::{Level, ManagesPeople};

/// `structure/wide-span`
pub static RULE: Rule = Rule {
    name: "structure/wide-span",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "more direct reports than the limit",
    why: "Published norms conflict: one school calls 8 to 12 direct reports right and 17 too many, surveys find a median of \
          5 or 6, and supervisors of uniform work lead 20 and more. So the limit is generous, and lower for who leads \
          managers, whose reports need more time each. Assistants do not count.",
    sources: &[],
    settings: &[&MAX, &MAX_OF_MANAGERS],
    check,
    ..Rule::USUAL
};

static MAX: Setting = Setting {
    name: "max",
    default: 20,
    unit: "direct reports",
    help: "the limit for a manager of individuals",
    is_by_role: true,
};
static MAX_OF_MANAGERS: Setting = Setting {
    name: "max_of_managers",
    default: 15,
    unit: "direct reports",
    help: "the limit for a manager of managers",
    is_by_role: true,
};

#[derive(Default)]
struct Team {
    reports: u32,
    managers: u32,
}

fn check(facts: &Facts<'_>, settings: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let least = settings.least(&MAX).min(settings.least(&MAX_OF_MANAGERS));
    let wide = chart.leading().iter().filter(|position| chart.direct_reports(**position) > least);
    let mut wide: BTreeMap<Record, Team> = wide.map(|position| (*position, Team::default())).collect();
    if wide.is_empty() {
        return;
    }
    for position in chart.positions() {
        let role = facts.role(position);
        if role.level == Level::AssistantTo {
            continue;
        }
        if let Some(team) = chart.manager(position).and_then(|manager| wide.get_mut(&manager)) {
            let manages = chart.direct_reports(position) > 0 || role.manages_people == ManagesPeople::Yes;
            team.reports += 1;
            team.managers += u32::from(manages);
        }
    }
    for (manager, team) in wide {
        let leads_managers = 2 * team.managers > team.reports;
        let (setting, of) = if leads_managers { (&MAX_OF_MANAGERS, "managers") } else { (&MAX, "individuals") };
        let limit = settings.value_for(setting, facts.role(manager));
        if team.reports > limit {
            let message = format!(
                "{} has {} direct reports; the limit for a manager of {of} is {limit}",
                chart.id(manager),
                team.reports
            );
            found.push(
                Finding::new(chart.place(manager, Field::Title), message)
                    .about([manager])
                    .help("split the team, unless the work is so uniform that one can lead it"),
            );
        }
    }
}
