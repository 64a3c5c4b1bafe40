//! The figures of a card: pay and years of experience, as rules compare them and people read them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::wording::grouped;

/// What a role is paid in a year, in USD.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pay {
    /// Without what varies.
    pub base: Amounts,
    /// With all that is expected.
    pub total: Amounts,
    /// The ids of the statements that say so.
    pub sources: Vec<String>,
}

/// From one amount to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Amounts {
    /// The lowest that is documented.
    pub min: Option<u32>,
    /// The highest that is documented.
    pub max: Option<u32>,
    /// Whether the document says 'and more' of the highest, which is no bound then.
    #[serde(default)]
    pub and_more: bool,
}

impl Amounts {
    /// The amount above which one is outside.
    pub fn upper(&self) -> Option<u32> {
        self.max.filter(|_| !self.and_more)
    }
}

impl fmt::Display for Amounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = |amount: u32| grouped(amount as usize);
        match (self.min.map(amount), self.max.map(amount)) {
            (Some(min), Some(max)) => write!(f, "{min} to {max}")?,
            (Some(min), None) => write!(f, "from {min}")?,
            (None, Some(max)) => write!(f, "up to {max}")?,
            (None, None) => {}
        }
        if self.and_more { f.write_str(" and more") } else { Ok(()) }
    }
}

/// Documented years of experience.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// So many at least.
    pub min: u32,
    /// So many at most; without a bound where the document has none.
    pub max: Option<u32>,
    /// Where these are years of a certain kind, of which kind.
    #[serde(rename = "in")]
    pub within: Option<String>,
    /// The ids of the statements that say so.
    pub sources: Vec<String>,
}

impl fmt::Display for Experience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.max {
            Some(max) => write!(f, "{} to {max} years", self.min)?,
            None => write!(f, "{} years and more", self.min)?,
        }
        match &self.within {
            Some(within) => write!(f, ", {within}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_they_are_meant() {
        let amounts = |min, max, and_more| Amounts { min, max, and_more }.to_string();
        assert_eq!(amounts(Some(150_000), Some(250_000), true), "150,000 to 250,000 and more");
        assert_eq!(amounts(None, Some(225_000), false), "up to 225,000");
        let years = |max, within: Option<&str>| {
            Experience { min: 5, max, within: within.map(str::to_owned), sources: Vec::new() }.to_string()
        };
        assert_eq!(years(Some(7), Some("senior leadership")), "5 to 7 years, senior leadership");
        assert_eq!(years(None, None), "5 years and more");
    }

    #[test]
    fn and_more_is_no_bound() {
        assert_eq!(Amounts { min: None, max: Some(1), and_more: true }.upper(), None);
        assert_eq!(Amounts { min: None, max: Some(1), and_more: false }.upper(), Some(1));
    }
}
