//! Who holds which role. Most rules ask of those who lead, and most people do not: to look at the few alone costs a fraction
//! of a look at everybody.

use super::{Facts, RoleId};
use crate::finding::Record;
use crate::title::{Level, Role};

/// Those whose title may be more than an individual's.
pub(super) struct Few {
    /// In the order of the input.
    positions: Vec<Record>,
    /// For each role whether its holders are among them.
    is_theirs: Vec<bool>,
    /// The same positions by role, and of each role where they end.
    by_role: Vec<Record>,
    ends: Vec<u32>,
}

impl Few {
    fn new(facts: &Facts<'_>) -> Few {
        let is_theirs: Vec<bool> = facts.roles().iter().map(is_more_than_individual).collect();
        let mut ends = vec![0; is_theirs.len()];
        let mut before = 0;
        for ((end, people), is_theirs) in ends.iter_mut().zip(facts.people_by_role()).zip(&is_theirs) {
            *end = before;
            before += if *is_theirs { *people } else { 0 };
        }
        // Each is written down, and of those that are not among them the next one takes the place: who is among them cannot
        // be foreseen, and each branch that goes wrong costs as much as ten places.
        let mut positions = vec![Record(0); before as usize + 1];
        let mut count = 0;
        for position in facts.chart.positions() {
            positions[count] = position;
            count += usize::from(is_theirs[facts.role_id(position) as usize]);
        }
        positions.truncate(count);
        let mut by_role = vec![Record(0); positions.len()];
        for position in &positions {
            let end = &mut ends[facts.role_id(*position) as usize];
            by_role[*end as usize] = *position;
            *end += 1;
        }
        Few { positions, is_theirs, by_role, ends }
    }

    /// The holders of these roles, in the order of the input; `people` tells how many hold each. `None` where they are so
    /// many that it costs less to look at all.
    fn gathered(&self, wanted: &[bool], people: &[u32]) -> Option<Vec<Record>> {
        let lists = wanted.iter().zip(people.iter().zip(&self.ends)).filter(|(wanted, _)| **wanted);
        let all: u32 = lists.clone().map(|(_, (people, _))| *people).sum();
        if all as usize > self.positions.len() / 16 {
            return None;
        }
        let list = |(people, end): (&u32, &u32)| &self.by_role[(*end - *people) as usize..*end as usize];
        let mut gathered: Vec<Record> = lists.flat_map(|(_, held)| list(held)).copied().collect();
        gathered.sort_unstable();
        Some(gathered)
    }
}

fn is_more_than_individual(role: &Role) -> bool {
    role.levels().iter().any(|level| level != Level::Individual)
}

impl Facts<'_> {
    /// The positions whose role is wanted, by its number; in the order of the input.
    pub fn with_role(&self, wanted: impl Fn(RoleId) -> bool) -> impl Iterator<Item = Record> {
        let few = self.few.get_or_init(|| Few::new(self));
        let held = |role: usize| wanted(role as RoleId) && self.people_by_role()[role] > 0;
        let wanted: Vec<bool> = (0..self.roles().len()).map(held).collect();
        let are_few = wanted.iter().zip(&few.is_theirs).all(|(wanted, is_theirs)| !wanted || *is_theirs);
        let gathered = if are_few { few.gathered(&wanted, self.people_by_role()) } else { None };
        let all = (!are_few).then(|| self.chart.positions()).into_iter().flatten();
        let few = (are_few && gathered.is_none()).then_some(&few.positions).into_iter().flatten().copied();
        let looked_at = all.chain(few).filter(move |position| wanted[self.role_id(*position) as usize]);
        gathered.into_iter().flatten().chain(looked_at)
    }

    /// The positions whose role is wanted, in the order of the input.
    pub fn holders(&self, wanted: impl Fn(&Role) -> bool) -> Vec<Record> {
        self.with_role(|role| wanted(&self.roles()[role as usize])).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::facts::Organisation;
    use crate::input::{self, Options};
    use crate::source::Source;
    use crate::title::Reader;

    proptest! {
        #[test]
        fn those_who_lead_and_others_are_found_as_by_a_look_at_everybody(
            titles in prop::collection::vec(prop_oneof![9 => Just(1_usize), 1 => 0..6_usize], 1..300),
            wanted in prop::collection::vec(any::<bool>(), 8),
        ) {
            let title = ["CEO", "VP Sales", "Account Executive", "Head of Legal", "Engineer", ""];
            let mut text = String::from("id,manager_id,title,status\n");
            for (id, at) in titles.iter().enumerate() {
                let status = if id % 7 == 3 { "terminated" } else { "active" };
                text += &format!("{id},{},{},{status}\n", if id == 0 { "" } else { "0" }, title[*at]);
            }
            let roster = input::read(Source::new("x.csv", text).unwrap(), &Options::default()).unwrap();
            let chart = crate::chart::Chart::new(roster, date(2026, 1, 1));
            let organisation = Organisation::default();
            let facts = Facts::new(&chart, &organisation, &Reader::default());
            let is_wanted = |role: RoleId| wanted[role as usize];
            let expected: Vec<Record> =
                chart.positions().filter(|position| is_wanted(facts.role_id(*position))).collect();
            prop_assert_eq!(facts.with_role(is_wanted).collect::<Vec<Record>>(), expected);
        }
    }
}
