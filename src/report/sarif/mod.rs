//! `sarif`: SARIF 2.1.0, which GitHub code scanning and other stores of findings take. docs/reports.md says what becomes of
//! what.
//!
//! The types here hold what is written and nothing else of the format. Results are written as they are met, for there can
//! be many, and each is far larger than the finding that it is made of.

mod message;
mod results;
mod rules;

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::listed;
use crate::check::Outcome;
use crate::finding::Severity;
use crate::wording::{counted, grouped};
use message::Message;
use results::Results;
use rules::{Rule, Rules};

/// GitHub refuses a file with more results in one run. This and the other bounds here are those of
/// <https://docs.github.com/code-security/code-scanning/troubleshooting-sarif/results-exceed-limit>.
pub const MOST_RESULTS: usize = 25_000;

/// GitHub refuses a file with more rules in one run.
const MOST_RULES: usize = 25_000;

/// Of the places of one result GitHub shows so many.
const MOST_PLACES: usize = 100;

/// The base of relative paths, by the name that GitHub and other consumers know.
const BASE: &str = "%SRCROOT%";

/// Writes the findings as one run, the gravest first; of more than [`MOST_RESULTS`] those.
pub fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut findings = listed::gravest_first(outcome);
    findings.truncate(MOST_RESULTS);
    let rules = Rules::of(outcome);
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "orglint",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.entries().map(Rule::new).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: remark(outcome).map(Notification::new).into_iter().collect(),
            }],
            original_uri_base_ids: Bases {
                root: Base { description: Message::plain("the folder that orglint ran in") },
            },
            column_kind: "unicodeCodePoints",
            results: Results { findings: &findings, rules: &rules },
        }],
    };
    serde_json::to_writer(&mut *out, &log)?;
    writeln!(out)
}

/// What is to be said of a report that does not hold all findings.
pub fn remark(outcome: &Outcome<'_>) -> Option<String> {
    let all = outcome.findings().count();
    let left_out = all.checked_sub(MOST_RESULTS).filter(|left_out| *left_out > 0)?;
    Some(format!(
        "{} of {} left out, the least grave: GitHub takes {} at most",
        counted(left_out, "finding", "findings"),
        grouped(all),
        grouped(MOST_RESULTS)
    ))
}

/// What SARIF calls a severity.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

#[derive(Serialize)]
struct Log<'o> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'o>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'o> {
    tool: Tool<'o>,
    invocations: [Invocation; 1],
    original_uri_base_ids: Bases,
    column_kind: &'static str,
    results: Results<'o>,
}

#[derive(Serialize)]
struct Tool<'o> {
    driver: Driver<'o>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'o> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'o>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message<'static>,
}

impl Notification {
    fn new(text: String) -> Notification {
        Notification { level: "warning", message: Message { text: Cow::Owned(text), markdown: None } }
    }
}

#[derive(Serialize)]
struct Bases {
    #[serde(rename = "%SRCROOT%")]
    root: Base,
}

#[derive(Serialize)]
struct Base {
    description: Message<'static>,
}
