//! JSON: a flat array of positions, or positions nested in their manager's `reports`, alone or under a key.
//!
//! serde_json parses; the place of a value is where its borrowed raw text lies in the source.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use super::columns::{Columns, Field, Mapping};
use super::keys::Keys;
use crate::error::Error;
use crate::source::{Source, Span};

/// Keys under which a position may hold those who report to it; also how many they are, or their ids.
const REPORTS: [&str; 7] =
    ["reports", "directreports", "direct_reports", "children", "subordinates", "direct reports", "team"];

/// How many keys are looked at when columns are told from the keys of objects.
const MAX_KEYS: usize = 1_000;

/// A JSON text, read.
#[derive(Debug)]
pub(super) struct Table {
    columns: Columns,
    /// For each field its place in a row of `cells`.
    slots: [Option<u8>; Field::ALL.len()],
    /// For each column the fields that it holds: none, one, or two where an e-mail address serves as the id.
    fields: Vec<[Option<Field>; 2]>,
    stride: usize,
    /// Row by row the raw values of the mapped fields; `ABSENT` where an object lacks the key.
    cells: Vec<Span>,
    /// Where each object starts.
    starts: Vec<u32>,
    /// Whether the record's manager is the object around it, so that it has no cell of its own for it.
    nested: Vec<bool>,
}

const ABSENT: Span = Span { start: u32::MAX, end: u32::MAX };

impl Table {
    pub(super) fn read(source: &Source, mapping: &Mapping) -> Result<(Table, Keys), Error> {
        let text = source.text(Span::new(source.text_start()..source.bytes().len()));
        let parse = Parse { source, text };
        let (start, text) = parse.positions(mapping)?;
        let mut names = Names::default();
        match parse.run(start, text, |input| NamesOf(&mut names).deserialize(input))? {
            Holds::Positions => {}
            Holds::Values => return Err(parse.wrong_shape(start)),
            Holds::Nothing => {
                return Err(Error::in_file(source.name(), "there is no position in the file")
                    .help("give an array of objects, each with an id, a manager's id and a title"));
            }
        }
        let nesting = std::mem::take(&mut names.nesting);
        let columns = names.into_columns(source, mapping)?;
        let mut slots = [None; Field::ALL.len()];
        let mut fields = vec![[None; 2]; columns.headings().len()];
        let mut stride = 0;
        for field in Field::ALL {
            if let Some(column) = columns.column(field) {
                slots[field as usize] = Some(stride);
                let held = &mut fields[column];
                held[usize::from(held[0].is_some())] = Some(field);
                stride += 1;
            }
        }
        let mut table = Table {
            columns,
            slots,
            fields,
            stride: stride.into(),
            cells: Vec::new(),
            starts: Vec::new(),
            nested: Vec::new(),
        };
        let base = source.bytes().as_ptr() as usize;
        let mut fault = None;
        let reader = Positions { table: &mut table, nesting: &nesting, base, manager: None, fault: &mut fault };
        parse.run(start, text, |input| reader.deserialize(input)).map_err(|error| match fault {
            Some((span, message)) => Error::at(source, span, message)
                .help("each position is an object with an id, a manager's id and a title"),
            None => error,
        })?;
        let mut keys = Keys::new(&table.columns);
        for record in 0..table.len() {
            let cell = |field| table.cell(record, field).unwrap_or_default();
            keys.push(source.bytes(), Keys::FIELDS.map(cell), value);
            for (number, field) in Keys::NUMBERS.into_iter().enumerate() {
                keys.push_number(number, &value(&source.bytes()[cell(field).range()]));
            }
        }
        Ok((table, keys))
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The place of a value; `None` where the object lacks the key.
    pub(super) fn cell(&self, record: usize, field: Field) -> Option<Span> {
        let slot = usize::from(self.slots[field as usize]?);
        Some(self.cells[record * self.stride + slot]).filter(|span| *span != ABSENT)
    }

    /// The place of the value in a column, where a field is read from it.
    pub(super) fn cell_in(&self, record: usize, column: usize) -> Option<Span> {
        self.cell(record, self.fields[column][0]?)
    }

    /// Whether the manager is told by nesting.
    pub(super) fn is_nested(&self, record: usize) -> bool {
        self.nested[record]
    }

    /// Where the object starts.
    pub(super) fn start(&self, record: usize) -> usize {
        self.starts[record] as usize
    }
}

/// The source and the errors of its parser.
struct Parse<'a> {
    source: &'a Source,
    text: &'a str,
}

impl<'a> Parse<'a> {
    /// The part of the text that holds the positions: all of it, or the one array of objects in an object around it.
    fn positions(&self, mapping: &Mapping) -> Result<(usize, &'a str), Error> {
        let whole = (0, self.text);
        match self.text.trim_start().bytes().next() {
            None => {
                return Err(Error::in_file(self.source.name(), "the file is empty").help("give a chart in CSV or JSON"));
            }
            Some(b'[') => return Ok(whole),
            Some(b'{') => {}
            Some(_) => return Err(self.wrong_shape(0)),
        }
        let entries: Entries<'a> = self.run(0, self.text, |input| serde::Deserialize::deserialize(input))?;
        let keys: Vec<String> = entries.0.iter().map(|(key, _)| key.to_string()).collect();
        let lists: Vec<&(Cow<'a, str>, &'a RawValue)> =
            entries.0.iter().filter(|(_, value)| value.get().starts_with('[')).collect();
        let nests = entries.0.iter().any(|(key, value)| is_reports(key) && value.get().starts_with(['[', '{', 'n']));
        if nests && Columns::tell_of_a_position(&keys, mapping) || Columns::detect("", keys, mapping).is_ok() {
            return Ok(whole);
        }
        match lists[..] {
            [(_, list)] => Ok((list.get().as_ptr() as usize - self.text.as_ptr() as usize, list.get())),
            [] => Err(self.wrong_shape(0)),
            _ => {
                let names: Vec<String> = lists.iter().map(|(key, _)| format!("'{key}'")).collect();
                Err(Error::in_file(
                    self.source.name(),
                    format!("several lists could hold the positions: {}", names.join(", ")),
                )
                .help("leave one list of positions in the file"))
            }
        }
    }

    fn wrong_shape(&self, at: usize) -> Error {
        let at = self.source.text_start() + at;
        Error::at(self.source, Span::new(at..at), "this JSON is no list of positions").help(
            "give an array of objects, each with an id, a manager's id and a title, or objects nested in 'reports'",
        )
    }

    /// Runs a parser over `text`, which starts at `start` of the whole, and places its error in the source.
    fn run<T>(
        &self,
        start: usize,
        text: &'a str,
        parser: impl FnOnce(&mut serde_json::Deserializer<serde_json::de::StrRead<'a>>) -> serde_json::Result<T>,
    ) -> Result<T, Error> {
        let mut input = serde_json::Deserializer::from_str(text);
        let result = parser(&mut input).and_then(|value| input.end().map(|()| value));
        result.map_err(|error| {
            let at = self.source.text_start() + start + offset_of(text, error.line(), error.column());
            let message = error.to_string();
            let message = message.rfind(" at line ").map_or(&*message, |end| &message[..end]);
            if error.is_data() && message.contains("invalid type") {
                return self.wrong_shape(at - self.source.text_start());
            }
            let (message, help) = match message {
                "recursion limit exceeded" => (
                    "the JSON is nested too deep".to_owned(),
                    "write deep charts as a flat array, each position with its manager's id",
                ),
                "trailing characters" => {
                    ("more follows behind the end of the JSON".to_owned(), "leave one array or object in the file")
                }
                _ if error.is_eof() => {
                    ("the JSON ends before it is complete".to_owned(), "the file is cut off: export it again")
                }
                message => (format!("this is not valid JSON: {message}"), "mend the JSON here"),
            };
            Error::at(self.source, Span::new(at..at), message).help(help)
        })
    }
}

/// The byte offset of a line and a column as serde_json counts them: both from 1, columns in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        line => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 2).map_or(text.len(), |at| at + 1),
    };
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The key of an object's entry, borrowed unless it is written with escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// The entries of one object, values raw.
struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }
        input.deserialize_map(Read)
    }
}

/// The distinct keys of all positions, in order of appearance, and what those that can nest hold.
#[derive(Default)]
struct Names {
    found: Vec<String>,
    /// Where the next key is expected: objects of one list have their keys in one order.
    expected: usize,
    /// The keys under which positions were found.
    nesting: Vec<String>,
    /// Whether a key that can nest holds positions, no position, or something else.
    holds: [bool; 3],
}

/// What a value holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// One position or several.
    Positions,
    /// `null`, or an empty list.
    Nothing,
    /// Texts and numbers: how many report, or their ids.
    Values,
}

/// The position of a key among `known`: the expected one, or else wherever it is. The one after it is expected next.
fn position_of(known: &[String], key: &str, expected: &mut usize) -> Option<usize> {
    let is_expected = known.get(*expected).is_some_and(|known| known == key);
    let found = if is_expected { *expected } else { known.iter().position(|known| known == key)? };
    *expected = found + 1;
    Some(found)
}

impl Names {
    fn note(&mut self, key: &str) {
        if self.found.len() < MAX_KEYS && position_of(&self.found, key, &mut self.expected).is_none() {
            self.found.push(key.to_owned());
        }
    }

    fn note_nesting(&mut self, key: &str, holds: Holds) {
        self.holds[holds as usize] = true;
        match holds {
            Holds::Positions if !self.nesting.iter().any(|found| found == key) => self.nesting.push(key.to_owned()),
            Holds::Values => self.note(key),
            _ => {}
        }
    }

    /// Nested positions need no manager's id: whoever they are nested in is the manager.
    fn into_columns(self, source: &Source, mapping: &Mapping) -> Result<Columns, Error> {
        let [positions, nothing, values] = self.holds;
        let with_manager =
            (positions || nothing && !values).then(|| [&self.found[..], &["manager".to_owned()]].concat());
        let detect = |keys| Columns::detect(source.name(), keys, mapping);
        detect(self.found).or_else(|error| with_manager.map_or(Err(error.clone()), detect).map_err(|_| error))
    }
}

struct NamesOf<'n>(&'n mut Names);

impl<'de> DeserializeSeed<'de> for NamesOf<'_> {
    type Value = Holds;
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Holds, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NamesOf<'_> {
    type Value = Holds;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of objects")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Holds, A::Error> {
        let mut holds = Holds::Nothing;
        while let Some(element) = list.next_element_seed(NamesOf(self.0))? {
            holds = match (holds, element) {
                (_, Holds::Nothing) => holds,
                (Holds::Nothing, _) => element,
                // Whoever is only an id among objects would be passed over.
                _ if holds != element => return Err(A::Error::invalid_type(Unexpected::Other("a mixed list"), &self)),
                _ => holds,
            };
        }
        Ok(holds)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Holds, A::Error> {
        self.0.expected = 0;
        while let Some(Key(key)) = map.next_key()? {
            if is_reports(&key) {
                let holds = map.next_value_seed(NamesOf(self.0))?;
                self.0.note_nesting(&key, holds);
            } else {
                self.0.note(&key);
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Holds::Positions)
    }
    fn visit_unit<E>(self) -> Result<Holds, E> {
        Ok(Holds::Nothing)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Holds, E> {
        Ok(Holds::Values)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Holds, E> {
        Ok(Holds::Values)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Holds, E> {
        Ok(Holds::Values)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Holds, E> {
        Ok(Holds::Values)
    }
    fn visit_str<E>(self, _: &str) -> Result<Holds, E> {
        Ok(Holds::Values)
    }
}

fn is_reports(key: &str) -> bool {
    REPORTS.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// Reads a list of positions, or one, into the table.
struct Positions<'t, 'f> {
    table: &'t mut Table,
    /// The keys that hold positions.
    nesting: &'t [String],
    /// The address of the source's first byte.
    base: usize,
    /// The id of the position around these, and its place.
    manager: Option<Span>,
    /// What is wrong with the shape, and where: serde_json knows only how far it read.
    fault: &'f mut Option<(Span, String)>,
}

impl Positions<'_, '_> {
    fn id_in_row(&self, row: usize) -> Option<Span> {
        let slot = usize::from(self.table.slots[Field::Id as usize]?);
        Some(self.table.cells[row + slot]).filter(|id| *id != ABSENT)
    }

    fn span(&self, raw: &RawValue) -> Span {
        let start = raw.get().as_ptr() as usize - self.base;
        Span::new(start..start + raw.get().len())
    }
}

impl<'de> DeserializeSeed<'de> for Positions<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Positions<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of objects")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Positions { table, nesting, base, manager, fault } = self;
        while list.next_element_seed(Positions { table, nesting, base, manager, fault })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let record = self.table.starts.len();
        let row = self.table.cells.len();
        self.table.starts.push(u32::MAX);
        self.table.nested.push(false);
        self.table.cells.resize(row + self.table.stride, ABSENT);
        let mut children: Vec<&'de RawValue> = Vec::new();
        let mut expected = 0;
        while let Some(Key(key)) = map.next_key()? {
            if self.nesting.iter().any(|nesting| *nesting == key) {
                match self.id_in_row(row) {
                    // Kept for later: the id of this position, the manager of those within, is still to come.
                    None => children.push(map.next_value()?),
                    id => {
                        let (table, base, fault) = (&mut *self.table, self.base, &mut *self.fault);
                        map.next_value_seed(Positions { table, nesting: self.nesting, base, manager: id, fault })?;
                    }
                }
                continue;
            }
            let column = position_of(self.table.columns.headings(), &key, &mut expected);
            let raw: &'de RawValue = map.next_value()?;
            let span = self.span(raw);
            let start = &mut self.table.starts[record];
            *start = (*start).min(span.start);
            for field in column.into_iter().flat_map(|column| self.table.fields[column]).flatten() {
                let needs_scalar = matches!(field, Field::Id | Field::Title) && raw.get().starts_with(['{', '['])
                    || field == Field::Manager && raw.get().starts_with('{');
                if needs_scalar {
                    let message =
                        format!("the field '{}' holds an object or a list, not a text or a number", field.name());
                    *self.fault = Some((span, message));
                    return Err(A::Error::custom("not a scalar"));
                }
                if let Some(slot) = self.table.slots[field as usize] {
                    self.table.cells[row + usize::from(slot)] = span;
                }
            }
        }
        if let (Some(manager), Some(slot)) = (self.manager, self.table.slots[Field::Manager as usize]) {
            let cell = &mut self.table.cells[row + usize::from(slot)];
            if *cell == ABSENT {
                *cell = manager;
                self.table.nested[record] = true;
            }
        }
        let id = self.id_in_row(row);
        if self.table.starts[record] == u32::MAX {
            self.table.starts[record] = children.first().map_or(0, |raw| self.span(raw).start);
        }
        let Positions { table, nesting, base, fault, .. } = self;
        for raw in children {
            let mut input = serde_json::Deserializer::from_str(raw.get());
            let reader = Positions { table: &mut *table, nesting, base, manager: id, fault: &mut *fault };
            reader.deserialize(&mut input).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

/// What a raw value says: a string without its quotes and escapes, nothing for `null` and an empty list, anything else as
/// it stands.
pub(super) fn value(raw: &[u8]) -> Cow<'_, [u8]> {
    match raw {
        b"null" => Cow::Borrowed(b""),
        [b'[', inner @ .., b']'] if inner.trim_ascii().is_empty() => Cow::Borrowed(b""),
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => Cow::Borrowed(inner),
        [b'"', ..] => Cow::Owned(serde_json::from_slice::<String>(raw).unwrap_or_default().into_bytes()),
        raw => Cow::Borrowed(raw),
    }
}
