//! What a plan does is what a comparison of the charts before and after tells: random plans on generated charts, against a
//! model of the people that is nothing but a map.

#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use generator::{IdStyle, Params};
use jiff::civil::{Date, date};
use orglint::change::{Change, MatchBy, Pair, Side};
use orglint::chart::Chart;
use orglint::error::Error;
use orglint::facts::{Facts, Organisation};
use orglint::finding::Record;
use orglint::input::{self, Options};
use orglint::reorg::plan::{Draft, Plan};
use orglint::source::{Raw, Source};
use orglint::table::Format;
use orglint::title::Reader;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const DAY: Date = date(2026, 6, 15);

#[derive(Clone, PartialEq, Eq, Debug)]
struct Person {
    title: String,
    manager: String,
}

/// Everybody by id, and who reports to whom.
#[derive(Clone, Default)]
struct Model {
    people: HashMap<String, Person>,
    reports: HashMap<String, BTreeSet<String>>,
}

impl Model {
    fn read(chart: &[u8]) -> Outcome<Model> {
        let mut model = Model::default();
        for record in csv::Reader::from_reader(chart).records() {
            let record = record?;
            model.insert(&record[0], &record[2], &record[3]);
        }
        Ok(model)
    }

    fn insert(&mut self, id: &str, title: &str, manager: &str) {
        self.people.insert(id.to_owned(), Person { title: title.to_owned(), manager: manager.to_owned() });
        self.reports.entry(manager.to_owned()).or_default().insert(id.to_owned());
    }

    fn team(&self, of: &str) -> Vec<String> {
        self.reports.get(of).map(|team| team.iter().cloned().collect()).unwrap_or_default()
    }

    fn set_manager(&mut self, id: &str, to: &str) {
        if let Some(person) = self.people.get_mut(id) {
            if let Some(team) = self.reports.get_mut(&person.manager) {
                team.remove(id);
            }
            to.clone_into(&mut person.manager);
            self.reports.entry(to.to_owned()).or_default().insert(id.to_owned());
        }
    }

    fn set_title(&mut self, id: &str, title: &str) {
        if let Some(person) = self.people.get_mut(id) {
            title.clone_into(&mut person.title);
        }
    }

    fn remove(&mut self, id: &str) {
        if let Some(person) = self.people.remove(id)
            && let Some(team) = self.reports.get_mut(&person.manager)
        {
            team.remove(id);
        }
    }

    /// Whether somebody is another one, or below them.
    fn is_within(&self, id: &str, of: &str) -> bool {
        let mut at = id;
        while at != of {
            match self.people.get(at) {
                Some(person) => at = &person.manager,
                None => return false,
            }
        }
        true
    }
}

/// Writes random steps, and does to the model what they say.
struct Planner {
    random: fastrand::Rng,
    ids: Vec<String>,
    /// Whom an earlier step named: so that no later one undoes what it did.
    used: BTreeSet<String>,
    model: Model,
    hired: usize,
    text: String,
}

impl Planner {
    fn anybody(&mut self) -> String {
        loop {
            let id = self.ids[self.random.usize(..self.ids.len())].clone();
            if self.model.people.contains_key(&id) {
                return id;
            }
        }
    }

    /// Somebody whom no step has named, and who is not at the top.
    fn somebody(&mut self, is_fit: impl Fn(&Model, &str) -> bool) -> Option<String> {
        for _ in 0..1_000 {
            let id = self.anybody();
            let is_top = self.model.people[&id].manager.is_empty();
            if !is_top && !self.used.contains(&id) && is_fit(&self.model, &id) {
                self.used.insert(id.clone());
                return Some(id);
            }
        }
        None
    }

    /// Somebody who is within none of several teams.
    fn elsewhere(&mut self, than: &[&str]) -> Option<String> {
        for _ in 0..1_000 {
            let id = self.anybody();
            if !than.iter().any(|lead| self.model.is_within(&id, lead)) {
                return Some(id);
            }
        }
        None
    }

    fn step(&mut self, kind: usize) -> Option<()> {
        let leads = |model: &Model, id: &str| !model.team(id).is_empty();
        let works = |model: &Model, id: &str| model.team(id).is_empty();
        let step = match kind {
            0 => {
                let (one, other) = (self.somebody(works)?, self.somebody(leads)?);
                let to = self.elsewhere(&[&one, &other])?;
                self.model.set_manager(&one, &to);
                self.model.set_manager(&other, &to);
                format!("move = ['{one}', '{other}']\nto = '{to}'")
            }
            1 => {
                self.hired += 1;
                let (id, to) = (format!("NEW-{}", self.hired), self.anybody());
                self.model.insert(&id, "Account Executive", &to);
                format!("hire = '{id}'\nname = 'New Colleague'\ntitle = 'Account Executive'\nto = '{to}'")
            }
            2 => {
                let id = self.somebody(leads)?;
                let to = self.elsewhere(&[&id])?;
                self.model.team(&id).iter().for_each(|report| self.model.set_manager(report, &to));
                self.model.remove(&id);
                format!("leave = '{id}'\nto = '{to}'")
            }
            3 => {
                let id = self.somebody(works)?;
                self.model.remove(&id);
                format!("leave = '{id}'")
            }
            4 => {
                let id = self.somebody(works)?;
                let to = self.elsewhere(&[&id])?;
                self.model.set_title(&id, "Vice President of Special Projects");
                self.model.set_manager(&id, &to);
                format!("promote = '{id}'\ntitle = 'Vice President of Special Projects'\nto = '{to}'")
            }
            5 => {
                let id = self.somebody(|_, _| true)?;
                self.model.set_title(&id, "Keeper of \"Odd\" Titles, and More");
                format!("retitle = '{id}'\ntitle = 'Keeper of \"Odd\" Titles, and More'")
            }
            6 => {
                let one = self.somebody(|_, _| true)?;
                let other = self.elsewhere(&[&one]).filter(|other| !self.used.contains(other))?;
                if self.model.is_within(&one, &other) {
                    return None;
                }
                self.used.insert(other.clone());
                let [(was, team), (is, others)] =
                    [&one, &other].map(|id| (self.model.people[id].clone(), self.model.team(id)));
                team.iter().for_each(|report| self.model.set_manager(report, &other));
                others.iter().for_each(|report| self.model.set_manager(report, &one));
                for (id, place) in [(&one, is), (&other, was)] {
                    self.model.set_title(id, &place.title);
                    self.model.set_manager(id, &place.manager);
                }
                format!("swap = ['{one}', '{other}']")
            }
            7 => {
                let id = self.somebody(leads)?;
                let into = self.elsewhere(&[&id])?;
                for moved in self.model.team(&id).iter().chain([&id]) {
                    self.model.set_manager(moved, &into);
                }
                format!("merge = '{id}'\ninto = '{into}'")
            }
            _ => {
                let id = self.somebody(leads)?;
                let team = self.model.team(&id);
                let half: Vec<String> = team[..team.len().div_ceil(2)].to_vec();
                let named: Vec<&str> = half.iter().map(String::as_str).collect();
                let to = self.elsewhere(&named)?;
                half.iter().for_each(|report| self.model.set_manager(report, &to));
                format!("split = '{id}'\nreports = ['{}']\nto = '{to}'", half.join("', '"))
            }
        };
        self.text += &format!("[[step]]\n{step}\n\n");
        Some(())
    }
}

fn chart(bytes: Vec<u8>) -> Result<Chart, Error> {
    Ok(Chart::new(input::load(Raw::new("org.csv", bytes), &Options::default())?, DAY))
}

/// What differs between two models.
#[derive(PartialEq, Eq, Debug, Default)]
struct Told {
    joined: BTreeSet<String>,
    left: BTreeSet<String>,
    moved: BTreeMap<String, (String, String)>,
    retitled: BTreeMap<String, (String, String)>,
}

fn expected(before: &Model, after: &Model) -> Told {
    let mut told = Told::default();
    for (id, person) in &after.people {
        match before.people.get(id) {
            None => _ = told.joined.insert(id.clone()),
            Some(was) => {
                if was.manager != person.manager {
                    told.moved.insert(id.clone(), (was.manager.clone(), person.manager.clone()));
                }
                if was.title != person.title {
                    told.retitled.insert(id.clone(), (was.title.clone(), person.title.clone()));
                }
            }
        }
    }
    told.left = before.people.keys().filter(|id| !after.people.contains_key(*id)).cloned().collect();
    told
}

fn told(change: &Change<'_>) -> Told {
    let ids = |side, records: &[Record]| -> BTreeSet<String> {
        records.iter().map(|record| change.chart(side).id(*record).into_owned()).collect()
    };
    let changed = |pairs: &[Pair], what: &dyn Fn(Side, Record) -> String| -> BTreeMap<String, (String, String)> {
        let one = |pair: &Pair| {
            let id = change.chart(Side::After).id(pair.after).into_owned();
            (id, (what(Side::Before, pair.before), what(Side::After, pair.after)))
        };
        pairs.iter().map(one).collect()
    };
    Told {
        joined: ids(Side::After, &change.joined),
        left: ids(Side::Before, &change.left),
        moved: changed(&change.moved, &|side, record| change.manager_id(side, record).unwrap_or_default()),
        retitled: changed(&change.retitled, &|side, record| change.chart(side).title(record).into_owned()),
    }
}

/// Applies so many random steps to a chart, and compares what a comparison tells with what they did.
fn holds(params: &Params, steps: usize) -> Outcome {
    let mut before = Vec::new();
    generator::Chart::generate(params)?.write_csv(&mut before)?;
    let model = Model::read(&before)?;
    let mut ids: Vec<String> = model.people.keys().cloned().collect();
    ids.sort();
    let mut planner = Planner {
        random: fastrand::Rng::with_seed(params.seed),
        ids,
        used: BTreeSet::new(),
        model: model.clone(),
        hired: 0,
        text: String::new(),
    };
    for number in 0..steps {
        // Each kind in turn, whatever the number; what finds nobody is left out.
        let kind = if number < 9 { number } else { planner.random.usize(..9) };
        planner.step(kind);
    }
    let source = Source::new("plan.toml", planner.text.clone()).map_err(|fault| format!("{fault:?}"))?;
    let plan = Plan::read(&source)?;
    assert!(plan.steps.len() > steps / 2, "{params:?}: {} steps", plan.steps.len());
    let options = Options { all_columns: true, ..Options::default() };
    let mut draft = Draft::new(input::load(Raw::new("org.csv", before.clone()), &options)?, &options, DAY)?;
    let reader = Reader::builtin();
    for step in &plan.steps {
        draft =
            draft.after(step, &source, &reader).map_err(|error| format!("{params:?}: {error}\n{}", planner.text))?;
    }
    let mut after = Vec::new();
    draft.write(Format::Csv, &mut after)?;
    let (before, after) = (chart(before)?, chart(after)?);
    let organisation = Organisation::default();
    let [then, now] = [&before, &after].map(|chart| Facts::new(chart, &organisation, &reader));
    let change = Change::between(&then, &now, MatchBy::Id);
    assert_eq!(told(&change), expected(&model, &planner.model), "{params:?}\n{}", planner.text);
    assert!(change.renamed.is_empty() && change.renumbered.is_empty());
    assert!(change.emptied.is_empty() && change.filled.is_empty());
    Ok(())
}

fn params(employees: usize, seed: u64) -> Params {
    let styles = [IdStyle::Prefix, IdStyle::Gaps, IdStyle::Zeros, IdStyle::Uuid];
    Params { ids: styles[seed as usize % styles.len()], ..Params::new(employees, seed) }
}

#[test]
fn small_charts_give_back_what_plans_do() -> Outcome {
    (0..60).try_for_each(|seed| holds(&params(100 + 20 * seed as usize, seed), 12))
}

#[test]
fn charts_of_ten_thousand_give_back_what_plans_do() -> Outcome {
    (100..104).try_for_each(|seed| holds(&params(10_000, seed), 18))
}

#[test]
fn a_chart_of_a_hundred_thousand_gives_back_what_a_plan_does() -> Outcome {
    holds(&params(100_000, 7), 10)
}
