//! Reporting patterns: their language, the built-in pack, and their evaluation over a chart.

mod condition;
mod evaluate;
pub mod language;
mod matcher;

use std::ops::Range;

pub use condition::{Condition, NAMES as CONDITION_NAMES};
pub use evaluate::{Judge, evaluate, preferences};
use language::{NamedRole, Pack, Selector};
pub use matcher::Matcher;
use toml::Spanned;

use crate::error::Error;
use crate::expression::Fault;
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
    grades_tell: bool,
}

/// The built-in pack, as it is written but for the places of its texts. It is needed at every start, and TOML takes some ten
/// times as long to read; a test makes the one of the other, and holds them in step.
pub fn documented() -> Result<Pack, Error> {
    const NAME: &str = "documented.bin";
    postcard::from_bytes(include_bytes!("packs/documented.bin"))
        .map_err(|error| Error::in_file(NAME, error.to_string()))
}

/// The patterns of the built-in pack.
pub fn documented_patterns() -> Result<Vec<Pattern>, Error> {
    let pack = documented()?;
    let load = |written| Pattern::new(written, &pack.role);
    pack.pattern.into_iter().map(load).collect::<Result<_, _>>().map_err(|misfit| Error::new(misfit.fault.message))
}

/// What does not fit in a pattern that is well written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misfit {
    /// What is wrong; the offset counts from the start of the text at `span`.
    pub fault: Fault,
    /// The text that it is in, in bytes of the file that the pattern was read from.
    pub span: Range<usize>,
}

impl Misfit {
    fn no_role(name: &Spanned<String>, roles: &[NamedRole]) -> Misfit {
        let known: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
        let message = format!("there is no role '{}'", name.get_ref());
        let help = Some(format!("known are: {}; a further one is a table [[role]]", known.join(", ")));
        Misfit { fault: Fault { message, help, offset: 0 }, span: name.span() }
    }
}

fn condition(text: Spanned<String>) -> Result<Condition, Misfit> {
    Condition::parse(text.get_ref()).map_err(|fault| Misfit { fault, span: text.span() })
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

    /// Whether a manager of the same level conforms whose grade is another.
    pub fn is_told_by_grades(&self) -> bool {
        self.grades_tell
    }

    /// Whether it looks only at the topmost of several such positions in one line.
    pub fn is_of_top_of_line(&self) -> bool {
        self.top_of_line
    }

    /// Checks a pattern as it is written; `roles` are those that it can name.
    pub fn new(pattern: language::Pattern, roles: &[NamedRole]) -> Result<Pattern, Misfit> {
        fn matchers(
            selectors: impl IntoIterator<Item = Selector>,
            roles: &[NamedRole],
        ) -> Result<Vec<Matcher>, Misfit> {
            selectors.into_iter().map(|selector| Matcher::new(selector, roles)).collect()
        }
        let mut made = Pattern {
            name: pattern.name.into_inner(),
            severity: pattern.severity,
            summary: pattern.summary,
            why: pattern.why,
            sources: pattern.sources,
            who: matchers(pattern.who, roles)?,
            reports_to: matchers(pattern.reports_to, roles)?,
            documented: matchers(pattern.documented, roles)?,
            rolls_up_to: matchers(pattern.rolls_up_to, roles)?,
            when: pattern.when.map(condition).transpose()?,
            top_of_line: pattern.top_of_line,
            grades_tell: pattern.grades_tell,
        };
        if made.summary.is_empty() {
            made.summary = made.described();
        }
        Ok(made)
    }

    /// What it finds, from what it asks for.
    fn described(&self) -> String {
        let list = |matchers: &[Matcher]| {
            let labels: Vec<&str> = matchers.iter().map(|matcher| &*matcher.label).collect();
            matcher::alternatives(&labels)
        };
        let (who, preferred, documented) = (list(&self.who), list(&self.reports_to), list(&self.documented));
        match (list(&self.rolls_up_to), preferred, documented) {
            (above, _, _) if !above.is_empty() => format!("{who}: a line that leads up to no {above}"),
            (_, preferred, documented) if documented.is_empty() => format!("{who}: a manager other than {preferred}"),
            (_, preferred, documented) if preferred.is_empty() => format!("{who}: a manager other than {documented}"),
            (_, preferred, documented) => {
                format!("{who}: a manager other than {preferred}, or where documented {documented}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_pack_is_what_is_written() {
        let written: Pack = toml::from_str(include_str!("packs/documented.toml")).unwrap();
        let packed = postcard::to_allocvec(&written).unwrap();
        assert_eq!(postcard::from_bytes::<Pack>(&packed).unwrap(), written);
        crate::in_step::hold("src/pattern/packs/documented.bin", &packed, "pattern");
    }

    #[test]
    fn the_built_in_patterns_can_be_read() {
        assert!(documented_patterns().unwrap().iter().all(|pattern| !pattern.summary.is_empty()));
    }
}
