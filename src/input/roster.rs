//! The records of one input, whatever its format: for each field of each record its place and what it says.

use std::borrow::Cow;

use super::codes::Codes;
use super::columns::{Columns, Field};
use super::csv::Rewriting;
use super::flags::Flag;
use super::in_parts::InParts;
use super::keys::{AddressHash, Key, Keys, Spelled};
use super::nobody::Nobody;
use super::{csv, merged, records};
use crate::finding::Record;
use crate::narrow::Narrow;
use crate::source::{Sheet, Source, Span};

/// The records of one input. Cells stay where they are in the source; nothing is copied until it is asked for.
#[derive(Debug)]
pub struct Roster {
    pub(super) source: Source,
    pub(super) table: Table,
    keys: Keys,
    /// For each record whether it is left out; empty where none is.
    left_out: Vec<bool>,
    /// Records that sum up others.
    totals: Vec<Record>,
    /// For each record whether another one describes its position; empty where none does.
    passed_over: Vec<bool>,
}

#[derive(Debug)]
pub(super) enum Table {
    Csv(Box<csv::Table>),
    Tree(Box<records::Table>),
    Merged(Box<merged::Table>),
}

impl Roster {
    pub(super) fn new(source: Source, table: Table, keys: Keys) -> Roster {
        let mut roster =
            Roster { source, table, keys, left_out: Vec::new(), totals: Vec::new(), passed_over: Vec::new() };
        if !roster.has(Field::Id) && !matches!(roster.table, Table::Merged(_)) {
            let ids: Vec<String> = roster.records().map(|record| roster.row_id(record)).collect();
            roster.keys.name_rows(ids.iter().map(String::as_bytes));
        }
        roster
    }

    /// Several tables that make one chart, called by all their names.
    pub(super) fn merged(name: String, table: merged::Table, keys: Keys) -> Roster {
        let source = Source::of_sheet(name, Sheet::default(), Vec::new());
        Roster::new(source, Table::Merged(Box::new(table)), keys)
    }

    /// The source, to be read in another way.
    pub(super) fn into_source(self) -> Source {
        self.source
    }

    /// The id of a record that has none, nor could have one: its row below a header, whatever the format.
    fn row_id(&self, record: Record) -> String {
        format!("row {}", record.index() + 2)
    }

    /// The source that a place is in, and the place there: several files can make one chart.
    pub fn locate(&self, span: Span) -> (&Source, Span) {
        match &self.table {
            Table::Merged(table) => table.locate(span),
            _ => (&self.source, span),
        }
    }

    /// The sources of the records.
    pub fn sources(&self) -> Vec<&Source> {
        match &self.table {
            Table::Merged(table) => table.parts().iter().flat_map(Roster::sources).collect(),
            _ => vec![&self.source],
        }
    }

    /// The tables that it was read from: itself, or several that make one chart.
    pub fn parts(&self) -> Vec<&Roster> {
        match &self.table {
            Table::Merged(table) => table.parts().iter().flat_map(Roster::parts).collect(),
            _ => vec![self],
        }
    }

    /// The input that the records come from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Which column holds which field.
    pub fn columns(&self) -> &Columns {
        match &self.table {
            Table::Csv(table) => table.columns(),
            Table::Tree(table) => table.columns(),
            Table::Merged(table) => table.columns(),
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        match &self.table {
            Table::Csv(table) => table.len(),
            Table::Tree(table) => table.len(),
            Table::Merged(table) => table.len(),
        }
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All records, in the order of the input.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = Record> + ExactSizeIterator + use<> {
        (0..self.len() as u32).map(Record)
    }

    /// Leaves out records that sum up others.
    pub(super) fn leave_out_totals(&mut self, totals: Vec<Record>) {
        for record in &totals {
            self.hide(*record);
        }
        self.totals = totals;
    }

    /// Records that sum up others and describe no position, in the order of the input.
    pub fn totals(&self) -> &[Record] {
        &self.totals
    }

    /// Nothing is found by the keys of a record that is not there.
    fn hide(&mut self, record: Record) {
        self.keys.ids.hide(record.index());
        self.keys.managers.hide(record.index());
    }

    /// Leaves records out of the chart, as if they were not in the input.
    pub(super) fn leave_out(&mut self, left_out: Vec<bool>) {
        for (record, _) in (0..).zip(&left_out).filter(|(_, left_out)| **left_out) {
            self.hide(Record(record));
        }
        self.totals.retain(|record| !left_out[record.index()]);
        self.keys.quotas.has_value = self.keys.quotas.tell(|record| !left_out[record]);
        self.left_out = left_out;
    }

    /// Passes over records whose position another one describes.
    pub(crate) fn pass_over(&mut self, records: impl Iterator<Item = Record>) {
        self.passed_over.resize(self.len(), false);
        for record in records {
            self.hide(record);
            self.passed_over[record.index()] = true;
        }
        let counts = |record: usize| !self.is_left_out(Record(record as u32));
        self.keys.quotas.has_value = self.keys.quotas.tell(counts);
    }

    /// Whether a record is left out of the chart, because the user's condition does not hold for it, it sums up others, or
    /// another one describes its position.
    pub fn is_left_out(&self, record: Record) -> bool {
        let is_among = |records: &[bool]| records.get(record.index()).is_some_and(|is_among| *is_among);
        is_among(&self.left_out) || is_among(&self.passed_over) || self.totals.contains(&record)
    }

    /// The records that the user's condition leaves out, in the order of the input.
    pub fn left_out(&self) -> impl Iterator<Item = Record> + '_ {
        (0..).zip(&self.left_out).filter(|(_, left_out)| **left_out).map(|(record, _)| Record(record))
    }

    /// Records whose every cell is empty, which are passed over.
    pub fn blank_records(&self) -> usize {
        match &self.table {
            Table::Csv(table) => table.blank_records(),
            Table::Tree(_) => 0,
            Table::Merged(table) => table.blank_records(),
        }
    }

    /// Whether some column holds `field`.
    pub fn has(&self, field: Field) -> bool {
        self.columns().column(field).is_some()
    }

    /// Whether the input says `field` in some way; a name may come in two columns.
    pub fn holds(&self, field: Field) -> bool {
        self.has(field) || field == Field::Name && (self.has(Field::FirstName) || self.has(Field::LastName))
    }

    /// The place of a cell. Where the record has no cell of its own for the field (nested JSON names no manager, an
    /// object may lack a key), the place of its id, and else where the record starts.
    pub fn place(&self, record: Record, field: Field) -> Span {
        let own = |field| match &self.table {
            Table::Csv(table) => table.cell(&self.source, record.index(), field),
            Table::Tree(table) => table.place(&self.source, record.index(), field),
            Table::Merged(table) => Some(table.place(record.index(), field)),
        };
        own(field).or_else(|| own(Field::Id)).unwrap_or_else(|| {
            let start = match &self.table {
                Table::Csv(table) => table.start(record.index()),
                Table::Tree(table) => table.start(record.index()),
                Table::Merged(_) => 0,
            };
            Span::new(start..start)
        })
    }

    /// What a cell says, quotes and escapes undone, blanks kept: ids are compared as they stand.
    pub fn bytes(&self, record: Record, field: Field) -> Cow<'_, [u8]> {
        if field == Field::Id && !self.has(Field::Id) && !matches!(self.table, Table::Merged(_)) {
            return Cow::Owned(self.row_id(record).into_bytes());
        }
        if self.source.is_on_disk()
            && let Some(kept) = self.kept(record, field)
        {
            return kept;
        }
        match &self.table {
            Table::Csv(table) => {
                let cell = table.cell(&self.source, record.index(), field);
                cell.map_or(Cow::Borrowed(b""), |cell| csv::value(self.source.slice(cell)))
            }
            Table::Tree(table) => table.value(&self.source, record.index(), field),
            Table::Merged(table) => table.value(record.index(), field),
        }
    }

    /// What a cell says, where that was kept when it was scanned.
    fn kept(&self, record: Record, field: Field) -> Option<Cow<'_, [u8]>> {
        let spelled = |key: Key| key.spelled().map(|spelled| Cow::Owned(spelled.as_str().as_bytes().to_vec()));
        match field {
            Field::Id => spelled(self.id_key(record)),
            Field::Manager => spelled(self.manager_key(record)),
            Field::Title if self.has(field) => self.keys.titles.of(record.index()).map(Cow::Borrowed),
            _ => None,
        }
    }

    /// What a cell says, without the blanks around it; empty where there is no such cell.
    pub fn text(&self, record: Record, field: Field) -> Cow<'_, str> {
        trimmed(self.bytes(record, field))
    }

    /// What the cell in a column says, without the blanks around it, whether a field is read from that column or not;
    /// empty where there is no such cell. Columns count from 0, as [`Columns::headings`] has them.
    pub fn text_in(&self, record: Record, column: usize) -> Cow<'_, str> {
        trimmed(self.bytes_in(record, column))
    }

    /// What the cell in a column says, as [`Roster::text_in`] does, blanks kept.
    pub fn bytes_in(&self, record: Record, column: usize) -> Cow<'_, [u8]> {
        match &self.table {
            Table::Csv(table) => {
                let cell = table.cell_in(&self.source, record.index(), column);
                csv::value(self.source.slice(cell))
            }
            Table::Tree(table) => table.value_in(&self.source, record.index(), column),
            Table::Merged(table) => table.value_in(record.index(), column),
        }
    }

    /// The incumbent's name: from its one column, or first and last name.
    pub fn name(&self, record: Record) -> Cow<'_, str> {
        let name = self.text(record, Field::Name);
        let (first, last) = (self.text(record, Field::FirstName), self.text(record, Field::LastName));
        let parts: Vec<&str> = [&*first, &*name, &*last].into_iter().filter(|part| !part.is_empty()).collect();
        match parts[..] {
            [_] if !name.is_empty() => name,
            // A full name with its parts beside it.
            _ if !first.is_empty() && name.contains(&*first) => name,
            _ => Cow::Owned(parts.join(" ")),
        }
    }

    /// Whether the input is delimited text, as it is, which [`Roster::rewritten`] can change.
    pub fn is_delimited_text(&self) -> bool {
        matches!(self.table, Table::Csv(_)) && !self.source.is_sheet()
    }

    /// Whether each column of the input has its heading in a header, as in delimited text and in sheets.
    pub fn is_table(&self) -> bool {
        matches!(self.table, Table::Csv(_))
    }

    /// The delimited text with these changes, all else byte for byte; `None` where the input is none.
    pub fn rewritten(&self, changes: &Rewriting) -> Option<Vec<u8>> {
        match &self.table {
            Table::Csv(table) if self.is_delimited_text() => Some(table.rewritten(&self.source, changes)),
            _ => None,
        }
    }

    /// What an id that says this is found by.
    pub(crate) fn key_of(&self, id: &[u8]) -> Key {
        self.keys.key_of(id)
    }

    /// What the id is found by.
    pub(crate) fn id_key(&self, record: Record) -> Key {
        self.keys.ids.key(record.index())
    }

    /// What the ids of all records are found by.
    pub(crate) fn id_keys(&self) -> &InParts<Key> {
        self.keys.ids.all()
    }

    /// What the manager references of all records are found by.
    pub(crate) fn manager_keys(&self) -> &InParts<Key> {
        self.keys.managers.all()
    }

    /// Whether some record has no id, or is left out.
    pub(crate) fn lacks_ids(&self) -> bool {
        self.keys.ids.has_blank()
    }

    /// Whether the order of the ids tells that none is there twice.
    pub(crate) fn ids_rise(&self) -> bool {
        self.keys.ids.is_rising()
    }

    /// The id of a record, where its key holds it whole, so that no cell has to be fetched.
    pub(crate) fn plain_id(&self, record: Record) -> Option<Spelled> {
        self.id_key(record).spelled()
    }

    /// What the manager reference is found by.
    pub(crate) fn manager_key(&self, record: Record) -> Key {
        self.keys.managers.key(record.index())
    }

    /// What tells apart ids whose keys are the same and do not hold them whole.
    pub(crate) fn id_check(&self, record: usize) -> u64 {
        self.keys.ids.check(record)
    }

    /// What tells apart manager references whose keys are the same and do not hold them whole, and from ids.
    pub(crate) fn manager_check(&self, record: usize) -> u64 {
        self.keys.managers.check(record)
    }

    /// Records whose name says that nobody holds the position, and what it says.
    pub(crate) fn nobodies(&self) -> impl Iterator<Item = (Record, Nobody)> + '_ {
        self.keys.nobodies.iter().map(|(record, nobody)| (Record(*record), *nobody))
    }

    /// For each record the code of its title: the same for the same title.
    pub(crate) fn title_codes(&self) -> &Narrow {
        self.keys.titles.codes()
    }

    /// The distinct titles, by code.
    pub(crate) fn distinct_titles(&self) -> impl ExactSizeIterator<Item = Cow<'_, str>> {
        distinct(&self.keys.titles)
    }

    /// For each record the code of its status.
    pub(crate) fn status_codes(&self) -> &Narrow {
        self.keys.statuses.codes()
    }

    /// The distinct statuses, by code.
    pub(crate) fn distinct_statuses(&self) -> impl ExactSizeIterator<Item = Cow<'_, str>> {
        distinct(&self.keys.statuses)
    }

    /// For each record the code of its department; empty where there is no such column.
    pub(crate) fn department_codes(&self) -> &Narrow {
        self.keys.departments.codes()
    }

    /// The distinct departments, by code.
    pub(crate) fn distinct_departments(&self) -> impl ExactSizeIterator<Item = Cow<'_, str>> {
        distinct(&self.keys.departments)
    }

    /// For each record whether it carries quota; empty where there is no such column.
    pub(crate) fn quota_flags(&self) -> &[Flag] {
        &self.keys.quotas.flags
    }

    /// Whether some record has a flag for quota that says yes or no.
    pub(crate) fn tells_quota(&self) -> bool {
        self.keys.quotas.has_value
    }

    /// For each record a hash of its e-mail address, the same for the same address in any case, 0 where it has none;
    /// empty where there is no such column, or where it is the ids'.
    pub(crate) fn email_hashes(&self) -> &InParts<AddressHash> {
        &self.keys.emails
    }

    /// Whether every date in a column of dates lies from one day to another, both as `2026-03-31`; also where it has none.
    pub(crate) fn dates_lie_within(&self, field: Field, from: &str, to: &str) -> bool {
        let dates = &self.keys.dates;
        let extent = if field == Field::StartDate { &dates.starts } else { &dates.ends };
        extent.lies_within(from, to)
    }

    /// Whether first and last days are blank or days, and none ends before it starts, so that no cell has to be read to
    /// know it. Where it is false they still may be.
    pub(crate) fn dates_are_sound(&self) -> bool {
        self.keys.dates.are_sound()
    }

    /// Whether the cells of a column of numbers are blank or numbers not below zero, so that no cell has to be read to
    /// know it. Where it is false they still may be.
    pub(crate) fn numbers_are_plain(&self, field: Field) -> bool {
        self.keys.are_plain(field)
    }
}

fn distinct(codes: &Codes) -> impl ExactSizeIterator<Item = Cow<'_, str>> {
    codes.distinct().map(String::from_utf8_lossy)
}

/// What a cell says as text, without the blanks around it.
fn trimmed(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default().trim()),
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) if text.trim().len() == text.len() => Cow::Owned(text),
            Ok(text) => Cow::Owned(text.trim().to_owned()),
            Err(_) => Cow::Borrowed(""),
        },
    }
}
