//! Running the program in a folder, under a limit or without.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What a debug build on a busy machine may take for what a release build does in a moment.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// A folder of files that goes when it is dropped.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Outcome<Folder> {
        let folder = Folder(tempfile::tempdir()?);
        files.iter().try_for_each(|(name, text)| fs::write(folder.path(name), text))?;
        Ok(folder)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The names of all that is in it, in order.
    pub(crate) fn names(&self) -> Outcome<Vec<String>> {
        let entries = fs::read_dir(self.0.path())?;
        let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        let mut names = names.collect::<Outcome<Vec<String>>>()?;
        names.sort();
        Ok(names)
    }

    /// The program, to be run in the folder.
    pub(crate) fn orglint(&self, arguments: &[&str]) -> Command {
        self.quiet(Command::new(env!("CARGO_BIN_EXE_orglint")), arguments)
    }

    /// The program after a command of the shell, such as one that sets a limit.
    pub(crate) fn orglint_after(&self, command: &str, arguments: &[&str]) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{command}; exec \"$@\""), "sh", env!("CARGO_BIN_EXE_orglint")]);
        self.quiet(shell, arguments)
    }

    fn quiet(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(variable);
        }
        // `open` starts this in place of a browser.
        command.env("BROWSER", "true");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome<Output> {
        Ok(self.orglint(arguments).output()?)
    }
}

impl AsRef<OsStr> for Folder {
    fn as_ref(&self) -> &OsStr {
        self.0.path().as_os_str()
    }
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// One message with what is wrong, and how to mend it.
pub(crate) fn assert_refused(output: &Output, says: &str) {
    let err = err(output);
    assert_eq!(output.status.code(), Some(2), "{:?} {err}", output.status);
    assert!(err.starts_with("error: ") && err.contains(says), "{says:?}: {err}");
    let helps = err.lines().filter(|line| line.starts_with("  help: ")).count();
    assert!(helps == 1 && err.matches("error: ").count() == 1 && err.len() < 4000, "{err}");
}

/// Whether the run was ended by a signal.
pub(crate) fn ended_by(status: ExitStatus, signal: rustix::process::Signal) -> bool {
    status.signal() == Some(signal.as_raw())
}

/// Waits for something, and not for ever.
pub(crate) fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) -> Outcome {
    let begin = Instant::now();
    while !is_so() {
        if begin.elapsed() > PATIENCE {
            return Err(format!("waited in vain for {what}").into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}

/// Waits for a process to end, and ends it where it does not.
pub(crate) fn wait_for_end(child: &mut Child) -> Outcome<ExitStatus> {
    let mut status = None;
    let waited = wait_for("the end of the process", || {
        status = child.try_wait().ok().flatten();
        status.is_some()
    });
    if waited.is_err() {
        child.kill()?;
        child.wait()?;
    }
    waited.and_then(|()| status.ok_or_else(|| "no status".into()))
}

pub(crate) fn signal(child: &Child, signal: rustix::process::Signal) -> Outcome {
    Ok(rustix::process::kill_process(rustix::process::Pid::from_child(child), signal)?)
}

/// A sound chart of a CEO and clerks.
pub(crate) fn chart(people: usize) -> String {
    let mut chart = String::from("id,name,title,manager\n1,P1,CEO,\n");
    // Writing to a string cannot fail.
    (2..=people).for_each(|number| _ = writeln!(chart, "{number},P{number},Clerk,{}", (number / 8).max(1)));
    chart
}

/// The same with a finding in every tenth row: a manager who is not there.
pub(crate) fn astray(people: usize) -> String {
    let mut chart = String::from("id,name,title,manager\n1,P1,CEO,\n");
    let manager = |number: usize| if number.is_multiple_of(10) { 10_000_000 + number } else { (number / 8).max(1) };
    (2..=people).for_each(|number| _ = writeln!(chart, "{number},P{number},Clerk,{}", manager(number)));
    chart
}

/// A named pipe in the folder.
pub(crate) fn pipe(folder: &Folder, name: &str) -> Outcome<PathBuf> {
    let path = folder.path(name);
    let made = Command::new("mkfifo").arg(&path).status()?;
    if made.success() { Ok(path) } else { Err("mkfifo failed".into()) }
}
