//! `orglint rules`

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::config::Configuration;
use super::{Outcome, Result, output};
use crate::check::{Entry, Rulebook};

/// List the rules.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// How to list them.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
    #[command(flatten)]
    configuration: Configuration,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum ListFormat {
    /// A line each.
    Text,
    /// For programs.
    Json,
}

#[derive(Serialize)]
struct RuleOf<'a> {
    name: &'a str,
    severity: &'static str,
    summary: &'a str,
    sources: Vec<&'a str>,
    settings: Vec<SettingOf>,
}

#[derive(Serialize)]
struct SettingOf {
    name: &'static str,
    default: u32,
    unit: &'static str,
    help: &'static str,
}

impl Rules {
    pub(super) fn run(&self) -> Result<Outcome> {
        let config = self.configuration.find(None)?;
        let rulebook = Rulebook::new(config.patterns, config.rules);
        output::write(None, &[], |out| match self.format {
            ListFormat::Json => {
                let rules: Vec<RuleOf<'_>> = rulebook.entries().iter().map(describe).collect();
                serde_json::to_writer_pretty(&mut *out, &rules)?;
                writeln!(out)
            }
            ListFormat::Text => {
                let widest = rulebook.names().map(str::len).max().unwrap_or(0);
                for rule in rulebook.entries() {
                    writeln!(out, "{:widest$}  {:7}  {}", rule.name(), rule.severity(), rule.summary())?;
                }
                Ok(())
            }
        })?;
        Ok(Outcome::Clean)
    }
}

fn describe(rule: &Entry) -> RuleOf<'_> {
    let setting = |setting: &&'static crate::rules::Setting| SettingOf {
        name: setting.name,
        default: setting.default,
        unit: setting.unit,
        help: setting.help,
    };
    RuleOf {
        name: rule.name(),
        severity: rule.severity().name(),
        summary: rule.summary(),
        sources: rule.sources(),
        settings: rule.settings().iter().map(setting).collect(),
    }
}
