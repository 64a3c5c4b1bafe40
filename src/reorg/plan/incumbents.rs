//! Who comes to a position and who leaves one: what its cells say then.

use jiff::civil::Date;

use super::Word;
use super::edits::{Cells, Edits};
use crate::chart::Presence;
use crate::error::Error;
use crate::finding::Record;
use crate::input::Field;
use crate::toml_file::nearest;

/// What stands for the status of a post without an incumbent, and for a name.
const VACANT: &str = "Vacant";

/// What is about an incumbent, and not about the position.
const PERSONAL: [Field; 8] = [
    Field::Person,
    Field::Name,
    Field::FirstName,
    Field::LastName,
    Field::Email,
    Field::StartDate,
    Field::EndDate,
    Field::YearsExperience,
];

/// The cells of a new position, but for the manager's.
pub(super) fn newcomer(
    edits: &Edits<'_>,
    id: &Word,
    name: Option<&Word>,
    title: Option<&Word>,
    cells: &[(Word, Word)],
    on: Option<Date>,
) -> Result<Cells, Error> {
    let mut said = Cells::new();
    let mut say = |column: usize, word: &Word, text: &str| match said.insert(column, text.to_owned()) {
        Some(other) if other != text => {
            let message = format!("the column '{}' says '{other}' already", edits.heading(column));
            Err(edits.fault(word, message).help("two keys of the step go to one column: leave one of them out"))
        }
        _ => Ok(()),
    };
    say(edits.column(Field::Id, id)?, id, &id.text)?;
    if let Some(title) = title {
        say(edits.column(Field::Title, title)?, title, &title.text)?;
    }
    if let Some(name) = name {
        for (column, part) in named(edits, name)? {
            say(column, name, &part)?;
        }
    }
    for (key, cell) in cells {
        say(column_of(edits, key)?, key, &cell.text)?;
    }
    for (column, text) in usual(edits, on) {
        said.entry(column).or_insert(text);
    }
    Ok(said)
}

/// Somebody comes to a vacant position.
pub(super) fn fill(
    edits: &mut Edits<'_>,
    position: Record,
    id: &Word,
    name: Option<&Word>,
    cells: &[(Word, Word)],
    on: Option<Date>,
) -> Result<(), Error> {
    for (column, text) in usual(edits, on) {
        edits.set_in(position, column, &text, id)?;
    }
    match name {
        Some(name) => {
            for (column, part) in named(edits, name)? {
                edits.set_in(position, column, &part, name)?;
            }
        }
        None if !edits.roster().name(position).is_empty() => {
            let message = format!("{} is vacant by its name, '{}'", id.text, edits.chart.name(position));
            return Err(edits.fault(id, message).help("say who fills it: name = \"…\""));
        }
        None => {}
    }
    for (key, cell) in cells {
        edits.set_in(position, column_of(edits, key)?, &cell.text, key)?;
    }
    Ok(())
}

/// The incumbent goes and the position stays.
pub(super) fn vacate(edits: &mut Edits<'_>, position: Record, id: &Word) -> Result<(), Error> {
    let columns = edits.roster().columns();
    for field in PERSONAL {
        edits.clear(position, field);
    }
    let own = |field| columns.column(field).filter(|column| columns.column(Field::Id) != Some(*column));
    if let Some(column) = own(Field::Status) {
        edits.cells.insert((position, column), VACANT.to_lowercase());
    } else if let Some(column) = own(Field::Name) {
        edits.cells.insert((position, column), VACANT.to_owned());
    } else if own(Field::Person).is_none() {
        return Err(edits
            .fault(id, "the chart has no column that could say that nobody holds a position".to_owned())
            .help("add a column of statuses or names to the file, or leave `vacant` out"));
    }
    Ok(())
}

/// The columns of a name, with its parts: 'Ann Lee' and 'Lee, Ann' are the same in two columns.
fn named(edits: &Edits<'_>, name: &Word) -> Result<Vec<(usize, String)>, Error> {
    let columns = edits.roster().columns();
    let [whole, first, last] = [Field::Name, Field::FirstName, Field::LastName].map(|field| columns.column(field));
    let parts = name.text.split_once(',').map(|(last, first)| (first, last)).or_else(|| name.text.rsplit_once(' '));
    let (given, family) = parts.unwrap_or((&name.text, ""));
    let mut cells: Vec<(usize, String)> = whole.map(|column| (column, name.text.clone())).into_iter().collect();
    match (first, last) {
        (Some(first), Some(last)) => {
            cells.push((first, given.trim().to_owned()));
            cells.push((last, family.trim().to_owned()));
        }
        (Some(only), None) | (None, Some(only)) if whole.is_none() => cells.push((only, name.text.clone())),
        _ => {}
    }
    if cells.is_empty() {
        return Err(edits
            .fault(name, "the chart has no column for names".to_owned())
            .help("leave the name out, or name the column with --map name=COLUMN"));
    }
    Ok(cells)
}

/// What cells of a newcomer say that the step does not name: the status that those who are here have mostly, and the first
/// day.
fn usual(edits: &Edits<'_>, on: Option<Date>) -> Vec<(usize, String)> {
    let columns = edits.roster().columns();
    let status = columns.column(Field::Status).zip(commonest_status(edits));
    let start = columns.column(Field::StartDate).zip(on.map(|day| day.to_string()));
    status.into_iter().chain(start).collect()
}

/// Of equals the one that comes first.
fn commonest_status(edits: &Edits<'_>) -> Option<String> {
    let roster = edits.roster();
    let statuses: Vec<String> = roster.distinct_statuses().map(|status| status.trim().to_owned()).collect();
    let mut people = vec![0_u32; statuses.len()];
    for position in edits.chart.positions().filter(|position| edits.chart.presence(*position) == Presence::Here) {
        people[roster.status_codes().at(position.index()) as usize] += 1;
    }
    let most = people.iter().copied().max().filter(|most| *most > 0)?;
    let status = people.iter().position(|count| *count == most)?;
    statuses.into_iter().nth(status)
}

/// The column that a key of `cells` means: that of a field, or the one with that heading.
fn column_of(edits: &Edits<'_>, key: &Word) -> Result<usize, Error> {
    let columns = edits.roster().columns();
    let headings = columns.headings();
    let by_field = || Field::from_name(&key.text).and_then(|field| columns.column(field));
    let exact = || headings.iter().position(|heading| *heading == key.text);
    let loose = || headings.iter().position(|heading| heading.eq_ignore_ascii_case(&key.text));
    let Some(column) = by_field().or_else(exact).or_else(loose) else {
        let fields = Field::ALL.into_iter().filter(|field| columns.column(*field).is_some());
        let names: Vec<String> = fields.map(|field| field.name().to_owned()).chain(headings.iter().cloned()).collect();
        let near = nearest(&key.text, names.iter().map(String::as_str));
        let error = edits.fault(key, format!("the chart has no column '{}'", key.text));
        return Err(match near {
            Some(near) => error.help(format!("did you mean '{near}'?")),
            None => error.help("give a field, or the heading of a column"),
        });
    };
    if columns.column(Field::Manager) == Some(column) {
        return Err(edits.fault(key, "the manager is no further cell".to_owned()).help("say to whom: to = \"E3\""));
    }
    Ok(column)
}
