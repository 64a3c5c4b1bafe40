//! Runs that are ended by a signal in the middle of writing a file.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use rustix::process::Signal;

use crate::running::{Folder, Outcome, astray, ended_by, signal, wait_for, wait_for_end};

const BEFORE: &str = "what was there before";

/// A chart whose report takes a while to be written.
fn folder() -> Outcome<Folder> {
    Folder::new(&[("org.csv", &astray(200_000)), ("out", BEFORE)])
}

const REPORT: [&str; 6] = ["check", "org.csv", "--select", "integrity/*", "-o", "out"];

/// Whether a file is being written: one that is not in its place yet, and holds something.
fn is_writing(folder: &Folder, begin: &str) -> bool {
    let names = folder.names().unwrap_or_default();
    let mut drafts = names.iter().filter(|name| name.starts_with(begin));
    drafts.any(|name| folder.path(name).metadata().is_ok_and(|about| about.len() > 0))
}

fn start(folder: &Folder, before: &str, arguments: &[&str]) -> Outcome<Child> {
    let mut command = folder.orglint_after(before, arguments);
    let child = command.env("TMPDIR", folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    Ok(child)
}

#[test]
fn a_signal_leaves_the_file_before_and_nothing_else() -> Outcome {
    let folder = folder()?;
    let names = folder.names()?;
    for sent in [Signal::INT, Signal::TERM, Signal::HUP] {
        let mut child = start(&folder, ":", &REPORT)?;
        wait_for("the report to be written", || is_writing(&folder, ".orglint-"))?;
        signal(&child, sent)?;
        assert!(ended_by(wait_for_end(&mut child)?, sent), "{sent:?}");
        assert_eq!(fs::read_to_string(folder.path("out"))?, BEFORE, "{sent:?}");
        assert_eq!(folder.names()?, names, "{sent:?}");
    }
    Ok(())
}

/// Nobody can tidy up any more: what was being written stays under its name, and nothing else is touched.
#[test]
fn to_be_killed_leaves_the_file_before() -> Outcome {
    let folder = folder()?;
    let mut child = start(&folder, ":", &REPORT)?;
    wait_for("the report to be written", || is_writing(&folder, ".orglint-"))?;
    child.kill()?;
    assert!(ended_by(child.wait()?, Signal::KILL));
    assert_eq!(fs::read_to_string(folder.path("out"))?, BEFORE);
    let left: Vec<String> = folder.names()?.into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    // It disturbs no later run.
    assert_eq!(folder.run(&REPORT)?.status.code(), Some(1));
    assert!(fs::read_to_string(folder.path("out"))?.contains("integrity/unknown-manager"));
    Ok(())
}

/// Several files, files of a table of many charts, and a file that nobody named.
#[test]
fn whatever_is_being_written_goes() -> Outcome {
    let folder = folder()?;
    let tenants: String = (0..200_000).map(|row| format!("t{},{row},P{row},Clerk,x{row}\n", row / 100)).collect();
    fs::write(folder.path("tenants.csv"), format!("tenant,id,name,title,manager\n{tenants}"))?;
    let names = folder.names()?;
    let several = ["check", "org.csv", "--format", "short=a", "--format", "json=b", "--format", "pretty=out"];
    let grouped = ["check", "tenants.csv", "--group-by", "tenant", "--select", "integrity/*", "-o", "out"];
    let open = ["open", "org.csv"];
    for (arguments, begin) in [(&several[..], ".orglint-"), (&grouped, ".orglint-"), (&open, "orglint-")] {
        let mut child = start(&folder, ":", arguments)?;
        wait_for("a file to be written", || is_writing(&folder, begin))?;
        signal(&child, Signal::INT)?;
        assert!(ended_by(wait_for_end(&mut child)?, Signal::INT), "{arguments:?}");
        assert_eq!(folder.names()?, names, "{arguments:?}");
        assert_eq!(fs::read_to_string(folder.path("out"))?, BEFORE, "{arguments:?}");
    }
    Ok(())
}

/// `nohup` has a run go on without its terminal.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_is_ignored_stays_so() -> Outcome {
    let folder = folder()?;
    let mut child = start(&folder, "trap '' HUP", &REPORT)?;
    wait_for("the report to be written", || is_writing(&folder, ".orglint-"))?;
    signal(&child, Signal::HUP)?;
    assert_eq!(wait_for_end(&mut child)?.code(), Some(1));
    assert!(fs::read_to_string(folder.path("out"))?.contains("integrity/unknown-manager"));
    Ok(())
}

#[test]
fn what_waits_is_ended_by_a_signal() -> Outcome {
    let folder = Folder::new(&[("org.csv", &astray(100))])?;
    for sent in [Signal::INT, Signal::TERM] {
        let arguments = ["check", "org.csv", "--watch", "-o", "out"];
        let mut watching = folder.orglint(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut told = BufReader::new(watching.stderr.take().ok_or("no output")?).lines();
        assert!(told.next().ok_or("it ended")??.contains("watching for changes"));
        signal(&watching, sent)?;
        assert!(ended_by(wait_for_end(&mut watching)?, sent), "watch: {sent:?}");
        assert_eq!(folder.names()?, ["org.csv", "out"]);

        let mut serving = folder.orglint(&["lsp"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        std::thread::sleep(Duration::from_millis(100));
        assert!(serving.try_wait()?.is_none(), "it waits for its client");
        signal(&serving, sent)?;
        assert!(ended_by(wait_for_end(&mut serving)?, sent), "lsp: {sent:?}");
    }
    Ok(())
}
