//! `orglint init`

use std::path::{Path, PathBuf};

use clap::Args;

use super::config::{Setup, candidates, load};
use super::input::{Reading, is_same_file, is_standard_input};
use super::policy::Judging;
use super::{Outcome, Result, output};
use crate::check::check;
use crate::error::Error;
use crate::policy::FILE_NAME;
use crate::report::starter::{Found, Starter};
use crate::report::text::{clip, safe};
use crate::wording::counted;

/// Write a commented orglint.toml to start from. It says which columns of the chart hold what, and names what can be
/// set; as it stands, it changes no finding.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// A chart to look at; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Where to write; `-` is standard output [default: orglint.toml beside the chart, or in the working directory].
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    reading: Reading,
}

impl Init {
    pub(super) fn run(&self) -> Result<Outcome> {
        if self.file.is_none() && !self.reading.is_plain() {
            return Err(Error::new("--map, --input-format and --as-of say how to read a chart, and none is given")
                .help("name the chart: `orglint init FILE`"));
        }
        let prints = self.output.as_deref().is_some_and(is_standard_input);
        let target = self.target();
        if !prints && !self.force && is_taken(&target) {
            return Err(Error::in_file(target.display().to_string(), "it is there already").help(
                "--force replaces it, `-o PATH` writes to another file, and `-o -` shows what would be written",
            ));
        }
        // What is replaced holds no longer.
        let own = std::path::absolute(&target).unwrap_or_else(|_| target.clone());
        let base = candidates(self.file.as_deref()).find(|path| path.is_file() && !is_same_file(path, &own));
        let extends = base.as_deref().map(|base| seen_from(own.parent().unwrap_or(Path::new("")), base));
        let setup = Setup::new(load(base.as_deref())?, &Judging::default())?;
        let found = match &self.file {
            None => None,
            Some(file) => {
                let chart = self.reading.chart(file, &setup.input)?;
                Some(Found::of(&check(&chart, &setup.rulebook, &setup.policy, &setup.reader), &setup.reader))
            }
        };
        let told = found.as_ref().map(tell_of).unwrap_or_default();
        let starter = Starter {
            rulebook: &setup.rulebook,
            policy: &setup.policy,
            extends: extends.as_deref(),
            day: self.reading.day(),
            found,
        };
        let text = starter.text();
        let path = (!prints).then_some(target.as_path());
        output::write(path, self.file.as_slice(), |out| out.write_all(text.as_bytes()))?;
        let written = path.map(|path| format!("wrote {}\n", safe(&path.display().to_string()))).unwrap_or_default();
        let extended = extends.map(|path| format!("  builds on {}\n", safe(&path))).unwrap_or_default();
        output::tell(&format!("{written}{extended}{told}"));
        Ok(Outcome::Clean)
    }

    /// The file to write; where it is to be printed, that which it would be.
    fn target(&self) -> PathBuf {
        match &self.output {
            Some(path) if !is_standard_input(path) => path.clone(),
            _ => match self.file.as_deref().filter(|file| !is_standard_input(file)) {
                Some(file) => file.with_file_name(FILE_NAME),
                None => PathBuf::from(FILE_NAME),
            },
        }
    }
}

/// Whether something would be lost: a file is there, or a link that leads nowhere. A pipe or a device loses nothing.
fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok() && path.metadata().map_or(true, |about| about.is_file())
}

/// A configuration as it is written in a file of `folder`, both absolute.
fn seen_from(folder: &Path, path: &Path) -> String {
    let common = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common).map(|name| name.as_os_str().to_string_lossy().into_owned());
    let seen = up.chain(down).collect::<Vec<_>>().join("/");
    // The way up from a folder that is a link, or is given by `..`, may lead elsewhere.
    if is_same_file(&folder.join(&seen), path) { seen } else { path.display().to_string() }
}

/// What was detected, in a few lines.
fn tell_of(found: &Found) -> String {
    const LONGEST: usize = 40;
    let columns =
        found.columns.iter().map(|(field, heading)| format!("{} = '{}'", field.name(), clip(heading, LONGEST)));
    let columns: Vec<String> = columns.collect();
    let [statuses, titles] = [found.statuses.len(), found.titles.len()];
    let mut lines = vec![format!("columns: {}", columns.join(", ")), found.size()];
    if statuses > 0 {
        let statuses: Vec<String> =
            found.statuses.iter().map(|(status, _)| format!("'{}'", clip(status, LONGEST))).collect();
        lines.push(format!("counted as being here: {}", statuses.join(", ")));
    }
    if titles > 0 {
        lines.push(format!("{} to look at under [titles.exact]", counted(titles, "title", "titles")));
    }
    if found.findings > 0 {
        lines.push(format!("{}; `orglint baseline` records them", counted(found.findings, "finding", "findings")));
    }
    lines.iter().map(|line| format!("  {}\n", safe(line))).collect()
}
