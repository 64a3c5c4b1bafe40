//! Too little memory, and how much is enough.

use std::fs;

use rustix::process::Signal;

use crate::running::{Folder, Outcome, assert_refused, chart, ended_by, err};

const BEFORE: &str = "what was there before";

/// The least kilobytes of memory, to a twentieth, with which the program starts.
fn least(folder: &Folder) -> Outcome<u64> {
    let amounts = std::iter::successors(Some(8_000), |kilobytes: &u64| Some(kilobytes * 21 / 20));
    for kilobytes in amounts.take_while(|kilobytes| *kilobytes < 1 << 24) {
        let output = folder.orglint_after(&format!("ulimit -v {kilobytes}"), &["rules"]).output()?;
        if output.status.success() {
            return Ok(kilobytes);
        }
    }
    Err("it never starts".into())
}

/// With each amount of memory it works, says that there is too little, or is ended by the system that says so itself; the
/// file before is whole. Of the amounts tried, returns how many were too little, and said so.
fn try_amounts(folder: &Folder, file: &str, least: u64, step: u64) -> Outcome<(usize, usize)> {
    let (mut told, mut ended) = (0, 0);
    for kilobytes in (0..100).map(|number| least + number * step) {
        fs::write(folder.path("out"), BEFORE)?;
        let arguments = ["check", file, "--format", "json", "-o", "out"];
        let output = folder.orglint_after(&format!("ulimit -v {kilobytes}"), &arguments).output()?;
        let err = err(&output);
        let out = fs::read_to_string(folder.path("out"))?;
        match output.status.code() {
            Some(0 | 1) => {
                assert!(out.ends_with("}\n") && err.is_empty(), "{kilobytes}: {err}");
                return Ok((told, ended));
            }
            Some(_) => {
                assert_refused(&output, "memory");
                told += 1;
            }
            None => {
                assert!(ended_by(output.status, Signal::ABORT), "{kilobytes}: {:?} {err}", output.status);
                assert!(err.contains("memory allocation of"), "{kilobytes}: {err}");
                ended += 1;
            }
        }
        assert_eq!(out, BEFORE, "{kilobytes}");
    }
    Err(format!("{} kilobytes are not enough for {file}", least + 100 * step).into())
}

#[test]
fn too_little_memory_is_told() -> Outcome {
    let folder = Folder::new(&[("org.csv", &chart(200_000))])?;
    let (told, ended) = try_amounts(&folder, "org.csv", least(&folder)?, 3_000)?;
    assert!(told >= 2, "told {told} times, ended {ended} times");
    Ok(())
}

/// Small files that stand for many values.
#[test]
fn too_little_memory_for_nested_values_is_told() -> Outcome {
    let folder = Folder::new(&[("values.json", &format!("[{}1]", "1,".repeat(3_000_000)))])?;
    let least = least(&folder)?;
    for kilobytes in (0..6).map(|number| least + number * 10_000) {
        let output = folder.orglint_after(&format!("ulimit -v {kilobytes}"), &["check", "values.json"]).output()?;
        if output.status.code().is_none() {
            assert!(ended_by(output.status, Signal::ABORT) && err(&output).contains("memory allocation of"));
        } else {
            assert_refused(&output, "values.json");
        }
    }
    Ok(())
}

/// No report holds more than some of its findings at a time: what is enough for the shortest is enough for all that are
/// not made as a whole.
#[test]
fn reports_of_many_findings_take_no_more_memory_than_the_check() -> Outcome {
    let rows: String = (0..20_000).map(|number| format!("{number},P{number},Clerk,{number}\n")).collect();
    let folder = Folder::new(&[("org.csv", &format!("id,name,title,manager\n{rows}"))])?;
    let works = |format: &str, kilobytes: u64| -> Outcome<bool> {
        let arguments = ["check", "org.csv", "--select", "integrity/*", "--format", format, "-o", "out"];
        let output = folder.orglint_after(&format!("ulimit -v {kilobytes}"), &arguments).output()?;
        Ok(output.status.code() == Some(1))
    };
    let least = least(&folder)?;
    let mut amounts = (0..100).map(|number| least + number * 2_000);
    let enough = amounts.find(|kilobytes| works("short", *kilobytes).unwrap_or(false)).ok_or("it never works")?;
    for format in ["pretty", "json", "sarif", "junit", "github", "gitlab"] {
        assert!(works(format, enough + 4_000)?, "{format} with {enough} kilobytes");
    }
    // These keep some of the table, and none of the report.
    for format in ["markdown", "html"] {
        assert!(works(format, enough + 10_000)?, "{format} with {enough} kilobytes");
    }
    Ok(())
}
