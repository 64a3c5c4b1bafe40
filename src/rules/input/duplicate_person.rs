//! One e-mail address on two ids.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use crate::chart::Chart;
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::{Field, values};
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
    for record in repeated(chart.roster().email_hashes()) {
        let counts = chart.is_position(record) && chart.presence(record).counts() && !facts.is_vacant(record);
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

/// The records whose hash others have, too.
///
/// A table of a million addresses would be filled and asked at the speed of memory. So the hashes are noted in a row of
/// bits first, which stays in the cache, two bits each in one word: whose bits are both set already may have come before,
/// and few do by chance.
fn repeated(hashes: &[u32]) -> Vec<Record> {
    const BITS_EACH: usize = 16;
    let words = (hashes.len() * BITS_EACH / 64).next_power_of_two();
    let mut seen = vec![0_u64; words];
    let mut again: HashSet<u32, foldhash::fast::RandomState> = HashSet::default();
    for hash in hashes.iter().filter(|hash| **hash != 0) {
        let bits = 1 << (hash >> 26) | 1_u64 << (hash >> 20 & 63);
        let word = &mut seen[*hash as usize & (words - 1)];
        if *word & bits == bits {
            again.insert(*hash);
        }
        *word |= bits;
    }
    if again.is_empty() {
        return Vec::new();
    }
    let mut held: HashMap<u32, u32, foldhash::fast::RandomState> = HashMap::default();
    let is_again = |hash: &u32| again.contains(hash);
    for hash in hashes.iter().filter(|hash| is_again(hash)) {
        *held.entry(*hash).or_default() += 1;
    }
    held.retain(|_, holders| *holders > 1);
    if held.is_empty() {
        return Vec::new();
    }
    let record = |(record, hash): (usize, &u32)| held.contains_key(hash).then_some(Record(record as u32));
    hashes.iter().enumerate().filter_map(record).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_repeated_is_found(hashes in prop::collection::vec(0_u32..40, 0..40)) {
            let hashes: Vec<u32> = hashes.into_iter().map(|hash| hash.wrapping_mul(0x9e37_79b1)).collect();
            let has_twin = |record: &usize| hashes.iter().filter(|hash| **hash == hashes[*record]).count() > 1;
            let expected: Vec<usize> = (0..hashes.len()).filter(|at| hashes[*at] != 0).filter(has_twin).collect();
            let found: Vec<usize> = repeated(&hashes).into_iter().map(Record::index).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
