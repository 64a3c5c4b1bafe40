//! Reads a title: puts the jobs that it names together into one role.

use std::sync::Arc;

use super::chunk::{Chunk, chunks};
use super::company;
use super::context::{Scope, names_department};
use super::items::Items;
use super::job::Job;
use super::lexicon::Lexicon;
use super::qualify::qualifiers;
use super::sense::{Class, Family, Modifier};
use super::several::{Jobs, explains, office, second, settle_together, top};
use super::topics::{Topics, topics};
use super::vocabulary::{Vocabulary, VocabularyError};
use super::words::Gap;
use super::{Function, Level, ManagesPeople, Role};

/// Reads titles.
///
/// Only the first 64 words of a title are looked at.
#[derive(Clone, Debug)]
pub struct Reader {
    pub(super) lexicon: Arc<Lexicon>,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader::builtin()
    }
}

impl Reader {
    /// The reader with the built-in lexicon.
    pub fn builtin() -> Reader {
        Reader { lexicon: Lexicon::builtin() }
    }

    /// The reader with the built-in lexicon and what a company adds to it, which goes before.
    pub fn with(vocabulary: &Vocabulary) -> Result<Reader, VocabularyError> {
        if vocabulary.is_empty() {
            return Ok(Reader::builtin());
        }
        let mut lexicon = Lexicon::to_be_added_to();
        let builtin = Reader::builtin();
        company::add(&mut lexicon, vocabulary, |title| builtin.read(title))?;
        Ok(Reader { lexicon: Arc::new(lexicon) })
    }

    /// How `title` reads.
    pub fn read(&self, title: &str) -> Role {
        let role = Reading::of(&Items::of(&self.lexicon, title), |_, _| {}).0;
        // What the company has said of the whole title goes before.
        match self.lexicon.exact(title) {
            Some(meaning) => meaning.over(role),
            None => role,
        }
    }
}

/// Whether a title without a known job gives a grade to a word that may be one: 'Senior Zanjero', not 'Senior Sales'.
fn is_graded(items: &Items<'_>) -> bool {
    let all = items.all();
    let has_grade = (0..all.len()).any(|at| {
        matches!(all[at].class, Class::Modifier(Modifier::Senior | Modifier::Junior))
            || items.head(at).is_some_and(|head| head.before == Some(Modifier::Associate))
    });
    has_grade && all.last().is_some_and(|last| !last.is_known)
}

/// The jobs of a title as they are found.
#[derive(Default)]
pub(super) struct Reading {
    jobs: Jobs,
    /// What stands before the first job.
    leading: Topics,
    /// Whether something does.
    has_leading: bool,
    /// Whether the last list of topics has been closed by an 'and'.
    list_is_closed: bool,
    /// Whether the last job serves somebody, who may be named next: 'Executive Assistant, CTO and CFO'.
    serves: bool,
    /// Whether somebody has been.
    served: bool,
}

impl Reading {
    /// The role that `items` name, and the reading that it rests on; `seen` is told each chunk, and whether it names who
    /// is served by the job before it.
    pub(super) fn of(items: &Items<'_>, mut seen: impl FnMut(Chunk, bool)) -> (Role, Reading) {
        let mut reading = Reading::default();
        for chunk in chunks(items) {
            reading.take(items, chunk);
            seen(chunk, reading.served);
        }
        let mut role = reading.settle();
        let (qualifiers, is_wish) = qualifiers(items);
        role.qualifiers = qualifiers;
        if is_wish {
            role.level = Level::Unknown;
            role.manages_people = ManagesPeople::Unclear;
        } else if role.level == Level::Unknown {
            let has_agent = items.all().iter().any(|item| item.is_agent);
            if has_agent || is_graded(items) {
                role.level = Level::Individual;
                role.manages_people = ManagesPeople::No;
            }
            if !has_agent && role.level == Level::Individual {
                // What the word means is anybody's guess.
                role.other_levels = role.other_levels.with(Level::SupervisorOrLead);
            }
        }
        (role, reading)
    }

    /// The jobs that count, in order.
    pub(super) fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter()
    }

    /// The job that gives the title its level.
    pub(super) fn top(&self) -> Option<Job> {
        top(&self.jobs)
    }

    fn take(&mut self, items: &Items<'_>, chunk: Chunk) {
        if self.serves && !matches!(chunk.gap, Gap::Slash | Gap::Pipe) && (self.served || !chunk.is_joined) {
            self.served = true;
            self.follow(items, chunk);
            return;
        }
        self.serves = false;
        self.served = false;
        let read = Job::read(items, chunk);
        if let (Some(job), Some(last)) = (&read, self.jobs.last_mut())
            && explains(chunk, job, last)
        {
            last.other_levels = last.other_levels.with(job.level);
            self.follow(items, chunk);
            return;
        }
        match read {
            Some(mut job) if !self.jobs.is_full() => {
                // 'Former Chairman and CEO' is neither any more.
                job.is_former = items.all()[chunk.start].class == Class::Modifier(Modifier::Former)
                    || (chunk.is_joined && self.jobs.last().is_some_and(|last| last.is_former));
                if self.jobs.is_empty() && self.has_leading && job.family != Family::Chief {
                    self.lead(&mut job, chunk);
                }
                self.serves = job.level == Level::AssistantTo;
                // What a head means by itself begins no list: 'Engineer, Sales & Marketing'.
                let is_by_itself = job.scope.is_open() && !job.topics.functions.is_empty();
                self.list_is_closed = joins(items, chunk) || job.topics.has_object || is_by_itself;
                self.jobs.push(job);
            }
            Some(_) => {}
            None => self.follow(items, chunk),
        }
    }

    /// 'Sales / Marketing / Team Lead', 'Sales, Manager': the topics come first, and count as they do after the job.
    fn lead(&mut self, job: &mut Job, chunk: Chunk) {
        let own = job.topics;
        if matches!(chunk.gap, Gap::Slash | Gap::Pipe) {
            job.topics = self.leading;
            job.topics.extend(own);
        } else if own.yield_to(self.leading, chunk.gap) {
            job.topics = self.leading;
        }
    }

    /// A chunk that names no job belongs to the job before it: what it is for ('VP, Sales'), or for whom ('CEO, Acme').
    fn follow(&mut self, items: &Items<'_>, chunk: Chunk) {
        let own = || items.all()[chunk.start..chunk.end].iter();
        let is_local = own().any(|item| {
            matches!(item.class, Class::Place | Class::Modifier(Modifier::Regional | Modifier::Divisional))
        });
        let has_content = is_local || own().any(|item| matches!(item.class, Class::Topic | Class::Head(_)));
        let found = topics(items, chunk, self.serves);
        let Some(job) = self.jobs.last_mut() else {
            self.leading.extend(found);
            self.has_leading |= has_content;
            return;
        };
        job.is_in_department |= names_department(items, chunk);
        // 'Director (Deputy)'.
        let deputy = Class::Modifier(Modifier::Deputy);
        if chunk.start < chunk.end && own().all(|item| item.class == deputy) {
            job.stands_below();
            return;
        }
        job.is_partial |= is_local || (has_content && job.leads_all());
        if job.family == Family::Chief {
            return;
        }
        // 'Sales, Marketing and Operations' is a list; in 'Product, Sports Digital' the second only says where.
        let closes_list =
            chunk.gap == Gap::Comma && !self.list_is_closed && (chunk.is_joined || list_closes(items, chunk));
        let serves_both = self.serves && chunk.is_joined;
        if job.topics.yield_to(found, chunk.gap) && !serves_both {
            job.topics = found;
            self.list_is_closed = found.has_object;
        } else if found.name_a_function() && (chunk.gap == Gap::Slash || closes_list || serves_both) {
            job.topics.extend(found);
        }
        self.list_is_closed |= joins(items, chunk);
    }

    /// Puts the jobs together.
    fn settle(&mut self) -> Role {
        let jobs = &mut self.jobs;
        settle_together(jobs);
        let has_function = jobs.iter().any(Job::is_for_a_function);
        jobs.iter_mut().for_each(|job| job.settle(has_function));
        let mut role = Role::default();
        let Some(top) = top(jobs) else {
            role.functions = self.leading.functions;
            role.other_functions = self.leading.other_functions;
            if role.functions.is_empty() {
                role.functions.push(Function::Other);
            }
            return role;
        };
        role.level = top.level;
        role.manages_people = top.manages_people;
        role.other_levels = top.other_levels;
        role.is_partial = top.is_partial;
        let is_named = jobs.iter().any(|job| job.topics.name_a_function());
        for job in jobs.iter() {
            if (job.topics.name_a_function() || !is_named) && (!job.is_aside || role.functions.is_empty()) {
                role.functions.extend(job.topics.functions);
                role.other_functions.extend(job.topics.other_functions);
            }
            match job.level {
                // A seat on the board and 'head of' say little of where somebody stands who has a grade as well.
                Level::Board | Level::Head => role.other_levels = role.other_levels.with(job.level),
                _ => {}
            }
        }
        if role.functions.is_empty() {
            for functions in jobs.iter().filter_map(Job::last_resort) {
                role.functions.extend(functions);
            }
        }
        if role.functions.is_empty() {
            role.functions.push(Function::Other);
            if top.scope == Scope::default()
                && top.family == Family::Director
                && role.level == Level::Director
                && jobs.len() == 1
            {
                role.other_levels = role.other_levels.with(Level::Board);
            }
        }
        role.other_levels = role.other_levels.without(role.level);
        if role.level == Level::CSuite {
            role.chief = office(jobs);
            let meant = jobs.iter().find(|job| job.chief == role.chief);
            role.offices = meant.map_or(&[], |job| job.offices);
        }
        role.second = second(jobs, &top);
        role
    }
}

/// Whether `chunk` joins topics by 'and'.
fn joins(items: &Items<'_>, chunk: Chunk) -> bool {
    chunk.is_joined || items.all()[chunk.start..chunk.end].iter().any(|item| item.class == Class::And)
}

/// Whether the list of topics that `chunk` belongs to ends with an 'and', here or after further commas.
fn list_closes(items: &Items<'_>, chunk: Chunk) -> bool {
    let rest = items.all().iter().enumerate().skip(chunk.start);
    for (at, item) in rest {
        match item.class {
            Class::And => return true,
            Class::Head(_) => return false,
            _ if at > chunk.start && item.gap > Gap::Comma => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::title::{Chief, Functions};

    #[test]
    fn functions_are_listed_in_order_of_appearance() {
        let role = Reader::builtin().read("COO & VP of Sales Operations");
        let named: Functions = [Function::Operations, Function::SalesOperations].into_iter().collect();
        assert_eq!(role.functions, named);
        assert_eq!(role.chief, Some(Chief("coo")));
    }
}
