//! One run that writes every report for machines, and what it wrote.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::Outcome;

pub(crate) struct Written {
    pub(crate) status: i32,
    pub(crate) err: String,
    pub(crate) json: Value,
    pub(crate) sarif: Value,
    pub(crate) gitlab: Value,
    pub(crate) junit: String,
    pub(crate) github: String,
}

impl Written {
    pub(crate) fn findings(&self) -> &[Value] {
        list(&self.json["findings"])
    }

    pub(crate) fn results(&self) -> &[Value] {
        list(&self.sarif["runs"][0]["results"])
    }
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(crate) fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Checks in a folder, with further arguments; an input has to be read.
pub(crate) fn check(folder: &Path, arguments: &[&str], input: Option<&str>) -> Outcome<Written> {
    let out = tempfile::tempdir()?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_orglint"));
    command.current_dir(folder).arg("check").args(arguments);
    for format in ["json", "sarif", "gitlab", "junit", "github"] {
        command.arg("--format").arg(format!("{format}={}", out.path().join(format).display()));
    }
    let mut command = assert_cmd::Command::from_std(command);
    let output = command.write_stdin(input.unwrap_or_default()).output()?;
    let err = String::from_utf8(output.stderr)?;
    assert!(output.stdout.is_empty(), "every report has a file");
    let status = output.status.code().ok_or("no status")?;
    if status == 2 {
        return Err(format!("{arguments:?}: {err}").into());
    }
    let read = |format: &str| std::fs::read_to_string(out.path().join(format));
    Ok(Written {
        status,
        err,
        json: serde_json::from_str(&read("json")?)?,
        sarif: serde_json::from_str(&read("sarif")?)?,
        gitlab: serde_json::from_str(&read("gitlab")?)?,
        junit: read("junit")?,
        github: read("github")?,
    })
}

/// A chart that is checked by itself, in a folder of its own.
pub(crate) fn check_text(chart: &str, arguments: &[&str]) -> Outcome<Written> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("org.csv"), chart)?;
    check(folder.path(), &[&["org.csv", "--as-of", "2026-06-15"], arguments].concat(), None)
}
