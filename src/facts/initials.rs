//! Which office a chief's initials stand for, where the chart tells: a CRO with sellers below is the chief of revenue, one
//! with a risk team below the chief of risk.

use crate::chart::Chart;
use crate::finding::Record;
use crate::narrow::Narrow;
use crate::title::{Function, Functions, Level, Office, Role};

/// What in a chart tells which office initials stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Evidence {
    /// So many of the direct reports work in the functions of the office, and none in those of another.
    Reports(u32),
    /// So many of all people below do.
    Below(u32),
    /// Somebody else holds every other office that the initials could mean.
    Others,
    /// So many people of the whole chart do.
    Chart(u32),
}

/// A chart with more such chiefs tells nothing of any of them.
const MOST: usize = 1000;

/// The office of every chief whose initials allow several and of which the chart tells the one.
///
/// Direct reports tell first, then everybody below as far as to the next such chief, then who holds the other offices,
/// and at last who works in the chart at all. What points to two offices tells nothing.
pub(super) fn resolve(chart: &Chart, roles: &[Role], role_of: &Narrow) -> Vec<(Record, Office, Evidence)> {
    let role = |position: Record| &roles[role_of.at(position.index()) as usize];
    let are_unclear: Vec<bool> = roles.iter().map(|role| !role.offices.is_empty()).collect();
    if !are_unclear.contains(&true) {
        return Vec::new();
    }
    let mut unclear: Vec<Unclear> = Vec::new();
    for position in chart.positions().filter(|position| are_unclear[role_of.at(position.index()) as usize]) {
        if unclear.len() == MOST {
            return Vec::new();
        }
        unclear.push(Unclear { position, offices: role(position).offices, told: None });
    }
    if unclear.is_empty() {
        return Vec::new();
    }
    tell_by_reports(&mut unclear, chart, role);
    if unclear.iter().any(|one| one.told.is_none()) {
        let mut number = vec![NOBODY; chart.roster().len()];
        for (one, at) in unclear.iter().zip(0..) {
            number[one.position.index()] = at;
        }
        tell_by_all_below(&mut unclear, &mut number, chart, role);
    }
    if unclear.iter().any(|one| one.told.is_none()) {
        tell_by_chart(&mut unclear, chart, role);
    }
    unclear.into_iter().filter_map(|one| one.told.map(|(office, evidence)| (one.position, office, evidence))).collect()
}

/// No chief with unclear initials.
const NOBODY: u16 = u16::MAX;

struct Unclear {
    position: Record,
    offices: &'static [Office],
    told: Option<(Office, Evidence)>,
}

fn tell_by_reports<'r>(unclear: &mut [Unclear], chart: &Chart, role: impl Fn(Record) -> &'r Role) {
    let mut people = vec![People::NONE; unclear.len()];
    // In the order of the records.
    let number = |manager: &Record| unclear.binary_search_by_key(manager, |one| one.position).ok();
    for (position, manager) in chart.reports_of(unclear.iter().map(|one| one.position)) {
        if let Some(number) = number(&manager) {
            people[number].count(role(position));
        }
    }
    for (one, people) in unclear.iter_mut().zip(people) {
        one.told = people.only(one.offices).map(|(office, people)| (office, Evidence::Reports(people)));
    }
}

/// Turns `number` into the nearest such chief at or above each position.
fn tell_by_all_below<'r>(
    unclear: &mut [Unclear],
    number: &mut [u16],
    chart: &Chart,
    role: impl Fn(Record) -> &'r Role,
) {
    let mut people = vec![People::NONE; unclear.len()];
    for position in chart.top_down() {
        let own = number[position.index()];
        let above = chart.manager(position).map_or(NOBODY, |manager| number[manager.index()]);
        if own == NOBODY && above != NOBODY {
            number[position.index()] = above;
            people[above as usize].count(role(position));
        }
    }
    for (one, people) in unclear.iter_mut().zip(people).filter(|(one, _)| one.told.is_none()) {
        one.told = people.only(one.offices).map(|(office, people)| (office, Evidence::Below(people)));
    }
}

fn tell_by_chart<'r>(unclear: &mut [Unclear], chart: &Chart, role: impl Fn(Record) -> &'r Role) {
    let mut people = People::NONE;
    let mut held = Vec::new();
    for role in chart.positions().map(role) {
        people.count(role);
        if role.offices.is_empty()
            && let Some(chief) = role.chief
            && !held.contains(&chief)
        {
            held.push(chief);
        }
    }
    for one in unclear.iter_mut().filter(|one| one.told.is_none()) {
        let mut free = one.offices.iter().filter(|office| !held.contains(&office.chief));
        one.told = match (free.next(), free.next()) {
            (Some(office), None) => Some((*office, Evidence::Others)),
            _ => people.only(one.offices).map(|(office, people)| (office, Evidence::Chart(people))),
        };
    }
}

/// How many people work in each function.
#[derive(Clone, Copy)]
struct People([u32; Function::ALL.len()]);

impl People {
    const NONE: People = People([0; Function::ALL.len()]);

    fn count(&mut self, role: &Role) {
        // A chief tells what the chief's own office is for, and nothing of another's.
        if role.level != Level::CSuite {
            role.functions.iter().for_each(|function| self.0[function as usize] += 1);
        }
    }

    /// The one office for which people work, and how many.
    fn only(&self, offices: &[Office]) -> Option<(Office, u32)> {
        let mut told = offices.iter().filter_map(|office| {
            let people = self.working_for(office.functions);
            (people > 0).then_some((*office, people))
        });
        let first = told.next()?;
        told.next().is_none().then_some(first)
    }

    fn working_for(&self, functions: Functions) -> u32 {
        let counted =
            |function: Function| kindred(function).iter().map(|function| self.0[*function as usize]).sum::<u32>();
        functions.iter().map(counted).sum()
    }
}

/// The functions that work under a chief of `function`, so far as they tell that chief from another. 'Other' and general
/// management tell nothing.
fn kindred(function: Function) -> &'static [Function] {
    match function {
        Function::Sales => &[
            Function::Sales,
            Function::SalesOperations,
            Function::RevenueOperations,
            Function::SalesEnablement,
            Function::SalesAnalytics,
            Function::SalesSupport,
            Function::DealDesk,
            Function::SalesCompensation,
        ],
        Function::Marketing => &[Function::Marketing, Function::MarketingOperations],
        Function::Executive | Function::Other => &[],
        // The list is in the order of the numbers.
        function => &Function::ALL[function as usize..=function as usize],
    }
}
