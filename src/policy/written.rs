//! `orglint.toml` as it is written. The documentation of every key is here, and the JSON Schema is made from it.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::Datetime;

use crate::custom;
use crate::finding::Severity;
use crate::input::Limits;
use crate::pattern::language::{NamedRole, Pattern};
use crate::rules::RULES;
use crate::title::Vocabulary;

/// What a company decides about its charts. Everything may be left out; a key that is not known is an error.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "orglint.toml")]
pub(super) struct Written {
    /// What this builds on: built-in packs of patterns ("documented"), or paths of further configurations, seen from
    /// this one. Without it: ["documented"].
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) extends: Option<Vec<Spanned<String>>>,
    /// How to read the chart.
    #[serde(default)]
    pub(super) input: Input,
    /// How much of an input is read at most.
    pub(super) limits: Option<Limits>,
    /// What is known of the organisation.
    #[serde(default)]
    pub(super) organisation: Organisation,
    /// By rule: a severity or "off", or a table with `severity` and the rule's settings. `category/*` and `all` are
    /// understood, too.
    #[serde(default)]
    #[schemars(schema_with = "rules_schema")]
    pub(super) rules: BTreeMap<Spanned<String>, Decision>,
    /// How the company writes its titles.
    #[serde(default)]
    pub(super) titles: Vocabulary,
    /// Deviations that are accepted.
    #[serde(default)]
    #[schemars(with = "Vec<Exception>")]
    pub(super) exception: Vec<Spanned<Exception>>,
    /// Kinds of positions with a name, for patterns.
    #[serde(default)]
    pub(super) role: Vec<NamedRole>,
    /// Reporting patterns of the company. One with the name of a built-in pattern replaces it.
    #[serde(default)]
    pub(super) pattern: Vec<Pattern>,
    /// Rules of the company.
    #[serde(default)]
    pub(super) rule: Vec<custom::Written>,
}

/// How to read the chart.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// Which column holds a field, such as `id = "Worker ID"`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub(super) columns: BTreeMap<Spanned<String>, String>,
    /// A condition of a record, in CEL; records for which it does not hold are left out of the chart.
    #[serde(rename = "where")]
    #[schemars(with = "Option<String>")]
    pub(super) condition: Option<Spanned<String>>,
}

/// What is known of the organisation.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    /// People in the whole organisation, where the chart is only a part of it.
    pub(super) headcount: Option<u32>,
    /// An organisation of fewer people is small.
    #[schemars(with = "Option<u32>")]
    pub(super) small_below: Option<Spanned<u32>>,
    /// An organisation of so many people or more is at scale.
    #[schemars(with = "Option<u32>")]
    pub(super) large_from: Option<Spanned<u32>>,
    /// So many sellers call for somebody in Sales Operations.
    pub(super) sellers_for_sales_ops: Option<u32>,
    /// So many sellers call for departments around single Sales Operations tasks.
    pub(super) sellers_for_departments: Option<u32>,
    /// How fast the organisation grows.
    pub(super) growth: Option<Growth>,
    /// Sales channels; several make a complex sales organisation.
    pub(super) channels: Option<u32>,
    /// Whether operations are being overhauled.
    pub(super) overhaul: Option<bool>,
}

/// How fast an organisation grows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Growth {
    Steady,
    Rapid,
}

/// A deviation that is accepted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    /// The rule whose finding is accepted; `category/*` for several.
    #[schemars(with = "String")]
    pub(super) rule: Spanned<String>,
    /// The id of the position at fault; without it, every position.
    pub(super) id: Option<String>,
    /// Why the deviation is accepted.
    #[schemars(with = "String")]
    pub(super) reason: Spanned<String>,
    /// The last day on which it is, such as 2027-03-31; after it the finding is back.
    #[schemars(with = "Option<String>")]
    pub(super) until: Option<Spanned<Datetime>>,
}

/// What is decided about a rule: how grave it is, or `off`, and its settings.
#[derive(Debug, Default)]
pub(super) struct Decision {
    pub(super) severity: Option<Gravity>,
    pub(super) settings: Vec<(Spanned<String>, Spanned<toml::Value>)>,
}

/// A severity, or that a rule does not run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Gravity {
    Error,
    Warning,
    Info,
    Off,
}

impl Gravity {
    /// The severity, where the rule runs.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Gravity::Error => Some(Severity::Error),
            Gravity::Warning => Some(Severity::Warning),
            Gravity::Info => Some(Severity::Info),
            Gravity::Off => None,
        }
    }
}

impl<'de> Deserialize<'de> for Decision {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Decision, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Decision;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a severity, 'off', or a table with settings")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decision, E> {
                let severity = Gravity::deserialize(de::value::StrDeserializer::new(text))?;
                Ok(Decision { severity: Some(severity), settings: Vec::new() })
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Decision, M::Error> {
                let mut decision = Decision::default();
                while let Some(key) = map.next_key::<Spanned<String>>()? {
                    if key.get_ref() == "severity" {
                        decision.severity = Some(map.next_value()?);
                    } else {
                        decision.settings.push((key, map.next_value()?));
                    }
                }
                Ok(decision)
            }
        }

        input.deserialize_any(Read)
    }
}

/// For each rule its own settings, so that an editor can complete them.
fn rules_schema(generator: &mut SchemaGenerator) -> Schema {
    let gravity = generator.subschema_for::<Gravity>();
    let mut properties = serde_json::Map::new();
    for rule in RULES {
        let mut keys = serde_json::Map::new();
        keys.insert("severity".to_owned(), gravity.clone().into());
        for setting in rule.settings {
            let number = json_schema!({ "type": "integer", "minimum": 0 });
            let by_role = json_schema!({ "type": "object", "additionalProperties": number });
            let schema = json_schema!({
                "anyOf": if setting.is_by_role { vec![number, by_role] } else { vec![number] },
                "default": setting.default,
                "description": format!("{} ({})", setting.help, setting.unit),
            });
            keys.insert(setting.name.to_owned(), schema.into());
        }
        let table = json_schema!({ "type": "object", "properties": keys, "additionalProperties": false });
        let schema = json_schema!({ "description": rule.summary, "anyOf": [gravity, table] });
        properties.insert(rule.name.to_owned(), schema.into());
    }
    let others = json_schema!({
        "anyOf": [gravity, { "type": "object", "properties": { "severity": gravity }, "additionalProperties": false }],
    });
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": others })
}

/// The JSON Schema of `orglint.toml`.
pub fn schema() -> Schema {
    schemars::schema_for!(Written)
}
