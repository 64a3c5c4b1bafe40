//! JSON: a flat array of positions, or positions nested in their manager's `reports`, alone or under a key.
//!
//! serde_json parses; the place of a value is where its borrowed raw text lies in the source.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::columns::{Columns, Field, Mapping};
use super::keys::Keys;
use crate::error::Error;
use crate::source::{Source, Span};

/// Keys under which a position holds those who report to it.
const REPORTS: [&str; 7] =
    ["reports", "directreports", "direct_reports", "children", "subordinates", "direct reports", "team"];

/// How many keys are looked at when columns are told from the keys of objects.
const MAX_KEYS: usize = 10_000;

/// A JSON text, read.
#[derive(Debug)]
pub(super) struct Table {
    columns: Columns,
    /// For each field its place in a row of `cells`.
    slots: [Option<u8>; Field::ALL.len()],
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
        let (start, text) = parse.positions()?;
        let mut names = Names::default();
        parse.run(start, text, |input| NamesOf(&mut names).deserialize(input))?;
        let columns = names.into_columns(source, mapping)?;
        let mut slots = [None; Field::ALL.len()];
        let mut stride = 0;
        for field in Field::ALL {
            if columns.column(field).is_some() {
                slots[field as usize] = Some(stride);
                stride += 1;
            }
        }
        let mut table =
            Table { columns, slots, stride: stride.into(), cells: Vec::new(), starts: Vec::new(), nested: Vec::new() };
        let base = source.bytes().as_ptr() as usize;
        let mut fault = None;
        let reader = Positions { table: &mut table, base, manager: None, fault: &mut fault };
        parse.run(start, text, |input| reader.deserialize(input)).map_err(|error| match fault {
            Some((span, message)) => Error::at(source, span, message)
                .help("each position is an object with an id, a manager's id and a title"),
            None => error,
        })?;
        let mut keys = Keys::new(value);
        for record in 0..table.len() {
            let cell = |field| table.cell(record, field).unwrap_or_default();
            keys.push(source.bytes(), Keys::FIELDS.map(cell));
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
    fn positions(&self) -> Result<(usize, &'a str), Error> {
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
        let is_reports = |key: &str| REPORTS.contains(&key.to_lowercase().as_str());
        let keys: Vec<String> = entries.0.iter().map(|(key, _)| key.to_string()).collect();
        let lists: Vec<&(Cow<'a, str>, &'a RawValue)> =
            entries.0.iter().filter(|(_, value)| value.get().starts_with('[')).collect();
        let looks_like_a_position =
            keys.iter().any(|key| is_reports(key)) || Columns::detect("", keys, &Mapping::default()).is_ok();
        if looks_like_a_position {
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
            let mut message = error.to_string();
            if let Some(end) = message.rfind(" at line ") {
                message.truncate(end);
            }
            if error.is_data() && message.contains("invalid type") {
                return self.wrong_shape(at - self.source.text_start());
            }
            let help = match message.as_str() {
                "recursion limit exceeded" => "write deep charts as a flat array, each position with its manager's id",
                _ if error.is_eof() => "the file is cut off: export it again",
                _ => "mend the JSON here",
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
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }
        input.deserialize_map(Read)
    }
}

/// The distinct keys of all positions, in order of appearance.
#[derive(Default)]
struct Names {
    found: Vec<String>,
    nested: bool,
}

impl Names {
    fn note(&mut self, key: &str) {
        if self.found.len() < MAX_KEYS && !self.found.iter().any(|found| found == key) {
            self.found.push(key.to_owned());
        }
    }

    /// Nested positions need no manager's id: whoever they are nested in is the manager.
    fn into_columns(self, source: &Source, mapping: &Mapping) -> Result<Columns, Error> {
        let with_manager = self.nested.then(|| [&self.found[..], &["manager".to_owned()]].concat());
        let detect = |keys| Columns::detect(source.name(), keys, mapping);
        detect(self.found).or_else(|error| with_manager.map_or(Err(error.clone()), detect).map_err(|_| error))
    }
}

struct NamesOf<'n>(&'n mut Names);

impl<'de> DeserializeSeed<'de> for NamesOf<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NamesOf<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of objects")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(NamesOf(self.0))?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if is_reports(&key) {
                self.0.nested = true;
                map.next_value_seed(NamesOf(self.0))?;
            } else {
                self.0.note(&key);
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

fn is_reports(key: &str) -> bool {
    REPORTS.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// Reads a list of positions, or one, into the table.
struct Positions<'t, 'f> {
    table: &'t mut Table,
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
        let Positions { table, base, manager, fault } = self;
        while list.next_element_seed(Positions { table, base, manager, fault })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let record = self.table.starts.len();
        let row = self.table.cells.len();
        self.table.starts.push(u32::MAX);
        self.table.nested.push(false);
        self.table.cells.resize(row + self.table.stride, ABSENT);
        let mut children: Option<&'de RawValue> = None;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if is_reports(&key) && children.is_none() {
                match self.id_in_row(row) {
                    // Kept for later: the id of this position, the manager of those within, is still to come.
                    None => children = Some(map.next_value()?),
                    id => {
                        let (table, base, fault) = (&mut *self.table, self.base, &mut *self.fault);
                        map.next_value_seed(Positions { table, base, manager: id, fault })?;
                    }
                }
                continue;
            }
            let column = self.table.columns.headings().iter().position(|heading| *heading == key);
            let raw: &'de RawValue = map.next_value()?;
            let span = self.span(raw);
            let start = &mut self.table.starts[record];
            *start = (*start).min(span.start);
            for field in Field::ALL {
                if column.is_none() || self.table.columns.column(field) != column {
                    continue;
                }
                let needs_scalar = matches!(field, Field::Id | Field::Title) && raw.get().starts_with(['{', '['])
                    || field == Field::Manager && raw.get().starts_with('{');
                if needs_scalar {
                    let message =
                        format!("the field '{}' holds an object or a list, not a text or a number", field.name());
                    *self.fault = Some((span, message));
                    return Err(serde::de::Error::custom("not a scalar"));
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
            self.table.starts[record] = children.map_or(0, |raw| self.span(raw).start);
        }
        if let Some(raw) = children {
            let Positions { table, base, fault, .. } = self;
            let mut input = serde_json::Deserializer::from_str(raw.get());
            Positions { table, base, manager: id, fault }.deserialize(&mut input).map_err(serde::de::Error::custom)?;
        }
        Ok(())
    }
}

/// What a raw value says: a string without its quotes and escapes, nothing for `null`, anything else as it stands.
pub(super) fn value(raw: &[u8]) -> Cow<'_, [u8]> {
    match raw {
        b"null" => Cow::Borrowed(b""),
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => Cow::Borrowed(inner),
        [b'"', ..] => Cow::Owned(serde_json::from_slice::<String>(raw).unwrap_or_default().into_bytes()),
        raw => Cow::Borrowed(raw),
    }
}
