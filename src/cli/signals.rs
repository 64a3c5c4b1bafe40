//! Files that are not in their places yet, and what becomes of them when a signal ends the run: they go.
//!
//! Ctrl-C, `kill` and a terminal that is closed end the process at once, and a file under its name for the time of writing
//! would stay. So the first such file starts a thread that waits for these signals, tidies up, and then lets the signal do
//! what it does. A run that writes no file starts none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tempfile::NamedTempFile;

/// The files that go when the run is ended.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Makes a file that goes when a signal ends the run, until it is [settled](settle).
pub(super) fn draft(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    watch();
    let mut drafts = drafts();
    let file = make()?;
    drafts.push(file.path().to_owned());
    Ok(file)
}

/// Puts these files in their places; a signal waits until all of them are.
pub(super) fn settle<T>(files: &[&Path], put: impl FnOnce() -> T) -> T {
    let mut drafts = drafts();
    drafts.retain(|draft| !files.contains(&draft.as_path()));
    put()
}

fn drafts() -> MutexGuard<'static, Vec<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has signals wait for the tidying from now on.
pub(super) fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(system::watch);
}

/// What is left to do before the process ends. Nothing is put in its place any more once this has the list.
#[cfg_attr(not(unix), allow(dead_code))]
fn tidy() {
    let drafts = std::mem::ManuallyDrop::new(drafts());
    for draft in drafts.iter() {
        // One that is gone already does not have to go.
        let _ = fs::remove_file(draft);
    }
    super::progress::end();
}

#[cfg(unix)]
mod system {
    use std::ffi::c_int;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc::channel;
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::{flag, low_level};

    /// Starts the thread that waits for signals, and returns once it does. Where the system has no room for a thread,
    /// signals end the process as they would.
    pub(super) fn watch() {
        let (ready, is_ready) = channel();
        let wait = move || {
            let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM].into_iter().filter(|one| !is_ignored(*one)))
            else {
                return;
            };
            // A file that may not grow any further is then an error of the write, and does not end the process.
            let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
            let _ = ready.send(());
            if let Some(signal) = signals.forever().next() {
                super::tidy();
                let _ = low_level::emulate_default_handler(signal);
            }
        };
        if thread::Builder::new().name("signals".to_owned()).spawn(wait).is_ok() {
            let _ = is_ready.recv();
        }
    }

    /// Whether whoever started the process wants it to go on in spite of this signal, as `nohup` does. Where the system
    /// does not tell, a terminal that is closed is left to end the process, or not, as it would.
    fn is_ignored(signal: c_int) -> bool {
        match std::fs::read_to_string("/proc/self/status") {
            Ok(status) => {
                let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
                let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
                mask >> (signal - 1) & 1 == 1
            }
            Err(_) => signal == SIGHUP,
        }
    }
}

#[cfg(not(unix))]
mod system {
    /// Elsewhere the process ends at once, and what was being written stays under its name for the time of writing.
    pub(super) fn watch() {}
}
