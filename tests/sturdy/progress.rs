//! The line that says what a long run is at: on a terminal, after a second, and gone before anything else is written.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::process::Signal;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::running::{Folder, Outcome, astray, ended_by, pipe, signal, wait_for, wait_for_end};

/// A terminal, and what was written to it.
struct Terminal {
    name: String,
    written: Arc<Mutex<String>>,
    reading: JoinHandle<()>,
}

impl Terminal {
    /// The terminal, and its end that programs write to: it has to be dropped for the other end to be read out.
    fn open() -> Outcome<(Terminal, File)> {
        let control = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        grantpt(&control)?;
        unlockpt(&control)?;
        let name = ptsname(&control, Vec::new())?.into_string()?;
        let size = rustix::termios::Winsize { ws_row: 25, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0 };
        rustix::termios::tcsetwinsize(&control, size)?;
        let end = OpenOptions::new().read(true).write(true).open(&name)?;
        let written = Arc::new(Mutex::new(String::new()));
        let to = Arc::clone(&written);
        let mut control = File::from(control);
        let reading = std::thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length) = control.read(&mut piece) {
                locked(&to).push_str(&String::from_utf8_lossy(&piece[..length]));
            }
        });
        Ok((Terminal { name, written, reading }, end))
    }

    fn written(&self) -> String {
        locked(&self.written).clone()
    }

    /// All that was written, once nobody writes any more.
    fn read_out(self) -> Outcome<String> {
        self.reading.join().map_err(|_| "the reader panicked")?;
        Ok(locked(&self.written).clone())
    }
}

fn locked(text: &Mutex<String>) -> MutexGuard<'_, String> {
    text.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a screen shows after a text: a return goes to the start of the line, and letters are written over what is there.
fn screen(text: &str) -> Vec<String> {
    let show = |line: &str| {
        let mut shown: Vec<char> = Vec::new();
        for part in line.split('\r') {
            for (column, letter) in part.chars().enumerate() {
                shown.resize(shown.len().max(column + 1), ' ');
                shown[column] = letter;
            }
        }
        shown.into_iter().collect::<String>().trim_end().to_owned()
    };
    text.split('\n').map(show).collect()
}

/// A run that waits for a pipe, into which half of a chart was written.
struct Waiting {
    terminal: Terminal,
    child: Child,
    pipe: File,
    rest: String,
}

/// Starts a run whose standard error is a terminal, and its standard output as well if `shows_report`.
fn start(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)], shows_report: bool) -> Outcome<Waiting> {
    let path = pipe(folder, "pipe.csv")?;
    let (terminal, end) = Terminal::open()?;
    assert!(terminal.name.starts_with("/dev/"));
    let mut command = folder.orglint(arguments);
    command.env("TERM", "xterm").envs(variables.iter().copied());
    command.stdout(if shows_report { Stdio::from(end.try_clone()?) } else { Stdio::piped() }).stderr(end);
    let child = command.spawn()?;
    drop(command);
    let chart = astray(1_000);
    let (first, rest) = chart.split_at(chart.len() / 2);
    let mut pipe = OpenOptions::new().write(true).open(path)?;
    pipe.write_all(first.as_bytes())?;
    Ok(Waiting { terminal, child, pipe, rest: rest.to_owned() })
}

const CHECK: [&str; 6] = ["check", "pipe.csv", "--format", "short", "--select", "integrity/*"];

/// Longer than a run takes that shows no progress.
const LONG: Duration = Duration::from_millis(1_600);

impl Waiting {
    fn wait_for(&self, text: &str) -> Outcome {
        wait_for(text, || self.terminal.written().contains(text)).map_err(|_| self.terminal.written().into())
    }

    /// Writes the rest of the chart, and returns the report and what the terminal was sent.
    fn finish(mut self) -> Outcome<(String, String)> {
        self.pipe.write_all(self.rest.as_bytes())?;
        drop(self.pipe);
        let output = self.child.wait_with_output()?;
        assert_eq!(output.status.code(), Some(1));
        Ok((String::from_utf8(output.stdout)?, self.terminal.read_out()?))
    }
}

/// The report of the same chart, of which nobody waits for anything.
fn expected(more: &[&str]) -> Outcome<(String, String)> {
    let folder = Folder::new(&[("pipe.csv", &astray(1_000))])?;
    let output = folder.run(&[&CHECK[..], more].concat())?;
    Ok((String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?))
}

#[test]
fn a_long_run_says_what_it_is_at_and_leaves_no_trace() -> Outcome {
    for variables in [&[][..], &[("NO_COLOR", "1")]] {
        let folder = Folder::new(&[])?;
        let waiting = start(&folder, &[&CHECK[..], &["--statistics"]].concat(), variables, false)?;
        let kilobytes = astray(1_000).len() / 2 / 1_000;
        waiting.wait_for(&format!("\rreading pipe.csv: {kilobytes} kB"))?;
        let (report, sent) = waiting.finish()?;
        let (expected, told) = expected(&["--statistics"])?;
        assert_eq!(report, expected);
        assert_eq!(screen(&sent), screen(&told), "{sent:?}");
        assert!(!sent.contains('\u{1b}'), "{sent:?}");
    }
    Ok(())
}

#[test]
fn a_report_on_the_same_terminal_begins_on_a_clean_line() -> Outcome {
    let folder = Folder::new(&[])?;
    let waiting = start(&folder, &[&CHECK[..], &["--color", "never"]].concat(), &[], true)?;
    waiting.wait_for("reading pipe.csv")?;
    let (_, sent) = waiting.finish()?;
    assert_eq!(screen(&sent), screen(&expected(&[])?.0), "{sent:?}");
    Ok(())
}

#[test]
fn an_error_begins_on_a_clean_line() -> Outcome {
    let folder = Folder::new(&[])?;
    let mut waiting = start(&folder, &[&CHECK[..], &["--color", "never"]].concat(), &[], false)?;
    waiting.wait_for("reading pipe.csv")?;
    waiting.pipe.write_all(b"\nbroken,record\n")?;
    drop(waiting.pipe);
    assert_eq!(waiting.child.wait()?.code(), Some(2));
    let shown = screen(&waiting.terminal.read_out()?).concat();
    assert!(shown.contains("error:") && shown.contains("pipe.csv:514") && !shown.contains("reading"), "{shown}");
    Ok(())
}

#[test]
fn ctrl_c_takes_the_line_away() -> Outcome {
    let folder = Folder::new(&[])?;
    let mut waiting = start(&folder, &CHECK, &[], false)?;
    waiting.wait_for("reading pipe.csv")?;
    signal(&waiting.child, Signal::INT)?;
    assert!(ended_by(wait_for_end(&mut waiting.child)?, Signal::INT));
    assert_eq!(screen(&waiting.terminal.read_out()?), [""]);
    Ok(())
}

#[test]
fn who_wants_no_line_gets_none() -> Outcome {
    for (more, variables) in [(&["--quiet"][..], &[][..]), (&[], &[("TERM", "dumb")])] {
        let folder = Folder::new(&[])?;
        let waiting = start(&folder, &[&CHECK[..], more].concat(), variables, false)?;
        std::thread::sleep(LONG);
        let (report, sent) = waiting.finish()?;
        assert_eq!((report, sent), (expected(&[])?.0, String::new()));
    }
    Ok(())
}

#[test]
fn a_log_gets_no_line() -> Outcome {
    let folder = Folder::new(&[])?;
    let path = pipe(&folder, "pipe.csv")?;
    let child = folder.orglint(&CHECK).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut pipe = OpenOptions::new().write(true).open(path)?;
    let chart = astray(1_000);
    let (first, rest) = chart.split_at(chart.len() / 2);
    pipe.write_all(first.as_bytes())?;
    std::thread::sleep(LONG);
    pipe.write_all(rest.as_bytes())?;
    drop(pipe);
    let output = child.wait_with_output()?;
    assert_eq!((String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?), expected(&[])?);
    Ok(())
}
