//! What expressions see of the position in hand, its manager and the chart.

use super::names::{FACTS, Fact, OfChart, OfPosition};
use crate::expression::{self, Texts, Value};
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::{Field, amount, plain_text};

/// The position in hand.
pub(super) struct View<'a> {
    facts: &'a Facts<'a>,
    position: Record,
    manager: Option<Record>,
    texts: Texts,
}

/// The code of what is not told.
const NOTHING: u64 = u64::MAX;

impl<'a> View<'a> {
    /// Of no position yet.
    pub(super) fn new(facts: &'a Facts<'a>) -> View<'a> {
        View { facts, position: Record(0), manager: None, texts: Texts::default() }
    }

    /// Takes a position in hand.
    pub(super) fn look_at(&mut self, position: Record) {
        self.position = position;
        self.manager = self.facts.chart().manager(position);
    }

    /// The number that a fact of a position is, where it is one.
    fn number(&self, position: Record, fact: OfPosition) -> Option<i64> {
        let chart = self.facts.chart();
        Some(match fact {
            OfPosition::Rank => i64::from(self.facts.role(position).level.rank()?),
            OfPosition::Layer => i64::from(chart.layer(position)?),
            OfPosition::DirectReports => i64::from(chart.direct_reports(position)),
            OfPosition::TotalReports => i64::from(chart.total_reports(position)),
            _ => return None,
        })
    }

    fn flag(&self, position: Record, fact: OfPosition) -> Option<bool> {
        Some(match fact {
            OfPosition::IsRoot => self.facts.chart().link(position) == crate::chart::Link::Top,
            OfPosition::IsVacant => self.facts.is_vacant(position),
            OfPosition::IsSeller => self.facts.is_seller(position),
            _ => return self.facts.chart().roster().quota_flags().get(position.index())?.is_yes(),
        })
    }

    fn of_position(&self, position: Record, fact: OfPosition) -> Value<'_> {
        let role = self.facts.role(position);
        match fact {
            OfPosition::Text(Field::Name) => Value::Text(self.facts.chart().roster().name(position)),
            OfPosition::Text(field) => Value::Text(plain_text(self.facts.chart().roster(), position, field)),
            OfPosition::Number(field) => amount(self.facts.chart().roster(), position, field),
            OfPosition::Level => Value::Text(role.level.name().into()),
            OfPosition::Function => {
                Value::Text(role.functions.iter().next().map_or("other", |function| function.name()).into())
            }
            OfPosition::Functions => Value::Texts(role.functions.iter().map(|function| function.name()).collect()),
            OfPosition::ManagesPeople => Value::Text(role.manages_people.name().into()),
            OfPosition::Rank | OfPosition::Layer | OfPosition::DirectReports | OfPosition::TotalReports => {
                self.number(position, fact).map_or(Value::Nothing, Value::Whole)
            }
            OfPosition::IsRoot | OfPosition::IsVacant | OfPosition::IsSeller | OfPosition::QuotaCarrying => {
                self.flag(position, fact).map_or(Value::Nothing, Value::Flag)
            }
        }
    }

    /// What a fact is in a message: as it is, unless people are to be kept out of it.
    pub(super) fn told(&self, name: usize) -> Value<'_> {
        let chart = self.facts.chart();
        let (position, fact) = match FACTS[name] {
            Fact::Person(fact) => (Some(self.position), fact),
            Fact::Manager(fact) => (self.manager, fact),
            Fact::Chart(_) => return expression::Facts::value(self, name),
        };
        let Some(position) = position else { return Value::Nothing };
        match fact {
            _ if !chart.is_redacted() => self.of_position(position, fact),
            OfPosition::Text(Field::Name) => Value::Text(chart.name(position)),
            OfPosition::Text(field) | OfPosition::Number(field) => Value::Text(chart.quoted(position, field)),
            OfPosition::QuotaCarrying => Value::Text(chart.quoted(position, Field::QuotaCarrying)),
            _ => self.of_position(position, fact),
        }
    }

    fn code_of_position(&mut self, position: Record, name: usize, fact: OfPosition) -> u64 {
        let roster = self.facts.chart().roster();
        match fact {
            OfPosition::Text(Field::Title) => roster.title_codes().at(position.index()).into(),
            OfPosition::Text(Field::Status) => roster.status_codes().at(position.index()).into(),
            OfPosition::Text(Field::Name) => self.texts.code(name, &self.facts.chart().roster().name(position)),
            OfPosition::Text(field) | OfPosition::Number(field) => self.texts.code(name, &roster.text(position, field)),
            OfPosition::Level => self.facts.role(position).level as u64,
            OfPosition::Function | OfPosition::Functions | OfPosition::ManagesPeople => {
                self.facts.role_id(position).into()
            }
            OfPosition::Rank | OfPosition::Layer | OfPosition::DirectReports | OfPosition::TotalReports => {
                self.number(position, fact).map_or(NOTHING, |number| number as u64)
            }
            OfPosition::IsRoot | OfPosition::IsVacant | OfPosition::IsSeller | OfPosition::QuotaCarrying => {
                self.flag(position, fact).map_or(NOTHING, u64::from)
            }
        }
    }
}

impl expression::Facts for View<'_> {
    fn code(&mut self, name: usize) -> u64 {
        match FACTS[name] {
            Fact::Person(fact) => self.code_of_position(self.position, name, fact),
            Fact::Manager(fact) => self.manager.map_or(NOTHING, |manager| self.code_of_position(manager, name, fact)),
            // One chart, one value.
            Fact::Chart(_) => 0,
        }
    }

    fn value(&self, name: usize) -> Value<'_> {
        match FACTS[name] {
            Fact::Person(fact) => self.of_position(self.position, fact),
            Fact::Manager(fact) => self.manager.map_or(Value::Nothing, |manager| self.of_position(manager, fact)),
            Fact::Chart(OfChart::People) => Value::Whole(self.facts.people().into()),
            Fact::Chart(OfChart::Headcount) => Value::Whole(self.facts.headcount().into()),
            Fact::Chart(OfChart::Layers) => Value::Whole(self.facts.layers().into()),
            Fact::Chart(OfChart::Sellers) => Value::Whole(self.facts.sellers().into()),
            Fact::Chart(OfChart::Day) => Value::Text(self.facts.chart().day().to_string().into()),
        }
    }
}
