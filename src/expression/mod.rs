//! Conditions in CEL over a fixed, documented set of names, parsed once and evaluated over many records.
//!
//! A condition is taken apart at its outermost `&&`. Each term is evaluated once for each distinct combination of the
//! values that it uses, so that over a million positions a term such as `person.level == "manager"` costs a look into a
//! small table.

mod depth;
mod evaluate;
mod lookup;
mod parse;
mod texts;

pub use evaluate::{Evaluator, Facts};
pub use texts::Texts;

use cel::IdedExpr;

/// A name that expressions of one kind can use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// As it is written: `person.level`.
    pub path: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means, in one sentence without a full stop.
    pub about: &'static str,
}

/// What a name holds. What asks for a number or a flag that a record does not tell cannot be told itself, unless it asks
/// with `has` whether it is told, or compares with `null`; a text that is not told is empty, and `has` is false for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// A list of texts.
    Texts,
}

impl Kind {
    /// The name in the documentation.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Flag => "true or false",
            Kind::Texts => "list of texts",
        }
    }
}

/// The value of a name for one record.
#[derive(Clone, PartialEq, Debug)]
pub enum Value<'a> {
    /// Not told.
    Nothing,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Any number.
    Number(f64),
    /// A number that can be read in two ways. Numbers of one column are written in one way, so that all are read as the
    /// least or all as the most.
    Between(f64, f64),
    /// A text.
    Text(std::borrow::Cow<'a, str>),
    /// Several texts.
    Texts(Vec<&'static str>),
}

/// What is wrong with an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Where in the text, in bytes.
    pub offset: usize,
}

/// A condition, ready to be evaluated.
#[derive(Debug)]
pub struct Expression {
    text: String,
    terms: Vec<Term>,
    names: &'static [Name],
}

/// A part of a condition that must hold for the whole to hold.
#[derive(Debug)]
struct Term {
    expression: IdedExpr,
    /// The numbers of the names that it uses, each once.
    uses: Vec<usize>,
}

impl Expression {
    /// Parses a condition over `names`. A name that is not among them, an unknown function, and an operator between
    /// values that it does not take are faults.
    pub fn parse(text: &str, names: &'static [Name]) -> Result<Expression, Fault> {
        let terms = parse::terms(text, names)?;
        Ok(Expression { text: text.to_owned(), terms, names })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names that it may use.
    pub fn names(&self) -> &'static [Name] {
        self.names
    }

    /// The numbers of the names that it uses, each once, in the order of their first use.
    pub fn uses(&self) -> Vec<usize> {
        let mut uses: Vec<usize> = Vec::new();
        for name in self.terms.iter().flat_map(|term| &term.uses) {
            if !uses.contains(name) {
                uses.push(*name);
            }
        }
        uses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[Name] = &[
        Name { path: "person.level", kind: Kind::Text, about: "" },
        Name { path: "person.direct_reports", kind: Kind::Number, about: "" },
        Name { path: "person.functions", kind: Kind::Texts, about: "" },
        Name { path: "person.base_pay", kind: Kind::Number, about: "" },
    ];

    /// How often a value was asked for, beside the values.
    struct Person {
        level: &'static str,
        reports: i64,
        pay: Option<f64>,
        asked: std::cell::Cell<u32>,
    }

    impl Facts for Person {
        fn code(&mut self, name: usize) -> u64 {
            match name {
                0 => self.level.len() as u64,
                1 => self.reports as u64,
                3 => self.pay.map_or(0, f64::to_bits),
                _ => 0,
            }
        }

        fn value(&self, name: usize) -> Value<'_> {
            self.asked.set(self.asked.get() + 1);
            match name {
                0 => Value::Text(self.level.into()),
                1 => Value::Whole(self.reports),
                2 => Value::Texts(vec!["sales", "marketing"]),
                _ => self.pay.map_or(Value::Nothing, Value::Number),
            }
        }
    }

    fn person() -> Person {
        Person { level: "manager", reports: 3, pay: None, asked: std::cell::Cell::new(0) }
    }

    fn holds(text: &str) -> Option<bool> {
        let expression = Expression::parse(text, NAMES).unwrap();
        Evaluator::new(&expression).holds(&mut person())
    }

    fn fault(text: &str) -> (String, usize) {
        let fault = Expression::parse(text, NAMES).unwrap_err();
        (format!("{}{}", fault.message, fault.help.map(|help| format!("; {help}")).unwrap_or_default()), fault.offset)
    }

    #[test]
    fn conditions_are_told() {
        assert_eq!(holds("person.level == 'manager' && person.direct_reports > 2"), Some(true));
        assert_eq!(holds("person.level == 'vp' || person.direct_reports >= 4"), Some(false));
        assert_eq!(holds("person.functions.exists(f, f == 'marketing')"), Some(true));
        assert_eq!(holds("'sales' in person.functions && person.level.startsWith('man')"), Some(true));
        assert_eq!(holds("has(person.base_pay)"), Some(false));
        assert_eq!(holds("!has(person.base_pay) && has(person.level)"), Some(true));
    }

    #[test]
    fn what_a_missing_value_decides_cannot_be_told() {
        assert_eq!(holds("person.base_pay > 100.0"), None);
        assert_eq!(holds("person.base_pay > 100 && person.level == 'vp'"), Some(false));
        assert_eq!(holds("person.base_pay == null"), Some(true));
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert_eq!(
            fault("person.level == 'vp' && persn.level == 'x'"),
            ("there is no 'persn.level' to be used here; did you mean 'person.level'?".to_owned(), 24)
        );
        assert_eq!(fault("person.level == 'vp' &&").1, 23);
        assert!(fault("person.level > 3").0.contains("cannot be applied to string and int"));
        assert!(fault("person.level").0.contains("neither true nor false"));
        assert!(fault("person.level.reverse() == 'a'").0.contains("no function 'reverse'"));
        assert!(fault("person").0.contains("there is no 'person'"));
        assert!(fault(&"(".repeat(20_000)).0.contains("longer than"));
    }

    #[test]
    fn each_combination_of_values_is_evaluated_once() {
        let expression = Expression::parse("person.level == 'manager' && person.direct_reports > 2", NAMES).unwrap();
        let mut evaluator = Evaluator::new(&expression);
        let mut person = person();
        for _ in 0..100 {
            assert_eq!(evaluator.holds(&mut person), Some(true));
        }
        assert_eq!(person.asked.get(), 2);
        person.reports = 1;
        assert_eq!(evaluator.holds(&mut person), Some(false));
        assert_eq!(person.asked.get(), 3, "only the term that the change concerns");
    }
}
