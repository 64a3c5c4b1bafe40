//! Which column of an input holds which field.

use rapidfuzz::distance::jaro_winkler;
use serde::Deserialize;

use super::headings::{bare, known_headings, normalised};
use crate::error::Error;

/// What a column can hold.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Field {
    /// The id of the position, by which managers are referred to.
    Id,
    /// The id of the solid-line manager.
    Manager,
    /// The name of the incumbent.
    Name,
    /// The incumbent's first name, where names come in two columns.
    FirstName,
    /// The incumbent's last name.
    LastName,
    /// The job title.
    Title,
    /// The department.
    Department,
    /// The e-mail address.
    Email,
    /// Whether the incumbent is still here.
    Status,
    /// The first day.
    StartDate,
    /// The last day.
    EndDate,
    /// Whether the incumbent carries quota.
    QuotaCarrying,
    /// The ids of the dotted-line managers.
    DottedManager,
    /// Pay a year without what varies.
    BasePay,
    /// Pay a year with all that is expected.
    TotalPay,
    /// The currency of the pay.
    Currency,
    /// Years of experience.
    YearsExperience,
    /// Employee, contractor, intern and the like.
    WorkerType,
    /// What the position counts for in the headcount, in full-time posts.
    HeadcountWeight,
    /// Where the incumbent works.
    Location,
    /// The grade of the position, in whatever scheme the organisation has.
    Grade,
}

impl Field {
    /// Every field.
    pub const ALL: [Field; 21] = [
        Field::Id,
        Field::Manager,
        Field::Name,
        Field::FirstName,
        Field::LastName,
        Field::Title,
        Field::Department,
        Field::Email,
        Field::Status,
        Field::StartDate,
        Field::EndDate,
        Field::QuotaCarrying,
        Field::DottedManager,
        Field::BasePay,
        Field::TotalPay,
        Field::Currency,
        Field::YearsExperience,
        Field::WorkerType,
        Field::HeadcountWeight,
        Field::Location,
        Field::Grade,
    ];

    /// The name by which `--map` calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Manager => "manager",
            Field::Name => "name",
            Field::FirstName => "first_name",
            Field::LastName => "last_name",
            Field::Title => "title",
            Field::Department => "department",
            Field::Email => "email",
            Field::Status => "status",
            Field::StartDate => "start_date",
            Field::EndDate => "end_date",
            Field::QuotaCarrying => "quota_carrying",
            Field::DottedManager => "dotted_manager",
            Field::BasePay => "base_pay",
            Field::TotalPay => "total_pay",
            Field::Currency => "currency",
            Field::YearsExperience => "years_experience",
            Field::WorkerType => "worker_type",
            Field::HeadcountWeight => "headcount_weight",
            Field::Location => "location",
            Field::Grade => "grade",
        }
    }

    /// Whether it holds a number.
    pub const fn is_number(self) -> bool {
        matches!(self, Field::BasePay | Field::TotalPay | Field::YearsExperience | Field::HeadcountWeight)
    }

    /// What it holds, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Field::Id => "the id of the position",
            Field::Manager => "the id of the solid-line manager",
            Field::Name => "the name of the incumbent",
            Field::FirstName => "the first name of the incumbent",
            Field::LastName => "the last name of the incumbent",
            Field::Title => "the job title",
            Field::Department => "the department",
            Field::Email => "the e-mail address",
            Field::Status => "whether the incumbent is still here",
            Field::StartDate => "the first day",
            Field::EndDate => "the last day",
            Field::QuotaCarrying => "whether the incumbent carries quota",
            Field::DottedManager => "the ids of the dotted-line managers",
            Field::BasePay => "pay a year without what varies",
            Field::TotalPay => "pay a year with all that is expected",
            Field::Currency => "the currency of the pay",
            Field::YearsExperience => "years of experience",
            Field::WorkerType => "employee, contractor, intern and the like",
            Field::HeadcountWeight => "what the position counts for in the headcount, in full-time posts",
            Field::Location => "where the incumbent works",
            Field::Grade => "the grade of the position",
        }
    }

    /// The field of that name; `manager_id` and `dotted_manager_id` are understood, too.
    pub fn from_name(name: &str) -> Option<Field> {
        let name = if name == "id" { name } else { name.trim_end_matches("_id") };
        Field::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// What the user says of columns: this field is in that column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mapping(Vec<(Field, String)>);

impl Mapping {
    /// Adds one; a later one for the same field wins.
    pub fn set(&mut self, field: Field, column: impl Into<String>) {
        self.0.retain(|(other, _)| *other != field);
        self.0.push((field, column.into()));
    }

    fn column(&self, field: Field) -> Option<&str> {
        self.0.iter().find(|(mapped, _)| *mapped == field).map(|(_, column)| column.as_str())
    }
}

/// The columns of an input: for each field the number of its column, from 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Columns {
    headings: Vec<String>,
    column_of: [Option<u16>; Field::ALL.len()],
}

impl Columns {
    /// Finds the fields among `headings`: first those that the user mapped, then by the table of known spellings.
    ///
    /// It is an error (of the file `path`) where the id or the manager cannot be told, where a mapped column is not
    /// there, and where two columns of one heading could be meant.
    pub fn detect(path: &str, headings: Vec<String>, mapping: &Mapping) -> Result<Columns, Error> {
        let keys: Vec<String> = headings.iter().map(|heading| normalised(heading)).collect();
        let bare: Vec<Option<String>> = headings.iter().map(|heading| bare(heading)).collect();
        let mut column_of = [None; Field::ALL.len()];
        for field in Field::ALL {
            let found = match mapping.column(field) {
                Some(column) => Some(find_mapped(path, &headings, &keys, field, column)?),
                None => known_headings(field).iter().find_map(|known| {
                    let by_key = keys.iter().position(|key| key == known);
                    by_key.or_else(|| bare.iter().position(|key| key.as_ref() == Some(known)))
                }),
            };
            if let Some(column) = found {
                reject_twins(path, &headings, &keys, field, column)?;
                column_of[field as usize] = u16::try_from(column).ok();
            }
        }
        // A column holds one field: an e-mail address that serves as the id is still the e-mail address.
        let columns = Columns { headings, column_of };
        for field in [Field::Id, Field::Manager] {
            if columns.column(field).is_none() {
                return Err(cannot_tell(path, &columns, &keys, field));
            }
        }
        Ok(columns)
    }

    /// Whether some heading is one of a position: its id, its title, or a name.
    pub(super) fn tell_of_a_position(headings: &[String], mapping: &Mapping) -> bool {
        let keys: Vec<String> = headings.iter().map(|heading| normalised(heading)).collect();
        [Field::Id, Field::Name, Field::FirstName, Field::LastName, Field::Title].into_iter().any(|field| match mapping
            .column(field)
        {
            Some(column) => find_mapped("", headings, &keys, field, column).is_ok(),
            None => {
                let is_known = |key: &String| known_headings(field).contains(key);
                keys.iter().any(is_known)
                    || headings.iter().filter_map(|heading| bare(heading)).any(|key| is_known(&key))
            }
        })
    }

    /// The number of the column that holds `field`, from 0.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.column_of[field as usize].map(usize::from)
    }

    /// The heading of the column that holds `field`.
    pub fn heading(&self, field: Field) -> Option<&str> {
        self.column(field).map(|column| self.headings[column].as_str())
    }

    /// All headings, in the order of the input.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }
}

fn find_mapped(path: &str, headings: &[String], keys: &[String], field: Field, column: &str) -> Result<usize, Error> {
    let wanted = normalised(column);
    let exact = headings.iter().position(|heading| heading == column);
    exact.or_else(|| keys.iter().position(|key| *key == wanted)).ok_or_else(|| {
        Error::in_file(path, format!("there is no column '{column}' to read the field '{}' from", field.name()))
            .help(format!("the columns are: {}", listed(headings)))
    })
}

fn reject_twins(path: &str, headings: &[String], keys: &[String], field: Field, column: usize) -> Result<(), Error> {
    let twins: Vec<usize> = (0..keys.len()).filter(|other| headings[*other] == headings[column]).collect();
    if twins.len() < 2 {
        return Ok(());
    }
    let numbers: Vec<String> = twins.iter().map(|twin| (twin + 1).to_string()).collect();
    let (last, others) = numbers.split_last().unwrap_or((&numbers[0], &[]));
    Err(Error::in_file(
        path,
        format!(
            "{} columns are named '{}' (columns {} and {last}), and each could hold the field '{}'",
            twins.len(),
            headings[column],
            others.join(", "),
            field.name()
        ),
    )
    .help("rename all but one of them"))
}

fn cannot_tell(path: &str, columns: &Columns, keys: &[String], field: Field) -> Error {
    let headings = &columns.headings;
    let is_taken = |column: usize| Field::ALL.into_iter().any(|field| columns.column(field) == Some(column));
    let likeness = |key: &String| {
        let best = known_headings(field)
            .iter()
            .map(|known| jaro_winkler::similarity(key.chars(), known.chars()))
            .fold(0.0, f64::max);
        (best * 1000.0) as u32
    };
    // A file that is no chart can have headings by the thousand, or one as long as itself.
    let candidates = keys.iter().zip(headings).enumerate().filter(|(_, (key, _))| key.len() < 100).take(1000);
    let mut near: Vec<(u32, &String)> = candidates
        .filter(|(column, _)| !is_taken(*column))
        .map(|(_, (key, heading))| (likeness(key), heading))
        .filter(|(like, _)| *like > 750)
        .collect();
    near.sort_by_key(|(like, _)| std::cmp::Reverse(*like));
    let guess = near.first().map_or("COLUMN", |(_, heading)| heading.as_str());
    let nearest = match near.len() {
        0 => String::new(),
        _ => {
            let names: Vec<String> = near.iter().take(3).map(|(_, heading)| format!("'{heading}'")).collect();
            format!("; nearest: {}", names.join(", "))
        }
    };
    let what = match field {
        Field::Manager => "the manager's id",
        _ => "the id of each position",
    };
    Error::in_file(path, format!("no column is known to hold {what}")).help(format!(
        "name it with --map {}={guess:?}; the columns are: {}{nearest}",
        field.name(),
        listed(headings)
    ))
}

fn clipped(heading: &str) -> String {
    const LONGEST: usize = 60;
    let mut clipped: String = heading.chars().take(LONGEST).collect();
    if clipped.len() < heading.len() {
        clipped.push('…');
    }
    clipped
}

fn listed(headings: &[String]) -> String {
    const SHOWN: usize = 40;
    let mut names: Vec<String> = headings.iter().take(SHOWN).map(|heading| format!("'{}'", clipped(heading))).collect();
    if headings.len() > SHOWN {
        names.push(format!("and {} more", headings.len() - SHOWN));
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(headings: &[&str]) -> Result<Columns, Error> {
        Columns::detect("x.csv", headings.iter().map(ToString::to_string).collect(), &Mapping::default())
    }

    #[test]
    fn the_table_names_every_field() {
        for field in Field::ALL {
            assert!(!known_headings(field).is_empty(), "{}", field.name());
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        for headings in [["Employee_ID", "managerId"], ["employee id", "Manager ID"], ["Employee #", "MANAGER-ID"]] {
            let columns = detect(&headings).unwrap();
            assert_eq!((columns.column(Field::Id), columns.column(Field::Manager)), (Some(0), Some(1)));
        }
    }

    #[test]
    fn an_id_is_preferred_to_an_address() {
        let columns = detect(&["Work Email", "Employee ID", "Supervisor email", "Supervisor ID"]).unwrap();
        assert_eq!((columns.column(Field::Id), columns.column(Field::Manager)), (Some(1), Some(3)));
        assert_eq!(columns.column(Field::Email), Some(0));
    }

    #[test]
    fn a_heading_is_known_without_what_is_around_it() {
        let columns = detect(&["attributes.first_name.value", "attributes.supervisor.value.attributes.id.value"]);
        assert!(columns.is_err(), "a supervisor's id is nobody's own");
        let columns = detect(&["attributes.id.value", "attributes.supervisor.value.attributes.id.value"]).unwrap();
        assert_eq!((columns.column(Field::Id), columns.column(Field::Manager)), (Some(0), Some(1)));
        let columns = detect(&["node.id", "Employee ID", "node.reportsTo.id"]).unwrap();
        assert_eq!((columns.column(Field::Id), columns.column(Field::Manager)), (Some(0), Some(2)));
        let columns = detect(&["fields.manager", "work.email", "email"]).unwrap();
        assert_eq!((columns.column(Field::Id), columns.column(Field::Manager)), (Some(1), Some(0)));
        let columns = detect(&[
            "User name [userPrincipalName] Required",
            "Manager [manager]",
            "Block sign in (Yes/No) [accountEnabled]",
        ])
        .unwrap();
        assert_eq!((columns.column(Field::Id), columns.column(Field::Status)), (Some(0), None));
    }

    #[test]
    fn what_cannot_be_told_is_asked_for() {
        let error = detect(&["id", "managr id", "name"]).unwrap_err();
        assert!(error.mend().unwrap().contains("nearest: 'managr id'"), "{error:?}");
        assert!(detect(&["id", "id", "manager"]).unwrap_err().message().contains("columns 1 and 2"));
        // What holds another field already is no guess.
        assert!(detect(&["id", "name", "title"]).unwrap_err().mend().unwrap().contains("--map manager=\"COLUMN\""));
    }
}
