//! The report as a workbook, as a file and to a pipe.

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use crate::running::{Folder, Outcome, command, orglint};

const CHECK: [&str; 6] = ["check", "--format", "xlsx", "--as-of", "2026-03-31", "--fail-on=never"];

/// What the command writes to a pipe.
fn piped(files: &[&str]) -> Outcome<Vec<u8>> {
    let output = command(&[&CHECK[..], files].concat()).output()?;
    assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stderr)), (Some(0), ""));
    Ok(output.stdout)
}

#[test]
fn the_workbook_is_the_same_on_every_run_and_wherever_it_goes() -> Outcome {
    let folder = Folder::new(&[])?;
    let path = folder.path().join("report.xlsx").display().to_string();
    let files = ["hostile.csv", "growthgen.csv"];
    let first = piped(&files)?;
    assert_eq!(first, piped(&files)?);
    let run = orglint(&[&CHECK[..], &files, &["-o", &path]].concat())?;
    assert_eq!((run.status, &*run.out), (0, ""));
    assert_eq!(first, std::fs::read(&path)?);
    Ok(())
}

#[test]
fn files_that_make_one_chart_have_a_sheet_each() -> Outcome {
    let folder = Folder::new(&[
        ("positions.csv", "position id,manager id,title,employee id\nP1,,CEO,7\nP2,P9,Clerk,8\n"),
        ("persons.csv", "employee id,name,status\n7,A B,active\n8,C D,active\n"),
    ])?;
    let path = |name| folder.path().join(name).display().to_string();
    let bytes = piped(&[&path("positions.csv"), &path("persons.csv"), "--merge"])?;
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    assert_eq!(book.sheet_names(), ["Findings", "positions", "persons", "Statistics"]);
    let findings = book.worksheet_range("Findings")?;
    let row = findings.rows().find(|row| row[1] == "integrity/unknown-manager").ok_or("no finding")?;
    assert_eq!(
        (row[4].to_string(), row[5].to_string(), row[7].to_string()),
        ("8".into(), "C D".into(), "positions!B3".into())
    );
    Ok(())
}
