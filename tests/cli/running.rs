//! Running the command and looking at what it says.

use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Outcome<Value> {
        Ok(serde_json::from_str(&self.out).map_err(|error| format!("{error}: {:?} {:?}", self.out, self.err))?)
    }

    /// The rules of the findings of `check --format json`.
    pub(crate) fn rules(&self) -> Outcome<Vec<String>> {
        let json = self.json()?;
        let findings = json["findings"].as_array().ok_or("no findings")?;
        Ok(findings.iter().map(|finding| finding["rule"].as_str().unwrap_or_default().to_owned()).collect())
    }
}

/// The command in the folder of the fixtures, in an environment that says nothing of colours.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orglint"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")).args(arguments);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command.timeout(Duration::from_secs(60));
    command
}

pub(crate) fn run(command: &mut Command) -> Outcome<Run> {
    let output = command.output()?;
    Ok(Run {
        status: output.status.code().ok_or("ended by a signal: too slow, or out of stack")?,
        out: String::from_utf8(output.stdout)?,
        err: String::from_utf8(output.stderr)?,
    })
}

pub(crate) fn orglint(arguments: &[&str]) -> Outcome<Run> {
    run(&mut command(arguments))
}

/// With a text on standard input.
pub(crate) fn orglint_with(arguments: &[&str], input: impl Into<Vec<u8>>) -> Outcome<Run> {
    run(command(arguments).write_stdin(input))
}
