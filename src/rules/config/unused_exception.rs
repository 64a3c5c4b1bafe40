//! An exception that no finding needs.

use crate::finding::{Finding, Severity};
use crate::rules::{Accepted, Rule};

/// `config/unused-exception`
pub static RULE: Rule = Rule {
    name: "config/unused-exception",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "an exception that no finding needs",
    why: "The chart no longer deviates where a deviation was accepted, or the exception names another rule or id than was \
          meant. Left in place, it would hide the next deviation there.",
    check_exception: check,
    ..Rule::USUAL
};

fn check(accepted: &Accepted<'_>) -> Option<Finding> {
    if accepted.is_used || !accepted.was_tried || accepted.has_expired() {
        return None;
    }
    let message = format!("nothing is found that the exception of {} covers", accepted.subject());
    Some(Finding::new(accepted.at, message).help("remove it, or mend its rule or id"))
}
