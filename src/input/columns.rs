//! Which column of an input holds which field.

mod field;

pub use field::Field;

use std::sync::LazyLock;

use rapidfuzz::distance::jaro_winkler;
use serde::Deserialize;

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
        let keys: Vec<String> = headings.iter().map(|heading| normalised(heading)).collect();
        let mut column_of = [None; Field::ALL.len()];
        for field in Field::ALL {
            let found = match mapping.column(field) {
                Some(column) => Some(find_mapped(path, &headings, &keys, field, column)?),
                None => known_headings(field).iter().find_map(|known| keys.iter().position(|key| key == known)),
            };
            if let Some(column) = found {
                reject_twins(path, &headings, &keys, field, column)?;
                column_of[field as usize] = u16::try_from(column).ok();
            }
        }
        // A column holds one field: an e-mail address that serves as the id is still the e-mail address. The id of a person
        // is one beside that of the position: where ids are those of people already, a second one tells nothing more.
        let id = column_of[Field::Id as usize];
        let is_of_a_person = id.is_some_and(|id| known_headings(Field::Person).contains(&keys[usize::from(id)]));
        if column_of[Field::Person as usize] == id || is_of_a_person && mapping.column(Field::Person).is_none() {
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
                return Err(cannot_tell(path, &columns, &keys, field));
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
        let keys: Vec<String> = headings.iter().map(|heading| normalised(heading)).collect();
        [Field::Id, Field::Name, Field::FirstName, Field::LastName, Field::Title].into_iter().any(|field| match mapping
            .column(field)
        {
            Some(column) => find_mapped("", headings, &keys, field, column).is_ok(),
            None => known_headings(field).iter().any(|known| keys.contains(known)),
        })
    }

    /// Whether a column of that heading may hold some field: the spelling is known, or the user maps it.
    pub(super) fn may_hold_a_field(heading: &str, mapping: &Mapping) -> bool {
        let key = normalised(heading);
        KNOWN.iter().any(|known| known.contains(&key))
            || mapping.columns.iter().any(|(_, column)| column == heading || normalised(column) == key)
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
        let keys: Vec<String> = self.headings.iter().map(|heading| normalised(heading)).collect();
        known_headings(field).iter().filter_map(|known| keys.iter().position(|key| key == known)).collect()
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    field: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Field,
    headings: Vec<String>,
}

/// The known spellings by field, normalised.
static KNOWN: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("columns.toml")).unwrap_or(Table { field: Vec::new() });
    let mut known = vec![Vec::new(); Field::ALL.len()];
    for entry in table.field {
        known[entry.name as usize] = entry.headings.iter().map(|heading| normalised(heading)).collect();
    }
    known
});

fn known_headings(field: Field) -> &'static [String] {
    &KNOWN[field as usize]
}

/// A heading without what does not matter in it.
fn normalised(heading: &str) -> String {
    let mut key = String::with_capacity(heading.len());
    for character in heading.chars() {
        match character {
            '#' => key.push_str("number"),
            character => key.extend(character.to_lowercase().filter(|lower| lower.is_alphanumeric())),
        }
    }
    key
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
    fn the_canonical_heading_is_the_most_telling() {
        for field in Field::ALL {
            let key = normalised(field.heading());
            assert_eq!(known_headings(field)[0], key);
            // An address can serve as the id; a canonical file always has a column of ids.
            let taken_for = Field::ALL.into_iter().filter(|other| known_headings(*other).contains(&key));
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
    fn what_cannot_be_told_is_asked_for() {
        let error = detect(&["id", "managr id", "name"]).unwrap_err();
        assert!(error.mend().unwrap().contains("nearest: 'managr id'"), "{error:?}");
        assert!(detect(&["id", "id", "manager"]).unwrap_err().message().contains("columns 1 and 2"));
        // What holds another field already is no guess.
        assert!(detect(&["id", "name", "title"]).unwrap_err().mend().unwrap().contains("--map manager=\"COLUMN\""));
    }
}
