//! Files that are there and cannot be read, and inputs without an end.

use std::fs::{self, File, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::Signal;

use crate::running::{Folder, Outcome, assert_refused, chart, ended_by, err, pipe, signal, wait_for_end};

/// The first bytes of the memory of a process are those of nothing: reading them is an error of the device.
#[cfg(target_os = "linux")]
#[test]
fn an_error_of_the_device_is_told() -> Outcome {
    let folder = Folder::new(&[])?;
    for arguments in [&["check", "/proc/self/mem"][..], &["stats", "/proc/self/mem"], &["render", "/proc/self/mem"]] {
        assert_refused(&folder.run(arguments)?, "/proc/self/mem: it cannot be read: Input/output error");
    }
    Ok(())
}

/// Root may read anything, so that a root runs the program as somebody else.
#[test]
fn a_file_that_may_not_be_read_is_told() -> Outcome {
    let folder = Folder::new(&[("secret.csv", &chart(20))])?;
    fs::set_permissions(folder.path(""), Permissions::from_mode(0o755))?;
    fs::set_permissions(folder.path("secret.csv"), Permissions::from_mode(0o000))?;
    let output = if File::open(folder.path("secret.csv")).is_ok() {
        const NOBODY: u32 = 65_534;
        fs::copy(env!("CARGO_BIN_EXE_orglint"), folder.path("orglint"))?;
        Command::new(folder.path("orglint"))
            .args(["check", "secret.csv"])
            .current_dir(folder.path(""))
            .uid(NOBODY)
            .gid(NOBODY)
            .output()?
    } else {
        folder.run(&["check", "secret.csv"])?
    };
    assert_refused(&output, "secret.csv: it may not be read by this user");
    Ok(())
}

/// A pipe that nobody writes to is waited for, as everybody does, and Ctrl-C ends that.
#[test]
fn waiting_for_a_writer_ends_by_a_signal() -> Outcome {
    let folder = Folder::new(&[])?;
    pipe(&folder, "pipe.csv")?;
    for command in ["check", "stats"] {
        let mut child = folder.orglint(&[command, "pipe.csv"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(Duration::from_millis(200));
        assert!(child.try_wait()?.is_none(), "it waits");
        signal(&child, Signal::INT)?;
        assert!(ended_by(wait_for_end(&mut child)?, Signal::INT));
    }
    Ok(())
}

/// A line that does not end is refused for its beginning: what follows is not even read.
#[test]
fn a_line_without_end_is_not_read_to_its_end() -> Outcome {
    let folder = Folder::new(&[])?;
    for piece in [b"x", b"\0", b","] {
        let mut child = folder
            .orglint(&["check", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut input = child.stdin.take().ok_or("no input")?;
        let piece = piece.repeat(1 << 20);
        // It ends, since nobody reads it.
        let written = (0..1 << 20).take_while(|_| input.write_all(&piece).is_ok()).count();
        drop(input);
        let output = child.wait_with_output()?;
        assert_refused(&output, "-: the first line has more than 16 MiB");
        assert!(written < 64, "{written} MiB were read");
    }
    Ok(())
}

/// A file is known to have its length, and costs no more than to be read.
#[test]
fn a_file_of_one_line_is_refused_for_its_beginning() -> Outcome {
    let folder = Folder::new(&[])?;
    let mut file = File::create(folder.path("line.csv"))?;
    std::io::copy(&mut std::io::repeat(b'x').take(50_000_000), &mut file)?;
    assert_refused(&folder.run(&["check", "line.csv"])?, "line.csv: the first line has more than 16 MiB");
    // So is a device, which has none.
    assert_refused(&folder.run(&["check", "/dev/zero"])?, "/dev/zero: the first line has more than 16 MiB");
    Ok(())
}

/// The same in a record is one long cell, and all around it is as it was.
#[test]
fn a_long_cell_is_a_cell() -> Outcome {
    let folder = Folder::new(&[])?;
    let title = "x".repeat(20_000_000);
    fs::write(folder.path("long.csv"), format!("id,name,title,manager\n1,A,CEO,\n2,B,{title},1\n3,C,Clerk,9\n"))?;
    let arguments = ["check", "long.csv", "--format", "short", "--select", "integrity/*"];
    let output = folder.run(&arguments)?;
    let out = String::from_utf8(output.stdout.clone())?;
    assert_eq!((output.status.code(), err(&output)), (Some(1), String::new()));
    assert!(out.contains("3 reports to 9") && out.len() < 1000, "{}", out.len());
    Ok(())
}
