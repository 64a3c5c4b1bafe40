//! Reads a title: puts the jobs that it names together into one role.

use arrayvec::ArrayVec;

use super::chunk::{Chunk, chunks};
use super::context::Scope;
use super::items::Items;
use super::job::Job;
use super::lexicon::Lexicon;
use super::sense::{Class, Family, Modifier};
use super::topics::{Topics, topics};
use super::words::Gap;
use super::{Chief, Function, FurtherJob, Level, ManagesPeople, Qualifier, Qualifiers, Role};

/// Reads titles.
///
/// Only the first 64 words of a title are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    lexicon: &'static Lexicon,
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

    /// How `title` reads.
    pub fn read(&self, title: &str) -> Role {
        let items = Items::of(self.lexicon, title);
        let (qualifiers, is_wish) = qualifiers(&items);
        let mut reading = Reading::default();
        for chunk in chunks(&items) {
            reading.take(&items, chunk);
        }
        let mut role = reading.role();
        role.qualifiers = qualifiers;
        if is_wish {
            role.level = Level::Unknown;
            role.manages_people = ManagesPeople::Unclear;
        } else if role.level == Level::Unknown && items.has_agent {
            role.level = Level::Individual;
            role.manages_people = ManagesPeople::No;
        }
        role
    }
}

/// What qualifies the title, and whether it is a wish ('seeking …') and names no post.
fn qualifiers(items: &Items<'_>) -> (Qualifiers, bool) {
    let all = items.all();
    let mut qualifiers = Qualifiers::default();
    let mut is_wish = false;
    for (at, item) in all.iter().enumerate() {
        let qualifier = match item.class {
            Class::Place | Class::Modifier(Modifier::Regional) => Qualifier::Regional,
            Class::Modifier(Modifier::Acting) => Qualifier::Acting,
            Class::Modifier(Modifier::Interim) => Qualifier::Interim,
            Class::Modifier(Modifier::Deputy) => Qualifier::Deputy,
            Class::Modifier(modifier @ (Modifier::Vacant | Modifier::Open)) => {
                let begins = at == 0 || item.gap >= Gap::Comma;
                let ends = all.get(at + 1).is_none_or(|next| next.gap >= Gap::Comma);
                // 'Vacant VP Sales' is a vacancy, 'Director of Vacant Property Services' is not, nor is 'Open Source Lead'.
                let is_vacancy = if modifier == Modifier::Vacant { begins || ends } else { begins && ends };
                if is_vacancy { Qualifier::Vacant } else { continue }
            }
            Class::Modifier(Modifier::Seeking) => {
                is_wish = true;
                continue;
            }
            _ => continue,
        };
        qualifiers.insert(qualifier);
    }
    (qualifiers, is_wish)
}

/// How many jobs of one title are kept.
const MOST_JOBS: usize = 8;

/// The jobs of a title as they are found.
#[derive(Default)]
struct Reading {
    jobs: ArrayVec<Job, MOST_JOBS>,
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
    fn take(&mut self, items: &Items<'_>, chunk: Chunk) {
        if self.serves && !matches!(chunk.gap, Gap::Slash | Gap::Pipe) && (self.served || !chunk.is_joined) {
            self.served = true;
            self.follow(items, chunk);
            return;
        }
        self.serves = false;
        self.served = false;
        match Job::read(items, chunk) {
            Some(mut job) if !self.jobs.is_full() => {
                if self.jobs.is_empty() && self.has_leading && job.family != Family::Chief {
                    self.lead(&mut job, chunk);
                }
                self.serves = job.level == Level::AssistantTo;
                // What a head means by itself begins no list: 'Engineer, Sales & Marketing'.
                self.list_is_closed = joins(items, chunk) || (job.scope.is_open() && !job.topics.functions.is_empty());
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
            self.list_is_closed = false;
        } else if found.name_a_function() && (chunk.gap == Gap::Slash || closes_list || serves_both) {
            job.topics.extend(found);
        }
        self.list_is_closed |= joins(items, chunk);
    }

    fn role(mut self) -> Role {
        let jobs = self.jobs.as_mut_slice();
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

/// The job that gives the title its level: the one with the most weight, of equals a chief's office or the first.
fn top(jobs: &[Job]) -> Option<Job> {
    let has_seat = jobs.iter().any(|job| job.level == Level::Board);
    let mut top: Option<Job> = None;
    for job in jobs.iter() {
        // 'Senior Analyst, Principal': a grade.
        let is_bare = jobs.len() > 1 && job.topics.functions.is_empty();
        let is_grade = is_bare && job.family == Family::Principal;
        // 'Director, Board of Directors'.
        let is_seat = is_bare && job.family == Family::Director && has_seat;
        if !is_grade && !is_seat && top.is_none_or(|top| job.is_above(&top)) {
            top = Some(*job);
        }
    }
    top
}

/// The chief's office of a title that may name several: the most operational one.
fn office(jobs: &[Job]) -> Option<Chief> {
    let offices = || jobs.iter().filter_map(|job| job.chief);
    offices()
        .find(|office| office.0 == "coo")
        .or_else(|| offices().find(|office| office.0 != "ceo" && office.0 != "president"))
        .or_else(|| offices().find(|office| office.0 == "ceo"))
        .or_else(|| offices().next())
}

/// The highest of the jobs that did not give the title its level.
fn second(jobs: &[Job], top: &Job) -> Option<FurtherJob> {
    let mut second: Option<Job> = None;
    for job in jobs.iter() {
        let repeats_top = job.level == top.level && job.topics.functions == top.topics.functions;
        if !repeats_top && second.is_none_or(|second| job.weight() > second.weight()) {
            second = Some(*job);
        }
    }
    second.map(|job| FurtherJob { level: job.level, functions: job.topics.functions })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::title::Functions;

    #[test]
    fn functions_are_listed_in_order_of_appearance() {
        let role = Reader::builtin().read("COO & VP of Sales Operations");
        let named: Functions = [Function::Operations, Function::SalesOperations].into_iter().collect();
        assert_eq!(role.functions, named);
        assert_eq!(role.chief, Some(Chief("coo")));
    }
}
