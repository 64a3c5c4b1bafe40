//! More layers than the headcount calls for.

use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::rules::{Rule, Setting, Settings, sort_by_id};
use crate::wording::counted;

/// `structure/too-many-layers`
pub static RULE: Rule = Rule {
    name: "structure/too-many-layers",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "more layers than the headcount calls for",
    why: "Every layer is one more step for a decision on its way up and for news on its way down. Layers grow with \
          the logarithm of the headcount: where everybody leads four, 5 layers hold 341 people and 8 hold 21,845. \
          Some lines are longer than others, so that a few layers more are no finding. It is said once, at the \
          position that is deepest.",
    sources: &[],
    settings: &[&SPAN, &SLACK, &SHARE],
    check,
    ..Rule::USUAL
};

static SPAN: Setting = Setting {
    name: "span",
    default: 4,
    unit: "direct reports",
    help: "the span from which the layers needed are told",
    ..Setting::USUAL
};
static SLACK: Setting = Setting {
    name: "slack",
    default: 3,
    unit: "layers",
    help: "so many layers more than needed are no finding",
    ..Setting::USUAL
};

static SHARE: Setting = Setting {
    name: "share",
    default: 1,
    unit: "per cent",
    help: "fewer people than this in the layers too many are one odd line, and no finding",
    ..Setting::USUAL
};

fn check(facts: &Facts<'_>, settings: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let layers = facts.layers();
    let span = settings.value(&SPAN);
    let limit = needed(facts.headcount(), span).saturating_add(settings.value(&SLACK));
    if layers <= limit {
        return;
    }
    let below = chart.positions().filter(|position| chart.layer(*position).is_some_and(|layer| layer > limit)).count();
    if 100 * below < settings.value(&SHARE) as usize * facts.people() as usize {
        return;
    }
    let mut deepest: Vec<Record> =
        chart.positions().filter(|position| chart.layer(*position) == Some(layers)).collect();
    sort_by_id(chart, &mut deepest);
    let Some(first) = deepest.first().copied() else { return };
    let people = counted(facts.headcount() as usize, "person", "people");
    let message = format!("{people} in {layers} layers, down to {}; the limit is {limit}", chart.named(first));
    found.push(
        Finding::new(chart.place(first, Field::Title), message)
            .about([first])
            .help("look for layers with one or two reports each in the line above, and take some of them out"),
    );
}

/// How many layers hold so many people where everybody leads `span` others.
fn needed(people: u32, span: u32) -> u32 {
    if span < 2 {
        return people;
    }
    let (mut layers, mut held, mut layer) = (0, 0_u64, 1_u64);
    while held < u64::from(people) {
        held += layer;
        layer *= u64::from(span);
        layers += 1;
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_grow_with_the_logarithm_of_the_headcount() {
        let people = [0, 1, 2, 5, 6, 21, 22, 341, 342, 21_845, 1_000_000, u32::MAX];
        assert_eq!(people.map(|people| needed(people, 4)), [0, 1, 2, 2, 3, 3, 4, 5, 6, 8, 11, 17]);
        assert_eq!([0, 1, 2, 3].map(|span| needed(7, span)), [7, 7, 3, 3]);
        assert_eq!(needed(u32::MAX, u32::MAX), 2);
    }
}
