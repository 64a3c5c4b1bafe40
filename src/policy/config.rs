//! `orglint.toml`: what a company says of its titles, its size and its rules.

use rapidfuzz::distance::jaro_winkler;
use serde::Deserialize;

use crate::error::Error;
use crate::source::{Source, Span};
use crate::title::{Reader, Vocabulary, VocabularyError};

/// The name of the file that is looked for beside a chart and in the folders above.
pub const FILE_NAME: &str = "orglint.toml";

/// What a company has decided.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Reads titles as the company writes them.
    pub reader: Reader,
}

/// A configuration as it is written. Everything may be left out; whatever is not known is an error.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    titles: Vocabulary,
}

impl Config {
    /// Reads a configuration.
    pub fn load(source: &Source) -> Result<Config, Error> {
        let text = source.text(Span::new(source.text_start()..source.bytes().len()));
        let written: Written = toml::from_str(text).map_err(|fault| {
            let error = at(source, fault.span().unwrap_or_default(), fault.message());
            match suggestion(fault.message()) {
                Some(help) => error.help(help),
                None => error,
            }
        })?;
        let reader = Reader::with(&written.titles)
            .map_err(|VocabularyError { message, help, span }| at(source, span, message).help(help))?;
        Ok(Config { reader })
    }
}

/// An error at a range of the text, which begins after a byte order mark.
fn at(source: &Source, span: std::ops::Range<usize>, message: impl Into<String>) -> Error {
    let start = source.text_start();
    Error::at(source, Span::new(start + span.start..start + span.end), message)
}

/// What may have been meant, from a message such as "unknown field `exat`, expected one of `exact`, `words`".
fn suggestion(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant "))?;
    let mut names = rest.split('`').skip(1).step_by(2);
    let written = names.next()?;
    nearest(written, names).map(|name| format!("did you mean '{name}'?"))
}

/// The name that is most like `written`, if any is much like it.
pub(super) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const LIKE: f64 = 0.7;
    names
        .map(|name| (jaro_winkler::similarity(written.chars(), name.chars()), name))
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .filter(|(likeness, _)| *likeness > LIKE)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::title::{Function, Level};

    fn load(text: &str) -> Result<Config, Error> {
        Config::load(&Source::new("orglint.toml", text.as_bytes()).unwrap())
    }

    fn fault(text: &str) -> (String, String) {
        let error = load(text).unwrap_err();
        (error.to_string(), error.mend().unwrap_or_default().to_owned())
    }

    #[test]
    fn initials_mean_a_function_or_a_chief() {
        let config = load(
            r#"
            [titles]
            exact = { "Kingpin" = { level = "c-suite", functions = ["executive"] } }
            words = { "growth pod" = { functions = ["sales"] }, "hunter" = { level = "individual", functions = ["sales"] } }
            spellings = { director = ["dtr"] }
            initials = { CRO = "Chief Risk Officer", CSO = "security", CTRO = "Trading Officer" }
            "#,
        );
        let error = config.unwrap_err();
        assert_eq!(error.message(), "'Trading Officer' is neither a function nor the title of a chief");
        assert_eq!(error.place().unwrap().line, 6);
    }

    #[test]
    fn its_own_words_go_before_the_built_in_ones() {
        let config = load(
            r#"
            titles.exact = { "Kingpin" = { level = "c-suite", functions = ["executive"] }, "Account Manager" = { level = "manager" } }
            titles.words = { "growth pod" = { functions = ["sales"] }, "hunter" = { level = "individual", functions = ["sales"] } }
            titles.spellings = { director = ["dtr"] }
            titles.initials = { CRO = "Chief Risk Officer", CSO = "security" }
            "#,
        );
        let reader = config.unwrap().reader;
        let read = |title: &str| {
            let role = reader.read(title);
            (role.level, role.functions.iter().collect::<Vec<_>>())
        };
        assert_eq!(read("KINGPIN"), (Level::CSuite, vec![Function::Executive]));
        assert_eq!(read("Dtr, Growth Pod"), (Level::Director, vec![Function::Sales]));
        assert_eq!(read("Senior Hunter"), (Level::Individual, vec![Function::Sales]));
        assert_eq!(read("CRO"), (Level::CSuite, vec![Function::RiskCompliance]));
        assert_eq!(reader.read("CRO").chief, reader.read("Chief Risk Officer").chief);
        assert_eq!(read("CSO"), (Level::CSuite, vec![Function::Security]));
        assert_eq!(read("account  manager").0, Level::Manager);
        assert_eq!(read("Senior Account Manager").0, Level::Individual);
    }

    #[test]
    fn what_is_not_known_is_an_error_with_its_place_and_a_suggestion() {
        let (message, help) = fault("[titles]\nexat = {}\n");
        assert!(message.starts_with("orglint.toml:2:1: unknown field `exat`"), "{message}");
        assert_eq!(help, "did you mean 'exact'?");
        let (message, help) = fault("[titles]\nexact = { \"Boss\" = { level = \"managr\" } }\n");
        assert!(message.starts_with("orglint.toml:2:30: unknown variant `managr`"), "{message}");
        assert_eq!(help, "did you mean 'manager'?");
        let (message, help) = fault("[titles.spellings]\nkingpin = [\"kpin\"]\n");
        assert_eq!(message, "orglint.toml:2:1: the lexicon does not know the word 'kingpin'");
        assert!(help.contains("`words`"), "{help}");
        let (message, _) = fault("[titles.exact]\n\"???\" = { level = \"vp\" }\n");
        assert_eq!(message, "orglint.toml:2:1: '???' has no word in it");
    }
}
