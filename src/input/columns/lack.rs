//! What is lacking where columns cannot be told, and how to mend it.

use rapidfuzz::distance::jaro_winkler;

use super::{Columns, Field};
use crate::error::Error;
use crate::input::headings::{known_headings, normalised};

/// Why columns cannot be told.
#[derive(Debug)]
pub(in crate::input) enum Lack {
    /// The user names a column that is not there.
    Mapped { field: Field, column: String, headings: Vec<String> },
    /// Two columns of one heading could be meant.
    Twins { field: Field, column: usize, headings: Vec<String> },
    /// No column is known to hold it.
    Unknown { field: Field, columns: Columns },
}

impl Lack {
    /// As an error of a file.
    pub(in crate::input) fn into_error(self, path: &str) -> Error {
        match self {
            Lack::Mapped { field, column, headings } => {
                let message = format!("there is no column '{column}' to read the field '{}' from", field.name());
                Error::in_file(path, message).help(format!("the columns are: {}", listed(&headings)))
            }
            Lack::Twins { field, column, headings } => twins(path, &headings, field, column),
            Lack::Unknown { field, columns } => cannot_tell(path, &columns, field),
        }
    }
}

fn twins(path: &str, headings: &[String], field: Field, column: usize) -> Error {
    let twins: Vec<usize> = (0..headings.len()).filter(|other| headings[*other] == headings[column]).collect();
    let numbers: Vec<String> = twins.iter().map(|twin| (twin + 1).to_string()).collect();
    let (last, others) = numbers.split_last().unwrap_or((&numbers[0], &[]));
    Error::in_file(
        path,
        format!(
            "{} columns are named '{}' (columns {} and {last}), and each could hold the field '{}'",
            twins.len(),
            headings[column],
            others.join(", "),
            field.name()
        ),
    )
    .help("rename all but one of them")
}

/// So many headings are looked at for one that is meant: a file that is no chart can have them by the thousand.
const LOOKED_AT: usize = 200;

fn cannot_tell(path: &str, columns: &Columns, field: Field) -> Error {
    let headings = &columns.headings;
    let keys: Vec<String> = headings.iter().take(LOOKED_AT).map(|heading| normalised(heading)).collect();
    let is_taken = |column: usize| Field::ALL.into_iter().any(|field| columns.column(field) == Some(column));
    let near_enough = jaro_winkler::Args::default().score_cutoff(0.75);
    let likeness = |key: &String| {
        let best = known_headings(field)
            .iter()
            .filter_map(|known| jaro_winkler::similarity_with_args(key.chars(), known.chars(), &near_enough))
            .fold(0.0, f64::max);
        (best * 1000.0) as u32
    };
    // One can be as long as the file.
    let candidates = keys.iter().zip(headings).enumerate().filter(|(_, (key, _))| key.len() < 100);
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
