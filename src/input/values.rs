//! What cells say that hold values: flags, numbers and days, as people and their programs write them.
//!
//! A cell can be read in several ways: `1.234` is a little over one, or a thousand and more; `05/03/2026` is a day of
//! March, or of May. All of its readings lie between the least and the most of them, and whoever judges a value has to
//! find the same for both ends.

mod day;
mod number;

pub use day::day;
pub use number::{is_surely_less, number, share};

/// What a cell says that should hold a value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reading<T> {
    /// No value: it is blank, or says so.
    Nothing,
    /// Something else than a value of the kind, in every reading.
    Other,
    /// A value; where it can be read in several ways, the least and the most of what it may be.
    Value {
        /// The least reading.
        least: T,
        /// The most.
        most: T,
    },
}

impl<T: Copy + PartialOrd> Reading<T> {
    /// One value.
    const fn one(value: T) -> Reading<T> {
        Reading::Value { least: value, most: value }
    }

    /// All of these, or something else where there is none.
    fn of(values: impl IntoIterator<Item = T>) -> Reading<T> {
        values.into_iter().fold(Reading::Other, |all, value| match all {
            Reading::Value { least, most } => Reading::Value {
                least: if value < least { value } else { least },
                most: if value > most { value } else { most },
            },
            _ => Reading::one(value),
        })
    }

    /// The same for values made of these, in their order.
    fn map<U>(self, made: impl Fn(T) -> U) -> Reading<U> {
        match self {
            Reading::Nothing => Reading::Nothing,
            Reading::Other => Reading::Other,
            Reading::Value { least, most } => Reading::Value { least: made(least), most: made(most) },
        }
    }

    /// The least and the most, where there is a value.
    pub fn bounds(self) -> Option<(T, T)> {
        match self {
            Reading::Value { least, most } => Some((least, most)),
            _ => None,
        }
    }

    /// The value, where it can be read in one way only.
    pub fn the_one(self) -> Option<T> {
        self.bounds().filter(|(least, most)| least == most).map(|(least, _)| least)
    }

    /// Whether it is less than the other in every reading of both.
    fn is_surely_less(self, other: Reading<T>) -> bool {
        matches!((self.bounds(), other.bounds()), (Some((_, most)), Some((least, _))) if most < least)
    }
}

/// What stands for no value; of end dates also for none yet.
const NOTHING: &str = "n/a na #n/a n.a. n/d n.d. none null nil nan nat tbd tba tbc tbh unknown undisclosed pending \
    present current ongoing open open-ended permanent indefinite unlimited never vacant nvt k.a. entf. keine aucun ninguno";

/// The same in several words.
const NOTHING_IN_WORDS: [&str; 5] =
    ["not disclosed", "not available", "not applicable", "not known", "to be confirmed"];

/// Whether a cell holds no value: it is blank, or has a word or a sign for it.
pub fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    // Dashes, dots, question marks; but a lone sign for yes or no is a flag.
    let is_filler = |letter: char| matches!(letter, '-' | '–' | '—' | '−' | '.' | '…' | '?' | '_' | '/' | '*');
    let is_word = || {
        let text = text.to_lowercase();
        has_word(NOTHING, &text) || NOTHING_IN_WORDS.contains(&&*text)
    };
    text.chars().all(is_filler)
        || text.len() <= 15 && !text.starts_with(|first: char| first.is_ascii_digit()) && is_word()
}

/// Whether a word is one of a list, in which blanks stand between them.
fn has_word(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

const YES: &str = "yes y true t x on ✓ ✔ ☑ ✅ ja j wahr oui o vrai si sí sim verdadero vero tak";
const NO: &str = "no n false f off without ✗ ✘ ☐ ❌ nein falsch non faux não nao falso nie nee onwaar nej ei";

/// Reads a flag: a word or a sign for yes or no in one of several languages, alone or first of several ('Yes, team').
/// A number is a flag, too: none is no, and any other, such as the amount of a quota, is yes.
pub fn flag(text: &str) -> Reading<bool> {
    let text = text.trim();
    if is_nothing(text) {
        return Reading::Nothing;
    }
    let first = text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    for word in [text, first].map(str::to_lowercase) {
        if has_word(YES, &word) {
            return Reading::one(true);
        }
        if has_word(NO, &word) {
            return Reading::one(false);
        }
    }
    share(text).map(|value| value != 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_in_several_languages() {
        for yes in ["yes", " Y ", "TRUE", "1", "x", "Ja", "Oui", "Sí", "✓", "Yes - team", "500,000", "100%", "$1.2m"]
        {
            assert_eq!(flag(yes), Reading::one(true), "{yes}");
        }
        for no in ["no", "N", "False", "0", "nein", "Non", "não", "No quota", "0%", "0.00", "€0"] {
            assert_eq!(flag(no), Reading::one(false), "{no}");
        }
        for nothing in ["", "  ", "n/a", "-", "—", "None", "NULL", "tbd", "Unknown", "?"] {
            assert_eq!(flag(nothing), Reading::Nothing, "{nothing}");
        }
        for other in ["perhaps", "Enterprise", "yesterday", "#REF!"] {
            assert_eq!(flag(other), Reading::Other, "{other}");
        }
    }
}
