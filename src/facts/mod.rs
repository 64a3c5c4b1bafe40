//! What rules and expressions may ask of a chart: roles, headcount, who sells, who leads Sales Operations. Each fact is
//! computed once, when it is first asked for.

mod holders;
mod initials;
mod reading;
mod teams;

use std::sync::OnceLock;

use holders::Few;
pub use initials::Evidence;
pub use reading::Origin;
use reading::Roles;
pub use teams::surely_leads_a_team;

use crate::chart::{Chart, Presence};
use crate::finding::Record;
use crate::input::Flag;
use crate::narrow::Narrow;
use crate::title::{Function, Level, Levels, ManagesPeople, Qualifier, Reader, Role};

/// What the documents leave open about an organisation, and what its user declares.
#[derive(Clone, PartialEq, Debug)]
pub struct Organisation {
    /// People in the whole organisation, where the chart is only a part of it.
    pub headcount: Option<u32>,
    /// An organisation of fewer people is small (the EU's bound between small and medium-sized enterprises).
    pub small_below: u32,
    /// An organisation of so many people or more is at scale (the EU's bound between medium-sized and large ones).
    pub large_from: u32,
    /// So many sellers call for somebody in Sales Operations (D3-2).
    pub sellers_for_sales_ops: u32,
    /// So many sellers call for departments around single Sales Operations tasks (D3-3).
    pub sellers_for_departments: u32,
    /// Whether growth is rapid (D1-12).
    pub rapid_growth: bool,
    /// Sales channels; several make a complex sales organisation (D1-7).
    pub channels: u32,
    /// Whether operations are being overhauled (D1-12).
    pub overhaul: bool,
}

impl Default for Organisation {
    fn default() -> Organisation {
        Organisation {
            headcount: None,
            small_below: 50,
            large_from: 250,
            sellers_for_sales_ops: 10,
            sellers_for_departments: 200,
            rapid_growth: false,
            channels: 1,
            overhaul: false,
        }
    }
}

/// The functions that make up Sales Operations: revenue operations counts as sales operations.
pub const SALES_OPERATIONS: [Function; 2] = [Function::SalesOperations, Function::RevenueOperations];

/// The functions of teams that Sales Operations is made of, or that belong to it (D1-5, D1-6).
pub const SALES_OPERATIONS_TEAMS: [Function; 8] = [
    Function::SalesOperations,
    Function::RevenueOperations,
    Function::SalesEnablement,
    Function::SalesAnalytics,
    Function::SalesSupport,
    Function::CrmAdministration,
    Function::DealDesk,
    Function::SalesCompensation,
];

/// Vice presidents of any kind, the soft AVP aside.
pub const VICE_PRESIDENTS: Levels = Levels::NONE.with(Level::Vp).with(Level::Svp).with(Level::Evp);

/// The number of a distinct role in [`Facts::roles`].
pub type RoleId = u32;

/// The facts of one chart.
pub struct Facts<'a> {
    chart: &'a Chart,
    organisation: &'a Organisation,
    roles: Roles<'a>,
    few: OnceLock<Few>,
    /// For each team the number of its manager's role.
    above: OnceLock<Narrow>,
    people: OnceLock<Vec<u32>>,
    sellers: OnceLock<u32>,
    layers: OnceLock<u32>,
    ends_above_the_teams: OnceLock<bool>,
}

impl<'a> Facts<'a> {
    /// Reads every distinct title of the chart once.
    pub fn new(chart: &'a Chart, organisation: &'a Organisation, reader: &Reader) -> Facts<'a> {
        let roles = Roles::read(chart, reader);
        Facts {
            chart,
            organisation,
            roles,
            few: OnceLock::new(),
            above: OnceLock::new(),
            people: OnceLock::new(),
            sellers: OnceLock::new(),
            layers: OnceLock::new(),
            ends_above_the_teams: OnceLock::new(),
        }
    }

    /// The chart.
    pub fn chart(&self) -> &'a Chart {
        self.chart
    }

    /// What is known of the organisation.
    pub fn organisation(&self) -> &'a Organisation {
        self.organisation
    }

    /// The distinct roles of the chart.
    pub fn roles(&self) -> &[Role] {
        &self.roles.roles
    }

    /// The number of a position's role.
    pub fn role_id(&self, position: Record) -> RoleId {
        self.roles.role_of.at(position.index())
    }

    /// How a position's title reads; where the title names no function, the department does, and where it has a chief's
    /// initials that mean several offices, the chart may tell which.
    pub fn role(&self, position: Record) -> &Role {
        &self.roles.roles[self.role_id(position) as usize]
    }

    /// Where a position's role comes from.
    pub fn origin(&self, position: Record) -> Origin {
        self.roles.origins[self.role_id(position) as usize]
    }

    /// How many people are in the chart.
    pub fn people(&self) -> u32 {
        self.people_by_role().iter().sum()
    }

    /// How many people the organisation has: those in the chart, unless more are declared.
    pub fn headcount(&self) -> u32 {
        self.organisation.headcount.unwrap_or_else(|| self.people())
    }

    /// Whether the organisation is small.
    pub fn is_small(&self) -> bool {
        self.headcount() < self.organisation.small_below
    }

    /// Whether the organisation is at scale.
    pub fn is_large(&self) -> bool {
        self.headcount() >= self.organisation.large_from
    }

    /// How many people hold each role, by its number.
    pub fn people_by_role(&self) -> &[u32] {
        self.people.get_or_init(|| {
            let mut people = vec![0; self.roles().len()];
            for position in self.chart.positions() {
                people[self.role_id(position) as usize] += 1;
            }
            people
        })
    }

    /// How many people hold a role of which `wanted` is true.
    pub fn count(&self, wanted: impl Fn(&Role) -> bool) -> u32 {
        self.roles().iter().zip(self.people_by_role()).filter(|(role, _)| wanted(role)).map(|(_, people)| people).sum()
    }

    /// The number of the role of a position's manager; none of who has no manager in the chart. Teams are few: what is
    /// asked of every manager is looked up by these, close by.
    pub fn role_above(&self, position: Record) -> Option<RoleId> {
        let above = || {
            let mut above = Narrow::default();
            self.chart.teams().iter().for_each(|manager| above.push(self.role_id(*manager)));
            above
        };
        let team = self.chart.team(position)?;
        Some(self.above.get_or_init(above).at(team))
    }

    /// How many layers the chart has, from the top down.
    pub fn layers(&self) -> u32 {
        *self.layers.get_or_init(|| self.chart.layers())
    }

    /// How many sellers there are.
    pub fn sellers(&self) -> u32 {
        *self.sellers.get_or_init(|| {
            if self.tells_quota() {
                self.chart.positions().filter(|position| self.is_seller(*position)).count() as u32
            } else {
                self.count(sells_by_title)
            }
        })
    }

    /// Whether a position carries quota: by the column where there is one, else by its title.
    pub fn is_seller(&self, position: Record) -> bool {
        if self.tells_quota() {
            return self.chart.roster().quota_flags()[position.index()] == Flag::Yes;
        }
        sells_by_title(self.role(position))
    }

    /// Whether there is a column that says who carries quota, with something in it.
    pub fn tells_quota(&self) -> bool {
        self.chart.roster().tells_quota()
    }

    /// Whether nobody holds the position: by the record, or by the title ('Vacant - VP Sales').
    pub fn is_vacant(&self, position: Record) -> bool {
        self.chart.presence(position) == Presence::Vacant || self.role(position).qualifiers.contains(Qualifier::Vacant)
    }

    /// Whether some position may be vacant: where it is false, none is.
    pub fn has_vacancies(&self) -> bool {
        let says_so = |role: &Role| role.qualifiers.contains(Qualifier::Vacant);
        self.roles().iter().any(says_so) || self.chart.has_vacancies()
    }

    /// The position that the chart as a whole is shown at: the top with the most people under it, or where nobody is at
    /// the top, the position with the most people under it. Of equals the one whose id sorts first.
    pub fn summit(&self) -> Option<Record> {
        let mut tops = self.chart.roots();
        if tops.is_empty() {
            tops = self.chart.positions().collect();
        }
        self.largest(&tops)
    }

    /// Of several positions the one with the most people under it; of equals the one whose id sorts first.
    pub fn largest(&self, positions: &[Record]) -> Option<Record> {
        let size = |position: &Record| self.chart.total_reports(*position);
        let most = positions.iter().map(size).max()?;
        let equals = positions.iter().filter(|position| size(position) == most);
        equals.min_by(|one, other| self.chart.true_id(**one).cmp(&self.chart.true_id(**other))).copied()
    }
}

/// Whether a title is that of an individual who sells.
fn sells_by_title(role: &Role) -> bool {
    role.level == Level::Individual && role.functions.iter().next() == Some(Function::Sales)
}

/// Whether a role is one of Sales Operations.
pub fn is_sales_operations(role: &Role) -> bool {
    SALES_OPERATIONS.iter().any(|function| role.functions.contains(*function))
}

/// Whether a role is one of Sales Operations and of nothing beside but its teams, in every reading: whoever leads sales as
/// well has sellers rightly.
pub fn is_surely_sales_operations(role: &Role) -> bool {
    let belongs =
        |function: Function| SALES_OPERATIONS_TEAMS.contains(&function) || function == Function::MarketingOperations;
    is_sales_operations(role) && role.functions.iter().chain(role.other_functions.iter()).all(belongs)
}

/// Whether a role may be that of a vice president of Sales Operations, in any reading.
pub fn may_be_sales_operations_vp(role: &Role) -> bool {
    is_sales_operations(role) && role.levels().meets(VICE_PRESIDENTS.with(Level::Avp).with(Level::CSuite))
}

/// Whether a role may lead Sales Operations: a manager or above in it, or a head of it.
pub fn may_lead_sales_operations(role: &Role) -> bool {
    let leads = |level: Level| level.rank() >= Level::Manager.rank();
    is_sales_operations(role) && role.levels().iter().any(leads) && role.manages_people != ManagesPeople::No
}

/// Whether a role may be that of the chief of sales: a CRO, a CSO, a chief commercial officer.
pub fn may_be_sales_chief(role: &Role) -> bool {
    let sells = [Function::Sales, Function::RevenueOperations].iter().any(|function| role.may_be_for(*function));
    role.levels().contains(Level::CSuite) && sells
}

/// Whether a role is that of the one chief of operations of the whole organisation.
pub fn is_coo(role: &Role) -> bool {
    role.chief.is_some_and(|chief| chief.0 == "coo") && is_whole(role)
}

/// Whether a role is for the whole organisation, and its holder the principal.
pub fn is_whole(role: &Role) -> bool {
    !role.is_partial && !role.qualifiers.contains(Qualifier::Deputy) && !role.qualifiers.contains(Qualifier::Regional)
}
