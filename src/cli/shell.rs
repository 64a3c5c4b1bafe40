//! `orglint completions` and `orglint man`: for shells and packages, from the same declarations as `--help`.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;

use super::{Outcome, Result, help, output};
use crate::error::Error;

/// Print completions for a shell.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Print a manual page.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command that it is of; without it, of orglint.
    command: Option<String>,
    /// Write the pages of all commands to this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    all: Option<PathBuf>,
}

impl Completions {
    pub(super) fn run(&self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut help::command(), "orglint", &mut script);
        output::write_bytes(None, &[], &script)?;
        Ok(Outcome::Clean)
    }
}

impl Man {
    pub(super) fn run(&self) -> Result<Outcome> {
        let mut orglint = help::command();
        orglint.build();
        match (&self.command, &self.all) {
            (Some(name), _) => {
                let command = orglint.find_subcommand(name).ok_or_else(|| {
                    Error::new(format!("there is no command '{name}'")).help("`orglint --help` lists them")
                })?;
                output::write_bytes(None, &[], &page(command)?)?;
            }
            (None, Some(folder)) => {
                let commands = orglint.get_subcommands().filter(|command| command.get_name() != "help");
                commands.chain([&orglint]).try_for_each(|command| write_page(folder, command))?;
            }
            (None, None) => output::write_bytes(None, &[], &page(&orglint)?)?,
        }
        Ok(Outcome::Clean)
    }
}

fn write_page(folder: &Path, command: &Command) -> Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    output::write_bytes(Some(&folder.join(format!("{name}.1"))), &[], &page(command)?)
}

/// The page of a command.
fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let written: io::Result<()> = clap_mangen::Man::new(command.clone()).render(&mut page);
    written.map_err(|error| Error::new(format!("the page cannot be made: {error}")))?;
    Ok(page)
}
