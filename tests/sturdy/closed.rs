//! Readers that leave before all is written, as `head` does: the run ends in silence, and as if it had been read out.

use std::io::{self, BufRead, BufReader};
use std::process::Stdio;

use crate::commands::{TO_STANDARD_OUTPUT, folder};
use crate::running::{Folder, Outcome, astray, err, wait_for_end};

#[test]
fn nobody_is_told_that_nobody_reads() -> Outcome {
    let folder = folder()?;
    for arguments in TO_STANDARD_OUTPUT {
        let read_out = folder.run(arguments)?;
        let (reader, writer) = io::pipe()?;
        drop(reader);
        let output = folder.orglint(arguments).stdout(writer).output()?;
        assert_eq!(output.status, read_out.status, "{arguments:?}: {}", err(&output));
        assert_eq!(err(&output), err(&read_out), "{arguments:?}");
    }
    Ok(())
}

/// More than a pipe holds, of which one line is read.
#[test]
fn the_first_line_is_enough() -> Outcome {
    let folder = Folder::new(&[("org.csv", &astray(30_000))])?;
    let commands: [(&[&str], i32); 6] = [
        (&["check", "org.csv"], 1),
        (&["check", "org.csv", "--format", "short"], 1),
        (&["check", "org.csv", "--format", "gitlab"], 1),
        (&["render", "org.csv", "--format", "dot"], 0),
        (&["export", "org.csv"], 0),
        (&["convert", "org.csv", "--format", "jsonl"], 0),
    ];
    for (arguments, status) in commands {
        let mut child = folder.orglint(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        assert!(!line.is_empty(), "{arguments:?}");
        assert_eq!(wait_for_end(&mut child)?.code(), Some(status), "{arguments:?}");
        let told = io::read_to_string(child.stderr.take().ok_or("no errors")?)?;
        assert_eq!(told, "", "{arguments:?}");
    }
    Ok(())
}

/// A pipe that is named as a file is a pipe.
#[test]
fn a_pipe_behind_a_name_is_no_other() -> Outcome {
    let folder = folder()?;
    let (reader, writer) = io::pipe()?;
    drop(reader);
    let output = folder.orglint(&["check", "org.csv", "-o", "/dev/stdout"]).stdout(writer).output()?;
    assert_eq!((output.status.code(), err(&output)), (Some(1), String::new()));
    Ok(())
}
