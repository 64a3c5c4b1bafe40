//! Cards as they are written in TOML.

use serde::Deserialize;

use super::{Card, Experience, Line, Need, Pay, Verdict};
use crate::pattern::language::{OneOrMany, Selector};
use crate::pattern::{Condition, Matcher, Pattern};

/// A file of cards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) role: Vec<Role>,
}

/// One card. What each key holds is said in [`Card`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Role {
    pub(super) name: String,
    pub(super) pattern: String,
    label: String,
    summary: String,
    who: Option<OneOrMany<Selector>>,
    #[serde(default)]
    stands_in: Vec<Selector>,
    #[serde(default)]
    missed_by: Vec<String>,
    #[serde(default)]
    place: Vec<Line>,
    #[serde(default)]
    teams: Vec<Line>,
    #[serde(default)]
    tasks: Vec<Line>,
    #[serde(default)]
    scope: Vec<Line>,
    #[serde(default)]
    need: Vec<WrittenNeed>,
    pay: Option<Pay>,
    #[serde(default)]
    experience: Vec<Experience>,
    #[serde(default)]
    education: Vec<Line>,
    #[serde(default)]
    ways_in: Vec<Way>,
    #[serde(default)]
    ways_out: Vec<Way>,
}

/// A way into a role or out of it: what people read, and the roles that are meant where steps are to be judged by it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Way {
    text: String,
    role: Option<OneOrMany<Selector>>,
    sources: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNeed {
    verdict: Verdict,
    when: Option<String>,
    found: Option<String>,
    text: String,
    sources: Vec<String>,
}

impl Role {
    /// The card, checked; the error says what is wrong with it.
    pub(super) fn card(self, pattern: Pattern) -> Result<Card, String> {
        let matcher = |selector: &Selector| Matcher::new(selector.clone(), &[]).map_err(|misfit| misfit.fault.message);
        let ways = |ways: &[Way]| {
            let roles = ways.iter().filter_map(|way| way.role.as_ref()).flat_map(OneOrMany::iter);
            roles.map(matcher).collect::<Result<Vec<Matcher>, String>>()
        };
        let lines = |ways: Vec<Way>| ways.into_iter().map(|Way { text, sources, .. }| Line { text, sources }).collect();
        let who = self.who.iter().flat_map(OneOrMany::iter).map(matcher).collect::<Result<_, _>>()?;
        Ok(Card {
            name: self.name,
            label: self.label,
            summary: self.summary,
            pattern,
            place: self.place,
            teams: self.teams,
            tasks: self.tasks,
            scope: self.scope,
            needs: self.need.into_iter().map(WrittenNeed::checked).collect::<Result<_, _>>()?,
            missed_by: self.missed_by,
            pay: self.pay,
            experience: self.experience,
            education: self.education,
            comes_from: ways(&self.ways_in)?,
            leads_to: ways(&self.ways_out)?,
            ways_in: lines(self.ways_in),
            ways_out: lines(self.ways_out),
            who,
            stands_in: self.stands_in.iter().map(matcher).collect::<Result<_, _>>()?,
        })
    }
}

impl WrittenNeed {
    fn checked(self) -> Result<Need, String> {
        let when = self.when.as_deref().map(Condition::parse).transpose().map_err(|fault| fault.message)?;
        Ok(Need { verdict: self.verdict, sources: self.sources, found: self.found, text: self.text, when })
    }
}
