//! Reads the titles of a chart into roles: each distinct title once, with what the department and the chart add.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::RoleId;
use super::initials::{self, Evidence};
use crate::chart::Chart;
use crate::finding::Record;
use crate::input::Field;
use crate::narrow::Narrow;
use crate::title::{Level, Office, Reader, Role};

/// Where what is known of a role comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// All of it from the title.
    Title,
    /// The functions from the department column, for the title names none.
    Department,
    /// The office that the initials in the title stand for, from the chart.
    Chart(Office, Evidence),
}

/// The roles of a chart.
pub(super) struct Roles<'a> {
    /// The distinct ones.
    pub(super) roles: Vec<Role>,
    /// For each of them, where it comes from.
    pub(super) origins: Vec<Origin>,
    /// For each record the number of its role.
    pub(super) role_of: Cow<'a, Narrow>,
}

impl<'a> Roles<'a> {
    /// Reads every distinct title once.
    pub(super) fn read(chart: &'a Chart, reader: &Reader) -> Roles<'a> {
        let roster = chart.roster();
        let roles: Vec<Role> = roster.distinct_titles().map(|title| reader.read(&title)).collect();
        let origins = vec![Origin::Title; roles.len()];
        let mut all = Roles { roles, origins, role_of: Cow::Borrowed(roster.title_codes()) };
        if roster.has(Field::Department) {
            all.ask_departments(chart, reader);
        }
        for (position, office, evidence) in initials::resolve(chart, &all.roles, &all.role_of) {
            let resolved = all.role(position).in_office(&office);
            if resolved != *all.role(position) {
                let id = all.add(resolved, Origin::Chart(office, evidence));
                all.role_of.to_mut().set(position.index(), id);
            }
        }
        all
    }

    fn role(&self, position: Record) -> &Role {
        &self.roles[self.role_of.at(position.index()) as usize]
    }

    fn add(&mut self, role: Role, origin: Origin) -> RoleId {
        self.roles.push(role);
        self.origins.push(origin);
        self.roles.len() as RoleId - 1
    }

    /// Where a title names a job and no function, the department names the function.
    fn ask_departments(&mut self, chart: &Chart, reader: &Reader) {
        let roster = chart.roster();
        let asks: Vec<bool> =
            self.roles.iter().map(|role| !role.names_function() && role.level != Level::Unknown).collect();
        let departments: Vec<Cow<'_, str>> = roster.distinct_departments().collect();
        let mut in_departments: HashMap<(RoleId, u32), RoleId, foldhash::fast::RandomState> = HashMap::default();
        for (record, (by_title, department)) in
            roster.title_codes().iter().zip(roster.department_codes().iter()).enumerate()
        {
            if !asks[by_title as usize] {
                continue;
            }
            let known = in_departments.entry((by_title, department)).or_insert_with(|| {
                let read = reader.read(&departments[department as usize]);
                if !read.names_function() {
                    return by_title;
                }
                let role = self.roles[by_title as usize];
                let role = Role { functions: read.functions, other_functions: read.other_functions, ..role };
                self.roles.push(role);
                self.origins.push(Origin::Department);
                self.roles.len() as RoleId - 1
            });
            let known = *known;
            if known != by_title {
                self.role_of.to_mut().set(record, known);
            }
        }
    }
}
