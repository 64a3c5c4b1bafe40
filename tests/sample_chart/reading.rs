//! A chart as anyone would read it: with the csv crate, a hash map, and a walk from each person to the top.

use std::collections::HashMap;
use std::error::Error;

/// One row.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) line: usize,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) manager_id: String,
    pub(crate) department: String,
    pub(crate) email: String,
    pub(crate) carries_quota: bool,
}

/// A chart that has been read.
pub(crate) struct Read {
    pub(crate) people: Vec<Person>,
    /// The first row of each id.
    pub(crate) by_id: HashMap<String, usize>,
}

/// Reads a CSV.
pub(crate) fn read(bytes: &[u8]) -> Result<Read, Box<dyn Error>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let headings = reader.headers()?.clone();
    let mut people = Vec::new();
    let mut by_id = HashMap::new();
    for record in reader.records() {
        let record = record?;
        let cell = |heading: &str| {
            let column = headings.iter().position(|found| found == heading);
            column.and_then(|column| record.get(column)).map(str::to_owned).ok_or_else(|| heading.to_owned())
        };
        let person = Person {
            line: record.position().map_or(0, csv::Position::line) as usize,
            id: cell("employee_id")?,
            title: cell("title")?,
            manager_id: cell("manager_id")?,
            department: cell("department")?,
            email: cell("email")?,
            carries_quota: match cell("quota_carrying")?.as_str() {
                "yes" => true,
                "no" => false,
                other => return Err(other.into()),
            },
        };
        by_id.entry(person.id.clone()).or_insert(people.len());
        people.push(person);
    }
    Ok(Read { people, by_id })
}

impl Read {
    /// The person with an id.
    pub(crate) fn person(&self, id: &str) -> Option<&Person> {
        self.by_id.get(id).map(|&index| &self.people[index])
    }

    /// The manager, where there is one in the chart.
    pub(crate) fn manager(&self, person: &Person) -> Option<&Person> {
        self.person(&person.manager_id)
    }

    /// The first row of each id.
    pub(crate) fn distinct(&self) -> impl Iterator<Item = &Person> {
        self.by_id.values().map(|&index| &self.people[index])
    }

    /// How many managers there are between a person and the top, where the top is reached at all.
    pub(crate) fn depth(&self, person: &Person) -> Option<usize> {
        let mut at = person;
        for depth in 0..=self.people.len() {
            if at.manager_id.is_empty() {
                return Some(depth);
            }
            at = self.manager(at)?;
        }
        None
    }

    /// How many others report to each person who has reports.
    pub(crate) fn spans(&self) -> HashMap<&str, usize> {
        let mut spans = HashMap::new();
        for person in self.distinct() {
            if let Some(manager) = self.manager(person).filter(|manager| manager.id != person.id) {
                *spans.entry(manager.id.as_str()).or_insert(0) += 1;
            }
        }
        spans
    }
}

/// How senior a title is, told from its words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    ChiefExecutive,
    Chief,
    ExecutiveVicePresident,
    SeniorVicePresident,
    VicePresident,
    SeniorDirector,
    Director,
    SeniorManager,
    Manager,
    TeamLead,
    Individual,
}

impl Rank {
    /// The rank of a title that is not empty.
    pub(crate) fn of(title: &str) -> Self {
        let lower = title.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let words = format!(" {} ", words.join(" "));
        let has = |wanted: &[&str]| wanted.iter().any(|wanted| words.contains(&format!(" {wanted} ")));
        let chiefs = ["coo", "cro", "cfo", "cto", "cmo", "chro", "cpo", "cio", "clo", "cco"];
        if has(&["ceo", "chief executive officer"]) {
            Self::ChiefExecutive
        } else if words.starts_with(" chief ") || has(&chiefs) {
            Self::Chief
        } else if has(&["evp", "executive vice president"]) {
            Self::ExecutiveVicePresident
        } else if has(&["svp", "senior vice president", "sr vice president", "sr vp"]) {
            Self::SeniorVicePresident
        } else if has(&["vp", "vice president"]) {
            Self::VicePresident
        } else if has(&["senior director", "sr director", "sr dir"]) {
            Self::SeniorDirector
        } else if has(&["director", "dir"]) {
            Self::Director
        } else if has(&["senior manager", "sr manager", "sr mgr"]) {
            Self::SeniorManager
        } else if has(&["manager", "mgr"]) {
            Self::Manager
        } else if has(&["lead"]) {
            Self::TeamLead
        } else {
            Self::Individual
        }
    }
}
