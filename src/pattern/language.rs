//! The language of reporting patterns, as it is written in TOML.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::finding::Severity;
use crate::title::{Function, Level, ManagesPeople};

/// A file of patterns.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Pack {
    /// Selectors that have a name, so that patterns can use it.
    #[serde(default)]
    pub role: Vec<NamedRole>,
    /// The patterns.
    #[serde(default)]
    pub pattern: Vec<Pattern>,
}

/// A kind of position with a name.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct NamedRole {
    /// The name that `role` of a selector refers to.
    pub name: String,
    /// How messages call it.
    pub label: String,
    /// Any of these levels.
    pub level: OneOrMany<Level>,
    /// Any of these functions.
    pub function: OneOrMany<Function>,
}

/// A documented line of reporting.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Pattern {
    /// `category/name`.
    #[serde(deserialize_with = "placed::one")]
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// `error`, `warning` or `info`.
    #[serde(default = "warning")]
    pub severity: Severity,
    /// What it finds, in one sentence without a full stop.
    #[serde(default)]
    pub summary: String,
    /// Why that matters.
    #[serde(default)]
    pub why: String,
    /// Which positions it is about.
    pub who: OneOrMany<Selector>,
    /// The preferred managers.
    #[serde(default)]
    pub reports_to: Vec<Selector>,
    /// Managers that a document names, too.
    #[serde(default)]
    pub documented: Vec<Selector>,
    /// Whom the line leads up to, over any number of managers.
    #[serde(default)]
    pub rolls_up_to: Vec<Selector>,
    /// A condition of the chart, in CEL, without which the pattern says nothing.
    #[serde(default, deserialize_with = "placed::perhaps")]
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// Whether to look only at the topmost of several such positions in one line.
    #[serde(default)]
    pub top_of_line: bool,
    /// Whether a manager of the same level conforms where the chart has grades and theirs is another.
    #[serde(default)]
    pub grades_tell: bool,
    /// The ids of the statements that it rests on.
    #[serde(default)]
    pub sources: Vec<String>,
}

const fn warning() -> Severity {
    Severity::Warning
}

/// A kind of position: every key that is given must hold.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Selector {
    /// A named role.
    #[serde(default, deserialize_with = "placed::perhaps")]
    #[schemars(with = "Option<String>")]
    pub role: Option<Spanned<String>>,
    /// How messages call it.
    pub label: Option<String>,
    /// Any of these levels.
    pub level: Option<OneOrMany<Level>>,
    /// Any of these functions; 'sales-operations' includes revenue operations.
    pub function: Option<OneOrMany<Function>>,
    /// Functions that the title may name beside; with any other it is a title of two jobs, and passed over.
    pub beside: Option<OneOrMany<Function>>,
    /// None of these functions.
    pub not_function: Option<OneOrMany<Function>>,
    /// The office of a chief by its initials, such as `coo`; `any` for every office.
    pub chief: Option<OneOrMany<String>>,
    /// None of these offices.
    pub not_chief: Option<OneOrMany<String>>,
    /// Whether the title says that its holder manages people.
    pub manages_people: Option<ManagesPeople>,
    /// An intermediate rank: this manager outranks the position, and reports to one of these.
    pub under: Option<Box<Selector>>,
    /// A condition of the chart, in CEL, without which this does not count.
    #[serde(default, deserialize_with = "placed::perhaps")]
    #[schemars(with = "Option<String>")]
    pub when: Option<Spanned<String>>,
    /// The ids of the statements that name this manager.
    #[serde(default)]
    pub sources: Vec<String>,
}

impl Selector {
    /// Whether it tells no position from another.
    pub fn says_nothing(&self) -> bool {
        let Selector { role, level, function, chief, not_function, not_chief, manages_people, under, .. } = self;
        let lists = level.is_some() || function.is_some() || not_function.is_some() || chief.is_some();
        !lists && role.is_none() && not_chief.is_none() && manages_people.is_none() && under.is_none()
    }
}

/// One value, or a list of them.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(test, serde(transparent))]
pub struct OneOrMany<T>(Vec<T>);

impl<T> OneOrMany<T> {
    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T> IntoIterator for OneOrMany<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> std::vec::IntoIter<T> {
        self.0.into_iter()
    }
}

/// Read by what stands there, so that a fault within is told at its own place.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<OneOrMany<T>, D::Error> {
        struct Read<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("one value or a list of them")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<OneOrMany<T>, E> {
                T::deserialize(text.into_deserializer()).map(|one| OneOrMany(vec![one]))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<OneOrMany<T>, M::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|one| OneOrMany(vec![one]))
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<OneOrMany<T>, S::Error> {
                let mut many = Vec::new();
                while let Some(next) = list.next_element()? {
                    many.push(next);
                }
                Ok(OneOrMany(many))
            }
        }

        if !input.is_human_readable() {
            return Vec::deserialize(input).map(OneOrMany);
        }
        input.deserialize_any(Read(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// Texts with their places, which the built-in pack has left behind.
mod placed {
    use serde::{Deserialize, Deserializer};
    use toml::Spanned;

    pub(super) fn one<'de, D: Deserializer<'de>>(input: D) -> Result<Spanned<String>, D::Error> {
        if input.is_human_readable() {
            return Spanned::deserialize(input);
        }
        String::deserialize(input).map(|text| Spanned::new(0..0, text))
    }

    pub(super) fn perhaps<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Spanned<String>>, D::Error> {
        if input.is_human_readable() {
            return Option::deserialize(input);
        }
        let text: Option<String> = Option::deserialize(input)?;
        Ok(text.map(|text| Spanned::new(0..0, text)))
    }
}
