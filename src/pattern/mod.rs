//! Reporting patterns: their language, the built-in pack, and their evaluation over a chart.

mod condition;
mod evaluate;
pub mod language;
mod matcher;

pub use condition::Condition;
pub use evaluate::{evaluate, preferences};
use language::{Pack, Selector};
pub use matcher::Matcher;

use crate::error::Error;
use crate::finding::Severity;
use crate::title::Role;

/// A reporting pattern, checked and ready to be evaluated.
#[derive(Debug)]
pub struct Pattern {
    /// `category/name`.
    pub name: String,
    /// The severity unless a user sets another.
    pub severity: Severity,
    /// What it finds, in one sentence without a full stop.
    pub summary: String,
    /// Why that matters.
    pub why: String,
    /// The ids of the statements that it rests on.
    pub sources: Vec<String>,
    who: Vec<Matcher>,
    reports_to: Vec<Matcher>,
    documented: Vec<Matcher>,
    rolls_up_to: Vec<Matcher>,
    when: Option<Condition>,
    top_of_line: bool,
}

/// The built-in pack: the documented patterns.
pub fn documented() -> Result<Vec<Pattern>, Error> {
    load("documented.toml", include_str!("packs/documented.toml"))
}

/// Loads a pack from its text.
pub fn load(path: &str, text: &str) -> Result<Vec<Pattern>, Error> {
    let pack: Pack = toml::from_str(text).map_err(|error| Error::in_file(path, error.to_string()))?;
    let roles = &pack.role;
    pack.pattern
        .iter()
        .map(|pattern| {
            Pattern::new(pattern, roles)
                .map_err(|message| Error::in_file(path, format!("in the pattern '{}': {message}", pattern.name)))
        })
        .collect()
}

/// A kind of position that a pattern names, in the words of its messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Which levels and functions that stands for.
    pub asks: String,
    /// The condition of the chart without which it does not count.
    pub when: Option<&'a str>,
    /// Where it is an intermediate rank, whom it reports to itself.
    pub under: Option<&'a str>,
    /// The ids of the statements that name it; empty where no document does.
    pub sources: &'a [String],
}

impl Pattern {
    /// The positions that it is about.
    pub fn who(&self) -> Vec<Kind<'_>> {
        self.who.iter().map(Matcher::kind).collect()
    }

    /// Whether it is about a role, in a chart that meets its conditions.
    pub fn is_about(&self, role: &Role) -> bool {
        self.who.iter().any(|who| who.is_surely(role))
    }

    /// The preferred managers.
    pub fn reports_to(&self) -> Vec<Kind<'_>> {
        self.reports_to.iter().map(Matcher::kind).collect()
    }

    /// Managers that a document names, too.
    pub fn documented(&self) -> Vec<Kind<'_>> {
        self.documented.iter().map(Matcher::kind).collect()
    }

    /// Whom the line leads up to, over any number of managers; empty where the pattern is about managers.
    pub fn rolls_up_to(&self) -> Vec<Kind<'_>> {
        self.rolls_up_to.iter().map(Matcher::kind).collect()
    }

    /// The condition of the chart without which it says nothing.
    pub fn when(&self) -> Option<&str> {
        self.when.as_ref().map(Condition::text)
    }

    /// Whether it looks only at the topmost of several such positions in one line.
    pub fn is_of_top_of_line(&self) -> bool {
        self.top_of_line
    }

    fn new(pattern: &language::Pattern, roles: &[language::NamedRole]) -> Result<Pattern, String> {
        let matchers = |selectors: &[Selector]| -> Result<Vec<Matcher>, String> {
            selectors.iter().map(|selector| Matcher::new(selector, roles)).collect()
        };
        let severity = Severity::from_name(&pattern.severity)
            .ok_or_else(|| format!("'severity' is 'error', 'warning' or 'info', not '{}'", pattern.severity))?;
        Ok(Pattern {
            name: pattern.name.clone(),
            severity,
            summary: pattern.summary.clone(),
            why: pattern.why.clone(),
            sources: pattern.sources.clone(),
            who: pattern.who.iter().map(|selector| Matcher::new(selector, roles)).collect::<Result<_, _>>()?,
            reports_to: matchers(&pattern.reports_to)?,
            documented: matchers(&pattern.documented)?,
            rolls_up_to: matchers(&pattern.rolls_up_to)?,
            when: pattern.when.as_deref().map(Condition::parse).transpose()?,
            top_of_line: pattern.top_of_line,
        })
    }
}
