//! What a row says about a person besides id, title and manager. It follows from the person's number and the seed, so
//! none of it is kept but what follows from the team.

use super::company::{EXECUTIVE, FUNCTIONS, Level};
use super::names::{FIRST, LAST, SITES};
use super::random::hash;
use super::staff::Staff;

/// The details of one person.
pub(crate) struct Details {
    pub(crate) name: String,
    pub(crate) department: &'static str,
    pub(crate) location: &'static str,
    pub(crate) country: &'static str,
    pub(crate) hire_date: String,
    pub(crate) email: String,
    pub(crate) status: &'static str,
    pub(crate) cost_center: String,
}

/// What of a person follows from the team.
pub(crate) struct Place {
    site: (&'static str, &'static str),
    cost_center: String,
}

impl Place {
    /// The place of everybody, by person: who works where their manager does, and books where the team does, but for a few
    /// of each. `manager` tells the true manager, who comes before those who report there.
    pub(crate) fn of_teams(staff: &Staff, seed: u64, manager: impl Fn(usize) -> Option<usize>) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::with_capacity(staff.len());
        for person in 0..staff.len() {
            let mut random = hash(seed ^ 0x7EA3, person as u64);
            let mut once_in = |times: u64| {
                let is_so = random.is_multiple_of(times);
                random /= times;
                is_so
            };
            let own = SITES[hash(seed ^ 0x517E, person as u64) as usize % SITES.len()];
            let is_elsewhere = once_in(if staff.level[person] == Level::Individual { 7 } else { 3 });
            // One in twenty books where another team does.
            let books_elsewhere = once_in(20);
            let manager = manager(person);
            let site = manager.filter(|_| !is_elsewhere).map_or(own, |manager| places[manager].site);
            let team = match manager {
                Some(_) if books_elsewhere => hash(seed ^ 0xB00C, person as u64) as usize % staff.len(),
                manager => manager.unwrap_or(0),
            };
            places.push(Place { site, cost_center: format!("CC{}", 100_000 + team) });
        }
        places
    }
}

impl Details {
    pub(crate) fn new(staff: &Staff, seed: u64, person: usize, row: usize, place: Option<&Place>) -> Self {
        let mut random = hash(seed, person as u64);
        let mut draw = |bound: usize| {
            let drawn = random % bound as u64;
            random /= bound as u64;
            drawn as usize
        };
        let (first, first_in_mail) = FIRST[draw(FIRST.len())];
        let (last, last_in_mail) = LAST[draw(LAST.len())];
        let (location, country) = SITES[draw(SITES.len())];
        let (location, country) = place.map_or((location, country), |place| place.site);
        let function = usize::from(staff.function[person]);
        let individual = staff.level[person] == Level::Individual;
        Self {
            name: format!("{first} {last}"),
            department: FUNCTIONS.get(function).map_or("Executive", |function| function.department),
            location,
            country,
            hire_date: hire_date(row, staff.len()),
            // The row keeps the addresses of namesakes apart.
            email: format!("{first_in_mail}.{last_in_mail}.{row}@example.com"),
            // Leaders are all there: whose manager is away is another question than who reports to whom.
            status: match draw(32) {
                0 | 1 if individual => "leave",
                2 if individual => "notice",
                _ => "active",
            },
            cost_center: match place {
                Some(place) => place.cost_center.clone(),
                None => format!("CC{}", 1_000 + function.min(EXECUTIVE) * 50 + draw(50)),
            },
        }
    }
}

/// The day a person started: those with the lower ids before the others, over a quarter of a century.
fn hire_date(row: usize, people: usize) -> String {
    const YEARS: usize = 26;
    // Every month has 28 days.
    const DAYS: usize = 12 * 28;
    let day = row * YEARS * DAYS / people;
    let (year, day) = (1_999 + day / DAYS, day % DAYS);
    format!("{year}-{:02}-{:02}", 1 + day / 28, 1 + day % 28)
}
