//! Several tables that make one chart: positions in several files, groups of posts below them, or positions in one file
//! and the persons who hold them in another.

use std::borrow::Cow;
use std::collections::HashMap;

use super::columns::{Columns, Field};
use super::keys::Keys;
use super::roster::Roster;
use crate::error::Error;
use crate::finding::Record;
use crate::source::{Source, Span};

/// A record of one of the tables.
type Origin = (u16, Record);

/// Several tables as one.
#[derive(Debug)]
pub(super) struct Table {
    parts: Vec<Roster>,
    /// Where the places of each table begin among those of all.
    bases: Vec<u32>,
    /// Where the columns of each table begin among those of all.
    first_columns: Vec<usize>,
    columns: Columns,
    /// For each table of persons the column of their ids, where it has one beside that of their positions.
    person_ids: Vec<Option<usize>>,
    /// For each record where it comes from: a position, or a group, and who holds it; or a person without a position.
    records: Vec<(Origin, Option<Origin>)>,
}

impl Table {
    /// One table of several, each read by itself. Tables that name no manager are of persons: each person is put on the
    /// position that both tables name.
    pub(super) fn new(parts: Vec<Roster>) -> Result<(Table, Keys), Error> {
        let mut bases = Vec::with_capacity(parts.len());
        let mut next = 0_usize;
        for part in &parts {
            bases.push(u32::try_from(next).ok().filter(|_| next + part.source().len() < u32::MAX as usize));
            next += part.source().len() + 1;
        }
        let Some(bases) = bases.into_iter().collect::<Option<Vec<u32>>>() else {
            return Err(Error::new("the files together are larger than 4 GiB").help("split them into several charts"));
        };
        let mut first_columns = Vec::with_capacity(parts.len());
        let mut headings = Vec::new();
        for part in &parts {
            first_columns.push(headings.len());
            headings.extend_from_slice(part.columns().headings());
        }
        let Joined { records, person_ids } = joined(&parts)?;
        let column_of = |field: Field| {
            let column_in = |part: usize| {
                let person_id = person_ids[part].filter(|_| field == Field::Person);
                Some(first_columns[part] + parts[part].columns().column(field).or(person_id)?)
            };
            // What a table of persons calls an id is no position's.
            let tells = |part: &usize| field != Field::Id || parts[*part].has(Field::Manager);
            let held = (0..parts.len()).filter(tells).find_map(column_in);
            held.and_then(|column| u16::try_from(column).ok())
        };
        let columns = Columns::of(headings, Field::ALL.map(column_of));
        let table = Table { parts, bases, first_columns, columns, person_ids, records };
        let keys = table.keys();
        Ok((table, keys))
    }

    /// The keys of what the records say together.
    fn keys(&self) -> Keys {
        let mut keys = Keys::new(&self.columns);
        keys.reserve(self.records.len());
        for record in 0..self.records.len() {
            let said = Keys::FIELDS.map(|field| self.value(record, field));
            keys.push(said.each_ref().map(|value| &**value), &[], Cow::Borrowed);
            for (number, field) in Keys::NUMBERS.into_iter().enumerate() {
                keys.push_number(number, &self.value(record, field));
            }
        }
        keys
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    pub(super) fn blank_records(&self) -> usize {
        self.parts.iter().map(Roster::blank_records).sum()
    }

    /// The tables.
    pub(super) fn parts(&self) -> &[Roster] {
        &self.parts
    }

    fn origins(&self, record: usize) -> impl Iterator<Item = (usize, Record)> + '_ {
        let (first, second) = self.records[record];
        std::iter::once(first).chain(second).map(|(part, record)| (usize::from(part), record))
    }

    /// What the record says of a field: the position, and where it says nothing, who holds it.
    pub(super) fn value(&self, record: usize, field: Field) -> Cow<'_, [u8]> {
        let told = self.origins(record).filter(|(part, _)| self.tells(*part, field));
        let mut said = told.map(|(part, record)| (part, self.said(part, record, field)));
        let Some((part, value)) = said.find(|(_, value)| !value.trim_ascii().is_empty()) else {
            return Cow::Borrowed(b"");
        };
        // Rows of several files are told apart.
        if field == Field::Id
            && !self.parts[part].has(field)
            && self.parts.iter().filter(|part| is_of_groups(part)).count() > 1
        {
            let row = String::from_utf8_lossy(&value).into_owned();
            return Cow::Owned(format!("{row} of {}", self.parts[part].source().name()).into_bytes());
        }
        value
    }

    /// What a record of one table says of a field.
    fn said(&self, part: usize, record: Record, field: Field) -> Cow<'_, [u8]> {
        let person_id = self.person_ids[part].filter(|_| field == Field::Person && !self.parts[part].has(field));
        match person_id {
            Some(column) => self.parts[part].bytes_in(record, column),
            None => self.parts[part].bytes(record, field),
        }
    }

    /// Whether a table tells a field. The ids of a table of persons are theirs, and not of positions.
    fn tells(&self, part: usize, field: Field) -> bool {
        match field {
            Field::Id => self.parts[part].has(Field::Manager),
            Field::Person if self.person_ids[part].is_some() => true,
            field => self.parts[part].has(field),
        }
    }

    /// What the value in a column says.
    pub(super) fn value_in(&self, record: usize, column: usize) -> Cow<'_, [u8]> {
        let part = self.first_columns.partition_point(|first| *first <= column).saturating_sub(1);
        match self.origins(record).find(|(of, _)| *of == part) {
            Some((_, record)) => self.parts[part].bytes_in(record, column - self.first_columns[part]),
            None => Cow::Borrowed(b""),
        }
    }

    /// The place of a cell among those of all tables.
    pub(super) fn place(&self, record: usize, field: Field) -> Span {
        let tells = |(part, _): &(usize, Record)| self.tells(*part, field);
        let says = |(part, record): &(usize, Record)| !self.said(*part, *record, field).trim_ascii().is_empty();
        let found = self.origins(record).filter(tells).find(says).or_else(|| self.origins(record).find(tells));
        let Some((part, record)) = found.or_else(|| self.origins(record).next()) else { return Span::default() };
        // The id of a person is in the column of ids.
        let is_persons = field == Field::Person && !self.parts[part].has(field);
        let span = self.parts[part].place(record, if is_persons { Field::Id } else { field });
        Span { start: span.start + self.bases[part], end: span.end + self.bases[part] }
    }

    /// The table that a place is in, and the place there.
    pub(super) fn locate(&self, span: Span) -> (&Source, Span) {
        let part = self.bases.partition_point(|base| *base <= span.start).saturating_sub(1);
        let base = self.bases[part];
        (self.parts[part].source(), Span { start: span.start - base, end: span.end.saturating_sub(base) })
    }
}

/// Whether a table is of groups of posts, which have no ids.
fn is_of_groups(part: &Roster) -> bool {
    part.has(Field::Manager) && !part.has(Field::Id)
}

/// The records of all tables, and how tables of persons call their ids.
struct Joined {
    records: Vec<(Origin, Option<Origin>)>,
    person_ids: Vec<Option<usize>>,
}

/// The records of all tables, those of persons put on their positions.
fn joined(parts: &[Roster]) -> Result<Joined, Error> {
    let mut person_ids = vec![None; parts.len()];
    let number = |part: usize| u16::try_from(part).unwrap_or(u16::MAX);
    let (of_positions, of_persons): (Vec<usize>, Vec<usize>) =
        (0..parts.len()).partition(|part| parts[*part].has(Field::Manager));
    if of_positions.is_empty() {
        let name = parts.first().map(|part| part.source().name()).unwrap_or_default();
        return Err(Error::in_file(name, "no column of this table or the others is known to hold the manager's id")
            .help("give the table of the positions too, or name the column with --map manager=COLUMN"));
    }
    let mut persons: HashMap<(usize, Record), Vec<Origin>> = HashMap::new();
    let mut unplaced = Vec::new();
    for table in of_persons {
        let join = join(parts, &of_positions, table).ok_or_else(|| no_join(&parts[table]))?;
        person_ids[table] =
            parts[table].columns().column(Field::Id).filter(|id| *id != join.person || join.position == Field::Person);
        let mut positions: HashMap<String, Vec<(usize, Record)>> = HashMap::new();
        for part in &of_positions {
            let part_of = &parts[*part];
            for record in part_of.records().filter(|_| part_of.has(join.position)) {
                let key = part_of.text(record, join.position);
                if !key.is_empty() {
                    positions.entry(key.into_owned()).or_default().push((*part, record));
                }
            }
        }
        for record in parts[table].records() {
            let key = parts[table].text_in(record, join.person);
            match positions.get(&*key).filter(|_| !key.is_empty()) {
                None => unplaced.push(((number(table), record), None)),
                Some(held) => {
                    held.iter()
                        .for_each(|position| persons.entry(*position).or_default().push((number(table), record)));
                }
            }
        }
    }
    let mut records = Vec::new();
    for part in of_positions {
        for record in parts[part].records() {
            let position = (number(part), record);
            match persons.get(&(part, record)) {
                None => records.push((position, None)),
                Some(holders) => records.extend(holders.iter().map(|holder| (position, Some(*holder)))),
            }
        }
    }
    records.extend(unplaced);
    Ok(Joined { records, person_ids })
}

/// The columns by which persons are put on positions.
struct Join {
    /// The column of the persons.
    person: usize,
    /// The field of the positions.
    position: Field,
}

/// Tells by which columns most of what the positions name is found among the persons, or the other way round.
fn join(parts: &[Roster], of_positions: &[usize], table: usize) -> Option<Join> {
    let persons = &parts[table];
    let mut best: Option<(usize, Join)> = None;
    for position in [Field::Id, Field::Person, Field::Email] {
        let texts = of_positions.iter().filter(|part| parts[**part].has(position)).flat_map(|part| {
            let part = &parts[*part];
            part.records().map(move |record| part.text(record, position).into_owned())
        });
        let named: std::collections::HashSet<String> = texts.filter(|text| !text.is_empty()).collect();
        for person in 0..persons.columns().headings().len().min(64) {
            let found = persons.records().filter(|record| named.contains(&*persons.text_in(*record, person))).count();
            if found * 2 >= persons.len().min(named.len()).max(1) && best.as_ref().is_none_or(|(most, _)| found > *most)
            {
                best = Some((found, Join { person, position }));
            }
        }
    }
    best.map(|(_, join)| join)
}

fn no_join(persons: &Roster) -> Error {
    Error::in_file(persons.source().name(), "no column of this table tells which position a record belongs to")
        .help("give each person the id of the position, or each position the id of the person, under the same spelling")
}
