//! Conditions of a chart, in CEL.

use cel::{Context, Program, Value};

use crate::facts::{Facts, may_be_sales_operations_vp, may_lead_sales_operations};

/// The names that a condition can use.
pub(super) const NAMES: [&str; 11] = [
    "headcount",
    "small_below",
    "large_from",
    "sellers",
    "sellers_for_sales_ops",
    "sellers_for_departments",
    "sales_ops_vps",
    "sales_ops_leaders",
    "growth",
    "channels",
    "overhaul",
];

/// A condition of the chart as a whole, parsed once.
#[derive(Debug)]
pub struct Condition {
    text: String,
    program: Program,
}

impl Condition {
    /// Parses a condition; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Condition, String> {
        let program =
            Program::compile(text).map_err(|error| format!("the condition '{text}' cannot be parsed: {error}"))?;
        let unknown =
            program.references().variables().into_iter().find(|name| !NAMES.contains(name)).map(str::to_owned);
        match unknown {
            Some(name) => Err(format!("the condition '{text}' names '{name}'; known are: {}", NAMES.join(", "))),
            None => Ok(Condition { text: text.to_owned(), program }),
        }
    }

    /// Whether it holds. Only the facts that it names are computed.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        let organisation = facts.organisation();
        let mut context = Context::default();
        for name in self.program.references().variables() {
            let number = |number: u32| Value::Int(number.into());
            let value = match name {
                "headcount" => number(facts.headcount()),
                "small_below" => number(organisation.small_below),
                "large_from" => number(organisation.large_from),
                "sellers" => number(facts.sellers()),
                "sellers_for_sales_ops" => number(organisation.sellers_for_sales_ops),
                "sellers_for_departments" => number(organisation.sellers_for_departments),
                "sales_ops_vps" => number(facts.count(may_be_sales_operations_vp)),
                "sales_ops_leaders" => number(facts.count(may_lead_sales_operations)),
                "growth" => Value::from(if organisation.rapid_growth { "rapid" } else { "steady" }),
                "channels" => number(organisation.channels),
                _ => Value::Bool(organisation.overhaul),
            };
            context.add_variable_from_value(name, value);
        }
        self.program.execute(&context) == Ok(Value::Bool(true))
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}
