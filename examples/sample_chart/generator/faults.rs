//! Faults, put into a clean chart.
//!
//! Every fault has its own people. Those a fault needs besides (the Director that a VP is put under, say) keep their
//! titles and places too, so that nothing else comes to be wrong with them or with anyone near.

mod choice;
mod slip;

use std::collections::{BTreeMap, BTreeSet};

use super::company::{Level, SALES, SALES_OPERATIONS, has_documented_ladder};
use super::random::Random;
use super::rows::Rows;
use super::staff::{NOBODY, Staff, UNKNOWN};
use super::titles::{Titles, sales_operations_title};
use super::truth::Kind;

/// The span up to which sellers are put under a leader; a wider one would be a finding of its own.
const WIDEST_WITH_SELLERS: u8 = 15;

/// What a person has to do with the faults so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing.
    None,
    /// A fault of somebody else rests on this one.
    Support,
    /// At fault.
    Fault,
}

/// A fault, in terms of people.
pub(crate) struct Injected {
    pub(crate) kind: Kind,
    /// Those at fault: in reporting order for a cycle, in the order of the file for an id that two people have.
    pub(crate) people: Vec<usize>,
    /// The manager that makes it a fault, where one does.
    pub(crate) manager: Option<usize>,
    /// The id that is nobody's, where that is the fault.
    pub(crate) missing: Option<String>,
}

/// What the faults changed besides the staff and the titles.
#[derive(Default)]
pub(crate) struct Faults {
    pub(crate) injected: Vec<Injected>,
    /// The ids of managers who are not in the chart, by who refers to them.
    pub(crate) missing: BTreeMap<usize, String>,
    /// Who bears the id of whom.
    pub(crate) borrowed: BTreeMap<usize, usize>,
    /// The managers of those whose line was changed, before it was.
    pub(crate) former: BTreeMap<usize, Option<usize>>,
}

pub(super) struct Injector<'a> {
    staff: &'a mut Staff,
    titles: &'a mut Titles,
    rows: &'a Rows,
    random: Random,
    part: Vec<Part>,
    /// Whether a manager was put under somebody below this person.
    heightened: Vec<bool>,
    /// How many direct reports each one has, as far as sellers are concerned: other faults touch no leader whom a
    /// seller may be put under.
    spans: Vec<u8>,
    leaders: Vec<u32>,
    everybody: Vec<u32>,
    faults: Faults,
}

impl<'a> Injector<'a> {
    pub(super) fn new(staff: &'a mut Staff, titles: &'a mut Titles, rows: &'a Rows, random: Random) -> Self {
        let people = staff.len();
        let mut spans = vec![0; people];
        for manager in (0..people).filter_map(|person| staff.manager_of(person)) {
            spans[manager] += 1;
        }
        let leads = |&person: &u32| (Level::ChiefExecutive..Level::Individual).contains(&staff.level[person as usize]);
        Self {
            leaders: (0..people as u32).filter(leads).collect(),
            everybody: (0..people as u32).collect(),
            part: vec![Part::None; people],
            heightened: vec![false; people],
            spans,
            faults: Faults::default(),
            staff,
            titles,
            rows,
            random,
        }
    }

    /// Injects `count` faults of every kind, or names a kind for which the chart has too few people. The kinds that
    /// few people are fit for come first.
    pub(super) fn inject(mut self, count: usize, mistyped: usize) -> Result<Faults, Kind> {
        const SCARCEST_FIRST: [Kind; 10] = [
            Kind::VpSalesOpsReportsToDirector,
            Kind::DirectorSalesOpsReportsToManager,
            Kind::SalesOpsLeaderWithQuotaReport,
            Kind::ManagerReportsToIc,
            Kind::SecondRoot,
            Kind::Cycle,
            Kind::DanglingManager,
            Kind::SelfReport,
            Kind::EmptyTitle,
            Kind::DuplicateId,
        ];
        for kind in SCARCEST_FIRST {
            for index in 0..count {
                self.inject_one(kind, index).ok_or(kind)?;
            }
        }
        let everybody = self.everybody.iter().take(if mistyped > 0 { usize::MAX } else { 0 });
        // What differs by leading zeros only is found all the same.
        let ids = everybody.map(|&person| slip::without_zeros(&self.rows.id(person as usize)).to_owned()).collect();
        for _ in 0..mistyped {
            self.mistyped_manager(&ids).ok_or(Kind::MistypedManager)?;
        }
        self.faults.injected.sort_by_key(|fault| fault.kind);
        Ok(self.faults)
    }

    /// Injects the fault of this kind with this number.
    fn inject_one(&mut self, kind: Kind, index: usize) -> Option<()> {
        match kind {
            Kind::VpSalesOpsReportsToDirector => self.vp_under_director(),
            Kind::DirectorSalesOpsReportsToManager => self.director_under_manager(),
            Kind::SalesOpsLeaderWithQuotaReport => self.seller_under_sales_operations(),
            Kind::ManagerReportsToIc => self.manager_under_individual(),
            Kind::SecondRoot => self.second_root(),
            Kind::Cycle => self.cycle(2 + index % 5),
            Kind::DanglingManager => self.dangling_manager(index),
            Kind::SelfReport => self.self_report(),
            Kind::EmptyTitle => self.empty_title(),
            Kind::DuplicateId => self.duplicate_id(),
            Kind::MistypedManager => None,
        }
    }

    fn vp_under_director(&mut self) -> Option<()> {
        let person = self.leader(|it, person| {
            // Whoever reports to a seller's manager may be a seller, and a VP of Sales Operations has none.
            let sells = usize::from(it.staff.function[person]) == SALES;
            it.is_free(person)
                && !sells
                && it.manages_people(person)
                && it.reports_to(person, |at| at == Level::Director)
        })?;
        self.promote(person, Level::VicePresident, Kind::VpSalesOpsReportsToDirector)
    }

    fn director_under_manager(&mut self) -> Option<()> {
        let person = self.individual(|it, person| {
            it.reports_to(person, |at| matches!(at, Level::Manager | Level::SeniorManager))
                && usize::from(it.staff.function[person]) != SALES
        })?;
        self.promote(person, Level::Director, Kind::DirectorSalesOpsReportsToManager)
    }

    fn seller_under_sales_operations(&mut self) -> Option<()> {
        let leads = |it: &Self, person: usize| {
            let documented = has_documented_ladder(usize::from(it.staff.function[person]));
            documented && it.part[person] != Part::Fault && it.spans[person] < WIDEST_WITH_SELLERS
        };
        let unburdened = |it: &Self, person: usize| it.is_free(person) && leads(it, person);
        let leader = self.leader(unburdened).or_else(|| self.leader(leads))?;
        let seller = self.individual(|it, person| it.is_plain(person) && it.titles.carries_quota(person))?;
        self.relink(seller, leader as u32);
        self.spans[leader] += 1;
        self.note(Kind::SalesOpsLeaderWithQuotaReport, vec![seller], Some(leader))
    }

    fn manager_under_individual(&mut self) -> Option<()> {
        // Never one above or below another such manager: the chart would become deeper and deeper.
        let fit = |it: &Self, person: usize| it.is_plain(person) && it.manages_people(person) && !it.heightened[person];
        let manager = self.leader(fit)?;
        self.part[manager] = Part::Fault;
        let individual = self.individual(|it, person| {
            let in_place = |above: usize| above != manager && it.part[above] != Part::Fault;
            it.is_plain(person) && !it.titles.sounds_like_manager(person) && it.line_above(person).all(in_place)
        })?;
        for above in self.line_above(individual).collect::<Vec<_>>() {
            self.heightened[above] = true;
        }
        self.relink(manager, individual as u32);
        self.note(Kind::ManagerReportsToIc, vec![manager], Some(individual))
    }

    fn second_root(&mut self) -> Option<()> {
        let person = self.leader(Self::is_at_most_director)?;
        self.relink(person, NOBODY);
        self.note(Kind::SecondRoot, vec![person], None)
    }

    /// A real line of people, from the bottom up, whose top one reports to the bottom one: directly, or through
    /// unrelated individuals where the line is shorter than the cycle is to be. It ends below the VPs, lest it cut off
    /// half of the company.
    fn cycle(&mut self, length: usize) -> Option<()> {
        let bottom = self.anyone(|it, person| {
            let manager = it.staff.manager_of(person);
            it.is_at_most_director(person)
                && !it.titles.sounds_like_manager(person)
                && manager.is_some_and(|manager| it.is_at_most_director(manager))
        })?;
        let in_line = |person: &usize| self.is_at_most_director(*person);
        let line = std::iter::once(bottom).chain(self.line_above(bottom));
        let mut members: Vec<usize> = line.take_while(in_line).take(length).collect();
        for &member in &members {
            self.part[member] = Part::Fault;
        }
        while members.len() < length {
            let next = self.individual(|it, person| it.is_plain(person) && !it.titles.sounds_like_manager(person))?;
            self.part[next] = Part::Fault;
            members.push(next);
        }
        for (place, &member) in members.iter().enumerate() {
            self.relink(member, members[(place + 1) % length] as u32);
        }
        self.note(Kind::Cycle, members, None)
    }

    fn dangling_manager(&mut self, index: usize) -> Option<()> {
        let person = self.anyone(Self::is_at_most_director)?;
        self.relink(person, UNKNOWN);
        self.faults.missing.insert(person, self.rows.unused_id(index));
        self.note(Kind::DanglingManager, vec![person], None)
    }

    /// A reference that is nobody's by a slip of the hand.
    fn mistyped_manager(&mut self, ids: &BTreeSet<String>) -> Option<()> {
        let person = self.anyone(Self::is_at_most_director)?;
        let id = self.rows.id(self.staff.manager_of(person)?);
        let missing = (0..1_000)
            .map(|_| slip::slipped(&id, &mut self.random))
            .find(|slip| !ids.contains(slip::without_zeros(slip)))?;
        self.relink(person, UNKNOWN);
        self.faults.missing.insert(person, missing);
        self.note(Kind::MistypedManager, vec![person], None)
    }

    /// Gives someone another manager, and remembers the former one.
    fn relink(&mut self, person: usize, manager: u32) {
        if self.staff.manager[person] != manager {
            self.faults.former.insert(person, self.staff.manager_of(person));
            self.staff.manager[person] = manager;
        }
    }

    fn self_report(&mut self) -> Option<()> {
        let person = self.anyone(Self::is_at_most_director)?;
        self.relink(person, person as u32);
        self.note(Kind::SelfReport, vec![person], None)
    }

    fn empty_title(&mut self) -> Option<()> {
        let person = self.individual(Self::is_plain)?;
        self.titles.retitle(person, String::new());
        self.note(Kind::EmptyTitle, vec![person], None)
    }

    fn duplicate_id(&mut self) -> Option<()> {
        let one = self.individual(Self::is_plain)?;
        self.part[one] = Part::Fault;
        let other = self.individual(Self::is_plain)?;
        let (first, later) = if self.rows.row(one) < self.rows.row(other) { (one, other) } else { (other, one) };
        self.faults.borrowed.insert(later, first);
        self.note(Kind::DuplicateId, vec![first, later], None)
    }

    /// Makes someone a leader of Sales Operations who stays where they are.
    fn promote(&mut self, person: usize, level: Level, kind: Kind) -> Option<()> {
        let title = sales_operations_title(level, &mut self.random);
        self.titles.retitle(person, title);
        self.staff.level[person] = level;
        self.staff.function[person] = SALES_OPERATIONS as u8;
        let manager = self.staff.manager_of(person);
        self.note(kind, vec![person], manager)
    }

    fn note(&mut self, kind: Kind, people: Vec<usize>, manager: Option<usize>) -> Option<()> {
        for &person in &people {
            self.part[person] = Part::Fault;
        }
        if let Some(manager) = manager {
            self.part[manager] = Part::Support;
        }
        let missing = people.first().and_then(|person| self.faults.missing.get(person)).cloned();
        self.faults.injected.push(Injected { kind, people, manager, missing });
        Some(())
    }
}
