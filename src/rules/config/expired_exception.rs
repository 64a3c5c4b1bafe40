//! An exception whose day has passed.

use crate::finding::{Finding, Severity};
use crate::rules::{Accepted, Rule};

/// `config/expired-exception`
pub static RULE: Rule = Rule {
    name: "config/expired-exception",
    severity: Severity::Warning,
    since: "0.1.0",
    summary: "an exception whose day has passed",
    why: "A deviation was accepted until a day, and that day is over. Its finding is back; either the chart is mended by now \
          and the exception can go, or somebody has to accept the deviation anew.",
    check_exception: check,
    ..Rule::USUAL
};

fn check(accepted: &Accepted<'_>) -> Option<Finding> {
    let until = accepted.until.filter(|_| accepted.has_expired())?;
    let message = format!("the exception of {} expired after {until} ({})", accepted.subject(), accepted.reason);
    Some(Finding::new(accepted.at, message).help("remove it, or agree on a later day"))
}
