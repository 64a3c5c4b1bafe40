//! The keys of a step as they are written, each with its place.

use std::fmt;

use serde::de::{self, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::Datetime;

/// A plan as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default)]
    pub(super) step: Vec<Spanned<Keys>>,
}

/// The keys of a step, in no particular order.
pub(super) struct Keys(pub(super) Vec<(Spanned<String>, Value)>);

/// What a key says.
pub(super) enum Value {
    Text(Spanned<Text>),
    Ids(Spanned<Ids>),
    Flag(Spanned<bool>),
    Number(Spanned<f64>),
    Day(Spanned<Datetime>),
    Cells(Cells),
    /// No step has the key.
    Unknown,
}

/// A text in quotes.
pub(super) struct Text(pub(super) String);

/// One id, or a list of them.
pub(super) enum Ids {
    One(String),
    Many(Vec<Spanned<Text>>),
}

/// Cells by field or heading.
pub(super) struct Cells(pub(super) Vec<(Spanned<String>, Spanned<toml::Value>)>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Keys, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Keys;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a table such as { move = \"E7\", to = \"E3\" }")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Keys, M::Error> {
                let mut keys = Vec::new();
                while let Some(key) = map.next_key::<Spanned<String>>()? {
                    let value = match key.get_ref().as_str() {
                        "move" | "leave" | "swap" | "merge" | "reports" => Value::Ids(map.next_value()?),
                        "hire" | "promote" | "retitle" | "split" | "to" | "into" | "name" | "title" | "note" => {
                            Value::Text(map.next_value()?)
                        }
                        "vacant" => Value::Flag(map.next_value()?),
                        "confidence" => Value::Number(map.next_value()?),
                        "on" => Value::Day(map.next_value()?),
                        "cells" => Value::Cells(map.next_value()?),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                            Value::Unknown
                        }
                    };
                    keys.push((key, value));
                }
                Ok(Keys(keys))
            }
        }

        input.deserialize_map(Read)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Text, D::Error> {
        struct Read;

        impl Visitor<'_> for Read {
            type Value = Text;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text in quotes, such as \"E7\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(text.to_owned()))
            }
        }

        input.deserialize_any(Read)
    }
}

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Ids, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Ids;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an id in quotes, such as \"E7\", or a list of them")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Ids, E> {
                Ok(Ids::One(text.to_owned()))
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Ids, S::Error> {
                let mut ids = Vec::new();
                while let Some(id) = list.next_element()? {
                    ids.push(id);
                }
                Ok(Ids::Many(ids))
            }
        }

        input.deserialize_any(Read)
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Cells, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Cells;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a table such as { department = \"Sales\" }")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Cells, M::Error> {
                let mut cells = Vec::new();
                while let Some(cell) = map.next_entry()? {
                    cells.push(cell);
                }
                Ok(Cells(cells))
            }
        }

        input.deserialize_map(Read)
    }
}
