//! What is reported of what was found: which rules run, how grave their findings are, and their thresholds.

mod config;
mod decisions;
mod exception;
mod loading;
mod written;

pub use config::{Config, FILE_NAME, Open, without_detours};
pub use exception::{Baseline, Exception, Key};
pub use written::schema;

use std::sync::Arc;

use crate::error::Error;
use crate::facts::Organisation;
use crate::finding::Severity;
use crate::rules::Settings;
use crate::source::Source;
use crate::toml_file::nearest;

/// Which rules are meant: one, a category, or all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Selection {
    /// Every rule.
    All,
    /// Every rule of a category: `pattern/*`.
    Category(String),
    /// One rule.
    Rule(String),
}

impl Selection {
    /// Reads `category/name`, `category/*`, `category` or `all`; it is an error where no such rule is among `names`.
    pub fn parse<'a>(text: &str, names: impl Iterator<Item = &'a str> + Clone) -> Result<Selection, Error> {
        let category = |name: &'a str| name.split('/').next().unwrap_or_default();
        let wanted = text.strip_suffix("/*").unwrap_or(text);
        if text == "all" || text == "*" {
            Ok(Selection::All)
        } else if names.clone().any(|name| name == text) {
            Ok(Selection::Rule(text.to_owned()))
        } else if names.clone().any(|name| category(name) == wanted) {
            Ok(Selection::Category(wanted.to_owned()))
        } else {
            let error = Error::new(format!("there is no rule '{text}'"));
            Err(match nearest(text, names) {
                Some(name) => error.meant(name).help(format!("did you mean '{name}'? `orglint rules` lists all")),
                None => {
                    error.help("`orglint rules` lists all; a category is selected as 'pattern/*', every rule as 'all'")
                }
            })
        }
    }

    /// Whether a rule is meant.
    pub fn covers(&self, name: &str) -> bool {
        match self {
            Selection::All => true,
            Selection::Category(category) => name.split('/').next() == Some(category),
            Selection::Rule(rule) => rule == name,
        }
    }

    /// How closely it names a rule: one rule before its category before all.
    fn closeness(&self) -> u8 {
        match self {
            Selection::All => 0,
            Selection::Category(_) => 1,
            Selection::Rule(_) => 2,
        }
    }
}

/// What a company decides about the rules.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Only these rules run; all where empty.
    pub select: Vec<Selection>,
    /// These do not run. Where a rule is both selected and ignored, the closer naming wins, and of equals `ignore`.
    pub ignore: Vec<Selection>,
    /// Severities other than the rules' own, `None` for rules that do not run; of several the closest naming wins, and
    /// of equals the last.
    pub severities: Vec<(Selection, Option<Severity>)>,
    /// Thresholds by rule.
    pub settings: Vec<(String, Settings)>,
    /// What is known of the organisation.
    pub organisation: Organisation,
    /// Deviations that are accepted.
    pub exceptions: Vec<Exception>,
    /// The files that all this was read from.
    pub files: Vec<Arc<Source>>,
}

impl Policy {
    /// Whether a rule is selected.
    fn runs(&self, rule: &str) -> bool {
        let closest =
            |selections: &[Selection]| selections.iter().filter(|one| one.covers(rule)).map(Selection::closeness).max();
        match (closest(&self.select), closest(&self.ignore)) {
            (None, _) if !self.select.is_empty() => false,
            (Some(selected), Some(ignored)) => selected > ignored,
            (_, ignored) => ignored.is_none(),
        }
    }

    /// How grave the findings of a rule are, whose own severity is `default`; `None` where it does not run. A rule that is
    /// opt-in runs only where it is selected, or given a severity by its own name.
    pub fn severity(&self, rule: &str, default: Severity, is_opt_in: bool) -> Option<Severity> {
        let set = self.severities.iter().filter(|(selection, _)| selection.covers(rule));
        let set = set.max_by_key(|(selection, _)| selection.closeness());
        let is_named = set.is_some_and(|(selection, _)| matches!(selection, Selection::Rule(_)));
        if is_opt_in && !is_named && !self.select.iter().any(|selection| selection.covers(rule)) {
            return None;
        }
        set.map_or(Some(default), |(_, set)| *set).filter(|_| self.runs(rule))
    }

    /// The thresholds of a rule; of what is set several times, the last goes.
    pub fn settings(&self, rule: &str) -> Settings {
        let mut settings = Settings::default();
        let set = self.settings.iter().filter(|(name, _)| name == rule);
        set.for_each(|(_, later)| settings.extend(later.clone()));
        settings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["integrity/cycle", "integrity/no-root", "pattern/coo", "scale/no-ceo"];

    fn parse(texts: &[&str]) -> Vec<Selection> {
        texts.iter().map(|text| Selection::parse(text, NAMES.into_iter()).unwrap()).collect()
    }

    fn running(select: &[&str], ignore: &[&str]) -> Vec<&'static str> {
        let policy = Policy { select: parse(select), ignore: parse(ignore), ..Policy::default() };
        NAMES.into_iter().filter(|name| policy.runs(name)).collect()
    }

    #[test]
    fn the_closer_naming_wins() {
        assert_eq!(running(&[], &[]), NAMES);
        assert_eq!(running(&["integrity/*"], &["integrity/cycle"]), ["integrity/no-root"]);
        assert_eq!(running(&["integrity/cycle"], &["integrity/*"]), ["integrity/cycle"]);
        assert_eq!(running(&["all"], &["pattern/*", "scale/no-ceo"]), ["integrity/cycle", "integrity/no-root"]);
        assert_eq!(running(&["pattern/coo"], &["pattern/coo"]), [""; 0]);
    }

    #[test]
    fn an_opt_in_rule_runs_where_it_is_asked_for() {
        let runs = |select: &[&str], severity: Option<&str>| {
            let severities = severity.map(|name| (parse(&[name]).remove(0), Some(Severity::Warning)));
            let policy =
                Policy { select: parse(select), severities: severities.into_iter().collect(), ..Policy::default() };
            policy.severity("scale/no-ceo", Severity::Info, true)
        };
        assert_eq!(runs(&[], None), None);
        assert_eq!(runs(&["scale/*"], None), Some(Severity::Info));
        assert_eq!(runs(&["all"], None), Some(Severity::Info));
        assert_eq!(runs(&[], Some("scale/no-ceo")), Some(Severity::Warning));
        assert_eq!(runs(&[], Some("scale/*")), None, "a category grants nothing to a rule that is off");
    }

    #[test]
    fn unknown_rules_are_errors_with_a_suggestion() {
        let error = Selection::parse("integrity/cycel", NAMES.into_iter()).unwrap_err();
        assert!(error.mend().unwrap().contains("'integrity/cycle'"));
    }
}
