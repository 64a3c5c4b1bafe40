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

/// A folder of files that goes when it is dropped.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Outcome<Folder> {
        let folder = Folder(tempfile::tempdir()?);
        files.iter().try_for_each(|(name, text)| folder.write(name, text))?;
        Ok(folder)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> Outcome {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        Ok(std::fs::write(path, text)?)
    }

    pub(crate) fn read(&self, name: &str) -> Outcome<String> {
        Ok(std::fs::read_to_string(self.0.path().join(name))?)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the command in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome<Run> {
        run(command(arguments).current_dir(self.0.path()))
    }

    /// `check` of `org.csv` for some rules, a line a finding; it has to run.
    pub(crate) fn check(&self, select: &str, more: &[&str]) -> Outcome<String> {
        let run = self.run(&[&["check", "org.csv", "--format", "short", "--select", select], more].concat())?;
        if run.status == 2 { Err(run.err.into()) } else { Ok(run.out) }
    }

    /// What `check` says under a configuration that it cannot use.
    pub(crate) fn refusal(&self, configuration: &str) -> Outcome<String> {
        self.write("orglint.toml", configuration)?;
        let run = self.run(&["check", "org.csv"])?;
        if run.status == 2 && run.out.is_empty() {
            Ok(run.err)
        } else {
            Err(format!("accepted: {configuration}").into())
        }
    }
}
