//! The documented roles as cards: where each belongs, what it does, when a company needs it, what it is paid, who comes
//! into it and where it leads. The cards are data, in `documented.toml`; whom a role reports to they take from the
//! reporting patterns, so that it is said once.

mod figures;
mod written;

use std::sync::LazyLock;

pub use figures::{Amounts, Experience, Pay};

use crate::error::Error;
use crate::facts::{Facts, Organisation};
use crate::pattern::{self, Condition, Kind, Matcher, Pattern};
use crate::title::Role;

/// A documented role.
#[derive(Debug)]
pub struct Card {
    /// Its name on the command line and in JSON, such as `vp-sales-operations`.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What it is for, in one sentence.
    pub summary: String,
    /// The pattern that says whom it reports to.
    pub pattern: Pattern,
    /// What else is documented of its place.
    pub place: Vec<Line>,
    /// Whom it leads.
    pub teams: Vec<Line>,
    /// What it does.
    pub tasks: Vec<Line>,
    /// How far it reaches.
    pub scope: Vec<Line>,
    /// When a company needs it: the first that holds decides.
    pub needs: Vec<Need>,
    /// The rules that find something where it is missing.
    pub missed_by: Vec<String>,
    /// What it is paid, where that is documented.
    pub pay: Option<Pay>,
    /// Every documented figure for the years of experience; they disagree.
    pub experience: Vec<Experience>,
    /// What its holder has studied.
    pub education: Vec<Line>,
    /// Roles from which one comes into it.
    pub ways_in: Vec<Line>,
    /// Roles to which it leads.
    pub ways_out: Vec<Line>,
    who: Vec<Matcher>,
    stands_in: Vec<Matcher>,
    comes_from: Vec<Matcher>,
    leads_to: Vec<Matcher>,
}

/// One thing that is documented, and the ids of the statements that say so.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What it says, in a few words without a full stop.
    pub text: String,
    /// The ids of the statements.
    pub sources: Vec<String>,
}

/// Whether a company needs a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It does.
    Needed,
    /// The documents leave it open.
    Optional,
    /// It does not.
    NotNeeded,
}

impl Verdict {
    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Verdict::Needed => "needed",
            Verdict::Optional => "optional",
            Verdict::NotNeeded => "not needed",
        }
    }
}

/// A circumstance that decides whether a company needs a role.
#[derive(Debug)]
pub struct Need {
    /// What it decides.
    pub verdict: Verdict,
    /// The ids of the statements that say so.
    pub sources: Vec<String>,
    /// A rule that finds something in the chart where the circumstance holds.
    pub found: Option<String>,
    text: String,
    when: Option<Condition>,
}

impl Need {
    /// The circumstance in words, with the thresholds of an organisation.
    pub fn text(&self, organisation: &Organisation) -> String {
        let thresholds = [
            ("{small_below}", organisation.small_below),
            ("{large_from}", organisation.large_from),
            ("{sellers_for_sales_ops}", organisation.sellers_for_sales_ops),
            ("{sellers_for_departments}", organisation.sellers_for_departments),
        ];
        thresholds.iter().fold(self.text.clone(), |text, (name, value)| text.replace(name, &value.to_string()))
    }

    /// Whether its condition of the chart holds; `found` is left to who runs rules.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        self.when.as_ref().is_none_or(|when| when.holds(facts))
    }
}

impl Card {
    /// Whether a role is this one in every reading of its title.
    pub fn is_about(&self, role: &Role) -> bool {
        if self.who.is_empty() { self.pattern.is_about(role) } else { self.who.iter().any(|who| who.is_surely(role)) }
    }

    /// Whether a role is not this one, and does for it all the same.
    pub fn stands_in(&self, role: &Role) -> bool {
        !self.is_about(role) && self.stands_in.iter().any(|stand_in| stand_in.is_surely(role))
    }

    /// Whether a document names a way into it from a role, in some reading of its title; `None` where the documents name none
    /// at all.
    pub fn comes_from(&self, role: &Role) -> Option<bool> {
        named(&self.comes_from, role)
    }

    /// Whether a document names a way from it to a role, in some reading of its title; `None` where the documents name none at
    /// all.
    pub fn leads_to(&self, role: &Role) -> Option<bool> {
        named(&self.leads_to, role)
    }

    /// The preferred managers.
    pub fn reports_to(&self) -> Vec<Kind<'_>> {
        self.pattern.reports_to()
    }

    /// Managers that a document names beside the preferred ones. Those that the pattern accepts and no document names,
    /// such as intermediate ranks, are left out.
    pub fn documented(&self) -> Vec<Kind<'_>> {
        self.pattern.documented().into_iter().filter(|kind| !kind.sources.is_empty()).collect()
    }

    /// The years of experience as a whole, of which years in a certain role are a part.
    pub fn years(&self) -> impl Iterator<Item = &Experience> {
        self.experience.iter().filter(|experience| experience.within.is_none())
    }

    /// Every statement that the card cites, each once, in the order of the card.
    pub fn sources(&self) -> Vec<&str> {
        let mut sources: Vec<&str> = Vec::new();
        let place = [self.reports_to(), self.documented()].into_iter().flatten();
        let lines = [&self.place, &self.teams, &self.tasks, &self.scope].into_iter().flatten();
        let later = [&self.education, &self.ways_in, &self.ways_out].into_iter().flatten();
        let all = place
            .flat_map(|kind| kind.sources)
            .chain(lines.flat_map(|line| &line.sources))
            .chain(self.needs.iter().flat_map(|need| &need.sources))
            .chain(self.pay.iter().flat_map(|pay| &pay.sources))
            .chain(self.experience.iter().flat_map(|experience| &experience.sources))
            .chain(later.flat_map(|line| &line.sources));
        for id in all.map(String::as_str) {
            if !sources.contains(&id) {
                sources.push(id);
            }
        }
        sources
    }
}

fn named(ways: &[Matcher], role: &Role) -> Option<bool> {
    (!ways.is_empty()).then(|| ways.iter().any(|way| way.is_possibly(role)))
}

/// The built-in cards, from the top down.
pub fn documented() -> Result<Vec<Card>, Error> {
    load("documented.toml", include_str!("documented.toml"), pattern::documented_patterns()?)
}

/// The built-in cards, read once. A test sees to it that they can be read.
pub fn cards() -> &'static [Card] {
    static CARDS: LazyLock<Vec<Card>> = LazyLock::new(|| documented().unwrap_or_default());
    &CARDS
}

/// Loads cards from their text; each takes the one of `patterns` that it names.
pub fn load(path: &str, text: &str, mut patterns: Vec<Pattern>) -> Result<Vec<Card>, Error> {
    let file: written::File = toml::from_str(text).map_err(|error| Error::in_file(path, error.to_string()))?;
    let card = |role: written::Role| {
        let name = role.name.clone();
        let pattern = patterns.iter().position(|pattern| pattern.name == role.pattern);
        let pattern = pattern.map(|at| patterns.swap_remove(at)).ok_or_else(|| format!("there is no {}", role.pattern));
        pattern
            .and_then(|pattern| role.card(pattern))
            .map_err(|message| Error::in_file(path, format!("in the role '{name}': {message}")))
    };
    file.role.into_iter().map(card).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_cards_can_be_read() {
        let cards = documented().unwrap();
        assert_eq!(cards.len(), super::cards().len());
        for card in &cards {
            assert!(card.needs.last().is_some_and(|need| need.when.is_none()), "{}: something is decided", card.name);
            assert!(!card.summary.is_empty() && !card.label.is_empty());
        }
    }

    #[test]
    fn every_line_of_a_card_cites_a_statement() {
        for card in cards() {
            let lines = [&card.place, &card.teams, &card.tasks, &card.scope, &card.education, &card.ways_in];
            for line in lines.into_iter().chain([&card.ways_out]).flatten() {
                assert!(!line.sources.is_empty() && !line.text.ends_with('.'), "{}: {}", card.name, line.text);
            }
            assert!(card.needs.iter().all(|need| !need.sources.is_empty()), "{}", card.name);
            assert!(card.experience.iter().all(|years| !years.sources.is_empty()), "{}", card.name);
            assert!(card.pay.iter().all(|pay| !pay.sources.is_empty()), "{}", card.name);
        }
    }

    #[test]
    fn whom_a_card_names_as_manager_cites_what_its_pattern_cites() {
        for card in cards() {
            let named: Vec<&String> =
                [card.reports_to(), card.documented()].into_iter().flatten().flat_map(|kind| kind.sources).collect();
            assert!(named.iter().all(|id| card.pattern.sources.contains(id)), "{}", card.name);
            assert!(card.pattern.sources.iter().all(|id| named.contains(&id)), "{}: {named:?}", card.name);
        }
    }

    #[test]
    fn thresholds_are_those_of_the_organisation() {
        let organisation = Organisation { small_below: 7, large_from: 70, ..Organisation::default() };
        let texts: Vec<String> =
            cards().iter().flat_map(|card| &card.needs).map(|need| need.text(&organisation)).collect();
        assert!(texts.iter().any(|text| text.contains("fewer than 7 people")));
        assert!(texts.iter().any(|text| text.contains("of 70 people and more")));
        assert!(texts.iter().all(|text| !text.contains('{')), "{texts:?}");
    }

    #[test]
    fn what_is_wrong_in_a_card_is_named() {
        let fault =
            |text: &str| load("cards.toml", text, pattern::documented_patterns().unwrap()).unwrap_err().to_string();
        assert!(
            fault("[[role]]\nname = 'x'\nlabel = 'X'\nsummary = 'x'\npattern = 'pattern/none'")
                .contains("there is no pattern/none")
        );
        assert!(fault("[[rule]]").contains("unknown field"));
    }
}
