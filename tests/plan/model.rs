//! Random plans on random charts, against a model that is nothing but a map of people.

use std::collections::{BTreeMap, BTreeSet};

use orglint::chart::Link;
use orglint::input::{self, Options};
use orglint::source::Raw;
use orglint::table::Format;
use orglint::title::Reader;
use proptest::prelude::*;
use proptest::sample::Index;

use super::{Draft, Plan, draft, plan_source, position, written};

/// Titles from the lowest to the highest level.
const TITLES: [&str; 5] =
    ["Account Executive", "Sales Manager", "Director of Sales", "VP of Sales", "Chief Sales Officer"];

#[derive(Clone, PartialEq, Eq, Debug)]
struct Person {
    name: String,
    title: usize,
    manager: Option<String>,
}

/// The people of a chart by id, and the ids of those who were there.
#[derive(Clone, Default, Debug)]
struct Model {
    people: BTreeMap<String, Person>,
    gone: BTreeSet<String>,
}

/// A step by numbers, which are taken for somebody of the chart, or for nobody.
#[derive(Clone, Debug)]
struct Chance {
    action: u8,
    who: Vec<Index>,
    to: Index,
    title: usize,
    is_vacant: bool,
    is_top: bool,
    is_nobody: bool,
}

fn step() -> impl Strategy<Value = Chance> {
    let who = prop::collection::vec(any::<Index>(), 1..4);
    let rare = || prop::bool::weighted(0.08);
    (0_u8..8, who, any::<Index>(), 0..TITLES.len(), any::<bool>(), rare(), rare()).prop_map(
        |(action, who, to, title, is_vacant, is_top, is_nobody)| Chance {
            action,
            who,
            to,
            title,
            is_vacant,
            is_top,
            is_nobody,
        },
    )
}

impl Model {
    /// Whether all lines end at the top or at somebody who is gone.
    fn has_no_loop(&self) -> bool {
        self.people.keys().all(|start| {
            let mut at = Some(start.clone());
            let mut steps = 0;
            while let Some(person) = at.as_ref().and_then(|id| self.people.get(id)) {
                at = person.manager.clone();
                steps += 1;
                if steps > self.people.len() {
                    return false;
                }
            }
            true
        })
    }

    fn set(&mut self, id: &str, manager: Option<&String>) {
        if let Some(person) = self.people.get_mut(id) {
            person.manager = manager.cloned();
        }
    }

    fn reports(&self, of: &[String]) -> Vec<String> {
        let reports = |person: &Person| person.manager.as_ref().is_some_and(|manager| of.contains(manager));
        self.people.iter().filter(|(_, person)| reports(person)).map(|(id, _)| id.clone()).collect()
    }

    /// The step as it is written, and the model after it; `None` where it cannot apply.
    fn apply(&self, raw: &Chance, number: usize) -> (String, Option<Model>) {
        let ids: Vec<String> = self.people.keys().cloned().collect();
        let mut who: Vec<String> = raw.who.iter().map(|index| index.get(&ids).clone()).collect();
        who.sort();
        who.dedup();
        if raw.is_nobody {
            who[0] = "NOBODY-AT-ALL".to_owned();
        }
        let to = if raw.is_top { String::new() } else { raw.to.get(&ids).clone() };
        let manager = Some(to.clone()).filter(|to| !to.is_empty());
        let first = who[0].clone();
        let list =
            |ids: &[String]| format!("[{}]", ids.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", "));
        let mut after = self.clone();
        let mut is_sound = !raw.is_nobody;
        let text = match raw.action {
            0 => {
                who.iter().for_each(|id| after.set(id, manager.as_ref()));
                format!("move = {}\nto = '{to}'\n", list(&who))
            }
            1 => {
                // Sometimes an id that is or was somebody's.
                let known: Vec<&String> = ids.iter().chain(&self.gone).collect();
                let id = if raw.is_vacant { format!("N{number}") } else { (*raw.to.get(&known)).clone() };
                let name = format!("New {number}");
                let seat = self.people.get(&id);
                let is_filled = seat.is_some_and(|seat| seat.name == "Vacant");
                is_sound = !self.gone.contains(&id) && seat.is_none_or(|_| is_filled);
                after
                    .people
                    .insert(id.clone(), Person { name: name.clone(), title: raw.title, manager: manager.clone() });
                format!("hire = '{id}'\nname = '{name}'\ntitle = '{}'\nto = '{to}'\n", TITLES[raw.title])
            }
            2 | 3 => {
                let takes_over = raw.action == 3;
                if takes_over {
                    is_sound &= !who.contains(&to);
                    after.reports(&who).iter().for_each(|id| after.set(id, manager.as_ref()));
                }
                for id in &who {
                    if raw.is_vacant {
                        if let Some(person) = after.people.get_mut(id) {
                            "Vacant".clone_into(&mut person.name);
                        }
                    } else {
                        after.people.remove(id);
                        after.gone.insert(id.clone());
                    }
                }
                let to = if takes_over { format!("to = '{to}'\n") } else { String::new() };
                format!("leave = {}\n{to}vacant = {}\n", list(&who), raw.is_vacant)
            }
            4 => {
                let old = self.people.get(&first).map_or(0, |person| person.title);
                is_sound &= raw.title > old || raw.title == old && [0, 4].contains(&old);
                if let Some(person) = after.people.get_mut(&first) {
                    person.title = raw.title;
                }
                format!("promote = '{first}'\ntitle = '{}'\n", TITLES[raw.title])
            }
            5 => {
                if let Some(person) = after.people.get_mut(&first) {
                    person.title = raw.title;
                }
                format!("retitle = '{first}'\ntitle = '{}'\n", TITLES[raw.title])
            }
            6 => {
                // The structure stays as it is, and two change their names in it.
                let other = to.clone();
                let renamed = |id: &String| match id {
                    id if *id == first => other.clone(),
                    id if *id == other => first.clone(),
                    id => id.clone(),
                };
                let place = |id: &String| self.people.get(id).cloned();
                after.people = self
                    .people
                    .iter()
                    .filter_map(|(id, person)| {
                        let from = place(&renamed(id))?;
                        let manager = from.manager.as_ref().map(renamed);
                        Some((id.clone(), Person { name: person.name.clone(), title: from.title, manager }))
                    })
                    .collect();
                let is_told = |id: &String| {
                    let manager = place(id).and_then(|person| person.manager);
                    manager.is_none_or(|manager| self.people.contains_key(&manager))
                };
                is_sound &= first != other && !other.is_empty() && is_told(&first) && is_told(&other);
                format!("swap = ['{first}', '{other}']\n")
            }
            _ => {
                is_sound &= !who.contains(&to) && !to.is_empty();
                let moved = [after.reports(&who), who.clone()].concat();
                moved.iter().for_each(|id| after.set(id, manager.as_ref()));
                format!("merge = {}\ninto = '{to}'\n", list(&who))
            }
        };
        (text, Some(after).filter(|after| is_sound && after.has_no_loop()))
    }

    fn agrees(&self, draft: &Draft) {
        let chart = draft.chart();
        let found: BTreeSet<String> = chart.positions().map(|position| chart.id(position).into_owned()).collect();
        let expected: BTreeSet<String> = self.people.keys().cloned().collect();
        assert_eq!(found, expected);
        for (id, person) in &self.people {
            let Some(position) = position(chart, id) else { continue };
            assert_eq!(
                (&*chart.name(position), &*chart.title(position)),
                (&*person.name, TITLES[person.title]),
                "{id}"
            );
            let manager = match chart.link(position) {
                Link::Top => None,
                Link::Manager(manager) => Some(chart.id(manager).into_owned()),
                Link::Itself => Some("itself".to_owned()),
                Link::Unknown => Some("unknown".to_owned()),
            };
            let lost = |manager: &String| {
                if self.people.contains_key(manager) { manager.clone() } else { "unknown".to_owned() }
            };
            assert_eq!(manager, person.manager.as_ref().map(lost), "{id}");
        }
    }

    /// As a file in which managers are named in some way.
    fn text(&self, naming: Naming) -> String {
        let mut text = "id,name,e-mail,title,manager\n".to_owned();
        for (id, person) in &self.people {
            let named = |manager: &String| {
                let name = &self.people[manager].name;
                match naming {
                    Naming::Id => manager.clone(),
                    Naming::Address => format!("{}@x.org", manager.to_lowercase()),
                    Naming::Name => name.clone(),
                    Naming::Both => format!("{name} ({manager})"),
                }
            };
            let manager = person.manager.as_ref().map(named).unwrap_or_default();
            text += &format!("{id},{},{}@x.org,{},{manager}\n", person.name, id.to_lowercase(), TITLES[person.title]);
        }
        text
    }
}

#[derive(Clone, Copy, Debug)]
enum Naming {
    Id,
    Address,
    Name,
    Both,
}

/// A tree of a few people, each with a manager above.
fn chart() -> impl Strategy<Value = Model> {
    prop::collection::vec((any::<Index>(), 0..TITLES.len()), 3..14).prop_map(|rows| {
        let mut model = Model::default();
        for (number, (manager, title)) in rows.iter().enumerate() {
            let manager = (number > 0).then(|| format!("E{}", manager.index(number)));
            model
                .people
                .insert(format!("E{number}"), Person { name: format!("Person {number}"), title: *title, manager });
        }
        model
    })
}

fn naming() -> impl Strategy<Value = Naming> {
    prop::sample::select(vec![Naming::Id, Naming::Address, Naming::Name, Naming::Both])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn plans_do_what_the_model_does(mut model in chart(), naming in naming(), raws in prop::collection::vec(step(), 1..9)) {
        let mut draft = draft("org.csv", model.text(naming)).unwrap();
        let reader = Reader::builtin();
        for (number, raw) in raws.iter().enumerate() {
            if model.people.is_empty() {
                break;
            }
            let (text, expected) = model.apply(raw, number);
            let source = plan_source(&format!("[[step]]\n{text}")).unwrap();
            let after = Plan::read(&source).and_then(|plan| draft.after(&plan.steps[0], &source, &reader));
            match (after, expected.filter(|after| !after.people.is_empty())) {
                (Ok(after), Some(expected)) => {
                    expected.agrees(&after);
                    (draft, model) = (after, expected);
                }
                (Err(_), None) => {}
                (Ok(_), None) => return Err(TestCaseError::fail(format!("applied: {text}"))),
                (Err(error), Some(_)) => return Err(TestCaseError::fail(format!("{error}: {text}"))),
            }
        }
        // What is written is the same chart, in either format.
        for (format, name) in [(Format::Csv, "after.csv"), (Format::Jsonl, "after.jsonl")] {
            let roster = input::load(Raw::new(name, written(&draft, format)), &Options::default()).unwrap();
            model.agrees(&Draft::new(roster, &Options::default(), super::DAY).unwrap());
        }
    }

    #[test]
    fn texts_come_back_as_they_are_said(
        title in "['=+@ \t\r\n\u{a0}\"\\\\,;-]{0,4}[a-z0-9é\u{202e}\u{1b}]{1,6}['\",;\n]{0,3}[a-z]",
        separator in prop::sample::select(vec![',', ';', '\t', '|']),
    ) {
        let chart = "id,title,manager\n1,CEO,\n2,\"a\"\"b\",1\n".replace(',', &separator.to_string());
        let quoted = serde_json::to_string(&title).unwrap();
        let source = plan_source(&format!("[[step]]\nretitle = \"2\"\ntitle = {quoted}\n[[step]]\nhire = \"3\"\ntitle = {quoted}\nto = \"2\"\n")).unwrap();
        let mut draft = draft("org.csv", chart).unwrap();
        for step in &Plan::read(&source).unwrap().steps {
            draft = draft.after(step, &source, &Reader::builtin()).unwrap();
        }
        for id in ["2", "3"] {
            let found = draft.chart().title(position(draft.chart(), id).unwrap()).into_owned();
            prop_assert_eq!(&found, title.trim());
        }
    }
}
