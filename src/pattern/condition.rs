//! Conditions of a chart as a whole, in CEL.

use crate::expression::{self, Evaluator, Expression, Fault, Kind, Name, Value};
use crate::facts::{Facts, may_be_sales_operations_vp, may_lead_sales_operations};

/// The names that a condition can use.
pub const NAMES: &[Name] = &[
    Name {
        path: "headcount",
        kind: Kind::Number,
        about: "people in the chart, or in the organisation where that is declared",
    },
    Name { path: "small_below", kind: Kind::Number, about: "an organisation of fewer people is small" },
    Name { path: "large_from", kind: Kind::Number, about: "an organisation of so many people or more is at scale" },
    Name { path: "sellers", kind: Kind::Number, about: "people who carry quota" },
    Name {
        path: "sellers_for_sales_ops",
        kind: Kind::Number,
        about: "so many sellers call for somebody in Sales Operations",
    },
    Name {
        path: "sellers_for_departments",
        kind: Kind::Number,
        about: "so many sellers call for departments around single tasks of Sales Operations",
    },
    Name { path: "sales_ops_vps", kind: Kind::Number, about: "vice presidents of Sales Operations" },
    Name { path: "sales_ops_leaders", kind: Kind::Number, about: "managers of Sales Operations and above" },
    Name { path: "growth", kind: Kind::Text, about: "'steady' or 'rapid', as declared" },
    Name { path: "channels", kind: Kind::Number, about: "sales channels, as declared" },
    Name { path: "overhaul", kind: Kind::Flag, about: "whether operations are being overhauled, as declared" },
];

/// A condition of the chart as a whole, parsed once.
#[derive(Debug)]
pub struct Condition(Expression);

impl Condition {
    /// Parses a condition; the fault says what is wrong with it.
    pub fn parse(text: &str) -> Result<Condition, Fault> {
        Expression::parse(text, NAMES).map(Condition)
    }

    /// Whether it holds. Only the facts that it names are computed.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        Evaluator::new(&self.0).holds(&mut OfChart(facts)) == Some(true)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        self.0.text()
    }
}

struct OfChart<'a>(&'a Facts<'a>);

impl expression::Facts for OfChart<'_> {
    /// There is one chart, and so one value for each name.
    fn code(&mut self, _: usize) -> u64 {
        0
    }

    fn value(&self, name: usize) -> Value<'_> {
        let OfChart(facts) = self;
        let organisation = facts.organisation();
        let number = |number: u32| Value::Whole(number.into());
        match NAMES[name].path {
            "headcount" => number(facts.headcount()),
            "small_below" => number(organisation.small_below),
            "large_from" => number(organisation.large_from),
            "sellers" => number(facts.sellers()),
            "sellers_for_sales_ops" => number(organisation.sellers_for_sales_ops),
            "sellers_for_departments" => number(organisation.sellers_for_departments),
            "sales_ops_vps" => number(facts.count(may_be_sales_operations_vp)),
            "sales_ops_leaders" => number(facts.count(may_lead_sales_operations)),
            "growth" => Value::Text(if organisation.rapid_growth { "rapid" } else { "steady" }.into()),
            "channels" => number(organisation.channels),
            _ => Value::Flag(organisation.overhaul),
        }
    }
}
