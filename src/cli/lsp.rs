//! `orglint lsp`

use std::io::{self, BufReader};
use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use super::config::CONFIGURATION;
use super::{Outcome, Result, input, output};
use crate::lsp::{Ending, Host, serve};
use crate::source::Source;

/// Serve an editor: findings as charts and orglint.toml are typed, and what can be asked of a place in them.
///
/// The Language Server Protocol is spoken over standard input and output; an editor starts this, nobody else.
#[derive(Debug, Args)]
pub(super) struct Lsp {
    /// Speak over standard input and output, as it does anyway: some editors ask for it.
    #[arg(long, hide = true)]
    stdio: bool,
}

/// The files and the clock of this computer.
struct Here;

impl Host for Here {
    fn open(&self, path: &Path) -> Result<Source> {
        input::open_as(CONFIGURATION, path)
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn today(&self) -> Date {
        jiff::Zoned::now().date()
    }
}

impl Lsp {
    /// The exit status is 0 where the client said that it would leave, and 1 where it did not, as the protocol has it.
    pub(super) fn run(&self) -> Result<Outcome> {
        let ended = serve(BufReader::new(io::stdin()), &mut io::stdout().lock(), &Here);
        match ended {
            Ok(Ending::Orderly) => Ok(Outcome::Clean),
            Ok(Ending::Abrupt) => Ok(Outcome::Findings),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Findings),
            Err(error) => Err(output::unwritten(&error)),
        }
    }
}
