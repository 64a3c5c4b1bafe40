//! The language of reporting patterns, as it is written in TOML.

use serde::Deserialize;

/// A file of patterns.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Selectors that have a name, so that patterns can use it.
    #[serde(default)]
    pub role: Vec<NamedRole>,
    /// The patterns.
    #[serde(default)]
    pub pattern: Vec<Pattern>,
}

/// A kind of position with a name.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedRole {
    /// The name that `role` of a selector refers to.
    pub name: String,
    /// How messages call it.
    pub label: String,
    /// Any of these levels.
    pub level: OneOrMany,
    /// Any of these functions.
    pub function: OneOrMany,
}

/// A documented line of reporting.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// `category/name`.
    pub name: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// What it finds, in one sentence without a full stop.
    #[serde(default)]
    pub summary: String,
    /// Why that matters.
    #[serde(default)]
    pub why: String,
    /// Which positions it is about.
    pub who: Selectors,
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
    pub when: Option<String>,
    /// Whether to look only at the topmost of several such positions in one line.
    #[serde(default)]
    pub top_of_line: bool,
    /// The ids of the statements that it rests on.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A kind of position: every key that is given must hold.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selector {
    /// A named role.
    pub role: Option<String>,
    /// How messages call it.
    pub label: Option<String>,
    /// Any of these levels.
    pub level: Option<OneOrMany>,
    /// Any of these functions; 'sales-operations' includes revenue operations.
    pub function: Option<OneOrMany>,
    /// Functions that the title may name beside; with any other it is a title of two jobs, and passed over.
    pub beside: Option<OneOrMany>,
    /// None of these functions.
    pub not_function: Option<OneOrMany>,
    /// The office of a chief by its initials, such as `coo`; `any` for every office.
    pub chief: Option<OneOrMany>,
    /// None of these offices.
    pub not_chief: Option<OneOrMany>,
    /// `yes`, `no` or `unclear`.
    pub manages_people: Option<String>,
    /// An intermediate rank: this manager outranks the position, and reports to one of these.
    pub under: Option<Box<Selector>>,
    /// A condition of the chart, in CEL, without which this does not count.
    pub when: Option<String>,
    /// The ids of the statements that name this manager.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// One text, or a list of them.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let all = match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        };
        all.iter().map(String::as_str)
    }
}

/// One selector, or several of which any may hold.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(untagged)]
pub enum Selectors {
    /// One.
    One(Box<Selector>),
    /// Several.
    Many(Vec<Selector>),
}

impl Selectors {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Selector> {
        let all = match self {
            Selectors::One(one) => std::slice::from_ref(&**one),
            Selectors::Many(many) => many,
        };
        all.iter()
    }
}
