//! A language server: what `check` finds, shown where the chart is edited, as it is typed.
//!
//! The `protocol` comes over one stream and goes over another, in messages (`framing`). The `server` takes them one
//! by one: it keeps the `documents` in step with the editor, and answers. When no message waits, each document that
//! has changed is read and checked anew as a whole (`examined`), under the configuration that applies
//! (`configurations`), and what it says is published (`diagnostics`). There is nothing to be cancelled and nothing
//! shared: of changes that come faster than checks, all but the last are only applied.
//!
//! What is asked about a place (`hover`, `navigation`, `completion`, `actions`, `symbols`) is answered from the chart
//! as it was last read, which is always that of the text as it is.

mod actions;
mod answers;
mod client;
mod completion;
mod configurations;
mod diagnostics;
mod documents;
mod edits;
mod examined;
mod framing;
mod hover;
mod navigation;
mod page;
mod protocol;
mod refresh;
mod server;
mod spot;
mod symbols;
mod text;
mod uri;

use std::io::{self, BufRead, Write};
use std::path::Path;

use jiff::civil::Date;

use crate::error::Error;
use crate::source::Source;

/// What the server asks of the world outside.
pub trait Host {
    /// The text of a configuration.
    fn open(&self, path: &Path) -> Result<Source, Error>;
    /// Whether there is such a file.
    fn is_file(&self, path: &Path) -> bool;
    /// The day of the check.
    fn today(&self) -> Date;
}

/// How a session ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The client said that it would.
    Orderly,
    /// It was cut off.
    Abrupt,
}

/// Serves one client until it leaves.
pub fn serve(input: impl BufRead + Send + 'static, output: &mut dyn Write, host: &dyn Host) -> io::Result<Ending> {
    server::Server::new(output, host).run(input)
}
