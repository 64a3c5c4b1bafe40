//! The documented roles, and a chart's, as JSON. The shape is a contract; see docs/json.md.

use std::borrow::Cow;

use serde::Serialize;

use crate::chart::Chart;
use crate::facts::{Facts, Organisation};
use crate::finding::Record;
use crate::pattern::Kind;
use crate::profile::{Amounts, Card, Experience, Line, Verdict};
use crate::staffing::{Holder, Staffing, Standing};

/// Cards.
#[derive(Serialize)]
pub struct Cards<'a> {
    roles: Vec<CardOf<'a>>,
}

impl<'a> Cards<'a> {
    /// These cards, with the thresholds of an organisation.
    pub fn new(cards: &[&'a Card], organisation: &Organisation) -> Cards<'a> {
        Cards { roles: cards.iter().map(|card| CardOf::new(card, organisation)).collect() }
    }
}

#[derive(Serialize)]
struct CardOf<'a> {
    name: &'a str,
    label: &'a str,
    summary: &'a str,
    reports_to: Vec<ManagerOf<'a>>,
    place: &'a [Line],
    teams: &'a [Line],
    tasks: &'a [Line],
    scope: &'a [Line],
    needs: Vec<NeedOf<'a>>,
    pay: Option<PayOf<'a>>,
    experience: &'a [Experience],
    education: &'a [Line],
    ways_in: &'a [Line],
    ways_out: &'a [Line],
}

#[derive(Serialize)]
struct ManagerOf<'a> {
    label: &'a str,
    standing: &'static str,
    when: Option<&'a str>,
    sources: &'a [String],
}

#[derive(Serialize)]
struct NeedOf<'a> {
    verdict: Verdict,
    text: String,
    sources: &'a [String],
}

#[derive(Serialize)]
struct PayOf<'a> {
    currency: &'static str,
    base: Amounts,
    total: Amounts,
    sources: &'a [String],
}

impl<'a> CardOf<'a> {
    fn new(card: &'a Card, organisation: &Organisation) -> CardOf<'a> {
        let manager = |kind: Kind<'a>, standing: Standing<'_>| ManagerOf {
            label: kind.label,
            standing: standing.name(),
            when: kind.when,
            sources: kind.sources,
        };
        let preferred = card.reports_to().into_iter().filter(|kind| !kind.sources.is_empty());
        let preferred = preferred.map(|kind| manager(kind, Standing::Preferred));
        let documented = card.documented().into_iter().map(|kind| manager(kind, Standing::Documented));
        let pay = card.pay.as_ref();
        CardOf {
            name: &card.name,
            label: &card.label,
            summary: &card.summary,
            reports_to: preferred.chain(documented).collect(),
            place: &card.place,
            teams: &card.teams,
            tasks: &card.tasks,
            scope: &card.scope,
            needs: card.needs.iter().map(|need| need_of(need, organisation)).collect(),
            pay: pay.map(|pay| PayOf { currency: "USD", base: pay.base, total: pay.total, sources: &pay.sources }),
            experience: &card.experience,
            education: &card.education,
            ways_in: &card.ways_in,
            ways_out: &card.ways_out,
        }
    }
}

fn need_of<'a>(need: &'a crate::profile::Need, organisation: &Organisation) -> NeedOf<'a> {
    NeedOf { verdict: need.verdict, text: need.text(organisation), sources: &need.sources }
}

/// The documented roles in a chart.
#[derive(Serialize)]
pub struct Staffed<'a> {
    chart: ChartOf<'a>,
    roles: Vec<RoleOf<'a>>,
}

impl<'a> Staffed<'a> {
    /// These roles, in the chart that `facts` are about.
    pub fn new(roles: &'a [Staffing<'a>], facts: &'a Facts<'_>) -> Staffed<'a> {
        Staffed { chart: ChartOf::new(facts), roles: roles.iter().map(|role| RoleOf::new(role, facts)).collect() }
    }
}

#[derive(Serialize)]
struct ChartOf<'a> {
    path: &'a str,
    people: u32,
    headcount: u32,
    size: &'static str,
    sellers: u32,
    growth: &'static str,
    channels: u32,
    overhaul: bool,
}

impl<'a> ChartOf<'a> {
    fn new(facts: &'a Facts<'_>) -> ChartOf<'a> {
        let organisation = facts.organisation();
        ChartOf {
            path: facts.chart().source().name(),
            people: facts.people(),
            headcount: facts.headcount(),
            size: match (facts.is_small(), facts.is_large()) {
                (true, _) => "small",
                (_, true) => "large",
                _ => "medium",
            },
            sellers: facts.sellers(),
            growth: if organisation.rapid_growth { "rapid" } else { "steady" },
            channels: organisation.channels,
            overhaul: organisation.overhaul,
        }
    }
}

#[derive(Serialize)]
struct RoleOf<'a> {
    name: &'a str,
    label: &'a str,
    need: Option<NeedOf<'a>>,
    missing: Vec<MissingOf<'a>>,
    holders: Vec<HolderOf<'a>>,
    stand_ins: Vec<HolderOf<'a>>,
}

#[derive(Serialize)]
struct MissingOf<'a> {
    rule: &'a str,
    message: &'a str,
    sources: &'a [&'a str],
}

#[derive(Serialize)]
struct HolderOf<'a> {
    id: Cow<'a, str>,
    name: Cow<'a, str>,
    title: Cow<'a, str>,
    vacant: bool,
    manager: Option<PositionOf<'a>>,
    line: Option<LineOf<'a>>,
}

#[derive(Serialize)]
struct PositionOf<'a> {
    id: Cow<'a, str>,
    name: Cow<'a, str>,
    title: Cow<'a, str>,
}

#[derive(Serialize)]
struct LineOf<'a> {
    standing: &'static str,
    rule: Option<&'a str>,
    message: Option<&'a str>,
}

impl<'a> RoleOf<'a> {
    fn new(role: &'a Staffing<'a>, facts: &'a Facts<'_>) -> RoleOf<'a> {
        let missing = role.missing.iter().map(|missing| MissingOf {
            rule: missing.rule.name,
            message: &missing.finding.message,
            sources: missing.rule.sources,
        });
        let holders =
            |holders: &'a [Holder<'a>]| holders.iter().map(|holder| holder_of(holder, facts.chart())).collect();
        RoleOf {
            name: &role.card.name,
            label: &role.card.label,
            need: role.need.map(|need| need_of(need, facts.organisation())),
            missing: missing.collect(),
            holders: holders(&role.holders),
            stand_ins: holders(&role.stand_ins),
        }
    }
}

fn holder_of<'a>(holder: &'a Holder<'a>, chart: &'a Chart) -> HolderOf<'a> {
    let PositionOf { id, name, title } = position_of(holder.position, chart);
    let line = holder.line.as_ref().map(|standing| {
        let fault = match standing {
            Standing::Undocumented(pattern, finding) => Some((&*pattern.name, &*finding.message)),
            _ => None,
        };
        LineOf {
            standing: standing.name(),
            rule: fault.map(|(rule, _)| rule),
            message: fault.map(|(_, message)| message),
        }
    });
    let manager = chart.manager(holder.position).map(|manager| position_of(manager, chart));
    HolderOf { id, name, title, vacant: holder.is_vacant, manager, line }
}

fn position_of(position: Record, chart: &Chart) -> PositionOf<'_> {
    PositionOf { id: chart.id(position), name: chart.name(position), title: chart.title(position) }
}
