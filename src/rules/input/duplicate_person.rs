//! One e-mail address on two ids.

use std::collections::BTreeMap;

use hashbrown::HashSet;

use crate::chart::{Chart, repeated};
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::{AddressHash, Field, values};
use crate::rules::{Rule, Settings, sort_by_id};
use crate::wording::listed;

/// `input/duplicate-person`
pub static RULE: Rule = Rule {
    name: "input/duplicate-person",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "one e-mail address on two ids",
    why: "An address belongs to one person. On two ids it is mostly one person entered twice, who is counted twice \
          and may report to two managers, or a slip that sends one's mail to the other. Case does not matter; \
          vacant posts and people who have left are passed over, and each address is reported once, however many \
          have it. Where positions have ids of their own and people, too ('Person ID'), one person may hold several.",
    sources: &[],
    settings: &[],
    needs: &[&[Field::Email]],
    check,
    ..Rule::USUAL
};

/// An address on more positions than this is no person's.
const MOST_OF_A_PERSON: usize = 5;

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let mut holders: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    let hashes = chart.roster().email_hashes();
    for record in repeated(hashes.iter().map(AddressHash::number), hashes.len()) {
        let counts = chart.counts(record) && !facts.is_vacant(record);
        let address = chart.roster().text(record, Field::Email);
        if counts && address.contains('@') {
            holders.entry(address.to_lowercase()).or_default().push(record);
        }
    }
    for (address, mut holders) in holders {
        sort_by_id(chart, &mut holders);
        keep_one_a_person(chart, &mut holders);
        let [first, second, ..] = holders[..] else { continue };
        let ids: Vec<_> = holders.iter().map(|holder| chart.id(*holder)).collect();
        let address = chart.told(Field::Email, address);
        let message = format!("{address} is the address of {} positions: {}", holders.len(), listed(&ids));
        let help = if holders.len() > MOST_OF_A_PERSON {
            "a shared mailbox is nobody's address: leave these cells empty, or write each person's own"
        } else {
            "leave one record of each person, or write the address of the other"
        };
        let others = holders.iter().skip(2).chain([&first]).copied();
        found.push(
            Finding::new(chart.place(second, Field::Email), message)
                .about(std::iter::once(second).chain(others))
                .label(chart.place(first, Field::Email), "also here")
                .help(help),
        );
    }
}

/// Leaves one position of each person who is known by an id; one person may hold several positions.
fn keep_one_a_person(chart: &Chart, holders: &mut Vec<Record>) {
    let mut people: HashSet<_, foldhash::fast::RandomState> = HashSet::default();
    holders.retain(|holder| {
        let person = chart.roster().text(*holder, Field::Person);
        values::is_nothing(&person) || people.insert(person)
    });
}
