//! The chart as a file.

use std::io::{self, Write};

use serde::Serialize;

use super::Chart;
use super::details::{Details, Place};

/// A row, its columns in their order.
#[derive(Serialize)]
struct Row<'a> {
    employee_id: &'a str,
    name: &'a str,
    title: &'a str,
    manager_id: Option<&'a str>,
    department: &'a str,
    location: &'a str,
    country: &'a str,
    hire_date: &'a str,
    email: &'a str,
    status: &'a str,
    quota_carrying: bool,
    cost_center: &'a str,
}

/// The headings, the fields of [`Row`].
const COLUMNS: [&str; 12] = [
    "employee_id",
    "name",
    "title",
    "manager_id",
    "department",
    "location",
    "country",
    "hire_date",
    "email",
    "status",
    "quota_carrying",
    "cost_center",
];

impl Chart {
    /// Writes comma-separated values, quoted only where they need to be.
    pub(crate) fn write_csv(&self, to: &mut impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(to);
        csv.write_record(COLUMNS).map_err(plain)?;
        self.each_row(|row| {
            let cells = [
                row.employee_id,
                row.name,
                row.title,
                row.manager_id.unwrap_or(""),
                row.department,
                row.location,
                row.country,
                row.hire_date,
                row.email,
                row.status,
                if row.quota_carrying { "yes" } else { "no" },
                row.cost_center,
            ];
            csv.write_record(cells).map_err(plain)
        })?;
        csv.flush()
    }

    /// Writes a JSON array of objects, one on a line: each on the line that it has in the CSV.
    pub(crate) fn write_json(&self, to: &mut impl Write) -> io::Result<()> {
        let mut before = "[\n";
        self.each_row(|row| {
            to.write_all(before.as_bytes())?;
            before = ",\n";
            Ok(serde_json::to_writer(&mut *to, row)?)
        })?;
        to.write_all(b"\n]\n")
    }

    /// Writes JSON Lines: each object one line before the one that it has in the CSV.
    pub(crate) fn write_jsonl(&self, to: &mut impl Write) -> io::Result<()> {
        self.each_row(|row| {
            serde_json::to_writer(&mut *to, row)?;
            to.write_all(b"\n")
        })
    }

    fn each_row(&self, mut write: impl FnMut(&Row<'_>) -> io::Result<()>) -> io::Result<()> {
        let former = |person| self.faults.former.get(&person).map_or(self.staff.manager_of(person), |former| *former);
        let places = if self.teams { Place::of_teams(&self.staff, self.seed, former) } else { Vec::new() };
        for (row, person) in self.rows.people().enumerate() {
            let details = Details::new(&self.staff, self.seed, person, row, places.get(person));
            let id = self.rows.id(self.faults.borrowed.get(&person).copied().unwrap_or(person));
            let manager_id = match self.staff.manager_of(person) {
                Some(manager) => Some(self.rows.id(manager)),
                None => self.faults.missing.get(&person).cloned(),
            };
            write(&Row {
                employee_id: &id,
                name: &details.name,
                title: self.titles.text(person),
                manager_id: manager_id.as_deref(),
                department: details.department,
                location: details.location,
                country: details.country,
                hire_date: &details.hire_date,
                email: &details.email,
                status: details.status,
                quota_carrying: self.titles.carries_quota(person),
                cost_center: &details.cost_center,
            })?;
        }
        Ok(())
    }
}

/// The input or output error itself, so that who called can tell a closed pipe.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
