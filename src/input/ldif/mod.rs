//! LDIF (RFC 2849), as directories export their entries: a list of maps by attribute.
//!
//! A scanner of its own: a cell has to be known by its place, also where its line is folded.

mod lines;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hashbrown::HashTable;
use std::hash::BuildHasher;

use super::tree::{Builder, Excess, Kind, Tree};
use crate::error::Error;
use crate::source::{Source, Span};
use lines::{Line, Lines};

/// Classes of entries that hold others or are of machines. Who has no other class is nobody.
const CONTAINERS: [&str; 22] = [
    "top",
    "organization",
    "organizationalunit",
    "organizationalrole",
    "simplesecurityobject",
    "domain",
    "domaindns",
    "builtindomain",
    "dcobject",
    "country",
    "locality",
    "container",
    "group",
    "groupofnames",
    "groupofuniquenames",
    "groupofmembers",
    "groupofurls",
    "posixgroup",
    "referral",
    "foreignsecurityprincipal",
    "device",
    "computer",
];

/// Machines have the classes of people, too.
const MACHINE: &str = "computer";

/// Of these attributes an entry may have several values, all names of the same; the first one serves.
const NAMES: [&str; 11] =
    ["cn", "sn", "givenname", "displayname", "uid", "title", "mail", "ou", "l", "employeetype", "departmentnumber"];

/// What a server says at the end of a search, and where to search on: entries without a name that are none.
const REMARKS: [&str; 3] = ["search", "result", "ref"];

/// Reads all entries of people as one list.
pub(super) fn read(source: &Source, most_values: usize) -> Result<Tree, Error> {
    let start = source.text_start();
    let builder = Builder::new(source, most_values);
    let mut reader = Reader { source, builder, attributes: Attributes::default(), entry: Entry::default() };
    reader.builder.open(Kind::List, start).map_err(|excess| excess.at(source, start))?;
    let mut is_first = true;
    for line in Lines::new(source) {
        let is_blank = line.text().trim().is_empty();
        let is_version = is_first && line.text().get(..8).is_some_and(|start| start.eq_ignore_ascii_case("version:"));
        is_first &= is_blank;
        if is_blank {
            reader.end_entry()?;
        } else if !is_version {
            reader.take(&line)?;
        }
    }
    reader.end_entry()?;
    reader.builder.close(source.bytes().len());
    Ok(reader.builder.finish())
}

struct Reader<'s> {
    source: &'s Source,
    builder: Builder<'s>,
    attributes: Attributes,
    entry: Entry,
}

/// The attributes of the file, whose names are the same in either case.
#[derive(Default)]
struct Attributes {
    /// The name of each in small letters, and where it was first spelled.
    names: Vec<(Box<str>, Span)>,
    known: HashTable<u32>,
    hash: foldhash::fast::RandomState,
    /// For each which entry has had it last, and in which slot.
    last: Vec<(usize, usize)>,
}

/// The entry that is being read.
#[derive(Default)]
struct Entry {
    number: usize,
    place: Option<Span>,
    has_name: bool,
    /// By attribute, in the order in which they come.
    slots: Vec<(u32, Vec<Span>)>,
    /// How many slots are in use: they are kept for the next entry.
    used: usize,
}

/// How a value is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Text,
    Base64,
    /// By the place where it lies, which nobody looks up.
    Elsewhere,
}

impl Reader<'_> {
    fn take(&mut self, line: &Line<'_>) -> Result<(), Error> {
        let text = line.text();
        let Some(colon) = text.find(':') else {
            return Err(Error::at(self.source, line.place, "this line gives no attribute")
                .help("write 'attribute: value', or begin a line that continues the one before with a blank"));
        };
        let (given, marks) = match text.as_bytes().get(colon + 1) {
            Some(b':') => (Given::Base64, 2),
            Some(b'<') => (Given::Elsewhere, 2),
            _ => (Given::Text, 1),
        };
        let rest = &text[colon + marks..];
        let value = text.len() - rest.trim_start_matches([' ', '\t']).len()..text[..].trim_ascii_end().len();
        let value = value.start.min(value.end)..value.end;
        let name = text[..colon].trim();
        let excess = |excess: Excess| excess.at(self.source, line.place.range().start);

        if name.eq_ignore_ascii_case("dn") && self.entry.has_name {
            self.end_entry()?;
        }
        let place = self.entry.place.get_or_insert(line.place);
        place.end = line.place.end;
        if name.eq_ignore_ascii_case("changetype") {
            return match text[value].eq_ignore_ascii_case("add") {
                true => Ok(()),
                false => Err(Error::at(self.source, line.place, "this LDIF holds changes, not entries")
                    .help("export the entries themselves, as slapcat, ldapsearch and ldifde do")),
            };
        }
        let attribute = self.attribute(line, name).map_err(excess)?;
        let is_name = name.eq_ignore_ascii_case("dn");
        self.entry.has_name |= is_name;
        let (place, is_written) = line.part(value.clone());
        let span = match given {
            Given::Elsewhere => return Ok(()),
            Given::Text if is_written => place,
            Given::Text => self.builder.annexed(&text[value], place).map_err(excess)?,
            Given::Base64 => {
                let bytes = STANDARD.decode(&text[value]).map_err(|_| {
                    Error::at(self.source, place, format!("this value of '{name}' is no base64"))
                        .help("export the entry again, or write the value plainly behind one colon")
                })?;
                match String::from_utf8(bytes) {
                    Ok(text) => self.builder.annexed(&text, place).map_err(excess)?,
                    // A picture, a key. But an entry without its name would be none.
                    Err(_) if !is_name => return Ok(()),
                    Err(error) => {
                        let text = String::from_utf8_lossy(error.as_bytes());
                        self.builder.annexed(&text, place).map_err(excess)?
                    }
                }
            }
        };
        self.put(attribute, span);
        Ok(())
    }

    /// The number of an attribute.
    fn attribute(&mut self, line: &Line<'_>, name: &str) -> Result<u32, Excess> {
        let Attributes { names, known, hash, last } = &mut self.attributes;
        let small = name.to_ascii_lowercase();
        let hash = |name: &str| hash.hash_one(name);
        if let Some(known) = known.find(hash(&small), |known| *names[*known as usize].0 == *small) {
            return Ok(*known);
        }
        let start = line.text().len() - line.text().trim_start().len();
        let span = match line.part(start..start + name.len()) {
            (span, true) => span,
            (place, false) => self.builder.annexed(name, place)?,
        };
        let new = names.len() as u32;
        names.push((small.into(), span));
        last.push((usize::MAX, 0));
        let small = &*names[new as usize].0;
        known.insert_unique(hash(small), new, |known| hash(&names[*known as usize].0));
        Ok(new)
    }

    fn put(&mut self, attribute: u32, value: Span) {
        let Entry { number, slots, used, .. } = &mut self.entry;
        let last = &mut self.attributes.last[attribute as usize];
        if last.0 != *number {
            *last = (*number, *used);
            match slots.get_mut(*used) {
                Some(slot) => {
                    slot.0 = attribute;
                    slot.1.clear();
                }
                None => slots.push((attribute, Vec::new())),
            }
            *used += 1;
        }
        slots[last.1].1.push(value);
    }

    /// Adds the entry to the list, if it is one of a person.
    fn end_entry(&mut self) -> Result<(), Error> {
        let Some(place) = self.entry.place.take() else { return Ok(()) };
        let result = self.add_entry(place);
        self.entry.number += 1;
        self.entry.used = 0;
        self.entry.has_name = false;
        result
    }

    fn add_entry(&mut self, place: Span) -> Result<(), Error> {
        let slots = &self.entry.slots[..self.entry.used];
        let name = |attribute: u32| &*self.attributes.names[attribute as usize].0;
        if !self.entry.has_name {
            let is_remark = slots.first().is_some_and(|(attribute, _)| REMARKS.contains(&name(*attribute)));
            return if is_remark {
                Ok(())
            } else {
                Err(Error::at(self.source, place, "this entry has no 'dn'")
                    .help("begin each entry with 'dn: ', and leave blank lines between entries only"))
            };
        }
        if is_nobody(slots.iter().map(|(attribute, values)| (name(*attribute), &**values)), |span| {
            self.builder.so_far().text(self.source, span)
        }) {
            return Ok(());
        }
        let at = place.range().start;
        let excess = |excess: Excess| excess.at(self.source, at);
        self.builder.open(Kind::Map, at).map_err(excess)?;
        for (attribute, values) in slots {
            let (name, key) = &self.attributes.names[*attribute as usize];
            self.builder.key(*key);
            match &values[..] {
                [value] => self.builder.scalar(*value).map_err(excess)?,
                [value, ..] if NAMES.contains(&&**name) => self.builder.scalar(*value).map_err(excess)?,
                values => {
                    let place = |value: &Span| self.builder.so_far().place(self.source, *value).range();
                    let start = values.first().map_or(at, |first| place(first).start);
                    let end = values.last().map_or(at, |last| place(last).end);
                    self.builder.open(Kind::List, start).map_err(excess)?;
                    for value in values {
                        self.builder.scalar(*value).map_err(excess)?;
                    }
                    self.builder.close(end);
                }
            }
        }
        self.builder.close(place.range().end);
        Ok(())
    }
}

/// Whether an entry is surely none of a person: its classes are those of containers and machines, and it has neither a
/// manager nor a title.
fn is_nobody<'a, 's>(attributes: impl Iterator<Item = (&'a str, &'a [Span])>, text: impl Fn(Span) -> &'s str) -> bool {
    let mut is_container = false;
    for (name, values) in attributes {
        match name {
            "manager" | "title" => return false,
            "objectclass" => {
                let mut classes = values.iter().map(|value| text(*value));
                let is = |known: &[&str], class: &str| known.iter().any(|known| known.eq_ignore_ascii_case(class));
                is_container =
                    classes.clone().any(|class| is(&[MACHINE], class)) || classes.all(|class| is(&CONTAINERS, class));
            }
            _ => {}
        }
    }
    is_container
}
