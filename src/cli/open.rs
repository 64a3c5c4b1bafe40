//! `orglint open`

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::config::Configuration;
use super::input::{Files, Reading};
use super::policy::Judging;
use super::privacy::Privacy;
use super::{Outcome, Result, draft, output};
use crate::check::{Outcome as Checked, check};
use crate::error::Error;
use crate::report::html;
use crate::report::text::safe;
use crate::wording::counted;

/// Check a chart and show it in the browser.
#[derive(Debug, Args)]
pub(super) struct Open {
    #[command(flatten)]
    files: Files,
    /// Write the page to this file [default: a new file that only you can read, in the folder for temporary files].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    configuration: Configuration,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    privacy: Privacy,
}

impl Open {
    pub(super) fn run(&self) -> Result<Outcome> {
        let setup = self.configuration.setup(self.files.first(), &self.judging)?;
        let chart = self.privacy.keep(self.reading.of_files(&self.files, &setup.input))?;
        let report = check(&chart, &setup.rulebook, &setup.policy, &setup.reader);
        let people = counted(report.facts.people() as usize, "person", "people");
        let found = counted(report.findings.len(), "finding", "findings");
        let outcome = Checked::new(vec![report]);
        let page = match &self.output {
            Some(path) => {
                output::write(Some(path), self.files.all(), |out| html::write(&outcome, out))?;
                path.clone()
            }
            None => draft::write_private(".html", |out| html::write(&outcome, out))?,
        };
        let page = std::path::absolute(&page).unwrap_or(page);
        let named = page.display().to_string();
        output::tell(&format!("Your chart has {people}, and {found}. The page about it is\n  {}\n", safe(&named)));
        show(&page).map_err(|error| {
            Error::new(format!("no browser could be started: {error}"))
                .help(format!("the page is there all the same: open {named} in any browser, or double-click it"))
        })?;
        output::tell("It opens in your browser now. It is one file, and nothing in it is sent anywhere.\n");
        Ok(Outcome::Clean)
    }
}

/// Opens a page in a browser of `BROWSER`, several of which are parted as in a search path, or else in the usual one.
fn show(page: &Path) -> io::Result<()> {
    let Some(browsers) = std::env::var_os("BROWSER").filter(|browsers| !browsers.is_empty()) else {
        return ::open::that(page);
    };
    let mut outcome = Err(io::ErrorKind::NotFound.into());
    for browser in std::env::split_paths(&browsers).filter(|browser| !browser.as_os_str().is_empty()) {
        outcome = ::open::with_detached(page, browser.to_string_lossy());
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}
