//! Reads the job that one chunk of a title names.

use super::chunk::{Chunk, stands_as_head};
use super::context::{Modifiers, Place, Scope, names_department};
use super::items::Items;
use super::sense::usually_manages;
use super::sense::{Class, Counts, Family, Head, ManagerOf, Modifier};
use super::topics::{Topics, topics};
use super::words::Gap;
use super::{Chief, Function, Functions, Level, Levels, ManagesPeople, Office};

/// One job that a title names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    /// The item that names it.
    pub(super) head: usize,
    pub(super) family: Family,
    pub(super) level: Level,
    pub(super) manages_people: ManagesPeople,
    pub(super) other_levels: Levels,
    pub(super) chief: Option<Chief>,
    /// The offices that it may be, where there are several.
    pub(super) offices: &'static [Office],
    /// The functions named around the head.
    pub(super) topics: Topics,
    /// The functions of the head itself, for want of others.
    pub(super) by_itself: Topics,
    counts: Counts,
    /// Whether only a part of the organisation is meant, or the post is shared.
    pub(super) is_partial: bool,
    /// Whether it stands in brackets, and so repeats or explains what stands before.
    pub(super) is_aside: bool,
    /// Whether it is held no more.
    pub(super) is_former: bool,
    /// Whether a department is named around it.
    pub(super) is_in_department: bool,
    /// Whether anything but modifiers stands before the head.
    is_described: bool,
    /// What its chunk says beside the head and its modifiers.
    pub(super) scope: Scope,
}

impl Job {
    /// The job that `chunk` names, if it names one.
    pub(super) fn read(items: &Items<'_>, chunk: Chunk) -> Option<Job> {
        let mut best: Option<Job> = None;
        let mut modifiers = Modifiers::default();
        for at in chunk.start..chunk.end {
            match items.all()[at].class {
                Class::Modifier(modifier) => modifiers.insert(modifier),
                Class::Of | Class::To | Class::At if best.is_some() => break,
                Class::Head(_) => {
                    let Some(head) = items.head(at) else { continue };
                    if modifiers.take(Modifier::OfficeOf) {
                        continue;
                    }
                    if !stands_as_head(items, chunk.start, at) {
                        head.before.into_iter().for_each(|modifier| modifiers.insert(modifier));
                        continue;
                    }
                    let job = Job::of(head, modifiers, Place { items, chunk, at });
                    best = Some(best.map_or(job, |before| before.beside(job)));
                    modifiers = Modifiers::default();
                }
                _ => {}
            }
        }
        let mut job = best?;
        // 'Directeur financier adjoint'.
        if modifiers.has(Modifier::Deputy) {
            job.stands_below();
        }
        job.is_aside = chunk.gap == Gap::Bracket;
        job.scope = Scope::of(items, chunk);
        job.is_partial |= job.scope.names_place || (!job.scope.is_open() && job.leads_all());
        job.topics = match job.family {
            Family::Chief => job.by_itself,
            _ => topics(items, chunk, false),
        };
        job.is_in_department = names_department(items, chunk);
        // Bare 'assistant'.
        if job.family == Family::Assistant
            && job.other_levels.contains(Level::AssistantTo)
            && chunk.end == chunk.start + 1
        {
            job.rises_to(Level::AssistantTo);
            job.other_levels = Levels::NONE.with(Level::Individual);
        }
        Some(job)
    }

    /// The job that `head` names with what stands before it.
    fn of(head: &Head, modifiers: Modifiers, place: Place<'_>) -> Job {
        let sense = place.items.all()[place.at].sense;
        let mut job = Job {
            head: place.at,
            family: head.family,
            level: head.level,
            manages_people: head.manages_people,
            other_levels: head.other_levels,
            chief: head.chief,
            offices: head.offices,
            topics: Topics::default(),
            by_itself: Topics {
                functions: sense.functions,
                other_functions: sense.other_functions,
                strength: sense.strength,
                has_object: false,
            },
            counts: head.counts,
            // Who founds or owns something with others does not lead a part of it.
            is_partial: (modifiers.has(Modifier::Co) && head.counts != Counts::Last)
                || modifiers.any(&[Modifier::Deputy, Modifier::Divisional, Modifier::Regional, Modifier::Assistant]),
            is_aside: false,
            is_former: false,
            is_in_department: false,
            is_described: place.is_described(),
            scope: Scope::default(),
        };
        let is_below = modifiers.any(&[Modifier::Deputy, Modifier::Assistant, Modifier::Associate]);
        match head.family {
            Family::VicePresident if head.level == Level::Vp => {
                if modifiers.has(Modifier::Executive) {
                    job.rises_to(Level::Evp);
                } else if modifiers.has(Modifier::Senior) {
                    job.rises_to(Level::Svp);
                } else if modifiers.any(&[Modifier::Assistant, Modifier::Associate]) {
                    job.rises_to(Level::Avp);
                }
            }
            Family::Director | Family::GeneralManager | Family::Dean if is_below => job.stands_below(),
            Family::Director => {
                if modifiers.has(Modifier::Senior) {
                    job.rises_to(Level::SeniorDirector);
                } else if modifiers.has(Modifier::Executive) && sense.functions.is_empty() {
                    job.family = Family::ExecutiveDirector;
                    job.rises_to(Level::CSuite);
                }
            }
            // 'Associate general counsel'.
            Family::Chief if modifiers.any(&[Modifier::Assistant, Modifier::Associate]) => {
                job.rises_to(Level::Director);
                job.other_levels = Levels::NONE.with(Level::CSuite).with(Level::Vp).with(Level::Individual);
            }
            // 'Assistant Department Manager'.
            Family::Fixed if head.level == Level::Manager && is_below => job.stands_below(),
            // 'Chief Controller' leads a shift here, a department there.
            Family::Manager if modifiers.has(Modifier::Chief) && !sense.functions.is_empty() => {
                job.rises_to(Level::Head);
                job.manages_people = ManagesPeople::Unclear;
                job.other_levels = job.other_levels.with(Level::SupervisorOrLead).with(Level::Manager);
            }
            Family::Manager => job.manages(place.manager_of(modifiers), is_below, modifiers),
            Family::BareChief | Family::Head if place.names_somebody() => {
                job.rises_to(Level::SupervisorOrLead);
                job.other_levels = Levels::NONE.with(Level::Head);
            }
            Family::BareChief if place.goes_on() || place.comes_first() || place.describes_a_department() => {
                job.rises_to(Level::Head);
                job.other_levels = Levels::NONE.with(Level::CSuite);
            }
            Family::Lead if !place.is_described() && place.goes_on_at_once() => {
                job.level = Level::Individual;
                job.other_levels = Levels::NONE.with(Level::SupervisorOrLead);
            }
            Family::Officer if modifiers.has(Modifier::Chief) => {
                job.family = Family::President;
                job.rises_to(Level::CSuite);
            }
            Family::Profession if modifiers.has(Modifier::Chief) => {
                job.level = Level::Head;
                job.manages_people = ManagesPeople::Unclear;
            }
            Family::Profession | Family::Individual | Family::Officer => job.serves_under(modifiers),
            Family::Assistant if place.serves() && head.level == Level::AssistantTo => {}
            // 'Adviser to the minister' serves without being an assistant.
            Family::Assistant if place.serves() && !head.other_levels.contains(Level::AssistantTo) => {
                job.other_levels = job.other_levels.with(Level::AssistantTo);
            }
            Family::Assistant if place.serves() => job.rises_to(Level::AssistantTo),
            _ => {}
        }
        job
    }

    /// Whether `function` is among its functions, or its head's own.
    pub(super) fn names(&self, function: Function) -> bool {
        self.topics.functions.contains(function) || self.by_itself.functions.contains(function)
    }

    /// Whether the job is to lead everything, unless the title names a part.
    pub(super) fn leads_all(&self) -> bool {
        self.level == Level::CSuite || self.family == Family::GeneralManager
    }

    /// The same job one step below.
    pub(super) fn stands_below(&mut self) {
        self.is_partial = true;
        match self.family {
            Family::Director => self.rises_to(Level::AssociateDirector),
            Family::GeneralManager => self.rises_to(Level::SeniorManager),
            Family::Dean => self.rises_to(Level::AssociateDirector),
            Family::Manager | Family::Fixed if self.level == Level::Manager => self.rises_to(Level::SupervisorOrLead),
            _ => {}
        }
    }

    /// Takes a level, and whether people are managed there.
    pub(super) fn rises_to(&mut self, level: Level) {
        self.level = level;
        self.manages_people = usually_manages(level);
        self.other_levels = self.other_levels.without(level);
    }

    fn manages(&mut self, what: ManagerOf, is_below: bool, modifiers: Modifiers) {
        if what == ManagerOf::Things {
            self.rises_to(Level::Individual);
            self.other_levels = Levels::NONE.with(Level::Manager);
            if modifiers.has(Modifier::Senior) {
                self.other_levels = self.other_levels.with(Level::SeniorManager);
            }
            if modifiers.has(Modifier::Lead) {
                self.other_levels = self.other_levels.with(Level::SupervisorOrLead);
            }
            return;
        }
        if is_below {
            self.rises_to(Level::SupervisorOrLead);
            self.other_levels = Levels::NONE.with(Level::Manager);
            return;
        }
        if modifiers.has(Modifier::Executive) {
            self.other_levels = self.other_levels.with(Level::Director);
        }
        if modifiers.has(Modifier::Senior) {
            self.rises_to(Level::SeniorManager);
        }
        if what == ManagerOf::Unclear {
            self.other_levels = self.other_levels.with(Level::Individual);
            if self.level == Level::Manager {
                self.manages_people = ManagesPeople::Unclear;
            }
        }
    }

    /// A job without people, seen with what comes before it: 'chief mate', 'head cook', 'lead engineer'.
    fn serves_under(&mut self, modifiers: Modifiers) {
        if modifiers.any(&[Modifier::Chief, Modifier::Head]) {
            self.rises_to(Level::SupervisorOrLead);
            self.other_levels = Levels::NONE.with(Level::Head);
        } else if modifiers.has(Modifier::Lead) {
            self.manages_people = ManagesPeople::Unclear;
            self.other_levels = self.other_levels.with(Level::SupervisorOrLead);
        }
    }

    /// What only the whole title tells, once the functions that follow the job are known, and whether a further job
    /// of the title is for one.
    pub(super) fn settle(&mut self, has_function_elsewhere: bool) {
        let names_function = !self.topics.functions.is_empty();
        let is_education = self.topics.functions.contains(Function::Education);
        match self.family {
            Family::Principal if is_education => self.heads_a_school(),
            Family::Chair if is_education || self.is_in_department => self.heads_a_school(),
            Family::ManagingDirector if names_function || has_function_elsewhere => {
                self.rises_to(Level::Svp);
                self.other_levels = self.other_levels.with(Level::CSuite);
            }
            Family::ExecutiveDirector if names_function || self.scope.has_of => {
                self.rises_to(Level::Vp);
                self.other_levels = self.other_levels.with(Level::SeniorDirector).with(Level::CSuite);
            }
            Family::ExecutiveDirector => self.other_levels = self.other_levels.with(Level::Vp),
            Family::Manager
                if self.level == Level::Manager
                    && !names_function
                    && !self.is_described
                    && self.scope == Scope::default()
                    && self.by_itself.functions.is_empty() =>
            {
                self.manages_people = ManagesPeople::Unclear;
            }
            // 'Head of Asia' runs everything there.
            Family::Head if !names_function && self.scope.is_a_place() => {
                self.topics.functions.push(Function::Executive)
            }
            _ => {}
        }
        if self.topics.functions.is_empty() && self.counts == Counts::Otherwise {
            self.topics = self.by_itself;
        }
    }

    /// Makes a principal or a chair the head of a school or of a part of one.
    pub(super) fn heads_a_school(&mut self) {
        self.rises_to(Level::Head);
        self.other_levels = Levels::NONE;
    }

    /// The functions of the head itself where they count only for want of any other in the title.
    pub(super) fn last_resort(&self) -> Option<Functions> {
        (self.counts == Counts::Last).then_some(self.by_itself.functions)
    }
}
