//! Sound lines to learn from.

use super::fault::id_order;
use super::team::{Classes, Teams};
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::Field;

/// So many lines.
const LESSONS: usize = 500;
/// Others that the true manager is held against.
const OTHERS: usize = 16;

/// A sound line with the managers that could be taken for the true one, which comes first.
pub(super) struct Lesson {
    pub(super) report: Record,
    pub(super) managers: Vec<Record>,
}

/// A sample of the sound lines, the same whatever the order of the rows.
pub(super) fn sample(facts: &Facts<'_>, teams: &Teams, classes: &Classes) -> Vec<Lesson> {
    let chart = facts.chart();
    let every = (chart.roster().len() / LESSONS).max(1) as u64;
    let mut sample: Vec<(u64, Record, Record)> = Vec::new();
    for manager in chart.positions() {
        let others = classes.managers(classes.of(facts, manager)).len();
        if others < 2 {
            continue;
        }
        for report in teams.of(manager) {
            let hash = hash(&chart.roster().bytes(*report, Field::Id));
            if hash.is_multiple_of(every) {
                sample.push((hash, *report, manager));
            }
        }
    }
    sample.sort_by_cached_key(|(hash, report, _)| (*hash, id_order(chart, *report)));
    let lesson = |(hash, report, manager): (u64, Record, Record)| {
        let all = classes.managers(classes.of(facts, manager));
        let others = (1..=2 * OTHERS as u64).map(|at| all[(mixed(hash ^ at) % all.len() as u64) as usize]);
        let mut managers = vec![manager];
        for other in others {
            if managers.len() <= OTHERS && !managers.contains(&other) && other != report {
                managers.push(other);
            }
        }
        Lesson { report, managers }
    };
    sample.into_iter().map(lesson).collect()
}

/// A hash of an id that is the same on every run.
fn hash(id: &[u8]) -> u64 {
    mixed(id.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)))
}

/// The bits of a number, scattered.
fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let number = (number ^ number >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ number >> 33
}
