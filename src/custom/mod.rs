//! Rules of a company's own: a condition in CEL over a position, its manager and the chart, and a message.

mod message;
mod names;
mod view;

use std::ops::Range;

pub use names::NAMES;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::expression::{Evaluator, Expression, Fault};
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use message::Message;
use view::View;

/// A rule as it is written.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// `category/name`.
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// A condition of a position, in CEL: where it holds, there is a finding.
    #[schemars(with = "String")]
    pub when: Spanned<String>,
    /// What is wrong, with facts in braces: "{name} has {direct_reports} direct reports".
    #[schemars(with = "String")]
    pub message: Spanned<String>,
    /// `error`, `warning` or `info`.
    #[serde(default = "warning")]
    pub severity: Severity,
    /// What would mend it, with facts in braces.
    #[schemars(with = "Option<String>")]
    pub help: Option<Spanned<String>>,
    /// The field whose cell is at fault; without it, that of the first fact of the position in the condition.
    pub at: Option<Field>,
    /// What it finds, in one sentence without a full stop.
    #[serde(default)]
    pub summary: String,
    /// Why that matters.
    #[serde(default)]
    pub why: String,
    /// What it rests on.
    #[serde(default)]
    pub sources: Vec<String>,
}

const fn warning() -> Severity {
    Severity::Warning
}

/// A rule of a company's own, ready to be evaluated.
#[derive(Debug)]
pub struct CustomRule {
    /// `category/name`.
    pub name: String,
    /// The severity unless a user sets another.
    pub severity: Severity,
    /// What it finds, in one sentence without a full stop.
    pub summary: String,
    /// Why that matters.
    pub why: String,
    /// What it rests on.
    pub sources: Vec<String>,
    /// The columns that its condition uses.
    pub needs: Vec<Field>,
    condition: Expression,
    message: Message,
    help: Option<Message>,
    at: Vec<Field>,
}

/// What does not fit in a rule that is well written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misfit {
    /// What is wrong; the offset counts from the start of the text at `span`.
    pub fault: Fault,
    /// The text that it is in, in bytes of the file that the rule was read from.
    pub span: Range<usize>,
}

impl CustomRule {
    /// Checks a rule as it is written.
    pub fn new(written: &Written) -> Result<CustomRule, Misfit> {
        let misfit = |text: &Spanned<String>, fault| Misfit { fault, span: text.span() };
        if written.message.get_ref().trim().is_empty() {
            let help = Some("say what is wrong, such as '{name} has {direct_reports} direct reports'".to_owned());
            let fault = Fault { message: "a rule needs a message".to_owned(), help, offset: 0 };
            return Err(misfit(&written.message, fault));
        }
        let condition =
            Expression::parse(written.when.get_ref(), NAMES).map_err(|fault| misfit(&written.when, fault))?;
        let message = |text: &Spanned<String>| Message::parse(text.get_ref()).map_err(|fault| misfit(text, fault));
        let uses = condition.uses();
        let columns: Vec<Field> = uses.iter().filter_map(|name| names::column(*name)).collect();
        let of_position: Vec<Field> = uses.iter().filter_map(|name| names::column_of_position(*name)).collect();
        Ok(CustomRule {
            name: written.name.get_ref().clone(),
            severity: written.severity,
            summary: match written.summary.as_str() {
                "" => format!("a position for which {} holds", written.when.get_ref()),
                summary => summary.to_owned(),
            },
            why: written.why.clone(),
            sources: written.sources.clone(),
            needs: columns,
            message: message(&written.message)?,
            help: written.help.as_ref().map(message).transpose()?,
            at: written.at.into_iter().chain(of_position).chain([Field::Title, Field::Id]).collect(),
            condition,
        })
    }

    /// The condition, as it was written.
    pub fn condition(&self) -> &str {
        self.condition.text()
    }

    /// Finds the positions for which the condition holds, in the order of the input.
    pub fn check(&self, facts: &Facts<'_>) -> Vec<Finding> {
        let chart = facts.chart();
        let mut evaluator = Evaluator::new(&self.condition);
        let mut view = View::new(facts);
        let at = self.at.iter().find(|field| chart.roster().has(**field)).copied().unwrap_or(Field::Id);
        let mut found = Vec::new();
        for position in chart.positions() {
            view.look_at(position);
            if evaluator.holds(&mut view) == Some(true) {
                let finding = Finding::new(chart.place(position, at), self.message.filled(&|name| view.told(name)))
                    .about([position]);
                found.push(match &self.help {
                    Some(help) => finding.help(help.filled(&|name| view.told(name))),
                    None => finding,
                });
            }
        }
        found
    }
}
