//! Options that say which rules run, and how grave they are.

use clap::Args;

use super::Result;
use crate::check::Rulebook;
use crate::error::Error;
use crate::finding::Severity;
use crate::policy::{Policy, Selection};

/// Which rules run, and how grave their findings are.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct Judging {
    /// Run only these rules: names, categories such as `pattern/*`, or `all`; separated by commas.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Do not run these rules.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Report a rule with another severity, such as `pattern/director=info`, or not at all: `=off`.
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',')]
    pub(super) severity: Vec<String>,
}

impl Judging {
    /// What the command line says goes before the configuration.
    pub(super) fn apply(&self, mut policy: Policy, rulebook: &Rulebook) -> Result<Policy> {
        let parse = |rules: &[String]| -> Result<Vec<Selection>> {
            rules.iter().map(|rule| Selection::parse(rule.trim(), rulebook.names())).collect()
        };
        let severities = self.severity.iter().map(|setting| {
            let (rule, level) = setting
                .split_once('=')
                .ok_or_else(|| Error::new(format!("'--severity {setting}' names no severity")).help(SEVERITY_HELP))?;
            let level = match level.trim() {
                "off" => None,
                name => Some(
                    Severity::from_name(name)
                        .ok_or_else(|| Error::new(format!("there is no severity '{name}'")).help(SEVERITY_HELP))?,
                ),
            };
            Ok((Selection::parse(rule.trim(), rulebook.names())?, level))
        });
        policy.severities.extend(severities.collect::<Result<Vec<_>>>()?);
        policy.select = parse(&self.select)?;
        policy.ignore = parse(&self.ignore)?;
        Ok(policy)
    }
}

const SEVERITY_HELP: &str = "write RULE=LEVEL with 'error', 'warning', 'info' or 'off', such as pattern/director=info";
