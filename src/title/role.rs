//! The answer of the title reader.

use super::{Function, Functions, Level, Levels};

/// Whether a title says that its holder manages people.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "kebab-case")]
pub enum ManagesPeople {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Either is common under this title.
    #[default]
    Unclear,
}

impl ManagesPeople {
    /// The name in every output: `yes`, `no`, `unclear`.
    pub const fn name(self) -> &'static str {
        match self {
            ManagesPeople::Yes => "yes",
            ManagesPeople::No => "no",
            ManagesPeople::Unclear => "unclear",
        }
    }
}

/// What qualifies a title without changing its level.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Qualifier {
    /// Holds the post until somebody is appointed.
    Acting,
    /// Holds the post for a time.
    Interim,
    /// Nobody holds the post.
    Vacant,
    /// Stands in for the holder of the post.
    Deputy,
    /// The post covers a region.
    Regional,
}

impl Qualifier {
    /// Every qualifier.
    pub const ALL: [Qualifier; 5] =
        [Qualifier::Acting, Qualifier::Interim, Qualifier::Vacant, Qualifier::Deputy, Qualifier::Regional];

    /// The name in every output, such as `acting`.
    pub const fn name(self) -> &'static str {
        match self {
            Qualifier::Acting => "acting",
            Qualifier::Interim => "interim",
            Qualifier::Vacant => "vacant",
            Qualifier::Deputy => "deputy",
            Qualifier::Regional => "regional",
        }
    }
}

/// A set of qualifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Qualifiers(u8);

impl Qualifiers {
    /// Adds one.
    pub fn insert(&mut self, qualifier: Qualifier) {
        self.0 |= 1 << qualifier as u8;
    }

    /// Whether it is among them.
    pub const fn contains(self, qualifier: Qualifier) -> bool {
        self.0 & 1 << qualifier as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The qualifiers in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Qualifier> {
        Qualifier::ALL.into_iter().filter(move |qualifier| self.contains(*qualifier))
    }
}

/// The one chief's office that a title names, so that two spellings of one office can be told to be the same:
/// `coo` for 'COO', 'Chief Operating Officer' and 'Chief Operations Officer'.
///
/// It is the usual initials in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Chief(pub &'static str);

/// One of the offices that a chief's initials may stand for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Office {
    /// The office.
    pub chief: Chief,
    /// What it is for.
    pub functions: Functions,
    /// The title spelled out, in lower case: 'chief risk officer'.
    pub title: &'static str,
}

/// A further job that the same title names: the VP in 'COO & VP of Sales Operations'.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct FurtherJob {
    /// Its level.
    pub level: Level,
    /// Its functions, in order of appearance; empty where it names none.
    pub functions: Functions,
}

/// How one title reads.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Role {
    /// The level, in the first reading.
    pub level: Level,
    /// The functions, in order of appearance; [`Function::Other`] alone where none is named.
    pub functions: Functions,
    /// Whether the title says that its holder manages people.
    pub manages_people: ManagesPeople,
    /// What qualifies the title.
    pub qualifiers: Qualifiers,
    /// Further levels that the same title commonly means ('Executive Director of X' is a VP here, a senior director
    /// there). Where only one reading is at fault, there is no finding.
    pub other_levels: Levels,
    /// Further functions that the same title commonly means (CRO: revenue, or risk).
    pub other_functions: Functions,
    /// The chief's office, where the title is that of a chief.
    pub chief: Option<Chief>,
    /// The offices that the title may mean, the usual one first, where its initials stand for several ('CRO').
    pub offices: &'static [Office],
    /// Whether the post is for a part only: a region, a division, a company of the group, or shared ('co-').
    pub is_partial: bool,
    /// Of the further jobs that the title names, the one with the highest level; [`Role::level`] is that of the
    /// first job, while [`Role::functions`] are those of all jobs.
    pub second: Option<FurtherJob>,
}

impl Role {
    /// Every level that the title allows: the first reading and the others.
    pub fn levels(&self) -> Levels {
        self.other_levels.with(self.level)
    }

    /// Whether a function is named in any reading.
    pub fn may_be_for(&self, function: Function) -> bool {
        self.functions.contains(function) || self.other_functions.contains(function)
    }

    /// The role where it is known which of its offices is meant: only that one's functions are left.
    ///
    /// A title that names functions beside the office is left as it is.
    pub fn in_office(&self, office: &Office) -> Role {
        let mut role = *self;
        if let Some(usual) = self.offices.first()
            && role.functions == usual.functions
        {
            role.functions = office.functions;
            role.other_functions = Functions::NONE;
            role.chief = Some(office.chief);
            role.offices = &[];
        }
        role
    }

    /// Whether the title names a function at all (bare 'Director' does not).
    pub fn names_function(&self) -> bool {
        self.functions.iter().any(|function| function != Function::Other)
    }
}
