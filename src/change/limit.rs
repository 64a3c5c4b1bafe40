//! How much may change before a file is taken for a broken export.

use std::fmt;
use std::str::FromStr;

/// A number of people, or a share of those that the earlier chart has.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Limit {
    /// People.
    People(usize),
    /// Per cent.
    Percent(f64),
}

impl Limit {
    /// Whether so many of so many are too many.
    pub fn is_exceeded(self, count: usize, of: usize) -> bool {
        match self {
            Limit::People(most) => count > most,
            Limit::Percent(most) => count as f64 * 100.0 > most * of as f64,
        }
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Limit, String> {
        let fault = || format!("'{text}' is neither a number of people nor a share; write it as 40 or as 5%");
        match text.trim().strip_suffix('%') {
            None => text.trim().replace(',', "").parse().map(Limit::People).map_err(|_| fault()),
            Some(share) => match share.trim().parse::<f64>() {
                Ok(share) if share.is_finite() && share >= 0.0 => Ok(Limit::Percent(share)),
                _ => Err(fault()),
            },
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::People(most) => write!(f, "{most}"),
            Limit::Percent(most) => write!(f, "{most}%"),
        }
    }
}

/// A limit, and what it is held against.
#[derive(Clone, PartialEq, Debug)]
pub struct Guard {
    /// Its name, such as `max-left`.
    pub name: &'static str,
    /// What it counts, in words: `people left`.
    pub what: &'static str,
    /// The limit.
    pub limit: Limit,
    /// How many there are.
    pub count: usize,
    /// How many people the earlier chart has.
    pub of: usize,
}

impl Guard {
    /// Whether there are too many.
    pub fn is_exceeded(&self) -> bool {
        self.limit.is_exceeded(self.count, self.of)
    }

    /// What is to be said where it is exceeded.
    pub fn message(&self) -> String {
        let share = if self.of == 0 { 100.0 } else { self.count as f64 * 100.0 / self.of as f64 };
        format!("{} of {} {} ({share:.1}%), and --{} is {}", self.count, self.of, self.what, self.name, self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_of_people_or_a_share() {
        assert_eq!("40".parse(), Ok(Limit::People(40)));
        assert_eq!(" 2.5 %".parse(), Ok(Limit::Percent(2.5)));
        for wrong in ["", "%", "-1", "-1%", "nan%", "inf%", "many", "1.5"] {
            assert!(wrong.parse::<Limit>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_limit_itself_is_not_too_much() {
        assert!(!Limit::People(2).is_exceeded(2, 100) && Limit::People(2).is_exceeded(3, 100));
        assert!(!Limit::Percent(5.0).is_exceeded(5, 100) && Limit::Percent(5.0).is_exceeded(6, 100));
        assert!(Limit::Percent(5.0).is_exceeded(1, 0), "of nobody, any is too many");
        assert!(!Limit::Percent(0.0).is_exceeded(0, 0));
    }
}
