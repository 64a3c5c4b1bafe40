//! What the reader made of a title, item by item.
//!
//! Nothing is decided here. Jobs and chunks are those that the reader found. What a word does for the level is seen by
//! reading the title once more without it, and whether its function counts by reading it with another in its place.

use super::chunk::{Chunk, stands_as_head};
use super::items::Items;
use super::job::Job;
use super::qualify::qualifier;
use super::reader::Reading;
use super::sense::{Class, Modifier, Sense};
use super::trail::Phrase;
use super::{Effect, Function, Functions, Level, Levels, Role};

/// A chunk as it was read.
struct Seen {
    chunk: Chunk,
    /// Whether it names who is served by the job before it.
    is_served: bool,
    /// The item that names its job, and the level of that.
    job: Option<(usize, Level)>,
}

/// What the reader made of a title.
pub(super) struct Account<'a, 'l> {
    items: &'a Items<'l>,
    pub(super) role: Role,
    reading: Reading,
    top: Option<Job>,
    chunks: Vec<Seen>,
}

impl<'a, 'l> Account<'a, 'l> {
    /// The account of the title that `items` are of.
    pub(super) fn of(items: &'a Items<'l>) -> Account<'a, 'l> {
        let mut chunks = Vec::new();
        let (role, reading) = Reading::of(items, |chunk, is_served| chunks.push(Seen { chunk, is_served, job: None }));
        for job in reading.jobs() {
            let own = chunks.iter_mut().find(|seen| (seen.chunk.start..seen.chunk.end).contains(&job.head));
            if let Some(seen) = own {
                seen.job = Some((job.head, job.level));
            }
        }
        let top = reading.top();
        Account { items, role, reading, top, chunks }
    }

    /// What a phrase of the title did for how it reads.
    pub(super) fn effects(&self, phrase: &Phrase) -> Vec<Effect> {
        let Some(at) = phrase.item else { return vec![Effect::ChangesNothing] };
        let mut effects = match self.items.all()[at].class {
            Class::And | Class::Of | Class::To | Class::At => return vec![Effect::Joins],
            Class::Modifier(Modifier::Seeking) => return vec![Effect::Wishes],
            Class::Modifier(Modifier::OfficeOf) => return vec![Effect::Describes],
            Class::Topic if self.items.all()[at].is_agent && self.sounds_like_job() => vec![Effect::SoundsLikeJob],
            Class::Head(_) | Class::Topic if self.is_employer(at) => return vec![Effect::FollowsAt],
            Class::Head(_) => self.of_head(at),
            Class::Place => vec![Effect::SaysWhere],
            Class::Modifier(modifier) => self.of_modifier(modifier, at),
            Class::Topic if phrase.is_known => self.of_functions(at),
            Class::Topic => vec![Effect::IsUnknown],
        };
        // A job that is named moves no other, though the words around it would read otherwise without it.
        let tells_the_level = |effect: &Effect| {
            matches!(
                effect,
                Effect::NamesJob { .. } | Effect::NamesFurtherJob { .. } | Effect::IsServed | Effect::SoundsLikeJob
            )
        };
        if effects.first().is_some_and(tells_the_level) {
            return effects;
        }
        let (without, _) = Reading::of(&self.items.without(at), |_, _| {});
        if without.level != self.role.level && self.role.level != Level::Unknown {
            effects.push(Effect::Moves { from: without.level, to: self.role.level });
            if self.top.is_none() && !self.role.other_levels.is_empty() {
                effects.push(Effect::MayHaveLevels(self.role.other_levels));
            }
        }
        if effects.is_empty() {
            let more = self.role.other_levels.iter().filter(|level| !without.levels().contains(*level));
            let more: Levels = more.collect();
            effects.push(match () {
                () if !more.is_empty() => Effect::MayHaveLevels(more),
                () if without == self.role => Effect::ChangesNothing,
                () => Effect::Describes,
            });
        }
        effects
    }

    /// What a word that names a job did.
    fn of_head(&self, at: usize) -> Vec<Effect> {
        let alone = self.items.head(at).map(|head| head.level).unwrap_or_default();
        let counts = self.top.map(|top| top.level).unwrap_or_default();
        let seen = self.seen(at);
        let job = seen.and_then(|seen| seen.job);
        let links = |class| matches!(class, Class::Of | Class::To | Class::Modifier(Modifier::OfficeOf));
        let mut effects = vec![match job {
            _ if self.top.is_some_and(|top| top.head == at) => Effect::NamesJob { alone, here: counts },
            Some((head, level)) if head == at => Effect::NamesFurtherJob { level, counts },
            Some((_, Level::AssistantTo)) if self.follows(at, links) => Effect::IsServed,
            Some((head, _)) if head < at && self.follows(at, links) => Effect::IsLookedAfter,
            Some((head, _)) if at < head => Effect::Describes,
            None if seen.is_some_and(|seen| seen.is_served) || self.follows(at, links) => Effect::IsServed,
            _ if seen.is_some_and(|seen| !stands_as_head(self.items, seen.chunk.start, at)) => Effect::Describes,
            _ => Effect::NamesFurtherJob { level: alone, counts },
        }];
        let is_top = matches!(effects[..], [Effect::NamesJob { .. }]);
        if is_top && !self.role.other_levels.is_empty() {
            effects.push(Effect::MayHaveLevels(self.role.other_levels));
        }
        // 'Head of Asia' is executive, which none of its words says.
        let unnamed = |function: &Function| *function != Function::Other && !self.is_named(*function);
        if is_top && self.role.functions.iter().any(|function| unnamed(&function)) {
            effects.push(Effect::IsFor(self.role.functions.iter().filter(unnamed).collect()));
        }
        effects.extend(self.of_functions(at));
        effects
    }

    /// What a word did that changes or qualifies a job; what that does for the level is seen elsewhere.
    fn of_modifier(&self, modifier: Modifier, at: usize) -> Vec<Effect> {
        let effect = match modifier {
            Modifier::Divisional => Some(Effect::Narrows),
            Modifier::Co if self.role.is_partial => Some(Effect::Shares),
            _ => qualifier(self.items, at).map(Effect::Qualifies),
        };
        effect.into_iter().collect()
    }

    /// What a word did that names functions.
    fn of_functions(&self, at: usize) -> Vec<Effect> {
        let item = &self.items.all()[at];
        let sense = item.sense;
        let kept = self.kept(at);
        if kept.is_empty() {
            let is_outdone = item.class == Class::Topic && !sense.functions.is_empty();
            let effect = Effect::WouldBeFor { functions: sense.functions, counts: self.role.functions };
            return is_outdone.then_some(effect).into_iter().collect();
        }
        let mut effects = vec![Effect::IsFor(kept)];
        let others = sense.other_functions.iter().filter(|function| self.role.other_functions.contains(*function));
        let others: Functions = others.collect();
        if !others.is_empty() {
            effects.push(Effect::MayBeFor(others));
        }
        effects
    }

    /// The functions of the title that a word names; a topic may name what another word names as well.
    fn kept(&self, at: usize) -> Functions {
        let item = &self.items.all()[at];
        let named = item.sense.functions;
        let kept: Functions = named.iter().filter(|function| self.role.functions.contains(*function)).collect();
        let is_kept = (item.class == Class::Topic && kept == named) || (!kept.is_empty() && self.functions_count(at));
        if is_kept { kept } else { Functions::NONE }
    }

    /// Whether some word names a function of the title.
    fn is_named(&self, function: Function) -> bool {
        let names = |at: usize| self.items.all()[at].sense.functions.contains(function);
        (0..self.items.all().len()).any(|at| names(at) && self.kept(at).contains(function))
    }

    /// Whether the functions that a word names are among those of the title by this word.
    fn functions_count(&self, at: usize) -> bool {
        // The grammar makes exceptions for these four.
        let is_special = |function| {
            matches!(function, Function::Sales | Function::Executive | Function::Education | Function::Other)
        };
        let is_in_use = |function| self.items.all().iter().any(|item| item.sense.functions.contains(function));
        let other = Function::ALL.into_iter().find(|function| !is_special(*function) && !is_in_use(*function));
        let Some(other) = other else { return false };
        let functions = [other].into_iter().collect();
        let sense = Sense { functions, ..*self.items.all()[at].sense };
        Reading::of(&self.items.with_sense(at, &sense), |_, _| {}).0.functions.contains(other)
    }

    /// Whether the level is that of a word that merely sounds like a job.
    fn sounds_like_job(&self) -> bool {
        self.role.level == Level::Individual && self.top.is_none_or(|top| top.level == Level::Unknown)
    }

    /// Whether the word stands behind 'at', where nothing but a job is looked for.
    fn is_employer(&self, at: usize) -> bool {
        !self.names_job(at) && self.follows(at, |class| class == Class::At)
    }

    /// Whether the word names a job of its own.
    fn names_job(&self, at: usize) -> bool {
        self.reading.jobs().any(|job| job.head == at)
    }

    /// The chunk that holds an item.
    fn seen(&self, at: usize) -> Option<&Seen> {
        self.chunks.iter().find(|seen| (seen.chunk.start..seen.chunk.end).contains(&at))
    }

    /// Whether a word of a wanted class stands in the same chunk, after the job if that comes first, and before `at`.
    fn follows(&self, at: usize, wanted: impl Fn(Class) -> bool) -> bool {
        let Some(seen) = self.seen(at) else { return false };
        let start = seen.job.map_or(seen.chunk.start, |(head, _)| if head < at { head } else { seen.chunk.start });
        self.items.all()[start..at].iter().any(|item| wanted(item.class))
    }
}
