//! Several jobs in one title: which of them gives the level, and what they tell of one another.

use arrayvec::ArrayVec;

use super::chunk::Chunk;
use super::job::Job;
use super::sense::Family;
use super::words::Gap;
use super::{Chief, Function, FurtherJob, Level, Levels};

/// The jobs of one title; of more than these none is kept.
pub(super) type Jobs = ArrayVec<Job, 8>;

/// The weight of a supervisor; whoever has more leads a department at least.
const WEIGHT_OF_LEADS: u8 = 4;

impl Job {
    /// Two jobs side by side, without a comma: 'sales manager trainee', 'managing director treasurer'.
    pub(super) fn beside(self, next: Job) -> Job {
        match (self.family, next.family) {
            (_, Family::Trainee) => next,
            // 'Trainee Export Manager'.
            (Family::Trainee, _) => self,
            (_, Family::Assistant) if next.level == Level::Individual && next.by_itself.functions.is_empty() => {
                let mut next = next;
                next.other_levels = next.other_levels.with(Level::AssistantTo);
                next
            }
            (_, Family::Assistant) => next,
            (Family::Individual | Family::Profession, Family::Head) => {
                let mut next = next;
                next.rises_to(Level::SupervisorOrLead);
                next.other_levels = Levels::NONE.with(Level::Head);
                next
            }
            _ if next.weight() > self.weight() => next,
            _ => self,
        }
    }

    /// Whether it is a grade or a 'head of' for a function, as against an office for everything.
    pub(super) fn is_for_a_function(&self) -> bool {
        !self.leads_all() && self.weight() > WEIGHT_OF_LEADS && !self.topics.functions.is_empty()
    }

    /// Whether this job rather than `other` gives a title its level.
    pub(super) fn is_above(&self, other: &Job) -> bool {
        let names_office = self.chief.is_some() && other.chief.is_none();
        self.weight() > other.weight() || (self.weight() == other.weight() && names_office)
    }

    /// The order in which the jobs of one title are preferred: by rank, but a grade beats 'head of', and a seat on
    /// the board counts least.
    pub(super) fn weight(&self) -> u8 {
        match self.level {
            Level::Unknown => 0,
            Level::AssistantTo | Level::Individual => 2,
            Level::Board => 3,
            Level::SupervisorOrLead => WEIGHT_OF_LEADS,
            Level::Head => 5,
            level => 6 + level as u8,
        }
    }
}

/// Whether the job that `chunk` names only explains `last`.
pub(super) fn explains(chunk: Chunk, job: &Job, last: &Job) -> bool {
    // 'Executive Board Member: VP Talent Management' of an association.
    let is_portfolio = chunk.gap == Gap::Colon && last.level == Level::Board;
    // 'Certified Prosthetist Orthotist (CPO)': a certificate that looks like an office.
    let is_certificate =
        job.is_aside && job.family == Family::Chief && last.level == Level::Individual && chunk.end == chunk.start + 1;
    is_portfolio || is_certificate
}

/// What the jobs of a title tell of one another.
pub(super) fn settle_together(jobs: &mut Jobs) {
    // 'Independent Director, Apollo; former President, Goldman Sachs' is a director only.
    if jobs.iter().any(|job| !job.is_former) {
        jobs.retain(|job| !job.is_former);
    }
    let teaches = |job: &Job| job.level == Level::Individual && job.names(Function::Education);
    if jobs.iter().any(teaches) {
        // 'Chair & Associate Professor'.
        let chairs = jobs.iter_mut().filter(|job| job.family == Family::Chair);
        chairs.for_each(Job::heads_a_school);
    }
}

/// The job that gives the title its level: the one with the most weight, of equals a chief's office or the first.
pub(super) fn top(jobs: &[Job]) -> Option<Job> {
    let has_seat = jobs.iter().any(|job| job.level == Level::Board);
    let mut top: Option<Job> = None;
    for job in jobs {
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
pub(super) fn office(jobs: &[Job]) -> Option<Chief> {
    let offices = || jobs.iter().filter_map(|job| job.chief);
    offices()
        .find(|office| office.0 == "coo")
        .or_else(|| offices().find(|office| office.0 != "ceo" && office.0 != "president"))
        .or_else(|| offices().find(|office| office.0 == "ceo"))
        .or_else(|| offices().next())
}

/// The highest of the jobs that did not give the title its level.
pub(super) fn second(jobs: &[Job], top: &Job) -> Option<FurtherJob> {
    let mut second: Option<Job> = None;
    for job in jobs {
        let repeats_top = job.level == top.level && job.topics.functions == top.topics.functions;
        if !repeats_top && second.is_none_or(|second| job.weight() > second.weight()) {
            second = Some(*job);
        }
    }
    second.map(|job| FurtherJob { level: job.level, functions: job.topics.functions })
}
