//! The columns of a Parquet file: the leaves of a tree that is written element by element, each before its children.

use super::Fault;
use super::kind::{Kind, Stored};
use super::thrift::Reader;

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Column {
    /// Its name; of one in a group the names on the way, with dots between them, and of a list that of the list.
    pub(super) name: String,
    pub(super) stored: Stored,
    /// What its values mean; `None` where a cell cannot hold them.
    pub(super) kind: Option<Kind>,
    /// The level of a value that is there: how many of the elements on the way may be missing.
    pub(super) there: u32,
    /// For a list the level from which on it has an entry.
    pub(super) list: Option<u32>,
}

/// An element of the tree as it is written.
#[derive(Debug, Default)]
pub(super) struct Element<'a> {
    name: &'a str,
    stored: Option<i64>,
    length: i64,
    repetition: i64,
    children: i64,
    /// What it means, in the old way and in the new.
    converted: Option<i64>,
    logical: Option<Logical>,
    scale: i64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Logical {
    /// Which meaning.
    id: i16,
    /// The scale of a decimal, the bits of a whole number, the unit of a time.
    number: i64,
    is_signed: bool,
}

const OPTIONAL: i64 = 1;
const REPEATED: i64 = 2;

impl<'a> Element<'a> {
    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Element<'a>, Fault> {
        let (mut element, mut last) = (Element::default(), 0);
        while let Some(field) = reader.field(&mut last)? {
            match field.id {
                1 => element.stored = Some(reader.whole(field)?),
                2 => element.length = reader.whole(field)?,
                3 => element.repetition = reader.whole(field)?,
                4 => element.name = reader.text(field)?,
                5 => element.children = reader.whole(field)?,
                6 => element.converted = Some(reader.whole(field)?),
                7 => element.scale = reader.whole(field)?,
                10 => {
                    reader.structure(field)?;
                    element.logical = logical(reader)?;
                }
                _ => reader.skip(field)?,
            }
        }
        Ok(element)
    }

    fn is_list(&self) -> bool {
        self.converted == Some(3) || self.logical.is_some_and(|logical| logical.id == 3)
    }

    fn is_map(&self) -> bool {
        matches!(self.converted, Some(1 | 2)) || self.logical.is_some_and(|logical| logical.id == 2)
    }

    fn stored(&self) -> Option<Stored> {
        Some(match self.stored? {
            0 => Stored::Flag,
            1 => Stored::Whole32,
            2 => Stored::Whole64,
            3 => Stored::Whole96,
            4 => Stored::Float,
            5 => Stored::Double,
            6 => Stored::Bytes,
            7 => Stored::Fixed(usize::try_from(self.length).ok().filter(|length| *length > 0)?),
            _ => return None,
        })
    }

    /// What its values mean, as they are stored.
    fn kind(&self, stored: Stored) -> Option<Kind> {
        const SECOND: [i64; 3] = [1_000, 1_000_000, 1_000_000_000];
        let Logical { id, number, is_signed } = self.logical.unwrap_or_default();
        let unit = || SECOND.get(usize::try_from(number - 1).ok()?).copied();
        let unsigned = |bits| if matches!(bits, 8 | 16 | 32 | 64) { Some(Kind::Unsigned(bits as u32)) } else { None };
        let said = match (id, self.converted) {
            (1 | 4 | 12, _) | (0, Some(0 | 4 | 19)) => Some(Kind::Text),
            (5, _) => Some(Kind::Decimal(u32::try_from(number).ok().filter(|scale| *scale <= 38)?)),
            (0, Some(5)) => Some(Kind::Decimal(u32::try_from(self.scale).ok().filter(|scale| *scale <= 38)?)),
            (6, _) | (0, Some(6)) => Some(Kind::Day),
            (7, _) => Some(Kind::Time(unit()?)),
            (8, _) => Some(Kind::Moment(unit()?)),
            (0, Some(7)) => Some(Kind::Time(SECOND[0])),
            (0, Some(8)) => Some(Kind::Time(SECOND[1])),
            (0, Some(9)) => Some(Kind::Moment(SECOND[0])),
            (0, Some(10)) => Some(Kind::Moment(SECOND[1])),
            (10, _) if !is_signed => Some(unsigned(number)?),
            (0, Some(code @ 11..=14)) => Some(unsigned(8 << (code - 11))?),
            (10, _) | (0, Some(15..=18)) => Some(Kind::Whole),
            (14, _) => Some(Kind::Uuid),
            (0, None) => None,
            // Nothing but nulls, or what is no text: half floats, shapes, intervals, BSON.
            _ => return None,
        };
        let plain = match stored {
            Stored::Flag => Kind::Flag,
            Stored::Whole32 | Stored::Whole64 => Kind::Whole,
            Stored::Whole96 => Kind::Moment(SECOND[2]),
            Stored::Float | Stored::Double => Kind::Number,
            Stored::Bytes => Kind::Bytes,
            Stored::Fixed(_) => return said.filter(|said| fits(*said, stored)),
        };
        let said = said.unwrap_or(plain);
        (said == plain || fits(said, stored)).then_some(said)
    }
}

/// Whether a meaning can be that of values that are stored so.
fn fits(kind: Kind, stored: Stored) -> bool {
    match kind {
        Kind::Text => matches!(stored, Stored::Bytes | Stored::Fixed(_)),
        Kind::Decimal(_) => match stored {
            Stored::Fixed(length) => length <= 16,
            stored => matches!(stored, Stored::Whole32 | Stored::Whole64 | Stored::Bytes),
        },
        Kind::Uuid => stored == Stored::Fixed(16),
        Kind::Day => stored == Stored::Whole32,
        Kind::Whole | Kind::Unsigned(_) | Kind::Time(_) | Kind::Moment(_) => {
            matches!(stored, Stored::Whole32 | Stored::Whole64)
        }
        Kind::Bytes | Kind::Flag | Kind::Number => false,
    }
}

fn logical(reader: &mut Reader<'_>) -> Result<Option<Logical>, Fault> {
    let (mut logical, mut last) = (None, 0);
    while let Some(field) = reader.field(&mut last)? {
        reader.structure(field)?;
        let mut about = Logical { id: field.id, ..Logical::default() };
        let mut last = 0;
        while let Some(inner) = reader.field(&mut last)? {
            match (field.id, inner.id) {
                (5 | 10, 1) => about.number = reader.whole(inner)?,
                (10, 2) => about.is_signed = reader.flag(inner)?,
                (7 | 8, 2) => {
                    reader.structure(inner)?;
                    let mut last = 0;
                    while let Some(unit) = reader.field(&mut last)? {
                        about.number = unit.id.into();
                        reader.skip(unit)?;
                    }
                }
                _ => reader.skip(inner)?,
            }
        }
        logical = Some(about);
    }
    Ok(logical)
}

/// A group on the way to a leaf.
#[derive(Clone, Debug)]
struct Group {
    name: String,
    /// Children that are still to come.
    children: i64,
    there: u32,
    /// How many of the elements on the way may come several times, and the level from which on the last of them does.
    repeated: u32,
    entry: u32,
    is_map: bool,
    /// The list that it belongs to, by the column that comes first in it.
    list: Option<usize>,
}

/// More groups than that in one another have no use, and names grow with each.
const DEEPEST: usize = 32;
const MOST_COLUMNS: usize = u16::MAX as usize;
pub(super) const MOST_ELEMENTS: usize = 4 * MOST_COLUMNS;
const LONGEST_NAMES: usize = 1 << 24;

/// The columns of a tree, in the order in which their values lie.
pub(super) fn columns(elements: &[Element<'_>]) -> Result<Vec<Column>, Fault> {
    let (root, elements) = elements.split_first().ok_or(Fault::Damaged("it has no schema"))?;
    let root = Group {
        name: String::new(),
        children: root.children,
        there: 0,
        repeated: 0,
        entry: 0,
        is_map: false,
        list: None,
    };
    let (mut columns, mut way, mut length) = (Vec::<Column>::new(), vec![root], 0);
    let mut lists: Vec<Option<usize>> = Vec::new();
    for element in elements {
        while way.last().is_some_and(|group| group.children <= 0) {
            way.pop();
        }
        let depth = way.len();
        let within = way.last_mut().ok_or(Fault::Damaged("its schema has elements that belong nowhere"))?;
        within.children -= 1;
        let mut own = Group { children: element.children, ..within.clone() };
        match element.repetition {
            OPTIONAL => own.there += 1,
            REPEATED => {
                own.there += 1;
                own.repeated += 1;
                own.entry = own.there;
            }
            _ => {}
        }
        own.is_map |= element.is_map();
        if own.list.is_none() {
            own.name = if depth == 1 { element.name.to_owned() } else { format!("{}.{}", within.name, element.name) };
            own.list = element.is_list().then_some(columns.len());
        }
        length += own.name.len();
        if length > LONGEST_NAMES || depth > DEEPEST || columns.len() >= MOST_COLUMNS {
            return Err(Fault::TooMuch(
                "its schema has more, deeper or longer columns than a chart can use".to_owned(),
            ));
        }
        match element.stored {
            None => way.push(own),
            Some(_) => {
                let stored = element.stored().unwrap_or(Stored::Fixed(1));
                let is_cell = own.repeated <= 1 && !own.is_map;
                columns.push(Column {
                    name: own.name,
                    stored,
                    kind: element.stored().filter(|_| is_cell).and_then(|stored| element.kind(stored)),
                    there: own.there,
                    list: (own.repeated > 0).then_some(own.entry),
                });
                lists.push(own.list);
            }
        }
    }
    // The entries of such a list have several values each.
    for at in 1..columns.len() {
        if lists[at].is_some() && lists[at] == lists[at - 1] {
            columns[at].kind = None;
            columns[at - 1].kind = None;
        }
    }
    Ok(columns)
}
