//! `--watch`: a check again whenever a file that matters for it changes.
//!
//! Files are looked at four times a second rather than left to the notices of the system: these do not come for network
//! drives, where exports lie, and editors that put a new file in place of the old one make them hard to follow. To look
//! at a few files costs nothing that could be measured.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::{Outcome, Result, output};

/// How often files are looked at.
const EVERY: Duration = Duration::from_millis(250);

/// What shows that a file changed: when it was written, and its length; nothing where there is none.
type State = Vec<Option<(Option<SystemTime>, u64)>>;

/// Runs `check` again whenever one of the files that `watched` names changes, until the process is ended. What stops a
/// run is told, and mended by its user, who is watching.
pub(super) fn watch(check: impl Fn() -> Result<Outcome>, watched: impl Fn() -> Vec<PathBuf>) -> ! {
    loop {
        let files = watched();
        let before = state(&files);
        clear();
        if let Err(error) = check() {
            output::complain(&error);
        }
        output::tell(&format!("{}: checked; watching for changes, Ctrl-C ends\n", now()));
        wait(&files, before);
    }
}

/// Waits until the files are others, and stay so: an export takes a while to be written.
fn wait(files: &[PathBuf], before: State) {
    let mut last = before.clone();
    loop {
        sleep(EVERY);
        let state = state(files);
        if state != before && state == last {
            return;
        }
        last = state;
    }
}

fn state(files: &[PathBuf]) -> State {
    let look = |file: &PathBuf| file.metadata().ok().map(|about| (about.modified().ok(), about.len()));
    files.iter().map(look).collect()
}

/// The time of day.
fn now() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}

/// Clears the terminal, if that is where the report goes.
fn clear() {
    let mut out = std::io::stdout();
    if out.is_terminal() {
        let _ = out.write_all(b"\x1b[2J\x1b[3J\x1b[H").and_then(|()| out.flush());
    }
}
