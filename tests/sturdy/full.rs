//! Disks that are full. A limit on the size of files stands for one: writing goes well up to a point, and then fails.

use std::fs::{self, File};

use crate::commands::{TO_FILES, TO_STANDARD_OUTPUT, folder};
use crate::running::{Outcome, assert_refused, err};

const BEFORE: &str = "what was there before";

/// Blocks of 512 bytes, or of 1,024 in some shells.
const LIMITS: [&str; 2] = ["ulimit -f 0", "ulimit -f 1"];

#[test]
fn a_file_that_does_not_fit_leaves_the_one_before_as_it_was() -> Outcome {
    let folder = folder()?;
    for arguments in TO_FILES {
        let arguments = [arguments, &["out"][..]].concat();
        fs::remove_file(folder.path("out"))
            .or_else(|error| if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
        let sound = folder.run(&arguments)?;
        assert!(matches!(sound.status.code(), Some(0 | 1)), "{arguments:?}: {}", err(&sound));
        let length = folder.path("out").metadata()?.len();
        assert!(length > 1024, "{arguments:?}: {length} bytes would fit");
        for limit in LIMITS {
            fs::write(folder.path("out"), BEFORE)?;
            let names = folder.names()?;
            let output = folder.orglint_after(limit, &arguments).output()?;
            assert_refused(&output, "out: it cannot be written: File too large");
            assert!(err(&output).contains("ulimit -f"), "{}", err(&output));
            assert_eq!(fs::read_to_string(folder.path("out"))?, BEFORE, "{arguments:?}");
            assert_eq!(folder.names()?, names, "{arguments:?}");
        }
    }
    Ok(())
}

#[test]
fn of_several_reports_all_are_there_or_none() -> Outcome {
    let folder = folder()?;
    let files = ["a.txt", "b.json", "c.html", "d.xlsx"];
    let reports = ["--format=short=a.txt", "--format=json=b.json", "--format=html=c.html", "--format=xlsx=d.xlsx"];
    let arguments = [&["check", "org.csv"][..], &reports].concat();
    // The first one fits, the others do not.
    for file in files {
        fs::write(folder.path(file), BEFORE)?;
    }
    let names = folder.names()?;
    let output = folder.orglint_after("ulimit -f 20", &arguments).output()?;
    assert_refused(&output, "it cannot be written: File too large");
    for file in files {
        assert_eq!(fs::read_to_string(folder.path(file))?, BEFORE, "{file}");
    }
    assert_eq!(folder.names()?, names);
    assert_eq!(folder.run(&arguments)?.status.code(), Some(1));
    assert!(files.iter().all(|file| fs::read(folder.path(file)).is_ok_and(|now| now != BEFORE.as_bytes())));
    assert_eq!(folder.names()?, names);
    Ok(())
}

/// The page of `open` that nobody named, and manual pages, one file after the other.
#[test]
fn files_that_are_named_by_us_go_where_they_cannot_be_written() -> Outcome {
    let folder = folder()?;
    let names = folder.names()?;
    let output = folder.orglint_after("ulimit -f 1", &["open", "org.csv"]).env("TMPDIR", &folder).output()?;
    assert_refused(&output, "the folder for temporary files cannot be written to");
    assert_eq!(folder.names()?, names);
    let output = folder.orglint_after("ulimit -f 1", &["man", "--all", "."]).output()?;
    assert_refused(&output, ".1: it cannot be written: File too large");
    assert_eq!(folder.names()?, names);
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_full_is_told() -> Outcome {
    let folder = folder()?;
    for arguments in TO_STANDARD_OUTPUT {
        let full = File::options().write(true).open("/dev/full")?;
        let output = folder.orglint(arguments).stdout(full).output()?;
        assert_refused(&output, "standard output cannot be written: No space left on device");
        assert!(err(&output).contains("help: make room"), "{arguments:?}: {}", err(&output));
    }
    let output = folder.run(&["check", "org.csv", "-o", "/dev/full"])?;
    assert_refused(&output, "/dev/full: it cannot be written: No space left on device");
    Ok(())
}

/// What a pipe brings is kept in a file for `--group-by`.
#[test]
fn a_table_from_a_pipe_that_cannot_be_kept_is_told() -> Outcome {
    let folder = folder()?;
    let table = File::open(folder.path("tenants.csv"))?;
    let arguments = ["check", "-", "--group-by", "tenant"];
    let output = folder.orglint_after("trap '' XFSZ; ulimit -f 1", &arguments).stdin(table).output()?;
    assert_refused(&output, "-: ");
    Ok(())
}
