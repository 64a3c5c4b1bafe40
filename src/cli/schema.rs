//! `orglint schema`

use clap::Args;

use super::{Outcome, Result, output};
use crate::policy;

/// Print the JSON Schema of orglint.toml, for editors.
#[derive(Debug, Args)]
pub(super) struct SchemaOf {}

impl SchemaOf {
    pub(super) fn run(&self) -> Result<Outcome> {
        output::write(None, &[], |out| {
            serde_json::to_writer_pretty(&mut *out, &policy::schema())?;
            writeln!(out)
        })?;
        Ok(Outcome::Clean)
    }
}
