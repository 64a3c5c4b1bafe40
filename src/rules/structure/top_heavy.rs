//! Too large a share of vice presidents and above.

use crate::facts::{Facts, VICE_PRESIDENTS};
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::rules::{Rule, Setting, Settings};
use crate::title::{Level, Role};
use crate::wording::counted;

/// `structure/top-heavy`
pub static RULE: Rule = Rule {
    name: "structure/top-heavy",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "too large a share of vice presidents and above",
    why: "Where one in five is a vice president or above, there are four others to each of them: one small team, \
          without a single Manager or Director in between. Then either decisions are made twice or the titles are \
          worth less than they say. A small organisation has its C-suite before it has its teams, and is passed \
          over, and so is a chart that stops above the teams.",
    sources: &[],
    settings: &[&MAX, &FROM],
    needs: &[&[Field::Title]],
    check,
    ..Rule::USUAL
};

static MAX: Setting = Setting {
    name: "max",
    default: 20,
    unit: "per cent",
    help: "so large a share of vice presidents and above is no finding",
};
static FROM: Setting =
    Setting { name: "from", default: 50, unit: "people", help: "a smaller organisation is passed over" };

fn check(facts: &Facts<'_>, settings: &Settings, found: &mut Vec<Finding>) {
    let headcount = facts.headcount();
    let at_the_top = facts.count(is_at_the_top);
    let share = u64::from(at_the_top) * 100;
    if headcount < settings.value(&FROM) || share <= u64::from(headcount) * u64::from(settings.value(&MAX)) {
        return;
    }
    let chart = facts.chart();
    let Some(summit) = facts.summit().filter(|_| !facts.ends_above_the_teams()) else { return };
    let message = format!(
        "{at_the_top} of {} are vice presidents or above, more than {} %",
        counted(headcount as usize, "person", "people"),
        settings.value(&MAX)
    );
    found.push(
        Finding::new(chart.place(summit, Field::Title), message)
            .about([summit])
            .help("give the titles to those who lead others who lead, or set `max` to what is usual in the trade"),
    );
}

fn is_at_the_top(role: &Role) -> bool {
    let top = VICE_PRESIDENTS.with(Level::CSuite).with(Level::Board);
    role.levels().iter().all(|level| top.contains(level))
}
