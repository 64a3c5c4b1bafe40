//! `orglint explain`

use clap::Args;

use super::config::Configuration;
use super::{Outcome, Result, output};
use crate::check::Rulebook;
use crate::policy::Selection;
use crate::report::page;

/// Explain one rule.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule, such as `integrity/cycle`.
    rule: String,
    #[command(flatten)]
    configuration: Configuration,
}

impl Explain {
    pub(super) fn run(&self) -> Result<Outcome> {
        let config = self.configuration.find(None)?;
        let rulebook = Rulebook::new(config.patterns, config.rules);
        let Some(rule) = rulebook.find(&self.rule) else {
            // A category, or all, names no one rule either.
            Selection::parse(&self.rule, rulebook.names())?;
            return Err(crate::error::Error::new(format!("'{}' is not one rule", self.rule))
                .help("name one rule; `orglint rules` lists all"));
        };
        output::write(None, &[], |out| out.write_all(page::markdown(rule).as_bytes()))?;
        Ok(Outcome::Clean)
    }
}
