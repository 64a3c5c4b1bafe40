//! Which column of an input holds which field.

mod field;
mod lack;

pub use field::Field;
pub(super) use lack::Lack;

use super::headings::{Index, normalised};
use crate::error::Error;

/// What the user says of columns: this field is in that column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mapping {
    columns: Vec<(Field, String)>,
    without_id: WithoutId,
}

/// What serves where no column is known to hold ids.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum WithoutId {
    /// Nothing: the user is asked.
    #[default]
    Nothing,
    /// Anything: the table is one of several that make a chart, and need not name managers either.
    Anything,
    /// The names, for small charts are written so.
    Name,
    /// The rows, where each is a group of posts that nobody reports to.
    Row,
}

impl Mapping {
    /// Adds one; a later one for the same field wins.
    pub fn set(&mut self, field: Field, column: impl Into<String>) {
        self.columns.retain(|(other, _)| *other != field);
        self.columns.push((field, column.into()));
    }

    /// The same, with something else for ids where there are none.
    pub(super) fn without_id(&self, without_id: WithoutId) -> Mapping {
        Mapping { columns: self.columns.clone(), without_id }
    }

    /// Whether the user says where a field is.
    pub(super) fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    fn column(&self, field: Field) -> Option<&str> {
        self.columns.iter().find(|(mapped, _)| *mapped == field).map(|(_, column)| column.as_str())
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
        Columns::find(headings, mapping).map_err(|lack| lack.into_error(path))
    }

    /// The same, where it matters only whether they are there: what is lacking takes time to be told.
    pub(super) fn find(headings: Vec<String>, mapping: &Mapping) -> Result<Columns, Lack> {
        let index = Index::new(&headings);
        let mut column_of = [None; Field::ALL.len()];
        for field in Field::ALL {
            let found = match mapping.column(field) {
                None => index.known(field).next(),
                Some(column) => match index.mapped(&headings, column) {
                    None => return Err(Lack::Mapped { field, column: column.to_owned(), headings }),
                    found => found,
                },
            };
            if let Some(column) = found {
                if headings.iter().filter(|heading| **heading == headings[column]).nth(1).is_some() {
                    return Err(Lack::Twins { field, column, headings });
                }
                column_of[field as usize] = u16::try_from(column).ok();
            }
        }
        // A column holds one field: an e-mail address that serves as the id is still the e-mail address. The id of a person
        // is one beside that of the position: where ids are those of people already, a second one tells nothing more, and
        // the column of the managers tells of nobody's own.
        let id = column_of[Field::Id as usize];
        let is_of_a_person = id.is_some_and(|id| index.is_known_for(usize::from(id), Field::Person));
        let person = column_of[Field::Person as usize];
        if person == id
            || person == column_of[Field::Manager as usize]
            || is_of_a_person && mapping.column(Field::Person).is_none()
        {
            column_of[Field::Person as usize] = None;
        }
        let mut columns = Columns { headings, column_of };
        match mapping.without_id {
            WithoutId::Nothing => {}
            WithoutId::Anything => return Ok(columns),
            WithoutId::Name if columns.column(Field::Id).is_none() => {
                columns.column_of[Field::Id as usize] = columns.column_of[Field::Name as usize];
            }
            WithoutId::Row if columns.are_groups() => return Ok(columns),
            WithoutId::Name | WithoutId::Row => {}
        }
        for field in [Field::Id, Field::Manager] {
            if columns.column(field).is_none() {
                return Err(Lack::Unknown { field, columns });
            }
        }
        Ok(columns)
    }

    /// The columns of several tables together.
    pub(super) fn of(headings: Vec<String>, column_of: [Option<u16>; Field::ALL.len()]) -> Columns {
        Columns { headings, column_of }
    }

    /// Whether some heading is one of a position: its id, its title, or a name.
    pub(super) fn tell_of_a_position(headings: &[String], mapping: &Mapping) -> bool {
        let index = Index::new(headings);
        [Field::Id, Field::Name, Field::FirstName, Field::LastName, Field::Title].into_iter().any(|field| {
            let mapped = mapping.column(field).map(|column| index.mapped(headings, column));
            mapped.unwrap_or_else(|| index.known(field).next()).is_some()
        })
    }

    /// Takes the ids from `column`, where they would be addresses else: the keys that positions stand under tell them apart.
    pub(super) fn prefer_id(&mut self, column: usize, mapping: &Mapping) {
        if !mapping.has(Field::Id) && self.column(Field::Id) == self.column(Field::Email) {
            self.column_of[Field::Id as usize] = u16::try_from(column).ok();
        }
    }

    /// Whether a column of that heading may hold some field: the spelling is known, or the user maps it.
    pub(super) fn may_hold_a_field(heading: &str, mapping: &Mapping) -> bool {
        let index = Index::new(&[heading.to_owned()]);
        let is_mapped = |(_, column): &(Field, String)| index.mapped(&[heading.to_owned()], column).is_some();
        Field::ALL.into_iter().any(|field| index.known(field).next().is_some()) || mapping.columns.iter().any(is_mapped)
    }

    /// Whether rows are groups of posts: they tell to whom they report and how many they are, and not who they are.
    fn are_groups(&self) -> bool {
        let has = |field| self.column(field).is_some();
        let is_anybody = [Field::Id, Field::Person, Field::Name, Field::FirstName, Field::LastName, Field::Email]
            .into_iter()
            .any(has);
        !is_anybody && [Field::Manager, Field::Title, Field::HeadcountWeight].into_iter().all(has)
    }

    /// The columns that could hold a field by their headings, the most telling first.
    pub(super) fn candidates(&self, field: Field) -> Vec<usize> {
        Index::new(&self.headings).known(field).collect()
    }

    /// Whether a column tells of positions, and not of who holds them.
    pub(super) fn is_of_position(&self, column: usize) -> bool {
        let heading = normalised(&self.headings[column]);
        heading.contains("position") || heading.contains("post")
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

#[cfg(test)]
mod tests {
    use super::super::headings::known_headings;
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
    fn the_canonical_heading_is_the_most_telling() {
        for field in Field::ALL {
            let key = normalised(field.heading());
            assert_eq!(known_headings(field)[0], key.as_str());
            // An address can serve as the id; a canonical file always has a column of ids.
            let taken_for = Field::ALL.into_iter().filter(|other| known_headings(*other).contains(&key.as_str()));
            assert!(taken_for.into_iter().all(|other| other == field || other == Field::Id), "{key}");
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
    fn a_second_id_is_that_of_the_incumbent() {
        let person = |headings: &[&str]| detect(headings).unwrap().column(Field::Person);
        assert_eq!(person(&["Position ID", "Worker ID", "Manager ID"]), Some(1));
        assert_eq!(person(&["Unique ID", "Position", "Staff ID", "Reports To"]), Some(2));
        assert_eq!(person(&["Position ID", "Manager ID"]), None);
        assert_eq!(person(&["Employee ID", "Person ID", "Manager ID"]), None, "ids are those of people already");
        let mut mapping = Mapping::default();
        let headings = ["Position ID", "Employee ID", "Manager ID"].map(str::to_owned).to_vec();
        mapping.set(Field::Id, "Position ID");
        assert_eq!(Columns::detect("x.csv", headings, &mapping).unwrap().column(Field::Person), Some(1));
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
