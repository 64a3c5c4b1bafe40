//! What may be shown of a chart whose people are to be kept out of reports.
//!
//! A check looks at everything. What its messages say, and what reports and diagrams show, they get from here: an id and a
//! title as they stand, no name, and of other cells only those of a few fields. Where ids are names or addresses
//! themselves, positions are called by their rows.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Chart;
use crate::finding::Record;
use crate::input::{Field, Roster};
use crate::source::{Source, Span};

/// What stands for a cell that is not shown: the same for all, so that it tells nothing of the cell, not even its length.
pub const REDACTED: &str = "[redacted]";

/// Whether people are kept out of what is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Redaction {
    /// Everything may be shown.
    #[default]
    None,
    /// Ids and titles may.
    People,
    /// Titles may, for the ids are names or addresses of people.
    PeopleAndIds,
}

/// Fields that refer to positions and people, mostly by an id.
const REFERENCES: [Field; 4] = [Field::Id, Field::Manager, Field::Person, Field::DottedManager];

/// Fields that tell of posts rather than of people.
const OPEN: [Field; 2] = [Field::Title, Field::Department];

impl Chart {
    /// The same chart, of which names, addresses, pay and all else about people are not shown. What is found in it stays.
    pub fn redacted(mut self) -> Chart {
        let are_people = self.roster.parts().into_iter().any(ids_are_people) || self.ids_tell_of_people();
        self.redaction = if are_people { Redaction::PeopleAndIds } else { Redaction::People };
        self
    }

    /// Whether people are kept out of what is shown.
    pub fn is_redacted(&self) -> bool {
        self.redaction != Redaction::None
    }

    /// Whether the ids themselves are kept out.
    pub fn hides_ids(&self) -> bool {
        self.redaction == Redaction::PeopleAndIds
    }

    /// The same of another state of the chart, with as little of it shown.
    pub(crate) fn redacted_as(mut self, other: &Chart) -> Chart {
        self.redaction = other.redaction;
        self
    }

    /// Whether some id is the name of who holds the position, a part of it, or what stands before the `@` of the address.
    fn ids_tell_of_people(&self) -> bool {
        let roster = &self.roster;
        roster.records().any(|record| {
            let id = roster.text(record, Field::Id).to_lowercase();
            let (name, email) = (roster.name(record).to_lowercase(), roster.text(record, Field::Email).to_lowercase());
            let is_in_name = name == id || name.split_whitespace().any(|word| word == id);
            !id.is_empty() && (is_in_name || email.split('@').next() == Some(&id))
        })
    }

    /// The id as it stands, to compare with and to sort by; what is shown is [`Chart::id`].
    pub fn true_id(&self, position: Record) -> Cow<'_, str> {
        self.roster.text(position, Field::Id)
    }

    /// The id of a position, or what may be shown in its place.
    pub fn id(&self, position: Record) -> Cow<'_, str> {
        let id = self.true_id(position);
        let is_shown = match self.redaction {
            Redaction::None => true,
            Redaction::People => id.is_empty() || may_be_an_id(&id),
            Redaction::PeopleAndIds => false,
        };
        // Counted as records without ids are.
        if is_shown { id } else { Cow::Owned(format!("row {}", position.index() + 2)) }
    }

    /// The name of the incumbent; nothing where it is not to be shown.
    pub fn name(&self, position: Record) -> Cow<'_, str> {
        if self.is_redacted() { Cow::Borrowed("") } else { self.roster.name(position) }
    }

    /// What a cell says, as it may be shown.
    pub fn quoted(&self, record: Record, field: Field) -> Cow<'_, str> {
        match field {
            Field::Id => self.id(record),
            field => self.told(field, self.roster.text(record, field)),
        }
    }

    /// A text that was made of a cell of a field, or of several, as it may be shown.
    pub fn told<'t>(&self, field: Field, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let text = text.into();
        if text.is_empty() || self.may_show(&[field], &text) { text } else { Cow::Borrowed(REDACTED) }
    }

    /// Whether the text of a cell may be shown that all of these fields are read from.
    fn may_show(&self, fields: &[Field], text: &str) -> bool {
        let is_open = |field: &Field| match self.redaction {
            Redaction::None => true,
            _ if OPEN.contains(field) => true,
            _ if REFERENCES.contains(field) && text.trim().is_empty() => true,
            Redaction::People => REFERENCES.contains(field) && is_surely_an_id(text),
            Redaction::PeopleAndIds => false,
        };
        !self.is_redacted() || !fields.is_empty() && fields.iter().all(is_open)
    }

    /// Whether the cell in a column of one of the tables may be shown; columns count from 0.
    pub fn may_show_cell(&self, table: &Roster, column: usize, text: &str) -> bool {
        let is_there = |field: &Field| table.columns().column(*field) == Some(column);
        let fields: Vec<Field> = Field::ALL.into_iter().filter(is_there).collect();
        self.may_show(&fields, text)
    }

    /// The same of a column of the chart, which may be made of several tables.
    pub fn may_show_column(&self, column: usize, text: &str) -> bool {
        self.may_show_cell(&self.roster, column, text)
    }

    /// What of the lines around a place must not be shown: cells about people, and of nested values whatever is not
    /// known to be something else. In order, none within another.
    pub fn hidden(&self, source: &Source, lines: Span) -> Vec<Span> {
        let parts = self.roster.parts();
        let table = parts.into_iter().find(|part| std::ptr::eq(part.source(), source));
        let Some(table) = table.filter(|_| self.is_redacted()) else { return Vec::new() };
        let mut hidden = Vec::new();
        if table.is_table() {
            for cells in table.records_around(lines).map(|record| table.cells_beyond_the_header(record)) {
                for (column, cell) in cells.into_iter().enumerate() {
                    let at = cell.at.filter(|at| at.end >= lines.start && at.start <= lines.end);
                    hidden.extend(at.filter(|_| !self.may_show_cell(table, column, &cell.text)));
                }
            }
            return hidden;
        }
        let mut open: Vec<Span> = Vec::new();
        for record in table.records_around(lines) {
            for (column, cell) in table.cells(record).into_iter().enumerate() {
                let at = cell.at.filter(|at| at.start >= lines.start && at.end <= lines.end);
                open.extend(at.filter(|_| self.may_show_cell(table, column, &cell.text)));
            }
        }
        open.sort_unstable();
        let mut next = lines.start;
        for at in open {
            if at.start > next {
                hidden.push(Span { start: next, end: at.start });
            }
            next = next.max(at.end);
        }
        if next < lines.end {
            hidden.push(Span { start: next, end: lines.end });
        }
        hidden
    }
}

/// Whether the column of the ids is that of the names or the addresses as well.
fn ids_are_people(roster: &Roster) -> bool {
    let columns = roster.columns();
    let of_people = [Field::Name, Field::FirstName, Field::LastName, Field::Email];
    let of_people: HashSet<usize> = of_people.into_iter().filter_map(|field| columns.column(field)).collect();
    columns.column(Field::Id).is_some_and(|id| of_people.contains(&id))
}

/// Whether an id is shown, which is one because its column says so: no address, and no words alone.
fn may_be_an_id(id: &str) -> bool {
    !id.contains('@') && (!id.contains(char::is_whitespace) || id.contains(|letter: char| letter.is_ascii_digit()))
}

/// Whether a reference reads as an id and as nothing else: people write names and addresses in its place.
fn is_surely_an_id(text: &str) -> bool {
    let is_of_names = |letter: char| letter.is_whitespace() || matches!(letter, '@' | ',' | '=' | '(');
    !text.contains(is_of_names) && text.contains(|letter: char| letter.is_ascii_digit())
}
