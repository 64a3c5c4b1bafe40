//! Which records of an input count: a condition in CEL over their fields.

use std::borrow::Cow;

use super::{Field, Roster, values};
use crate::expression::{self, Evaluator, Expression, Fault, Kind, Name, Texts, Value};
use crate::finding::Record;

/// The names that a condition can use: the fields, as `--map` calls them.
pub const NAMES: &[Name] = &{
    const TEXT: Name = Name { path: "", kind: Kind::Text, about: "" };
    let mut names = [TEXT; Field::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        let field = Field::ALL[at];
        let kind = match field {
            Field::QuotaCarrying => Kind::Flag,
            field if field.is_number() => Kind::Number,
            _ => Kind::Text,
        };
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
    fn carries_quota(&self) -> Option<bool> {
        self.roster.quota_flags().get(self.record.index()).and_then(|flag| flag.is_yes())
    }
}

/// What a cell of a column of numbers says as an expression sees it.
pub(crate) fn amount(roster: &Roster, record: Record, field: Field) -> Value<'static> {
    match values::number(&roster.text(record, field)).bounds() {
        None => Value::Nothing,
        Some((least, most)) if least == most => Value::Number(least),
        Some((least, most)) => Value::Between(least, most),
    }
}

/// What a cell says as an expression sees it: a day as 2026-03-31 where it can be read in one way, so that days compare as
/// texts do, and everything else as it stands.
pub(crate) fn plain_text(roster: &Roster, record: Record, field: Field) -> Cow<'_, str> {
    let text = roster.text(record, field);
    if !matches!(field, Field::StartDate | Field::EndDate | Field::EffectiveDate) {
        return text;
    }
    values::day(&text).the_one().map_or(text, |day| day.to_string().into())
}

impl expression::Facts for View<'_> {
    fn code(&mut self, name: usize) -> u64 {
        let (roster, record) = (self.roster, self.record);
        match Field::ALL[name] {
            Field::Title => roster.title_codes().at(record.index()).into(),
            Field::Status => roster.status_codes().at(record.index()).into(),
            Field::QuotaCarrying => self.carries_quota().map_or(u64::MAX, u64::from),
            field => self.texts.code(name, &roster.text(record, field)),
        }
    }

    fn value(&self, name: usize) -> Value<'_> {
        match Field::ALL[name] {
            Field::QuotaCarrying => self.carries_quota().map_or(Value::Nothing, Value::Flag),
            field if field.is_number() => amount(self.roster, self.record, field),
            field => Value::Text(plain_text(self.roster, self.record, field)),
        }
    }
}
