//! Which records of an input count: a condition in CEL over their fields.

use super::{Field, Roster};
use crate::expression::{self, Evaluator, Expression, Fault, Kind, Name, Texts, Value};
use crate::finding::Record;

/// The names that a condition can use: the fields, as `--map` calls them.
pub const NAMES: &[Name] = &{
    const TEXT: Name = Name { path: "", kind: Kind::Text, about: "" };
    let mut names = [TEXT; Field::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        let field = Field::ALL[at];
        let kind = if field.is_number() { Kind::Number } else { Kind::Text };
        names[at] = Name { path: field.name(), kind, about: field.about() };
        at += 1;
    }
    names
};

/// A condition of a record; records for which it does not hold are left out of the chart, as if they were not in the
/// file. Where it cannot be told, the record stays.
#[derive(Debug)]
pub struct Filter(Expression);

impl Filter {
    /// Parses a condition.
    pub fn parse(text: &str) -> Result<Filter, Fault> {
        Expression::parse(text, NAMES).map(Filter)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        self.0.text()
    }

    /// For each record whether it is left out; the message names a field of the condition for which there is no column.
    pub(super) fn left_out(&self, roster: &Roster) -> Result<Vec<bool>, String> {
        if let Some(field) = self.0.uses().into_iter().map(|name| Field::ALL[name]).find(|field| !roster.has(*field)) {
            return Err(format!(
                "the condition '{}' asks for the field '{}', and no column is known to hold it",
                self.text(),
                field.name()
            ));
        }
        let mut evaluator = Evaluator::new(&self.0);
        let mut view = View { roster, record: Record(0), texts: Texts::default() };
        let mut left_out = Vec::with_capacity(roster.len());
        for record in roster.records() {
            view.record = record;
            left_out.push(evaluator.holds(&mut view) == Some(false));
        }
        Ok(left_out)
    }
}

/// The record in hand.
struct View<'a> {
    roster: &'a Roster,
    record: Record,
    texts: Texts,
}

impl View<'_> {
    fn number(&self, field: Field) -> Option<f64> {
        self.roster.text(self.record, field).parse().ok()
    }
}

impl expression::Facts for View<'_> {
    fn code(&mut self, name: usize) -> u64 {
        let (roster, record) = (self.roster, self.record);
        match Field::ALL[name] {
            Field::Title => roster.title_codes()[record.index()].into(),
            Field::Status => roster.status_codes()[record.index()].into(),
            field if field.is_number() => self.number(field).map_or(u64::MAX, f64::to_bits),
            field => self.texts.code(name, &roster.text(record, field)),
        }
    }

    fn value(&self, name: usize) -> Value<'_> {
        match Field::ALL[name] {
            field if field.is_number() => self.number(field).map_or(Value::Nothing, Value::Number),
            field => Value::Text(self.roster.text(self.record, field)),
        }
    }
}
