//! Conditions of a chart as a whole, in CEL.

use std::cmp::Ordering;

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
pub struct Condition {
    text: String,
    reading: Reading,
}

#[derive(Debug)]
enum Reading {
    Comparison(Comparison),
    Expression(Expression),
}

impl Condition {
    /// Parses a condition; the fault says what is wrong with it.
    pub fn parse(text: &str) -> Result<Condition, Fault> {
        let reading = match Comparison::parse(text) {
            Some(comparison) => Reading::Comparison(comparison),
            None => Reading::Expression(Expression::parse(text, NAMES)?),
        };
        Ok(Condition { text: text.to_owned(), reading })
    }

    /// Whether it holds. Only the facts that it names are computed.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        let mut chart = OfChart(facts);
        match &self.reading {
            Reading::Comparison(comparison) => comparison.holds(&chart),
            Reading::Expression(expression) => Evaluator::new(expression).holds(&mut chart) == Some(true),
        }
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Two numbers compared, as most conditions do. A parser of CEL takes as long to get ready for the first expression as a
/// check of a small chart, and is needed for others only.
#[derive(Debug)]
struct Comparison {
    left: Operand,
    operator: Operator,
    right: Operand,
}

#[derive(Clone, Copy, Debug)]
enum Operand {
    /// The name of that number.
    Name(usize),
    Number(i64),
}

/// Which orders of the two hold.
type Operator = fn(Ordering) -> bool;

impl Comparison {
    /// Three words, of which the one in the middle compares; `None` for any other expression, also one that is wrong.
    fn parse(text: &str) -> Option<Comparison> {
        let mut words = text.split_ascii_whitespace();
        let (left, operator, right) = (words.next()?, words.next()?, words.next()?);
        let operator: Operator = match operator {
            "==" => Ordering::is_eq,
            "!=" => Ordering::is_ne,
            "<" => Ordering::is_lt,
            "<=" => Ordering::is_le,
            ">" => Ordering::is_gt,
            ">=" => Ordering::is_ge,
            _ => return None,
        };
        let comparison = Comparison { left: Operand::parse(left)?, operator, right: Operand::parse(right)? };
        words.next().is_none().then_some(comparison)
    }

    fn holds(&self, chart: &impl expression::Facts) -> bool {
        let numbers = self.left.number(chart).zip(self.right.number(chart));
        numbers.is_some_and(|(left, right)| (self.operator)(left.cmp(&right)))
    }
}

impl Operand {
    fn parse(text: &str) -> Option<Operand> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().ok().map(Operand::Number);
        }
        NAMES.iter().position(|name| name.path == text && name.kind == Kind::Number).map(Operand::Name)
    }

    fn number(self, chart: &impl expression::Facts) -> Option<i64> {
        match self {
            Operand::Number(number) => Some(number),
            Operand::Name(name) => match chart.value(name) {
                Value::Whole(number) => Some(number),
                _ => None,
            },
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A chart of which every number is given.
    struct Numbers(Vec<i64>);

    impl expression::Facts for Numbers {
        fn code(&mut self, _: usize) -> u64 {
            0
        }

        fn value(&self, name: usize) -> Value<'_> {
            Value::Whole(self.0[name])
        }
    }

    fn operand() -> impl Strategy<Value = String> {
        let numbers: Vec<&str> = NAMES.iter().filter(|name| name.kind == Kind::Number).map(|name| name.path).collect();
        prop_oneof![proptest::sample::select(numbers).prop_map(str::to_owned), (0..4_i64).prop_map(|n| n.to_string())]
    }

    proptest! {
        #[test]
        fn a_comparison_says_what_the_expression_says(
            left in operand(),
            operator in proptest::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]),
            right in operand(),
            numbers in proptest::collection::vec(0..4_i64, NAMES.len()),
        ) {
            let text = format!("{left} {operator} {right}");
            let expression = Expression::parse(&text, NAMES).unwrap();
            let expected = Evaluator::new(&expression).holds(&mut Numbers(numbers.clone()));
            prop_assert_eq!(Some(Comparison::parse(&text).unwrap().holds(&Numbers(numbers))), expected, "{}", text);
        }
    }

    #[test]
    fn what_is_no_comparison_of_numbers_is_left_to_the_parser_of_expressions() {
        for text in [
            "",
            "overhaul",
            "headcount",
            "headcount >",
            "growth == 'rapid'",
            "growth == channels",
            "headcount => 3",
            "headcount > 3 && overhaul",
            "headcount > -1",
            "headcount > 1.5",
            "heads > 3",
            "headcount > 0x1f",
            "3 < 4 < 5",
            "headcount > 99999999999999999999",
            "overhaul == 1",
        ] {
            assert!(Comparison::parse(text).is_none(), "{text}");
        }
        assert!(Condition::parse("heads > 3").is_err() && Condition::parse("headcount > 'a'").is_err());
    }
}
